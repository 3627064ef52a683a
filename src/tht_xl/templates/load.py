"""Load a template from its YAML file, and refuse one that contradicts itself: everything wrong at once, with lines."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from tht_xl.documents.definition_file import definition_bytes
from tht_xl.documents.problem import Contradiction, Problem, refusal_of
from tht_xl.documents.yaml_document import read_document
from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.formulas.differences import refuse_differences
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import references, require_evaluable
from tht_xl.framework.wording import contradictions_of
from tht_xl.templates.checks import LISTS, checks_of, table_name
from tht_xl.templates.cycles import circular_columns
from tht_xl.templates.definition import ColumnKind, TableDefinition, Template
from tht_xl.templates.lists import FRAMEWORK_LISTS
from tht_xl.templates.native import MAX_NESTED

_FOLDER = files("tht_xl") / "definitions" / "templates"
_OUR_SHEETS = ("read me", "lists")
"""Sheets that the writer adds to those of the tables."""
_At = tuple[str | int, ...]


def template_names() -> list[str]:
    """Return the names of the templates that come with the package, in alphabetical order."""
    return sorted(item.name.removesuffix(".yaml") for item in _FOLDER.iterdir() if item.name.endswith(".yaml"))


def load_template(name_or_path: str | Path) -> Template:
    """Return the template with this name, or the one in this YAML file.

    Args:
        name_or_path: Name of a packaged template, such as "action-tracker", or a file.

    Raises:
        UnknownNameError: It is neither; the nearest name is given.
        DefinitionError: The file cannot be read, or contradicts itself. Its `problems` are all that is wrong, each as
            "file.yaml:14: what. What to do".
    """
    if isinstance(name_or_path, str) and name_or_path in template_names():
        return _load_packaged(name_or_path)
    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        raise UnknownNameError("template", str(name_or_path), template_names())
    return _load(path.name, definition_bytes(path))


def is_packaged(template: Template) -> bool:
    """Return whether a template is one of those that come with the package, and not another of the same id."""
    return template.id in template_names() and template == _load_packaged(template.id)


@lru_cache(maxsize=64)
def _load_packaged(name: str) -> Template:
    return _load(f"{name}.yaml", (_FOLDER / f"{name}.yaml").read_bytes())


def _load(name: str, content: bytes) -> Template:
    document = read_document(name, content)
    problems, template = list(document.problems), None
    if document.is_complete:
        try:
            template = Template.model_validate(document.content)
            found = list(_contradictions(template))
        except ValidationError as error:
            found = list(contradictions_of(error, Template))
        problems += [Problem(name, document.line_of(each.path), each.what, each.remedy) for each in found]
    if problems or template is None:
        raise refusal_of(problems)
    return template


def _contradictions(template: Template) -> Iterator[Contradiction]:
    yield from _twice([table.id for table in template.tables], "table", ("tables",), "id")
    for number, table in enumerate(template.tables):
        if table.id == LISTS:
            yield Contradiction(
                ("tables", number, "id"), f"{LISTS!r} is the framework's lists", "Give the table another id"
            )
        if table.sheet.casefold() in _OUR_SHEETS:
            yield Contradiction(
                ("tables", number, "sheet"), f"every workbook has a sheet {table.sheet!r} of its own", "Rename this one"
            )
    yield from _twice([table.sheet.casefold() for table in template.tables], "sheet", ("tables",), "sheet")
    for number, table in enumerate(template.tables):
        yield from _of_table(table, template, ("tables", number))


def _of_table(table: TableDefinition, template: Template, at: _At) -> Iterator[Contradiction]:
    yield from _twice([column.id for column in table.columns], "column", (*at, "columns"), "id")
    yield from _twice([column.heading.casefold() for column in table.columns], "heading", (*at, "columns"), "heading")
    yield from _twice([rule.id for rule in table.rules], "rule", (*at, "rules"), "id")
    wrong = [*_of_columns(table, template, at), *_of_rules(table, template, at)]
    yield from wrong
    if not wrong and len(checks_of(table, template)) > MAX_NESTED:
        yield Contradiction(at, f"the table {table.id!r} has more than {MAX_NESTED} checks", "Split it in two")


def _of_columns(table: TableDefinition, template: Template, at: _At) -> Iterator[Contradiction]:
    circular = circular_columns(template)
    for number, column in enumerate(table.columns):
        place = (*at, "columns", number)
        if column.heading.strip().casefold() == "check":
            yield Contradiction(
                (*place, "heading"), f"every table has a column {column.heading!r} of its own", "Rename this one"
            )
        if column.kind is ColumnKind.CHOICE and not column.values:
            yield Contradiction(place, f"the choice {column.id!r} has no values", "List them under 'values'")
        if column.kind is ColumnKind.REFERENCE and not _is_list(column.to, template):
            known = [*FRAMEWORK_LISTS, *(f"{t.id}.{c.id}" for t in template.tables for c in t.columns)]
            error = UnknownNameError("list", column.to, known)
            yield Contradiction((*place, "to"), error.message, error.remedy)
        if any('"' in value for value in column.values):
            yield Contradiction((*place, "values"), "a value has a quotation mark", "Write it without")
        if column.values and column.kind not in (ColumnKind.CHOICE, ColumnKind.TEXT):
            yield Contradiction(
                (*place, "values"), f"{column.id!r} is a {column.kind} and has values", "Make it a choice"
            )
        if column.released_by and column.released_by not in (known := [each.id for each in table.columns]):
            error = UnknownNameError("column", column.released_by, known)
            yield Contradiction((*place, "released_by"), error.message, error.remedy)
        for field in ("required_when", "formula"):
            yield from _of_formula(getattr(column, field), table, template, (*place, field))
        if (table.id, column.id) in circular:
            yield Contradiction((*place, "formula"), f"{column.id!r} is computed from itself", "Name another column")


def _of_rules(table: TableDefinition, template: Template, at: _At) -> Iterator[Contradiction]:
    for number, rule in enumerate(table.rules):
        place = (*at, "rules", number, "expression")
        yield from _of_formula(rule.expression, table, template, place)
        try:
            reads = [each for each in references(parse(rule.expression)) if each.this_row]
        except DomainError:
            continue
        if not reads:
            yield Contradiction(place, f"the rule {rule.id!r} reads no cell of its row", "Write one as [@Due]")


def _of_formula(text: str, table: TableDefinition, template: Template, at: _At) -> Iterator[Contradiction]:
    """Yield what is wrong with a formula: that it cannot be evaluated, or names a column that is not there."""
    if not text:
        return
    try:
        tree = parse(text)
        require_evaluable(tree)
        refuse_differences(tree)
    except DomainError as error:
        yield Contradiction(at, error.message, error.remedy)
        return
    for each in references(tree):
        if each.table == LISTS:
            known = list(FRAMEWORK_LISTS)
        else:
            named = {table_name(other.id): other for other in template.tables} | {"": table}
            if each.table not in named:
                error = UnknownNameError("table", each.table, [name for name in named if name])
                yield Contradiction(at, error.message, error.remedy)
                continue
            known = [column.heading for column in named[each.table].columns]
        if each.heading.casefold() not in {name.casefold() for name in known}:
            error = UnknownNameError("column", each.heading, known)
            yield Contradiction(at, error.message, error.remedy)


def _is_list(to: str, template: Template) -> bool:
    table, _, column = to.partition(".")
    if table == "framework":
        return to in FRAMEWORK_LISTS
    return table in template.table_ids and any(column == each.id for each in template.table(table).columns)


def _twice(names: list[str], kind: str, at: _At, field: str) -> Iterator[Contradiction]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Contradiction((*at, number, field), f"the {kind} {name!r} is there twice", "Give each its own")
