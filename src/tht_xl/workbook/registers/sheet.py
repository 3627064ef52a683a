"""Where everything is in a worksheet of a template: the one layout that the writer fills and formulas refer to."""

from dataclasses import dataclass
from functools import cached_property

from tht_xl.documents.addresses import column_letters
from tht_xl.formulas.references import Reference
from tht_xl.templates.checks import LISTS, table_name
from tht_xl.templates.definition import ColumnDefinition, TableDefinition, Template
from tht_xl.templates.registers import FIRST_COLUMN, FIRST_ROW, HEADER_ROW

CHECK = "Check"
"""Heading of the check column. It comes first, where it is seen however far right somebody types."""
README, LISTS_SHEET = "Read me", "Lists"


@dataclass(frozen=True)
class SheetPlan:
    """The places of one table.

    Attributes:
        table: What is in it.
        rows: How many rows it has room for, filled ones included.
    """

    table: TableDefinition
    rows: int

    @property
    def last_row(self) -> int:
        """Its last row, from 1."""
        return HEADER_ROW + max(self.rows, 1)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The column of each of its columns, from 0, by id; the check column is 0."""
        return {column.id: number for number, column in enumerate(self.table.columns, start=FIRST_COLUMN)}

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {c.heading.casefold(): column_letters(self.positions[c.id]) for c in self.table.columns}

    def cell(self, heading: str, row: int | str) -> str:
        """Return the address of a cell in one row; for a row to be told later, give `templates.native.ROW`."""
        return f"${self._letters[heading.casefold()]}{row}"

    def column(self, heading: str) -> str:
        """Return the address of a whole column."""
        letters = self._letters[heading.casefold()]
        return f"${letters}${FIRST_ROW}:${letters}${self.last_row}"

    def inputs(self, row: int | str) -> list[str]:
        """Return the cells of a row that somebody fills in, as ranges."""
        found: list[list[int]] = []
        for column in self.table.columns:
            at = self.positions[column.id]
            if column.formula:
                continue
            if found and found[-1][1] == at - 1:
                found[-1][1] = at
            else:
                found.append([at, at])
        return [f"${column_letters(first)}{row}:${column_letters(last)}{row}" for first, last in found]


@dataclass(frozen=True)
class BookPlan:
    """The places of a whole workbook.

    Attributes:
        template: What it is made from.
        sheets: The plan of each table, by its id.
        lists: Each list of the sheet Lists with its entries, in the order of the columns.
    """

    template: Template
    sheets: dict[str, SheetPlan]
    lists: dict[str, tuple[str, ...]]

    def list_range(self, name: str) -> str:
        """Return the address of a list's entries, with its sheet."""
        letters = column_letters(list(self.lists).index(name))
        return f"{LISTS_SHEET}!${letters}$2:${letters}${1 + max(1, len(self.lists[name]))}"

    def address(self, table: str, row: int | str, reference: Reference) -> str:
        """Return the address of what a formula of one row names."""
        if reference.table == LISTS:
            return self.list_range(reference.heading)
        own = self.sheets[table]
        if reference.this_row:
            return own.cell(reference.heading, row)
        other = own
        if reference.table:
            other = next(s for s in self.sheets.values() if table_name(s.table.id) == reference.table)
        prefix = "" if other is own else quoted(other.table.sheet) + "!"
        return prefix + other.column(reference.heading)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula writes it."""
    return sheet if sheet.isidentifier() and sheet.isascii() else f"'{sheet}'"


def heading_text(column: ColumnDefinition) -> str:
    """Return what is written above a column: its heading, with the unit where it has one."""
    return f"{column.heading} ({column.unit})" if column.unit else column.heading
