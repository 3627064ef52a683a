"""The sheet Summary: one row for each indicator, and charts."""

from collections.abc import Callable
from dataclasses import dataclass

from data_sheet import COLUMN, Block
from figures import Figures

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Indicator
from tht_xl.workbook.writing.live_cells import (
    LiveFormula,
    LiveSheet,
    function,
    if_not_available,
    or_symbol,
    way_it_went,
)
from tht_xl.workbook.writing.styles import Styles, number_format

HOME = "tower-hamlets"
PREFERRED = ("england", "oflog-median", "london")
HEADER_ROW = 4
NO_INTERVAL = "Not compared: no interval"
NO_TREND = "Cannot be calculated"
NO_TARGET = "No target"


@dataclass(frozen=True)
class Line:
    """One indicator's row, and the blocks of Data that it reads."""

    summary: LiveSheet
    data: LiveSheet
    row: int
    home: Block
    comparator: Block
    indicator: Indicator

    def own(self, heading: str) -> LiveFormula:
        """A cell of this row of the summary."""
        return self.summary.cell(self.row, COLUMNS.index(heading))

    def latest(self, heading: str) -> LiveFormula:
        """The home area's newest cell of a column of Data."""
        return self.data.cell(self.home.last, COLUMN[heading], seen_from=self.summary)

    def previous(self, heading: str) -> LiveFormula:
        """The one before it."""
        return self.data.cell(self.home.last - 1, COLUMN[heading], seen_from=self.summary)

    def series(self, heading: str) -> LiveFormula:
        """The home area's column of Data."""
        return self.data.column(self.home.first, self.home.last, COLUMN[heading], seen_from=self.summary)

    def theirs(self, heading: str) -> LiveFormula:
        """The comparator's cell of the same period."""
        period = tuple(self.home.series.values)[-1]
        row = self.comparator.first + tuple(self.comparator.series.values).index(period)
        return self.data.cell(row, COLUMN[heading], seen_from=self.summary)

    @property
    def has_counts(self) -> bool:
        """Whether the value is computed from counts."""
        return self.home.series.kind == "counts"


def _field(name: str) -> Callable[[Line], LiveFormula]:
    return lambda line: function("THT_INDICATOR", line.own("Indicator"), name)


def _trend(line: Line) -> LiveFormula:
    periods = line.series("Period")
    if line.has_counts:
        counts = (line.series("Numerator"), line.series("Denominator"))
        return function("THT_TREND", *counts, line.own("Good is"), periods)
    limits = (line.series("Value"), line.series("Lower limit"), line.series("Upper limit"))
    return if_not_available(function("THT_TREND_VALUES", *limits, line.own("Good is"), periods), NO_TREND)


def _since(line: Line) -> LiveFormula:
    """Better or worse by more than chance where both points have an interval; else only which way it went."""
    own = (line.own("Value"), line.own("Lower limit"), line.own("Upper limit"))
    before = (line.previous("Value"), line.previous("Lower limit"), line.previous("Upper limit"))
    changed = function("THT_CHANGE", *own, *before, line.own("Good is"))
    return changed if line.has_counts else if_not_available(changed, way_it_went(own[0], before[0]))


def _benchmark(line: Line) -> LiveFormula:
    own = (line.own("Value"), line.own("Lower limit"), line.own("Upper limit"))
    compared = function("THT_BENCHMARK", *own, line.own("Comparator value"), line.own("Good is"))
    return compared if line.has_counts else if_not_available(compared, NO_INTERVAL)


def _gap(line: Line) -> LiveFormula:
    own = (line.own("Value"), line.own("Target"), line.own("Good is"))
    return if_not_available(function("THT_GAP", *own), NO_TARGET)


def _people(line: Line) -> LiveFormula:
    counts = (line.latest("Numerator"), line.latest("Denominator"))
    return function("THT_PEOPLE_TO_TARGET", *counts, line.own("Target"), line.own("Good is"))


def _status(line: Line) -> LiveFormula:
    own = (line.own("Indicator"), line.own("Value"), line.own("Period"), line.own("Lower limit"))
    return function("THT_STATUS", *own, line.own("Upper limit"), line.previous("Value"))


CELLS: dict[str, tuple[float, Callable[[Line], LiveFormula | str]]] = {
    "Indicator": (25, lambda line: line.indicator.id),
    "Name": (33, _field("name")),
    "Unit": (9, _field("unit")),
    "Good is": (7, _field("polarity")),
    "Period": (8, lambda line: line.latest("Period")),
    "Value": (8, lambda line: line.latest("Value")),
    "Lower limit": (7, lambda line: or_symbol(line.latest("Lower limit"))),
    "Upper limit": (7, lambda line: or_symbol(line.latest("Upper limit"))),
    "Comparator": (12, lambda line: line.theirs("Area")),
    "Comparator value": (11, lambda line: line.theirs("Value")),
    "Against comparator": (12, _benchmark),
    "Since the period before": (14, _since),
    "Recent trend": (14, _trend),
    "Target": (8, _field("target")),
    "Due": (7, _field("target due")),
    "Target now": (8, lambda line: if_not_available(
        function("THT_TARGET", line.own("Indicator"), line.own("Period")), "Not yet due")),
    "Status": (9, _status),
    "Gap to target": (9, _gap),
    "People to target": (9, _people),
}  # fmt: skip
COLUMNS = tuple(CELLS)
DECIMALS = ("Value", "Lower limit", "Upper limit", "Comparator value", "Target", "Target now", "Gap to target")


def write_summary_sheet(
    summary: LiveSheet, data: LiveSheet, figures: Figures, blocks: tuple[Block, ...], styles: Styles
) -> int:
    """Fill in the rows; the first row that is free below them."""
    lines = _lines(summary, data, figures, blocks)
    columns = [name for name in COLUMNS if name != "People to target" or any(line.has_counts for line in lines)]
    summary.put(1, 0, f"{figures.title}: summary", styles("title"))
    subtitle = "Tower Hamlets' latest figures beside the comparator of the same period. Every cell is computed."
    summary.put(2, 0, subtitle, styles("subtitle"))
    summary.worksheet.set_row(HEADER_ROW - 1, 46)
    for number, name in enumerate(columns):
        summary.worksheet.set_column(number, number, CELLS[name][0])
        summary.put(HEADER_ROW, number, name, styles("heading"))
    for line in lines:
        summary.worksheet.set_row(line.row - 1, 44)
        for number, name in enumerate(columns):
            content = CELLS[name][1](line) if name != "People to target" or line.has_counts else "[z]"
            kind = "computed" if isinstance(content, LiveFormula) else "plain"
            shown = number_format(line.indicator.decimals) if name in DECIMALS else "#,##0" if "People" in name else ""
            summary.put(line.row, number, content, styles(kind, shown, wrap=True))
    note = "Proposed: the partnership has not agreed the target, so it shows a gap and no colour. [x]: not set."
    row = lines[-1].row + 1
    summary.put(row, 0, note, styles("subtitle"))
    summary.worksheet.freeze_panes(HEADER_ROW, 2)
    summary.worksheet.repeat_rows(HEADER_ROW - 1)
    return row + 2


def _lines(summary: LiveSheet, data: LiveSheet, figures: Figures, blocks: tuple[Block, ...]) -> list[Line]:
    framework = load_framework("tht")
    lines: list[Line] = []
    for number, name in enumerate(figures.indicators):
        own = {block.series.area: block for block in blocks if block.series.indicator == name}
        comparator = next(own[area] for area in PREFERRED if area in own)
        row = HEADER_ROW + 1 + number
        lines.append(Line(summary, data, row, own[HOME], comparator, find_indicator(framework, name)))
    return lines
