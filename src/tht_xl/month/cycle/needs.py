"""What each partner has to give in a month: the rows of its return that are not known yet and can be by then."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tht_xl.evaluation.timeliness import day_expected, period_after, timeliness
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.days import months_from
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.parts import ReturnSource

MAX_PERIODS = 12
"""Periods of one indicator that a return asks for at most: after a gap of years, the last of them."""
CELLS = {"proportion": 2, "rate": 2}
"""Cells to fill in for a row: the counts."""
CELLS_OF_A_VALUE = 3
"""Cells to fill in for a row whose value comes from elsewhere: value, lower and upper limit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row that is asked for.

    Attributes:
        indicator: Its id.
        period: Label of the period.
        expected: Last day of the month by which its source should have released it; None where the configuration names
            the period itself.
        cells: How many cells there are to fill in.
    """

    indicator: str
    period: str
    expected: date | None
    cells: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What one return has to give.

    Attributes:
        wanted: The rows, by indicator in the configuration's order, oldest first.
        not_wanted: For each indicator that is not asked for, why.
    """

    wanted: tuple[Wanted, ...]
    not_wanted: dict[str, str]

    @property
    def cells(self) -> int:
        """How many cells there are to fill in."""
        return sum(row.cells for row in self.wanted)

    def by_indicator(self) -> dict[str, list[str]]:
        """Return the periods wanted of each indicator."""
        found: dict[str, list[str]] = {}
        for row in self.wanted:
            found.setdefault(row.indicator, []).append(row.period)
        return found


def needs_of(
    source: ReturnSource, framework: Framework, month: Period, known: Mapping[str, Collection[Period]]
) -> Needs:
    """Return what a partner's return has to give in a month.

    Args:
        source: The return, with its indicators.
        framework: The definitions.
        month: The month; nothing is asked for whose source releases it later.
        known: The periods of each indicator whose figure is published, or was returned and needs no second look.
    """
    wanted: list[Wanted] = []
    not_wanted: dict[str, str] = {}
    for name in dict.fromkeys(source.indicators):
        indicator = find_indicator(framework, name)
        rows, reason = _rows_of(indicator, source.periods, month, known.get(indicator.id, ()), framework)
        wanted += rows
        if not rows:
            not_wanted[indicator.id] = reason
    return Needs(tuple(wanted), not_wanted)


def _rows_of(
    indicator: Indicator, periods: Collection[str], month: Period, known: Collection[Period], framework: Framework
) -> tuple[list[Wanted], str]:
    cells = CELLS.get(indicator.measure, CELLS_OF_A_VALUE)
    if indicator.state == "historic":
        return [], "its series has ended"
    if periods:
        rows = [Wanted(indicator.id, label, None, cells) for label in periods if Period.parse(label) not in known]
        return rows, f"{', '.join(periods)} known already"
    last = max(known, key=lambda period: period.end, default=None) or _period_before_first(indicator, month, framework)
    if last is None:
        return [], "no figure is known and its periods are not defined: name them under 'periods:'"
    due = [(period, day) for period, day in _following(indicator, last, month) if period not in known]
    if not due:
        following = timeliness(indicator, last, last.end)
        when = f", expected by {following.expected_by}" if following else ""
        return [], f"nothing new by {month}: {last} is known, and {period_after(indicator, last)} comes next{when}"
    return [Wanted(indicator.id, period.label, day, cells) for period, day in due[-MAX_PERIODS:]], ""


def _following(indicator: Indicator, last: Period, month: Period) -> Iterator[tuple[Period, date]]:
    """Yield the periods after the last known one whose source should have released them by the end of the month."""
    period = period_after(indicator, last)
    while (day := day_expected(indicator, period)) <= month.end:
        yield period, day
        period = period_after(indicator, period)


def _period_before_first(indicator: Indicator, month: Period, framework: Framework) -> Period | None:
    """Return the period before the newest that can be asked for, where no figure is known to go on from."""
    kind = indicator.period_kind or _kind_published(indicator, framework)
    if kind is None or not kind.months:
        return None
    start = date(month.start.year - kind.months // 12 - 4, kind.phase % 12 + 1, max(kind.first_day, 1))
    first = Period(*months_from(start, kind.months))
    *before, last = [first, *(period for period, _ in _following(indicator, first, month))]
    return before[-1] if before else last


def _kind_published(indicator: Indicator, framework: Framework) -> PeriodKind | None:
    """Return the kind of the periods that a source has published for any area."""
    labels = [
        label
        for series in framework.published
        if series.indicator == indicator.id
        for values in series.values.values()
        for label in values
    ]
    return PeriodKind.of(Period.parse(labels[-1])) if labels else None
