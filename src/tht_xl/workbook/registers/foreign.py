"""Read an owner's own tracker, or a system's export, by a mapping: every finding names the owner's own cell."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from tht_xl.framework.load import load_framework
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.templates.definition import TableDefinition, Template
from tht_xl.templates.foreign_values import foreign_value
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.mapping import TableMapping, TemplateMapping, load_mapping
from tht_xl.templates.table import Tables
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.found import FoundSoFar
from tht_xl.workbook.origin import BookOrigin
from tht_xl.workbook.registers.check import Filled, add_wrong_rows
from tht_xl.workbook.registers.foreign_sheets import Grid, headings_of, sheets_of
from tht_xl.workbook.rule import Fault


def read_foreign(
    path: str | Path,
    mapping: str | Path,
    *,
    framework: Framework | str | Path = "tht",
    today: date | None = None,
) -> Filled:
    """Read a file of somebody's own as if it were a template, and check it. Whatever the file is, no exception.

    Args:
        path: The file: .xlsx, .xlsm, .xls, .xlsb, .ods or .csv.
        mapping: The YAML file that says which column is which.
        framework: Whose lists its references name, its name or its folder.
        today: The day that TODAY() is; this computer's unless given.

    Raises:
        DefinitionError: The mapping cannot be read, or contradicts itself.
        UnknownNameError: Its template, or the framework, is not known.
        MissingExtraError: The library that reads workbooks is not installed.
    """
    said, template = load_mapping(mapping)
    definitions = framework if isinstance(framework, Framework) else load_framework(framework)
    path = Path(path)
    found, origin = FoundSoFar(path), BookOrigin(template=template.id, version=template.version)
    try:
        sheets = sheets_of(path)
    except DamagedError as problem:
        found.add("R101", Fault(problem.message, "a spreadsheet that can be read", sheet=""))
        return Filled(path, origin, template, None, found.report())
    tables = _read_tables(sheets, said, template, definitions, today or this_day(), found)
    held = add_wrong_rows(found, tables, definitions)
    return Filled(path, origin, template, tables, found.report(), frozenset(held))


def _read_tables(
    sheets: Mapping[str, Grid],
    said: TemplateMapping,
    template: Template,
    framework: Framework,
    today: date,
    found: FoundSoFar,
) -> Tables:
    chosen = {name: _sheet_name(sheets, each.sheet) for name, each in said.tables.items()}
    # With the owner's names of sheets, so that whatever is said of a row names the owner's own cell.
    tables_there = [t.model_copy(update={"sheet": chosen.get(t.id) or t.sheet}) for t in template.tables]
    theirs = template.model_copy(update={"tables": tuple(tables_there)})
    tables = Tables(theirs, framework_lists(framework), today)
    for table in theirs.tables:
        sheet = chosen.get(table.id, "")
        if table.id not in said.tables or not sheet:
            if table.id in said.tables:
                wanted = said.tables[table.id].sheet
                found.add("R802", Fault(f"there is no sheet {wanted!r}", f"one of {', '.join(sheets)}",
                                        sheet="", fix="Correct the sheet in the mapping"))  # fmt: skip
            tables.add(table.id, {}, ())
            continue
        _add_table(tables, table, said.tables[table.id], sheets[sheet], found)
    return tables


def _sheet_name(sheets: Mapping[str, Grid], wanted: str) -> str:
    return next((name for name in sheets if not wanted or tidy(name) == tidy(wanted)), "")


def _add_table(tables: Tables, table: TableDefinition, said: TableMapping, grid: Grid, found: FoundSoFar) -> None:
    headings = [tidy(text) for text in headings_of(grid, said.header_rows)]
    positions: dict[str, int] = {}
    for name, column in said.columns.items():
        if tidy(column.heading) in headings:
            positions[name] = headings.index(tidy(column.heading))
            continue
        close = get_close_matches(tidy(column.heading), [text for text in headings if text], n=1, cutoff=0.6)
        fix = f"The nearest is {close[0]!r}: correct the mapping" if close else "Correct the mapping"
        found.add("R803", Fault(f"there is no column {column.heading!r}",
                                f"the headings of row {max(said.header_rows)}",
                                sheet=table.sheet, fix=fix))  # fmt: skip
    for column in table.columns:
        if column.required and column.id not in {*said.columns, *said.fixed}:
            found.add("R803", Fault(f"the mapping has nothing for {column.heading!r}, which is required",
                                    f"its heading under 'columns: {column.id}:'", sheet=table.sheet,
                                    fix="Add it to the mapping, or a fixed value"))  # fmt: skip
    words = {
        name: {owner.strip().casefold(): ours for owner, ours in column.values.items()}
        for name, column in said.columns.items()
    }
    by_id = {column.id: column for column in table.columns}
    rows: list[tuple[int, dict[str, object]]] = []
    first = max(said.header_rows)
    for number, cells in enumerate(grid[first:], start=first + 1):
        given = {name: cells[at] for name, at in positions.items() if at < len(cells) and str(cells[at]).strip()}
        if given:
            read = {name: foreign_value(cell, by_id[name], words[name]) for name, cell in given.items()}
            rows.append((number, {**said.fixed, **read}))
    tables.add(table.id, positions, rows)
