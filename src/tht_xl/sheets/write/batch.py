"""The requests of spreadsheets.batchUpdate that the synchronisation uses, one function each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from tht_xl.sheets.state import token_id
from tht_xl.sheets.table import Cell, entered
from tht_xl.sheets.write.blocks import Rectangle, blocks

Request = dict[str, Any]
Dimension = Literal["ROWS", "COLUMNS"]

TOKEN_KEY = "tht_xl"  # noqa: S105 - a name that Google shows, not a secret
_VALUE = "userEnteredValue"


@dataclass(frozen=True, slots=True)
class TypedRows(Sequence[Request]):
    """Rows of cells as the API takes them, each made when it is asked for: all at once, a million cells take 500 MB.

    Attributes:
        cells: The cells, row by row.
    """

    cells: Sequence[Sequence[Cell]]

    @overload
    def __getitem__(self, index: int) -> Request: ...
    @overload
    def __getitem__(self, index: slice) -> "TypedRows": ...
    def __getitem__(self, index: int | slice) -> "Request | TypedRows":
        """Return a row, or several."""
        if isinstance(index, slice):
            return TypedRows(self.cells[index])
        return {"values": [entered(value) for value in self.cells[index]]}

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.cells)


def grid_range(sheet_id: int, area: Rectangle) -> Request:
    """Return a rectangle of a worksheet."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.row,
        "endRowIndex": area.row + area.height,
        "startColumnIndex": area.column,
        "endColumnIndex": area.column + area.width,
    }


def take_generation(spreadsheet_id: str, generation: int) -> Request:
    """Fails, and with it the whole batch, if another run has taken this generation."""
    metadata = {
        "metadataId": token_id(spreadsheet_id, generation),
        "metadataKey": TOKEN_KEY,
        "metadataValue": str(generation),
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def drop_generation(metadata_id: int) -> Request:
    """Remove an old generation's mark."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": metadata_id}}}}


def write(sheet_id: int, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> Request:
    """Put typed values into cells, and nothing else: formats, notes and comments stay."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": TypedRows(rows), "fields": _VALUE}}


def fill(sheet_id: int, area: Rectangle, value: Cell) -> Request:
    """Put one typed value into every cell of a rectangle."""
    return {"repeatCell": {"range": grid_range(sheet_id, area), "cell": entered(value), "fields": _VALUE}}


def sort(sheet_id: int, area: Rectangle, column: int) -> Request:
    """Sort the rows of a rectangle by one of its columns, the smallest first; cells beside it stay."""
    specification = {"dimensionIndex": column, "sortOrder": "ASCENDING"}
    return {"sortRange": {"range": grid_range(sheet_id, area), "sortSpecs": [specification]}}


def writes(sheet_id: int, cells: Mapping[tuple[int, int], Cell]) -> Iterator[Request]:
    """Put typed values into cells given by row and column, in as few rectangles as they make."""
    return (write(sheet_id, block.area.row, block.area.column, block.rows) for block in blocks(cells))


def blank(sheet_id: int, area: Rectangle) -> Request:
    """Empty a rectangle of its values."""
    return {"updateCells": {"range": grid_range(sheet_id, area), "fields": _VALUE}}


def blank_all(sheet_id: int) -> Request:
    """Empty a whole worksheet of its values."""
    return {"updateCells": {"range": {"sheetId": sheet_id}, "fields": _VALUE}}


def copy(
    source_id: int,
    area: Rectangle,
    target_id: int,
    to: tuple[int, int],
    paste: Literal["PASTE_FORMULA", "PASTE_VALUES"] = "PASTE_FORMULA",
) -> Request:
    """Copy a rectangle inside the server. At its own address a formula keeps its text."""
    target = Rectangle(*to, area.height, area.width)
    return {
        "copyPaste": {
            "source": grid_range(source_id, area),
            "destination": grid_range(target_id, target),
            "pasteType": paste,
        }
    }


def insert(sheet_id: int, dimension: Dimension, start: int, count: int) -> Request:
    """Return the request for new rows or columns; what is there moves on, and is not overwritten."""
    return {
        "insertDimension": {
            "range": {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": start + count},
            # The header's look is not for the rows below it.
            "inheritFromBefore": start > (1 if dimension == "ROWS" else 0),
        }
    }


def extend(sheet_id: int, dimension: Dimension, count: int) -> Request:
    """Return the request for new blank rows or columns at the very end."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": dimension, "length": count}}


def resize(sheet_id: int, height: int, width: int) -> Request:
    """Set the size of one of our own hidden worksheets."""
    properties = {"sheetId": sheet_id, "gridProperties": {"rowCount": height, "columnCount": width}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties(rowCount,columnCount)"}}
