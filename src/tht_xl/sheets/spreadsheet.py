"""The requests a synchronisation makes, each one call of gspread's client."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from gspread.http_client import ParamsType
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_VALUES_URL
from gspread.utils import quote
from requests import Response

from tht_xl.documents.addresses import quoted_title
from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import RejectedRequestError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.hidden import HIDDEN, STATE, base_of, undo_of
from tht_xl.sheets.matching import matches
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading, not_prepared, ranges, reading
from tht_xl.sheets.state import State
from tht_xl.sheets.write.encoding import encoded, is_larger
from tht_xl.sheets.write.envelope import REPLY_FIELDS
from tht_xl.sheets.write.preparation import OVERVIEW_FIELDS, Overview, worksheet_missing
from tht_xl.sheets.write.staging import staged

MAX_BODY_SIZE = 1_980_000
"""Google recommends at most 2 MB a request. [bytes]"""

ROOM = 0.97
"""What of a request a batch may fill: its signature, and the name of its run, are known only when it is sent."""

_AS_ENTERED = {"valueRenderOption": "FORMULA", "dateTimeRenderOption": "SERIAL_NUMBER"}


@dataclass(slots=True)
class Spreadsheet:
    """One spreadsheet, and the worksheets in it that people see.

    Attributes:
        http: The client.
        id: The spreadsheet's id.
        worksheet: Title of the first worksheet; once it was looked up, as the spreadsheet spells it.
        more: Titles of the others.
    """

    http: SheetsHTTPClient
    id: str
    worksheet: str
    more: tuple[str, ...] = ()

    @property
    def tabs(self) -> tuple[str, ...]:
        """Titles of all worksheets that people see."""
        return (self.worksheet, *self.more)

    def read(self) -> SheetReading:
        """State, and of each tab data, base and the last write's pre-image, in one call.

        A tab beyond the first that is not there yet is left out.

        Raises:
            SheetError: Something is missing; the message says what.
        """
        try:
            answer = self.http.values_batch_get(self.id, ranges(self.tabs), dict(_AS_ENTERED))
        except RejectedRequestError as error:
            overview = self.overview()
            if self.takes_title(overview) or self.follows(self.state() if STATE in overview.sheet_ids else None):
                return self.read()
            there = self._tabs_there(overview)
            missing = self._what_is_missing(overview)
            if missing is not None or len(there) == len(self.tabs):
                raise missing or error from error
            answer = self.http.values_batch_get(self.id, ranges(there), dict(_AS_ENTERED))
            return reading(answer, self.id, there)
        found = reading(answer, self.id, self.tabs)
        return self.read() if self.follows(found.state) else found

    def follows(self, state: State | None) -> bool:
        """Take over the order of the tabs from the state, by which they are numbered; whether that is another one."""
        if state is None or not matches(state.worksheet, self.worksheet):
            return False
        before, new = self.more, tuple(title for title in self.more if title not in state.more)
        self.more = (*state.more, *new)
        return self.more != before

    def _tabs_there(self, overview: Overview) -> tuple[str, ...]:
        """Return the tabs up to the first that has not been made yet."""

        def is_there(number: int, title: str) -> bool:
            return {title, base_of(number), undo_of(number)} <= overview.sheet_ids.keys()

        return tuple(title for number, title in takewhile(lambda tab: is_there(*tab), enumerate(self.tabs, 1)))

    def state(self) -> State | None:
        """Read the state alone, its journal left out; None where the spreadsheet was never prepared.

        Raises:
            SheetError: Somebody has edited it, or the spreadsheet cannot be reached.
        """
        try:
            answer = self.http.values_batch_get(self.id, [f"{quoted_title(STATE)}!1:1"], dict(_AS_ENTERED))
        except RejectedRequestError:
            return None  # there is no such worksheet
        return State.from_grid(Grid.from_values(answer["valueRanges"][0]))

    def takes_title(self, overview: Overview) -> bool:
        """Take over the worksheet's title as the spreadsheet spells it; whether that is another one than before."""
        before, self.worksheet = self.worksheet, overview.title_of(self.worksheet)
        return self.worksheet != before

    def write(self, body: Mapping[str, Any], *, must: bool = False) -> dict[str, Grid]:
        """One atomic batch; gives back the pre-images by tab.

        Args:
            body: The batch. If it is too large, its bulk goes ahead.
            must: Whether to send it even if what is left is larger than recommended.

        Raises:
            UncertainWriteError: No answer came.
            RejectedRequestError: Another run was quicker, or the sheet has changed.
            SheetError: The body is too large, or Google refuses.
        """
        data = self._sent_ahead(body, must=must) if is_larger(body, MAX_BODY_SIZE) else encoded(body)
        reply = self._send("post", SPREADSHEET_BATCH_UPDATE_URL % self.id, {"fields": REPLY_FIELDS}, data)
        return self._pre_images(Grid.from_write(reply.content))

    def _pre_images(self, found: Mapping[str, Grid]) -> dict[str, Grid]:
        return {tab: found.get(undo_of(number), Grid()) for number, tab in enumerate(self.tabs, 1)}

    def takes_at_once(self, body: Mapping[str, Any]) -> bool:
        """Return whether one request can do what a batch says, its bulk sent ahead where that helps."""
        most = int(MAX_BODY_SIZE * ROOM)
        return not is_larger(body, most) or not is_larger(staged(body, "", 1, _fill_room()).body, most)

    def _sent_ahead(self, body: Mapping[str, Any], *, must: bool) -> bytes:
        """Send the bulk ahead; gives back what is left of the batch, small enough to send."""
        staging = staged(body, secrets.token_hex(8), secrets.randbelow(2**31 - 1) + 1, _fill_room())
        data = encoded(staging.body)
        if len(data) > MAX_BODY_SIZE and not must:
            raise SheetError(
                f"the change is too scattered for one request ({len(data) / 1e6:.1f} MB)",
                where=self.worksheet,
                remedy="Sort the sheet by its key and run again, or synchronise fewer rows at a time",
            )
        self._send("post", SPREADSHEET_BATCH_UPDATE_URL % self.id, {}, encoded({"requests": staging.opening()}))
        for part in staging.parts(MAX_BODY_SIZE - 1_000):
            url = SPREADSHEET_VALUES_URL % (self.id, quote(part.range))
            self._send("put", url, {"valueInputOption": "RAW"}, part.body)
        return data

    def _send(self, method: str, url: str, params: ParamsType, data: bytes) -> Response:
        return self.http.request(method, url, params=params, data=data, headers={"Content-Type": "application/json"})

    def found_by_last_write(self, tabs: int) -> dict[str, Grid]:
        """Return the cells of tabs as they were before the last write: formulas told from texts that look like one."""
        fields = "sheets(properties.title,data.rowData.values.userEnteredValue)"
        params = {"ranges": [quoted_title(undo_of(number)) for number in range(1, tabs + 1)], "fields": fields}
        return self._pre_images(Grid.by_title(self.http.fetch_sheet_metadata(self.id, params)))

    def overview(self) -> Overview:
        """Its worksheets, and the generations taken."""
        return Overview.from_answer(self.http.fetch_sheet_metadata(self.id, {"fields": OVERVIEW_FIELDS}))

    def grids(self, overview: Overview) -> dict[str, Grid]:
        """Return the cells of the state, the people's worksheets and their bases, as far as those are there."""
        tabs = (title for number, tab in enumerate(self.tabs, 1) for title in (tab, base_of(number)))
        titles = [title for title in (STATE, *tabs) if title in overview.sheet_ids]
        if not titles:
            return {}
        answer = self.http.values_batch_get(self.id, [quoted_title(title) for title in titles], dict(_AS_ENTERED))
        return dict(zip(titles, map(Grid.from_values, answer["valueRanges"]), strict=True))

    def _what_is_missing(self, overview: Overview) -> SheetError | None:
        titles = overview.sheet_ids
        missing = [title for title in HIDDEN if title not in titles]
        if len(missing) == len(HIDDEN):
            return not_prepared(self.id)
        if self.worksheet not in titles:
            return worksheet_missing(self.worksheet, titles)
        if missing:
            return SheetError(
                f"the hidden worksheet {missing[0]} has been deleted",
                where=self.id,
                remedy="Put it back with File > Version history; or prepare the sheet again: nothing is overwritten, "
                "but differing cells will be reported as conflicts once",
            )
        return None


def _fill_room() -> int:
    """Return what the fills of a staging worksheet may take beside the request that makes it, in bytes."""
    return MAX_BODY_SIZE - 1_000
