"""The sheet Data of strategy-2009: the published values, one row for each indicator and period."""

from collections.abc import Sequence

from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework, PublishedSeries
from tht_xl.workbook.writing.live_cells import Cell, LiveFormula, LiveSheet, function
from tht_xl.workbook.writing.return_sheet import COLUMN, HEADER_ROW, cell_format, set_up, write_top
from tht_xl.workbook.writing.styles import Styles

NOTE_LINE = 50
"""Of a note, what fits on one line. [characters]"""


def of_strategy(cell: LiveFormula) -> LiveFormula:
    """Return a cell's indicator as a formula names it outside the framework tht."""
    return LiveFormula(f'"strategy-2009:"&{cell.text}', f"strategy-2009:{cell.value}")


def write_strategy_data(
    sheet: LiveSheet, framework: Framework, published: Sequence[PublishedSeries], styles: Styles
) -> dict[tuple[str, str], int]:
    """Fill in the sheet; the row, from 1, of each indicator and period."""
    write_top(sheet, "The strategy of 2009", styles)
    area = find_area(framework, framework.home).name
    places: dict[tuple[str, str], int] = {}
    row = HEADER_ROW
    for series in published:
        decimals = find_indicator(framework, series.indicator).decimals
        for number, (period, values) in enumerate(series.values[framework.home].items()):
            row += 1
            places[series.indicator, period] = row
            typed: dict[str, Cell] = {
                "Indicator": series.indicator, "Area": area, "Period": period, "Value": values[0],
                "Source": series.source, "Note": series.note if number == 0 else None,
            }  # fmt: skip
            lines = [1 + len(series.source) // 38, 1 + len(series.note) // NOTE_LINE if number == 0 else 1]
            sheet.worksheet.set_row(row - 1, 14 * max(lines))
            for heading, column in COLUMN.items():
                look = styles("typed", cell_format(heading, decimals), wrap=heading in ("Source", "Note"))
                sheet.put(row, column, typed.get(heading), look)
            name = function("THT_INDICATOR", of_strategy(sheet.cell(row, COLUMN["Indicator"])), "short_name")
            sheet.put(row, COLUMN["Indicator name"], name, styles("computed", "@"))
    set_up(sheet, {"Indicator": [each.indicator for each in published], "Area": [area]}, row)
    return places
