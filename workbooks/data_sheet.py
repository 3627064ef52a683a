"""The sheet Data: the tidy table that a partner fills in."""

from dataclasses import dataclass

from figures import Figures, Series
from live_cells import Cell, Formula, LiveSheet, function, item
from styles import Styles, number_format

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.workbook.address import cell_name, column_letters

HEADINGS = (
    "Indicator", "Indicator name", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
    "Published value", "Published lower", "Published upper", "Source", "Note",
)  # fmt: skip
COLUMN = {heading: column for column, heading in enumerate(HEADINGS)}
WIDTHS = (30, 38, 23, 10, 11, 12, 10, 10, 10, 11, 11, 11, 38, 48)
HEADER_ROW = 4
LAST_VALIDATED_ROW = 500
LIMITS = ("Lower limit", "Upper limit")
LIMIT_NOTE = "Published limits: to check with, not to pass on."
COUNTED = ("Numerator", "Denominator", "Published value", "Published lower", "Published upper")


@dataclass(frozen=True)
class Block:
    """Where a series stands on the sheet, rows from 1."""

    series: Series
    first: int
    last: int


def write_data_sheet(sheet: LiveSheet, figures: Figures, styles: Styles) -> tuple[Block, ...]:
    """Fill in the sheet; where each series stands."""
    framework = load_framework("tht")
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    _write_top(sheet, figures, styles)
    blocks: list[Block] = []
    row = HEADER_ROW + 1
    for series in figures.series:
        for number, (period, values) in enumerate(series.values.items()):
            typed = _typed(series, period, values, figures, framework)
            if row + number == HEADER_ROW + 1 and series.kind == "counts":
                typed["Note"] = LIMIT_NOTE
            _write_row(sheet, row + number, typed, styles, find_indicator(framework, series.indicator).decimals)
        blocks.append(Block(series, row, row + len(series.values) - 1))
        row += len(series.values)
    _set_up(sheet, figures, framework, row - 1)
    return tuple(blocks)


def _write_top(sheet: LiveSheet, figures: Figures, styles: Styles) -> None:
    sheet.put(1, 0, f"{figures.title}: data", styles("title"))
    sheet.put(2, 0, "One row for each indicator, area and period, the oldest first.", styles("subtitle"))
    sheet.put(3, 0, "Typed by you", styles("typed"))
    sheet.put(3, 1, "Computed: copy, do not type", styles("computed"))
    sheet.worksheet.set_row(HEADER_ROW - 1, 32)
    for column, heading in enumerate(HEADINGS):
        sheet.put(HEADER_ROW, column, heading, styles("heading"))


def _typed(
    series: Series, period: str, values: tuple[float, ...], figures: Figures, framework: Framework
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "Indicator": series.indicator,
        "Area": find_area(framework, series.area).name,
        "Period": period,
        "Source": figures.source_of(series.indicator).short,
    }
    names = ("Value", *LIMITS) if series.kind == "published" else COUNTED
    return cells | dict(zip(names, values, strict=False))


def _write_row(sheet: LiveSheet, row: int, typed: dict[str, Cell], styles: Styles, decimals: int) -> None:
    for heading, column in COLUMN.items():
        sheet.put(row, column, typed.get(heading), styles("typed", _format(heading, decimals)))
    name = function("THT_INDICATOR", sheet.cell(row, COLUMN["Indicator"]), "short_name")
    for heading, formula in {"Indicator name": name, **(_results(sheet, row) if "Numerator" in typed else {})}.items():
        sheet.put(row, COLUMN[heading], formula, styles("computed", _format(heading, decimals)))


def _results(sheet: LiveSheet, row: int) -> dict[str, Formula]:
    cells = [sheet.cell(row, COLUMN[heading]) for heading in ("Indicator", "Numerator", "Denominator")]
    limits = function("THT_VALUE_CI", *cells)
    return {
        "Value": function("THT_VALUE", *cells),
        **{heading: item(limits, 1, column) for column, heading in enumerate(LIMITS, start=2)},
    }


def _format(heading: str, decimals: int) -> str:
    if heading in ("Numerator", "Denominator"):
        return "#,##0"
    return number_format(decimals) if heading.startswith(("Value", "Lower", "Upper", "Published")) else "@"


def _set_up(sheet: LiveSheet, figures: Figures, framework: Framework, last_row: int) -> None:
    page = sheet.worksheet
    page.freeze_panes(HEADER_ROW, COLUMN["Numerator"])
    page.autofilter(HEADER_ROW - 1, 0, last_row - 1, len(HEADINGS) - 1)
    areas = [find_area(framework, area).name for area in figures.areas]
    for heading, choices in (("Indicator", list(figures.indicators)), ("Area", areas)):
        column = COLUMN[heading]
        page.data_validation(HEADER_ROW, column, LAST_VALIDATED_ROW - 1, column, {
            "validate": "list", "source": choices, "error_title": f"Unknown {heading.lower()}",
            "error_message": f"Choose the {heading.lower()} from the list.",
        })  # fmt: skip
    first, last = COLUMN["Numerator"], COLUMN["Denominator"]
    page.data_validation(HEADER_ROW, first, LAST_VALIDATED_ROW - 1, last, {
        "validate": "integer", "criteria": ">=", "value": 0, "error_title": "Not a count",
        "error_message": "Enter a whole number, or leave the cell blank where there is none.",
    })  # fmt: skip
    page.repeat_rows(HEADER_ROW - 1)
    page.print_area(0, 0, last_row - 1, len(HEADINGS) - 1)
    # Periods such as 2010/11 are text on purpose; Excel need not warn about them.
    page.ignore_errors({"number_stored_as_text": f"{column_letters(COLUMN['Period'])}1:"
                        + cell_name(LAST_VALIDATED_ROW, COLUMN["Period"])})  # fmt: skip
