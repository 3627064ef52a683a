"""Rules about formulas: old results, errors, links to other files, and our functions told something else.

Start with `stale`.
"""

from tht_xl.workbook.rules.formulas import contradictions, outside, results, stale

__all__ = ["contradictions", "outside", "results", "stale"]
