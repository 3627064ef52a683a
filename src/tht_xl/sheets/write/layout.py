"""How a worksheet that we make looks: frozen headings, widths, formats, words in colour, warnings, filters. Pure.

It is laid out once, when the worksheet is made or is still blank, and never again: whatever people change in it stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tht_xl.sheets.write.batch import Request

Colours = Mapping[str, tuple[str, str]]
"""Colour of the letters and of the cell by the word in it; as "#7A1F1F"."""
HEADING_LETTERS, HEADING_CELL = "#FFFFFF", "#0E4A63"
WARNING = "Computed by tht_xl from the partners' returns. What you type here stays, and is reported."
MEDIUM_WIDTH = 125
"""Width of a column that is given none. [pixels]"""
DAY_FORMAT = "d mmm yyyy"
A_DAY = "A day, such as 31/03/2027. Anything else stays too, and is not read as a day."
FROM_THE_LIST = "Choose from the list, or type another."


@dataclass(frozen=True, slots=True)
class FilterView:
    """Rows that a person may choose to see, without hiding the others from anybody else.

    Attributes:
        title: What it is called.
        texts: What a row's cells say, by heading; None for any text at all. No heading: every row.
        order: Headings by which it is sorted.
    """

    title: str
    texts: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    order: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class WorksheetLook:
    """The look of a worksheet.

    Attributes:
        headings: Every column in order, people's own ones included.
        managed: Those that we fill: a person who changes one is warned first.
        hidden: Those that nobody reads, such as the key.
        frozen: How many columns from the left stay in sight.
        widths: Widths by heading. [pixels]
        formats: Number formats by heading, as Google writes them.
        colours: Words in colour by heading; the word itself says the same.
        wrapped: Columns whose text goes on in the next line.
        days: Columns that hold days; those in which people type them are checked.
        lists: Words that people may choose in a column; any other text is taken as well.
        views: Filter views.
        tab: Colour of the tab; "" for none.
        warning: What a person is told who changes a computed cell.
        is_filtered: Whether it has a filter; formulas that fill several rows cannot be sorted.
    """

    headings: Sequence[str]
    managed: frozenset[str]
    hidden: frozenset[str] = frozenset()
    frozen: int = 0
    widths: Mapping[str, int] = field(default_factory=dict[str, int])
    formats: Mapping[str, str] = field(default_factory=dict[str, str])
    colours: Mapping[str, Colours] = field(default_factory=dict[str, Colours])
    wrapped: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    views: Sequence[FilterView] = ()
    tab: str = ""
    warning: str = WARNING
    is_filtered: bool = True

    def requests(self, sheet_id: int) -> Iterator[Request]:
        """Yield what gives a worksheet this look; the headings are written by somebody else."""
        yield _frozen(sheet_id, self.frozen)
        if self.tab:
            properties = {"sheetId": sheet_id, "tabColorStyle": {"rgbColor": _colour(self.tab)}}
            yield {"updateSheetProperties": {"properties": properties, "fields": "tabColorStyle"}}
        for place, heading in enumerate(self.headings):
            # From the first row on: rows that are inserted right below the headings would push a range that begins
            # there ahead of them, and be left out of it.
            column = _column(sheet_id, place)
            yield _sized(sheet_id, place, self.widths.get(heading, MEDIUM_WIDTH), is_hidden=heading in self.hidden)
            look: dict[str, Any] = {"verticalAlignment": "TOP"}
            if heading in self.wrapped:
                look["wrapStrategy"] = "WRAP"
            if pattern := self.formats.get(heading):
                look["numberFormat"] = {"type": "NUMBER", "pattern": pattern}
            if heading in self.days:
                look["numberFormat"] = {"type": "DATE", "pattern": DAY_FORMAT}
            yield _formatted(column, look, f"userEnteredFormat({','.join(look)})")
            for word, (letters, cell) in self.colours.get(heading, {}).items():
                yield _coloured(column, word, letters, cell)
            if heading in self.days - self.managed:
                yield _validated(column, {"type": "DATE_IS_VALID"}, A_DAY)
            if words := self.lists.get(heading):
                values = [{"userEnteredValue": word} for word in words]
                yield _validated(column, {"type": "ONE_OF_LIST", "values": values}, FROM_THE_LIST)
        header = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 1}
        header |= {"startColumnIndex": 0, "endColumnIndex": len(self.headings)}
        yield _formatted(header, _heading_format(), "userEnteredFormat(backgroundColor,textFormat,wrapStrategy)")
        for first, last in _runs([heading in self.managed for heading in self.headings]):
            area = {"sheetId": sheet_id, "startColumnIndex": first, "endColumnIndex": last}
            protected = {"range": area, "description": self.warning, "warningOnly": True}
            yield {"addProtectedRange": {"protectedRange": protected}}
        whole = {"sheetId": sheet_id, "startColumnIndex": 0, "endColumnIndex": len(self.headings)}
        if self.is_filtered:
            yield {"setBasicFilter": {"filter": {"range": whole}}}
        for view in self.views:
            yield {"addFilterView": {"filter": self._view(view, whole)}}

    def _view(self, view: FilterView, area: Mapping[str, int]) -> dict[str, Any]:
        places = {heading: place for place, heading in enumerate(self.headings)}
        wanted = [
            {"columnIndex": places[heading], "filterCriteria": {"condition": _says(text)}}
            for heading, text in view.texts.items()
        ]
        order = [{"dimensionIndex": places[heading], "sortOrder": "ASCENDING"} for heading in view.order]
        return {"title": view.title, "range": dict(area), "filterSpecs": wanted, "sortSpecs": order}


def _frozen(sheet_id: int, columns: int) -> Request:
    properties = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": columns}}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _heading_format() -> dict[str, Any]:
    letters = {"bold": True, "foregroundColor": _colour(HEADING_LETTERS)}
    return {"backgroundColor": _colour(HEADING_CELL), "textFormat": letters, "wrapStrategy": "WRAP"}


def _column(sheet_id: int, place: int) -> dict[str, int]:
    return {"sheetId": sheet_id, "startColumnIndex": place, "endColumnIndex": place + 1}


def _formatted(area: Mapping[str, int], look: Mapping[str, Any], fields: str) -> Request:
    return {"repeatCell": {"range": dict(area), "cell": {"userEnteredFormat": dict(look)}, "fields": fields}}


def _sized(sheet_id: int, place: int, width: int, *, is_hidden: bool) -> Request:
    area = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    properties = {"pixelSize": width, "hiddenByUser": is_hidden}
    return {"updateDimensionProperties": {"range": area, "properties": properties, "fields": "pixelSize,hiddenByUser"}}


def _coloured(area: Mapping[str, int], word: str, letters: str, cell: str) -> Request:
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}
    look = {"backgroundColor": _colour(cell), "textFormat": {"foregroundColor": _colour(letters), "bold": True}}
    rule = {"ranges": [dict(area)], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _validated(area: Mapping[str, int], condition: Mapping[str, Any], says: str) -> Request:
    # Below the headings, which are words. Not strict: whatever a person types stays, and Google marks it.
    rule = {"condition": dict(condition), "inputMessage": says, "strict": False, "showCustomUi": True}
    return {"setDataValidation": {"range": {**area, "startRowIndex": 1}, "rule": rule}}


def _says(text: str | None) -> dict[str, Any]:
    if text is None:
        return {"type": "NOT_BLANK"}
    return {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}


def _colour(text: str) -> dict[str, float]:
    parts = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return dict(zip(("red", "green", "blue"), parts, strict=True))


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield first and last place, the last not included, of each run of true flags."""
    start = None
    for place, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place
            start = None
