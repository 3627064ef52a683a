"""The straight line through deprivation groups, each at its place in the population."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.model.counted import counted
from tht_xl.stats.arrays import Flags, Numbers, Words, broadcast_numbers, first_match
from tht_xl.stats.distributions import special
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations
from tht_xl.stats.inputs.refused import check_name

SCALES: Final = ("linear", "log", "logit")
"""Scales on which a line can be drawn: values as they are, logarithms of rates, log odds of proportions."""

_LOWEST: Final = {"linear": -np.inf, "log": 0.0, "logit": 0.0}

REASONS: Final = {
    "missing-group": "a group has no value or no population",
    "impossible-group": "a group has a population of 0 or less, a negative standard error or an infinite number",
    "outside-scale": "a value has no logarithm or no log odds: rates must be above 0, proportions between 0 and 1",
    "no-standard-error": "a group has no standard error, so there is a value without limits",
    "line-reaches-zero": "the line is at 0 or below at one end, so the two ends have no ratio",
    "unbounded-interval": "the line's lower end cannot be told from 0, so the ratio has a value without limits",
}
"""Each reason code with its explanation."""


class SlopeGroups(NamedTuple):
    """Deprivation groups of one or many areas, checked and broadcast; the groups lie on the last axis.

    Attributes:
        values: On the scale of the line. An area outside the range is NaN throughout.
        variances: Squared standard errors, on the same scale.
        weights: Shares of the population. [fraction]
        distances: Midpoints of the groups in the ranked population, less a half. [fraction]
        reason: Why an area has no value, or no limits; "" where it has both.
    """

    values: Numbers
    variances: Numbers
    weights: Numbers
    distances: Numbers
    reason: Words


class FittedLine(NamedTuple):
    """A fitted line and the uncertainty of its two parts.

    Attributes:
        middle: Height in the middle of the population, at x = 0.5.
        slope: Rise from x = 0, the most deprived, to x = 1.
        middle_variance: Variance of the height.
        slope_variance: Variance of the slope.
        covariance: Covariance of the two.
    """

    middle: Numbers
    slope: Numbers
    middle_variance: Numbers
    slope_variance: Numbers
    covariance: Numbers


def ranked_groups(values: ArrayLike, standard_errors: ArrayLike, populations: ArrayLike, *, scale: str) -> SlopeGroups:
    """Return the groups on the scale of the line, with everything impossible blanked and explained.

    Raises:
        DomainError: There are fewer than two groups, the lengths differ, or an argument is not numeric.
        UnknownNameError: The scale is not one of SCALES.
    """
    check_name("scale", scale, SCALES)
    y, error, n = broadcast_numbers(values=values, standard_errors=standard_errors, populations=populations)
    groups = y.shape[-1] if y.ndim else 1
    if groups < 2:
        raise DomainError(
            f"values holds {counted(groups, 'deprivation group')}; expected 2 or more",
            remedy="Give one value for each group, from the most to the least deprived",
        )
    with np.errstate(all="ignore"):
        if _are_all_possible(y, error, n, scale):
            reason, y = np.full(y.shape[:-1], "", object), _transform(y, scale)
        else:
            reason, sound = _examine(y, error, n, scale)
            y = np.where(sound[..., None], _transform(y, scale), np.nan)
        share = n / n.sum(-1, keepdims=True)
        distance = share.cumsum(-1) - share / 2 - 0.5
    return SlopeGroups(y, error * error, share, distance, reason)


def fitted_line(groups: SlopeGroups) -> FittedLine:
    """Least squares of sqrt(a) y on sqrt(a) and b sqrt(a), a being the share and b the midpoint of a group [1].

    The weighted mean of the midpoints is 1/2, whatever the shares, so that height and slope are two plain sums, both
    linear in the values.

    References:
        [1] A. Low, A. Low, J. Public Health 26, 388-395 (2004).
    """
    a = groups.weights
    slope_weights = slope_coefficients(groups)
    with np.errstate(all="ignore"):
        return FittedLine(
            middle=_total(a * groups.values),
            slope=_total(slope_weights * groups.values),
            middle_variance=_total(a * a * groups.variances),
            slope_variance=_total(slope_weights * slope_weights * groups.variances),
            covariance=_total(a * slope_weights * groups.variances),
        )


def slope_coefficients(groups: SlopeGroups) -> Numbers:
    """Return what each group's value is multiplied by in the slope."""
    with np.errstate(all="ignore"):
        pull = groups.weights * groups.distances
        return pull / (pull * groups.distances).sum(-1, keepdims=True)


def back_transformed(transformed: Numbers, scale: str) -> Numbers:
    """Values on the scale of the line as the rates, proportions or other values they stand for."""
    if scale == "log":
        return np.exp(transformed)
    return np.asarray(special.expit(transformed)) if scale == "logit" else transformed


def _transform(y: Numbers, scale: str) -> Numbers:
    if scale == "log":
        return np.log(y)
    return np.asarray(special.logit(y)) if scale == "logit" else y


def _are_all_possible(y: Numbers, error: Numbers, n: Numbers, scale: str) -> bool:
    """Return whether the groups of all areas are valid. Checks min and max only, for speed."""
    if not (y.size and are_all_populations(n) and are_all_counts(error)):
        return False
    lowest, highest = np.minimum.reduce(y, axis=None), np.maximum.reduce(y, axis=None)
    return bool(_LOWEST[scale] < lowest and highest < (1 if scale == "logit" else np.inf))


def _examine(y: Numbers, error: Numbers, n: Numbers, scale: str) -> tuple[Words, Flags]:
    """Return the reason for each area, and which areas have a value."""
    outside = np.zeros(y.shape, bool) if scale == "linear" else y <= 0
    if scale == "logit":
        outside |= y >= 1
    impossible = (n <= 0) | np.isinf(n) | np.isinf(y) | (error < 0) | np.isinf(error)
    faults = [
        (_any(np.isnan(y) | np.isnan(n)), "missing-group"),
        (_any(impossible), "impossible-group"),
        (_any(outside), "outside-scale"),
        (_any(np.isnan(error)), "no-standard-error"),
    ]
    return first_match(faults, shape=y.shape[:-1]), ~(faults[0][0] | faults[1][0] | faults[2][0])


def _total(groups: Numbers) -> Numbers:
    return np.add.reduce(groups, axis=-1)


def _any(groups: Flags) -> Flags:
    return np.asarray(groups.any(-1))
