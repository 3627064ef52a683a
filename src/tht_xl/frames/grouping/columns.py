"""Columns of an analyst's frame, checked as they are taken."""

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.arrays import Flags, Numbers

_AS_NUMBERS = 'Convert it first, for instance with pandas.to_numeric(..., errors="coerce")'
_TO_CONVERT = {
    "b": ("true and false", "Count them first, or convert it with .astype(int)"),
    "M": ("dates", "Name the column of the figures"),
    "m": ("durations", "Convert it first, for instance with .dt.days"),
    "c": ("complex numbers", "Name the column of the figures"),
}
"""What else a column may hold, by numpy's kind of it, and what to do about it."""


def column(frame: pd.DataFrame, name: str, *, argument: str) -> "pd.Series[Any]":
    """One column of the frame.

    Args:
        frame: What the analyst gave.
        name: Of the column.
        argument: Which argument named it, for messages.

    Raises:
        DomainError: The frame is not a DataFrame, the name is not a text, or several columns carry it.
        UnknownNameError: No column has this name; the nearest is given.
    """
    checked_frame(frame)
    check_name(name, argument=argument)
    if name not in frame.columns:
        raise UnknownNameError("column", name, [str(each) for each in frame.columns], where=argument)
    found = frame[name]
    if isinstance(found, pd.DataFrame):
        raise DomainError(f"{argument}: several columns are called {name!r}", remedy="Rename all but one of them")
    return found


def check_name(name: object, *, argument: str) -> None:
    """Check that it can be the name of a column.

    Raises:
        DomainError: It is not a text.
    """
    if not isinstance(name, str):
        raise DomainError(
            f"{argument} is {brief(name)}; expected the name of a column", remedy="Write one name in quotes"
        )


def checked_frame(frame: pd.DataFrame) -> None:
    """Check that it is a frame.

    Raises:
        DomainError: It is something else.
    """
    if not isinstance(frame, pd.DataFrame):
        raise DomainError(
            f"frame is a {type(frame).__name__}; expected a pandas DataFrame", remedy="Wrap it in pandas.DataFrame()"
        )


def numbers_of(frame: pd.DataFrame, name: str, *, argument: str) -> Numbers:
    """Return a column as floats; whatever pandas calls missing is NaN.

    Raises:
        DomainError: It holds something that is not a number; digits in quotes are text.
        UnknownNameError: No column has this name.
    """
    found = column(frame, name, argument=argument)
    kind = getattr(found.dtype, "kind", "O")
    if kind in "iuf":
        return found.to_numpy(float, na_value=np.nan)
    if kind in _TO_CONVERT:
        what, remedy = _TO_CONVERT[kind]
        raise DomainError(f"{argument}: column {name!r} holds {what}; expected numbers", remedy=remedy)
    return _numbers_of_objects(found, argument)


def label_text(label: object) -> str:
    """Return a key or label as a reader writes it; "" for a missing one."""
    if label is None or label is pd.NA or label != label:
        return ""
    if isinstance(label, float) and label.is_integer():
        return str(int(label))
    return str(label)


def check_distinct(arguments: dict[str, str]) -> None:
    """Check that each argument names a column of its own.

    Raises:
        DomainError: Two arguments name the same column.
    """
    seen: dict[str, str] = {}
    for argument, name in arguments.items():
        check_name(name, argument=argument)
        if name in seen:
            raise DomainError(
                f"{argument} and {seen[name]} are both column {name!r}; expected two different columns",
                remedy="Name another column for one of them",
            )
        seen[name] = argument


def _numbers_of_objects(found: "pd.Series[Any]", argument: str) -> Numbers:
    values = found.to_numpy(object, copy=True)
    missing: Flags = np.asarray(pd.isna(values))
    values[missing] = np.nan
    for place, each in enumerate(values):
        if not _is_number(each):
            raise DomainError(
                f"{argument}: column {found.name!r} holds {brief(each)} in row {found.index[place]}; expected numbers",
                remedy=_AS_NUMBERS,
            )
    return values.astype(float)


def _is_number(value: object) -> bool:
    """Return whether it already is one, rather than something that can be converted."""
    return isinstance(value, Real | Decimal | np.number) and not isinstance(value, bool | np.bool_ | complex)


def brief(given: object) -> str:
    """Return what was given, as one short line of a message."""
    return " ".join(f"{given!r:.40}".split())
