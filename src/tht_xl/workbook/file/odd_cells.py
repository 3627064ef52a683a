"""Cells that calamine refuses, and the whole worksheet with them: find them and make them texts.

This goes through a worksheet a second time, and slowly, so it is only done where calamine has refused or would misread.
"""

import re

from tht_xl.documents.addresses import column_number, row_number
from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.marks import DIGITS, Position, as_texts
from tht_xl.workbook.file.markup import MAIN, Attributes, new_parser, read_starts, run

ODD_TEXT = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<v>\s*[^\s0-9<]""")
"""A reference to a shared text that is not a number: calamine takes the first text for it."""
PERHAPS_ODD = {
    b't="s"': re.compile(rb"""t="s"[^<>]*>\s*<v>\s*[^\s0-9<]"""),
    b"t='s'": re.compile(rb"""t='s'[^<>]*>\s*<v>\s*[^\s0-9<]"""),
}
"""The same for each kind of quote, with anything before it."""
KINDS = ("n", "s", "b", "str", "inlineStr", "d", "e")
"""What a cell can say that it holds (ECMA-376 part 1, 18.18.11)."""
BOOLEANS = ("0", "1", "true", "false")


def has_odd_texts(sheet: bytes) -> bool:
    """Return whether a cell names a shared text by something that is not a number."""
    # Letter by letter first: a search for a pattern that begins with any sign takes five times as long.
    is_perhaps = any(pattern.search(sheet) for quote, pattern in PERHAPS_ODD.items() if quote in sheet)
    return is_perhaps and bool(ODD_TEXT.search(sheet))


def without_odd_cells(sheet: bytes, part: str, book: Book) -> tuple[bytes, frozenset[Position]]:
    """Return the worksheet with every ill-typed cell made a text, so that it spoils nothing but itself.

    Cells whose shared text is not in the file are told apart: what they hold is lost.

    Args:
        sheet: The worksheet.
        part: Its name, for the message.
        book: The workbook, for the number of shared texts.

    Raises:
        DamagedError: The worksheet, or the part with the shared texts, is not well-formed.
    """
    finder = _Finder(_number_of_strings(book))
    run(finder.parser, sheet, part)
    return as_texts(sheet, finder.odd), frozenset(finder.lost)


def _number_of_strings(book: Book) -> int:
    found: list[Attributes] = []
    if book.strings:
        read_starts(book.container.part(book.strings), book.strings, {"si": found.append})
    return len(found)


class _Finder:
    """Notes where the tag of each odd cell begins."""

    def __init__(self, strings: int) -> None:
        self.strings = strings
        self.odd: list[int] = []
        self.lost: list[Position] = []
        self.row, self.column = 0, -1
        self.tag = -1
        self.kind = ""
        self.text: list[str] | None = None
        self.parser = new_parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: Attributes) -> None:
        namespace, _, element = name.rpartition(" ")
        if namespace not in MAIN:
            return
        if element == "row":
            self.row, self.column = row_number(attributes.get("r", str(self.row + 1))), -1
        elif element == "c":
            reference = attributes.get("r")
            self.column = column_number(reference.rstrip(DIGITS)) if reference else self.column + 1
            self.tag, self.kind = self.parser.CurrentByteIndex, attributes.get("t", "n")
            if self.kind not in KINDS:
                self.odd.append(self.tag)
        elif element == "v":
            self.text = []

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        if self.text is None or not name.endswith(" v"):
            return
        if not self.is_plain("".join(self.text)):
            self.odd.append(self.tag)
            if self.kind == "s":
                self.lost.append((self.row, self.column))
        self.text = None

    def is_plain(self, value: str) -> bool:
        """Return whether a value is of the kind that its cell says."""
        if self.kind == "s":
            return value == "" or (value.isascii() and value.isdigit() and int(value) < self.strings)
        if self.kind == "b":
            return value in BOOLEANS
        return self.kind != "n" or value == "" or is_number(value)


def is_number(value: str) -> bool:
    """Return whether a value is a number as XML Schema writes one."""
    try:
        float(value)
    except ValueError:
        return False
    return "_" not in value and value == value.strip()
