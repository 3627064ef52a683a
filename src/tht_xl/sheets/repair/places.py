"""Where a cell is now whose content a write ran over: recognised by its key, its header and what we put there."""

from dataclasses import dataclass
from enum import Enum

from tht_xl.documents.addresses import cell_name
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, same


@dataclass(frozen=True, slots=True)
class Owed:
    """A cell's content, and how to recognise the cell it belongs in: its key, its header, and what we put there."""

    content: Cell
    origin: tuple[int, int]
    key: Cell
    header: Cell
    standing: Cell
    is_key_known: bool = True

    @property
    def address(self) -> str:
        """Where it was when it was run over."""
        return cell_name(self.origin[0] + 1, self.origin[1])


class Doubt(Enum):
    """Why there is no cell to put something back into."""

    NONE = "somebody has dealt with it since"
    ANY = "its place is not certain"


class Places:
    """Where the cell of a content is now.

    Args:
        data: The worksheet as it is now.
        key_column: Where the keys are now.
        base: What the base says.
    """

    def __init__(self, data: Grid, key_column: int, base: "BaseCells") -> None:
        self._data, self._key_column, self._base = data, key_column, base
        self._rows: dict[str | None, list[int]] = {}
        self._rows_then: dict[str | None, list[int]] = {}
        self._taken: set[tuple[int, int]] = set()
        for row in range(1, data.used):
            self._rows.setdefault(match_key(data.at(row, key_column)), []).append(row)

    def is_key(self, owed: Owed) -> bool:
        """Return whether a content belongs in the column of keys."""
        return self._column(owed) == self._key_column

    def put_back(self, owed: Owed, place: tuple[int, int]) -> None:
        """Take note of a cell that is put back: a key makes its row one that is found by it."""
        self._taken.add(place)
        if place[1] == self._key_column:
            self._rows_then.setdefault(match_key(owed.content), []).append(place[0])

    def key_beside(self, owed: Owed, place: "tuple[int, int] | Doubt") -> Cell:
        """Return the key of a content's row: the one that is put back there, where we had run over it, too."""
        if isinstance(place, tuple):
            return next((key for key, rows in self._rows_then.items() if place[0] in rows), owed.key)
        return owed.key

    def _column(self, owed: Owed) -> int:
        return self._data.column_headed(owed.header, owed.origin[1])

    def find(self, owed: Owed) -> tuple[int, int] | Doubt:
        """Return where a cell is now; or that somebody has dealt with it since, or that its place is uncertain."""
        (row, _), column, key = owed.origin, self._column(owed), match_key(owed.key)
        data, keyless = self._data, self._rows.get(None, [])
        if key is None and owed.standing is None:
            # A blank cell in a row without a key looks like any other: only the same one will do.
            return (row, column) if row in keyless and data.at(row, column) is None else Doubt.ANY
        if not owed.is_key_known:
            # The keys' column had gone when we wrote: nothing but the address and our own text tells where it belongs.
            return (row, column) if same(data.at(row, column), owed.standing) else Doubt.ANY
        candidates = [*self._rows.get(key, []), *self._rows_then.get(key, [])]
        # A cell that gets something else back is not the one, whatever it holds now.
        candidates = [each for each in candidates if (each, column) not in self._taken]
        standing = [each for each in candidates if same(data.at(each, column), owed.standing)]
        if not standing:
            # What we wrote is gone: a person has typed there since, or has deleted the row. Unless the content is back,
            # it is kept elsewhere. A blank cell needs no keeping.
            is_back = any(same(data.at(each, column), owed.content) for each in candidates)
            return Doubt.NONE if is_back or owed.content is None else Doubt.ANY
        if len(standing) > 1 and column == self._key_column:
            # One key in two rows: that of the row which is whole is its own, and the other is the one we put there.
            standing = [each for each in standing if not self._base.agrees(key, data, each)] or standing
        elif len(standing) > 1:
            # Nor is it the row whose key stays, where that of another goes back.
            standing = [each for each in standing if (each, self._key_column) in self._taken] or standing
        if row in standing:
            return row, column
        # The row has moved. One candidate is certain; of several alike nobody can say which.
        return (standing[0], column) if len(standing) == 1 else Doubt.ANY


class BaseCells:
    """What the base says of a cell: whether a content is one that we wrote there ourselves.

    Args:
        base: The base as it is now.
    """

    def __init__(self, base: Grid) -> None:
        self._base, self._columns = base, base.columns_by_header()
        self._key_column = next((c for c in range(base.used_width) if base.at(0, c) is not None), 0)
        self._rows = {match_key(base.at(row, self._key_column)): row for row in range(1, base.used)}

    def agrees(self, key: str | None, data: Grid, row: int) -> bool:
        """Return whether a row of the worksheet holds all that the base has for a key, each under its header."""
        in_base, places = self._rows.get(key), data.columns_by_header()
        return in_base is not None and all(
            same(self._base.at(in_base, at), data.at(row, places[name]))
            for name, at in self._columns.items()
            if name in places
        )

    def has(self, key: Cell, header: Cell, content: Cell) -> bool:
        """Return whether the base has this content for a key and a header."""
        row, column = self._rows.get(match_key(key)), self._columns.get(match_key(header))
        if column == self._key_column:
            return match_key(content) in self._rows  # a key of ours, whatever is beside it since
        return row is not None and column is not None and same(self._base.at(row, column), content)
