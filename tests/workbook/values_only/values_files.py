"""Files of values made by hand, record by record and element by element: .ods, .xlsb and .xls."""

import csv
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tht_xl.workbook.file.container import RawFile
from tht_xl.workbook.opened import marks_of, open_book, values_of

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS_HEAD = (
    f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
    f'xmlns:text="{OFFICE}:text:1.0" xmlns:style="{OFFICE}:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
Rows = list[list[object]]
SomeRows = Sequence[Sequence[object]]


class ErrorCell:
    """A cell that shows #N/A."""


def ods_cell(cell: object, more: str = "") -> str:
    """One cell as LibreOffice writes it."""
    if isinstance(cell, ErrorCell):
        return (
            f'<table:table-cell{more} table:formula="of:=NA()" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        )
    if isinstance(cell, str):
        if not cell:
            return f"<table:table-cell{more}/>"
        return f'<table:table-cell{more} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    kind = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell{more} {kind}><text:p>{cell}</text:p></table:table-cell>"


def ods_table(name: str, rows: SomeRows, after: str = "", style: str = "shown") -> str:
    """A sheet; `after` is what follows its rows."""
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" table:style-name="{style}">{body}{after}</table:table>'


def write_ods(path: Path, tables: str, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A spreadsheet with these sheets."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", ODS_HEAD + tables + ODS_TAIL)
        for name, part in (parts or {}).items():
            package.writestr(name, part)
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xlsb part."""
    tag = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(content)
    while True:
        byte, left = left & 0x7F, left >> 7
        length += bytes([byte | 0x80 if left else byte])
        if not left:
            return tag + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_rows(rows: SomeRows, first: int = 0) -> bytes:
    """The rows of a sheet, numbered from `first`."""
    found = b""
    for number, row in enumerate(rows, start=first):
        found += _record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, ErrorCell):
                found += _record(3, place + b"\x2a")
            elif isinstance(cell, str) and cell:
                found += _record(6, place + _wide(cell))
            elif isinstance(cell, int | float):
                found += _record(5, place + struct.pack("<d", cell))
    return found


def write_xlsb(path: Path, sheets: Mapping[str, bytes]) -> Path:
    """A binary workbook with these sheets, each given by the records of its rows."""
    listed = b"".join(
        _record(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.bin", _record(131) + _record(143) + listed + _record(144) + _record(132))
        package.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>')
        for number, records in enumerate(sheets.values(), start=1):
            extent = _record(148, struct.pack("<IIII", 0, 10, 0, 10))
            sheet = _record(129) + extent + _record(145) + records + _record(146) + _record(130)
            package.writestr(f"xl/worksheets/sheet{number}.bin", sheet)
    return path


def xls_record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls_rows(rows: SomeRows) -> bytes:
    """The cells of a sheet."""
    found = b""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 15)
            if isinstance(cell, ErrorCell):
                found += xls_record(0x205, place + b"\x2a\x01")
            elif isinstance(cell, str) and cell:
                text = cell.encode("utf-16-le")
                found += xls_record(0x204, place + struct.pack("<HB", len(cell), 1) + text)
            elif isinstance(cell, int | float):
                found += xls_record(0x203, place + struct.pack("<d", cell))
    return found


def write_xls(path: Path, sheets: Mapping[str, bytes], extent: tuple[int, int, int, int] = (0, 10, 0, 10)) -> Path:
    """An Excel 97 workbook: its stream in an Office 97 file of one stream."""
    begin, begin_book = (xls_record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0x600)) for kind in (0x10, 5))
    bodies = [
        begin + xls_record(0x200, struct.pack("<IIHHH", *extent, 0)) + cells + xls_record(0x0A)
        for cells in sheets.values()
    ]
    globals_size = len(begin) + 4 + sum(12 + 2 * len(name) for name in sheets)
    listed, offset = b"", globals_size
    for name, body in zip(sheets, bodies, strict=True):
        content = struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + name.encode("utf-16-le")
        listed += xls_record(0x85, content)
        offset += len(body)
    stream = begin_book + listed + xls_record(0x0A) + b"".join(bodies)
    path.write_bytes(compound_file("Workbook", stream))
    return path


def compound_file(name: str, stream: bytes) -> bytes:
    """An Office 97 file with one stream: header, one sector of the table for each 128, directory, stream."""
    stream += b"\0" * (-len(stream) % 512) if len(stream) > 4096 else b"\0" * (4608 - len(stream))
    sectors = len(stream) // 512
    tables = (sectors + 1) // 127 + 1
    following = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    first = len(following)
    following += [*range(first + 1, first + sectors), 0xFFFFFFFE]
    following += [0xFFFFFFFF] * (tables * 128 - len(following))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<IIIIIIII", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + b"\0" * 36 + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, first, len(stream))
    return header + struct.pack(f"<{len(following)}I", *following) + directory.ljust(512, b"\0") + stream


def sheet_rows(path: Path, sheet: str = "Data") -> Rows:
    """The values of a sheet of an Excel workbook, with its errors."""
    book = open_book(RawFile.read(path))
    entry = next(each for each in book.sheets if each.name == sheet)
    marks = marks_of(book, entry)
    rows = [list(row) for row in values_of(book, entry, marks)]
    for row, column in marks.errors:
        rows[row - 1][column] = ErrorCell()
    return rows


def write_as(kind: str, path: Path, rows: Rows, sheet: str = "Data") -> Path:
    """The rows in a file of a kind."""
    path = path.with_suffix(f".{kind}")
    if kind == "ods":
        return write_ods(path, ods_table(sheet, rows))
    if kind == "xlsb":
        return write_xlsb(path, {sheet: xlsb_rows(rows)})
    if kind == "xls":
        return write_xls(path, {sheet: xls_rows(rows)})
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["#N/A" if isinstance(c, ErrorCell) else c for c in row] for row in rows])
    path.write_bytes(text.getvalue().encode("utf-8"))
    return path
