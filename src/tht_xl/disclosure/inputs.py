"""Check the counts and boolean masks that are given to a disclosure rule."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, as_bool_array, numbers

_ONE_OR_EACH: Final = "Give one True or False for all, or one for each"


def counts_given(name: str, given: ArrayLike) -> Numbers:
    """Return counts as floats; None becomes NaN.

    Args:
        name: The argument, for messages.
        given: Numbers, alone or in rows of equal length.

    Raises:
        DomainError: It holds something that is not a number, or its rows differ in length.
    """
    try:
        np.asarray(given)
    except ValueError:
        raise DomainError(
            f"{name} holds rows of unequal length; expected equal lengths",
            remedy="Fill the shorter rows with NaN, or give them one by one",
        ) from None
    return numbers(name, given)


def truths_given(name: str, given: ArrayLike) -> Flags:
    """Return booleans as they were given: what is neither true nor false must not lift a rule.

    Raises:
        DomainError: It holds something else.
    """
    return as_bool_array(name, given, remedy=_ONE_OR_EACH)


def flags_given(name: str, given: ArrayLike, shape: tuple[int, ...]) -> Flags:
    """Boolean mask in this shape.

    Raises:
        DomainError: It fits no such array, or holds something that is neither true nor false.
    """
    flags = truths_given(name, given)
    try:
        return np.broadcast_to(flags, shape)
    except ValueError:
        raise DomainError(
            f"{name} does not match the data, which have the shape {shape}",
            remedy=_ONE_OR_EACH,
        ) from None
