"""What the values of a worksheet do not tell: formulas, error cells, formats, hidden and merged cells."""

import re
from collections.abc import Callable, Iterable
from xml.parsers.expat import XMLParserType

from tht_xl.documents.addresses import column_number, row_number
from tht_xl.workbook.file.markup import MAIN, Attributes, Start, new_parser, run
from tht_xl.workbook.file.plain_marks import read_plain_marks
from tht_xl.workbook.file.sheet_marks import NAMELESS, RANGE, Position, SheetMarks, error_value

__all__ = ["NAMELESS", "Position", "SheetMarks", "as_texts", "read_marks"]

DIGITS = "0123456789"
KIND = re.compile(rb"""(?<=\s)t\s*=\s*(?:"[^"]*"|'[^']*')""")


def read_marks(data: bytes, part: str, percent_styles: frozenset[str]) -> SheetMarks:
    """Go through a worksheet once.

    Raises:
        DamagedError: The worksheet is not well-formed.
    """
    return read_plain_marks(data, part, percent_styles) or read_any_marks(data, part, percent_styles)


def read_any_marks(data: bytes, part: str, percent_styles: frozenset[str]) -> SheetMarks:
    """Go through a worksheet element by element, however it is written.

    Raises:
        DamagedError: The worksheet is not well-formed.
    """
    reader = _MarkReader(percent_styles)
    run(reader.parser, data, part)
    reader.end_row()
    return reader.marks


def as_texts(sheet: bytes, tags: Iterable[int]) -> bytes:
    """Return a worksheet with some of its cells made texts, whatever they are.

    Args:
        sheet: The part.
        tags: Where the tag of each of these cells begins, in the order of the part. [bytes]
    """
    pieces, done = list[bytes](), 0
    for tag in tags:
        end = sheet.index(b">", tag)
        pieces += [sheet[done:tag], KIND.sub(b't="str"', sheet[tag:end], count=1)]
        done = end
    return b"".join([*pieces, sheet[done:]]) if pieces else sheet


class _MarkReader:
    """Called by the parser for every element, so it does as little as it can for each."""

    def __init__(self, percent_styles: frozenset[str]) -> None:
        self.marks = SheetMarks()
        self.percent_styles = percent_styles
        self.row = 0
        self.column = -1
        self.last_filled = -1
        self.kind = ""
        self.text: list[str] = []
        self.parser: XMLParserType = new_parser()
        starts: dict[str, Start] = {
            "c": self.cell,
            "v": self.value,
            "is": self.inline_text,
            "f": self.formula,
            "row": self.begin_row,
            "mergeCell": self.merge,
            "col": self.columns,
        }
        self.starts = {f"{namespace} {name}": call for namespace in MAIN for name, call in starts.items()}
        self.parser.StartElementHandler = self.start

    def start(self, name: str, attributes: Attributes) -> None:
        call = self.starts.get(name)
        if call:
            call(attributes)

    def begin_row(self, attributes: Attributes) -> None:
        self.end_row()
        self.row = row_number(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = -1
        self.marks.last_formatted_row = max(self.marks.last_formatted_row, self.row)
        if attributes.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.append(self.row)

    def end_row(self) -> None:
        if self.last_filled >= 0:
            self.marks.filled_rows += 1
            self.marks.last_row = max(self.marks.last_row, self.row)
            self.marks.last_column = max(self.marks.last_column, self.last_filled)
        self.last_filled = -1

    def cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self.column = column_number(reference.rstrip(DIGITS)) if reference else self.column + 1
        self.kind = attributes.get("t", "")
        if self.kind == "e":
            # Whether a value follows or not: an error without a name is one all the same.
            self.marks.errors[self.row, self.column] = NAMELESS
            self.marks.error_tags.append(self.parser.CurrentByteIndex)
        if self.percent_styles and attributes.get("s") in self.percent_styles:
            self.marks.percents.add((self.row, self.column))

    def value(self, _: Attributes) -> None:
        self.last_filled = max(self.last_filled, self.column)
        if self.kind == "e":
            self.collect(self.end_error)
        elif (self.row, self.column) in self.marks.unsaved:
            self.collect(self.end_result)

    def inline_text(self, _: Attributes) -> None:
        self.last_filled = max(self.last_filled, self.column)

    def formula(self, _: Attributes) -> None:
        self.collect(self.end_formula)

    def collect(self, end: Callable[[str], None]) -> None:
        self.text = []
        self.parser.CharacterDataHandler = self.text.append
        self.parser.EndElementHandler = end

    def taken(self) -> str:
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        return "".join(self.text)

    def end_formula(self, _: str) -> None:
        self.marks.formulas[self.row, self.column] = self.taken()

        # Until its result is found, which comes after it.
        self.marks.unsaved.add((self.row, self.column))

    def end_error(self, _: str) -> None:
        self.marks.errors[self.row, self.column] = error_value(self.taken())
        self.marks.unsaved.discard((self.row, self.column))

    def end_result(self, _: str) -> None:
        # A formula may well give an empty text; other programs leave an empty result where they have worked out none.
        if self.taken() or self.kind == "str":
            self.marks.unsaved.discard((self.row, self.column))

    def merge(self, attributes: Attributes) -> None:
        reference = attributes.get("ref", "")
        if RANGE.fullmatch(reference):
            self.marks.merged.append(reference)

    def columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            self.marks.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
