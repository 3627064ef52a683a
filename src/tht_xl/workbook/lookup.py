"""Look up the indicator, area and period of each row; every distinct text once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import MAX_SUGGESTIONS, find_area, find_indicator
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.shorthand import without_invisible

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Found(Generic[Thing]):
    """What each row names, or why nothing is found.

    Attributes:
        things: One for each row, None where the cell is blank or names nothing.
        problems: The error for each row, None where there is none.
    """

    things: list[Thing | None]
    problems: list[ThtError | None]

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Rows whose thing is found."""
        return np.array([thing is not None for thing in self.things], bool)


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
    known: dict[Hashable, tuple[Thing | None, ThtError | None]] = {"": (None, None)}
    refused = 0
    for key in keys:
        if key not in known:
            try:
                known[key] = find(key, refused < MAX_SUGGESTIONS), None
            except ThtError as problem:
                known[key] = None, problem
                refused += 1
    return Found([known[key][0] for key in keys], [known[key][1] for key in keys])
