"""Quantiles: the tenths, fifths or quarters that areas fall into by their values."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.model.vocabulary import POLARITIES, Polarity
from tht_xl.stats.arrays import Numbers, numbers, one_number
from tht_xl.stats.inputs.refused import check_name, shown

MAX_QUANTILES = 1_000_000
"""More groups than any list of areas has."""


def quantile(values: ArrayLike, *, quantiles: int = 10, polarity: str = Polarity.HIGH.value) -> Numbers:
    """Return the quantile of each value among its neighbours on the last axis, 1 being the worst [1].

    With n values of which the r-th from below is ranked (equal values share the lowest of their ranks), the quantile
    is (k + 1) - ceil((n + 1 - r) k / n). Values on the leading axes are groups of their own.

    Args:
        values: Values to divide, a group on each last axis. NaN and infinite values are left out. [any unit]
        quantiles: k, how many quantiles, a whole number from 2. [count]
        polarity: "high" where a high value is good: 1 holds the lowest. "low": 1 holds the highest, as with
            deprivation scores. "none": 1 holds the lowest.

    Returns:
        1 to k in the shape of the values. NaN where the value is left out, and throughout a group of fewer than
        k values.

    Raises:
        DomainError: The number of quantiles is not a whole number from 2, or the values are not numbers.
        UnknownNameError: The polarity is not one of these.

    Examples:
        >>> quantile([21.5, 8.1, 30.2, 15.0], quantiles=2, polarity="low")
        array([1., 2., 1., 2.])

    References:
        [1] Fingertips public health technical guidance, assigning deprivation categories.
    """
    v = numbers("values", values)
    k = _checked_number(quantiles)
    check_name("polarity", polarity, POLARITIES)
    rows = np.atleast_1d(v)
    known = np.isfinite(rows)
    rank = _lowest_rank(np.where(known, -rows if polarity == Polarity.LOW else rows, np.inf))
    n = known.sum(-1, keepdims=True)
    # In whole numbers: in floating point, a rank on a boundary can fall on either side of it.
    found = (k + 1) + (rank - n - 1) * k // np.maximum(n, 1)
    return np.where(known & (n >= k), found, np.nan).reshape(v.shape)


def _lowest_rank(rows: Numbers) -> NDArray[np.intp]:
    """Ranks from 1 on the last axis; equal values share the lowest of theirs."""
    if not rows.size:
        return np.zeros(rows.shape, np.intp)
    order = np.argsort(rows, axis=-1)
    ordered = np.take_along_axis(rows, order, axis=-1)
    place = np.empty(rows.shape, np.intp)
    place[...] = np.arange(1, rows.shape[-1] + 1)
    place[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 1
    rank = np.empty(rows.shape, np.intp)
    np.put_along_axis(rank, order, np.maximum.accumulate(place, axis=-1), axis=-1)
    return rank


def _checked_number(quantiles: float) -> int:
    k = one_number("quantiles", quantiles)
    if not (2 <= k <= MAX_QUANTILES and k.is_integer()):
        raise DomainError(f"quantiles is {shown(quantiles)}; expected a whole number from 2", remedy="Use 10, 5 or 4")
    return int(k)
