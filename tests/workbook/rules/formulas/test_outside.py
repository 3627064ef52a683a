"""What a formula reaches for outside its workbook."""

import pytest

from tht_xl.workbook.rules.formulas.outside import reach


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        ('HYPERLINK("https://example.org","more")', "a formula with HYPERLINK"),
        ('IFERROR(hyperlink("x"),1)', "a formula with HYPERLINK"),
        ('_xlfn.WEBSERVICE("x")', "a formula with WEBSERVICE"),
        ('IMPORTDATA("x")', "a formula with IMPORTDATA"),
        ("[1]Sheet1!A1", "a formula that reads another workbook"),
        ("'C:\\x\\[other.xlsx]Sheet 1'!A1", "a formula that reads another workbook"),
        ("cmd|'/c calc'!A0", "a formula that starts another program"),
    ],
)
def test_what_reaches_outside(formula: str, what: str) -> None:
    assert reach(formula) == what


@pytest.mark.parametrize(
    "formula",
    [
        "THT_VALUE(A5,D5,E5)",
        "[1]!THT_RAG(A1,B1)",
        "'C:\\x\\tht.xlam'!THT_RAG(A1)",
        "SUM(Table1[Numerator])",
        "Table1[Value]*Data!A1",
        "Table1[[#This Row],[Value]]",
        'IF(A1>1,"see [1]Sheet!A or HYPERLINK(x)",2)',
        "VLOOKUP(A1,Data!A:B,2,0)",
        "MYIMAGE(1)",
    ],
)
def test_what_stays_inside(formula: str) -> None:
    assert reach(formula) == ""
