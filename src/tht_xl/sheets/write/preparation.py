"""Make a spreadsheet ready: the hidden worksheets, the header row, the state. Pure: what is there in, requests out."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.sheets.hidden import RECOVERED, STATE, base_of, hidden_of, undo_of
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.matching import match_key, matches, spelled_as
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.header import header_positions
from tht_xl.sheets.state import STATE_WIDTH, State
from tht_xl.sheets.tab import Tab
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

_OURS = "_tht_"
"""How the title of a hidden worksheet of ours begins."""

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
        titles: The worksheets that people see, in the order by which they are numbered.
        tabs: Those of them that are kept up to date: there may be others that once were.
        once: Worksheets that are made once, of formulas over the first.
    """

    spreadsheet_id: str
    titles: Sequence[str]
    tabs: Sequence[Tab]
    once: Sequence[MadeOnce] = ()

    def requests(self, overview: Overview, grids: Mapping[str, Grid]) -> list[Request]:
        """Return what is still to do; nothing if all is ready.

        Args:
            overview: The worksheets that are there.
            grids: The cells of the state, the people's worksheets and their bases, as far as those are there.

        Raises:
            SheetError: The workbook is a copy, or a header row has drifted.
        """
        state = State.from_grid(grids.get(STATE, Grid()))
        if state:
            state.require(self.spreadsheet_id, self.titles[0])
            self._require_tabs(state, overview)
        self._require_new_tabs(state, grids)
        ids = self._sheet_ids(overview, state)
        work: list[Request] = [*self._new_sheets(overview, ids), *_hiding(overview)]
        for tab in self.tabs:
            base = base_of(self.titles.index(tab.title) + 1)
            work += _header(tab, ids[tab.title], grids.get(tab.title, Grid()))
            work += _base_header(tab, ids[base], grids.get(base, Grid()))
        work += [*_prune(overview), *_leftover(overview)]
        made, making = self._made_once(overview, state, ids, grids.get(self.titles[0], Grid()))
        ids, work = {**ids, **made}, [*work, *making]
        generation = max([state.generation if state else 0, *overview.generations])
        wanted = (generation, ids, tuple(self.titles))
        if not work and state and (state.generation, dict(state.sheet_ids), state.tabs) == wanted:
            return []
        return self._with_state(work, overview, ids, generation + 1, state, grids.get(STATE, Grid()))

    def _require_tabs(self, state: State, overview: Overview) -> None:
        if self.titles[0] not in overview.sheet_ids:
            raise worksheet_missing(self.titles[0], overview.sheet_ids)
        for tab in self.tabs[1:]:
            if tab.title in state.more and tab.title not in overview.sheet_ids:
                raise tab_missing(tab.title, base_of(self.titles.index(tab.title) + 1), overview.sheet_ids)

    def _require_new_tabs(self, state: State | None, grids: Mapping[str, Grid]) -> None:
        """Refuse a worksheet of people's by the name of a tab that was never made, whose headings are like ours.

        Their column "Owner" and ours could not be told apart from then on. One with other headings, or none, gets our
        columns beside what is there.
        """
        known = state.more if state else {}
        for tab in self.tabs[1:]:
            header = {match_key(heading) for heading in grids.get(tab.title, Grid()).header} - {None}
            own = {match_key(column.name) for column in tab.columns}
            if tab.title not in known and header & own and match_key(tab.key_name) not in header:
                raise SheetError(
                    f"there is a worksheet {tab.title!r} that somebody made, with columns headed like ours",
                    remedy="Rename it, and run again: nothing in it was changed",
                )

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
        known = state.journals if state else {}
        journals = {
            title: known.get(title, Journal()) if undo_of(number) in overview.sheet_ids else Journal()
            for number, title in enumerate(self.titles, 1)
        }
        # Store, month and the writes so far stay: a preparation is a write like others, and says nothing about them.
        former = state or State(0, self.spreadsheet_id, self.titles[0], ids)
        more = {title: journals[title] for title in self.titles[1:]}
        former = replace(former, worksheet=self.titles[0], sheet_ids=ids, more=more)
        new = former.after(generation, PREPARED, journals)
        height, width = overview.heights.get(STATE, _ROWS), cells.width or STATE_WIDTH
        return [take_generation(self.spreadsheet_id, generation), *work, *state_rows(new, height, width)]

    def _sheet_ids(self, overview: Overview, state: State | None) -> dict[str, int]:
        ids: dict[str, int] = {}
        for title in (*self.titles, *hidden_of(len(self.titles))):
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
        known, header = state.sheet_ids if state else {}, _header_to_be(self.tabs[0], data)
        made = {each.title: known[each.title] for each in self.once if each.title in known}
        work: list[Request] = []
        for each in self.once:
            if each.is_due(known, self.titles[0], header):
                # A worksheet that people had by that name stays theirs.
                theirs = overview.sheet_ids.get(each.title)
                made[each.title] = overview.unused_id(*ids.values(), *made.values()) if theirs is None else theirs
                work += each.requests(made[each.title], self.titles[0], header) if theirs is None else ()
        return made, work

    def _new_sheets(self, overview: Overview, ids: Mapping[str, int]) -> Iterable[Request]:
        wanted = {tab.title: (place, tab) for place, tab in enumerate(self.tabs)}
        widest = max(len(tab.columns) for tab in self.tabs)
        for title, sheet_id in ids.items():
            if sheet_id in overview.sheet_ids.values() or (title in self.titles and title not in wanted):
                continue
            # A spreadsheet holds 10 million cells, blank ones included: hidden worksheets are as narrow as can be.
            is_hidden = title not in wanted
            width = widest if is_hidden else max(_COLUMNS, len(_headings(wanted[title][1])) + _SPARE)
            size = {"rowCount": _ROWS, "columnCount": max(width, STATE_WIDTH)}
            properties: dict[str, Any] = {"sheetId": sheet_id, "title": title, "hidden": is_hidden}
            # What people are to read comes before the blank "Sheet1" of a new spreadsheet.
            first = {"index": wanted[title][0]} if not is_hidden and wanted[title][1].look else {}
            yield {"addSheet": {"properties": {**properties, "gridProperties": size, **first}}}
            if is_hidden:
                protection = {"range": {"sheetId": sheet_id}, "description": "kept by tht_xl", "warningOnly": True}
                yield {"addProtectedRange": {"protectedRange": protection}}


def _headings(tab: Tab) -> Sequence[str]:
    return tab.look.headings if tab.look else [column.name for column in tab.columns]


def _header_to_be(tab: Tab, data: Grid) -> Sequence[str]:
    """Return the headings of a worksheet once it is prepared; "" for a column without one."""
    header = ["" if heading is None else str(heading) for heading in data.header]
    own = {match_key(column.name) for column in tab.columns}
    if any(match_key(heading) in own for heading in header):
        return header
    if not data.used:
        return _headings(tab)
    start = data.used_width
    return [*(header + [""] * start)[:start], *(column.name for column in tab.columns)]


def _header(tab: Tab, sheet_id: int, data: Grid) -> Iterable[Request]:
    names = [column.name for column in tab.columns]
    own = {match_key(name) for name in names}
    if any(match_key(header) in own for header in data.header):
        header_positions(data, tab.columns, tab.title)
        return
    start = data.used_width
    if data.used:
        # Columns of their own, beside whatever people already have.
        if start >= data.width:
            yield extend(sheet_id, "COLUMNS", 1)
        yield insert(sheet_id, "COLUMNS", start, len(names))
        yield write(sheet_id, 0, start, [names])
        return
    headings = list(_headings(tab))
    if data.height:
        # A row of its own: somebody may just be typing into the blank sheet.
        if data.width < len(headings):
            yield extend(sheet_id, "COLUMNS", len(headings) - data.width)
        yield insert(sheet_id, "ROWS", 0, 1)
    yield write(sheet_id, 0, 0, [headings])
    if tab.look:
        yield from tab.look.requests(sheet_id)


def _base_header(tab: Tab, sheet_id: int, base: Grid) -> Iterable[Request]:
    if base.used:
        return
    if base.height and base.width < len(tab.columns):
        yield resize(sheet_id, base.height, len(tab.columns))
    yield write(sheet_id, 0, 0, [[column.name for column in tab.columns]])


def worksheet_missing(worksheet: str, titles: Iterable[str]) -> SheetError:
    """Return the refusal of a spreadsheet in which the worksheet has been renamed or deleted."""
    visible = ", ".join(repr(title) for title in titles if not title.startswith(_OURS))
    return SheetError(
        f"there is no worksheet {worksheet!r}",
        remedy=f"There are {visible}: rename one back, or correct the name in the configuration",
    )


def tab_missing(worksheet: str, base: str, titles: Iterable[str]) -> SheetError:
    """Return the refusal of a spreadsheet in which a worksheet beyond the first has been renamed or deleted."""
    found = worksheet_missing(worksheet, titles)
    return SheetError(
        found.message, remedy=f"{found.remedy}; to have it made again, delete its hidden worksheet {base} as well"
    )


def _hiding(overview: Overview) -> Iterable[Request]:
    for title in sorted(overview.visible):
        if title.startswith(_OURS):
            properties = {"sheetId": overview.sheet_ids[title], "hidden": True}
            yield {"updateSheetProperties": {"properties": properties, "fields": "hidden"}}


def _leftover(overview: Overview) -> Iterable[Request]:
    """Return the requests that undo what crashed runs had sent. A run still at work is refused, and reads again."""
    return ({"deleteSheet": {"sheetId": i}} for title, i in overview.sheet_ids.items() if title.startswith(PREFIX))


def _prune(overview: Overview) -> Iterable[Request]:
    old = sorted(overview.generations)[: -_TOKENS_KEPT // 2] if len(overview.generations) > _TOKENS_KEPT else []
    return (drop_generation(overview.generations[generation]) for generation in old)
