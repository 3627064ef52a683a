"""Slope index and relative index of inequality, with analytic confidence limits."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Numbers, Words, first_match
from tht_xl.stats.distributions.normal_limits import limits_around, z_scores
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.inputs.multiplier import check_signed_multiplier
from tht_xl.stats.interval import Interval
from tht_xl.stats.slope_fit import FittedLine, back_transformed, fitted_line, ranked_groups


class InequalityIndex(NamedTuple):
    """An index of inequality for each area, in the shape of the leading axes.

    Attributes:
        value: The index; NaN where it cannot be calculated.
        interval: Its limits; several levels lie on a last axis.
        reason: Why there is no value or there are no limits, one of `slope_fit.REASONS`; "" where there are both.
    """

    value: Numbers
    interval: Interval
    reason: Words


def slope_index(
    values: ArrayLike,
    standard_errors: ArrayLike,
    populations: ArrayLike,
    *,
    scale: str = "linear",
    multiplier: float = 1.0,
    confidence: Confidence = 0.95,
) -> InequalityIndex:
    """Slope index of inequality: how far a line through the deprivation groups rises over the whole population [1].

    Groups lie on the last axis from the most to the least deprived, each at the midpoint of its place in the ranked
    population and weighted by its share. The slope is linear in the values, so that the limits of normally
    distributed values are exact. On the scales "log" and "logit" line and limits lie there: each is carried back to
    the scale of the values by turning the line about its middle, x = 0.5.

    Args:
        values: One value for each group. [any unit; above 0 on "log", between 0 and 1 on "logit"]
        standard_errors: Of the values as they are on the scale; see `normal_limits.standard_error`. [scale's unit]
        populations: People in each group, above 0. [people]
        scale: "linear", "log" for rates, or "logit" for proportions.
        multiplier: What the index is multiplied by; a negative one turns it round. Limits stay in order.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Index, limits and reason of each area. [unit of the values times the multiplier]

    Raises:
        DomainError: Fewer than two groups, lengths that differ, no finite multiplier, or a confidence out of range.
        UnknownNameError: The scale is not one of these.

    Examples:
        >>> slope_index([75.9, 78.3, 80.6, 86.3], [1.6, 1.6, 1.5, 1.6], [7291, 7997, 6105, 7666]).value.round(2)
        np.float64(13.67)

    References:
        [1] A. Low, A. Low, J. Public Health 26, 388-395 (2004).
    """
    factor = check_signed_multiplier("multiplier", multiplier)
    groups = ranked_groups(values, standard_errors, populations, scale=scale)
    line = fitted_line(groups)
    with np.errstate(all="ignore"):
        index = _rise(line.middle, line.slope, scale)
        lower, upper = limits_around(line.slope, np.sqrt(line.slope_variance), z_scores(confidence))
        # The rise grows with the slope, so that the limits of one are the limits of the other.
        middle = _beside(line.middle, lower)
        limits = Interval(_rise(middle, lower, scale), _rise(middle, upper, scale))
    return InequalityIndex(factor * index, limits.scaled(factor), groups.reason)


def relative_index(
    values: ArrayLike,
    standard_errors: ArrayLike,
    populations: ArrayLike,
    *,
    scale: str = "linear",
    confidence: Confidence = 0.95,
) -> InequalityIndex:
    """Relative index of inequality: the line's height at the least over its height at the most deprived end [1, 2].

    On the linear scale the limits are Fieller's [3, 2]: every ratio r for which height(1) - r height(0) lies within
    z of its own standard errors of 0. Where the height at the most deprived end is not significantly above 0 they
    would not be finite, and are NaN. On the other scales the line turns about its middle, as in `slope_index`.

    Args:
        values: One value for each group, from the most to the least deprived. [any unit]
        standard_errors: Of the values as they are on the scale. [scale's unit]
        populations: People in each group, above 0. [people]
        scale: "linear", "log" for rates, or "logit" for proportions.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Ratio, limits and reason of each area; 1 means no inequality. NaN where the line is not above 0 at both ends.

    Raises:
        DomainError: Fewer than two groups, lengths that differ, or a confidence out of range.
        UnknownNameError: The scale is not one of these.

    References:
        [1] A. Low, A. Low, J. Public Health 26, 388-395 (2004).
        [2] L. J. Hayes, G. Berry, J. Epidemiol. Community Health 56, 762-765 (2002).
        [3] E. C. Fieller, J. R. Stat. Soc. B 16, 175-185 (1954).
    """
    groups = ranked_groups(values, standard_errors, populations, scale=scale)
    line = fitted_line(groups)
    with np.errstate(all="ignore"):
        index = _ratio(line.middle, line.slope, scale)
        if scale == "linear":
            return _ratio_of_ends(line, index, _fieller(line, z_scores(confidence)), groups.reason)
        lower, upper = limits_around(line.slope, np.sqrt(line.slope_variance), z_scores(confidence))
        middle = _beside(line.middle, lower)
        limits = Interval(_ratio(middle, lower, scale), _ratio(middle, upper, scale))
    return InequalityIndex(index, limits, groups.reason)


def _rise(middle: Numbers, slope: Numbers, scale: str) -> Numbers:
    if scale == "linear":
        return slope
    return back_transformed(middle + slope / 2, scale) - back_transformed(middle - slope / 2, scale)


def _ratio(middle: Numbers, slope: Numbers, scale: str) -> Numbers:
    if scale == "log":
        return np.exp(slope)
    return back_transformed(middle + slope / 2, scale) / back_transformed(middle - slope / 2, scale)


def _ratio_of_ends(line: FittedLine, index: Numbers, limits: Interval, reason: Words) -> InequalityIndex:
    """Return the ratio with its limits, where the line is above 0 at both ends."""
    positive = line.middle > np.abs(line.slope) / 2
    unlimited = np.isnan(limits.lower)
    if positive.all() and not unlimited.any() and (reason == "").all():
        return InequalityIndex(index, limits, reason)
    if unlimited.ndim > index.ndim:
        unlimited = np.asarray(unlimited.any(-1))
    faults = [(reason != "", ""), (~positive, "line-reaches-zero"), (unlimited, "unbounded-interval")]
    explained = np.where(reason == "", first_match(faults, shape=index.shape), reason)
    is_shown = np.broadcast_to(
        positive.reshape(positive.shape + (1,) * (limits.lower.ndim - index.ndim)), limits.lower.shape
    )
    return InequalityIndex(np.where(positive, index, np.nan), limits.where(is_shown), explained)


def _fieller(line: FittedLine, z: Numbers) -> Interval:
    """Return the ratios r of the line's ends that solve (top - r bottom)^2 = z^2 var(top - r bottom)."""
    m, s, mm, ss, ms = (part[..., None] for part in line) if z.ndim else line
    top, bottom, zz = m + s / 2, m - s / 2, z**2
    squared = bottom**2 - zz * (mm + ss / 4 - ms)
    crossed = top * bottom - zz * (mm - ss / 4)
    constant = top**2 - zz * (mm + ss / 4 + ms)
    root = np.sqrt(np.maximum(crossed**2 - squared * constant, 0))
    squared = np.where(squared > 0, squared, np.nan)
    return Interval((crossed - root) / squared, (crossed + root) / squared)


def _beside(part: Numbers, limits: Numbers) -> Numbers:
    """Return an array with as many axes as the limits, which may have a further axis of levels."""
    return part.reshape(part.shape + (1,) * (limits.ndim - part.ndim))
