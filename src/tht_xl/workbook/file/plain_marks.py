"""The marks of a worksheet that is written as Excel writes it, by searching its bytes: faster than element by element.

A worksheet qualifies where nothing in it can be taken for something else. It is well-formed, so a "<" begins a tag and
nothing but a tag; it has no comments, so no tag is within one; the spreadsheet's namespace is its default and has no
prefix, so `<c ` begins a cell and nothing but a cell; and every row and cell has its attributes in the usual order.
All others are gone through element by element (`marks`), which gives the same for every one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tht_xl.documents.addresses import LAST_ROW, column_number
from tht_xl.workbook.file.markup import MAIN, new_parser, run
from tht_xl.workbook.file.sheet_marks import RANGE, SheetMarks, error_value

DECLARATION = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="utf-8")?(?: standalone="(?:yes|no)")?\s*\?>)?\s*"""
    rb"<worksheet\s",
    re.IGNORECASE,
)
CELL = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?\s?/?>')
OF_ROWS = re.compile(rb"<(?:row|c|f|v|is)[\s/>]")
"""An element that is found in rows."""
ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?:\s[\w:]+="[^"<>&]*")*)\s?/?>')
FILLED = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<(?:v|is)[\s/>]',
)
FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?><f[^<>]*?(?:/>|>([^<]*)</f>)'
    rb"(?:<v>([^<]*)</v>|<v/>)?"
)
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="[0-9]+")? t="e"\s?/?>(?:<f[^<>]*?(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>)?'
)
TAG = re.compile(rb"<(col|mergeCell)\s([^<>]*)>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
TRUE = ("1", "true")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class _MarkedRow(NamedTuple):
    """One row: its number, and its part of the file up to the next row."""

    number: int
    content: bytes


class _UnusualError(Exception):
    """The worksheet has to be gone through element by element."""


def read_plain_marks(data: bytes, part: str, percent_styles: frozenset[str]) -> SheetMarks | None:
    """Return the marks of a worksheet; None where it is not written as Excel writes it.

    Raises:
        DamagedError: The worksheet is not well-formed.
    """
    # Without anything to call for an element, the parser takes a fifth of its time.
    run(new_parser(), data, part)
    try:
        return _marks(data, percent_styles)
    except _UnusualError:
        return None


def _marks(data: bytes, percent_styles: frozenset[str]) -> SheetMarks:
    start, end = _check_root(data)
    before, sheet, after = data[:start], data[start:end], data[end:]
    found = ROW.findall(sheet)
    _require(len(found) == _number_of(sheet, b"row") and len(CELL.findall(sheet)) == _number_of(sheet, b"c"))
    _require(not any(OF_ROWS.search(rest) for rest in (before, after)))
    numbers = [int(number) for number, _ in found]
    pieces = sheet.split(b"<row ")
    _require(max(numbers, default=0) <= LAST_ROW and b"<c" not in pieces[0])
    rows = list(map(_MarkedRow, numbers, pieces[1:]))
    marks = SheetMarks(last_formatted_row=max(numbers, default=0))
    _mark_filled(marks, rows, sheet)
    _mark_formulas(marks, rows, sheet)
    if b't="e"' in sheet:
        _mark_errors(marks, rows, start + len(pieces[0]))
    _mark_percents(marks, rows, sheet, percent_styles)
    if b"hidden=" in sheet:
        marks.hidden_rows += [number for number, (_, said) in zip(numbers, found, strict=True) if _is_hidden(said)]
    for name, attributes in (*_tags(before), *_tags(after)):
        if name == b"mergeCell" and RANGE.fullmatch(attributes.get("ref", "")):
            marks.merged.append(attributes["ref"])
        elif name == b"col" and attributes.get("hidden") in TRUE:
            _require(attributes.get("min", "").isdecimal() and attributes.get("max", "").isdecimal())
            marks.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
    return marks


def _check_root(data: bytes) -> tuple[int, int]:
    """Return where the rows of a worksheet begin and end."""
    declaration = DECLARATION.match(data)
    _require(declaration is not None)
    root = data[: data.index(b">", declaration.end() if declaration else 0)]
    own = [name.encode() for name in MAIN if f' xmlns="{name}"'.encode() in root]
    _require(len(own) == 1 and sum(data.count(name.encode()) for name in MAIN) == 1)
    _require(data.count(b"xmlns") == data.count(b"xmlns:") + 1 and not re.search(rb"xmlns:[^=<>]*=[^<>]*&", data))
    # No comments, no instructions, and no line ends that a parser changes.
    _require(b"<!" not in data and data.find(b"<?", 5) < 0 and b"\r" not in data[len(root) :])
    start, end = data.find(b"<sheetData>"), data.find(b"</sheetData>")
    _require(0 <= start < end and data.count(b"<sheetData") == 1)
    return start, end


def _number_of(sheet: bytes, *names: bytes) -> int:
    """Count the tags that begin with these letters: no element of rows but the named ones does.

    To count letters is many times faster than to search for a pattern.
    """
    return sum(sheet.count(b"<" + name) for name in names)


def _require(is_so: bool) -> None:
    if not is_so:
        raise _UnusualError


def _mark_filled(marks: SheetMarks, rows: list[_MarkedRow], sheet: bytes) -> None:
    letters = FILLED.findall(sheet)
    _require(len(letters) == _number_of(sheet, b"v", b"is"))
    filled = [row.number for row in rows if b"<v" in row.content or b"<is" in row.content]
    marks.filled_rows, marks.last_row = len(filled), max(filled, default=0)
    marks.last_column = max((column_number(each.decode()) for each in set(letters)), default=-1)


def _mark_formulas(marks: SheetMarks, rows: list[_MarkedRow], sheet: bytes) -> None:
    number = _number_of(sheet, b"f")
    for row, content in rows if number else ():
        for letters, kind, text, result in FORMULA.findall(content) if b"<f" in content else ():
            position = row, column_number(letters.decode())
            marks.formulas[position] = _unescaped(text)
            marks.unsaved.add(position)
            # A formula may well give an empty text; other programs leave an empty result where they have none.
            if result or (kind in (b"str", b"e") and _has_result(content, letters)):
                marks.unsaved.discard(position)
            number -= 1
    _require(number == 0)


def _mark_errors(marks: SheetMarks, rows: list[_MarkedRow], place: int) -> None:
    for row, content in rows:
        place += len(b"<row ")
        for found in ERROR_CELL.finditer(content):
            position = row, column_number(found[1].decode())
            # Whether a value follows or not: an error without a name is one all the same.
            marks.errors[position] = error_value(_unescaped(found[2] or b""))
            marks.error_tags.append(place + found.start())
        place += len(content)


def _has_result(content: bytes, letters: bytes) -> bool:
    """Return whether a formula that gives a text has the element for its result, empty as it is."""
    found = re.search(rb'<c r="%s[0-9]{1,7}"[^<>]*><f[^<>]*?(?:/>|>[^<]*</f>)<v' % letters, content)
    return found is not None


def _unescaped(text: bytes) -> str:
    said = text.decode()
    if "&" in said:
        _require("&#" not in said)
        for entity, letter in ENTITIES:
            said = said.replace(entity, letter)
    return said


def _mark_percents(marks: SheetMarks, rows: list[_MarkedRow], sheet: bytes, percent_styles: frozenset[str]) -> None:
    styles = [style.encode() for style in percent_styles if f' s="{style}"'.encode() in sheet]
    cell = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}" s="(?:%s)"' % b"|".join(styles))
    for row, content in rows if styles else ():
        marks.percents.update((row, column_number(letters.decode())) for letters in cell.findall(content))


def _is_hidden(said: bytes) -> bool:
    return dict(ATTRIBUTE.findall(said.decode())).get("hidden") in TRUE


def _tags(rest: bytes) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield the columns and the merged cells that are listed before and after the rows, with their attributes."""
    for name, said in TAG.findall(rest):
        # Every attribute has to be one in double quotes that says what it says.
        _require(b"&" not in said and b"'" not in said)
        yield name, dict(ATTRIBUTE.findall(said.decode()))
