"""Groups of rows: in order of appearance, null keys kept, and quickly whatever order the rows are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import brief, check_name, checked_frame, column, label_text
from tht_xl.stats.arrays import Numbers

Places: TypeAlias = NDArray[np.intp]

LONG = 50_000
"""Shorter columns stay in the processor's cache, where nothing is to be gained. [rows]"""

_SAMPLE, _NEAR = 4096, 2**16
"""Rows looked at to tell how keys lie in memory, and how far apart two may lie to be read together. [rows, bytes]"""


def factorize(values: "pd.Series[Any]", *, argument: str) -> tuple[Places, pd.Index]:
    """Return the number of each row's key, in order of appearance, and the distinct keys. Missing is a key.

    Args:
        values: The keys.
        argument: Which argument named the column, for messages.

    Raises:
        DomainError: A key is a list or the like, which cannot be told from another.
    """
    addresses = _addresses(values)
    if addresses is None:
        return _number_values(values, argument)
    if _are_shared(addresses):
        # Rows with the same object have the same key: only the objects are compared, not the rows.
        of_object, objects = pd.factorize(addresses)
        codes, keys = _number_values(values.iloc[first_rows(of_object, len(objects))], argument)
        return codes[of_object], keys
    if _are_scattered(addresses):
        # A million texts far apart in memory are read three times as fast in the order of their addresses.
        order = np.argsort(addresses)
        codes, keys = _number_values(values.iloc[order], argument)
        own = np.empty_like(codes)
        own[order] = codes
        codes, appearing = pd.factorize(own)
        return codes, keys[appearing]
    return _number_values(values, argument)


def first_rows(codes: Places, distinct: int) -> Places:
    """Return the row at which each number first appears.

    Args:
        codes: The number of each row, from 0.
        distinct: How many numbers there are.
    """
    first = np.empty(distinct, np.intp)
    # The last assignment to a place wins, so the rows go in backwards.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def rows_of_each(codes: Places, distinct: int) -> list[Places]:
    """Return the rows that have each number, ascending.

    Args:
        codes: The number of each row, from 0.
        distinct: How many numbers there are.
    """
    # One sort, since a search for each would cost the square of the rows where there are many groups.
    order, sizes = np.argsort(codes, kind="stable"), np.bincount(codes, minlength=distinct)
    return np.split(order, np.cumsum(sizes)[:-1]) if distinct else []


def _addresses(values: "pd.Series[Any]") -> Places | None:
    """Return where the keys of a long column lie in memory; None where they are not objects of Python."""
    are_objects = values.dtype == object or getattr(values.dtype, "storage", "") == "python"
    if len(values) < LONG or not are_objects:
        return None
    return np.frombuffer(np.ascontiguousarray(values.to_numpy(object)), np.intp)


def _are_shared(addresses: Places) -> bool:
    sample = addresses[:: len(addresses) // _SAMPLE]
    return 2 * len(np.unique(sample)) < len(sample)


def _are_scattered(addresses: Places) -> bool:
    step = len(addresses) // _SAMPLE
    each, following = addresses[:-1:step], addresses[1::step]
    return bool(np.mean(np.abs(following - each) > _NEAR) > 0.5)


def _number_values(values: "pd.Series[Any]", argument: str) -> tuple[Places, pd.Index]:
    try:
        return pd.factorize(values, use_na_sentinel=False)
    except TypeError:
        row = next(place for place, each in enumerate(values) if not _is_hashable(each))
        raise DomainError(
            f"{argument}: column {values.name!r} holds {values.iloc[row]!r:.42} in row {values.index[row]}; "
            "expected texts, numbers or dates",
            remedy="Convert it to text first",
        ) from None


def _is_hashable(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True


By: TypeAlias = str | Sequence[str] | None
"""The column or columns that tell the groups apart."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a frame.

    Attributes:
        codes: The number of each row's group, from 0 in order of appearance.
        first: The row at which each group first appears.
        keys: The key columns, one row for each group.
    """

    codes: Places
    first: Places
    keys: pd.DataFrame

    def __len__(self) -> int:
        return len(self.first)

    def sums(self, values: Numbers) -> Numbers:
        """Return the sum of each group; NaN where one of its values is."""
        return np.bincount(self.codes, weights=values, minlength=len(self)).astype(float)

    def with_key(self, group: int, text: str) -> str:
        """Return a message with the group that it is about: "... (area 'Bow', sex 'Male')"."""
        key = ", ".join(f"{name} {label_text(self.keys[name].iloc[group])!r}" for name in self.keys.columns)
        return f"{text} ({key})" if key else text

    def only(self, which: Places, rows: Places) -> "Groups":
        """Return some of the groups.

        Args:
            which: Their numbers, ascending.
            rows: All their rows.
        """
        number = np.empty(len(self), np.intp)
        number[which] = np.arange(len(which))
        codes = number[self.codes[rows]]
        return Groups(codes, first_rows(codes, len(which)), self.keys.iloc[which].reset_index(drop=True))


def names_of(by: By, *, argument: str = "by") -> list[str]:
    """Return the columns as a list.

    Raises:
        DomainError: A column is named twice, or a name is not a text.
    """
    if by is None:
        return []
    if not isinstance(by, str) and (isinstance(by, bytes) or not isinstance(by, Iterable)):
        raise DomainError(
            f"{argument} is {brief(by)}; expected the name of a column, or a list of names",
            remedy="Write the names in quotes",
        )
    names = [by] if isinstance(by, str) else list(by)
    for name in names:
        check_name(name, argument=argument)
        if names.count(name) > 1:
            raise DomainError(
                f"{argument} names column {name!r} twice; expected each column once", remedy="Name it once"
            )
    return names


def group_rows(frame: pd.DataFrame, by: By, *, argument: str = "by") -> Groups:
    """Return the groups of the rows; all rows are one group where no column is named.

    Args:
        frame: The rows.
        by: The key columns.
        argument: Which argument named them, for messages.

    Raises:
        DomainError: A column is named twice, or the frame is none.
        UnknownNameError: A column is not in the frame.
    """
    checked_frame(frame)
    names = names_of(by, argument=argument)
    codes: Places = np.zeros(len(frame), np.intp)
    distinct = min(len(frame), 1)
    for number, name in enumerate(names):
        own, values = factorize(column(frame, name, argument=argument), argument=argument)
        if number:
            own, values = pd.factorize(codes * max(len(values), 1) + own)
        codes, distinct = own, len(values)
    first = first_rows(codes, distinct)
    return Groups(codes, first, frame[names].iloc[first].reset_index(drop=True))
