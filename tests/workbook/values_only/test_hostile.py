"""Files of values that are damaged, locked or too large: each has its finding, within its limits."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from values_files import (
    ods_cell,
    ods_table,
    write_ods,
    write_xls,
    write_xlsb,
    xls_rows,
    xlsb_rows,
)  # fmt: skip

from tht_xl import check
from tht_xl.cli.main import code
from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.file import container
from tht_xl.workbook.file.container import RawFile
from tht_xl.workbook.opened import open_book
from tht_xl.workbook.values_only import binary, text
from tht_xl.workbook.values_only.book import ValuesBook

HEAD = [["Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit"]]
HEAD_LINE = ",".join(HEAD[0]).encode()
CELL = ods_cell("x")


def found(path: Path, framework: Framework) -> list[tuple[str, str]]:
    return [(f.code, f.given) for f in check_return(path, framework).report if f.code != "R126"]


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


@pytest.mark.parametrize(
    ("after", "code", "words"),
    [
        (ods_row(CELL, 10_000_000), "R109", "goes on to row 10,000,001 and column 8"),
        (ods_row(CELL, 1_000_000), "R109", "has its last filled cell at H1000001, or further"),
        (ods_row(ods_cell("x", ' table:number-columns-repeated="1000000"')), "R109", "goes on to row 2"),
        (ods_row(ods_cell("", ' table:number-columns-repeated="2000000000"') + CELL), "R109", "goes on to row 2"),
        (ods_row("", 1_048_500) + ods_row(CELL), "R109", "H1048502, or further"),
        (ods_row(ods_cell("x", ' table:number-columns-repeated="9000"'), 1_000), "R109", "or further"),
        (ods_row(ods_cell("x", ' table:number-columns-repeated="many"')), "R105", "is missing or is not a number"),
        (ods_row(CELL, 5), "R122", "text without a figure"),
    ],
)
def test_rows_and_cells_that_repeat(framework: Framework, tmp_path: Path, after: str, code: str, words: str) -> None:
    path = write_ods(tmp_path / "a.ods", ods_table("Data", HEAD, after))
    found_there = found(path, framework)
    assert {each for each, _ in found_there} - {"R114"} == {code}
    assert any(words in given for _, given in found_there)


def test_formatted_rows_without_anything_to_the_end_of_a_sheet(framework: Framework, tmp_path: Path) -> None:
    blank = ods_row(ods_cell("", ' table:style-name="a" table:number-columns-repeated="16384"'), 1_048_575)
    path = write_ods(tmp_path / "a.ods", ods_table("Data", HEAD, blank))
    assert found(path, framework) == [("R114", "no row below the headings")]


def test_ten_thousand_sheets_of_a_million_cells(tmp_path: Path) -> None:
    sheet = ods_table("n", [], ods_row(ods_cell("x", ' table:number-columns-repeated="4"'), 1_000_000))
    path = write_ods(tmp_path / "a.ods", ods_table("Data", HEAD) + sheet * 400)
    book = open_book(RawFile.read(path))
    assert isinstance(book, ValuesBook)
    assert [bool(each.too_large) for each in book.worksheets[:5]] == [False, False, False, True, True]
    assert sum(len(each.values) for each in book.worksheets) == 2_000_001


def test_a_comment_and_a_table_in_a_cell_are_not_its_text(tmp_path: Path) -> None:
    inner = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>secret</text:p></office:annotation>'
        '<table:table table:name="inner"><table:table-row><table:table-cell office:value-type="string"><text:p>no'
        "</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p>one<text:s text:c="3"/>two</text:p><text:p>three<text:line-break/>four</text:p></table:table-cell>'
    )
    book = open_book(RawFile.read(write_ods(tmp_path / "a.ods", ods_table("Data", [], ods_row(inner)))))
    assert isinstance(book, ValuesBook)
    assert [(each.name, each.values) for each in book.worksheets] == [("Data", [["one   two\nthree\nfour"]])]


def test_kinds_of_cells(tmp_path: Path) -> None:
    def cell(kind: str, more: str, shown: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{shown}</text:p></table:table-cell>'

    cells = (
        cell("percentage", 'office:value="0.25"', "25%")
        + cell("currency", 'office:value="1200"', "£1,200")
        + cell("boolean", 'office:boolean-value="true"', "TRUE")
        + cell("date", 'office:date-value="2026-11-30"', "30 Nov")
        + cell("date", 'office:date-value="2026-11-30T12:30:00"', "30 Nov")
        + cell("time", 'office:time-value="PT12H30M00S"', "12:30")
        + cell("time", 'office:time-value="PT30H00M00S"', "30:00")
        + cell("date", 'office:date-value="soon"', "soon")
        + '<table:table-cell table:formula="of:=1+1"/>'
        + cell("float", 'office:value="1"', "1")
    )
    book = open_book(RawFile.read(write_ods(tmp_path / "a.ods", ods_table("Data", [], ods_row(cells)))))
    assert isinstance(book, ValuesBook)
    (sheet,) = book.worksheets
    assert [str(each) for each in sheet.values[0]] == [
        "0.25", "1200.0", "True", "2026-11-30", "2026-11-30 12:30:00", "12:30:00", "1 day, 6:00:00", "soon", "", "1.0",
    ]  # fmt: skip
    assert sheet.marks.percents == {(1, 0)}
    assert sheet.marks.unsaved == {(1, 8)}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "R103"),
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "R106"),
        ({"content.xml": "<a>"}, "R105"),
        ({"content.xml": '<?xml version="1.0"?><a/>'}, "R105"),
        ({"content.xml": "<a>" + " " * 30_000_000 + "</a>"}, "R104"),
    ],
)
def test_spreadsheets_that_are_not_what_they_should_be(
    framework: Framework, tmp_path: Path, parts: dict[str, str], code: str
) -> None:
    path = tmp_path / "a.ods"
    if "content.xml" in parts:
        import zipfile

        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("content.xml", parts["content.xml"])
    else:
        write_ods(path, ods_table("Data", HEAD), parts)
    assert [each for each, _ in found(path, framework)] == [code]
    assert [f.code for f in check(path).findings] == [code]


# Binary workbooks


def test_a_stray_cell_at_the_end_of_a_binary_sheet(framework: Framework, tmp_path: Path) -> None:
    cells = xlsb_rows(HEAD) + xlsb_rows([["x"] * 16_384], 1_048_575)
    path = write_xlsb(tmp_path / "a.xlsb", {"Data": cells})
    assert found(path, framework) == [("R109", "the sheet 'Data' goes on to row 1,048,576 and column 16,384")]


def test_a_binary_workbook_that_asks_for_more_memory_than_there_is(framework: Framework, tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", {"Data": xls_rows(HEAD)}, extent=(0, 2**30, 0, 60_000))
    assert found(path, framework) == [("R105", "it cannot be read within the memory that a workbook may take")]


def test_a_binary_workbook_that_takes_for_ever(
    framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binary, "MAX_SECONDS", 0.001)
    path = write_xls(tmp_path / "a.xls", {"Data": xls_rows(HEAD)})
    assert found(path, framework) == [("R105", "reading it took more than 0.001 seconds")]


@pytest.mark.parametrize("cut", [600, 1_500, 3_000])
@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_binary_workbooks_cut_short(framework: Framework, tmp_path: Path, kind: str, cut: int) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xls":
        write_xls(path, {"Data": xls_rows(HEAD * 40)})
    else:
        write_xlsb(path, {"Data": xlsb_rows(HEAD * 40)})
    data = path.read_bytes()
    path.write_bytes(data[: min(cut, len(data) - 30)])
    assert {each for each, _ in found(path, framework)} <= {"R102", "R105", "R110", "R111", "R114"}
    assert found(path, framework)


def test_records_that_list_one_sheet_many_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tht_xl.workbook.values_only import binary_marks

    path = write_xlsb(tmp_path / "a.xlsb", {"Data": xlsb_rows(HEAD * 40), "More": xlsb_rows(HEAD)})
    assert [each.name for each in binary_marks.binary_sheets(RawFile.read(path))] == ["Data", "More"]
    monkeypatch.setattr(binary_marks, "MAX_RECORDS", 100)
    assert binary_marks.binary_sheets(RawFile.read(path)) == []


# Texts


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "R102", "the file is empty"),
        (b"<html><table>", "R102", "a web page"),
        (b"%PDF-1.7", "R102", "a PDF document"),
        (HEAD_LINE + b"\nobesity\x00,,\n", "R105", "NUL characters"),
        (HEAD_LINE + b"\n\x81\x8d\x8f\n", "R105", "no alphabet that is known"),
        (HEAD_LINE + b"\n" + b"x" * 1_000_001 + b"\n", "R105", "line 2 has more than 1,000,000 characters"),
        (HEAD_LINE + b"\n" + b"," * 1_000_001, "R105", "line 2 has more than 1,000,000 characters"),
        (HEAD_LINE + b"\n" + b"," * 20_000 + b"x\n", "R109", "goes on to row 2 and column 20,001"),
        (HEAD_LINE + b"\n" + b'"a' + b"\nb" * 3_000, "R105", "a quotation mark before it is not closed"),
        (HEAD_LINE + b"\n" + b'"' + b"a" * 200_000 + b'"\n', "R105", "field larger than field limit"),
        pytest.param(
            HEAD_LINE + b"\n" + b"obesity\n" * 700_000, "R109", "has its last filled cell at H", marks=pytest.mark.slow
        ),
        pytest.param(
            HEAD_LINE + b"\n" * 2_000_000 + b"obesity\n", "R109", "goes on to row 2,000,001", marks=pytest.mark.slow
        ),
        pytest.param(b"\n" * 5_000_000, "R111", "the worksheet is empty", marks=pytest.mark.slow),
        (b"Dear all, please find\nthe figures\n", "R111", "no row holds the headings"),
    ],
)
def test_texts_that_are_no_return(framework: Framework, tmp_path: Path, data: bytes, code: str, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (problem,) = found(path, framework)
    assert problem[0] == code
    assert words in problem[1]


def test_a_text_of_a_gigabyte_is_not_read(framework: Framework, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    began = time.monotonic()
    assert found(path, framework) == [("R104", "the file has 1,000,000,000 bytes")]
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_reading_stops_where_a_text_has_too_many_rows(
    framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    rows = text._rows
    monkeypatch.setattr(text, "_rows", lambda *given: (read.append(1) or row for row in rows(*given)))
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD_LINE + b"\n" + b"1\n" * 3_000_000)
    assert [code for code, _ in found(path, framework)] == ["R109"]
    assert len(read) < 700_000


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.xlsb", "a.csv"])
def test_the_run_goes_on_after_each(
    write_return: Callable[..., Path], tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / name
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 50)
    assert code(["check", str(bad), str(write_return())]) == 1
    said = capsys.readouterr().out
    assert "R105" in said
    assert "return.xlsx" in said


def test_a_file_expands_no_further_when_it_is_asked_what_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = "Read me"
    page["A1"] = "Made from"
    page["A2"] = "Template: action-tracker"
    page["A3"] = "x" * 30_000
    book.save(tmp_path / "a.xlsx")
    monkeypatch.setattr(container, "SMALL_PART", 500)
    monkeypatch.setattr(container, "MAX_RATIO", 2)
    assert [f.code for f in check(tmp_path / "a.xlsx").findings] == ["R104"]
