"""What every write is wrapped in: the generation token before it, the pre-image, and the journal after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tht_xl.documents.addresses import cell_name, quoted_title
from tht_xl.sheets.hidden import STATE, UNDO, undo_of
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.state import STATE_WIDTH, State
from tht_xl.sheets.write.batch import Request, blank_all, copy, resize, take_generation, write
from tht_xl.sheets.write.blocks import Rectangle, blocks
from tht_xl.sheets.write.overwritten import REACH

Position = tuple[int, int]
"""Row and column, counted from 0."""

REPLY_FIELDS = "updatedSpreadsheet.sheets(properties.title,data.rowData.values.userEnteredValue)"
"""What of the reply we ask for: the pre-images."""


@dataclass(frozen=True, slots=True)
class TabPart:
    """What a write does to one tab.

    Attributes:
        read: What was read of the tab, as if it were the only one.
        journal: What the work does; the cells it names are copied to its pre-image before the work.
        work: The work itself.
    """

    read: SheetReading
    journal: Journal
    work: Sequence[Request]

    @property
    def tab(self) -> str:
        """The title of the tab."""
        return self.read.state.worksheet


def envelope(read: SheetReading, run: str, parts: Sequence[TabPart]) -> dict[str, Any]:
    """One atomic batch over any number of tabs: all of it happens, or none.

    Args:
        read: What the work was planned on.
        run: Which run this is.
        parts: What it does to each tab that changes.
    """
    state = read.state.after(read.state.generation + 1, run, {part.tab: part.journal for part in parts})
    requests: list[Request] = [take_generation(state.spreadsheet_id, state.generation)]
    pre_images: list[str] = []
    for part in parts:
        height, width = _undo_size(part.journal, part.read.data)
        requests += _emptied_undo(part.read, height, width)
        requests += _pre_image(part.read.state, part.journal, width)
        undo = undo_of(read.state.tabs.index(part.tab) + 1)
        pre_images.append(f"{quoted_title(undo)}!A1:{cell_name(height, width - 1)}")
    for part in parts:
        requests += part.work
    return {
        "requests": [*requests, *state_rows(state, read.state_height, read.state_width)],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": pre_images,
    }


def state_rows(state: State, height: int, width: int) -> Iterable[Request]:
    """Replace the state and the journal in a worksheet that has so many rows and columns."""
    sheet_id, rows = state.sheet_ids[STATE], state.rows()
    yield blank_all(sheet_id)
    if len(rows) > height or width < STATE_WIDTH:
        yield resize(sheet_id, max(len(rows), height), max(STATE_WIDTH, width))
    yield write(sheet_id, 0, 0, rows)


def _undo_size(journal: Journal, data: Grid) -> tuple[int, int]:
    columns = [*journal.header, *(c.column for e in journal.entries for c in e.changes)]
    beside_keys = min(journal.key_column + REACH + 1, data.width)
    return max((entry.row for entry in journal.entries), default=0) + 1, max(beside_keys, *(c + 1 for c in columns), 1)


def _emptied_undo(read: SheetReading, height: int, width: int) -> Iterable[Request]:
    sheet_id = read.state.sheet_ids[UNDO]
    yield blank_all(sheet_id)
    if height > read.undo.height or width > read.undo.width:
        yield resize(sheet_id, max(height, read.undo.height), max(width, read.undo.width))


def _pre_image(state: State, journal: Journal, width: int) -> Iterable[Request]:
    data, undo = state.sheet_ids[state.worksheet], state.sheet_ids[UNDO]
    beside_keys = range(max(journal.key_column - REACH, 0), min(journal.key_column + REACH + 1, width))
    positions = {(entry.row, change.column) for entry in journal.entries for change in entry.changes}
    positions |= {(entry.row, column) for entry in journal.entries for column in beside_keys}
    # Each cell at its own address: only there does a copied formula keep its references.
    areas = [Rectangle(0, 0, 1, width), *(block.area for block in blocks(dict.fromkeys(positions)))]
    return (copy(data, area, undo, (area.row, area.column)) for area in areas)
