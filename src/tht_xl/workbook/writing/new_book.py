"""A workbook to write: the same contents give the same bytes, and opening it recalculates nothing."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tht_xl.extras import named_when_missing
from tht_xl.workbook.writing.live_cells import LiveSheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
CALCULATION_ENGINE = 191029
"""Excel 2019 to 365: a workbook that claims an older engine is recalculated when it is opened."""
_A4 = 9
_MAX_HEADER_LENGTH = 120
"""What a page's header shows of a title; Excel takes 255, each ampersand of a title twice. [characters]"""


class _EmptyText(str):
    """An empty text that XlsxWriter does not take for a result that is missing: it asks whether a value is ""."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return other is self


EMPTY_RESULT: Any = _EmptyText()
"""The result to save with a formula that gives "". Without it the cell would count as never computed."""

LAST_COLUMN = 16383
"""The last column that a worksheet has, counted from 0."""


def new_book(path: Path | BytesIO, title: str, company: str = "") -> "Workbook":
    """Return a workbook that is written when its context ends.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    with named_when_missing():
        from xlsxwriter import Workbook

    workbook = Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False})
    workbook.set_properties({"title": title, "company": company, "created": CREATED})
    workbook.set_calc_mode("auto", CALCULATION_ENGINE)
    # An Excel without the functions would turn every THT cell into #NAME? if it recalculated on opening.
    workbook.calc_on_load = False
    return workbook


def add_exact_sheet(workbook: "Workbook", name: str) -> "Worksheet":
    """Add a worksheet whose numbers are read again as they were, to the last bit.

    XlsxWriter writes 16 digits, and 30.230023454287895 needs 17: an exported figure would differ from its source.
    """
    from xlsxwriter.worksheet import Worksheet

    class ExactSheet(Worksheet):
        def _xml_number_element(self, number: float, attributes: list[tuple[str, object]] = []) -> None:  # noqa: B006
            if float(f"{number:.16G}") == number:
                super()._xml_number_element(number, attributes)
            else:
                given = "".join(f' {key}="{value}"' for key, value in attributes)
                self.fh.write(f"<c{given}><v>{float(number)!r}</v></c>")

    return workbook.add_worksheet(name, worksheet_class=ExactSheet)


def set_up_printing(sheet: LiveSheet, title: str) -> None:
    """A4, landscape, as wide as one page."""
    page = sheet.worksheet
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    shown = title[:_MAX_HEADER_LENGTH].replace("&", "&&")  # a lone one would begin a code
    page.set_header(f"&L{shown}&R&A")
    page.set_footer("&L&F&RPage &P of &N")


def unlock_columns_from(worksheet: "Worksheet", first: int, workbook: "Workbook") -> None:
    """Leave the columns from one on, counted from 0, to whoever fills in a protected worksheet."""
    last_used = worksheet.dim_colmax
    worksheet.set_column(first, LAST_COLUMN, None, workbook.add_format({"locked": False}))
    # XlsxWriter takes a column with a format as used, and goes through all 16,384 of them in every row.
    worksheet.dim_colmax = last_used


def expect_plain_formulas(worksheet: "Worksheet") -> None:
    """Tell XlsxWriter that a worksheet has formulas of functions that Excel has always had, and of nothing newer.

    It searches each formula for thirty newer functions, which is two thirds of the time that a long register takes. A
    release of XlsxWriter that has another name for the search takes longer, and writes the same.
    """
    vars(worksheet)["_prepare_formula"] = lambda formula, *_: formula.removeprefix("=")
