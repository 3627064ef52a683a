"""Formulas as LibreOffice understands them."""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from tht_xl.errors import WorkbookError
from tht_xl.hosts.libreoffice.rewriting import rewrite, rewrite_workbook

C = "UK.THT.XL.ADDIN.CELLS"
GAP = "UK.THT.XL.ADDIN.THTGAP"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("SUM(B2:B9)", "SUM(B2:B9)"),
        ('THT_GAP(B2,$C$2,"high")', f'{GAP}({C}(B2),{C}($C$2),"high")'),
        ("THT_GAP(Data!B2, 'My calc'!B3 ,1)+SUM(A1,B2)", f"{GAP}({C}(Data!B2), {C}('My calc'!B3) ,1)+SUM(A1,B2)"),
        ("IF(THT_GAP(A1+1,(B2),SUM(C3))>1,B2,C2)", f"IF({GAP}(A1+1,(B2),SUM(C3))>1,B2,C2)"),
        ("THT_GAP(1+A1,-B2,(C3))", f"{GAP}(1+A1,-B2,(C3))"),
        ("THT_GAP(B2:B9,C:C,3:4)", f"{GAP}({C}(B2:B9),{C}(C:C),{C}(3:4))"),
        ("THT_GAP(Tab[[#This Row],[a b]],Tab[c],{1,2})", f"{GAP}({C}(Tab[[#This Row],[a b]]),{C}(Tab[c]),{{1,2}})"),
        ('IFERROR(THT_GAP("a,b(B2",B2,B3),"")', f'IFERROR({GAP}("a,b(B2",{C}(B2),{C}(B3)),"")'),
        ("THT_GAP(counts,other,B2)", f"{GAP}({C}(counts),other,{C}(B2))"),
        ("THT_GAP(TRUE,,57)", f"{GAP}(TRUE,,57)"),
        ("THT_NOTHING(B2)", f"THT_NOTHING({C}(B2))"),
        ("THT_GAP(", f"{GAP}("),
    ],
)
def test_functions_get_their_stored_names_and_references_their_cells(given: str, expected: str) -> None:
    assert rewrite(given, {"Counts"}) == expected


@pytest.mark.parametrize("text", ['THT_GAP("x', "THT_GAP(1))", "1)+THT_GAP(1)", "THT_GAP({1,2)", "THT_GAP(A1#)"])
def test_what_cannot_be_taken_apart_stays_as_it_is(text: str) -> None:
    assert rewrite(text) == text


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ZipFile(tmp_path / "data.xlsx", "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 100_000)
    monkeypatch.setattr("tht_xl.hosts.libreoffice.rewriting.MAX_EXPANDED_SIZE", 99_999)
    with pytest.raises(WorkbookError, match=r"^data\.xlsx: the workbook is too large to open$"):
        rewrite_workbook(tmp_path / "data.xlsx", tmp_path / "copy.xlsx")


@pytest.mark.parametrize(
    "prefix", ["", "_xll.", "_xldudf_", "_xludf.", "_xlfn.", "[1]!", "[12]!", r"'C:\a b\tht.xlam'!", "'tht.xlam'!"]
)
def test_every_stored_name_is_recognised(prefix: str) -> None:
    assert rewrite(f"1+{prefix}THT_GAP(1,2,3)") == f"1+{GAP}(1,2,3)"
    assert rewrite(f"{prefix}tht_gap({prefix}THT_GAP(1,2,3),2,3)") == f"{GAP}({GAP}(1,2,3),2,3)"


def test_a_name_that_stands_for_cells_is_handed_over_as_cells(tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx") as book:
        book.define_name("counts", "=Data!$A$1:$A$4")
        book.define_name("rate", "=1/2")
        sheet = book.add_worksheet("Data")
        sheet.write_formula("B1", "=THT_GAP(counts,rate,B2)")
        sheet.write_formula("B2", "=SUM(counts)")
    rewrite_workbook(tmp_path / "book.xlsx", tmp_path / "copy.xlsx")
    with ZipFile(tmp_path / "copy.xlsx") as copy:
        formulas = re.findall(r"<f>([^<]*)</f>", copy.read("xl/worksheets/sheet1.xml").decode())
    assert formulas == [f"{GAP}({C}(counts),rate,{C}(B2))", "SUM(counts)"]
