"""The sheet Data: the tidy table that a partner fills in."""

from dataclasses import dataclass

from figures import Figures, Series

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.workbook.writing.live_cells import Cell, LiveFormula, LiveSheet, function, item
from tht_xl.workbook.writing.return_sheet import COLUMN, HEADER_ROW, LIMITS, cell_format, set_up, write_top
from tht_xl.workbook.writing.styles import Styles

LIMIT_NOTE = "Published limits: to check with, not to pass on."
NOTE_LINE = 50
"""Of a note, what fits on one line. [characters]"""
COUNTED = ("Numerator", "Denominator", "Published value", "Published lower", "Published upper")


@dataclass(frozen=True)
class Block:
    """Where a series stands on the sheet, rows from 1."""

    series: Series
    first: int
    last: int


def write_data_sheet(sheet: LiveSheet, figures: Figures, styles: Styles, *, indicators: str = "") -> tuple[Block, ...]:
    """Fill in the sheet; where each series stands.

    Args:
        sheet: The sheet Data.
        figures: What goes into it.
        styles: The formats.
        indicators: The range that holds the ids to choose from, where they are too many for a list: Excel takes 255
            characters. Those of the figures unless given.
    """
    framework = load_framework("tht")
    write_top(sheet, figures.title, styles)
    longest = max(len(period) for series in figures.series for period in series.values)
    sheet.worksheet.set_column(COLUMN["Period"], COLUMN["Period"], max(10, longest))
    blocks: list[Block] = []
    row = HEADER_ROW + 1
    for series in figures.series:
        for number, (period, values) in enumerate(series.values.items()):
            typed = _typed(series, period, values, figures, framework)
            if row + number == HEADER_ROW + 1 and series.kind == "counts":
                typed["Note"] = LIMIT_NOTE
            if series.note and number == 0:
                typed["Note"] = series.note
                sheet.worksheet.set_row(row - 1, 14 * (1 + len(series.note) // NOTE_LINE))
            _write_row(sheet, row + number, typed, styles, find_indicator(framework, series.indicator).decimals)
        blocks.append(Block(series, row, row + len(series.values) - 1))
        row += len(series.values)
    areas = [find_area(framework, area).name for area in figures.areas]
    set_up(sheet, {"Indicator": indicators or list(figures.indicators), "Area": areas}, row - 1)
    return tuple(blocks)


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
        look = styles("typed", cell_format(heading, decimals), wrap=heading == "Note" and "Note" in typed)
        sheet.put(row, column, typed.get(heading), look)
    name = function("THT_INDICATOR", sheet.cell(row, COLUMN["Indicator"]), "short_name")
    for heading, formula in {"Indicator name": name, **(_results(sheet, row) if "Numerator" in typed else {})}.items():
        sheet.put(row, COLUMN[heading], formula, styles("computed", cell_format(heading, decimals)))


def _results(sheet: LiveSheet, row: int) -> dict[str, LiveFormula]:
    cells = [sheet.cell(row, COLUMN[heading]) for heading in ("Indicator", "Numerator", "Denominator")]
    limits = function("THT_VALUE_CI", *cells)
    return {
        "Value": function("THT_VALUE", *cells),
        **{heading: item(limits, 1, column) for column, heading in enumerate(LIMITS, start=2)},
    }
