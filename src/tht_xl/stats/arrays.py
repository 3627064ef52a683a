"""The arrays that statistics take and give."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers: TypeAlias = NDArray[np.float64]
"""Floats; NaN is "not known" or "not defined"."""

Flags: TypeAlias = NDArray[np.bool_]
"""Truth of each element."""


def broadcast_numbers(*given: ArrayLike) -> tuple[Numbers, ...]:
    """The arguments as float arrays of one common shape.

    Raises:
        ValueError: The shapes do not broadcast.
    """
    return tuple(np.broadcast_arrays(*(np.asarray(each, float) for each in given)))
