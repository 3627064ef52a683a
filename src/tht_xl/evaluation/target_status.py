"""An indicator's target in a period, and the word its own rating rule gives.

`evaluate` and the worksheet functions THT_TARGET and THT_STATUS share these, so that a cell and the board
paper cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.model.vocabulary import Polarity, Rating
from tht_xl.monitoring.rating import find_rating_rule, is_minimum_possible
from tht_xl.monitoring.trajectory import target_through

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator, Target
    from tht_xl.model.periods.period import Period


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """A target in one period, and a value against it; numbers on the indicator's scale.

    Attributes:
        rating: The colour, or why nothing is coloured ("Data only", "No target", "Proposed", "Not due"); "" where the
            rating rule has no word for the value, or has not been asked yet.
        target: The trajectory's value; None before it begins.
        final: The value to be reached in the end; None where the source gives no number.
        due: The period by which to reach it.
        minimum: The minimum expectation.
        gap: How far the value is short of `final`; below 0 where it is beyond.
        people: How many people that is.
        in_interval: Whether the target lies within the value's interval.
        is_due: Whether the period is at or after the first due date.
    """

    rating: str
    target: float | None
    final: float | None
    due: str = ""
    minimum: float | None = None
    gap: float | None = None
    people: int | None = None
    in_interval: bool | None = None
    is_due: bool = False


def target_status(indicator: Indicator, period: Period) -> TargetStatus:
    """Return the indicator's target at the end of a period.

    A target "by 2013" is due from the first period that ends in 2013 or later, so that a school year 2012/13 is
    rated against it. Milestones are due before it.
    """
    over = targets_over(indicator, np.array([period.end], "datetime64[D]"))
    return TargetStatus(
        over.words[0], _or_none(float(over.target[0])), _or_none(over.final), is_due=bool(over.is_due[0])
    )


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else number


class TargetOverTime(NamedTuple):
    """An indicator's target at the ends of several periods; `final` is one for all, and `words` are the ratings."""

    target: NDArray[np.float64]
    final: float
    is_due: NDArray[np.bool_]
    words: NDArray[np.object_]


def targets_over(indicator: Indicator, ends: NDArray[np.datetime64]) -> TargetOverTime:
    """Return the indicator's target on the last days of periods."""
    target = indicator.target
    final = np.nan if target is None or target.value is None else target.value
    unknown, never = np.full(len(ends), np.nan), np.zeros(len(ends), bool)
    if indicator.polarity == Polarity.NONE or indicator.rating == "data-only":
        return TargetOverTime(unknown, np.nan, never, np.full(len(ends), Rating.DATA_ONLY.value, object))
    if target is None or target.value is None:
        return TargetOverTime(unknown, final, never, np.full(len(ends), Rating.NO_TARGET.value, object))
    is_due = _is_due(target, ends)
    words = np.full(len(ends), "" if target.agreed else Rating.PROPOSED.value, object)
    if target.agreed:
        words[~is_due] = Rating.NOT_DUE.value
    return TargetOverTime(_on_the_way(target, ends), final, is_due, words)


def _is_due(target: Target, ends: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Return whether the target already applies in the periods that end on these days."""
    if target.baseline_period is not None and _path(target) != "step":
        return ends > np.datetime64(target.baseline_period.end)
    return ends >= np.datetime64(min(p.start for p in [target.due, *(m.period for m in target.milestones)]))


def _on_the_way(target: Target, ends: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Return the value of the trajectory on each day; NaN before it begins."""
    stations = [(m.period, m.value) for m in target.milestones] + [(target.due, target.value or 0.0)]
    is_step = _path(target) == "step"
    days = [np.datetime64(due.start if is_step else due.end) for due, _ in stations]
    values = [value for _, value in stations]
    if target.baseline is not None and target.baseline_period is not None:
        days, values = [np.datetime64(target.baseline_period.end), *days], [target.baseline, *values]
    if is_step and days == sorted(set(days)):
        # From one day to the next the target stays where it is: a look-up, which hundreds of indicators ask for.
        return np.array([np.nan, *values])[np.searchsorted(np.array(days), ends, side="right")]
    return target_through(np.array(days), values, ends, _path(target))


def _path(target: Target) -> str:
    """Return the trajectory of a target; without a baseline the target applies from its due date only."""
    return target.path if target.baseline is not None and target.baseline_period is not None else "step"


def rating_of(indicator: Indicator, status: TargetStatus, value: float) -> str:
    """Return the word of the indicator's own rating rule for one value; "" where there is no value."""
    return str(rated_values(indicator, status, np.array([value]))[0])


def rated_values(
    indicator: Indicator,
    status: TargetStatus,
    values: NDArray[np.float64],
    *,
    previous: ArrayLike = np.nan,
    lower: ArrayLike = np.nan,
    upper: ArrayLike = np.nan,
) -> NDArray[np.object_]:
    """`rating_of` for many values of one indicator and period; rules may look at interval and previous value."""
    if status.rating:
        return np.where(np.isnan(values), "", status.rating).astype(object)
    target = indicator.target
    minimum = np.nan if target is None or target.minimum is None else target.minimum
    # A minimum for the end of the way may lie beyond the trajectory's value today; it does not apply yet.
    goal = np.nan if status.target is None else status.target
    minimum = minimum if is_minimum_possible(goal, minimum, indicator.polarity) else np.nan
    tolerance = np.nan if indicator.tolerance is None else indicator.tolerance
    rule = find_rating_rule(indicator.rating)
    return rule.rate(
        values,
        goal,
        indicator.polarity,
        minimum,
        tolerance,
        previous=previous,
        lower=lower,
        upper=upper,
    )
