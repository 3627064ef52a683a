"""What filled tables say of a framework, as its YAML files would hold it, and the cell that each part came from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, cast

from tht_xl.documents.problem import Contradiction, Path
from tht_xl.formulas.cell import as_text
from tht_xl.templates.frameworks.rows import PLAIN_TABLES, field_of
from tht_xl.templates.frameworks.several import split_several
from tht_xl.templates.table import Row, Tables

SEVERAL: Final = frozenset({("framework", "comparators"), ("indicators", "breaks"), ("areas", "aliases"),
                            ("workstreams", "priorities")})  # fmt: skip
"""Columns whose cells hold several things."""

_AREA_PATH = len(("published", 0, "values", "area"))


@dataclass(frozen=True, slots=True)
class WorkbookPlace:
    """Where something is in the workbook: a cell, or a sheet where a row is missing."""

    sheet: str
    cell: str = ""
    row: int = 0


@dataclass
class WorkbookContent:
    """What a workbook says of a framework.

    Attributes:
        content: Field by field, as the YAML files would hold it.
        problems: What only a workbook can have wrong: two rows for one thing.
        rows: The row that each part came from, by its path in the framework.
        sheets: The worksheet of each table.
    """

    content: dict[str, object] = field(default_factory=dict[str, object])
    problems: list[tuple[WorkbookPlace, Contradiction]] = field(
        default_factory=list[tuple[WorkbookPlace, Contradiction]]
    )
    rows: dict[Path, Row] = field(default_factory=dict[Path, Row])
    sheets: dict[str, str] = field(default_factory=dict[str, str])

    def place_of(self, path: Path) -> WorkbookPlace:
        """Return the cell for a place in the framework; the row's first cell, or the sheet, where it has none."""
        found = self.cell_of(path)
        if found is None:
            return WorkbookPlace(self.sheets.get(str(path[0]) if path else "", self.sheets.get("framework", "")))
        row, column = found
        return WorkbookPlace(row.table.definition.sheet, row.address(column), row.number)

    def cell_of(self, path: Path) -> tuple[Row, str] | None:
        """Return the row and column for a place in the framework; None where no row holds it."""
        for size in range(len(path), -1, -1):
            row = self.rows.get(path[:size])
            if row is not None:
                # A published value is found by its area and period, which are keys and no fields.
                keys = ["area"] if size == len(path) == _AREA_PATH and path[2] == "values" else ["period"]
                wanted = [str(step).replace("_", "-") for step in path[size:]] or (keys if size >= _AREA_PATH else [])
                column = next((name for name in wanted if name in row.table.positions), "")
                return row, column or next(iter(row.table.positions), "")
        return None


def content_of_tables(tables: Tables) -> WorkbookContent:
    """Return what filled tables of the template "framework-definitions" say.

    Cells that hold something else than they should are passed on as they are, for the definitions to refuse.
    """
    read = WorkbookContent(sheets={table.definition.id: table.definition.sheet for table in tables})
    rows = list(tables["framework"])
    if len(rows) != 1:
        where = read.place_of(()) if not rows else WorkbookPlace(rows[1].table.definition.sheet, rows[1].address("id"))
        given = f"the sheet {tables['framework'].definition.sheet!r} has {len(rows)} rows"
        read.problems.append((where, Contradiction((), given, "Keep one row: it says what this framework is")))
    for row in rows[:1]:
        read.content |= _fields(row)
        read.rows[()] = row
    for name in PLAIN_TABLES:
        read.content[name] = [_item(read, (name, number), row) for number, row in enumerate(tables[name])]
    _add_targets(read, tables)
    _add_published(read, tables)
    return read


def _item(read: WorkbookContent, path: Path, row: Row) -> dict[str, object]:
    read.rows[path] = row
    return _fields(row)


def _fields(row: Row) -> dict[str, object]:
    return dict(_of_row(row))


def _of_row(row: Row) -> Iterator[tuple[str, object]]:
    for column in row.table.definition.columns:
        typed, cell = row[column.id], row.cell_of(column.id)
        if cell in (None, ""):
            continue
        if isinstance(typed, date):
            value: object = typed.isoformat()
        elif isinstance(typed, float | int):
            value = int(typed) if float(typed).is_integer() else typed
        else:
            value = str(as_text(cell))
            if (row.table.definition.id, column.id) in SEVERAL:
                value = split_several(value)
        yield field_of(column.id), value


def _add_targets(read: WorkbookContent, tables: Tables) -> None:
    indicators = cast("list[dict[str, object]]", read.content["indicators"])
    positions = {str(each.get("id", "")).casefold(): number for number, each in enumerate(indicators)}
    milestones: Counter[int] = Counter()
    for row in tables["targets"]:
        number = positions.get(_key(row, "indicator"))
        if number is not None:  # else the check of references says so
            fields = _item(read, ("indicators", number, "target"), row)
            fields.pop("indicator", None)
            indicators[number]["target"] = fields
    for row in tables["milestones"]:
        number = positions.get(_key(row, "indicator"))
        target = indicators[number].get("target") if number is not None else None
        if number is not None and isinstance(target, dict):
            fields = _item(read, ("indicators", number, "target", "milestones", milestones[number]), row)
            fields.pop("indicator", None)
            cast("dict[str, list[object]]", target).setdefault("milestones", []).append(fields)
            milestones[number] += 1


def _add_published(read: WorkbookContent, tables: Tables) -> None:
    published: list[dict[str, object]] = []
    read.content["published"] = published
    positions: dict[str, int] = {}
    for row in tables["series"]:
        positions.setdefault(_key(row, "id"), len(published))
        fields = _item(read, ("published", len(published)), row)
        fields.pop("id", None)
        published.append({**fields, "values": {}})
    for row in tables["values"]:
        number = positions.get(_key(row, "series"))
        if number is not None:
            fields = _fields(row)
            numbers = [fields[name] for name in ("value", "lower", "upper") if name in fields]
            path = ("published", number, "values", str(fields.get("area", "")), str(fields.get("period", "")))
            _put(read, published[number], path, numbers, row)
    for row in tables["releases"]:
        number = positions.get(_key(row, "series"))
        if number is not None:
            fields = _fields(row)
            path = ("published", number, "releases", str(fields.get("period", "")))
            _put(read, published[number], path, fields.get("day", ""), row)


def _put(read: WorkbookContent, series: dict[str, object], path: Path, value: object, row: Row) -> None:
    """Put a value under its area and period, unless another row has put one there."""
    inner = series
    for step in path[2:-1]:
        inner = cast("dict[str, object]", inner.setdefault(str(step), {}))
    if path in read.rows:
        first = read.rows[path]
        what = f"{', '.join(map(str, path[3:]))} is already given in {first.place}"
        place = WorkbookPlace(row.table.definition.sheet, row.address("period"), row.number)
        read.problems.append((place, Contradiction(path, what, "Keep one of the two")))
        return
    inner[str(path[-1])] = value
    read.rows[path] = row
    if path[2] == "values":
        read.rows.setdefault(path[:-1], row)


def _key(row: Row, column: str) -> str:
    return str(as_text(row.cell_of(column))).strip().casefold()
