"""The rows of a framework: every field of every part of it, sheet by sheet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from pydantic import BaseModel

from tht_xl.model.definition import Framework, PublishedSeries
from tht_xl.templates.definition import TableDefinition
from tht_xl.templates.frameworks.several import join_several
from tht_xl.templates.load import load_template

FRAMEWORK_TEMPLATE: Final = "framework-definitions"
PLAIN_TABLES: Final = (
    "indicators", "domains", "statements", "areas", "partners", "workstreams", "objectives", "priorities",
    "mentions",
)  # fmt: skip
"""Tables whose name is the field of the framework that they hold, a row for each item."""

RowContent = dict[str, object]


def rows_of(framework: Framework) -> dict[str, list[RowContent]]:
    """Return the rows of each table, by the ids of their columns; a blank cell is left out."""
    template = load_template(FRAMEWORK_TEMPLATE)
    rows = {name: [_fields(item, template.table(name)) for item in getattr(framework, name)] for name in PLAIN_TABLES}
    rows["framework"] = [_fields(framework, template.table("framework"))]
    rows["targets"] = [
        {"indicator": each.id} | _fields(each.target, template.table("targets"))
        for each in framework.indicators
        if each.target
    ]
    rows["milestones"] = [
        {"indicator": each.id, "period": str(point.period), "value": point.value}
        for each in framework.indicators
        if each.target
        for point in each.target.milestones
    ]
    named = list(zip(series_names(framework.published), framework.published, strict=True))
    rows["series"] = [{"id": name} | _fields(series, template.table("series")) for name, series in named]
    rows["values"] = [row for name, series in named for row in _values(name, series)]
    rows["releases"] = [
        {"series": name, "period": label, "day": day}
        for name, series in named
        for label, day in series.releases.items()
    ]
    return rows


def series_names(published: Iterable[PublishedSeries]) -> list[str]:
    """Return what the sheets call each series: its indicator, with a number from the second source on."""
    names: list[str] = []
    for series in published:
        number, name = 1, series.indicator
        while name in names:
            number += 1
            name = f"{series.indicator} {number}"
        names.append(name)
    return names


def field_of(column: str) -> str:
    """Return the field of a definition that a column holds."""
    return column.replace("-", "_")


def _fields(item: BaseModel, table: TableDefinition) -> RowContent:
    given = {column.id: _cell(getattr(item, field_of(column.id), None)) for column in table.columns}
    return {name: cell for name, cell in given.items() if cell not in (None, "")}


def _values(name: str, series: PublishedSeries) -> Iterator[RowContent]:
    for area, values in series.values.items():
        for label, numbers in values.items():
            limits: Mapping[str, object] = dict(zip(("value", "lower", "upper"), numbers, strict=False))
            yield {"series": name, "area": area, "period": label, **limits}


def _cell(value: object) -> object:
    """Return a field as its cell holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float | date):
        return value
    return join_several(value) if isinstance(value, tuple) else str(value)
