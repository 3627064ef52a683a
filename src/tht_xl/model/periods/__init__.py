"""Periods: what "2023/24", "2021 - 23" and "by Jul 2010" stand for, in days.

Start in `period`; `forms` lists every way of writing one. Decisions: docs/decisions/periods.md,
docs/decisions/period-kinds.md.
"""

from tht_xl.model.periods.period import Period

__all__ = ["Period"]
