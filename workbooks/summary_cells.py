"""The cells of an indicator's row on the sheet Summary: what each column shows, and how wide it is."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from data_sheet import COLUMN, Block

from tht_xl.model.definition import Indicator
from tht_xl.model.periods import Period
from tht_xl.model.vocabulary import Symbol
from tht_xl.workbook.writing.live_cells import (
    LiveFormula,
    LiveSheet,
    function,
    if_not_available,
    or_symbol,
    way_it_went,
)

NO_INTERVAL = "Not compared: no interval"
NO_COMPARATOR = "None published"
NO_TREND = "Cannot be calculated"
OVERLAPPING = "None: periods overlap"
NO_TARGET = "No target"


@dataclass(frozen=True)
class Line:
    """One indicator's row, and the blocks of Data that it reads."""

    summary: LiveSheet
    data: LiveSheet
    row: int
    home: Block
    comparator: Block | None
    indicator: Indicator

    def own(self, heading: str) -> LiveFormula:
        """A cell of this row of the summary."""
        return self.summary.cell(self.row, COLUMNS.index(heading))

    def latest(self, heading: str) -> LiveFormula:
        """The home area's newest cell of a column of Data."""
        return self.data.cell(self.home.last, COLUMN[heading], seen_from=self.summary)

    def previous(self, heading: str) -> LiveFormula:
        """The newest one before it whose period does not overlap: 2019 - 21 for 2022 - 24."""
        periods = [Period.parse(label) for label in self.home.series.values]
        back = next(n for n, period in enumerate(reversed(periods)) if not period.overlaps(periods[-1]))
        return self.data.cell(self.home.last - back, COLUMN[heading], seen_from=self.summary)

    @property
    def periods_overlap(self) -> bool:
        """Whether neighbouring periods share days, as 2021 - 23 and 2022 - 24 do."""
        periods = [Period.parse(label) for label in self.home.series.values]
        return any(one.overlaps(other) for one, other in pairwise(periods))

    def series(self, heading: str) -> LiveFormula:
        """The home area's column of Data."""
        return self.data.column(self.home.first, self.home.last, COLUMN[heading], seen_from=self.summary)

    def theirs(self, heading: str) -> LiveFormula | str:
        """The comparator's cell of the same period."""
        if self.comparator is None:
            return Symbol.NOT_AVAILABLE.value
        period = tuple(self.home.series.values)[-1]
        row = self.comparator.first + tuple(self.comparator.series.values).index(period)
        return self.data.cell(row, COLUMN[heading], seen_from=self.summary)

    @property
    def has_counts(self) -> bool:
        """Whether the value is computed from counts."""
        return self.home.series.kind == "counts"


def _field(name: str) -> Callable[[Line], LiveFormula]:
    return lambda line: function("THT_INDICATOR", line.own("Indicator"), name)


def _trend(line: Line) -> LiveFormula | str:
    if line.periods_overlap:
        return OVERLAPPING
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


def _benchmark(line: Line) -> LiveFormula | str:
    if line.comparator is None:
        return NO_COMPARATOR
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
    "Unit": (11, _field("unit")),
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
    "State": (9, _field("state")),
}  # fmt: skip
COLUMNS = tuple(CELLS)
DECIMALS = ("Value", "Lower limit", "Upper limit", "Comparator value", "Target", "Target now", "Gap to target")
