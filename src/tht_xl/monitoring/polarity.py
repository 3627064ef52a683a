"""Which way is good."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.model.vocabulary import POLARITIES, Polarity
from tht_xl.stats.arrays import Flags

_SIDES: Final[Mapping[str, tuple[Flags, Flags]]] = MappingProxyType(
    {
        each.value: (cast(Flags, np.bool_(each is Polarity.HIGH)), cast(Flags, np.bool_(each is Polarity.LOW)))
        for each in Polarity
    }
)


def good_sides(polarity: ArrayLike, shape: tuple[int, ...] = ()) -> tuple[Flags, Flags]:
    """Return where a high value is good, and where a low one is; neither for "none".

    Args:
        polarity: "high", "low" or "none", one or many.
        shape: Shape of the numbers that are judged.

    Raises:
        UnknownNameError: A polarity is unknown; the nearest is named.
        DomainError: The polarities do not fit the shape.
    """
    if isinstance(polarity, str) and polarity in _SIDES:
        return _SIDES[polarity]
    given = np.asarray(polarity, object)
    high, low = _are(given, Polarity.HIGH.value), _are(given, Polarity.LOW.value)
    unknown = given[~(high | low | _are(given, "none"))].tolist()
    if unknown:
        raise UnknownNameError("polarity", min(map(str, unknown)), list(POLARITIES))
    check_fit("polarity", given.shape, shape)
    return high[()], low[()]


def check_fit(name: str, given: tuple[int, ...], shape: tuple[int, ...]) -> None:
    """Check that an argument with one element for each row, or each series, broadcasts with the rows.

    Raises:
        DomainError: It does not.
    """
    try:
        np.broadcast_shapes(given, shape)
    except ValueError:
        raise DomainError(
            f"the lengths differ: {name} {_many(given)}, rows or series {_many(shape)}; expected equal lengths",
            remedy="Give one for each, or a single one for all of them",
        ) from None


def _are(given: np.ndarray[tuple[int, ...], np.dtype[np.object_]], word: str) -> Flags:
    return np.asarray(given == word, bool)


def _many(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "1"
