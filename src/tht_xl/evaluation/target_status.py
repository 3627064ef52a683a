"""Where an indicator's target stands at a period, and the word its own rating rule gives.

`evaluate` and the worksheet functions THT_TARGET and THT_STATUS share these, so that a cell and the board
paper cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.model.period import Period
from tht_xl.monitoring.rating import find_rating_rule, is_minimum_possible
from tht_xl.monitoring.trajectory import target_through

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator, Target

DATA_ONLY, NO_TARGET, PROPOSED, NOT_DUE = "Data only", "No target", "Proposed", "Not due"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target as it stands at one period.

    Attributes:
        target: Where the trajectory stands, on the indicator's scale; NaN where it does not stand anywhere yet.
        final: The value to be reached in the end; NaN where the source gives no number.
        is_due: Whether the period is at or after the first due date.
        word: Why nothing is coloured ("Data only", "No target", "Proposed", "Not due"), or "".
    """

    target: float
    final: float
    is_due: bool
    word: str


def standing(indicator: Indicator, period: Period) -> Standing:
    """The indicator's target as it stands at the end of a period.

    A target "by 2013" is due from the first period that ends in 2013 or later, so that a school year 2012/13 is
    rated against it. Milestones are due before it.
    """
    target = indicator.target
    final = np.nan if target is None or target.value is None else target.value
    if indicator.polarity == "none" or indicator.rating == "data-only":
        return Standing(np.nan, np.nan, is_due=False, word=DATA_ONLY)
    if target is None or target.value is None:
        return Standing(np.nan, final, is_due=False, word=NO_TARGET)
    is_due = _is_due(target, period)
    word = PROPOSED if not target.agreed else "" if is_due else NOT_DUE
    return Standing(_on_the_way(target, period), final, is_due, word)


def _is_due(target: Target, period: Period) -> bool:
    """Whether the target already asks for something in this period."""
    if target.baseline_period is not None and _path(target) != "step":
        return period.end > target.baseline_period.end
    return period.end >= min(p.start for p in [target.due, *(m.period for m in target.milestones)])


def _on_the_way(target: Target, period: Period) -> float:
    """The value of the trajectory at the end of a period; NaN before it begins."""
    stations = [(m.period, m.value) for m in target.milestones] + [(target.due, target.value or 0.0)]
    is_step = _path(target) == "step"
    days = [np.datetime64(due.start if is_step else due.end) for due, _ in stations]
    values = [value for _, value in stations]
    if target.baseline is not None and target.baseline_period is not None:
        days, values = [np.datetime64(target.baseline_period.end), *days], [target.baseline, *values]
    return float(target_through(np.array(days), values, np.datetime64(period.end), _path(target)))


def _path(target: Target) -> str:
    """A line needs a baseline to start from; without one the target stands from its due date."""
    return target.path if target.baseline is not None and target.baseline_period is not None else "step"


def rated(indicator: Indicator, standing: Standing, value: float) -> str:
    """The word of the indicator's own rating rule for one value; "" where there is no value."""
    return str(rated_values(indicator, standing, np.array([value]))[0])


def rated_values(
    indicator: Indicator,
    standing: Standing,
    values: NDArray[np.float64],
    *,
    previous: ArrayLike = np.nan,
    lower: ArrayLike = np.nan,
    upper: ArrayLike = np.nan,
) -> NDArray[np.object_]:
    """`rated` for many values of one indicator and period; rules may look at the value before and at the interval."""
    if standing.word:
        return np.where(np.isnan(values), "", standing.word).astype(object)
    target = indicator.target
    minimum = np.nan if target is None or target.minimum is None else target.minimum
    # A minimum for the end of the way may lie beyond where the trajectory stands today; it is not asked for yet.
    minimum = minimum if is_minimum_possible(standing.target, minimum, indicator.polarity) else np.nan
    tolerance = np.nan if indicator.tolerance is None else indicator.tolerance
    rule = find_rating_rule(indicator.rating)
    return rule.rate(
        values,
        standing.target,
        indicator.polarity,
        minimum,
        tolerance,
        previous=previous,
        lower=lower,
        upper=upper,
    )
