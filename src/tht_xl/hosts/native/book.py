"""A workbook whose names are the worksheet functions, for Excel that knows LAMBDA: no add-in and no macro."""

from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tht_xl.documents.files import write_new_file
from tht_xl.extras import named_when_missing
from tht_xl.formulas.parsing import parse
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.cell import formulas_of
from tht_xl.hosts.native.examples import DATA, ShownExample, arguments_of, chosen_example, first_cells
from tht_xl.hosts.native.names import definition
from tht_xl.model.stored_formula import stored_formula

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    Styles = dict[str, Format]

_LIST, _FORMULAS = "Functions", "Formulas"
_WRITTEN: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same inputs make the same file."""

_ABOUT_NAMES: Final = (
    "These functions work in this workbook without an add-in or a macro, in Excel for Microsoft 365, Excel 2024 and "
    "Excel on the web; older Excel, LibreOffice and Google Sheets show #NAME? or another error and use the formulas of "
    "the sheet Formulas. To use the functions in another workbook, copy this sheet into it (right-click its tab, Move "
    "or Copy): the names come with it."
)
_ABOUT_FORMULAS: Final = (
    "The same in ordinary functions, for Excel from 2010 on, LibreOffice and Google Sheets. Copy a result's cell "
    "beside your own figures and point it to them; tht-xl functions native THT_RAG B2 C2 writes it for any cells."
)
_HEADINGS: Final = ("Function", "What it gives", "Arguments", "Example", "Shows", "", "", "In this workbook", "", "")
_WIDTHS: Final = (25, 40, 66, 44, 18, 18, 18, 18, 18, 18)
_EXAMPLE, _SHOWS, _LIVE, _FIRST_ROW = 3, 4, 7, 4
_RESULTS: Final = 8
"""Column of the first result on the sheet of formulas, after the longest list of arguments."""


def write_workbook(path: Path) -> None:
    """Write the workbook: its names, a list of all functions, and the formulas for where names do not work.

    Args:
        path: Where; a file that is there is replaced.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        DomainError: The file cannot be written.
    """
    with named_when_missing():
        from xlsxwriter import Workbook
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": "Worksheet functions without an add-in", "created": _WRITTEN})
        for function in REGISTRY.values():
            if isinstance(function.native, ClosedForm):
                book.define_name(function.name, f"={definition(function, function.native)}")
        _write_sheets(book)
    write_new_file(path, content.getvalue())


def _write_sheets(book: "Workbook") -> None:
    sheets = listed, inline, data = [book.add_worksheet(name) for name in (_LIST, _FORMULAS, DATA)]
    styles = _styles(book)
    titles = ("Worksheet functions without an add-in", "The same as ordinary formulas", "Ranges of the examples")
    for sheet, title in zip(sheets, titles, strict=True):
        sheet.write_string(0, 0, title, styles["title"])
    _write_headings(listed, styles)
    inline.merge_range(1, 0, 1, _RESULTS + 2, _ABOUT_FORMULAS, styles["introduction"])
    inline.set_row(1, 34)
    inline.set_column(0, _RESULTS + 2, 17)
    data.set_column(0, 60, 16)
    free, top = 0, 3
    for row, function in enumerate(REGISTRY.values(), _FIRST_ROW):
        _write_about(listed, row, function, styles)
        if not isinstance(function.native, ClosedForm):
            listed.merge_range(row, _EXAMPLE, row, _LIVE + 2, f"No such form: {function.native}", styles["text"])
            continue
        shown, free = chosen_example(function, free)
        _write_data(data, shown, styles)
        _write_example(listed, row, shown, styles)
        _write_formulas(inline, top, shown, styles)
        top += 3


def _styles(book: "Workbook") -> "Styles":
    cell = {"border": 1, "border_color": "#D0D7DE", "valign": "top", "text_wrap": True, "font_size": 10}
    looks = {
        "title": {"bold": True, "font_size": 14, "font_color": "#0B3C5D"},
        "introduction": {"text_wrap": True, "valign": "top"},
        "heading": cell | {"bold": True, "bg_color": "#0B3C5D", "font_color": "#FFFFFF"},
        "name": cell | {"bold": True},
        "text": cell,
        "input": cell | {"bg_color": "#EAF2F8"},
        "result": cell | {"align": "right"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write_headings(sheet: "Worksheet", styles: "Styles") -> None:
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW - 1, column, heading, styles["heading"])
    sheet.merge_range(1, 0, 1, _EXAMPLE, _ABOUT_NAMES, styles["introduction"])
    sheet.set_row(1, 34)
    sheet.set_row(_FIRST_ROW - 1, 17)
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_ROW - 1)
    # Programs without LAMBDA print errors for what is live.
    sheet.print_area(0, 0, _FIRST_ROW + len(REGISTRY) - 1, _LIVE - 1)


def _write_about(sheet: "Worksheet", row: int, function: WorksheetFunction, styles: "Styles") -> None:
    lines = [f"{each.signature}: {each.help}" for each in function.arguments] or ["none"]
    sheet.write_string(row, 0, function.name, styles["name"])
    sheet.write_string(row, 1, function.help, styles["text"])
    sheet.write_string(row, 2, "\n".join(lines), styles["text"])
    # Not every program makes rows as high as their text.
    height = max(sum(_lines(line, _WIDTHS[2]) for line in lines), _lines(function.help, _WIDTHS[1]))
    sheet.set_row(row, 13 * height + 2)


def _lines(text: str, width: float) -> int:
    return ceil(len(text) / (1.2 * width))


def _write_data(sheet: "Worksheet", shown: ShownExample, styles: "Styles") -> None:
    for column, (heading, cells) in shown.ranges.items():
        sheet.write_string(2, column, heading, styles["heading"])
        for row, cell in enumerate(cells, 3):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, cell)


def _write_example(sheet: "Worksheet", row: int, shown: ShownExample, styles: "Styles") -> None:
    formula, cells = shown.formula, first_cells(shown.result)
    sheet.write_string(row, _EXAMPLE, formula, styles["text"])
    for place in range(3):
        if place < len(cells):
            sheet.write(row, _SHOWS + place, cells[place], styles["result"])
        else:
            sheet.write_blank(row, _SHOWS + place, None, styles["result"])
    last = _LIVE + len(cells) - 1
    sheet.write_dynamic_array_formula(row, _LIVE, row, last, stored_formula(formula), styles["result"], cells[0])
    for place, cell in enumerate(cells[1:], 1):
        sheet.write_number(row, _LIVE + place, float(cell), styles["result"])


def _write_formulas(sheet: "Worksheet", top: int, shown: ShownExample, styles: "Styles") -> None:
    """Write a line of arguments and a line of figures, with the formula of each column of the result behind them."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # an extra

    function = shown.function
    sheet.write_string(top, 0, function.name, styles["heading"])
    references: list[str] = []
    for place, (argument, cell) in enumerate(arguments_of(shown), 1):
        sheet.write_string(top, place, argument, styles["heading"])
        is_range = cell in shown.areas
        sheet.write(top + 1, place, f"{cell}" if is_range or cell is not None else "", styles["input"])
        if not is_range and isinstance(cell, float):
            sheet.write_number(top + 1, place, cell, styles["input"])
        references.append(str(cell) if is_range else xl_rowcol_to_cell(top + 1, place))
    assert isinstance(function.native, ClosedForm)  # noqa: S101 - only those come here
    texts = formulas_of(function, function.native, [parse(each) for each in references])
    cells = first_cells(shown.result)
    for place, (column, text, cell) in enumerate(zip(function.columns, texts, cells, strict=True), _RESULTS):
        sheet.write_string(top, place, column, styles["heading"])
        sheet.write_formula(top + 1, place, f"={stored_formula(text)}", styles["result"], cell)
