"""Files that are no workbook, or a dangerous one: a finding each, whatever they are."""

import builtins
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tht_xl.errors import MissingExtraError
from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.file import container

Write = Callable[..., Path]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")


def found(path: Path, framework: Framework) -> list[tuple[str, str]]:
    """Code and text of what is found."""
    return [(finding.code, finding.given) for finding in check_return(path, framework).report]


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with some of its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return path


def in_data(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    """Replace some bytes of the sheet Data."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("name", "data", "code", "given"),
    [
        ("return.xlsx", b"", "R102", "the file is empty"),
        ("return.xlsx", b"Indicator,Area\nobesity,England\n", "R102", "this is a text file (.csv)"),
        ("return.xlsx", b"just words", "R102", "this is a text file"),
        ("return.xlsx", b"%PDF-1.7\n", "R102", "this is a PDF document"),
        ("return.xlsx", b"<html><table></table></html>", "R102", "this is a web page"),
        ("return.xlsx", b"\x00\x01\x02" * 300, "R102", "this is no format that is known here"),
        ("return.xlsx", OLE + b"\x00" * 600, "R102", "this is an old Excel workbook (.xls) or another Office 97 file"),
        (
            "return.xlsx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "R103",
            "the workbook is encrypted with a password",
        ),
        ("~$return.xlsx", b"\x05Jane", "R102", "this is Excel's lock file"),
        ("return.xlsx", b"PK\x03\x04" + b"\x00" * 200, "R105", "the file is damaged (File is not a zip file)"),
    ],
)
def test_other_files(tmp_path: Path, framework: Framework, name: str, data: bytes, code: str, given: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    assert found(path, framework) == [(code, given)]


@pytest.mark.parametrize(
    ("part", "given"),
    [
        ("content.xml", "this is an OpenDocument file (.ods)"),
        ("xl/workbook.bin", "this is an Excel binary workbook (.xlsb)"),
        ("word/document.xml", "this is a Word document"),
        ("letter.txt", "this is a zip archive without a workbook in it"),
    ],
)
def test_other_packages(tmp_path: Path, framework: Framework, part: str, given: str) -> None:
    path = tmp_path / "return.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")

    assert found(path, framework) == [("R102", given)]


def test_missing_file_and_folder(tmp_path: Path, framework: Framework) -> None:
    assert found(tmp_path / "none.xlsx", framework) == [("R101", "there is no such file")]
    assert found(tmp_path, framework) == [("R101", "this is a folder")]
    assert found(Path("a\x00b.xlsx"), framework)[0][0] == "R101"


def test_file_that_may_not_be_read(write_return: Write, framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_return()

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert found(path, framework) == [("R101", "the file is locked or may not be read")]


def test_truncated_file(write_return: Write, framework: Framework) -> None:
    path = write_return()
    path.write_bytes(path.read_bytes()[:-400])

    assert [code for code, _ in found(path, framework)] == ["R105"]


def test_part_with_a_wrong_checksum(write_return: Write, framework: Framework) -> None:
    path = write_return()
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(BytesIO(bytes(data))) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    data[entry.header_offset + 80] ^= 0xFF
    path.write_bytes(bytes(data))

    assert [code for code, _ in found(path, framework)] == ["R105"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_part_that_is_missing(write_return: Write, framework: Framework, part: str) -> None:
    path = repacked(write_return(), lambda parts: parts.__delitem__(part))

    assert found(path, framework) == [("R105", f"the part {part} is missing")]


def test_part_that_is_not_well_formed(write_return: Write, framework: Framework) -> None:
    path = repacked(write_return(), in_data(b"</sheetData>", b""))

    assert [code for code, _ in found(path, framework)] == ["R105"]


def test_nonsense_in_attributes(write_return: Write, framework: Framework) -> None:
    for nonsense in (b'<row r="x"', b'<row r="-7"', b'<row r="99999999999999999999"'):
        path = repacked(write_return(), in_data(b'<row r="5"', nonsense))
        assert [code for code, _ in found(path, framework)] != []


@pytest.mark.parametrize("number", [b"1e999", b"nan", b"-inf"])
def test_number_that_is_none(write_return: Write, framework: Framework, number: bytes) -> None:
    path = repacked(write_return(), in_data(b"<v>335</v>", b"<v>" + number + b"</v>"))

    codes = {code for code, _ in found(path, framework)}
    assert codes & {"R105", "R201", "R217"}


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.slow
def test_bomb_is_not_expanded(write_return: Write, framework: Framework) -> None:
    path = repacked(write_return(), lambda parts: parts.update({SHEET: parts[SHEET] + b" " * 60_000_000}))

    assert [code for code, _ in found(path, framework)] == ["R104"]


def test_parts_that_expand_to_too_much_together(
    write_return: Write, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "MAX_EXPANDED_SIZE", 5_000)

    assert [code for code, _ in found(write_return(), framework)] == ["R104"]


def test_size_that_an_entry_understates(write_return: Write, framework: Framework) -> None:
    path = repacked(write_return(), lambda parts: parts.update({SHEET: parts[SHEET].ljust(5_000_000)}))
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 100)))

    assert [code for code, _ in found(path, framework)] == ["R105"]


UTF_16 = '<?xml version="1.0" encoding="UTF-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")
SVG = b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("customXml/item1.xml", UTF_16),
        ("customXml/itemProps1.xml", b"\xff\xfe<"),
        ("customXml/item2.xml", b"<!DOCTYPE note><note/>"),
        ("xl/media/drawing.svg.xml", SVG),
        ("docProps/custom.xml", b"not XML at all"),
        ("xl/worksheets/sheet99.xml", UTF_16),
        ("xl/worksheets/_rels/sheet1.xml.rels", UTF_16),
        ("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>"),
        ("xl/media/image1.bmp", b"\x00" * 60_000_000),
        ("xl/pivotCache/pivotCacheRecords1.xml", b"<r/>" * 15_000_000),
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        ("xl/embeddings/workbook.xml.bin", b"PK\x03\x04"),
    ],
)
def test_parts_that_are_not_read_hold_nothing_back(
    write_return: Write, framework: Framework, part: str, content: bytes
) -> None:
    path = repacked(write_return(), lambda parts: parts.update({part: content}))

    done = check_return(path, framework)
    assert not list(done.report)
    assert len(done.observations) == 5


def test_a_damaged_picture_holds_nothing_back(write_return: Write, framework: Framework) -> None:
    path = repacked(write_return(), lambda parts: parts.update({"xl/media/image1.png": bytes(range(256)) * 40}))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(BytesIO(bytes(data))) as package:
        data[package.getinfo("xl/media/image1.png").header_offset + 60] ^= 0xFF
    path.write_bytes(bytes(data))

    assert not list(check_return(path, framework).report)


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_parts_that_are_read_are_in_utf_8(write_return: Write, framework: Framework, part: str) -> None:
    path = repacked(
        write_return(),
        lambda parts: parts.update({part: parts[part].decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    )

    assert found(path, framework) == [("R106", f"the part {part} is not written in UTF-8")]


def test_names_of_parts_in_other_capitals_and_with_backslashes(write_return: Write, framework: Framework) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["XL\\Styles.XML"] = parts.pop("xl/styles.xml")
        parts["xl/Worksheets/Sheet1.xml"] = parts.pop(SHEET)

    assert not list(check_return(repacked(write_return(), change), framework).report)


def test_a_file_of_the_same_name_elsewhere_is_not_the_workbook(write_return: Write, framework: Framework) -> None:
    def change(parts: dict[str, bytes]) -> None:
        others = dict(parts)
        parts.clear()
        parts.update({"customXml/workbook.xml": b"<x/>", **others})

    assert not list(check_return(repacked(write_return(), change), framework).report)


def test_file_that_is_too_large(write_return: Write, framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_FILE_SIZE", 100)

    assert [code for code, _ in found(write_return(), framework)] == ["R104"]


def test_entities_are_refused(write_return: Write, framework: Framework) -> None:
    laughs = b'?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = repacked(write_return(), in_data(b"?>", laughs))

    assert found(path, framework) == [("R106", "the part xl/worksheets/sheet1.xml declares a document type")]


def test_another_encoding_is_refused(write_return: Write, framework: Framework) -> None:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["xl/workbook.xml"].decode().replace("UTF-8", "UTF-16")
        parts["xl/workbook.xml"] = text.encode("utf-16")

    assert [code for code, _ in found(repacked(write_return(), change), framework)] == ["R106"]


def test_an_encoding_that_nobody_knows_is_damage(write_return: Write, framework: Framework) -> None:
    path = repacked(write_return(), in_data(b"UTF-8", b"TF-8"))

    assert [code for code, _ in found(path, framework)] == ["R105"]


def test_workbook_under_another_name(write_return: Write, framework: Framework) -> None:
    done = check_return(write_return().rename(write_return().with_suffix(".xls")), framework)

    assert [(f.code, f.given) for f in done.report] == [("R107", "the name is 'return.xls'")]
    assert len(done.observations) == 5


def test_empty_workbook(framework: Framework, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    Workbook(path).close()
    assert found(path, framework) == [("R110", "the worksheets are 'Sheet1'")]

    with Workbook(path) as workbook:
        workbook.add_worksheet("Data")
    assert found(path, framework) == [("R111", "the worksheet is empty")]


def test_sheet_with_a_similar_name_is_named(write_return: Write, framework: Framework) -> None:
    (finding,) = check_return(write_return(sheet="Data1"), framework).report

    assert str(finding) == (
        "R110 file: the worksheets are 'Data1'; expected a worksheet \"Data\". "
        "Rename the worksheet 'Data1' to \"Data\" if it holds the table."
    )


def test_no_rows(write_return: Write, framework: Framework) -> None:
    cells = {f"{column}{row}": None for row in range(5, 10) for column in "ABCDEFGHIJKLM"}

    assert found(write_return(cells), framework) == [("R114", "no row below the headings")]


def test_no_header(write_return: Write, framework: Framework) -> None:
    cells = {f"{column}4": None for column in "ABCDEFGHIJKLM"}

    assert found(write_return(cells), framework) == [("R111", "no row holds the headings")]


@pytest.mark.slow
@pytest.mark.parametrize("last", [65_536, 1_048_576])
def test_sheet_that_is_full(write_return: Write, framework: Framework, last: int) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(10, last + 1, 5 if last > 1e5 else 1)
    )
    end = f'<row r="{last}"><c r="A{last}"><v>1</v></c></row></sheetData>'
    path = repacked(write_return(), in_data(b"</sheetData>", (rows + end).encode()))

    assert found(path, framework) == [("R115", f"rows are filled down to row {last:,}")]


@pytest.mark.parametrize("cell", ["XFD1048575", "XFD1048576", "A1048576"])
def test_stray_cell_at_the_far_end(write_return: Write, framework: Framework, cell: str) -> None:
    row = f'<row r="{cell[-7:]}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    path = repacked(write_return(), in_data(b"</sheetData>", row))

    last = cell if cell[0] == "X" else "M1048576"
    assert found(path, framework) == [("R109", f"the last filled cell is {last}")]


@pytest.mark.slow
def test_stray_cell_in_the_last_row_of_the_old_format(write_return: Write, framework: Framework) -> None:
    row = b'<row r="65536"><c r="F65536"><v>1</v></c></row></sheetData>'
    path = repacked(write_return(), in_data(b"</sheetData>", row))

    done = check_return(path, framework)
    assert {(f.code, f.cell[1:]) for f in done.report} == {("R304", "65536")}
    assert len(done.observations) == 5


@pytest.mark.slow
def test_formatting_far_below_the_table(write_return: Write, framework: Framework) -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(10, 100_001)) + b"</sheetData>"
    path = repacked(write_return(), in_data(b"</sheetData>", rows))

    done = check_return(path, framework)

    assert [(f.code, f.given) for f in done.report] == [("R116", "99,991 empty rows below row 9 are formatted")]
    assert len(done.observations) == 5


def test_hidden_and_merged(write_return: Write, framework: Framework) -> None:
    def hide(workbook: Workbook, page: Worksheet) -> None:
        page.set_row(5, None, None, {"hidden": True})
        page.set_row(6, None, None, {"hidden": True})
        page.set_column("E:E", None, None, {"hidden": True})
        page.merge_range("L8:M8", "")
        page.write_string("L8", "Hospital data")
        workbook.add_worksheet("Old").very_hidden()
        workbook.add_worksheet("Names").hide()

    report = check_return(write_return(more=hide), framework).report

    assert [(f.code, f.place, f.given) for f in report] == [
        ("R118", "Data!E4", "column E hidden"),
        ("R118", "Data!A6", "rows 6 to 7 hidden"),
        ("R119", "Data!L8", "the cells L8:M8 are merged"),
        ("R117", "Names", "the worksheet is hidden"),
        ("R117", "Old", "the worksheet is hidden"),
    ]
    assert not report.errors


def test_saved_by_another_program(write_return: Write, framework: Framework) -> None:
    path = write_return({"F5": 10.92985, "G5": 9.87, "H5": 12.08})
    book = load_workbook(path)
    book.save(path)

    # What openpyxl saves has lost the stored results of all formulas; the counts are there.
    done = check_return(path, framework)
    assert [(f.code, f.cell) for f in done.report if f.code != "R501"] == [("R506", "F6"), ("R506", "F8")]
    assert list(done.observations["row"]) == [5, 6, 7, 8, 9]


def test_missing_reader_says_what_to_install(
    write_return: Write, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_return()
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "python_calamine":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"^python-calamine \(extra workbook\) is not installed\. "):
        check_return(path, framework)


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_raises(data: st.DataObject, write_return: Write, framework: Framework) -> None:
    path = write_return()
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole) - 1))
        whole[start : start + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path.write_bytes(bytes(whole))

    check_return(path, framework)


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_inside_a_part_raises(data: st.DataObject, write_return: Write, framework: Framework) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(sorted(parts)))
        part = bytearray(parts[name])
        start = data.draw(st.integers(0, len(part) - 1))
        part[start : start + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        parts[name] = bytes(part)

    check_return(repacked(write_return(), change), framework)
