"""A register that is a copy of a packaged one with some cells filled in: how an example shows a view at work.

`copy_of` names the register. `changes` has, by table and the row's id, the cells that differ; a blank one is cleared.
`tables` has rows that come after the copied ones. Everything else is as in the register that is copied, so that the two
cannot drift apart.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from tht_xl.documents.problem import Contradiction, Path

Content = Mapping[str, object]
_Rows = list[dict[str, object]]


def is_copy(content: Content) -> bool:
    """Return whether a register's file copies another."""
    return bool(content.get("copy_of"))


def copied_content(content: Content, original: Content) -> dict[str, object]:
    """Return what a register is that copies another, as if it had been written out.

    Args:
        content: What its file says.
        original: What the file of the register says that it copies.
    """
    if not is_copy(content):
        return dict(content)
    changes = {table: _mapping(rows) for table, rows in _mapping(content.get("changes")).items()}
    tables: dict[str, object] = {}
    for table, rows in _mapping(original.get("tables")).items():
        changed = changes.get(table, {})
        tables[table] = [{**row, **_mapping(changed.get(str(row.get("id"))))} for row in _rows(rows)]
    for table, rows in _mapping(content.get("tables")).items():
        tables[table] = [*_rows(tables.get(table)), *cast("list[object]", rows)] if isinstance(rows, list) else rows
    own = {key: value for key, value in content.items() if key not in ("copy_of", "changes", "tables")}
    return {**original, **own, "tables": tables}


def copy_contradictions(content: Content, original: Content) -> Iterator[Contradiction]:
    """Yield each change that cannot be made: to a row that is not in the register that is copied, or of no cells."""
    if not is_copy(content):
        return
    tables = _mapping(original.get("tables"))
    for at, given in (((), content.get("changes")), *_levels(content.get("changes"))):
        if given and not isinstance(given, dict):
            yield Contradiction(("changes", *at), f"{given!r:.60} is not cells", "Write it as N1: {status: late}")
    for table, rows in _mapping(content.get("changes")).items():
        known = {str(row.get("id")) for row in _rows(tables.get(table))}
        for row in _mapping(rows):
            if row not in known:
                what = f"{content.get('copy_of')} has no row {row!r} in {table!r}"
                yield Contradiction(("changes", table, row), what, "Correct the id, or put a new row under 'tables'")


def place_in_copy(path: Path, original: Content) -> Path:
    """Return where something of a copy as it is written out is in the copy's own file."""
    match path:
        case ("tables", str(table), int(number), *rest):
            copied = _rows(_mapping(original.get("tables")).get(table))
            if number < len(copied):
                return ("changes", table, str(copied[number].get("id")), *rest)
            return ("tables", table, number - len(copied), *rest)
        case _:
            return path


def _levels(changes: object) -> Iterator[tuple[tuple[str, ...], object]]:
    for table, rows in _mapping(changes).items():
        yield (table,), rows
        for row, cells in _mapping(rows).items():
            yield (table, row), cells


def _mapping(given: object) -> dict[str, object]:
    return cast("dict[str, object]", given) if isinstance(given, dict) else {}


def _rows(given: object) -> _Rows:
    rows = cast("list[object]", given) if isinstance(given, list) else []
    return [_mapping(row) for row in rows]
