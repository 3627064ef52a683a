"""Formulas that carry their own results."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tht_xl.functions import call
from tht_xl.workbook.writing.live_cells import LiveSheet, function, if_not_available, item, or_symbol
from tht_xl.workbook.writing.styles import Styles


def test_a_formula_of_a_blank_cell_is_refused(tmp_path: Path) -> None:
    with Workbook(tmp_path / "x.xlsx") as workbook:
        sheet, style = LiveSheet(workbook.add_worksheet("Data")), Styles(workbook)("typed")
        with pytest.raises(ValueError, match="B2: A1 is blank, and would show 0"):
            sheet.put(2, 1, sheet.cell(1, 0), style)
        shown = or_symbol(sheet.cell(1, 0))
        assert (shown.text, shown.value) == ('IF(A1="","[x]",A1)', "[x]")


def test_formula_and_result_come_from_the_same_cells(tmp_path: Path) -> None:
    with Workbook(tmp_path / "x.xlsx") as workbook:
        sheet, style = LiveSheet(workbook.add_worksheet("My data")), Styles(workbook)("typed")
        other = LiveSheet(workbook.add_worksheet("Other"))
        for row, (count, people) in enumerate(((994, 40299), (1023, 41527)), start=1):
            sheet.put(row, 0, count, style)
            sheet.put(row, 1, people, style)
        trend = function("THT_TREND", sheet.column(1, 2, 0, seen_from=other), sheet.column(1, 2, 1), "low")
        assert trend.text == "THT_TREND('My data'!A1:A2,B1:B2,\"low\")"
        assert trend.value == "Cannot be calculated"
        rate = function("THT_PROPORTION_CI", sheet.cell(1, 0), sheet.cell(1, 1), 100)
        assert item(rate, 1, 2).text == "INDEX(THT_PROPORTION_CI(A1,B1,100),1,2)"
        assert item(rate, 1, 2).value == call("THT_PROPORTION_CI", 994, 40299, 100)[0][1]  # type: ignore[index]
        missing = if_not_available(function("THT_GAP", sheet.cell(9, 0), 1, "low"), "No target")
        assert (missing.text, missing.value) == ('IFNA(THT_GAP(A9,1,"low"),"No target")', "No target")
