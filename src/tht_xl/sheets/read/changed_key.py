"""Rows that seem deleted, and rows with a key nobody knows: did somebody change a key?

A key is how a row is found, so a row whose key was retyped, mistyped or replaced by a formula looks like a deleted row
beside a row of somebody's own. Nothing is guessed: the row is left alone, and the cell is named, for a person to see.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tht_xl.documents.addresses import cell_name
from tht_xl.sheets.cell_text import shown
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import NOT_KNOWN, Cell, Row, comparable, same

_CLOSE = 0.8
"""How much alike two keys are before one is asked about as a slip for the other, from 0 to 1."""

_MIN_SHARE_KEPT = 0.75
"""Share of a row's cells that are as we left them before the row is taken for ours whatever its key."""

_HALF = 0.5

_MIN_CELLS = 3
"""So many filled cells of a row make its content worth comparing. [cells]"""

_MAX_KEY_LENGTH = 200
"""Longer texts in the column of keys are compared up to here. [characters]"""

_MAX_COMPARISONS = 20_000
"""Pairs of keys compared letter by letter: about a second. Rows that hold what we wrote need no such comparison."""


@dataclass(frozen=True, slots=True)
class ChangedKey:
    """A cell in the column of keys that somebody seems to have changed.

    Attributes:
        place: Address of the cell.
        standing: What it holds.
        key: Which key it seems to have held; "" where that cannot be told.
    """

    place: str
    standing: Cell
    key: str = ""

    @property
    def line(self) -> str:
        """The question to whoever runs the month, as a line of the plan."""
        if self.key:
            return (
                f"! {self.key}: not in the sheet. Did somebody change {self.place} from it to {shown(self.standing)}? "
                "Type the key back, or delete that row if it is not wanted"
            )
        return (
            f"! {self.place}: {shown(self.standing)} is not one of our keys, and rows of ours are missing. "
            "If this is one of them, type its key back as text"
        )


@dataclass(frozen=True, slots=True)
class MissingRows:
    """Rows of the last time whose key is not in the sheet.

    Attributes:
        rows: What both sides held, by key.
        positions: The place of each managed column, counted from 0.
        key_column: The place of the column of keys.
    """

    rows: Mapping[str, Row]
    positions: Mapping[str, int]
    key_column: int
    _by_content: dict[tuple[object, ...], list[str]] = field(default_factory=dict[tuple[object, ...], list[str]])

    def __post_init__(self) -> None:
        """Index the rows by what they held, so that each row of the sheet is looked up once."""
        for key, cells in self.rows.items():
            held = [cells.get(name, NOT_KNOWN) for name in self._columns()]
            self._by_content.setdefault(tuple(map(comparable, held)), []).append(key)

    def _columns(self) -> Iterable[str]:
        return (name for name, column in self.positions.items() if column != self.key_column)

    def now(self, data: Grid, row: int) -> list[Cell]:
        """Return what a row of the sheet holds in the managed columns other than the key."""
        return [data.at(row, self.positions[name]) for name in self._columns()]

    def that_held(self, cells: list[Cell]) -> list[str]:
        """Keys of the missing rows that held exactly this; none where nothing is held."""
        if all(cell is None for cell in cells):
            return []
        return self._by_content.get(tuple(map(comparable, cells)), [])

    def share_held(self, key: str, cells: list[Cell]) -> tuple[float, int]:
        """Return the share of a missing row's filled cells that these cells still have, and how many are filled."""
        before = [self.rows[key].get(name, NOT_KNOWN) for name in self._columns()]
        filled = [(b, now) for b, now in zip(before, cells, strict=True) if b is not None]
        return (sum(same(b, now) for b, now in filled) / len(filled) if filled else 0.0), len(filled)


def row_without_key(data: Grid, missing: MissingRows) -> ChangedKey | None:
    """Return the first row without a key that holds exactly what a missing row held."""
    for row in range(1, data.used) if missing.rows else ():
        if match_key(data.at(row, missing.key_column)) is None:
            for key in missing.that_held(missing.now(data, row)):
                return ChangedKey(cell_name(row + 1, missing.key_column), None, key)
    return None


def changed_keys(
    data: Grid, missing: MissingRows, spelling: Mapping[str | None, str], ours: frozenset[str]
) -> tuple[ChangedKey, ...]:
    """Return the rows with an unknown key that may be missing rows of ours.

    Args:
        data: The worksheet.
        missing: Rows of the last time that are not in it.
        spelling: Our keys by what is compared of them.
        ours: Keys we compute: others are not missed.
    """
    absent = [key for key in missing.rows if key in ours]
    if not absent:
        return ()
    strangers = [
        _Stranger(row, seen, missing.now(data, row))
        for row in range(1, data.used)
        if (seen := match_key(data.at(row, missing.key_column))) is not None and seen not in spelling
    ]
    found = _same_content(missing, frozenset(absent), strangers)
    named = set(found.values())
    absent = [key for key in absent if key not in named]
    left = [stranger for stranger in strangers if stranger.row not in found]
    # Everything with everything would take minutes where a whole column of keys was replaced: then one cell is named.
    compared = left[: _MAX_COMPARISONS // len(absent)] if absent else []
    found |= _much_alike(missing, absent, compared)
    if len(set(absent) - set(found.values())):
        unread = [stranger for stranger in compared if stranger.row not in found and stranger.seen.startswith("=")]
        found |= {stranger.row: "" for stranger in [*unread, *left[len(compared) :][:1]]}
    key = missing.key_column
    return tuple(ChangedKey(cell_name(row + 1, key), data.at(row, key), found[row]) for row in sorted(found))


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A row with a key that is not one of ours: where, what is compared of its key, and what it holds besides."""

    row: int
    seen: str
    cells: list[Cell]


def _same_content(missing: MissingRows, absent: frozenset[str], strangers: list[_Stranger]) -> dict[int, str]:
    found: dict[int, str] = {}
    # Rows alike in everything but the key: any of them will do for the question, and each is taken once. The list of
    # them is shared, so that a thousand rows alike are gone through once and not once for each.
    waiting: dict[int, Iterator[str]] = {}
    for stranger in strangers:
        alike = missing.that_held(stranger.cells)
        keys = waiting.setdefault(id(alike), iter(alike)) if alike else iter(())
        key = next((key for key in keys if key in absent), None)
        if key is not None:
            found[stranger.row] = key
    return found


def _much_alike(missing: MissingRows, absent: list[str], strangers: list[_Stranger]) -> dict[int, str]:
    pairs = [
        (likeness, stranger.row, key)
        for key in absent
        for stranger in strangers
        if (likeness := _likeness(missing, key, stranger)) > 0
    ]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, row, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if row not in found and key not in taken:
            found[row] = key
            taken.add(key)
    return found


def _likeness(missing: MissingRows, key: str, stranger: _Stranger) -> float:
    """Return how sure it is that a row is the missing one, from 0 (not at all) to 2."""
    share, filled = missing.share_held(key, stranger.cells)
    own = match_key(key) or ""
    alike = SequenceMatcher(None, own, stranger.seen[:_MAX_KEY_LENGTH], autojunk=False)
    close = alike.ratio() if alike.real_quick_ratio() >= _CLOSE and alike.quick_ratio() >= _CLOSE else 0.0
    # "...|2021/22" beside "...|2022/23" is another period rather than a slip, unless the row itself says otherwise.
    is_slip = close >= _CLOSE and (_digits(own) == _digits(stranger.seen) or share >= _HALF)
    is_row = share >= _MIN_SHARE_KEPT and filled >= _MIN_CELLS
    return close + share if is_slip or is_row else 0.0


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
