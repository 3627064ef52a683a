"""The cells that a formula of one row names, as a spreadsheet has them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tht_xl.formulas.cell import Scalar
from tht_xl.model.days import serial_of
from tht_xl.templates.checks import table_name

if TYPE_CHECKING:
    from tht_xl.templates.table import Row


class RowCells:
    """The cells that a formula of one row names."""

    def __init__(self, row: "Row") -> None:
        self._row, self._tables, self._cells = row, row.table.tables, dict[str, Scalar]()

    def cell(self, heading: str) -> Scalar:
        """Return the cell of this row."""
        if heading not in self._cells:
            self._cells[heading] = self._row.cell_of(self._row.table.by_heading[heading.casefold()].id)
        return self._cells[heading]

    def column(self, table: str, heading: str) -> list[Scalar]:
        """Return a whole column."""
        return self._tables.column(table or table_name(self._row.table.definition.id), heading)

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` returns
        """Return what `make` gives, which is called once for the table: another may have columns of the same names."""
        return self._tables.once((self._row.table.definition.id, key), make)

    @property
    def today(self) -> float:
        """The day that TODAY() is."""
        return serial_of(self._tables.today)
