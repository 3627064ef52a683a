"""Which numbers of a column are put into the same words, so that each of those is put into words once."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.rows.coded import Codes
from tht_xl.evaluation.sentence import (
    BASES,
    CLOSE_ENOUGH,
    DOUBTFUL,
    DOUBTFUL_SHARE,
    POINT,
    ROUNDED,
    SHARES,
    WHOLE_FROM,
)

Keys = NDArray[np.int64]
Floats = NDArray[np.float64]

_NAMED = np.array(sorted(part / whole for part, whole in SHARES))
_BETWEEN = (_NAMED[1:] + _NAMED[:-1]) / 2
_PER_BASE = 2 * BASES[-1]
"""A count out of a base is below this."""
_NONE, _ALL = -1, -2


def share_keys(shares: Floats) -> Keys:
    """Return a number for each share from 0 to 1, the same for those that `share_in_words` puts into the same words."""
    rarer = np.minimum(shares, 1 - shares)
    nearest = np.searchsorted(_BETWEEN, shares)
    off = np.abs(_NAMED[nearest] - shares)
    keys = np.zeros(len(shares), np.int64)
    is_open = off > np.minimum(CLOSE_ENOUGH * rarer, POINT)
    keys[~is_open] = nearest[~is_open]
    rows = np.flatnonzero(is_open)
    for place, base in enumerate(BASES):
        part = np.rint(shares[rows] * base)
        close = np.abs(part / base - shares[rows]) <= ROUNDED * rarer[rows]
        close |= base == BASES[-1]
        keys[rows[close]] = len(_NAMED) + place * _PER_BASE + part[close].astype(np.int64)
        rows = rows[~close]
    keys[shares <= 0], keys[shares >= 1] = _NONE, _ALL
    return keys


def number_keys(numbers: Floats, decimals: Codes) -> Keys:
    """Return a number for each number, the same for those of as many decimals that `number` gives the same text.

    Args:
        numbers: Finite numbers.
        decimals: With how many decimals each is shown.
    """
    # Twice the scaled number in whole steps: even for the numbers, odd for those by themselves.
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = np.abs(numbers) * 10.0**decimals
        rest = scaled - np.floor(scaled)
        doubtful = ~(scaled < WHOLE_FROM) | (np.abs(rest - 0.5) <= DOUBTFUL + DOUBTFUL_SHARE * scaled)
        keys = np.where(doubtful, 0, np.floor(scaled + 0.5)).astype(np.int64)
    keys = 2 * np.where(numbers < 0, -keys - 1, keys)
    if doubtful.any():
        keys[doubtful] = 2 * pd.factorize(numbers[doubtful])[0] + 1
    return keys
