"""Rectangles of cells: half-open, counted from 0, the way the API counts them."""

from dataclasses import dataclass
from typing import Any, Literal

from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer, require_object

Dimension = Literal["ROWS", "COLUMNS"]
UNBOUNDED = 2**31
"""Where an open-ended range ends before it meets a grid."""

_GRID_RANGE = frozenset({"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})
_DIMENSION_RANGE = frozenset({"sheetId", "dimension", "startIndex", "endIndex"})


@dataclass(frozen=True, slots=True)
class GridRange:
    """Rows top to bottom and columns left to right of one sheet; the ends are not part of it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return max(0, self.bottom - self.top)

    @property
    def width(self) -> int:
        """How many columns."""
        return max(0, self.right - self.left)

    @property
    def is_cell(self) -> bool:
        """Whether this is a single cell."""
        return self.height == 1 and self.width == 1

    def clipped(self, rows: int, columns: int) -> "GridRange":
        """Return the part inside a grid of this size."""
        return GridRange(self.top, self.left, min(self.bottom, rows), min(self.right, columns))

    def overlaps(self, other: "GridRange") -> bool:
        """Return whether any cell is in both."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def contains(self, other: "GridRange") -> bool:
        """Return whether every cell of the other is in this one."""
        return (
            self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )

    def to_json(self, sheet_id: int) -> dict[str, int]:
        """As a GridRange."""
        return {
            "sheetId": sheet_id,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }


def block_from_json(given: Any, where: str = "range") -> GridRange:  # noqa: ANN401 - JSON
    """Return the block a GridRange names, its absent ends at UNBOUNDED.

    Raises:
        ApiError: It is not a GridRange or is turned over.
    """
    given = require_object(given, where, _GRID_RANGE)

    def side(name: str, default: int) -> int:
        return require_integer(given[name], f"{where}.{name}") if name in given else default

    block = GridRange(
        side("startRowIndex", 0),
        side("startColumnIndex", 0),
        side("endRowIndex", UNBOUNDED),
        side("endColumnIndex", UNBOUNDED),
    )
    if block.bottom < block.top or block.right < block.left:
        raise ApiError(f"{where}: the end of a range must not lie before its start.")
    return block


def dimension_from_json(given: Any, where: str) -> Dimension:  # noqa: ANN401 - JSON
    """ROWS or COLUMNS."""
    if given not in ("ROWS", "COLUMNS"):
        raise ApiError(f"No dimension specified in {where}." if given is None else f"Invalid {where}: {given!r}")
    return given


def span_from_json(given: Any, size: dict[Dimension, int], where: str = "range") -> tuple[Dimension, int, int]:  # noqa: ANN401
    """Dimension, start and end of a DimensionRange; an absent end is the end of the grid.

    Raises:
        ApiError: It is not a DimensionRange or is empty.
    """
    given = require_object(given, where, _DIMENSION_RANGE)
    dimension = dimension_from_json(given.get("dimension"), f"{where}.dimension")
    start = require_integer(given.get("startIndex", 0), f"{where}.startIndex")
    end = require_integer(given.get("endIndex", size[dimension]), f"{where}.endIndex")
    if start >= end:
        raise ApiError(f"{where}.endIndex[{end}] must be greater than {where}.startIndex[{start}]")
    return dimension, start, end
