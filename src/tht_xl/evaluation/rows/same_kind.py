"""Rows whose period is of another kind than the periods of their indicator.

`framework.period_kinds` decides for one indicator and period; here each kind is asked about once, not each row.
"""

import numpy as np

from tht_xl.evaluation.rows.coded import Coded, Reasons, distinct_rows, number_alike, table
from tht_xl.framework.period_kinds import in_words, other_kind_than_others, other_kind_than_stated
from tht_xl.model.definition import Indicator
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period


def give_other_kinds(indicators: Coded[Indicator], periods: Coded[Period], reasons: Reasons) -> None:
    """Give a reason to rows whose period is of another kind than their indicator's definition states."""
    is_stated = table((each.period_kind is not None for each in indicators.things), False, bool)
    if not is_stated.any():
        return
    # Whether a period fits depends on its kind, and on whether its text says "financial" or "school".
    kinds = number_alike(periods.things, lambda period: (PeriodKind.of(period), period.stated_year))
    rows = np.flatnonzero(is_stated[indicators.codes] & (periods.codes >= 0))
    codes, first = distinct_rows(indicators.codes[rows], kinds[periods.codes[rows]])
    is_other = [_complaint(indicators, periods, row) != "" for row in rows[first].tolist()]
    rows = rows[np.array(is_other, bool)[codes]] if len(rows) else rows
    rows = rows[reasons.codes[rows] == 0]
    if len(rows):
        codes, first = distinct_rows(indicators.codes[rows], periods.codes[rows])
        reasons.add_to(rows, codes, [_complaint(indicators, periods, row) for row in rows[first].tolist()])


def give_unstated_kinds(indicators: Coded[Indicator], periods: Coded[Period], reasons: Reasons) -> None:
    """Give a reason to rows whose period is of another kind than the others of its indicator, which states none."""
    is_stated = table((each.period_kind is not None for each in indicators.things), True, bool)
    rows = np.flatnonzero(reasons.is_usable & ~is_stated[indicators.codes])
    if not len(rows):
        return
    kinds = number_alike(periods.things, PeriodKind.of)
    # Most indicators have periods of one kind, and nothing is asked about them.
    _, first = distinct_rows(indicators.codes[rows], kinds[periods.codes[rows]])
    times = np.bincount(indicators.codes[rows[first]], minlength=len(indicators.things))
    rows = rows[times[indicators.codes[rows]] > 1]
    codes, first = distinct_rows(indicators.codes[rows], periods.codes[rows])
    pairs = rows[first].tolist()
    others = other_kind_than_others(
        [indicators.thing(row) for row in pairs],
        [periods.thing(row) for row in pairs],
    )
    reasons.add_to(rows, codes, [in_words(other, is_stated=False) for other in others])


def _complaint(indicators: Coded[Indicator], periods: Coded[Period], row: int) -> str:
    indicator, period = indicators.thing(row), periods.thing(row)
    return in_words(other_kind_than_stated(indicator, period), is_stated=True)
