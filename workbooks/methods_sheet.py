"""A sheet that shows the two methods of a measure side by side, with the break between them."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import cast

from data_sheet import COLUMN, Block
from figures import OlderMethod
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.workbook.writing.live_cells import LiveFormula, LiveSheet
from tht_xl.workbook.writing.styles import SERIES, Styles, number_format

HEADER_ROW = 5
METHODS = ("old method", "new method")
FONT = {"name": "Calibri", "size": 9}


def write_methods_sheet(
    workbook: Workbook, sheet: LiveSheet, data: LiveSheet, older: OlderMethod, blocks: tuple[Block, ...], styles: Styles
) -> None:
    """Fill in the sheet: one row for each year, old and new method beside each other, and a chart of both.

    The old method is typed, with its source beside it; the new method follows the sheet Data.
    """
    newer = {block.series.area: block for block in blocks if block.series.indicator == older.indicator}
    decimals = find_indicator(load_framework("tht"), older.indicator).decimals
    series = [*older.values.values(), *(block.series.values for block in newer.values())]
    years = sorted({year for values in series for year in values})
    _write_top(sheet, older, styles)
    shown = number_format(max(decimals, 2))
    for row, year in enumerate(years, start=HEADER_ROW + 1):
        _write_year(sheet, data, older, newer, row, year, lambda kind: styles(kind, shown))
    _draw(workbook, sheet, older, HEADER_ROW + len(years))


def _write_year(
    sheet: LiveSheet, data: LiveSheet, older: OlderMethod, newer: Mapping[str, Block], row: int, year: str,
    look: Callable[[str], Format],
) -> None:  # fmt: skip
    sheet.put(row, 0, year, look("plain"))
    said: set[str] = set()
    for place, (area, values) in zip(count(1, 2), older.values.items(), strict=False):
        new = _new_value(sheet, data, newer[area], year)
        sheet.put(row, place, values.get(year), look("typed" if year in values else "plain"))
        sheet.put(row, place + 1, new, look("computed" if new else "plain"))
        said |= ({older.source.short} if year in values else set()) | ({"new method: sheet Data"} if new else set())
    end = 1 + 2 * len(older.values)
    both = sheet.shown[row, 1] is not None and sheet.shown[row, 2] is not None
    sheet.put(row, end, _step(sheet, row) if both else "[z]", look("computed" if both else "plain"))
    sheet.put(row, end + 1, "; ".join(sorted(said)), look("plain"))


def _write_top(sheet: LiveSheet, older: OlderMethod, styles: Styles) -> None:
    framework = load_framework("tht")
    page = sheet.worksheet
    page.set_column(0, 0, 10)
    page.set_column(1, 1 + 2 * len(older.values), 13)
    page.set_column(2 + 2 * len(older.values), 2 + 2 * len(older.values), 54)
    page.set_row(HEADER_ROW - 1, 46)
    sheet.put(1, 0, older.title, styles("title"))
    sheet.put(2, 0, "The method changed: the two are different measures, and their lines are never joined.",
              styles("subtitle"))  # fmt: skip
    sheet.put(3, 0, "How far apart they are in a year that has both is a change of method, not of the air. "
              "[z]: not a year of both.", styles("subtitle"))  # fmt: skip
    names = [find_area(framework, area).name for area in older.values]
    columns = [f"{name}, {method}" for name in names for method in METHODS]
    for column, heading in enumerate(("Year", *columns, f"{names[0]}: new less old", "Source")):
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    page.freeze_panes(HEADER_ROW, 1)


def _new_value(sheet: LiveSheet, data: LiveSheet, block: Block, year: str) -> LiveFormula | None:
    own = list(block.series.values)
    return data.cell(block.first + own.index(year), COLUMN["Value"], seen_from=sheet) if year in own else None


def _step(sheet: LiveSheet, row: int) -> LiveFormula:
    old, new = sheet.cell(row, 1), sheet.cell(row, 2)
    between = cast("float", new.value) - cast("float", old.value)
    return LiveFormula(f"ROUND({new.text}-{old.text},2)", round(between, 2))


def _draw(workbook: Workbook, sheet: LiveSheet, older: OlderMethod, last: int) -> None:
    name = sheet.worksheet.get_name()
    chart = cast("Chart", workbook.add_chart({"type": "line"}))
    for column in range(1, 1 + 2 * len(older.values)):
        colour = {"color": SERIES[(column - 1) // 2]}
        is_new = column % 2 == 0
        chart.add_series({
            "name": [name, HEADER_ROW - 1, column],
            "categories": [name, HEADER_ROW, 0, last - 1, 0],
            "values": [name, HEADER_ROW, column, last - 1, column],
            "line": colour | {"width": 2.5 if is_new else 1.5, "dash_type": "solid" if is_new else "dash"},
            "marker": {"type": "circle", "size": 5, "fill": colour, "border": colour} if is_new else {"type": "none"},
        })  # fmt: skip
    chart.set_title({"name": older.title, "name_font": FONT | {"size": 12, "bold": True}})
    chart.set_x_axis({"num_font": FONT})
    chart.set_y_axis({"name": "%", "name_font": FONT, "num_font": FONT, "min": 0, "num_format": "0",
                      "major_gridlines": {"visible": True, "line": {"color": "#D9DEE5"}}})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 900, "height": 300})
    sheet.worksheet.insert_chart(last + 1, 0, chart, {
        "object_position": 3,
        "description": "Line chart by year: the old method dashed, the new method solid, never joined.",
    })  # fmt: skip
