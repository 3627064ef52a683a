"""The list of sheets."""

from collections.abc import Callable
from pathlib import Path

from xlsxwriter import Workbook

from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.container import RawFile


def opened(path: Path) -> Book:
    return Book.open(RawFile.read(path).container)


def test_sheets_in_the_order_of_their_tabs(write_return: Callable[..., Path]) -> None:
    book = opened(write_return(more=lambda workbook, _: workbook.add_worksheet("Old").hide()))

    assert [(sheet.name, sheet.is_hidden, sheet.is_worksheet) for sheet in book.sheets] == [
        ("Data", False, True),
        ("Old", True, True),
    ]


def test_data_sheet_in_any_capitals(write_return: Callable[..., Path]) -> None:
    found = opened(write_return(sheet="DATA ")).data_sheet

    assert found is not None
    assert found.name == "DATA "


def test_a_chart_sheet_is_no_worksheet(tmp_path: Path) -> None:
    with Workbook(tmp_path / "x.xlsx") as workbook:
        workbook.add_worksheet("Figures").write("A1", 1)
        chart = workbook.add_chart({"type": "line"})
        assert chart is not None
        chart.add_series({"values": "=Figures!$A$1"})
        workbook.add_chartsheet("Data").set_chart(chart)

    assert opened(tmp_path / "x.xlsx").data_sheet is None


def test_percent_styles_are_those_of_cells(tmp_path: Path) -> None:
    with Workbook(tmp_path / "x.xlsx") as workbook:
        page = workbook.add_worksheet("Data")
        for row, text in enumerate(("0.0", "0%", "0.00%", '0.0"%"', "[Red]0.0%")):
            page.write(row, 0, 1, workbook.add_format({"num_format": text}))

    assert opened(tmp_path / "x.xlsx").percent_styles() == {"2", "3", "5"}
