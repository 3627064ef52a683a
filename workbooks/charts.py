"""The charts of the Summary, and the sheet that holds the figures they draw."""

from typing import cast

from data_sheet import COLUMN, Block
from figures import Figures
from summary_sheet import HOME
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Indicator
from tht_xl.model.periods import Period
from tht_xl.model.periods.label import financial_year_label, month_label
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.styles import SERIES, Styles, number_format

HEADER_ROW = 4
WIDTH, GAP, ROW_HEIGHT = 1460, 20, 20
"""All charts of a row together, the space between them, and a row of the sheet. [pixels]"""
FROM_ZERO = ("%", "per ", "ratio")
"""How the units begin whose axis starts at zero. Years of life and scores out of 10 would be flat lines."""
FONT = {"name": "Calibri", "size": 9}


def write_charts(
    workbook: Workbook, summary: LiveSheet, drawn: LiveSheet, data: LiveSheet, figures: Figures,
    blocks: tuple[Block, ...], styles: Styles, row: int,
) -> None:  # fmt: skip
    """Put the charts side by side on the Summary.

    Args:
        workbook: What they are part of.
        summary: Where they are shown.
        drawn: Where the figures that they draw are laid out.
        data: Where those figures come from.
        figures: Which indicators have a chart.
        blocks: Where the series stand on `data`.
        styles: The formats.
        row: First free row of the Summary, from 1.
    """
    drawn.put(1, 0, f"{figures.title}: figures of the charts", styles("title"))
    drawn.put(2, 0, "Every cell follows the sheet Data. A blank is a year without a figure.", styles("subtitle"))
    column = 0
    per_row, width, height = _arrange(len(figures.charts))
    for number, name in enumerate(figures.charts):
        own = [block for block in blocks if block.series.indicator == name]
        indicator = find_indicator(load_framework("tht"), name)
        last = _write_figures(drawn, data, own, indicator, styles, column)
        chart = _chart(workbook, drawn, own, indicator, column, last)
        chart.set_size({"width": width, "height": height})
        summary.worksheet.insert_chart(row - 1 + number // per_row * (height // ROW_HEIGHT + 1), 0, chart, {
            "x_offset": number % per_row * (width + GAP), "object_position": 3,
            "description": f"Line chart of {indicator.label} by year: Tower Hamlets and comparators.",
        })  # fmt: skip
        column += len(own) + 2


def _arrange(count: int) -> tuple[int, int, int]:
    """Charts side by side, and their width and height in pixels, so that table and charts fit one A4 page."""
    per_row = 2 if count in (1, 2, 4) else 3
    return per_row, (WIDTH - GAP * (per_row - 1)) // per_row, 340 if count <= 2 else 228


def _write_figures(
    drawn: LiveSheet, data: LiveSheet, blocks: list[Block], indicator: Indicator, styles: Styles, column: int
) -> int:
    framework = load_framework("tht")
    drawn.worksheet.set_row(HEADER_ROW - 1, 46)
    drawn.worksheet.set_column(column, column, 22)
    drawn.worksheet.set_column(column + 1, column + len(blocks), 14)
    drawn.put(HEADER_ROW, column, indicator.label, styles("heading"))
    for place, block in enumerate(blocks, start=column + 1):
        drawn.put(HEADER_ROW, place, find_area(framework, block.series.area).name, styles("heading"))
    years = _every_year([label for block in blocks for label in block.series.values])
    for row, period in enumerate(years, start=HEADER_ROW + 1):
        drawn.put(row, column, _axis_label(period), styles("plain"))
        for place, block in enumerate(blocks, start=column + 1):
            own = list(block.series.values)
            there = (
                data.cell(block.first + own.index(period), COLUMN["Value"], seen_from=drawn) if period in own else None
            )
            drawn.put(row, place, there, styles("computed", number_format(indicator.decimals)))
    return HEADER_ROW + len(years)


def _every_year(labels: list[str]) -> list[str]:
    """All periods from the first to the last, so that a missing year leaves a gap in the line."""
    periods = sorted({Period.parse(label) for label in labels})
    years = range(periods[0].start.year, periods[-1].start.year + 1)
    if all(period.kind == "financial-year" for period in periods):
        return [financial_year_label(year) for year in years]
    if all(period.kind == "year" for period in periods):
        return [str(year) for year in years]
    return [period.label for period in periods]


def _axis_label(label: str) -> str:
    """A label short enough for an axis: "to Nov 2016" for 16 Nov 2015 - 15 Nov 2016."""
    period = Period.parse(label)
    return f"to {month_label(period.end)}" if period.kind == "span" else label


def _chart(
    workbook: Workbook, drawn: LiveSheet, blocks: list[Block], indicator: Indicator, column: int, last: int
) -> Chart:
    sheet = drawn.worksheet.get_name()
    chart = cast("Chart", workbook.add_chart({"type": "line"}))
    for number, block in enumerate(blocks):
        place, is_home = column + 1 + number, block.series.area == HOME
        colour = {"color": SERIES[number]}
        chart.add_series({
            "name": [sheet, HEADER_ROW - 1, place],
            "categories": [sheet, HEADER_ROW, column, last - 1, column],
            "values": [sheet, HEADER_ROW, place, last - 1, place],
            "line": colour | {"width": 2.75 if is_home else 1.75, "dash_type": ("solid", "dash", "round_dot")[number]},
            "marker": {"type": "circle", "size": 5, "fill": colour, "border": colour} if is_home else {"type": "none"},
        })  # fmt: skip
    chart.set_title({"name": indicator.label, "name_font": FONT | {"size": 12, "bold": True}})
    chart.set_x_axis({"num_font": FONT | {"rotation": -45}})
    gridlines = {"visible": True, "line": {"color": "#D9DEE5"}}
    start: dict[str, object] = {"min": 0, "num_format": "0"} if indicator.unit.startswith(FROM_ZERO) else {}
    chart.set_y_axis({"name": indicator.unit, "name_font": FONT, "num_font": FONT, **start,
                      "major_gridlines": gridlines})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.show_blanks_as("gap")
    return chart
