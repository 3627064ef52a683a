"""Look up the indicator, area and period of each row; every distinct text once."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import MAX_SUGGESTIONS, find_area, find_indicator
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.data_sheet.shorthand import without_invisible
from tht_xl.workbook.file.values import Cell

Thing = TypeVar("Thing")
Other = TypeVar("Other")
Said = TypeVar("Said")


@dataclass(frozen=True)
class Found(Generic[Thing]):
    """What each row names, or why nothing is found.

    Rows name few different things, so what is asked of all rows is asked of each key that is written in any, once.

    Attributes:
        codes: The place, in `each`, of what the row names.
        each: For each distinct key the thing, None where the cell is blank or names nothing.
        why: For each distinct key the error, None where there is none.
    """

    codes: NDArray[np.intp]
    each: tuple[Thing | None, ...]
    why: tuple[ThtError | None, ...]

    @cached_property
    def things(self) -> list[Thing | None]:
        """One for each row, None where the cell is blank or names nothing."""
        return [self.each[code] for code in self.codes.tolist()]

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """Rows whose thing is found."""
        return self.where(lambda thing: thing is not None)

    @property
    def problems(self) -> Iterator[tuple[int, ThtError]]:
        """Index and error of each row that has one."""
        has_problem = np.array([problem is not None for problem in self.why], bool)
        for index in np.flatnonzero(has_problem[self.codes]).tolist():
            problem = self.why[self.codes[index]]
            if problem is not None:
                yield index, problem

    def where(self, is_so: Callable[[Thing | None], bool]) -> NDArray[np.bool_]:
        """Return the rows of whose thing something is so."""
        return np.array([is_so(thing) for thing in self.each], bool)[self.codes]

    def groups(self) -> list[tuple[Thing | None, NDArray[np.int64]]]:
        """Each thing with the indices of its rows, in the order of first appearance; several keys may name one."""
        number_of = {id(thing): number for number, thing in reversed([*enumerate(self.each)])}
        number = np.array([number_of[id(thing)] for thing in self.each], np.intp)[self.codes]
        order = np.argsort(number, kind="stable")
        numbers, starts = np.unique(number[order], return_index=True)
        return [
            (self.each[number], rows)
            for number, rows in zip(numbers.tolist(), np.split(order, starts[1:]), strict=False)
        ]


def find_indicators(framework: Framework, texts: Sequence[str]) -> Found[Indicator]:
    """Return the indicators with these ids."""
    return _find_each(texts, lambda text, suggests: find_indicator(framework, text, suggests=suggests))


def find_areas(framework: Framework, texts: Sequence[str]) -> Found[Area]:
    """Return the areas with these names, ids or codes."""
    return _find_each(texts, lambda text, suggests: find_area(framework, text, suggests=suggests))


def find_periods(cells: Sequence[Cell]) -> Found[Period]:
    """Return the periods that these cells name; a date cell names one too."""
    return _find_each([_period_cell(cell) for cell in cells], lambda cell, _: Period.parse(cell))


def _period_cell(cell: Cell) -> str | date | float:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date | float) and not isinstance(cell, bool):
        return cell
    return without_invisible(str(cell)).strip()


def _find_each(keys: Sequence[Hashable], find: Callable[..., Thing]) -> Found[Thing]:
    """Look every distinct key up once.

    Args:
        keys: What is written in each row.
        find: What a key names; told whether to look for the nearest where it names nothing.
    """
    code_of = {key: code for code, key in enumerate(dict.fromkeys(keys))}
    found: list[tuple[Thing | None, ThtError | None]] = []
    refused = 0
    for key in code_of:
        try:
            found.append((None if key == "" else find(key, refused < MAX_SUGGESTIONS), None))
        except ThtError as problem:
            found.append((None, problem))
            refused += 1
    things, problems = zip(*found, strict=True) if found else ((), ())
    return Found(np.array([code_of[key] for key in keys], np.intp), things, problems)


@dataclass(frozen=True)
class Pairs(Generic[Thing, Other]):
    """The distinct pairs of two things that rows name, such as an indicator and a period.

    Attributes:
        each: The pairs, in the order of first appearance.
        codes: The place of each row's pair among them.
    """

    each: tuple[tuple[Thing | None, Other | None], ...]
    codes: NDArray[np.intp]

    @staticmethod
    def of(one: Found[Thing], other: Found[Other]) -> "Pairs[Thing, Other]":
        """Return the pairs of what was found in two columns."""
        keys = one.codes * max(1, len(other.each)) + other.codes
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        rows = first[order].tolist()
        each = [(one.each[one.codes[row]], other.each[other.codes[row]]) for row in rows]
        return Pairs(tuple(each), place[inverse])

    def rows_with(self, said: Sequence[Said | None]) -> Iterator[tuple[int, Said]]:
        """Index of each row whose pair something is said of, with what is said."""
        is_said = np.array([each is not None for each in said], bool)
        for index in np.flatnonzero(is_said[self.codes]).tolist():
            each = said[self.codes[index]]
            if each is not None:
                yield index, each
