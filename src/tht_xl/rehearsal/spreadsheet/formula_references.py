"""References inside formulas, kept pointing at the right cells when rows and columns move."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tht_xl.documents.addresses import column_letters, column_number
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension

# Texts in quotes first, so that nothing inside them is taken for a reference.
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!)?"
    r"(?<![A-Za-z0-9_.$:])(?P<reference>(?:\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
    r"|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![A-Za-z0-9_.(:])"
)
_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{0,7})")
_LOST = "#REF!"

Shift = Callable[[int, int], tuple[int, int] | None]
"""Where the lines from one to another (half-open) are after a change; None where they are gone."""


@dataclass(frozen=True, slots=True)
class _Corner:
    """A corner of a range; without a row where it is the edge of whole columns, as in B:C."""

    column: int
    row: int | None
    column_fixed: bool
    row_fixed: bool

    def __str__(self) -> str:
        if self.column < 0 or (self.row is not None and self.row < 0):
            return _LOST
        row = "" if self.row is None else f"{'$' * self.row_fixed}{self.row + 1}"
        return f"{'$' * self.column_fixed}{column_letters(self.column)}{row}"


def _corners(reference: str) -> list[_Corner]:
    return [
        _Corner(column_number(m[2]), int(m[4]) - 1 if m[4] else None, bool(m[1]), bool(m[3]))
        for m in _CORNER.finditer(reference)
    ]


def _rewrite(formula: str, change: Callable[[str, list[_Corner]], str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        if not match["reference"]:
            return match[0]
        sheet = match["sheet"] or ""
        title = sheet[:-1].strip("'").replace("''", "'")
        return sheet + change(title, _corners(match["reference"]))

    return _TOKEN.sub(replaced, formula)


def copy_references(formula: str, rows: int, columns: int) -> str:
    """Return the formula as pasted some rows down and columns right: relative references move along.

    Examples:
        >>> copy_references('=A1+$A$1&"A1"', 2, 1)
        '=B3+$A$1&"A1"'
    """

    def change(_title: str, corners: list[_Corner]) -> str:
        moved = [
            _Corner(
                c.column + (0 if c.column_fixed else columns),
                None if c.row is None else c.row + (0 if c.row_fixed else rows),
                c.column_fixed,
                c.row_fixed,
            )
            for c in corners
        ]
        texts = [str(corner) for corner in moved]
        return _LOST if _LOST in texts else ":".join(texts)

    return _rewrite(formula, change) if rows or columns else formula


def shift_references(formula: str, home: str, title: str, dimension: Dimension, shift: Shift) -> str:
    """Return the formula after lines of a sheet were inserted, deleted or dragged.

    Args:
        formula: Text with "=".
        home: Title of the sheet the formula is in.
        title: Title of the sheet whose lines moved.
        dimension: Which lines.
        shift: Where they went.

    Examples:
        >>> from functools import partial
        >>> shift_references("=SUM(B2:B4)", "Data", "Data", "ROWS", partial(moved_span, at=2, delta=3))
        '=SUM(B2:B7)'
        >>> shift_references("=B2", "Data", "Data", "ROWS", partial(moved_span, at=1, delta=-1))
        '=#REF!'
        >>> shift_references("=A1", "Data", "Data", "COLUMNS", partial(dragged_span, first=0, last=1, to=3))
        '=C1'
        >>> shift_references("=SUM(Data!B:$C)", "Sum", "Data", "COLUMNS", partial(moved_span, at=1, delta=2))
        '=SUM(Data!D:$E)'
    """

    def place(corner: _Corner) -> int | None:
        return corner.row if dimension == "ROWS" else corner.column

    def at_place(corner: _Corner, line: int) -> _Corner:
        row, column = (line, corner.column) if dimension == "ROWS" else (corner.row, line)
        return _Corner(column, row, corner.column_fixed, corner.row_fixed)

    def change(sheet: str, corners: list[_Corner]) -> str:
        first, last = place(corners[0]), place(corners[-1])
        # Whole columns stay what they are, whatever becomes of their rows.
        if (sheet or home).casefold() != title.casefold() or first is None or last is None:
            return ":".join(map(str, corners))
        span = shift(first, last + 1)
        if span is None:
            return _LOST
        ends = [span[0], span[1] - 1][: len(corners)]
        return ":".join(str(at_place(corner, end)) for corner, end in zip(corners, ends, strict=True))

    return _rewrite(formula, change)


def moved_span(start: int, end: int, at: int, delta: int) -> tuple[int, int] | None:
    """Return where the lines start..end (half-open) lie afterwards; None if all of them were deleted."""
    if delta >= 0:
        return start + (delta if start >= at else 0), end + (delta if end > at else 0)
    start = start if start < at else max(at, start + delta)
    end = end if end <= at else max(at, end + delta)
    return (start, end) if end > start else None


def dragged_span(start: int, end: int, first: int, last: int, to: int) -> tuple[int, int]:
    """Return where the lines start..end lie after first..last were dragged before the line `to`, all half-open.

    `to` is counted before anything moves, as the API does. Of a span that is torn, both ends follow their own lines.

    Examples:
        >>> dragged_span(0, 1, first=0, last=1, to=3), dragged_span(1, 3, first=0, last=1, to=3)
        ((2, 3), (0, 2))
    """

    def line(at: int) -> int:
        count = last - first
        if first <= at < last:
            return at - first + (to if to <= first else to - count)
        if to <= at < first:
            return at + count
        return at - count if last <= at < to else at

    ends = sorted((line(start), line(end - 1)))
    return ends[0], ends[1] + 1
