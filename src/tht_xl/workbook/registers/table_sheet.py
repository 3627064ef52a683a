"""The worksheets of a register: as they are, and where the headings of a table are in one."""

from collections.abc import Iterator

from tht_xl.templates.definition import TableDefinition, Template
from tht_xl.templates.foreign_values import foreign_value
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.opened import AnyBook, read_sheet
from tht_xl.workbook.registers.sheet import heading_text
from tht_xl.workbook.values_only.book import ValuesBook

LAST_HEADER_ROW = 15


def find_header(table: TableDefinition, sheet: DataSheet) -> tuple[int, dict[str, int]]:
    """Return the row, from 1, that holds the most headings of a table, and the column of each, from 0."""
    wanted = {tidy(text): column.id for column in table.columns for text in (column.heading, heading_text(column))}
    best: tuple[int, dict[str, int]] = 0, {}
    for number, row in enumerate(sheet.values[:LAST_HEADER_ROW], start=1):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            column = wanted.get(tidy(str(cell))) if isinstance(cell, str) and cell else None
            if column:
                found.setdefault(column, at)
        if len(found) > len(best[1]):
            best = number, found
    return best


def table_of_text(book: AnyBook, template: Template) -> TableDefinition | None:
    """Return the table that a text holds, which has no name of its sheet: the one whose headings it has most of."""
    if not isinstance(book, ValuesBook) or book.kind != "csv":
        return None
    sheet = read_sheet(book, book.sheets[0])
    return max(template.tables, key=lambda table: len(find_header(table, sheet)[1]) / len(table.columns))


def typed_rows(
    table: TableDefinition, rows: Iterator[tuple[int, dict[str, object]]]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows of a text as its columns have them: days and numbers, where the texts are some."""
    by_id = {column.id: column for column in table.columns}
    for number, given in rows:
        yield number, {name: foreign_value(cell, by_id[name], {}) for name, cell in given.items()}
