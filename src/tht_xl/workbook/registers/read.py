"""Read a workbook made from a template, as far as it can be read: typed tables, and what is wrong with its form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from tht_xl.formulas.cell import FormulaError, as_cell, compare
from tht_xl.model.definition import Framework
from tht_xl.model.join_words import join_words
from tht_xl.templates.definition import TableDefinition, Template
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.table import Tables
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.file.book import SheetEntry
from tht_xl.workbook.opened import AnyBook, read_sheet
from tht_xl.workbook.registers.odd_inputs import odd_inputs
from tht_xl.workbook.registers.sheet import CHECK
from tht_xl.workbook.registers.table_sheet import DataSheet, find_header, table_of_text, typed_rows
from tht_xl.workbook.rule import Fault
from tht_xl.workbook.values_only.book import ValuesBook


@dataclass(slots=True)
class Form:
    """What is wrong with the form of a workbook, by the code of its finding."""

    faults: list[tuple[str, Fault]] = field(default_factory=list[tuple[str, Fault]])

    def add(self, code: str, given: str, expected: str, **more: str | int) -> None:
        """Add a fault."""
        self.faults.append((code, Fault(given, expected, **more)))  # pyright: ignore[reportArgumentType] - its fields


def read_tables(
    book: AnyBook, template: Template, framework: Framework, today: date, form: Form, *, is_illustrative: bool = False
) -> Tables:
    """Return the tables of a workbook; what is wrong with its form is added to `form`.

    Headings are found by their text, in any order; a table or column that is missing is left out.

    Raises:
        DamagedError: A worksheet cannot be read.
    """
    tables = Tables(template, framework_lists(framework), today, is_illustrative=is_illustrative)
    sheets: list[tuple[TableDefinition, DataSheet, dict[str, int], int]] = []
    of_text = table_of_text(book, template)
    for table in template.tables:
        entry = book.sheets[0] if table is of_text else _entry(book, table.sheet)
        if entry is None:
            _add_missing_sheet(form, table, book)
            tables.add(table.id, {}, ())
            continue
        sheet = read_sheet(book, entry)
        header, positions = find_header(table, sheet)
        if not positions:
            form.add("R802", "no row has the headings of this table", f"the headings {_headings(table)}",
                     sheet=sheet.name, fix="Put the headings back, in one row")  # fmt: skip
            tables.add(table.id, {}, ())
            continue
        _add_column_faults(form, table, sheet, header, positions)
        rows = _rows(table, sheet, header, positions)
        tables.add(table.id, positions, list(typed_rows(table, rows) if of_text else rows))
        sheets.append((table, sheet, positions, header))
    if not sheets and len(template.tables) > 1:
        # Another workbook altogether: a line for each of fifteen sheets would say the same fifteen times.
        form.faults = [_none_of_its_sheets(template)]
    for table, sheet, positions, header in sheets:
        form.faults += odd_inputs(tables[table.id], sheet.name, sheet.marks, header)
        if not isinstance(book, ValuesBook):
            _add_typed_over(form, tables, table, sheet, positions)
    return tables


def _entry(book: AnyBook, name: str) -> SheetEntry | None:
    return next((s for s in book.sheets if s.is_worksheet and tidy(s.name) == tidy(name)), None)


def _rows(
    table: TableDefinition, sheet: DataSheet, header: int, positions: dict[str, int]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows in use: those in which somebody has filled in anything."""
    inputs = {c.id: positions[c.id] for c in table.columns if c.id in positions and not c.formula}
    for number, cells in enumerate(sheet.values[header:], start=header + 1):
        given: dict[str, object] = {}
        for name, at in inputs.items():
            error = sheet.marks.errors.get((number, at))
            cell = FormulaError(error) if error else cells[at] if at < len(cells) else ""
            if cell != "":
                given[name] = cell
        if given:
            yield number, given


def _none_of_its_sheets(template: Template) -> tuple[str, Fault]:
    names = join_words([table.sheet for table in template.tables])
    given = f"none of the {len(template.tables)} sheets of {template.name!r} is there"
    return "R802", Fault(given, f"the sheets {names}", sheet="", fix="Choose the workbook that was made from it")


def _add_missing_sheet(form: Form, table: TableDefinition, book: AnyBook) -> None:
    names = [entry.name for entry in book.sheets]
    close = get_close_matches(table.sheet, names, n=1, cutoff=0.6)
    fix = f"Rename {close[0]!r} to {table.sheet!r}" if close else f"Put the sheet {table.sheet!r} back"
    form.add("R802", f"there is no sheet {table.sheet!r}", f"the sheet {table.sheet!r}", sheet="", fix=fix)


def _add_column_faults(
    form: Form, table: TableDefinition, sheet: DataSheet, header: int, positions: dict[str, int]
) -> None:
    heads = [str(cell) for cell in sheet.values[header - 1]]
    others = {text: at for at, text in enumerate(heads) if text.strip() and at not in positions.values()}
    others = {text: at for text, at in others.items() if tidy(text) != tidy(CHECK)}
    for column in table.columns:
        if column.id not in positions and not column.formula:
            close = get_close_matches(column.heading, others, n=1, cutoff=0.6)
            fix = f"Rename {close[0]!r} to {column.heading!r}" if close else f"Add a column headed {column.heading!r}"
            if close:
                others.pop(close[0])
            form.add("R803", f"there is no column {column.heading!r}", f"a column headed {column.heading!r}",
                     sheet=sheet.name, fix=fix)  # fmt: skip
    repeated = [text for at, text in enumerate(heads) if at in others.values() and tidy(text) in map(tidy, heads[:at])]
    for text in repeated:
        form.add("R811", f"the heading {text!r} is there twice", "each heading once", sheet=sheet.name)


def _add_typed_over(
    form: Form, tables: Tables, table: TableDefinition, sheet: DataSheet, positions: dict[str, int]
) -> None:
    """Add each computed cell whose formula somebody has replaced, and whose content is not what it should be."""
    computed = [column for column in table.columns if column.formula and column.id in positions]
    for row in tables[table.id]:
        for column in computed:
            place = row.number, positions[column.id]
            cells = sheet.values[row.number - 1]
            shown = as_cell(cells[place[1]] if place[1] < len(cells) else "")
            if place in sheet.marks.formulas or shown == "":
                continue
            wanted = row.cell_of(column.id)
            if isinstance(wanted, FormulaError) or compare(shown, wanted) != 0:
                form.add("R810", f"{column.heading}: {shown!s:.40} was typed over the formula",
                         f"{wanted if wanted not in (None, '') else 'a blank'}, as computed", sheet=sheet.name,
                         cell=row.address(column.id), row=row.number)  # fmt: skip


def _headings(table: TableDefinition) -> str:
    return ", ".join(column.heading for column in table.columns[:4]) + (", ..." if len(table.columns) > 4 else "")
