"""A colleague with the spreadsheet open: reads what is shown, types, sorts, inserts, deletes."""

from typing import Any

from tht_xl.rehearsal.requests import values_read, values_write
from tht_xl.rehearsal.requests.batch import batch_update
from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.workspace import Workspace


class Person:
    """A person at one spreadsheet, for tests and for the page.

    Args:
        workspace: Where the spreadsheet lives.
        id: The spreadsheet's id.
    """

    def __init__(self, workspace: Workspace, id: str) -> None:  # noqa: A002 - the API's own word
        self.id, self._workspace = id, workspace
        workspace.get(id)

    @property
    def titles(self) -> list[str]:
        """Names of the worksheets in order, the hidden ones too."""
        return [sheet.title for sheet in self._workspace.get(self.id).sheets]

    def _sheet(self, worksheet: str) -> Sheet:
        sheet = self._workspace.get(self.id).titled(worksheet)
        if sheet is None:
            raise ApiError(f"No worksheet is called {worksheet!r}.")
        return sheet

    def values(self, worksheet: str, cells: str = "", *, render: str = "FORMATTED_VALUE") -> list[list[Any]]:
        """Return what a worksheet, or a block of it such as "B2:C9", shows; the empty end is left off.

        Args:
            worksheet: Its name.
            cells: A1 range; "" for all.
            render: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
        """
        sheet = self._sheet(worksheet)
        block = a1.parse_block(cells) if cells else sheet.block
        if block is None:
            raise a1.unparsable(cells)
        return values_read.rendered_rows(
            sheet, sheet.within(block), values_read.renderer({"valueRenderOption": [render]})
        )

    def type(self, worksheet: str, cell: str, text: str) -> None:
        """Type into a cell, as into the browser: numbers, dates and formulas are recognised."""
        target = f"{a1.quote_title(self._sheet(worksheet).title)}!{cell}"
        with self._workspace.changing(self.id) as draft:
            values_write.write_rows(draft, target, [[text]], "USER_ENTERED")

    def write(self, worksheet: str, cell: str, rows: list[list[Any]]) -> None:
        """Put rows of values from a cell on, kept as they are; None leaves a cell alone."""
        target = f"{a1.quote_title(self._sheet(worksheet).title)}!{cell}"
        with self._workspace.changing(self.id) as draft:
            values_write.write_rows(draft, target, rows, "RAW")

    def request(self, *requests: dict[str, Any]) -> dict[str, Any]:
        """Do anything a batchUpdate can do, all or nothing; returns its answer."""
        with self._workspace.changing(self.id) as draft:
            return batch_update(draft, {"requests": list(requests)}, {})

    def _lines(self, worksheet: str, dimension: Dimension, at: int, count: int) -> dict[str, Any]:
        sheet = self._sheet(worksheet)
        return {"sheetId": sheet.id, "dimension": dimension, "startIndex": at - 1, "endIndex": at - 1 + count}

    def insert_rows(self, worksheet: str, row: int, count: int = 1) -> None:
        """Insert empty rows above a row, counted from 1."""
        self.request({"insertDimension": {"range": self._lines(worksheet, "ROWS", row, count)}})

    def delete_rows(self, worksheet: str, row: int, count: int = 1) -> None:
        """Delete rows from a row on, counted from 1."""
        self.request({"deleteDimension": {"range": self._lines(worksheet, "ROWS", row, count)}})

    def insert_columns(self, worksheet: str, column: int, count: int = 1) -> None:
        """Insert empty columns before a column, counted from 1."""
        self.request({"insertDimension": {"range": self._lines(worksheet, "COLUMNS", column, count)}})

    def delete_columns(self, worksheet: str, column: int, count: int = 1) -> None:
        """Delete columns from a column on, counted from 1."""
        self.request({"deleteDimension": {"range": self._lines(worksheet, "COLUMNS", column, count)}})

    def move_rows(self, worksheet: str, row: int, to: int, count: int = 1) -> None:
        """Drag rows to above another row, both counted from 1 before anything moves."""
        self.request(
            {"moveDimension": {"source": self._lines(worksheet, "ROWS", row, count), "destinationIndex": to - 1}}
        )

    def move_columns(self, worksheet: str, column: int, to: int, count: int = 1) -> None:
        """Drag columns to before another column, both counted from 1 before anything moves."""
        source = self._lines(worksheet, "COLUMNS", column, count)
        self.request({"moveDimension": {"source": source, "destinationIndex": to - 1}})

    def sort(self, worksheet: str, column: int, *, descending: bool = False, header_rows: int = 1) -> None:
        """Sort a worksheet below its header by a column, counted from 1."""
        sheet = self._sheet(worksheet)
        spec = {"dimensionIndex": column - 1, "sortOrder": "DESCENDING" if descending else "ASCENDING"}
        where = {"sheetId": sheet.id, "startRowIndex": header_rows}
        self.request({"sortRange": {"range": where, "sortSpecs": [spec]}})
