"""Groups of rows: in order of appearance, null keys kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import brief, check_name, checked_frame, column, label_text
from tht_xl.frames.grouping.keys import Places, factorize, first_rows
from tht_xl.stats.arrays import Numbers

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

    def named(self, group: int, text: str) -> str:
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
