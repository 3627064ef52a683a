"""The sheet Dashboard: a line for each key metric, under the priority that it is aligned to."""

from colours import AGAINST, colour_ratings
from data_sheet import COLUMN, Block
from figures import Figures
from summary_cells import COLUMNS
from summary_sheet import HEADER_ROW as SUMMARY_HEADER
from summary_sheet import HOME
from xlsxwriter import Workbook

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.workbook.writing.live_cells import LiveSheet, function
from tht_xl.workbook.writing.styles import SERIES, Styles, number_format

HEADER_ROW = 4
NO_NARRATIVE = "no narrative yet"
NO_METRIC = "No key metric is aligned to this priority yet."
WIDTHS = {
    "Metric": 38, "Unit": 11, "Period": 13, "Value": 9, "Comparator": 24, "Comparator value": 11,
    "Against comparator": 14, "Since the period before": 15, "Recent trend": 16, "Over time": 20, "Status": 10,
    "Gap to target": 9, "Narrative": 34, "Source": 34,
}  # fmt: skip
PLACE = {heading: column for column, heading in enumerate(WIDTHS)}
COPIED = ("Unit", "Period", "Value", "Comparator", "Comparator value", "Against comparator", "Since the period before",
          "Recent trend", "Status", "Gap to target")  # fmt: skip
NUMBERS = ("Value", "Comparator value", "Gap to target")
MOVED = {word: AGAINST[word] for word in ("Better", "Worse")}
"""A metric that has not moved needs no colour."""


def write_dashboard_sheet(
    workbook: Workbook, sheet: LiveSheet, summary: LiveSheet, data: LiveSheet, figures: Figures,
    blocks: tuple[Block, ...], styles: Styles,
) -> int:  # fmt: skip
    """Fill in the sheet; the first row that is free below it."""
    framework = load_framework("tht")
    sheet.put(1, 0, figures.title, styles("title"))
    sheet.put(2, 0, "Latest figures by priority for action. Every cell but the narrative follows the sheets behind it.",
              styles("subtitle"))  # fmt: skip
    sheet.worksheet.set_row(HEADER_ROW - 1, 32)
    for heading, column in PLACE.items():
        sheet.worksheet.set_column(column, column, WIDTHS[heading])
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    row = HEADER_ROW
    homes = {block.series.indicator: block for block in blocks if block.series.area == HOME}
    for priority in framework.priorities:
        row += 1
        sheet.worksheet.set_row(row - 1, 22)
        sheet.put(row, 0, priority.name, styles("section"))
        own = [name for name in figures.indicators if find_indicator(framework, name).dashboard_priority == priority.id]
        for name in own:
            row += 1
            line = SUMMARY_HEADER + 1 + figures.indicators.index(name)
            _write_metric(sheet, summary, data, row, line, homes[name], styles)
            sheet.put(row, PLACE["Source"], figures.source_of(name).short, styles("plain", wrap=True))
        if not own:
            row += 1
            sheet.put(row, 0, NO_METRIC, styles("subtitle"))
    colour_ratings(workbook, sheet, PLACE["Against comparator"], HEADER_ROW + 1, row, AGAINST)
    colour_ratings(workbook, sheet, PLACE["Since the period before"], HEADER_ROW + 1, row, MOVED)
    colour_ratings(workbook, sheet, PLACE["Status"], HEADER_ROW + 1, row)
    note = "Proposed: the partnership has not agreed the target, so it shows a gap and no colour. [x]: not published."
    sheet.put(row + 1, 0, note, styles("subtitle"))
    sheet.worksheet.freeze_panes(HEADER_ROW, 1)
    sheet.worksheet.repeat_rows(HEADER_ROW - 1)
    return row + 3


def _write_metric(
    sheet: LiveSheet, summary: LiveSheet, data: LiveSheet, row: int, line: int, home: Block, styles: Styles
) -> None:
    decimals = find_indicator(load_framework("tht"), home.series.indicator).decimals
    sheet.worksheet.set_row(row - 1, 28)
    indicator = summary.cell(line, COLUMNS.index("Indicator"), seen_from=sheet)
    sheet.put(row, 0, function("THT_INDICATOR", indicator, "short_name"), styles("computed", wrap=True))
    for heading in COPIED:
        shown = number_format(decimals) if heading in NUMBERS else ""
        cell = summary.cell(line, COLUMNS.index(heading), seen_from=sheet)
        sheet.put(row, PLACE[heading], cell, styles("computed", shown, wrap=True))
    sheet.put(row, PLACE["Over time"], None, styles("plain"))
    values = data.column(home.first, home.last, COLUMN["Value"], seen_from=sheet)
    sheet.worksheet.add_sparkline(row - 1, PLACE["Over time"], {
        "range": values.text, "type": "column", "min": 0, "series_color": SERIES[0],
    })  # fmt: skip
    sheet.put(row, PLACE["Narrative"], NO_NARRATIVE, styles("typed", wrap=True))
