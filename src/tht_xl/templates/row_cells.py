"""The cells that a formula of one row names, as a spreadsheet has them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from tht_xl.formulas.cell import Scalar
from tht_xl.model.days import serial_of
from tht_xl.templates.checks import table_name
from tht_xl.templates.definition import ColumnDefinition


class Columns(Protocol):
    """Where a formula finds whole columns, and what is computed once for all rows: the tables of a workbook."""

    today: date

    def column(self, table: str, heading: str) -> list[Scalar]:
        """Return a whole column by its table's name in expressions and its heading."""
        ...

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` returns
        """Return what `make` gives; it is called the first time only."""
        ...


class RowCells:
    """The cells that a formula of one row names.

    Args:
        cell_of: Gives a cell of the row by its column's id.
        columns: The columns of its table, by heading in small letters.
        table: Id of its table.
        tables: The tables of its workbook.
    """

    def __init__(
        self, cell_of: Callable[[str], Scalar], columns: Mapping[str, ColumnDefinition], table: str, tables: Columns
    ) -> None:
        self._cell_of, self._columns, self._table, self._tables = cell_of, columns, table, tables
        self._cells: dict[str, Scalar] = {}

    def cell(self, heading: str) -> Scalar:
        """Return the cell of this row."""
        if heading not in self._cells:
            self._cells[heading] = self._cell_of(self._columns[heading.casefold()].id)
        return self._cells[heading]

    def column(self, table: str, heading: str) -> list[Scalar]:
        """Return a whole column; `table` is "" for the row's own."""
        return self._tables.column(table or table_name(self._table), heading)

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` returns
        """Return what `make` gives, which is called once for the table: another may have columns of the same names."""
        return self._tables.once((self._table, key), make)

    @property
    def today(self) -> float:
        """The day that TODAY() is."""
        return serial_of(self._tables.today)
