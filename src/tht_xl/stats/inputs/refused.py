"""What a message says about an argument that cannot be used: one line that shows the first thing wrong."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import DomainError, UnknownNameError

MAX_LENGTH: Final = 60
"""What is shown of a thing is cut after so many characters. [characters]"""

_MAX_TEXT_LENGTH: Final = 40
_TIME_KINDS: Final = "mM"


def shown(given: object) -> str:
    """Return a value as Python writes it, on one line and cut short; a number without trailing zeros."""
    if type(given) is float:
        return f"{given:g}"
    return " ".join(repr(given).split())[:MAX_LENGTH]


def no_number(name: str, given: Any) -> DomainError:  # noqa: ANN401 - whatever was given for a number
    """Return the error for an argument that holds something other than numbers: what it holds, and where.

    Args:
        name: Of the argument.
        given: As it was given; its rows have one length.
    """
    array: NDArray[Any] = np.asarray(given)
    is_time = array.dtype.kind in _TIME_KINDS
    plain: NDArray[Any] = array.astype(str) if is_time else np.asarray(given, object)
    flat: list[object] = plain.ravel().tolist()
    for place, each in enumerate(flat, 1):
        where = f" in place {place} of {len(flat)}" if len(flat) > 1 else ""
        if is_time:
            return _nothing_known(f"{name} holds {each}{where}")
        if isinstance(each, str | bytes):
            return DomainError(
                f"{name} holds the text {each[:_MAX_TEXT_LENGTH]!r}{where}; expected numbers",
                remedy="Convert the texts to numbers first, with NaN for those that mean a missing value",
            )
        if is_truth_value(each):
            return _nothing_known(f"{name} holds the boolean {each!s}{where}")
        try:
            float(each) if each is not None else None  # type: ignore[arg-type]  # to see whether it can be read
        except OverflowError:
            return DomainError(
                f"{name} holds {shown(each)}{where}; expected numbers",
                remedy="Numbers of up to 308 digits can be read",
            )
        except (TypeError, ValueError):
            return _nothing_known(f"{name} holds {shown(each)}{where}")
    return _nothing_known(f"{name} is {shown(given)}")


def check_name(kind: str, given: object, known: Iterable[str]) -> None:
    """Check that a name is one of those known.

    Raises:
        UnknownNameError: It is not, or is not even a text.
    """
    names = list(known)
    if not isinstance(given, str) or given not in names:
        raise UnknownNameError(kind, given if isinstance(given, str) else shown(given), names)


def ragged(name: str) -> DomainError:
    """Return the error for rows of different lengths."""
    return DomainError(
        f"{name} has rows of different lengths; expected rows of one length", remedy="Fill the short ones with NaN"
    )


def is_truth_value(given: object) -> bool:
    """Return whether something is True or False, Python's or numpy's."""
    return isinstance(given, bool) or type(given) is np.bool_


def has_truth_values(given: Sequence[Any]) -> bool:
    """Return whether a list, or one of the lists in it, has a boolean, which numpy would read as 0 or 1."""
    kinds: set[type] = set(map(type, given))
    if bool in kinds or np.bool_ in kinds:
        return True
    return (list in kinds or tuple in kinds) and any(
        has_truth_values(each) for each in given if type(each) in (list, tuple)
    )


def _nothing_known(message: str) -> DomainError:
    return DomainError(f"{message}; expected numbers", remedy="Write None or NaN for a missing value")
