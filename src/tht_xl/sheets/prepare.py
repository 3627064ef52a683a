"""Make a spreadsheet ready for the synchronisation, however often that is cut off or another run is quicker."""

from collections.abc import Sequence
from dataclasses import replace

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import RejectedRequestError, UncertainWriteError
from tht_xl.sheets.hidden import STATE
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.state import State
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.preparation import Preparation
from tht_xl.sheets.write.recorded import RecordedWrites

_ATTEMPTS = 4


def prepare_spreadsheet(
    sheet: Spreadsheet, tabs: Sequence[Tab], writes: RecordedWrites, once: Sequence[MadeOnce] = ()
) -> None:
    """Create what is missing: hidden worksheets, header row, state. Changes nothing that is there.

    Args:
        sheet: The spreadsheet.
        tabs: The worksheets that are kept up to date, the first of them first.
        writes: On whose behalf.
        once: Worksheets that are made once.

    Raises:
        SheetError: The workbook is a copy, its header row has drifted, or this run may not write to it.
    """
    failure: SheetError | None = None
    for attempt in range(_ATTEMPTS):
        overview = sheet.overview()
        sheet.takes_title(overview)
        grids = sheet.grids(overview)
        if state := State.from_grid(grids.get(STATE, Grid())):
            writes.writer.require_may_write(state)
            if sheet.follows(state):
                grids = sheet.grids(overview)
        wanted = Preparation(sheet.id, sheet.tabs, (replace(tabs[0], title=sheet.worksheet), *tabs[1:]), once)
        requests = wanted.requests(overview, grids)
        if not requests:
            return
        try:
            sheet.write({"requests": requests})
        except (UncertainWriteError, RejectedRequestError) as error:
            failure = error
            sheet.http.pause(attempt)
        else:
            return
    raise SheetError("the spreadsheet could not be prepared", where=sheet.id) from failure
