"""What can be seen of a shared sheet without writing to it: sign-in, clock, worksheets, protection, room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from gspread.urls import SPREADSHEET_URL

from tht_xl.errors import SheetError
from tht_xl.model.days import now
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.hidden import HIDDEN
from tht_xl.sheets.matching import matches

FIELDS = "properties.title,sheets(properties(title,hidden,gridProperties),protectedRanges(range,warningOnly,editors))"
MAX_CELLS = 10_000_000
"""The most cells that a Google spreadsheet has, blank ones included. [cells]"""
NEARLY_FULL = 0.8
"""Share of them from which on it is worth a warning."""
MAX_SKEW = 300
"""How far a clock may be off before Google refuses what it signs. [s]"""
NOTICED_SKEW = 60
"""How far off a clock is worth a warning. [s]"""
NOT_SEEN = (
    "not seen from here: whether it may be edited (only a write shows that), what others use of the quota of 60 reads "
    "and 60 writes a minute, who else has a copy of the key, what the sheet's version history keeps"
)


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """One thing that was looked at.

    Attributes:
        state: "fine"; "warning" where something is at risk; "fault" where something will not work.
        said: What was found.
        remedy: What to do; empty where it is fine.
    """

    state: Literal["fine", "warning", "fault"]
    said: str
    remedy: str = ""


def examine_sheet(http: SheetsHTTPClient, spreadsheet_id: str, worksheet: str) -> Iterator[SheetCheck]:
    """Yield what can be seen of a shared sheet, in one call; nothing is written.

    Args:
        http: The client, which signs in with the first request.
        spreadsheet_id: The part of the spreadsheet's address between /d/ and /edit.
        worksheet: Title of its first worksheet.
    """
    try:
        response = http.request("get", SPREADSHEET_URL % spreadsheet_id, params={"fields": FIELDS})
    except SheetError as error:
        yield SheetCheck("fault", error.message, error.remedy)
        return
    yield SheetCheck("fine", f"signed in{f' as {http.account}' if http.account else ''}")
    yield from _clock(response.headers.get("Date", ""))
    answer = response.json()
    sheets: Sequence[Mapping[str, Any]] = answer.get("sheets", [])
    yield SheetCheck("fine", f"the spreadsheet {answer['properties']['title']!r} can be read")
    yield from _worksheets(sheets, worksheet)
    yield from _room(sheets)
    yield SheetCheck("fine", NOT_SEEN)


def _clock(date: str) -> Iterator[SheetCheck]:
    try:
        theirs = parsedate_to_datetime(date).astimezone(UTC)
    except (TypeError, ValueError):
        return
    skew = (now() - theirs).total_seconds()
    said = f"this computer's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} Google's"
    if abs(skew) > MAX_SKEW:
        yield SheetCheck("fault", said, "Set the clock: Google refuses what a wrong clock signs")
    elif abs(skew) > NOTICED_SKEW:
        yield SheetCheck("warning", said, "Set the clock before it is off by five minutes")
    else:
        yield SheetCheck("fine", "this computer's clock agrees with Google's")


def _worksheets(sheets: Sequence[Mapping[str, Any]], worksheet: str) -> Iterator[SheetCheck]:
    titles = [str(sheet["properties"]["title"]) for sheet in sheets]
    found = next((sheet for sheet in sheets if matches(sheet["properties"]["title"], worksheet)), None)
    hidden = [title for title in HIDDEN if title in titles]
    if found is None and not hidden:
        yield SheetCheck("fine", "nothing of ours is in it yet; tht-xl sync --init sets it up")
        return
    if found is None:
        seen = ", ".join(repr(title) for title in titles if not title.startswith("_tht_"))
        yield SheetCheck(
            "fault",
            f"there is no worksheet {worksheet!r}",
            f"There are {seen}: rename one back, or correct the name in the configuration",
        )
        return
    if len(hidden) < len(HIDDEN):
        lost = ", ".join(title for title in HIDDEN if title not in hidden)
        yield SheetCheck(
            "warning", f"hidden worksheets are missing: {lost}", "File > Version history; or run with --apply"
        )
    yield from _protection(found)


def _protection(sheet: Mapping[str, Any]) -> Iterator[SheetCheck]:
    title = sheet["properties"]["title"]
    strict = [each for each in sheet.get("protectedRanges", []) if not each.get("warningOnly", False)]
    if strict:
        yield SheetCheck(
            "warning",
            f"{len(strict)} of the protected ranges in {title!r} may keep the account out",
            "Data > Protect sheets and ranges: add the service account, or show a warning instead",
        )
    else:
        yield SheetCheck("fine", f"{title!r}: no protected range keeps anybody out")


def _room(sheets: Sequence[Mapping[str, Any]]) -> Iterator[SheetCheck]:
    grids = [sheet["properties"].get("gridProperties", {}) for sheet in sheets]
    cells = sum(grid.get("rowCount", 0) * grid.get("columnCount", 0) for grid in grids)
    said = f"{cells:,} of {MAX_CELLS:,} cells in use, blank ones included"
    if cells > MAX_CELLS * NEARLY_FULL:
        yield SheetCheck("warning", said, "Delete blank rows and columns, and worksheets that nobody needs")
    else:
        yield SheetCheck("fine", said)
