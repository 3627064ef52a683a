"""What the values of a worksheet do not tell: formulas, error cells, formats, hidden and merged cells."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers.expat import XMLParserType

from tht_xl.documents.addresses import column_number, row_number
from tht_xl.workbook.file.markup import MAIN, Attributes, Start, new_parser, run

DIGITS = "0123456789"
KIND = re.compile(rb"""(?<=\s)t\s*=\s*(?:"[^"]*"|'[^']*')""")
RANGE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(:[A-Z]{1,3}[0-9]{1,7})?")
NAMELESS = "an error"
"""An error cell whose value is not in the file."""
ERROR = re.compile(r"#[^\d\s]{1,20}(?:/0!)?")
"""An error value in any language. Excel's longest, #GETTING_DATA, has 13 characters; only #DIV/0! has a digit."""
Position = tuple[int, int]
"""Row from 1, column from 0."""


@dataclass(slots=True)
class SheetMarks:
    """Marks of one worksheet.

    Attributes:
        formulas: Formula text by position; a cell that shares another's formula has "".
        unsaved: Positions of formulas whose result is not saved with them.
        errors: Error values by position.
        percents: Positions shown as a percentage.
        merged: Ranges of merged cells, such as "A1:C1".
        hidden_rows: Rows that are not shown.
        hidden_columns: First and last column of each hidden stretch, from 0.
        filled_rows: How many rows have something in them.
        last_row: The last row with something in it.
        last_column: The last column with something in it.
        last_formatted_row: The last row that the file mentions at all.
        error_tags: Where the tag of each error cell begins in the part. [bytes]
    """

    formulas: dict[Position, str] = field(default_factory=dict)
    unsaved: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filled_rows: int = 0
    last_row: int = 0
    last_column: int = -1
    last_formatted_row: int = 0
    error_tags: list[int] = field(default_factory=list)


def read_marks(data: bytes, part: str, percent_styles: frozenset[str]) -> SheetMarks:
    """Go through a worksheet once.

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


def _error(value: str) -> str:
    """Return an error value for a message; what does not look like one is not repeated."""
    return value.strip() if ERROR.fullmatch(value.strip()) else NAMELESS


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
        self.marks.errors[self.row, self.column] = _error(self.taken())
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
