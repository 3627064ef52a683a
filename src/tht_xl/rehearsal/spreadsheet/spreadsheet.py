"""One spreadsheet: its worksheets and what belongs to all of them."""

import copy
import secrets
from dataclasses import dataclass, field
from typing import Any

from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange, block_from_json
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.switches import Switches

MAX_CELLS = 10_000_000
"""The most cells a Google spreadsheet has, empty ones included. [cells]"""


@dataclass
class RehearsalSpreadsheet:
    """A spreadsheet.

    Attributes:
        id: The key in its address.
        properties: SpreadsheetProperties that were set: title, locale, timeZone ...
        sheets: Worksheets in the order of the tabs.
        named_ranges: NamedRange objects.
        metadata: DeveloperMetadata objects by id.
        next_id: Number for the next protected range.
        created: When, RFC 3339.
        modified: When it last changed, RFC 3339.
        permissions: Drive permissions by id.
        revision: How often it was changed.
        switches: What Google does where its documentation does not say.
    """

    id: str
    properties: dict[str, Any]
    sheets: list[Sheet]
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[int, dict[str, Any]] = field(default_factory=dict)
    next_id: int = 1
    created: str = ""
    modified: str = ""
    permissions: dict[str, dict[str, Any]] = field(default_factory=dict)
    revision: int = 0
    switches: Switches = field(default_factory=Switches, repr=False, compare=False)
    _mine: set[int] = field(default_factory=set, repr=False, compare=False)

    def draft(self) -> "RehearsalSpreadsheet":
        """Return a copy to change; it becomes the spreadsheet once everything in a request has succeeded."""
        other = copy.copy(self)
        other.properties, other.sheets = copy.deepcopy(self.properties), list(self.sheets)
        other.named_ranges, other.metadata = copy.deepcopy(self.named_ranges), copy.deepcopy(self.metadata)
        other.permissions = copy.deepcopy(self.permissions)
        other.revision, other._mine = self.revision + 1, set()
        return other

    @property
    def title(self) -> str:
        """Its name."""
        return self.properties["title"]

    @property
    def day_first(self) -> bool:
        """Whether its locale writes the day before the month."""
        return self.properties.get("locale", "en_US") != "en_US"

    def sheet(self, sheet_id: int) -> Sheet:
        """Return the worksheet with this id.

        Raises:
            ApiError: There is none.
        """
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise ApiError(f"No grid with id: {sheet_id}")

    def edit(self, sheet_id: int) -> Sheet:
        """Return the worksheet, to be changed: only ever called on a draft, which copies it the first time."""
        sheet = self.sheet(sheet_id)
        if sheet_id not in self._mine:
            self._mine.add(sheet_id)
            place = self.index(sheet_id)
            sheet = self.sheets[place] = sheet.draft()
        return sheet

    def block(self, given: Any, where: str = "range") -> tuple[Sheet, GridRange]:  # noqa: ANN401 - JSON
        """Worksheet and cells that a GridRange names.

        Raises:
            ApiError: It names none, or starts outside the grid.
        """
        block = block_from_json(given, where)
        sheet = self.sheet(require_integer(given.get("sheetId") or 0, f"{where}.sheetId"))
        return sheet, sheet.within(block)

    def adopt(self, sheet: Sheet, place: int | None = None) -> None:
        """Add a new worksheet to a draft."""
        self._mine.add(sheet.id)
        self.sheets.insert(len(self.sheets) if place is None else place, sheet)

    def index(self, sheet_id: int) -> int:
        """Place of a worksheet among the tabs."""
        return next(place for place, sheet in enumerate(self.sheets) if sheet.id == sheet_id)

    def titled(self, title: str) -> Sheet | None:
        """Return the worksheet of that name; capitals do not count."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def locate(self, text: str) -> tuple[Sheet, GridRange]:
        """Worksheet and cells that a text in A1 notation, a title or a named range stands for.

        Raises:
            ApiError: It names nothing, or starts outside the grid.
        """
        reference = a1.parse(text)
        sheet = self._first_visible() if reference.title is None else self.titled(reference.title)
        if sheet is None or (reference.name and reference.name != reference.title):
            return self._named(reference.name, text)
        if reference.block is None:
            return sheet, sheet.block
        return sheet, sheet.within(reference.block)

    def _first_visible(self) -> Sheet:
        return next((sheet for sheet in self.sheets if not sheet.is_hidden), self.sheets[0])

    def _named(self, name: str, text: str) -> tuple[Sheet, GridRange]:
        for named in self.named_ranges:
            if named["name"].casefold() == name.casefold():
                return self.block(named["range"])
        raise a1.unparsable(text)

    def new_sheet_id(self) -> int:
        """Return an id no worksheet has."""
        taken = {sheet.id for sheet in self.sheets}
        while (found := secrets.randbelow(2**31 - 1) + 1) in taken:
            pass
        return found

    def require_room(self) -> None:
        """Refuse a draft with more cells than Google allows."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MAX_CELLS:
            raise ApiError(
                f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
            )


def new_id() -> str:
    """Return an id as long as Google's, which begin with 1."""
    return "r" + secrets.token_urlsafe(33)[1:]


def new_spreadsheet(title: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT") -> RehearsalSpreadsheet:
    """Return an empty spreadsheet with one worksheet, as Google makes it."""
    properties = {"title": title, "locale": locale, "autoRecalc": "ON_CHANGE", "timeZone": time_zone}
    return RehearsalSpreadsheet(new_id(), properties, [Sheet(0, "Sheet1")])
