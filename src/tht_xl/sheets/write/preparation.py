"""Make a spreadsheet ready: the hidden worksheets, the header row, the state. Pure: what is there in, requests out."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.sheets.hidden import BASE, HIDDEN, RECOVERED, STATE, UNDO
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.matching import match_key, matches, spelled_as
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.header import header_positions
from tht_xl.sheets.state import STATE_WIDTH, State
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.batch import (
    TOKEN_KEY,
    Request,
    drop_generation,
    extend,
    insert,
    resize,
    take_generation,
    write,
)
from tht_xl.sheets.write.envelope import state_rows
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.staging import PREFIX

OVERVIEW_FIELDS = (
    "sheets.properties(sheetId,title,hidden,gridProperties),developerMetadata(metadataId,metadataKey,metadataValue)"
)
"""What a preparation has to know of a spreadsheet."""

_TOKENS_KEPT = 200
"""Old generations whose marks stay, so that a run that was held up for long still cannot write."""

PREPARED = "prepared"
"""The run that a preparation signs with."""

_ROWS, _COLUMNS = 100, 26

_SPARE = 6
"""Blank columns beside the headings, which people head and fill. [columns]"""


@dataclass(frozen=True, slots=True)
class Overview:
    """The worksheets of a spreadsheet, and the generations taken so far."""

    sheet_ids: Mapping[str, int]
    heights: Mapping[str, int]
    visible: frozenset[str]
    generations: Mapping[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> "Overview":
        """Take the answer to spreadsheets.get apart."""
        sheets = [sheet["properties"] for sheet in answer.get("sheets", [])]
        tokens = [m for m in answer.get("developerMetadata", []) if m.get("metadataKey") == TOKEN_KEY]
        return cls(
            {sheet["title"]: sheet.get("sheetId", 0) for sheet in sheets},
            {sheet["title"]: sheet.get("gridProperties", {}).get("rowCount", 0) for sheet in sheets},
            frozenset(sheet["title"] for sheet in sheets if not sheet.get("hidden", False)),
            {int(m["metadataValue"]): m["metadataId"] for m in tokens if str(m.get("metadataValue")).isdecimal()},
        )

    def title_of(self, worksheet: str) -> str:
        """Return the worksheet's title as the spreadsheet spells it; the given title if there is no such worksheet.

        Raises:
            SheetError: Several titles differ from it, and from each other, only in invisible characters.
        """
        title = spelled_as(worksheet, self.sheet_ids)
        alike = [other for other in self.sheet_ids if matches(other, worksheet)]
        if title is None and alike:
            raise SheetError(
                f"{' and '.join(map(repr, alike))} can both be the worksheet {worksheet!r}",
                remedy="Rename one of them",
            )
        return worksheet if title is None else title

    def unused_id(self, *others: int) -> int:
        """Return a number that no worksheet has and that is not among these."""
        used = {*self.sheet_ids.values(), *others}
        while (number := secrets.randbelow(2**31 - 1) + 1) in used:
            pass
        return number


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a spreadsheet is to become.

    Attributes:
        spreadsheet_id: Its id.
        worksheet: Title of the worksheet that people see.
        columns: The managed columns, the key first.
        layout: The look of the worksheet where it is made, or is still blank; none unless given.
        once: Worksheets that are made once, of formulas over it.
    """

    spreadsheet_id: str
    worksheet: str
    columns: Sequence[Column]
    layout: WorksheetLook | None = None
    once: Sequence[MadeOnce] = ()

    def requests(self, overview: Overview, grids: Mapping[str, Grid]) -> list[Request]:
        """Return what is still to do; nothing if all is ready.

        Args:
            overview: The worksheets that are there.
            grids: The cells of the state, the people's worksheet and the base, as far as those are there.

        Raises:
            SheetError: The workbook is a copy, or its header row has drifted.
        """
        state = State.from_grid(grids.get(STATE, Grid()))
        if state:
            state.require(self.spreadsheet_id, self.worksheet)
        if state and self.worksheet not in overview.sheet_ids:
            raise worksheet_missing(self.worksheet, overview.sheet_ids)
        ids = self._sheet_ids(overview, state)
        work = [
            *self._new_sheets(overview, ids),
            *_hiding(overview),
            *self._header(ids[self.worksheet], grids.get(self.worksheet, Grid())),
            *self._base_header(ids[BASE], grids.get(BASE, Grid())),
            *_prune(overview),
            *_leftover(overview),
        ]
        made, making = self._made_once(overview, state, ids, grids.get(self.worksheet, Grid()))
        ids, work = {**ids, **made}, [*work, *making]
        generation = max([state.generation if state else 0, *overview.generations])
        is_state_true = state is not None and state.generation == generation and dict(state.sheet_ids) == ids
        if not work and is_state_true:
            return []
        return self._with_state(work, overview, ids, generation + 1, state, grids.get(STATE, Grid()))

    def _with_state(
        self,
        work: list[Request],
        overview: Overview,
        ids: Mapping[str, int],
        generation: int,
        state: State | None,
        cells: Grid,
    ) -> list[Request]:
        # Without the pre-image, the journal of the last write would report harm that was never done.
        journal = state.journal if state and UNDO in overview.sheet_ids else Journal()
        # Store, month and the writes so far stay: a preparation is a write like others, and says nothing about them.
        former = state or State(0, self.spreadsheet_id, self.worksheet, ids)
        new = replace(former, worksheet=self.worksheet, sheet_ids=ids).after(generation, PREPARED, journal)
        height, width = overview.heights.get(STATE, _ROWS), cells.width or STATE_WIDTH
        return [take_generation(self.spreadsheet_id, generation), *work, *state_rows(new, height, width)]

    def _sheet_ids(self, overview: Overview, state: State | None) -> dict[str, int]:
        ids: dict[str, int] = {}
        for title in (self.worksheet, *HIDDEN):
            known = overview.sheet_ids.get(title)
            ids[title] = overview.unused_id(*ids.values()) if known is None else known
        # By its number, whatever people call it; it is not made before something has to go there.
        recovered = state.sheet_ids.get(RECOVERED) if state else None
        if recovered not in overview.sheet_ids.values():
            recovered = overview.sheet_ids.get(RECOVERED)
        return ids if recovered is None else {**ids, RECOVERED: recovered}

    def _made_once(
        self, overview: Overview, state: State | None, ids: Mapping[str, int], data: Grid
    ) -> tuple[dict[str, int], list[Request]]:
        """Return the numbers of the worksheets that are made once, deleted ones included, and what makes new ones."""
        known, header = state.sheet_ids if state else {}, self._header_to_be(data)
        made = {each.title: known[each.title] for each in self.once if each.title in known}
        work: list[Request] = []
        for each in self.once:
            if each.is_due(known, self.worksheet, header):
                # A worksheet that people had by that name stays theirs.
                theirs = overview.sheet_ids.get(each.title)
                made[each.title] = overview.unused_id(*ids.values(), *made.values()) if theirs is None else theirs
                work += each.requests(made[each.title], self.worksheet, header) if theirs is None else ()
        return made, work

    def _header_to_be(self, data: Grid) -> Sequence[str]:
        """Return the headings of the worksheet once it is prepared; "" for a column without one."""
        header = ["" if heading is None else str(heading) for heading in data.header]
        own = {match_key(column.name) for column in self.columns}
        if any(match_key(heading) in own for heading in header):
            return header
        if not data.used:
            return self._headings
        start = data.used_width
        return [*(header + [""] * start)[:start], *(column.name for column in self.columns)]

    def _new_sheets(self, overview: Overview, ids: Mapping[str, int]) -> Iterable[Request]:
        for title, sheet_id in ids.items():
            if sheet_id in overview.sheet_ids.values():
                continue
            # A spreadsheet holds 10 million cells, blank ones included: hidden worksheets are as narrow as can be.
            width = len(self.columns) if title in HIDDEN else max(_COLUMNS, len(self._headings) + _SPARE)
            size = {"rowCount": _ROWS, "columnCount": max(width, STATE_WIDTH)}
            properties: dict[str, Any] = {"sheetId": sheet_id, "title": title, "hidden": title in HIDDEN}
            # What people are to read comes before the blank "Sheet1" of a new spreadsheet.
            first = {"index": 0} if self.layout and title not in HIDDEN else {}
            yield {"addSheet": {"properties": {**properties, "gridProperties": size, **first}}}
            if title in HIDDEN:
                protection = {"range": {"sheetId": sheet_id}, "description": "kept by tht_xl", "warningOnly": True}
                yield {"addProtectedRange": {"protectedRange": protection}}

    @property
    def _headings(self) -> Sequence[str]:
        return self.layout.headings if self.layout else [column.name for column in self.columns]

    def _header(self, sheet_id: int, data: Grid) -> Iterable[Request]:
        names = [column.name for column in self.columns]
        own = {match_key(name) for name in names}
        if any(match_key(header) in own for header in data.header):
            header_positions(data, self.columns, self.worksheet)
            return
        start = data.used_width
        if data.used:
            # Columns of their own, beside whatever people already have.
            if start >= data.width:
                yield extend(sheet_id, "COLUMNS", 1)
            yield insert(sheet_id, "COLUMNS", start, len(names))
            yield write(sheet_id, 0, start, [names])
            return
        headings = list(self._headings)
        if data.height:
            # A row of its own: somebody may just be typing into the blank sheet.
            if data.width < len(headings):
                yield extend(sheet_id, "COLUMNS", len(headings) - data.width)
            yield insert(sheet_id, "ROWS", 0, 1)
        yield write(sheet_id, 0, 0, [headings])
        if self.layout:
            yield from self.layout.requests(sheet_id)

    def _base_header(self, sheet_id: int, base: Grid) -> Iterable[Request]:
        if base.used:
            return
        if base.height and base.width < len(self.columns):
            yield resize(sheet_id, base.height, len(self.columns))
        yield write(sheet_id, 0, 0, [[column.name for column in self.columns]])


def worksheet_missing(worksheet: str, titles: Iterable[str]) -> SheetError:
    """Return the refusal of a spreadsheet in which the worksheet has been renamed or deleted."""
    visible = ", ".join(repr(title) for title in titles if title not in HIDDEN)
    return SheetError(
        f"there is no worksheet {worksheet!r}",
        remedy=f"There are {visible}: rename one back, or correct the name in the configuration",
    )


def _hiding(overview: Overview) -> Iterable[Request]:
    for title in HIDDEN:
        if title in overview.visible:
            properties = {"sheetId": overview.sheet_ids[title], "hidden": True}
            yield {"updateSheetProperties": {"properties": properties, "fields": "hidden"}}


def _leftover(overview: Overview) -> Iterable[Request]:
    """Return the requests that undo what crashed runs had sent. A run still at work is refused, and reads again."""
    return ({"deleteSheet": {"sheetId": i}} for title, i in overview.sheet_ids.items() if title.startswith(PREFIX))


def _prune(overview: Overview) -> Iterable[Request]:
    old = sorted(overview.generations)[: -_TOKENS_KEPT // 2] if len(overview.generations) > _TOKENS_KEPT else []
    return (drop_generation(overview.generations[generation]) for generation in old)
