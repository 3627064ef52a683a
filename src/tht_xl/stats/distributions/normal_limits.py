"""Limits of a normally distributed estimate: so many standard errors either side."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers, named_numbers
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.inputs.domain import are_all_counts, are_counts
from tht_xl.stats.inputs.level import Confidence, at_each_level, levels_of
from tht_xl.stats.interval import Interval


def z_scores(confidence: Confidence) -> Numbers:
    """Return the z-score of one level, as an array without axes, or of several, on one axis.

    Raises:
        DomainError: A level is outside its range.
    """
    if isinstance(confidence, float):
        return np.asarray(z_score(confidence))
    return np.asarray(at_each_level(confidence, _one_standard_error).upper)


def normal_interval(estimate: ArrayLike, standard_error: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Limits z standard errors below and above an estimate.

    Args:
        estimate: The estimate. [any unit]
        standard_error: Its standard error, 0 or more; where it is not, the limits are NaN. [the same unit]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Raises:
        DomainError: The confidence is outside its range, the lengths differ, or an argument is not numeric.
    """
    centre, error = named_numbers(estimate=estimate, standard_error=standard_error)
    if not are_all_counts(error):
        error = np.where(are_counts(error), error, np.nan)
    return limits_around(centre, error, z_scores(confidence))


def limits_around(centre: Numbers, error: Numbers, z: Numbers) -> Interval:
    """Limits z errors below and above a centre; where there are several z, they lie on one more, last, axis."""
    if z.ndim:
        centre, error = centre[..., None], error[..., None]
    distance = error * z
    return Interval(centre - distance, centre + distance)


def standard_error(lower: ArrayLike, upper: ArrayLike, *, confidence: float = 0.95) -> Numbers:
    """Return the standard error of a normally distributed estimate, from its interval: the width over two z-scores.

    Give the limits on the scale on which they lie evenly around the estimate: those of a rate as logarithms.

    Args:
        lower: Lower limits. [any unit]
        upper: Upper limits; where they are below the lower ones, or infinite, the result is NaN. [the same unit]
        confidence: Coverage of that interval, strictly between 0 and 1. [fraction]

    Raises:
        DomainError: The confidence is outside its range, the lengths differ, or an argument is not numeric.

    Examples:
        >>> standard_error(72.7, 79.1).round(2)
        np.float64(1.63)
    """
    level = levels_of(confidence)
    if isinstance(level, list):
        raise DomainError("confidence holds several levels; expected one", remedy="Give the level of the interval")
    low, high = named_numbers(lower=lower, upper=upper)
    with np.errstate(invalid="ignore"):
        width = high - low
    return np.where(are_counts(width), width, np.nan) / (2 * z_score(level))


def _one_standard_error(level: float) -> Interval:
    z = np.asarray(z_score(level))
    return Interval(-z, z)
