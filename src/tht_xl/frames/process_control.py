"""Process control of an analyst's frame."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import checked_frame, column, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, group_reasons, row_place, row_reasons, value_checks
from tht_xl.frames.grouping.gaps import spread, spread_out, timing_of
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.frames.grouping.panels import panels, repeats
from tht_xl.frames.grouping.result import with_columns
from tht_xl.frames.grouping.series import order_of, polarity_of, target_of
from tht_xl.model.counted import counted
from tht_xl.monitoring.process_control import process_chart
from tht_xl.stats.arrays import Flags, Numbers, Words


def process_control(
    frame: pd.DataFrame,
    *,
    polarity: str,
    value: str = "value",
    period: str | None = None,
    by: By = None,
    target: float | str | None = None,
    rules: str = "plotthedots",
    rebase: str | None = None,
    fixed_after: int | None = None,
    step: str | float | None = None,
) -> pd.DataFrame:
    """Return the limits of each process and which of its points chance does not explain, by Making Data Count.

    Args:
        frame: One row for each point.
        polarity: "high", "low" or "none", or the column that holds these.
        value: Column of the points; a missing one ends runs. [any unit]
        period: Column of the periods, dates or numbers that put the points in order; the frame's order unless given.
            A series with a period that is missing, unreadable or there twice has no order, and so no result. A period
            that is absent breaks runs and moving ranges, as a row without a value does.
        by: Columns that tell series apart; None takes all rows as one series.
        target: What every process should reach, or the column that holds it. [the same unit]
        rules: "plotthedots" or "mdc".
        rebase: Column that is true where limits and runs start afresh.
        fixed_after: Limits rest on this many first points of each segment, 12 or more.
        step: How far apart two periods in a row are, by which an absent one is known: "day", "weekday", "week",
            "month", "quarter", "year", or a number of days (of units, where periods are numbers). Unless given, the
            shortest step of each series, or the length of its shortest period where that is shorter.

    Returns:
        The frame with its own index, order and columns, then `mean`, `lower_limit`, `upper_limit`, `special_cause` and
        `point_type` of each point, `variation`, `assurance` and `note` of its series, which also counts gaps, and
        `reason`, which says why a point, or the whole series, has not been read.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the frame has a result's column.
        UnknownNameError: A column is not in the frame, or the polarity or the rules are unknown.

    Examples:
        >>> frame = pd.DataFrame({"value": [5, 7, 6, 8, 5, 7, 6, 4, 6, 7, 5, 6, 19]})
        >>> process_control(frame, polarity="low", target=20).iloc[-1][["special_cause", "variation"]].tolist()
        ['Outside limits', 'Concern (high)']
    """
    checked_frame(frame)
    points = numbers_of(frame, value, argument="value")
    good, aim = polarity_of(frame, polarity), target_of(frame, target)
    restarts, groups = _rebase(frame, rebase), group_rows(frame, names_of(by))
    order, faults = order_of(frame, period)
    timing = timing_of(frame, period, step)
    unordered = _find_unordered(frame, groups, order, faults)
    y = np.where(unordered[groups.codes] == "", points, np.nan)
    process_chart([np.nan], "none", rules=rules, fixed_after=fixed_after)  # refuses what is out of range
    limits = np.full((3, len(frame)), np.nan)
    words = np.full((5, len(frame)), "", object)
    for _, rows in panels(groups, order=order):
        gaps = np.zeros(rows.shape, bool) if timing is None else timing.gaps(rows)
        places, width = spread(gaps)
        series = spread_out(y[rows], places, width, np.nan)
        chart = process_chart(
            series,
            good[rows[:, -1]],
            target=aim[rows[:, -1]],
            rules=rules,
            rebase=spread_out(restarts[rows], places, width, blank=False),
            fixed_after=fixed_after,
        )
        for place, each in enumerate((chart.mean, chart.lower, chart.upper)):
            limits[place, rows] = np.take_along_axis(each, places, axis=-1)
        for place, each in enumerate((chart.special_cause, chart.point_type)):
            words[place, rows] = np.take_along_axis(each, places, axis=-1)
        notes = _with_number_of_gaps(chart.note, series)
        for place, each in enumerate((chart.variation, chart.assurance, notes), 2):
            words[place, rows] = each[:, None]
    names = ("special_cause", "point_type", "variation", "assurance", "note")
    reasons = unordered[groups.codes]
    words[:, reasons != ""] = ""
    return with_columns(
        frame,
        {
            **dict(zip(("mean", "lower_limit", "upper_limit"), limits, strict=True)),
            **dict(zip(names, words, strict=True)),
            "reason": np.where(reasons == "", row_reasons(value_checks("value", points), len(frame)), reasons),
        },
    )


def _with_number_of_gaps(notes: Words, points: Numbers) -> Words:
    """Return the note of each series, with the number of its gaps: blank points and absent periods alike."""
    known = np.isfinite(points)
    begun, goes_on = known.cumsum(axis=-1) > 0, known[..., ::-1].cumsum(axis=-1)[..., ::-1] > 0
    breaks_off = ~known & begun & goes_on
    breaks_off[..., 1:] &= known[..., :-1]
    across = "in the series, across which no run or moving range is counted"
    numbers = breaks_off.sum(axis=-1).tolist()
    said = np.array([f"{counted(number, 'gap')} {across}" if number else "" for number in numbers], object)
    return np.where((notes != "") & (said != ""), notes + "; " + said, notes + said)


def _find_unordered(frame: pd.DataFrame, groups: Groups, order: NDArray[np.generic] | None, faults: Words) -> Words:
    """Return why the points of each series have no order; "" where they have one."""
    checks = [RowCheck(faults == fault, str(fault)) for fault in dict.fromkeys(faults[faults != ""].tolist())]
    if order is not None:
        checks.append(RowCheck(repeats(groups, order), "the period occurs again; expected one row for each"))
    return group_reasons(checks, groups, row_place(frame))


def _rebase(frame: pd.DataFrame, name: str | None) -> Flags:
    if name is None:
        return np.zeros(len(frame), bool)
    given = column(frame, name, argument="rebase")
    known = given.dropna()
    wrong = known[~known.isin([True, False])]
    if len(wrong):
        raise DomainError(
            f"rebase: column {name!r} holds {wrong.tolist()[0]!r:.42} in row {wrong.index[0]}; expected true or false",
            remedy="Write True where limits start afresh, and False elsewhere",
        )
    return (given == True).fillna(value=False).to_numpy(bool)  # noqa: E712 - elementwise; missing is false
