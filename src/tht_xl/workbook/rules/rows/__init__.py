"""Rules about what a row is: its indicator, area and period, and whether such a row belongs in the return.

Start with `subject`; the others compare a row with its definition, with what was asked for, and with other returns.
"""

from tht_xl.workbook.rules.rows import across_returns, asked, definition, period_kinds, subject

__all__ = ["across_returns", "asked", "definition", "period_kinds", "subject"]
