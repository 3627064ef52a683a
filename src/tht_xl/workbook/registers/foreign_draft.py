"""Draft a mapping: which of an owner's columns is probably which of a template's. A person looks it over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from tht_xl.documents.yaml_editing.rendering import flow, flow_field
from tht_xl.errors import WorkbookError
from tht_xl.templates.definition import ColumnDefinition, TableDefinition, Template
from tht_xl.templates.mapping import BETWEEN
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.registers.foreign_sheets import Grid, headings_of, sheets_of

LAST_HEADER_ROW = 20
MAX_HEADER_ROWS = 3
ALIKE = 0.72
"""How alike two headings must be to be taken for one, from 0 to 1."""
MAX_WORDS = 30
"""How many different words of a choice are listed."""


@dataclass(frozen=True, slots=True)
class DraftedTable:
    """Where a table probably is: its sheet, the rows of its headings, and the heading for each column found."""

    sheet: str
    rows: tuple[int, ...]
    headings: list[str]
    found: dict[str, str]
    score: float


def draft_mapping(path: str | Path, template: Template, name: str) -> str:
    """Return a mapping as YAML, with comments where somebody has to decide.

    Args:
        path: The owner's file.
        template: What it is to be read as.
        name: How the mapping names the template.

    Raises:
        WorkbookError: The file cannot be read, or nothing in it looks like the template.
    """
    try:
        sheets = sheets_of(Path(path))
    except DamagedError as problem:
        raise WorkbookError(problem.message, where=str(path), remedy="Open it in Excel and save it again") from None
    lines = [f"# Drafted from {Path(path).name}: look it over.", flow_field("template", name),
             "tables:"]  # fmt: skip
    drafted = {table.id: _best(table, sheets) for table in template.tables}
    if not any(drafted.values()):
        wanted = ", ".join(column.heading for column in template.tables[0].columns[:5])
        raise WorkbookError("no row has headings like those of the template", where=str(path),
                            remedy=f"They are {wanted}, ...")  # fmt: skip
    for table in template.tables:
        found = drafted[table.id]
        lines += _lines(table, found, sheets[found.sheet]) if found else [f"  # {table.id}: nothing like it was found"]
    return "\n".join(lines) + "\n"


def _best(table: TableDefinition, sheets: dict[str, Grid]) -> DraftedTable | None:
    candidates = [
        _draft(table, name, grid, tuple(range(first, first + depth)))
        for name, grid in sheets.items()
        for first in range(1, min(len(grid), LAST_HEADER_ROW) + 1)
        for depth in range(1, MAX_HEADER_ROWS + 1)
        if first + depth - 1 <= len(grid)
    ]
    # One heading may be chance; of two places as good, the one with fewer rows, further up.
    return max((each for each in candidates if len(each.found) > 1), key=lambda each: each.score, default=None)


def _draft(table: TableDefinition, name: str, grid: Grid, rows: tuple[int, ...]) -> DraftedTable:
    headings = headings_of(grid, rows)
    pairs = sorted(
        ((_likeness(column, heading), column.id, heading)
         for column in table.columns if not column.formula for heading in dict.fromkeys(headings) if heading),
        key=lambda each: -each[0],
    )  # fmt: skip
    found: dict[str, str] = {}
    score = 0.0
    for likeness, column, heading in pairs:
        if likeness >= ALIKE and column not in found and heading not in found.values():
            found[column] = heading
            score += likeness
    return DraftedTable(name, rows, headings, found, score - 0.1 * len(rows))


def _likeness(column: ColumnDefinition, heading: str) -> float:
    """Return how much a heading looks like a column's, from 0 to 1; in "Dates / Due" the last part counts too."""
    wanted = [_words(text) for text in (column.heading, column.id, *column.also_called)]
    last = heading.rpartition(BETWEEN)[2]
    return max(_alike(each, _words(text)) * weight for each in wanted for text, weight in ((heading, 1), (last, 0.97)))


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0
    if one == other:
        return 1
    inside = set(one.split()) <= set(other.split())
    return max(0.8 if inside else 0, SequenceMatcher(None, one, other).ratio() * 0.95)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9#]+", tidy(text)))


def _lines(table: TableDefinition, found: DraftedTable, grid: Grid) -> Iterator[str]:
    yield f"  {table.id}:"
    yield f"    {flow_field('sheet', found.sheet)}"
    yield f"    header_rows: {list(found.rows)}"
    yield "    columns:"
    for column in table.columns:
        if column.formula:
            continue
        heading = found.found.get(column.id)
        if heading is None:
            needed = " (required: give its heading, or a value under 'fixed:')" if column.required else ""
            yield f"      # {column.id}: no heading like {column.heading!r} was found{needed}"
        elif column.values:
            yield f"      {column.id}:"
            yield f"        {flow_field('heading', heading)}"
            yield from _values(column, heading, found, grid)
        else:
            yield f"      {flow_field(column.id, heading)}"
    unused = [each for each in dict.fromkeys(found.headings) if each and each not in found.found.values()]
    if unused:
        yield f"    # Not used: {'; '.join(unused)}"


def _values(column: ColumnDefinition, heading: str, found: DraftedTable, grid: Grid) -> Iterator[str]:
    words = list(_different(grid[max(found.rows) :], found.headings.index(heading)))
    unknown = [word for word in words if word.casefold() not in {value.casefold() for value in column.values}]
    if unknown:
        yield f"        values:   # each is one of {', '.join(column.values)}"
    for word in unknown[:MAX_WORDS]:
        close = max(column.values, key=lambda value: _alike(_words(value), _words(word)))
        guess = close if _alike(_words(close), _words(word)) >= ALIKE else ""
        yield f"          {flow(word)}: {flow(guess)}" + ("" if guess else "   # which one?")


def _different(rows: Sequence[Sequence[object]], at: int) -> Iterator[str]:
    seen: set[str] = set()
    for cells in rows:
        word = str(cells[at]).strip() if at < len(cells) else ""
        if word and word.casefold() not in seen:
            seen.add(word.casefold())
            yield word
