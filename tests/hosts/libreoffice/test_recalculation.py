"""A real LibreOffice recalculates real workbooks."""

import re
import shutil
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from worked_cases import Case, assert_shows, worked_cases

from tht_xl.errors import WorkbookError
from tht_xl.hosts.libreoffice import Office, recalculate
from tht_xl.hosts.libreoffice.office import OfficeError

ROOT = Path(__file__).parents[3]


def _differs(shown: list[list[Any]], case: Case) -> bool:
    gives = case.gives if isinstance(case.gives, list) else [[case.gives]]
    try:
        # A blank result is an empty text in a formula's cell.
        assert_shows(shown, [["" if cell is None else cell for cell in row] for row in gives], case.within)
    except AssertionError:
        return True
    return False


def test_every_case_gives_the_same(office: Office, write_cases: Any, tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    shown = write_cases(path, worked_cases())
    cells = recalculate(path, office=office)
    assert len(worked_cases()) > 200
    assert [(case, shown(cells, case)) for case in worked_cases() if _differs(shown(cells, case), case)] == []


def test_every_way_in_which_excel_stores_a_name_is_understood(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "names.xlsx"
    names = ["THT_GAP", "_xll.THT_GAP", "_xldudf_THT_GAP", "[1]!THT_GAP", r"'C:\Add-ins\tht.xlam'!THT_GAP", "tht_gap"]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [55, 57])
        for row, name in enumerate(names):
            sheet.write_formula(row, 2, f'={name}(A1,B1,"high")', None, 99)
    cells = recalculate(path, office=office)
    assert cells == {("Data", f"C{row}"): 2 for row in range(1, 7)}


def test_formulas_around_functions_and_formulas_on_other_sheets_are_followed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "around.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other = book.add_worksheet("Data"), book.add_worksheet("Q & A's")
        sheet.write_column(0, 0, [1, 2, None, 4])
        book.define_name("counts", "=Data!$A$1:$A$4")
        other.write_array_formula("A1:A4", "{=THT_PROPORTION(counts,Data!A4)}")
        other.write_formula("B1", '=IF(ISNA(A3),"none & "&THT_RAG(A1,A2,"low"),0)')
        other.write_formula("C1", "=INDEX(THT_PROPORTION_CI(Data!A1, 4),1,2)+SUM(A1:A2)")
        other.write_formula("D1", "=SUM(A1:A4)")
        other.write_formula("E1", "=THT_NOTE(\"THT_PROPORTION\",Data!A3,'Q & A''s'!B9)")
        other.write_formula("F1", "=1=1")
    cells = recalculate(path, office=office)
    assert [cells["Q & A's", f"A{row}"] for row in range(1, 5)] == [25, 50, "#N/A", 100]
    assert cells["Q & A's", "B1"] == "none & Green"
    assert cells["Q & A's", "C1"] == pytest.approx(4.558726 + 75)
    assert cells["Q & A's", "D1"] == "#N/A"
    assert str(cells["Q & A's", "E1"]).startswith("Numerator is blank")
    assert cells["Q & A's", "F1"] == 1


def test_booleans_and_errors_that_formulas_give_are_told_from_numbers(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "booleans.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_formula("A1", "=1=1")
        sheet.write_formula("A2", "=2-1")
        sheet.write_formula("A3", "=1/0")
        sheet.write_formula("A4", '=""')
        sheet.write_array_formula("B1:B4", "{=THT_PROPORTION(A1:A4,4)}")
        sheet.write_formula("C1", "=THT_PROPORTION(A1,4)")
    cells = recalculate(path, office=office)
    assert [cells["Data", f"B{row}"] for row in range(1, 5)] == ["#VALUE!", 25, "#DIV/0!", "#N/A"]
    assert cells["Data", "C1"] == "#VALUE!"


@pytest.mark.parametrize("name", ["child-weight", "adult-social-care"])
def test_a_shipped_workbook_recalculates_to_what_it_stores(name: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xlsx"
    shutil.copy(ROOT / "workbooks" / f"{name}.xlsx", path)
    before = sha256(path.read_bytes()).hexdigest()
    cells = recalculate(path, office=office)
    assert sha256(path.read_bytes()).hexdigest() == before
    assert list(tmp_path.iterdir()) == [path]
    stored = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    expected = {
        (sheet.title, cell.coordinate): stored[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert len(expected) > 100
    for place, value in expected.items():
        if isinstance(value, int | float):
            assert cells[place] == pytest.approx(value, rel=0, abs=1e-9), place
        else:
            assert cells[place] == (value or ""), place


def test_a_formula_that_takes_too_long_ends_libreoffice_and_not_the_caller(libreoffice: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for row in range(200):
            sheet.write_formula(row, 0, "=SUMPRODUCT(SQRT(ROW($A$1:$A$1048576)*ROW($A$1:$A$1048576)))+RAND()")
    with (
        Office(folder=libreoffice, seconds=2, add_in=False) as slow,
        pytest.raises(OfficeError, match=r"no answer within 2 seconds and was ended"),
    ):
        recalculate(path, office=slow)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 truncated", b"name,value\n1,2\n", b"\xd0\xcf\x11\xe0 encrypted"])
def test_a_file_that_is_no_workbook_is_refused(content: bytes, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=re.escape("data.xlsx: this is not a workbook that can be opened. Save it")):
        recalculate(path, office=office)


def _broken(good: Path, how: str) -> bytes:
    if how == "damaged":
        whole = bytearray(good.read_bytes())
        whole[200:260] = bytes(60)
        return bytes(whole)
    given, broken = ZipFile(good), BytesIO()
    with given, ZipFile(broken, "w") as copy:
        for part in given.infolist():
            content = given.read(part)
            if part.filename.startswith("xl/worksheets/"):
                if how == "without sheets":
                    continue
                content = content[: len(content) // 2]
            copy.writestr(part, content)
    return broken.getvalue()


@pytest.mark.parametrize("how", ["damaged", "without sheets", "sheet cut short"])
def test_a_workbook_of_which_libreoffice_would_show_only_a_part_is_refused(
    how: str, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Data").write_formula("A1", "=1+1")
    assert recalculate(path, office=office) == {("Data", "A1"): 2}
    path.write_bytes(_broken(path, how))
    with pytest.raises(WorkbookError, match=r"^data\.xlsx: this is not a workbook that can be opened\. Save it"):
        recalculate(path, office=office)


def test_a_file_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"^none\.xlsx: there is no such file$"):
        recalculate(tmp_path / "none.xlsx", office=office)
