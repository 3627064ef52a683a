"""What the records of a binary workbook say of its cells: which hold an error, and how far they go.

Both formats are a row of records, each a kind, a length and its content: [MS-XLS] 2.1.4 inside an Office 97 file
([MS-CFB]), [MS-XLSB] 2.1.4 inside a zip archive. Only what calamine does not tell is read here, and a file that cannot
be followed has nothing said of it: calamine decides whether it can be read.
"""

import posixpath
import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tht_xl.workbook.file.container import Container, DamagedError, RawFile
from tht_xl.workbook.file.markup import PACKAGE, Attributes, read_starts
from tht_xl.workbook.file.values import MAX_CELLS
from tht_xl.workbook.values_only.compound_file import read_stream
from tht_xl.workbook.values_only.kind import BINARY

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
OTHER_ERROR = "an error"
MAX_RECORDS = 12_000_000
"""More than two for each cell that a sheet may have. A small file can list one large sheet many times."""
Record = tuple[int, int, int]
"""Kind of a record, and where its content begins and ends."""


@dataclass(slots=True)
class BinarySheet:
    """What the records of one sheet say.

    Attributes:
        name: As on its tab.
        errors: Error values by row from 1, then by column from 0.
        last_row: The last row with a cell.
        last_column: The last column with a cell.
    """

    name: str
    errors: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    last_row: int = 0
    last_column: int = -1

    @property
    def is_too_large(self) -> bool:
        """Whether it has too many cells from A1 to its last one."""
        return self.last_row * (self.last_column + 1) > MAX_CELLS

    def cell(self, row: int, column: int, error: int | None = None) -> None:
        """Note a cell, its row counted from 0."""
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column)
        if error is not None:
            self.errors[row + 1][column] = ERRORS.get(error, OTHER_ERROR)


def binary_sheets(raw: RawFile) -> list[BinarySheet]:
    """Return what the records of each sheet say, as far as they can be followed."""
    walk = _Walk(_xlsb_records) if raw.is_zip else _Walk(_xls_records)
    try:
        return list(_xlsb_sheets(raw.container, walk) if raw.is_zip else _xls_sheets(raw.data, walk))
    except (DamagedError, struct.error, IndexError, UnicodeDecodeError, ValueError):
        return []


class _Walk:
    """Goes through records, and through no more of them in all than a workbook has."""

    def __init__(self, records: Callable[[bytes, int], Iterator[Record]]) -> None:
        self._records = records
        self._left = MAX_RECORDS

    def __call__(self, data: bytes, at: int = 0) -> Iterator[Record]:
        for record in self._records(data, at):
            self._left -= 1
            if self._left < 0:
                raise DamagedError("the file has too many records")
            yield record


def _xlsb_sheets(container: Container, walk: _Walk) -> Iterator[BinarySheet]:
    folder, name = posixpath.split(BINARY)
    targets: dict[str, str] = {}

    def relation(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"

    relations = f"{folder}/_rels/{name}.rels"
    read_starts(container.part(relations), relations, {"Relationship": relation}, PACKAGE)
    book = container.part(BINARY)
    for kind, start, _ in walk(book):
        if kind == 156:  # BrtBundleSh: state, id, then the two texts
            identifier, after = _wide_text(book, start + 8)
            title, _ = _wide_text(book, after)
            part = targets.get(identifier, "")
            if part and container.has(part):
                data = container.part(part)
                yield _xlsb_sheet(title, walk(data), data)


def _xlsb_sheet(name: str, records: Iterator[Record], data: bytes) -> BinarySheet:
    sheet, row = BinarySheet(name), 0
    number = struct.Struct("<I").unpack_from
    for kind, start, end in records:
        if kind == 0:
            row = number(data, start)[0]
        elif 2 <= kind <= 11 or kind == 62:  # cells but for blank ones; 3 holds an error, 11 a formula that gives one
            sheet.cell(row, number(data, start)[0], data[start + 8] if kind in (3, 11) and start + 8 < end else None)
    return sheet


def _xlsb_records(data: bytes, at: int) -> Iterator[Record]:
    size = len(data)
    while at < size:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, at, at + length
        at += length


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * struct.unpack_from("<I", data, at)[0]
    return data[at + 4 : end].decode("utf-16-le"), end


def _xls_sheets(data: bytes, walk: _Walk) -> Iterator[BinarySheet]:
    stream = read_stream(data, ("Workbook", "Book"))
    for kind, start, end in walk(stream):
        if kind == 0x85 and end - start > 8:  # BoundSheet8: where the sheet begins, its state and kind, its name
            offset, is_wide = struct.unpack_from("<I", stream, start)[0], stream[start + 7] & 1
            name = stream[start + 8 : end].decode("utf-16-le" if is_wide else "latin-1")
            yield _xls_sheet(name, walk(stream, offset), stream)


def _xls_sheet(name: str, records: Iterator[Record], stream: bytes) -> BinarySheet:
    sheet, place = BinarySheet(name), struct.Struct("<HH").unpack_from
    for kind, start, end in records:
        if kind == 0x06 and end - start >= 14:  # Formula: its result takes eight bytes, the last two say "no number"
            result = stream[start + 6 : start + 14]
            is_error = result[6:] == b"\xff\xff" and result[0] == 2
            row, column = place(stream, start)
            sheet.cell(row, column, result[2] if is_error else None)
        elif kind == 0x205 and end - start >= 8:  # BoolErr
            row, column = place(stream, start)
            sheet.cell(row, column, stream[start + 6] if stream[start + 7] else None)
        elif kind in (0x203, 0x204, 0x27E, 0xFD):  # Number, Label, RK, LabelSst
            sheet.cell(*place(stream, start))
        elif kind == 0xBD and end - start >= 6:  # MulRk: a stretch of cells; its last column is the last word
            row, _ = place(stream, start)
            sheet.cell(row, struct.unpack_from("<H", stream, end - 2)[0])
    return sheet


def _xls_records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records of a part of the stream, up to the one that ends it."""
    header = struct.Struct("<HH").unpack_from
    while at + 4 <= len(stream):
        kind, length = header(stream, at)
        if kind == 0x0A:
            return
        yield kind, at + 4, at + 4 + length
        at += 4 + length
