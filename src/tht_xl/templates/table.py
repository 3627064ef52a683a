"""What was filled in: typed tables, in which each value knows its cell."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tht_xl.documents.addresses import cell_name
from tht_xl.formulas.cell import FormulaError, Scalar, as_cell, as_serial, comparable, compare
from tht_xl.formulas.evaluate import evaluate
from tht_xl.formulas.parsing import parse
from tht_xl.templates.checks import LISTS, Check, checks_of, table_name
from tht_xl.templates.definition import ColumnDefinition, TableDefinition, Template
from tht_xl.templates.values import typed_value


@dataclass(frozen=True)
class Row:
    """One row of a table as it was filled in.

    Attributes:
        number: Its row in the worksheet, from 1.
        given: What its cells hold, by the column's id; computed columns are left out.
        table: The table it is in.
    """

    number: int
    given: Mapping[str, object]
    table: "Table" = field(repr=False, compare=False)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The typed values by column id: None where a cell is blank, or is not what its column holds.

        A count is an int, a number a float, a day a date, a period a Period, everything else a text.
        """
        return {
            column.id: typed_value(self.cell_of(column.id), column.kind) for column in self.table.definition.columns
        }

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - as the column's kind says
        return self.values[column]

    def cell_of(self, column: str) -> Scalar:
        """Return what a cell holds, as a spreadsheet has it; a computed one is computed."""
        definition = self.table.columns[column]
        if definition.formula:
            return self.table.tables.computed(self, definition)
        return as_cell(self.given.get(column))

    def address(self, column: str) -> str:
        """Return the A1 address of a cell."""
        return self.table.address(self.number, column)

    @property
    def place(self) -> str:
        """Where it is, for a message: "Actions, row 7"."""
        return f"{self.table.definition.sheet}, row {self.number}"


class Table:
    """A filled table of a template.

    Args:
        definition: What it should be.
        tables: The tables of one workbook, in which its references are looked up.
        positions: The place of each column in the worksheet, from 0, by id; a column that is missing has none.
        rows: For each row in use its number in the worksheet, and its cells by column id.
    """

    def __init__(
        self,
        definition: TableDefinition,
        tables: "Tables",
        positions: Mapping[str, int],
        rows: Sequence[tuple[int, Mapping[str, object]]],
    ) -> None:
        self.definition, self.tables, self.positions = definition, tables, positions
        self.columns = {column.id: column for column in definition.columns}
        self.by_heading = {column.heading.casefold(): column for column in definition.columns}
        self.rows = tuple(Row(number, given, self) for number, given in rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """What is checked in each of its rows."""
        return checks_of(self.definition, self.tables.template)

    def address(self, row: int, column: str) -> str:
        """Return the A1 address of a cell; "" where the worksheet has no such column."""
        return cell_name(row, self.positions[column]) if column in self.positions else ""


class Tables:
    """The tables of one filled workbook, and the lists that they refer to.

    Args:
        template: What was filled in.
        lists: Each list of the framework that the template names, such as "framework.areas".
        today: The day that TODAY() is.
    """

    def __init__(self, template: Template, lists: Mapping[str, Sequence[str]], today: date) -> None:
        self.template, self.lists, self.today = template, lists, today
        self.by_id: dict[str, Table] = {}
        self._columns: dict[tuple[str, str], list[Scalar]] = {}
        self._counts: dict[tuple[str, str], Counter[object]] = {}
        self._computed: dict[tuple[str, int, str], Scalar] = {}

    def __getitem__(self, table: str) -> Table:
        return self.by_id[table]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.by_id.values())

    def add(self, table: str, positions: Mapping[str, int], rows: Sequence[tuple[int, Mapping[str, object]]]) -> Table:
        """Add one of the template's tables as it was filled in, and return it."""
        self.by_id[table] = Table(self.template.table(table), self, positions, rows)
        return self.by_id[table]

    def computed(self, row: Row, column: ColumnDefinition) -> Scalar:
        """Return the value of a computed cell."""
        key = row.table.definition.id, row.number, column.id
        if key not in self._computed:
            self._computed[key] = evaluate(parse(column.formula), RowCells(row))
        return self._computed[key]

    def column(self, table: str, heading: str) -> list[Scalar]:
        """Return a whole column by its table's name in expressions and its heading."""
        key = table, heading.casefold()
        if key not in self._columns:
            if table == LISTS:
                found: list[Scalar] = list(self.lists.get(heading, ()))
            else:
                source = next((each for each in self if table_name(each.definition.id) == table), None)
                column = source.by_heading.get(key[1]) if source else None
                found = [row.cell_of(column.id) for row in source] if source and column else []
            self._columns[key] = found
        return self._columns[key]

    def count(self, table: str, heading: str, wanted: Scalar) -> int:
        """Return how many cells of a column equal one, to a spreadsheet."""
        key = table, heading.casefold()
        if wanted is None or wanted in (0.0, "") or wanted is False:
            # What a blank equals depends on what it is compared with.
            return sum(not isinstance(c, FormulaError) and compare(c, wanted) == 0 for c in self.column(table, heading))
        if key not in self._counts:
            self._counts[key] = Counter((type(cell), comparable(cell)) for cell in self.column(table, heading))
        return self._counts[key][type(wanted), comparable(wanted)]


class RowCells:
    """The cells that a formula of one row names."""

    def __init__(self, row: Row) -> None:
        self._row, self._tables = row, row.table.tables
        self._own = table_name(row.table.definition.id)

    def cell(self, heading: str) -> Scalar:
        """Return the cell of this row."""
        return self._row.cell_of(self._row.table.by_heading[heading.casefold()].id)

    def column(self, table: str, heading: str) -> list[Scalar]:
        """Return a whole column."""
        return self._tables.column(table or self._own, heading)

    def count(self, table: str, heading: str, wanted: Scalar) -> int:
        """Return how many cells of a column equal one."""
        return self._tables.count(table or self._own, heading, wanted)

    @property
    def today(self) -> float:
        """The day that TODAY() is."""
        return as_serial(self._tables.today)
