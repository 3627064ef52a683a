"""Which way is good."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import UnknownNameError
from tht_xl.stats.arrays import Flags

POLARITIES = ("high", "low", "none")


def is_high(polarity: ArrayLike) -> Flags:
    """Where a high value is good."""
    return _is(polarity, "high")


def is_low(polarity: ArrayLike) -> Flags:
    """Where a low value is good."""
    return _is(polarity, "low")


def _is(polarity: ArrayLike, word: str) -> Flags:
    given = np.asarray(polarity, object)
    unknown = {str(each) for each in set(given.ravel().tolist())} - set(POLARITIES)
    if unknown:
        raise UnknownNameError("polarity", min(unknown), list(POLARITIES))
    return np.asarray(given == word, bool)
