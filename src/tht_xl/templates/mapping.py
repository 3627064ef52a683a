"""How an owner's own tracker, or a system's export, is read as if it were a template: a YAML file of headings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from tht_xl.documents.definition_file import definition_bytes
from tht_xl.documents.problem import Contradiction, Problem, refusal_of
from tht_xl.documents.yaml_document import read_document
from tht_xl.errors import UnknownNameError
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.fields import Definition, Identifier, Text
from tht_xl.templates.definition import Template
from tht_xl.templates.load import load_template

BETWEEN = " / "
"""Between the headings of several rows: "Dates / Due"."""


class ColumnMapping(Definition):
    """Where a column of the template is in the owner's file, and what the owner's words mean there."""

    heading: Text
    values: dict[str, str] = Field(default_factory=dict[str, str])
    """The owner's words, each with the template's: {Complete: done}. One that is not here stays as it is."""


def _as_column(given: object) -> object:
    return {"heading": given} if isinstance(given, str) else given


class TableMapping(Definition):
    """Where a table of the template is in the owner's file."""

    sheet: str = ""
    """The worksheet; the first one unless given."""
    header_rows: Annotated[tuple[Annotated[int, Field(ge=1, le=1000)], ...], Field(min_length=1)]
    """The rows that hold the headings, from 1."""
    columns: dict[Identifier, Annotated[ColumnMapping, BeforeValidator(_as_column)]]
    fixed: dict[Identifier, str] = Field(default_factory=dict[str, str])
    """What every row has, where the owner's file has no column for it."""


class TemplateMapping(Definition):
    """How one file is read as a template."""

    template: Text
    tables: Annotated[dict[Identifier, TableMapping], Field(min_length=1)]
    note: str = ""


def load_mapping(path: str | Path) -> tuple[TemplateMapping, Template]:
    """Return a mapping from its YAML file, and the template that it is for.

    Raises:
        UnknownNameError: There is no such template.
        DefinitionError: The file cannot be read or contradicts itself; everything wrong at once, each with its line.
    """
    path = Path(path)
    document = read_document(path.name, definition_bytes(path))
    problems, mapping, template = list(document.problems), None, None
    if document.is_complete:
        try:
            mapping = TemplateMapping.model_validate(document.content)
            beside = path.parent / mapping.template
            template = load_template(beside if beside.is_file() else mapping.template)
            found = list(_contradictions(mapping, template))
        except ValidationError as error:
            found = list(contradictions_of(error, TemplateMapping))
        problems += [Problem(path.name, document.line_of(each.path), each.what, each.remedy) for each in found]
    if problems or mapping is None or template is None:
        raise refusal_of(problems)
    return mapping, template


def _contradictions(mapping: TemplateMapping, template: Template) -> Iterator[Contradiction]:
    for name, table in mapping.tables.items():
        if name not in template.table_ids:
            error = UnknownNameError("table", name, list(template.table_ids))
            yield Contradiction(("tables", name), error.message, error.remedy)
            continue
        columns = {column.id: column for column in template.table(name).columns if not column.formula}
        for part, given in (("columns", table.columns), ("fixed", table.fixed)):
            for column in given:
                if column not in columns:
                    error = UnknownNameError("column", column, list(columns))
                    yield Contradiction(("tables", name, part, column), error.message, error.remedy)
        for column, each in table.columns.items():
            allowed = columns[column].values if column in columns else ()
            for owner, ours in each.values.items():
                if ours and allowed and ours not in allowed:
                    error = UnknownNameError("value", ours, list(allowed))
                    at = ("tables", name, "columns", column, "values", owner)
                    yield Contradiction(at, error.message, error.remedy)
