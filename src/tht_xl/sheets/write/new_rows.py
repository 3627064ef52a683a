"""The cells of new rows, taken from the plan when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from tht_xl.sheets.plan.plan import Append
from tht_xl.sheets.table import Cell


@dataclass(frozen=True, slots=True)
class NewRows(Sequence[Sequence[Cell]]):
    """Some columns of new rows.

    Attributes:
        appends: The rows.
        columns: The headers of the columns, from left to right.
    """

    appends: Sequence[Append]
    columns: tuple[str, ...]

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> "NewRows": ...
    def __getitem__(self, index: int | slice) -> "list[Cell] | NewRows":
        """Return a row, or several."""
        if isinstance(index, slice):
            return NewRows(self.appends[index], self.columns)
        cells = self.appends[index].cells
        return [cells.get(name) for name in self.columns]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.appends)
