"""Registers that come with the package: what the papers say, filled into a template as data.

A packaged register is one YAML file. `workbooks/build.py` writes a workbook from it, row for row, so that a row of the
one is at the cell of the other. A blank is what the paper does not say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from tht_xl.documents.definition_file import definition_bytes
from tht_xl.documents.problem import Contradiction, Problem, refusal_of
from tht_xl.documents.yaml_document import read_document
from tht_xl.errors import UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.model.fields import Definition, Identifier, Text
from tht_xl.templates.definition import NUMERIC, ColumnDefinition, ColumnKind, Template
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.load import load_template
from tht_xl.templates.register_copies import copied_content, copy_contradictions, is_copy, place_in_copy
from tht_xl.templates.table import Tables

HEADER_ROW = 4
"""The row of the headings in a workbook that is made from a template: above it the title, what the table is for, and
the key to its colours."""
FIRST_ROW = HEADER_ROW + 1
FIRST_COLUMN = 1
"""The column, from 0, of a table's first column: the check column comes before it."""

Rows = dict[str, tuple[dict[str, object], ...]]
"""Rows by the id of their table; a row is its cells by the id of their column."""

_WHERE_ROWS_BEGIN = re.compile(r"^(?:tables|changes):", re.MULTILINE)
_FOLDER = files("tht_xl") / "definitions" / "registers"


class PackagedRegister(Definition):
    """A filled template as data."""

    id: Identifier
    template: Text
    framework: Text = "tht"
    """Whose lists its references name."""
    name: Text
    source: Text
    """The paper, with the part of it that was read."""
    illustrative: bool = False
    """Whether it is made up to show how a view works: it is stamped, and enters no total and no exception."""
    note: str = ""
    tables: dict[Identifier, tuple[dict[Identifier, str], ...]]


@dataclass(frozen=True, slots=True)
class FilledRegister:
    """A packaged register with its template, and its cells as their columns have them."""

    about: PackagedRegister
    template: Template
    rows: Rows


def register_names() -> list[str]:
    """Return the names of the registers that come with the package, in alphabetical order."""
    return sorted(item.name.removesuffix(".yaml") for item in _FOLDER.iterdir() if item.name.endswith(".yaml"))


@lru_cache(maxsize=256)
def about_register(name: str) -> PackagedRegister:
    """Return what a packaged register is, without its rows: its file is read as far as its tables begin.

    Whoever looks for the register of a template asks this of each; reading all of them takes a second.

    Raises:
        UnknownNameError: No packaged register has this name.
    """
    if name not in register_names():
        raise UnknownNameError("register", name, register_names())
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    head = _WHERE_ROWS_BEGIN.split(text, maxsplit=1)[0]
    content = read_document(f"{name}.yaml", head.encode()).content
    if is_copy(content):
        content = about_register(str(content.pop("copy_of"))).model_dump() | content
    return PackagedRegister.model_validate(content | {"tables": {}})


def filled_register(name_or_path: str | Path) -> FilledRegister:
    """Return a register with this name, or the one in this YAML file, as it is written into a workbook.

    Raises:
        UnknownNameError: It is neither; the nearest name is given.
        DefinitionError: The file cannot be read, or does not fit its template; everything wrong at once, with lines.
    """
    if isinstance(name_or_path, str) and name_or_path in register_names():
        return _load_packaged(name_or_path)
    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        raise UnknownNameError("register", str(name_or_path), register_names())
    return _load(path.name, definition_bytes(path))


def load_register(name_or_path: str | Path, *, framework: Framework | None = None, today: date | None = None) -> Tables:
    """Return the typed tables of a register that is kept as data.

    Each row has the place that it has in the workbook built from it, such as "Actions, row 7".

    Args:
        name_or_path: Name of a packaged register, such as "action-tracker-2019", or a YAML file.
        framework: Whose lists its references name; the one that it states unless given.
        today: The day that TODAY() is; this computer's unless given.

    Raises:
        UnknownNameError: No register has this name.
        DefinitionError: The file does not fit its template.
    """
    filled = filled_register(name_or_path)
    lists = framework_lists(framework or load_framework(filled.about.framework))
    about = filled.about
    tables = Tables(
        filled.template, lists, today or this_day(), about.name, about.source, is_illustrative=about.illustrative
    )
    for table in filled.template.tables:
        positions = {column.id: at for at, column in enumerate(table.columns, start=FIRST_COLUMN)}
        tables.add(table.id, positions, list(enumerate(filled.rows.get(table.id, ()), start=FIRST_ROW)))
    return tables


@lru_cache(maxsize=64)
def _load_packaged(name: str) -> FilledRegister:
    return _load(f"{name}.yaml", (_FOLDER / f"{name}.yaml").read_bytes())


def _load(name: str, content: bytes) -> FilledRegister:
    document = read_document(name, content)
    problems, filled, original = list(document.problems), None, dict[str, object]()
    if document.is_complete:
        try:
            original = _original(document.content)
            found = list(copy_contradictions(document.content, original))
            about = PackagedRegister.model_validate(copied_content(document.content, original))
            template = load_template(about.template)
            found += _contradictions(about, template)
            if not found:
                filled = FilledRegister(about, template, _rows(about, template))
        except ValidationError as error:
            found = list(contradictions_of(error, PackagedRegister))
        except UnknownNameError as error:
            at = "copy_of" if is_copy(document.content) and "register" in error.message else "template"
            found = [Contradiction((at,), error.message, error.remedy)]
        problems += [
            Problem(name, document.line_of(place_in_copy(each.path, original)), each.what, each.remedy)
            for each in found
        ]
    if problems or filled is None:
        raise refusal_of(problems)
    return filled


def _original(content: Mapping[str, object]) -> dict[str, object]:
    """Return what the file of the packaged register says that a file copies; nothing where it copies none."""
    if not is_copy(content):
        return {}
    name = str(content["copy_of"])
    if name not in register_names():
        raise UnknownNameError("register", name, register_names())
    return read_document(f"{name}.yaml", (_FOLDER / f"{name}.yaml").read_bytes()).content


def _contradictions(about: PackagedRegister, template: Template) -> Iterator[Contradiction]:
    for name, rows in about.tables.items():
        if name not in template.table_ids:
            error = UnknownNameError("table", name, list(template.table_ids))
            yield Contradiction(("tables", name), error.message, error.remedy)
            continue
        columns = {column.id: column for column in template.table(name).columns if not column.formula}
        for number, row in enumerate(rows):
            for column, text in row.items():
                at = ("tables", name, number, column)
                if column not in columns:
                    error = UnknownNameError("column", column, list(columns))
                    yield Contradiction(at, error.message, error.remedy)
                elif _cell(text, columns[column]) is None and text.strip():
                    expected = "a day such as 2019-11-19" if columns[column].kind is ColumnKind.DATE else "digits only"
                    yield Contradiction(at, f"{column!r} is {text!r:.60}", f"Write {expected}")


def _rows(about: PackagedRegister, template: Template) -> Rows:
    return {
        name: tuple(_row(row, {column.id: column for column in template.table(name).columns}) for row in rows)
        for name, rows in about.tables.items()
    }


def _row(row: Mapping[str, str], columns: Mapping[str, ColumnDefinition]) -> dict[str, object]:
    return {name: _cell(text, columns[name]) for name, text in row.items() if text.strip()}


def _cell(text: str, column: ColumnDefinition) -> object:
    """Return what a text of the file is in its column: a number, a day or the text; None for what it cannot be."""
    try:
        if column.kind is ColumnKind.DATE:
            return date.fromisoformat(text.strip())
        return float(text) if column.kind in NUMERIC else text.strip()
    except ValueError:
        return None
