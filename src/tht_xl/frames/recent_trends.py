"""Recent trends of an analyst's frame."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import brief, checked_frame, numbers_of
from tht_xl.frames.grouping.groups import By, Groups, Places, group_rows, names_of
from tht_xl.frames.grouping.panels import panels
from tht_xl.frames.grouping.result import with_columns
from tht_xl.frames.grouping.series import Dates, Periods, periods_of, polarity_of
from tht_xl.model.vocabulary import Trend
from tht_xl.monitoring.trend import recent_trend
from tht_xl.monitoring.trend_across_gaps import trend_across_gaps
from tht_xl.stats.arrays import Numbers, Words

COUNTS, VALUES = ("numerator", "denominator"), ("value", "lower", "upper")
"""The two kinds of figures that a trend is read from, by argument and by default column."""


def recent_trends(
    frame: pd.DataFrame,
    *,
    polarity: str,
    period: str = "period",
    by: By = None,
    numerator: str | None = None,
    denominator: str | None = None,
    value: str | None = None,
    lower: str | None = None,
    upper: str | None = None,
    breaks: Sequence[str | date] = (),
    across_gaps: bool = False,
) -> pd.DataFrame:
    """Return the recent trend of each series: what its latest five annual points say, or why they say nothing.

    Args:
        frame: One row for each series and period, in any order.
        polarity: "high", "low" or "none", or the column that holds these.
        period: Column of the periods: "2023/24", "2021 - 23", dates, years.
        by: Columns that tell series apart; None takes all rows as one series.
        numerator: Column of those counted, for proportions. [count]
        denominator: Column of those who could have been counted, likewise. [count]
        value: Column of the values, for anything with 95% limits. [any unit]
        lower: Column of the lower 95% limits.
        upper: Column of the upper 95% limits.
            Unless any of these five is named, the frame's columns of these names are taken. Where a frame has both, a
            series is judged by its counts, and by its values where one of its latest five points has no counts.
        breaks: First days of periods measured in a new way, as dates or ISO text.
        across_gaps: Whether up to two years may be missing between the five points. This is not Fingertips' recent
            trend: say so where it is shown.

    Returns:
        The latest row of each series with all its columns, series in order of appearance; then `trend` in words,
        `trend_reason`, which says why it cannot be calculated, and with `across_gaps` also `years_missing`.

    Raises:
        DomainError: A column is not numeric, or neither counts nor values with limits are named.
        UnknownNameError: A column is not in the frame, or the polarity is unknown.

    Examples:
        >>> frame = pd.DataFrame(
        ...     {
        ...         "period": ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"],
        ...         "numerator": [994, 1023, 1199, 1332, 1367],
        ...         "denominator": [40299, 41527, 42811, 44064, 44701],
        ...     }
        ... )
        >>> recent_trends(frame, polarity="low").trend[0]
        'Increasing and getting worse'
    """
    checked_frame(frame)
    named = {"numerator": numerator, "denominator": denominator, "value": value, "lower": lower, "upper": upper}
    columns = _columns(frame, {argument: name for argument, name in named.items() if name is not None})
    figures = {name: numbers_of(frame, own, argument=name) for name, own in columns.items()}
    when, good = periods_of(frame, period), polarity_of(frame, polarity)
    groups = group_rows(frame, names_of(by))
    words, latest, missing = _trends(groups, figures, when, good, _days(breaks), across_gaps=across_gaps)
    return with_columns(
        frame.iloc[latest].reset_index(drop=True),
        {
            "trend": words[0],
            "trend_reason": words[1],
            **({"years_missing": missing} if across_gaps else {}),
        },
    )


def _columns(frame: pd.DataFrame, named: dict[str, str]) -> dict[str, str]:
    """Return which column has which figure."""
    if not named:
        found = {name: name for kind in (COUNTS, VALUES) if set(kind) <= set(frame.columns) for name in kind}
        if not found:
            raise DomainError(
                f"the frame has neither {_join_names(COUNTS)} nor {_join_names(VALUES)}; "
                "expected the columns of one kind",
                remedy="Give the names of the columns",
            )
        return found
    for kind in (COUNTS, VALUES):
        lacking = [name for name in kind if name not in named]
        if lacking and len(lacking) < len(kind):
            raise DomainError(
                f"{lacking[0]} is not given; expected the columns of {_join_names(kind)}", remedy="Name them together"
            )
    return named


def _join_names(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _days(breaks: Sequence[str | date]) -> Dates:
    try:
        days = np.array([breaks] if isinstance(breaks, str) else list(breaks), "datetime64[D]")
    except (TypeError, ValueError):
        raise DomainError(
            f"breaks is {brief(breaks)}; expected the first days of periods", remedy='Write them as ["2021-04-01"]'
        ) from None
    return days


def _trends(
    groups: Groups,
    figures: dict[str, Numbers],
    when: Periods,
    good: Words,
    breaks: Dates,
    *,
    across_gaps: bool,
) -> tuple[Words, Places, Numbers]:
    words = np.full((2, len(groups)), "", object)
    latest, missing = groups.first.copy(), np.full(len(groups), np.nan)
    judge: Any = trend_across_gaps if across_gaps else recent_trend
    arguments = {"numerator": "counts", "denominator": "denominators"}
    for which, rows in panels(groups, order=when.starts):
        found = judge(
            good[rows[:, 0]],
            **{arguments.get(name, f"{name}s"): values[rows] for name, values in figures.items()},
            starts=when.starts[rows],
            ends=when.ends[rows],
            breaks=breaks,
        )
        words[0, which], words[1, which] = found.words, found.reasons
        latest[which] = rows[:, -1]
        if across_gaps:
            missing[which] = found.years_missing
    for row in np.flatnonzero(when.faults != "")[::-1].tolist():
        group = groups.codes[row]
        words[:, group] = Trend.CANNOT_BE_CALCULATED.value, when.faults[row]
        missing[group] = np.nan
    return words, latest, missing
