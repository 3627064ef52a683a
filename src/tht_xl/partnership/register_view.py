"""The view that every register has: its rows as they are, or counted by a column, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterator

from tht_xl.disclosure.personal_data.kinds import personal_data_in
from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection, cell_words
from tht_xl.partnership.views import ANY_COLUMN, ViewInput, view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.definition import ColumnDefinition
from tht_xl.templates.table import Row, Table, Tables

NOT_RELEASED = "not released"
NOT_SHOWN = "not shown"
"""In the place of an address where a role belongs, and of a text in which somebody may be recognised."""


@view("register", title="Register", by=(ANY_COLUMN,))
def register(given: ViewInput) -> View:
    """Return what a register holds, whatever its template is."""
    if not given.registers:
        raise DomainError(
            "no register was named",
            remedy="Name a workbook, or one that comes with the package: tht-xl view lists them",
        )
    tables = next(iter(given.registers.values()))
    given.used.append(tables)
    sections = tuple(_counts(tables, given.by)) if given.by else tuple(_rows(table) for table in tables)
    gaps = [Gap(each.given, gap_place(each.row, each.column), each.fix) for each in wrong_rows(tables)]
    return View(tables.name, (tables.template.purpose,), sections, tuple(gaps))


def _rows(table: Table) -> ViewSection:
    used = [c for c in table.definition.columns if any(row.cell_of(c.id) not in (None, "") for row in table)]
    rows = tuple(tuple(_shown(row, column) for column in used) for row in table)
    heading, many = table.definition.title, counted(len(rows), "row")
    return ViewSection(heading, (many,), tuple(column.heading for column in used), rows)


def _counts(tables: Tables, by: str) -> Iterator[ViewSection]:
    having = [table for table in tables if by.casefold() in table.by_heading]
    if not having:
        raise UnknownNameError("column", by, [c.heading for table in tables for c in table.definition.columns])
    for table in having:
        column = table.by_heading[by.casefold()]
        many = Counter(cell_words(_shown(row, column)) for row in table)
        rows: tuple[tuple[ViewCell, ...], ...] = tuple(many.most_common())
        yield ViewSection(table.definition.title, (), (column.heading, "rows"), rows)


def _shown(row: Row, column: ColumnDefinition) -> ViewCell:
    value = row[column.id]
    typed = row.cell_of(column.id)
    if (column.released_by or column.id in row.misfits) and isinstance(typed, str) and personal_data_in(typed):
        return NOT_SHOWN
    if not row.is_released(column.id):
        return None if row.cell_of(column.id) in (None, "") else NOT_RELEASED
    if value is None:
        # What is not what its column holds is shown as it was typed: the gap beside it says what is wrong with it.
        cell = row.cell_of(column.id)
        return None if cell in (None, "") else str(cell)
    return value if isinstance(value, str | int | float) or hasattr(value, "isoformat") else str(value)
