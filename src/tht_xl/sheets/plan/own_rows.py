"""Our rows, as they are to be in the sheet."""

from collections.abc import Iterable, Sequence

from tht_xl.errors import SheetError
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.table import Cell, Column, Row, cell


def keyed(rows: Iterable[Row], columns: Sequence[Column]) -> dict[str, dict[str, Cell]]:
    """Our rows by key, every managed column present.

    Raises:
        SheetError: A row has no key, a key comes twice (see `match_key`), or a cell cannot be kept.
    """
    key_name = columns[0].name
    table: dict[str, dict[str, Cell]] = {}
    spelling: dict[str, str] = {}
    texts: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        key = cell(row.get(key_name))
        seen = match_key(key)
        if not isinstance(key, str) or seen is None:
            raise SheetError(f"row {number} has no text in {key_name!r}", where="rows to write")
        if seen in spelling:
            once = "" if spelling[seen] == key else f", once as {spelling[seen]!r}"
            raise SheetError(
                f"{key_name} {key!r} comes twice{once}", where="rows to write", remedy="Send each key once"
            )
        spelling[seen] = key
        table[key] = {
            column.name: _once(cell(row.get(column.name), f"{key}, {column.name}"), texts) for column in columns
        }
    return table


def _once(value: Cell, texts: dict[str, str]) -> Cell:
    """Return the cell, and for a text that has come before the same object: most rows say what others say."""
    return texts.setdefault(value, value) if isinstance(value, str) else value
