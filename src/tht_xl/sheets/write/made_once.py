"""A worksheet that is made once and never written to again: formulas over others, that live while people type."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tht_xl.sheets.table import Cell
from tht_xl.sheets.write.batch import Request, write
from tht_xl.sheets.write.layout import WorksheetLook


@dataclass(frozen=True, slots=True)
class MadeOnce:
    """What such a worksheet is to be.

    Attributes:
        title: Its title.
        content: Given the title and the headings of the first worksheet, as they are there, returns its rows, the
            headings first; none where it cannot be made of those.
        look: Given those headings, returns its look.
    """

    title: str
    content: Callable[[str, Sequence[str]], Sequence[Sequence[Cell]]]
    look: Callable[[Sequence[str]], WorksheetLook]

    def is_due(self, known: Mapping[str, int], worksheet: str, header: Sequence[str]) -> bool:
        """Return whether it was never made, and can be. One that people have deleted since stays deleted.

        Args:
            known: Google's numbers of the worksheets that were made, by title.
            worksheet: The title of the first worksheet.
            header: The headings of the first worksheet.
        """
        return self.title not in known and bool(self.content(worksheet, header))

    def requests(self, sheet_id: int, worksheet: str, header: Sequence[str]) -> Iterator[Request]:
        """Yield what makes it."""
        rows, look = self.content(worksheet, header), self.look(header)
        size = {"rowCount": ROWS, "columnCount": max(map(len, rows))}
        # Beside the first worksheet, before the blank "Sheet1" of a new spreadsheet.
        properties = {"sheetId": sheet_id, "title": self.title, "index": 1, "gridProperties": size}
        yield {"addSheet": {"properties": properties}}
        yield write(sheet_id, 0, 0, [list(row) for row in rows])
        yield from look.requests(sheet_id)


ROWS = 300
"""Rows of such a worksheet: its formulas may fill them. [rows]"""
