"""Changes too large for one request: the bulk goes ahead into a hidden worksheet of this run's own.

Nobody reads that worksheet, and no other run knows its name, so its parts can be sent one by one, and sent again. The
one request that changes anything people see then only says which rectangle of it goes where, and deletes it. What
repeats in the bulk is sent once and filled in by the server: see `packing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tht_xl.documents.addresses import cell_name, quoted_title
from tht_xl.sheets.table import Cell, Formula
from tht_xl.sheets.write.batch import Request, TypedRows, copy, fill, sort
from tht_xl.sheets.write.blocks import Rectangle
from tht_xl.sheets.write.encoding import encoded, is_larger
from tht_xl.sheets.write.packing import Packing, packed

PREFIX = "_tht_stage_"
"""How the titles of such worksheets begin; the run's name follows."""

_WORTH_STAGING = 20_000
"""The smallest write to send ahead. [bytes]"""

_MAX_FILLS_SIZE = 1_000_000
"""What all fills may take unless told otherwise. [bytes]"""

_SAFE_INTEGER = 1e15
"""Whole numbers below are sent without their ".0", which is the same number. [number]"""


@dataclass(frozen=True, slots=True)
class StagedPart:
    """Some rows of the staging worksheet, small enough for one request: each as JSON."""

    range: str
    rows: list[bytes]

    @property
    def body(self) -> bytes:
        """The request."""
        return b'{"values":[' + b",".join(self.rows) + b"]}"


@dataclass(frozen=True, slots=True)
class Staging:
    """What goes ahead, and what is left of the batch.

    Attributes:
        title: The staging worksheet.
        sheet_id: Its number.
        rows: Its cells that are sent one by one.
        body: The batch, which copies from it and deletes it.
        fills: Its cells that the server fills in.
        columns: How many columns it has, those included.
    """

    title: str
    sheet_id: int
    rows: list[list[Any]]
    body: dict[str, Any]
    fills: Sequence[Request] = ()
    columns: int = 1

    @property
    def width(self) -> int:
        """How many columns are sent cell by cell."""
        return max((len(row) for row in self.rows), default=1)

    def parts(self, largest: int) -> Iterator[StagedPart]:
        """Yield the cells in requests of at most this size, in bytes."""
        start, size = 0, 0
        rows: list[bytes] = []
        for i, row in enumerate(self.rows):
            text = encoded(row)
            if rows and size + len(text) + 1 > largest:
                yield self._part(start, rows)
                start, size, rows = i, 0, []
            rows.append(text)
            size += len(text) + 1
        if rows:
            yield self._part(start, rows)

    def _part(self, start: int, rows: list[bytes]) -> StagedPart:
        corner = cell_name(start + len(rows), self.width - 1)
        return StagedPart(f"{quoted_title(self.title)}!A{start + 1}:{corner}", rows)

    def opening(self) -> list[Request]:
        """Return the requests that make the worksheet and fill in what repeats."""
        size = {"rowCount": max(len(self.rows), 1), "columnCount": max(self.width, self.columns)}
        properties = {"sheetId": self.sheet_id, "title": self.title, "hidden": True, "gridProperties": size}
        return [{"addSheet": {"properties": properties}}, *self.fills]


def staged(body: Mapping[str, Any], run: str, sheet_id: int, room: int = _MAX_FILLS_SIZE) -> Staging:
    """Split a batch into what goes ahead and what is left.

    Args:
        body: A batch.
        run: Which run this is.
        sheet_id: A number no worksheet has.
        room: What the fills may take. [bytes]
    """
    rows: list[list[Any]] = []
    requests: list[Request] = []
    fills: list[Request] = []
    columns = 1
    for request in body["requests"]:
        if not _is_bulky(request):
            requests.append(request)
            continue
        start, row = request["updateCells"]["start"], 0
        for cells in _rectangles(request["updateCells"]["rows"].cells):
            made = packed(cells, room)
            own = [fill(sheet_id, Rectangle(len(rows) + f.row, f.column, f.height, 1), f.value) for f in made.fills]
            room -= len(encoded(own)) if own else 0
            fills += own
            requests += _arranged(made, sheet_id, len(rows), len(cells[0]))
            target = start["sheetId"], start["rowIndex"] + row, start["columnIndex"]
            requests += _copies(made, sheet_id, len(rows), len(cells[0]), target)
            row += len(cells[0])
            rows += _rows(made, len(cells[0]))
            columns = max(columns, made.width)
    requests.append({"deleteSheet": {"sheetId": sheet_id}})
    return Staging(PREFIX + run, sheet_id, rows, {**body, "requests": requests}, fills, columns)


def _is_bulky(request: Request) -> bool:
    rows = request.get("updateCells", {}).get("rows")
    if not isinstance(rows, TypedRows) or not is_larger({"requests": [request]}, _WORTH_STAGING):
        return False
    # A formula sent ahead would arrive as its text. A repair has some, and is sent whatever its size.
    return not any(isinstance(cell, Formula) for row in rows.cells for cell in row)


def _rectangles(rows: Sequence[Sequence[Cell]]) -> Iterator[list[list[Cell]]]:
    """Yield rows of one length by column, so that nothing beside a short row is touched."""
    for width, alike in groupby(rows, len):
        columns: list[list[Cell]] = [[] for _ in range(width)]
        for row in alike:
            for column, cell in zip(columns, row, strict=True):
                column.append(cell)
        if width:
            yield columns


def _rows(made: Packing, height: int) -> Iterator[list[Any]]:
    """Yield what is sent of a rectangle, row by row; blank cells at the end of a row are not."""
    for i in range(height):
        row = [_shortest(column[i]) for column in made.sent]
        while row and row[-1] is None:
            row.pop()
        yield row


def _shortest(value: Cell) -> Cell:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _SAFE_INTEGER else value


def _arranged(made: Packing, sheet_id: int, at: int, height: int) -> Iterator[Request]:
    """Yield the requests that bring the rows that were filled in another order into their own."""
    for each in made.sorts:
        numbers = Rectangle(at, each.numbers, height, 1)
        yield copy(sheet_id, numbers, sheet_id, (at, each.left), "PASTE_VALUES")
        yield sort(sheet_id, Rectangle(at, each.left, height, each.width), each.left)


def _copies(made: Packing, sheet_id: int, at: int, height: int, target: tuple[int, int, int]) -> Iterator[Request]:
    """Yield one copy for each run of columns that are neighbours both here and there."""
    target_id, row, column = target
    first = 0
    for i in range(1, len(made.places) + 1):
        if i == len(made.places) or made.places[i] != made.places[i - 1] + 1:
            area = Rectangle(at, made.places[first], height, i - first)
            yield copy(sheet_id, area, target_id, (row, column + first), "PASTE_VALUES")
            first = i
