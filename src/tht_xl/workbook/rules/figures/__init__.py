"""Rules about the figures of a row: whether they are figures, possible, and plausible beside others.

Start with `numbers`. Those that need more than the return read `workbook.cross_checks`.
"""

from tht_xl.workbook.rules.figures import limits, numbers, plausibility, repeats, twins, units

__all__ = ["limits", "numbers", "plausibility", "repeats", "twins", "units"]
