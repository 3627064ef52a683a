"""What was filled in: typed tables, in which each value knows its cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tht_xl.documents.addresses import cell_name
from tht_xl.formulas.cell import Scalar, as_cell, as_text
from tht_xl.formulas.evaluate import Cells, compile_formula
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import references
from tht_xl.templates.checks import KIND, LISTS, Check, checks_of, column_named, table_name
from tht_xl.templates.definition import ColumnDefinition, TableDefinition, Template
from tht_xl.templates.row_cells import RowCells
from tht_xl.templates.values import Typed, typed_value

Formula = Callable[[Cells], Scalar]
"""A formula compiled: from the cells of a row to what it comes to there."""
NO_ROLE = frozenset({"", "0", "false", "n", "n/a", "no", "no one", "nobody", "none", "not released", "not yet", "tbc"})
"""What people write where a role would release a text, and nobody has."""


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
        return {column.id: self[column.id] for column in self.table.definition.columns}

    @cached_property
    def _typed_so_far(self) -> dict[str, Typed]:
        """The typed values that have been asked for: most rows are asked for a few."""
        return {}

    def _typed(self, column: ColumnDefinition) -> Typed:
        """Return a cell as its column's kind has it; an entry of a list as the list writes it: "Closed" is "closed"."""
        if column.id in self.misfits or not self.misfits.isdisjoint(self.table.inputs_of(column)):
            return None
        value = typed_value(self.cell_of(column.id), column.kind)
        if isinstance(value, str) and (column.values or column.to):
            return self.table.entries_of(column).get(value.casefold(), value)
        return value

    @cached_property
    def misfits(self) -> frozenset[str]:
        """Ids of its columns whose cell is not what the column holds: a likelihood of 6 where 5 is the most.

        Nothing is counted, computed or released by such a cell; the check names it.
        """
        return frozenset(
            column
            for column, passes in self.table.kind_checks
            if self.given.get(column) is not None and passes(self.cells) is not True
        )

    @cached_property
    def cells(self) -> RowCells:
        """Its cells, as formulas see them."""
        return RowCells(self.cell_of, self.table.by_heading, self.table.definition.id, self.table.tables)

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - as the column's kind says
        if column not in self._typed_so_far:
            self._typed_so_far[column] = self._typed(self.table.columns[column])
        return self._typed_so_far[column]

    def cell_of(self, column: str) -> Scalar:
        """Return what a cell holds, as a spreadsheet has it; a computed one is computed."""
        definition = self.table.columns[column]
        if definition.formula:
            return self.table.computed(self, column)
        return as_cell(self.given.get(column))

    def is_released(self, column: str) -> bool:
        """Return whether a cell may be in an output: a column that is released by another waits for a role in it."""
        by = self.table.columns[column].released_by
        return not by or str(self[by] or "").casefold().strip(" .-?") not in NO_ROLE

    def address(self, column: str) -> str:
        """Return the A1 address of a cell."""
        return self.table.address(self.number, column)

    @property
    def place(self) -> str:
        """Where it is, for a message: "Actions, row 7"; of a row that is kept elsewhere, where that is."""
        return self.table.elsewhere.get(self.number) or f"{self.table.definition.sheet}, row {self.number}"


class Table:
    """A filled table of a template.

    Args:
        definition: What it should be.
        tables: The tables of one workbook, in which its references are looked up.
        positions: The place of each column in the worksheet, from 0, by id; a column that is missing has none.
        rows: For each row in use its number in the worksheet, and its cells by column id.
        elsewhere: Where the rows are that are not in the worksheet, by their numbers, which go on from its last.
    """

    def __init__(
        self,
        definition: TableDefinition,
        tables: "Tables",
        positions: Mapping[str, int],
        rows: Sequence[tuple[int, Mapping[str, object]]],
        elsewhere: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self.definition, self.tables, self.positions, self.elsewhere = definition, tables, positions, elsewhere
        self.columns = {column.id: column for column in definition.columns}
        self.by_heading = {column.heading.casefold(): column for column in definition.columns}
        self.rows = tuple(Row(number, given, self) for number, given in rows)
        self._computed: dict[tuple[int, str], Scalar] = {}
        self._entries: dict[str, Mapping[str, str]] = {}
        self._inputs: dict[str, frozenset[str]] = {}

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """What is checked in each of its rows."""
        return checks_of(self.definition, self.tables.template)

    @cached_property
    def compiled_checks(self) -> tuple[tuple[Check, Formula], ...]:
        """The checks, each with the function that evaluates it in a row."""
        return tuple((check, compile_formula(check.tree)) for check in self.checks)

    @cached_property
    def kind_checks(self) -> tuple[tuple[str, Formula], ...]:
        """The checks of what a cell holds, each with the id of its column."""
        checked = (item for item in self.compiled_checks if item[0].code == KIND)
        return tuple((self.by_heading[check.headings[0].casefold()].id, passes) for check, passes in checked)

    def inputs_of(self, column: ColumnDefinition) -> frozenset[str]:
        """Return the ids of the columns of its row from which a column is computed, by way of others too."""
        if column.id not in self._inputs:
            read = references(parse(column.formula)) if column.formula else ()
            own = [self.by_heading[each.heading.casefold()] for each in read if not each.table]
            further = (self.inputs_of(each) for each in own if each.id != column.id)
            self._inputs[column.id] = frozenset(each.id for each in own).union(*further)
        return self._inputs[column.id]

    @cached_property
    def _formulas(self) -> dict[str, Formula]:
        return {c.id: compile_formula(parse(c.formula)) for c in self.definition.columns if c.formula}

    def entries_of(self, column: ColumnDefinition) -> Mapping[str, str]:
        """Return what the cells of a choice or reference may say, by the same in small letters."""
        if column.id not in self._entries:
            self._entries[column.id] = {each.casefold(): each for each in self._listed(column)}
        return self._entries[column.id]

    def _listed(self, column: ColumnDefinition) -> Sequence[str]:
        if not column.to:
            return column.values
        tree = parse(column_named(column.to, self.tables.template))
        found = [self.tables.column(each.table, each.heading) for each in references(tree)]
        return [str(as_text(cell)).strip() for cells in found for cell in cells if cell is not None]

    def computed(self, row: Row, column: str) -> Scalar:
        """Return the value of a computed cell."""
        key = row.number, column
        if key not in self._computed:
            self._computed[key] = self._formulas[column](row.cells)
        return self._computed[key]

    def address(self, row: int, column: str) -> str:
        """Return the A1 address of a cell; "" where the worksheet has no such column or row."""
        is_there = column in self.positions and row not in self.elsewhere
        return cell_name(row, self.positions[column]) if is_there else ""


class Tables:
    """The tables of one filled workbook, and the lists that they refer to.

    Args:
        template: What was filled in.
        lists: Each list of the framework that the template names, such as "framework.areas".
        today: The day that TODAY() is.
        name: What this one is called; the template's name unless given.
        source: The paper that it was filled in from, where there is one.
        is_illustrative: Whether it is made up to show how something works: its rows enter no total and no exception.
    """

    def __init__(
        self,
        template: Template,
        lists: Mapping[str, Sequence[str]],
        today: date,
        name: str = "",
        source: str = "",
        *,
        is_illustrative: bool = False,
    ) -> None:
        self.template, self.lists, self.today = template, lists, today
        self.name, self.source, self.is_illustrative = name or template.name, source, is_illustrative
        self.by_id: dict[str, Table] = {}
        self._columns: dict[tuple[str, str], list[Scalar]] = {}
        self._once: dict[object, Any] = {}

    def __getitem__(self, table: str) -> Table:
        return self.by_id[table]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.by_id.values())

    def add(
        self,
        table: str,
        positions: Mapping[str, int],
        rows: Sequence[tuple[int, Mapping[str, object]]],
        elsewhere: Mapping[int, str] = MappingProxyType({}),
    ) -> Table:
        """Add one of the template's tables as it was filled in, and return it."""
        self.by_id[table] = Table(self.template.table(table), self, positions, rows, elsewhere)
        return self.by_id[table]

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

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` returns
        """Return what `make` gives; it is called the first time only."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]
