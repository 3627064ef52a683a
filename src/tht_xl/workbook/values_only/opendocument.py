"""Read the values of an OpenDocument spreadsheet (.ods), as LibreOffice, Excel and Google write it.

One pass of expat over `content.xml`. A cell or row that is said to repeat is taken once and counted, so that a million
of them cost nothing until they hold something.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tht_xl.workbook.file.container import DamagedError, EncryptedError, RawFile
from tht_xl.workbook.file.markup import Attributes, new_parser, run
from tht_xl.workbook.file.sheet_marks import ERROR
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.values_only.kind import OPENDOCUMENT, OPENDOCUMENT_MANIFEST
from tht_xl.workbook.values_only.sheet import MAX_COLUMNS, ReadRow, SheetGatherer, ValuesSheet, room_left

NAMESPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
DURATION = re.compile(r"(-?)PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,](\d{1,9}))?S")
LIBREOFFICE_ERROR = re.compile(r"Err:\d{3}")
NOT_THE_CELL = ("office:annotation", "table:shapes", "office:forms", "table:tracked-changes")
"""Elements that may hold tables or paragraphs of their own: a comment, a drawing, what a cell held before."""


def read_opendocument(raw: RawFile) -> list[ValuesSheet]:
    """Return the sheets of a spreadsheet.

    Raises:
        DamagedError: It needs a password, or is not what it should be.
    """
    if raw.container.has(OPENDOCUMENT_MANIFEST) and b"encryption-data" in raw.container.part(OPENDOCUMENT_MANIFEST):
        raise EncryptedError("the workbook is encrypted with a password")
    reader = _Reader()
    run(reader.parser, raw.container.part(OPENDOCUMENT), OPENDOCUMENT)
    if not reader.is_spreadsheet:
        raise DamagedError("this OpenDocument file is not a spreadsheet")
    return [sheet.done() for sheet in reader.sheets]


class _Reader:
    """Called by the parser for every element, with its name as the standard writes it: "table:table-cell"."""

    def __init__(self) -> None:
        self.sheets: list[SheetGatherer] = []
        self.is_spreadsheet = False
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.passed_over = 0
        self.row = ReadRow()
        self.rows_repeated = 1
        self.cell: Attributes | None = None
        self.paragraphs: list[str] = []
        self.names: dict[str, str] = {}
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "office:spreadsheet": self.begin_spreadsheet,
            "style:style": self.begin_style,
            "style:table-properties": self.table_properties,
            "table:table": self.begin_table,
            "table:table-row": self.begin_row,
            "table:table-cell": self.begin_cell,
            "table:covered-table-cell": self.begin_cell,
            "text:p": self.begin_paragraph,
            "text:s": self.blanks,
            "text:tab": lambda _: self.characters("\t"),
            "text:line-break": lambda _: self.characters("\n"),
        }
        self.ends = {
            "table:table-row": self.end_row,
            "table:table-cell": self.end_cell,
            "table:covered-table-cell": self.end_cell,
        }
        self.parser = new_parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def name(self, qualified: str) -> str:
        if qualified not in self.names:
            namespace, _, local = qualified.rpartition(" ")
            self.names[qualified] = f"{NAMESPACES.get(namespace, '?')}:{local}"
        return self.names[qualified]

    def start(self, qualified: str, attributes: Attributes) -> None:
        name = self.name(qualified)
        # A table within a cell is not one of the workbook.
        if self.passed_over or name in NOT_THE_CELL or (name == "table:table" and self.cell is not None):
            self.passed_over += 1
        elif name in self.starts:
            self.starts[name]({self.name(key): value for key, value in attributes.items()})

    def end(self, qualified: str) -> None:
        if self.passed_over:
            self.passed_over -= 1
        elif (name := self.name(qualified)) in self.ends:
            self.ends[name]()

    def characters(self, text: str) -> None:
        if self.paragraphs and not self.passed_over:
            self.paragraphs[-1] += text

    def begin_spreadsheet(self, _: Attributes) -> None:
        self.is_spreadsheet = True

    def begin_style(self, attributes: Attributes) -> None:
        self.style = attributes.get("style:name", "")

    def table_properties(self, attributes: Attributes) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def begin_table(self, attributes: Attributes) -> None:
        is_hidden = attributes.get("table:style-name", "") in self.hidden_styles
        self.sheets.append(SheetGatherer(attributes.get("table:name", ""), is_hidden, room=room_left(self.sheets)))

    def begin_row(self, attributes: Attributes) -> None:
        self.row = ReadRow()
        self.rows_repeated = _times(attributes, "table:number-rows-repeated")

    def begin_cell(self, attributes: Attributes) -> None:
        self.cell, self.paragraphs = attributes, []

    def begin_paragraph(self, _: Attributes) -> None:
        if self.cell is not None:
            self.paragraphs.append("")

    def blanks(self, attributes: Attributes) -> None:
        # More than a cell may hold is one more way to make a small file large.
        self.characters(" " * min(_times(attributes, "text:c"), 32_767))

    def end_cell(self) -> None:
        attributes, self.cell = self.cell or {}, None
        is_written, text, self.paragraphs = bool(self.paragraphs), "\n".join(self.paragraphs), []
        first = len(self.row.cells)
        error = _error(attributes, text)
        value: Cell = "" if error else _value(attributes, text)
        # The blank stretch at the end of a row may be as long as a program likes. A cell that holds something beyond
        # the last column of a sheet is kept, so that the sheet is found to be too wide.
        least = 1 if value != "" or error else 0
        times = max(least, min(_times(attributes, "table:number-columns-repeated"), MAX_COLUMNS + 1 - first))
        columns = range(first, first + times)
        self.row.cells += [value] * times
        if error:
            self.row.errors |= dict.fromkeys(columns, error)
        elif attributes.get("office:value-type") == "percentage":
            self.row.percents += columns
        elif "table:formula" in attributes and "office:value-type" not in attributes and not is_written:
            self.row.unsaved += columns

    def end_row(self) -> None:
        if self.sheets:
            self.sheets[-1].add(self.row, times=self.rows_repeated)


def _times(attributes: Attributes, name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _error(attributes: Attributes, text: str) -> str:
    """Return the error value of a cell: LibreOffice says that it is one, others only show it."""
    shown = text.strip()
    if attributes.get("calcext:value-type") == "error":
        return shown or "an error"
    is_one = "table:formula" in attributes and (ERROR.fullmatch(shown) or LIBREOFFICE_ERROR.fullmatch(shown))
    return shown if is_one else ""


def _value(attributes: Attributes, text: str) -> Cell:
    """Return what a cell holds, by the kind that it says."""
    kind = attributes.get("office:value-type", "")
    try:
        if kind in ("float", "percentage", "currency"):
            return float(attributes["office:value"])
        if kind == "boolean":
            return attributes["office:boolean-value"] == "true"
        if kind == "date":
            return _day(attributes["office:date-value"])
        if kind == "time":
            return _time(attributes["office:time-value"])
    except (KeyError, ValueError, OverflowError):
        # One cell that is not what it says is a text like any other, and the checks name it.
        return text or attributes.get("office:value", "")
    return attributes.get("office:string-value", text) if kind == "string" and not text else text


def _day(said: str) -> date | datetime:
    found = datetime.fromisoformat(said).replace(tzinfo=None)
    return found if found.time() > time.min else found.date()


def _time(said: str) -> time | timedelta | str:
    found = DURATION.fullmatch(said)
    if not found:
        return said
    sign, hours, minutes, seconds, _ = found.groups()
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    if sign or length >= timedelta(days=1):
        return -length if sign else length
    return time(length.seconds // 3600, length.seconds // 60 % 60, length.seconds % 60)
