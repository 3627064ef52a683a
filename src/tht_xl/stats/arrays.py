"""The arrays that statistics take and give."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.inputs.refused import has_truth_values, no_number, ragged, shown

Numbers: TypeAlias = NDArray[np.float64]
"""Floats; NaN is "not known" or "not defined"."""

Flags: TypeAlias = NDArray[np.bool_]
"""Boolean mask."""

Words: TypeAlias = NDArray[np.object_]
"""A text for each element; "" where there is nothing to say."""

Column: TypeAlias = NDArray[np.float64 | np.integer[Any]]
"""Numbers that are read as floats block by block, so that a long column of integers is not copied first."""

_NUMBER_KINDS: Final = "iuf"


def broadcast_numbers(*given: ArrayLike, **named: ArrayLike) -> tuple[Numbers, ...]:
    """Return the arguments as float arrays of one common shape. None becomes NaN.

    Args:
        given: Arguments that have no name of their own.
        named: Arguments by name, for messages.

    Raises:
        DomainError: An argument is not numeric, or the shapes do not broadcast.
    """
    unnamed = {f"argument {place}": each for place, each in enumerate(given, 1)}
    arrays = named_numbers(**unnamed, **named)
    if len({each.shape for each in arrays}) == 1:
        return arrays
    return tuple(np.broadcast_arrays(*arrays))


def numbers(name: str, given: ArrayLike) -> Numbers:
    """One argument as an array of floats. None becomes NaN.

    Raises:
        DomainError: It holds something that is not a number; digits in quotes are text.
    """
    return np.asarray(column(name, given), float)


def column(name: str, given: ArrayLike) -> Column:
    """One argument as an array of numbers, integers left as they are. None becomes NaN.

    Raises:
        DomainError: It holds something that is not a number, such as a boolean or digits in quotes, or its rows
            have different lengths; the message shows the first thing wrong and its place.
    """
    if type(given) is np.ndarray and given.dtype.kind in _NUMBER_KINDS:
        return given
    try:
        plain: NDArray[Any] = np.asarray(given)
    except ValueError:
        raise ragged(name) from None
    if plain.dtype.kind in _NUMBER_KINDS:
        if isinstance(given, list | tuple) and has_truth_values(cast(Sequence[Any], given)):
            raise no_number(name, given)
        return plain
    if plain.dtype.kind != "O" or any(isinstance(each, bool | str) for each in plain.ravel().tolist()):
        raise no_number(name, given)
    try:
        # From what was given, since a column of a table knows which of its missing values is NaN.
        return np.asarray(given, float)
    except (TypeError, ValueError, OverflowError):
        raise no_number(name, given) from None


def one_number(name: str, given: ArrayLike) -> float:
    """One argument that is a single number. None becomes NaN.

    Raises:
        DomainError: It holds several, or something that is not a number.
    """
    number = column(name, given)
    if number.ndim:
        raise DomainError(f"{name} is {shown(given)}; expected a single number", remedy="Give one number for all")
    return float(number)


def as_bool_array(name: str, given: ArrayLike, *, remedy: str) -> Flags:
    """One argument as true and false. Any other thing would count as true, a "no" and a blank too.

    Raises:
        DomainError: It holds something else.
    """
    if getattr(given, "dtype", None) is np.dtype(bool):
        return np.asarray(given, bool)
    plain = np.asarray(given, object)
    for each in plain.ravel().tolist():
        if not _is_truth(each):
            raise DomainError(f"{name} holds {shown(each)}; expected true or false", remedy=remedy)
    return plain.astype(bool)


def named_numbers(**given: ArrayLike) -> tuple[Numbers, ...]:
    """Return the arguments as float arrays, each of its own shape. Checks that the shapes broadcast.

    Raises:
        DomainError: An argument is not numeric, or its length is not that of the others.
    """
    return tuple(np.asarray(each, float) for each in named_columns(**given))


def named_columns(**given: ArrayLike) -> tuple[Column, ...]:
    """Return the arguments as arrays, each of its own shape and type. Checks that the shapes broadcast.

    Raises:
        DomainError: An argument is not numeric, or its length is not that of the others.
    """
    arrays = tuple(column(name, each) for name, each in given.items())
    shapes = [array.shape for array in arrays]
    if len(set(filter(None, shapes))) > 1:
        check_shapes(dict(zip(given, shapes, strict=True)))
    return arrays


def check_shapes(shapes: dict[str, tuple[int, ...]]) -> None:
    """Check that the shapes of the named arguments broadcast.

    Raises:
        DomainError: They do not; the message gives the shape of each.
    """
    if len(set(shapes.values())) == 1:
        return
    try:
        np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {' x '.join(map(str, shape or (1,)))}" for name, shape in shapes.items())
        raise DomainError(
            f"the lengths differ: {listed}; expected equal lengths",
            remedy="Give one number for each row, or a single number for all of them",
        ) from None


def first_match(
    cases: Sequence[tuple[Flags | np.bool_, str]], *, otherwise: str = "", shape: tuple[int, ...] = ()
) -> Words:
    """Return, for each element, the word of the first case that holds, as plain text.

    Args:
        cases: Conditions, which broadcast, each with its word, in order of priority. A member of a vocabulary, such as
            `Rating.RED`, becomes its plain word.
        otherwise: The word where none holds.
        shape: Shape of the result, where it is larger than that of the conditions together.
    """
    whole = np.broadcast_shapes(shape, *(condition.shape for condition, _ in cases))
    if not whole:
        return np.array(str(next((word for condition, word in cases if condition), otherwise)), object)
    # Numbers of the cases first, and one look-up of all words at the end: a text that is written over another costs ten
    # times as much as a small number.
    chosen = np.full(whole, len(cases), np.intp)
    for place in range(len(cases) - 1, -1, -1):
        np.copyto(chosen, place, where=cases[place][0])
    return np.array([*(str(word) for _, word in cases), str(otherwise)], object)[chosen]


def _is_truth(each: object) -> bool:
    """Return whether it is what Excel and pandas make of true and false: their own booleans, and 1 and 0."""
    return isinstance(each, bool | np.bool_ | int | float | np.integer) and each in (0, 1)
