"""Limits by simulation for a straight line through rates or proportions as they are."""

from collections.abc import Callable
from numbers import Integral
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers, first_match, one_number
from tht_xl.stats.distributions.normal import tail
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import check_signed_multiplier
from tht_xl.stats.inputs.refused import check_name, shown
from tht_xl.stats.interval import Interval
from tht_xl.stats.slope_fit import SlopeGroups, back_transformed, fitted_line, ranked_groups, slope_coefficients
from tht_xl.stats.slope_index import InequalityIndex

DRAWS: Final = 100_000
"""Random samples of the values of an area. [count]"""
MIN_DRAWS: Final = 1_000
MAX_DRAWS: Final = 1_000_000
"""More would fill the memory, and move no limit that is shown. [count]"""
SEED: Final = 2004
"""Start of the random numbers, so that the same figures give the same limits every time."""

_UNEVEN: Final = ("log", "logit")


def simulated_slope_index(
    values: ArrayLike,
    standard_errors: ArrayLike,
    populations: ArrayLike,
    *,
    scale: str,
    multiplier: float = 1.0,
    confidence: Confidence = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> InequalityIndex:
    """Slope index of inequality of rates or proportions as they are, with limits by simulation [1].

    The line runs through the values themselves, while their uncertainty is even on the logarithms (rates) or log
    odds (proportions): the values are drawn there, carried back, and a line is fitted through each sample. Every area
    sees the same random numbers, so that its limits do not depend on its neighbours. Where line and uncertainty lie
    on one scale no simulation is needed: see `slope_index.slope_index`.

    Args:
        values: One value for each group, from the most to the least deprived. [rate above 0, or fraction]
        standard_errors: Of the logarithms, or log odds; see `normal_limits.standard_error`. [scale's unit]
        populations: People in each group, above 0. [people]
        scale: "log" for rates, "logit" for proportions.
        multiplier: What the index is multiplied by; a negative one turns it round. Limits stay in order.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]
        draws: Samples, from 1,000 to 1,000,000. [count]
        seed: Start of the random numbers, a whole number from 0.

    Returns:
        Index, limits and reason of each area. [unit of the values times the multiplier]

    Raises:
        DomainError: Fewer than two groups, lengths that differ, a number of draws, a seed, a multiplier or a confidence
            out of range.
        UnknownNameError: The scale is neither of these.

    References:
        [1] Fingertips public health technical guidance, slope index of inequality.
    """
    factor = check_signed_multiplier("multiplier", multiplier)
    groups, drawn = _check_arguments(values, standard_errors, populations, scale), _checked_draws(draws)

    def slopes(samples: Numbers, coefficients: Numbers, _weights: Numbers) -> Numbers:
        return samples @ coefficients

    index = fitted_line(_carried_back(groups, scale)).slope
    limits = _percentiles(groups, scale, slopes, confidence, drawn, seed)
    return InequalityIndex(factor * index, limits.scaled(factor), groups.reason)


def simulated_relative_index(
    values: ArrayLike,
    standard_errors: ArrayLike,
    populations: ArrayLike,
    *,
    scale: str,
    confidence: Confidence = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> InequalityIndex:
    """Relative index of inequality of rates or proportions as they are, with limits by simulation.

    See `simulated_slope_index` for the method and the arguments. Samples whose line is not above 0 at the most
    deprived end have no ratio and count as infinitely unequal.

    Returns:
        Ratio, limits and reason of each area. NaN where the line is not above 0 at both ends, and NaN limits where
        the upper one would be infinite.

    Raises:
        DomainError: Fewer than two groups, lengths that differ, a number of draws, a seed or a confidence out of range.
        UnknownNameError: The scale is neither of these.
    """
    groups, drawn = _check_arguments(values, standard_errors, populations, scale), _checked_draws(draws)

    def ratios(samples: Numbers, coefficients: Numbers, weights: Numbers) -> Numbers:
        half, middle = samples @ coefficients / 2, samples @ weights
        return np.where(middle > half, (middle + half) / (middle - half), np.inf)

    line = fitted_line(_carried_back(groups, scale))
    with np.errstate(all="ignore"):
        positive = np.asarray(line.middle > np.abs(line.slope) / 2)
        index = np.where(positive, (line.middle + line.slope / 2) / (line.middle - line.slope / 2), np.nan)
    limits = _percentiles(groups, scale, ratios, confidence, drawn, seed)
    bounded = np.isfinite(limits.upper) & positive.reshape(positive.shape + (1,) * (limits.upper.ndim - index.ndim))
    unlimited = ~bounded if bounded.ndim == index.ndim else ~np.asarray(bounded.all(-1))
    faults = [(~positive, "line-reaches-zero"), (unlimited, "unbounded-interval")]
    reason = np.where(groups.reason == "", first_match(faults, shape=index.shape), groups.reason)
    return InequalityIndex(index, limits.where(bounded), reason)


def _percentiles(
    groups: SlopeGroups,
    scale: str,
    statistic: Callable[[Numbers, Numbers, Numbers], Numbers],
    confidence: Confidence,
    draws: int,
    seed: int,
) -> Interval:
    shape, size = groups.values.shape[:-1], groups.values.shape[-1]
    even = np.random.Generator(np.random.PCG64(_checked_seed(seed))).standard_normal((draws, size))
    centres, errors = (each.reshape(-1, size) for each in (groups.values, np.sqrt(groups.variances)))
    weights, coefficients = (each.reshape(-1, size) for each in (groups.weights, slope_coefficients(groups)))
    tails = np.asarray(
        at_each_level(confidence, lambda level: Interval(np.asarray(tail(level)), np.asarray(1.0))).lower
    )
    shares = np.stack([tails, 1 - tails])
    found = np.full((2, len(centres), *tails.shape), np.nan)
    known = ~np.isnan(centres + errors).any(-1)
    for area in np.flatnonzero(known):
        samples = back_transformed(centres[area] + errors[area] * even, scale)
        with np.errstate(all="ignore"):
            drawn = statistic(samples, coefficients[area], weights[area])
        found[:, area] = np.quantile(drawn, shares, method="nearest")
    lower, upper = found.reshape(2, *shape, *tails.shape)
    return Interval(lower, upper)


def _carried_back(groups: SlopeGroups, scale: str) -> SlopeGroups:
    return groups._replace(values=back_transformed(groups.values, scale))


def _check_arguments(values: ArrayLike, standard_errors: ArrayLike, populations: ArrayLike, scale: str) -> SlopeGroups:
    check_name("scale to draw values on", scale, _UNEVEN)
    return ranked_groups(values, standard_errors, populations, scale=scale)


def _checked_draws(draws: int) -> int:
    given = one_number("draws", draws)
    if not (MIN_DRAWS <= given <= MAX_DRAWS and given.is_integer()):
        raise DomainError(
            f"draws is {given:g}; expected a whole number from 1000 to 1000000", remedy="Leave it at 100,000"
        )
    return int(given)


def _checked_seed(seed: int) -> int:
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise DomainError(f"seed is {shown(seed)}; expected a whole number from 0", remedy=f"Leave it at {SEED}")
    return int(seed)
