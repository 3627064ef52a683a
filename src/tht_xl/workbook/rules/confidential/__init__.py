"""Rules about what could identify a person: personal data, and counts too small to pass on.

Start with `privacy`, for texts; `disclosure` is about counts. No finding repeats what was found.
"""

from tht_xl.workbook.rules.confidential import births, comments, disclosure, privacy

__all__ = ["births", "comments", "disclosure", "privacy"]
