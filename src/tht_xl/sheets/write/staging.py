"""Changes too large for one request: the bulk goes ahead into a hidden worksheet of this run's own.

Nobody reads that worksheet, and no other run knows its name, so its parts can be sent one by one, and sent again. The
one request that changes anything people see then only says which rectangle of it goes where, and deletes it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tht_xl.documents.addresses import cell_name, quoted_title
from tht_xl.sheets.write.batch import Request, copy
from tht_xl.sheets.write.blocks import Rectangle

PREFIX = "_tht_stage_"
"""How the titles of such worksheets begin; the run's name follows."""

_WORTH_STAGING = 20_000
"""The smallest write to send ahead. [bytes]"""


@dataclass(frozen=True, slots=True)
class StagedPart:
    """Some rows of the staging worksheet, small enough for one request."""

    range: str
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Staging:
    """What goes ahead, and what is left of the batch.

    Attributes:
        title: The staging worksheet.
        sheet_id: Its number.
        rows: Its content.
        body: The batch, which copies from it and deletes it.
    """

    title: str
    sheet_id: int
    rows: list[list[Any]]
    body: dict[str, Any]

    @property
    def width(self) -> int:
        """How many columns the content has."""
        return max((len(row) for row in self.rows), default=1)

    def parts(self, largest: int) -> Iterator[StagedPart]:
        """Yield the content in requests of at most this size, in bytes."""
        start, size = 0, 0
        for i, row in enumerate(self.rows):
            length = len(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()) + 1
            if i > start and size + length > largest:
                yield self._part(start, i)
                start, size = i, 0
            size += length
        if start < len(self.rows):
            yield self._part(start, len(self.rows))

    def _part(self, start: int, end: int) -> StagedPart:
        corner = cell_name(end, self.width - 1)
        return StagedPart(f"{quoted_title(self.title)}!A{start + 1}:{corner}", self.rows[start:end])

    def opening(self) -> list[Request]:
        """Return the request that makes the worksheet."""
        size = {"rowCount": max(len(self.rows), 1), "columnCount": self.width}
        properties = {"sheetId": self.sheet_id, "title": self.title, "hidden": True, "gridProperties": size}
        return [{"addSheet": {"properties": properties}}]


def staged(body: Mapping[str, Any], run: str, sheet_id: int) -> Staging:
    """Split a batch into what goes ahead and what is left.

    Args:
        body: A batch.
        run: Which run this is.
        sheet_id: A number no worksheet has.
    """
    rows: list[list[Any]] = []
    requests: list[Request] = []
    for request in body["requests"]:
        if _is_bulky(request):
            values = [[_plain(cell) for cell in row["values"]] for row in request["updateCells"]["rows"]]
            requests += _copies(request["updateCells"]["start"], values, sheet_id, len(rows))
            rows += values
        else:
            requests.append(request)
    requests.append({"deleteSheet": {"sheetId": sheet_id}})
    return Staging(PREFIX + run, sheet_id, rows, {**body, "requests": requests})


def _is_bulky(request: Request) -> bool:
    written = request.get("updateCells", {})
    return "start" in written and len(json.dumps(written)) >= _WORTH_STAGING


def _plain(cell: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a JSON scalar
    return next(iter(cell.get("userEnteredValue", {}).values()), None)


def _copies(start: Mapping[str, int], values: list[list[Any]], sheet_id: int, at: int) -> Iterator[Request]:
    """One copy for each run of rows of one length, so that nothing beside a short row is touched."""
    first = 0
    for i in range(1, len(values) + 1):
        if i == len(values) or len(values[i]) != len(values[first]):
            area = Rectangle(at + first, 0, i - first, len(values[first]))
            yield copy(
                sheet_id, area, start["sheetId"], (start["rowIndex"] + first, start["columnIndex"]), "PASTE_VALUES"
            )
            first = i
