"""Slope and relative indices of inequality of an analyst's frame."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.deprivation import Deprivation, deprivation
from tht_xl.frames.grouping.banded import gather
from tht_xl.frames.grouping.groups import By
from tht_xl.frames.grouping.panels import panels
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, with_columns
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.slope_fit import REASONS
from tht_xl.stats.slope_index import InequalityIndex, relative_index, slope_index
from tht_xl.stats.slope_simulation import simulated_relative_index, simulated_slope_index

LIMITS_MISSING = ("no-standard-error", "unbounded-interval")
"""Reasons for which there is a value without limits."""


def slope_indices(
    frame: pd.DataFrame,
    *,
    value: str = "value",
    population: str = "population",
    quantile: str = "quantile",
    standard_error: str | None = None,
    lower: str = "lower",
    upper: str = "upper",
    by: By = None,
    number: float | str | None = None,
    scale: str = "linear",
    simulated: bool = False,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    metadata: bool = False,
) -> pd.DataFrame:
    """Slope index of inequality of groups: how far values rise from the most to the least deprived.

    Args:
        frame: One row for each group and deprivation quantile, in any order.
        value: Column of the values. [any unit; above 0 on "log", a fraction on "logit"]
        population: Column of the people in each quantile, above 0. [people]
        quantile: Column of the quantile's number, 1 the most deprived.
        standard_error: Column of the standard errors, on the scale; from `lower` and `upper` unless given.
        lower: Column of the values' lower 95% limits, where there is no standard error.
        upper: Column of their upper 95% limits.
        by: Columns that tell groups apart; None takes all rows together.
        number: How many quantiles each group has, or the column that holds it; as many as most groups have unless
            given. A group that lacks one has no index.
        scale: "linear", "log" for rates, or "logit" for proportions.
        simulated: Whether the line runs through the values as they are while their uncertainty is even on the scale,
            which takes 100,000 seeded draws for each group. For "log" and "logit".
        multiplier: What the index is multiplied by; a negative one turns it round.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        One row for each group in order of appearance: its keys, `quantiles`, how many there are, `population`,
        `value`, `lower`, `upper` (`lower_95` and so on for a list of levels) and `reason`, which says why there is no
        value, or no interval.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the keys have a result's name.
        UnknownNameError: A column is not in the frame, or the scale is unknown.

    Examples:
        >>> frame = pd.DataFrame(
        ...     {
        ...         "quantile": [4, 1, 2, 3],
        ...         "value": [86.3, 75.9, 78.3, 80.6],
        ...         "standard_error": [1.6, 1.6, 1.6, 1.5],
        ...         "population": [7666, 7291, 7997, 6105],
        ...     }
        ... )
        >>> slope_indices(frame, standard_error="standard_error").round(2)[["value", "lower", "upper"]]
           value  lower  upper
        0  13.67    8.0  19.34
    """
    given = deprivation(frame, value, population, quantile, (standard_error, lower, upper), by, scale, number)

    def index(*columns: Any) -> InequalityIndex:  # noqa: ANN401 - values, standard errors and populations
        make = simulated_slope_index if simulated else slope_index
        return make(*columns, scale=scale, multiplier=multiplier, confidence=confidence)

    statistic = f"slope index of inequality x {multiplier:g}" if metadata else ""
    return _indices(given, index, confidence, statistic, simulated=simulated, scale=scale)


def relative_indices(
    frame: pd.DataFrame,
    *,
    value: str = "value",
    population: str = "population",
    quantile: str = "quantile",
    standard_error: str | None = None,
    lower: str = "lower",
    upper: str = "upper",
    by: By = None,
    number: float | str | None = None,
    scale: str = "linear",
    simulated: bool = False,
    confidence: Confidence = 0.95,
    metadata: bool = False,
) -> pd.DataFrame:
    """Relative index of inequality of groups: the line's height at the least over that at the most deprived end.

    Args:
        frame: One row for each group and deprivation quantile, in any order.
        value: Column of the values. [any unit; above 0 on "log", a fraction on "logit"]
        population: Column of the people in each quantile, above 0. [people]
        quantile: Column of the quantile's number, 1 the most deprived.
        standard_error: Column of the standard errors, on the scale; from `lower` and `upper` unless given.
        lower: Column of the values' lower 95% limits, where there is no standard error.
        upper: Column of their upper 95% limits.
        by: Columns that tell groups apart; None takes all rows together.
        number: How many quantiles each group has, or the column that holds it; as many as most groups have unless
            given. A group that lacks one has no index.
        scale: "linear", "log" for rates, or "logit" for proportions.
        simulated: As for `slope_indices`.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        The columns of `slope_indices`.

    Raises:
        DomainError: As for `slope_indices`.
        UnknownNameError: A column is not in the frame, or the scale is unknown.
    """
    given = deprivation(frame, value, population, quantile, (standard_error, lower, upper), by, scale, number)

    def index(*columns: Any) -> InequalityIndex:  # noqa: ANN401 - values, standard errors and populations
        make = simulated_relative_index if simulated else relative_index
        return make(*columns, scale=scale, confidence=confidence)

    statistic = "relative index of inequality" if metadata else ""
    return _indices(given, index, confidence, statistic, simulated=simulated, scale=scale)


def _indices(
    given: Deprivation,
    index: Callable[..., InequalityIndex],
    confidence: Confidence,
    statistic: str,
    *,
    simulated: bool,
    scale: str,
) -> pd.DataFrame:
    if simulated and scale == "linear":
        raise DomainError(
            'simulated is True and scale "linear"; expected "log" or "logit"',
            remedy="Leave simulated out: the limits on the linear scale are exact",
        )
    parts = []
    for which, rows in panels(given.groups, order=given.order):
        panel = [column[rows] for column in (given.values, given.errors, given.populations)]
        if rows.shape[-1] == 1:
            # A line takes two points; a group of one gets a second that is missing.
            panel = [np.pad(each, ((0, 0), (0, 1)), constant_values=np.nan) for each in panel]
        y, error, n = panel
        found = index(y, error, n)
        parts.append((which, (found.value, *found.interval, found.reason)))
    if not parts:
        nothing = np.empty((0, 2))
        found = index(nothing, nothing, nothing)
        parts = [(np.empty(0, np.intp), (found.value, *found.interval, found.reason))]
    value, lower, upper, codes = gather(len(given.groups), parts)
    reasons = given.explain(codes, REASONS)
    fine = (reasons == "") | np.isin(codes, LIMITS_MISSING) & (given.reasons == "")
    limits = Interval(lower, upper).where(fine.reshape(-1, *(1,) * (lower.ndim - 1)))
    method = "100,000 draws" if simulated else "normal" if statistic.startswith("slope") else "Fieller"
    return with_columns(
        given.base,
        {
            "quantiles": np.bincount(given.groups.codes, minlength=len(given.groups)),
            "population": given.groups.sums(given.populations),
            "value": np.where(fine, value, np.nan),
            **limit_columns(limits, confidence),
            "reason": reasons,
            **(metadata_columns(statistic, confidence, method) if statistic else {}),
        },
    )
