"""Limits of a normally distributed estimate: so many standard errors either side."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.interval import Interval
from tht_xl.stats.level import Confidence, at_each_level
from tht_xl.stats.normal import z_score


def z_scores(confidence: Confidence) -> Numbers:
    """The z-score of one level, as an array without axes, or of several, on one axis.

    Raises:
        DomainError: A level is outside its range.
    """
    return np.asarray(at_each_level(confidence, _one_standard_error).upper)


def normal_interval(estimate: ArrayLike, standard_error: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Limits z standard errors below and above an estimate.

    Args:
        estimate: The estimate. [any unit]
        standard_error: Its standard error, in the shape of the estimate. [the same unit]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Raises:
        DomainError: The confidence is outside its range.
    """
    z = z_scores(confidence)
    distance = np.multiply.outer(np.asarray(standard_error, float), z)
    centre = np.asarray(estimate, float)
    centre = centre.reshape(centre.shape + (1,) * z.ndim)
    return Interval(centre - distance, centre + distance)


def standard_error(lower: ArrayLike, upper: ArrayLike, *, confidence: float = 0.95) -> Numbers:
    """The standard error of a normally distributed estimate, from its interval: the width over two z-scores.

    Give the limits on the scale on which they lie evenly around the estimate: those of a rate as logarithms.

    Args:
        lower: Lower limits. [any unit]
        upper: Upper limits; where they are below the lower ones the result is NaN. [the same unit]
        confidence: Coverage of that interval, strictly between 0 and 1. [fraction]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> standard_error(72.7, 79.1).round(2)
        np.float64(1.63)
    """
    if np.ndim(confidence):
        raise DomainError("confidence holds several levels; expected one", remedy="Give the level of the interval")
    width = np.asarray(upper, float) - np.asarray(lower, float)
    return np.where(width >= 0, width, np.nan) / (2 * z_score(confidence))


def _one_standard_error(level: float) -> Interval:
    z = np.asarray(z_score(level))
    return Interval(-z, z)
