"""The Data sheet that both kinds of return share: headings, widths, lists to choose from. `template` starts here."""

from tht_xl.documents.addresses import cell_name, column_letters
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.styles import Styles, number_format

HEADINGS = (
    "Indicator", "Indicator name", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
    "Published value", "Published lower", "Published upper", "Source", "Note",
)  # fmt: skip
COLUMN = {heading: column for column, heading in enumerate(HEADINGS)}
HEADER_ROW = 4
LIMITS = ("Lower limit", "Upper limit")
_WIDTHS = (30, 38, 23, 10, 11, 12, 10, 10, 10, 11, 11, 11, 38, 48)
_LAST_VALIDATED_ROW = 500


def write_top(sheet: LiveSheet, title: str, styles: Styles) -> None:
    """Write the sheet's title, the key to its colours, and the headings."""
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.put(1, 0, f"{title}: data", styles("title"))
    sheet.put(2, 0, "One row for each indicator, area and period, the oldest first.", styles("subtitle"))
    sheet.put(3, 0, "Typed by you", styles("typed"))
    sheet.put(3, 1, "Computed: copy, do not type", styles("computed"))
    sheet.worksheet.set_row(HEADER_ROW - 1, 32)
    for column, heading in enumerate(HEADINGS):
        sheet.put(HEADER_ROW, column, heading, styles("heading"))


def cell_format(heading: str, decimals: int) -> str:
    """Return the number format of a column's cells."""
    if heading in ("Numerator", "Denominator"):
        return "#,##0"
    return number_format(decimals) if heading.startswith(("Value", "Lower limit", "Upper limit", "Published")) else "@"


def set_up(
    sheet: LiveSheet, choices: dict[str, list[str] | str], last_row: int, *, counts_below: int = HEADER_ROW
) -> None:
    """Panes, filter, lists to choose from and what may be typed.

    Args:
        sheet: The sheet Data.
        choices: For the columns Indicator and Area the choices, or the range that holds them.
        last_row: Last filled row, from 1.
        counts_below: The row, from 1, below which counts must be whole; the rows above have rules of their own.
    """
    page = sheet.worksheet
    page.freeze_panes(HEADER_ROW, COLUMN["Numerator"])
    page.autofilter(HEADER_ROW - 1, 0, last_row - 1, len(HEADINGS) - 1)
    for heading, source in choices.items():
        column = COLUMN[heading]
        page.data_validation(HEADER_ROW, column, _LAST_VALIDATED_ROW - 1, column, {
            "validate": "list", "source": source, "error_title": f"Unknown {heading.lower()}",
            "error_message": f"Choose the {heading.lower()} from the list.",
        })  # fmt: skip
    first, last = COLUMN["Numerator"], COLUMN["Denominator"]
    page.data_validation(counts_below, first, _LAST_VALIDATED_ROW - 1, last, {
        "validate": "integer", "criteria": ">=", "value": 0, "error_title": "Not a count",
        "error_message": "Enter a whole number, or leave the cell blank where there is none.",
    })  # fmt: skip
    page.repeat_rows(HEADER_ROW - 1)
    page.print_area(0, 0, last_row - 1, len(HEADINGS) - 1)
    # Periods such as 2010/11 are text on purpose; Excel need not warn about them.
    page.ignore_errors({"number_stored_as_text": f"{column_letters(COLUMN['Period'])}1:"
                        + cell_name(_LAST_VALIDATED_ROW, COLUMN["Period"])})  # fmt: skip
