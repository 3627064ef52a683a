"""The arrays that statistics take and give."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError

Numbers: TypeAlias = NDArray[np.float64]
"""Floats; NaN is "not known" or "not defined"."""

Flags: TypeAlias = NDArray[np.bool_]
"""Truth of each element."""

Words: TypeAlias = NDArray[np.object_]
"""A text for each element; "" where there is nothing to say."""

Column: TypeAlias = NDArray[np.float64 | np.integer[Any]]
"""Numbers that are read as floats block by block, so that a long column of integers is not copied first."""

_TEXT_KINDS, _NUMBER_KINDS, _TIME_KINDS = "SUO", "iuf", "mM"


def broadcast_numbers(*given: ArrayLike, **named: ArrayLike) -> tuple[Numbers, ...]:
    """The arguments as float arrays of one common shape. None becomes NaN.

    Args:
        given: Arguments that have no name of their own.
        named: Arguments by name, for messages.

    Raises:
        DomainError: An argument holds no numbers, or the shapes do not broadcast.
    """
    unnamed = {f"argument {place}": each for place, each in enumerate(given, 1)}
    return tuple(np.broadcast_arrays(*named_numbers(**unnamed, **named)))


def numbers(name: str, given: ArrayLike) -> Numbers:
    """One argument as an array of floats. None becomes NaN.

    Raises:
        DomainError: It holds something that is not a number; digits in quotes are text.
    """
    return np.asarray(column(name, given), float)


def column(name: str, given: ArrayLike) -> Column:
    """One argument as an array of numbers, integers left as they are. None becomes NaN.

    Raises:
        DomainError: It holds something that is not a number; digits in quotes are text.
    """
    plain: NDArray[Any] = np.asarray(given)
    if plain.dtype.kind in _TEXT_KINDS:
        # A list of numbers and one text becomes an array of texts; the message is to name the one.
        for each in np.asarray(given, object).ravel().tolist():
            if isinstance(each, str | bytes):
                raise DomainError(
                    f"{name} holds the text {each[:40]!r}; expected numbers",
                    remedy="Convert the texts to numbers first, and say which mean that nothing is known",
                )
    if plain.dtype.kind in _NUMBER_KINDS:
        return plain
    try:
        if plain.dtype.kind in _TIME_KINDS:
            raise TypeError
        # From what was given, since a column of a table knows which of its missing values is NaN.
        return np.asarray(given, float)
    except (TypeError, ValueError):
        raise DomainError(f"{name} holds something that is not a number; expected numbers") from None


def named_numbers(**given: ArrayLike) -> tuple[Numbers, ...]:
    """The arguments as float arrays, each of its own shape, once it is certain that the shapes broadcast.

    Raises:
        DomainError: An argument holds no numbers, or its length is not that of the others.
    """
    return tuple(np.asarray(each, float) for each in named_columns(**given))


def named_columns(**given: ArrayLike) -> tuple[Column, ...]:
    """The arguments as arrays, each of its own shape and type, once it is certain that the shapes broadcast.

    Raises:
        DomainError: An argument holds no numbers, or its length is not that of the others.
    """
    arrays = tuple(column(name, each) for name, each in given.items())
    if any(array.shape != arrays[0].shape for array in arrays):
        check_shapes(dict(zip(given, (array.shape for array in arrays), strict=True)))
    return arrays


def check_shapes(shapes: dict[str, tuple[int, ...]]) -> None:
    """Nothing, where the shapes of the named arguments broadcast.

    Raises:
        DomainError: They do not; the message gives the shape of each.
    """
    try:
        np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {_length(shape)}" for name, shape in shapes.items())
        raise DomainError(
            f"the lengths differ: {listed}; expected equal lengths",
            remedy="Give one number for each row, or a single number for all of them",
        ) from None


def _length(shape: tuple[int, ...]) -> str:
    return "1" if not shape else " x ".join(map(str, shape))
