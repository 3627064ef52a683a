"""Funnels of an analyst's frame."""

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.columns import brief, check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, count_checks, population_checks, row_reasons
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.frames.grouping.result import limit_columns, with_columns
from tht_xl.stats.arrays import Flags, Numbers, numbers
from tht_xl.stats.funnel import LEVELS, MULTIPLIERS, funnel_limits, funnel_significance
from tht_xl.stats.inputs.bands import MIN_EVENTS
from tht_xl.stats.inputs.multiplier import check_multiplier


def funnels(
    frame: pd.DataFrame,
    *,
    kind: str,
    count: str = "count",
    denominator: str = "denominator",
    by: By = None,
    average: float | None = None,
    multiplier: float | None = None,
    standardised: bool = False,
) -> pd.DataFrame:
    """Return the funnel limits at each row's size within its group, and whether the row lies beyond them.

    Args:
        frame: One row for each area or unit.
        kind: "proportion", "rate" or "ratio".
        count: Column of the events, or of people counted. [count]
        denominator: Column of the people, or of the expected events where the kind is "ratio". [people or count]
        by: Columns that tell funnels apart; None draws one for all rows.
        average: The centre of every funnel, on the scale of the result. Unless given, all counts of the group over
            all its denominators; for ratios the multiplier: as many as expected.
        multiplier: What the results are expressed per: 100, 100,000 and 100 unless given.
        standardised: Whether the rates are directly standardised, with `multiplier * count / rate` as the denominator.
            A row of fewer than 10 events then has no value, and is not judged.

    Returns:
        The frame with its own index and columns, then `value`, `average`, the limits of the funnel `lower_95`,
        `upper_95`, `lower_998`, `upper_998`, `significance` ("Low (99.8%)", "Low (95%)", "Not significant",
        "High (95%)", "High (99.8%)", by the row's own interval; "Not applicable" for a standardised rate from fewer
        than 10 events) and `reason`, which says why a row has none.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the frame has a result's column.
        UnknownNameError: A column is not in the frame, or the kind is unknown.

    Examples:
        >>> frame = pd.DataFrame({"count": [5, 10, 30], "denominator": [10, 10, 10]})
        >>> funnels(frame, kind="ratio")[["value", "significance"]]
           value     significance
        0   50.0  Not significant
        1  100.0  Not significant
        2  300.0     High (99.8%)
    """
    checked_frame(frame)
    check_distinct({"count": count, "denominator": denominator})
    x = numbers_of(frame, count, argument="count")
    n = numbers_of(frame, denominator, argument="denominator")
    few = (x >= 0) & (x < MIN_EVENTS) if standardised else np.zeros(len(frame), bool)
    # A rate from no events has no denominator of its own.
    checks: list[RowCheck] = [
        *count_checks("count", x),
        *population_checks("denominator", np.where(few & np.isnan(n), 1, n)),
    ]
    if not isinstance(kind, str) or kind not in MULTIPLIERS:
        raise UnknownNameError("kind of funnel", str(kind), list(MULTIPLIERS))
    per = MULTIPLIERS[kind] if multiplier is None else multiplier
    check_multiplier("multiplier", per)
    _check_average(average, kind, per)
    if standardised and kind != "rate":
        raise DomainError(f"standardised is true and kind is {kind!r}; expected rates", remedy='Write kind="rate"')
    if kind == "proportion":
        checks.append(RowCheck(x > n, "the count is {}; expected at most the denominator", x))
    reasons = row_reasons(checks, len(frame))
    fine = (reasons == "") & ~np.isnan(n)
    centre = _averages(x, n, fine, group_rows(frame, names_of(by)), kind, per) if average is None else average
    limits = funnel_limits(np.where(fine, n, np.nan), centre, kind, multiplier=per, confidence=LEVELS)
    with np.errstate(all="ignore"):
        value = np.where(fine & ~few, per * x / n, np.nan)
    judged = np.where(fine | (few & (reasons == "")), x, np.nan)
    significance = funnel_significance(judged, n, kind, average=centre, multiplier=per, standardised=standardised)
    reasons[few & (reasons == "")] = "fewer than 10 events: too few for a directly standardised rate"
    return with_columns(
        frame,
        {
            "value": value,
            "average": centre,
            **limit_columns(limits, LEVELS),
            "significance": significance,
            "reason": reasons,
        },
    )


def _check_average(average: float | None, kind: str, per: float) -> None:
    if average is None:
        return
    centre = numbers("average", average)
    highest = per if kind == "proportion" else np.inf
    if centre.ndim or not 0 <= centre <= highest or np.isinf(centre):
        rule = f"a number from 0 to {per:g}" if kind == "proportion" else "a number from 0"
        raise DomainError(
            f"average is {brief(average)}; expected {rule}",
            remedy=f"Give it per {per:g}, or leave it out to use that of each group",
        )


def _averages(x: Numbers, n: Numbers, fine: Flags, groups: Groups, kind: str, per: float) -> Numbers:
    """Return the average of each row's group."""
    if kind == "ratio":
        return np.full(len(x), float(per))
    with np.errstate(all="ignore"):
        average = per * groups.sums(np.where(fine, x, 0.0)) / groups.sums(np.where(fine, n, 0.0))
    return average[groups.codes]
