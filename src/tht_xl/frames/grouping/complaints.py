"""What is wrong with rows, and with the groups they belong to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.groups import Groups
from tht_xl.stats.arrays import Flags, Numbers, Words


class RowCheck(NamedTuple):
    """One thing that can be wrong with rows.

    Attributes:
        flags: The rows that are wrong.
        text: What is wrong with them, "{}" meaning the value: "the count is {}; expected 0 or more". Where the row
            is, is said before the semicolon.
        values: Of the rows; None where the text needs none.
    """

    flags: Flags
    text: str
    values: Numbers | None = None

    def tell(self, row: int) -> str:
        """Return what is wrong with a row."""
        return self.text if self.values is None else self.text.format(f"{self.values[row]:.10g}")


def count_checks(name: str, values: Numbers) -> list[RowCheck]:
    """Return what can be wrong with a count: missing, negative or infinite."""
    return [
        RowCheck(np.isnan(values), f"the {name} is missing; enter 0 if none occurred"),
        RowCheck((values < 0) | np.isposinf(values), f"the {name} is {{}}; expected 0 or more", values),
    ]


def population_checks(name: str, values: Numbers, *, zero_allowed: bool = False) -> list[RowCheck]:
    """Return what can be wrong with people at risk: missing, 0, negative or infinite."""
    if zero_allowed:
        wrong, rule = values < 0, "0 or more"
    else:
        wrong, rule = values <= 0, "above 0"
    return [
        RowCheck(np.isnan(values), f"the {name} is missing"),
        RowCheck(wrong | np.isposinf(values), f"the {name} is {{}}; expected {rule}", values),
    ]


def value_checks(name: str, values: Numbers) -> list[RowCheck]:
    """Return what can be wrong with any other number: missing or infinite."""
    return [
        RowCheck(np.isnan(values), f"the {name} is missing"),
        RowCheck(np.isinf(values), f"the {name} is {{}}; expected a number", values),
    ]


def row_reasons(checks: Sequence[RowCheck], rows: int) -> Words:
    """Return the first complaint about each row, "" where there is none."""
    reasons = np.full(rows, "", object)
    for check in reversed(checks):
        if check.values is None:
            reasons[check.flags] = check.text
            continue
        for row in np.flatnonzero(check.flags).tolist():
            reasons[row] = check.tell(row)
    return reasons


def group_reasons(checks: Sequence[RowCheck], groups: Groups, place: Callable[[int], str]) -> Words:
    """Return the complaint about each group: that of its first row that has one, with the row's place.

    Args:
        checks: Rows that are wrong; the first complaint about a row is told.
        groups: Of the rows.
        place: A row's place, in words: "in row 7", "in age band '10-14'".
    """
    reasons = np.full(len(groups), "", object)
    wrong: Flags = np.zeros(len(groups.codes), bool)
    for check in checks:
        wrong |= check.flags
    rows = np.flatnonzero(wrong)
    group, first = np.unique(groups.codes[rows], return_index=True)
    for each, row in zip(group.tolist(), rows[first].tolist(), strict=True):
        told = next(check.tell(row) for check in checks if check.flags[row])
        what, semicolon, remedy = told.partition(";")
        reasons[each] = f"{what} {place(row)}{semicolon}{remedy}"
    return reasons


def row_place(frame: pd.DataFrame) -> Callable[[int], str]:
    """Return a row's place: its label in the frame's index."""
    index = frame.index
    return lambda row: f"in row {index[row]}"
