"""Row 1 of the shared sheet: where each column is."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from tht_xl.documents.addresses import cell_name
from tht_xl.errors import SheetError
from tht_xl.sheets.cell_text import shown
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Column

_CLOSE = 0.6
"""How much alike two headers are before one is named as perhaps meant for the other, from 0 to 1."""


def header_positions(data: Grid, columns: Sequence[Column], worksheet: str) -> dict[str, int]:
    """Return the position of each managed column; an optional one that is missing, or there twice, is left out.

    Raises:
        SheetError: Another header is missing from row 1, or is there twice.
    """
    places: dict[str | None, list[int]] = {}
    for column, header in enumerate(data.header):
        places.setdefault(match_key(header), []).append(column)
    found = {column.name: places.get(match_key(column.name), []) for column in columns}
    found = {column.name: found[column.name] for column in columns if _is_there(column, found[column.name])}
    missing = [name for name, at in found.items() if not at]
    twice = {name: at for name, at in found.items() if len(at) > 1}
    if missing or twice:
        own = {column for at in found.values() for column in at}
        faults = [f"no column headed {', '.join(_missing(data, name, own) for name in missing)}"] if missing else []
        faults += [f"more than one column headed {', '.join(_twice(name, at) for name, at in twice.items())}"] * bool(
            twice
        )
        raise SheetError(
            f"row 1 has {' and '.join(faults)}",
            where=worksheet,
            remedy="Put the headers back as they were; the columns may be in any order",
        )
    return {name: at[0] for name, at in found.items()}


def _is_there(column: Column, places: Sequence[int]) -> bool:
    # A required column is kept whatever was found, so that its absence is refused.
    return len(places) == 1 or not column.is_optional


def headings(data: Grid, positions: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Every heading with the columns under it: ours as we spell them, people's as they first spell them."""
    managed = {column: name for name, column in positions.items()}
    found: dict[str | None, tuple[str, list[int]]] = {}
    for column, header in enumerate(data.header):
        seen = match_key(header)
        if seen is not None:
            name = managed.get(column, header if isinstance(header, str) else seen)
            found.setdefault(seen, (name, []))[1].append(column)
    return {name: tuple(columns) for name, columns in found.values()}


def _missing(data: Grid, name: str, own: set[int]) -> str:
    others = {match_key(header): column for column, header in enumerate(data.header) if column not in own}
    texts = [text for text in others if text is not None]
    close = get_close_matches(match_key(name) or "", texts, n=1, cutoff=_CLOSE)
    likely = close or [text for text in texts if text.startswith("=")]
    if not likely:
        return repr(name)
    column = others[likely[0]]
    return f"{name!r} ({cell_name(1, column)} holds {shown(data.at(0, column))})"


def _twice(name: str, columns: Sequence[int]) -> str:
    return f"{name!r} ({' and '.join(cell_name(1, column) for column in columns)})"
