"""A mean and its confidence limits."""

import math

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers, column, named_numbers
from tht_xl.stats.distributions.student import t_score
from tht_xl.stats.inputs.bands import block, group_blocks
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.interval import Interval


def mean(values: ArrayLike) -> Numbers:
    """Return the arithmetic mean of the values on the last axis.

    A series that holds a missing or infinite value has no mean; leave out what is not to count.

    Args:
        values: One or more values on the last axis. [any unit]

    Returns:
        One mean for each series, in the shape of the leading axes. NaN for a series of no values. [the same unit]

    Raises:
        DomainError: The values have no last axis, or are not numbers.

    Examples:
        >>> mean([[1, 2, 6], [4, 4, 4]]).tolist()
        [3.0, 4.0]
    """
    return _summary(values)[0]


def mean_interval(values: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Confidence interval of the mean of the values on the last axis, by Student's t distribution [1].

    Args:
        values: Two or more values on the last axis. [any unit]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits in the shape of the leading axes. NaN for fewer than two values, or where one is missing or infinite.
        [the same unit]

    Raises:
        DomainError: The confidence is outside its range, or the values have no last axis or are not numbers.

    Examples:
        >>> mean_interval([5.1, 4.9, 6.2, 5.8]).round(3)
        Interval(lower=4.536, upper=6.464)

    References:
        [1] Student, Biometrika 6, 1-25 (1908).
    """
    centre, deviation, count = _summary(values)
    return mean_interval_from_summary(count, centre, deviation, confidence=confidence)


def mean_interval_from_summary(
    count: ArrayLike, mean: ArrayLike, standard_deviation: ArrayLike, *, confidence: Confidence = 0.95
) -> Interval:
    """Confidence interval of a mean known by how many values there were, their mean and standard deviation.

    The limits are mean ± t · standard deviation / √count, with count − 1 degrees of freedom. Arrays broadcast. An
    element outside its range gives NaN limits and leaves its neighbours alone.

    Args:
        count: Values the mean is of, above 1. [count]
        mean: Their mean. [any unit]
        standard_deviation: Their standard deviation with divisor count − 1, 0 or more. [the same unit]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits in the broadcast shape. [the same unit]

    Raises:
        DomainError: The confidence is outside its range, the lengths differ, or an argument is not numeric.

    Examples:
        >>> mean_interval_from_summary(10, 98.6, 1.4).round(3)
        Interval(lower=97.599, upper=99.601)
    """
    n, centre, deviation = named_numbers(count=count, mean=mean, standard_deviation=standard_deviation)
    is_defined = (n > 1) & np.isfinite(n) & np.isfinite(centre) & (deviation >= 0) & np.isfinite(deviation)
    with np.errstate(all="ignore"):
        error = np.where(is_defined, deviation / np.sqrt(n), np.nan)

    def interval_at(level: float) -> Interval:
        half = _t_score(n, level) * error
        return Interval(centre - half, centre + half)

    return at_each_level(confidence, interval_at)


def _t_score(n: Numbers, level: float) -> Numbers:
    # Few distinct numbers of values recur in long columns, and the quantile is what takes the time.
    if n.ndim == 0:
        return t_score(n - 1, level)
    distinct, places = np.unique(n, return_inverse=True)
    return t_score(distinct - 1, level)[places].reshape(n.shape)


def _summary(values: ArrayLike) -> tuple[Numbers, Numbers, int]:
    """Mean, standard deviation with divisor n − 1, and n."""
    given = column("values", values)
    if given.ndim == 0:
        raise DomainError(
            f"values is the single number {given:g}; expected a list", remedy="Give all values of the series"
        )
    lead, count = given.shape[:-1], given.shape[-1]
    centre, deviation = np.full((2, math.prod(lead)), np.nan)
    if count:
        series = given.reshape(-1, count)
        for run in group_blocks(len(series), count):
            centre[run], deviation[run] = _centre_and_deviation(block(series, run))
    return centre.reshape(lead), deviation.reshape(lead), count


def _centre_and_deviation(y: Numbers) -> tuple[Numbers, Numbers]:
    count = y.shape[-1]
    with np.errstate(all="ignore"):
        # Distances from one of the values: equal values have exactly their own mean and no deviation.
        first = y[:, :1]
        distances = y - first
        shift = distances.sum(-1, keepdims=True) / count
        distances -= shift
        centre = (first + shift)[:, 0]
        deviation = np.sqrt((distances * distances).sum(-1) / (count - 1)) if count > 1 else np.nan
        return np.where(np.isfinite(centre), centre, np.nan), np.asarray(deviation)
