"""The sheet Summary: one row for each indicator, and charts."""

from data_sheet import Block
from figures import Figures
from summary_cells import CELLS, COLUMNS, DECIMALS, Line

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.workbook.writing.live_cells import LiveFormula, LiveSheet
from tht_xl.workbook.writing.styles import Styles, number_format

HOME = "tower-hamlets"
PREFERRED = ("england", "oflog-median", "london")
HEADER_ROW = 4
PROPOSED = (
    "Proposed: the partnership has not agreed the target, so it shows a gap and no colour. "
    "[x]: not published or not set."
)
HISTORIC = " historic: the series has ended and is shown as history, never as a current figure."


def write_summary_sheet(
    summary: LiveSheet, data: LiveSheet, figures: Figures, blocks: tuple[Block, ...], styles: Styles
) -> int:
    """Fill in the rows; the first row that is free below them."""
    lines = _lines(summary, data, figures, blocks)
    columns = [name for name in COLUMNS if _is_used(name, lines)]
    summary.put(1, 0, f"{figures.title}: summary", styles("title"))
    subtitle = "Tower Hamlets' latest figures beside the comparator of the same period. Every cell is computed."
    summary.put(2, 0, subtitle, styles("subtitle"))
    summary.worksheet.set_row(HEADER_ROW - 1, 46)
    for number, name in enumerate(columns):
        summary.worksheet.set_column(number, number, _width(name, lines))
        summary.put(HEADER_ROW, number, name, styles("heading"))
    for line in lines:
        summary.worksheet.set_row(line.row - 1, 44)
        for number, name in enumerate(columns):
            content = CELLS[name][1](line) if name != "People to target" or line.has_counts else "[z]"
            kind = "computed" if isinstance(content, LiveFormula) else "plain"
            shown = number_format(line.indicator.decimals) if name in DECIMALS else "#,##0" if "People" in name else ""
            summary.put(line.row, number, content, styles(kind, shown, wrap=True))
    note = PROPOSED + (HISTORIC if "State" in columns else "")
    row = lines[-1].row + 1
    summary.put(row, 0, note, styles("subtitle"))
    summary.worksheet.freeze_panes(HEADER_ROW, 2)
    summary.worksheet.repeat_rows(HEADER_ROW - 1)
    return row + 2


def _width(name: str, lines: list[Line]) -> float:
    """Wide enough for a period such as 16 Nov 2024 - 15 Nov 2025 on two lines."""
    longest = max(len(tuple(line.home.series.values)[-1]) for line in lines)
    return max(CELLS[name][0], longest / 2 + 2 if name == "Period" else 0)


def _is_used(name: str, lines: list[Line]) -> bool:
    """Whether a column has anything to say in this workbook."""
    if name == "People to target":
        return any(line.has_counts for line in lines)
    return name != "State" or any(line.indicator.state == "historic" for line in lines)


def _lines(summary: LiveSheet, data: LiveSheet, figures: Figures, blocks: tuple[Block, ...]) -> list[Line]:
    framework = load_framework("tht")
    lines: list[Line] = []
    for number, name in enumerate(figures.indicators):
        own = {block.series.area: block for block in blocks if block.series.indicator == name}
        comparator = next((own[area] for area in PREFERRED if area in own), None)
        row = HEADER_ROW + 1 + number
        lines.append(Line(summary, data, row, own[HOME], comparator, find_indicator(framework, name)))
    return lines
