"""R310, R314 and R315: whether a period is of the kind, and as long, as those of its indicator."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tht_xl.framework.period_kinds import LENGTHS, OtherKind, other_kind_than_others, other_kind_than_stated
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.finding import Severity
from tht_xl.model.periods.period import Period
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.table import ReturnTable


@rule(
    "R314",
    "The period is of another kind than the indicator's",
    stage="table",
    why="A calendar year among school years, or one year among three together, would be compared and rated as if it "
    "were the next of them.",
    fix="Write the period that the figure is about as the source labels it, or leave the row out.",
)
def period_is_of_another_kind(table: ReturnTable) -> Iterator[Fault]:
    """Report a period that is not of the kind in the indicator's definition."""
    for index, other in enumerate(_stated_faults(table)):
        if other is not None:
            yield table.fault("Period", index, other.given, other.expected)


@rule(
    "R315",
    "The period is of another kind than the others of its indicator",
    stage="table",
    severity=Severity.WARNING,
    why="A series of two kinds of period has no order: the older may be taken for the latest. The row is not evaluated "
    "beside the others.",
    fix="Check the period. Where both kinds are right, ask for a break, or for the period_kind, in the definition.",
)
def periods_are_of_two_kinds(table: ReturnTable) -> Iterator[Fault]:
    """Report periods of different kinds where the indicator's definition does not state one."""
    rows = [
        (index, indicator, period)
        for index, (indicator, period) in enumerate(zip(table.indicators.things, table.periods.things, strict=True))
        if indicator is not None and period is not None and period.kind != "deadline"
    ]
    lengths = _Lengths(table.framework)
    others = other_kind_than_others([indicator for _, indicator, _ in rows], [period for *_, period in rows])
    for (index, indicator, period), other in zip(rows, others, strict=True):
        if other is not None and lengths.fit(indicator, period):
            yield table.fault("Period", index, other.given, other.expected)


@rule(
    "R310",
    "The period is not as long as the indicator's periods",
    stage="table",
    severity=Severity.WARNING,
    why="A month in an annual series breaks the trend; often Excel has turned a label into a date.",
    fix="Check the period. Format the column as text before typing labels.",
)
def period_has_another_length(table: ReturnTable) -> Iterator[Fault]:
    """Report a period that does not fit the frequency in the definition; one of another kind is R314's.

    A period as long as one that a source has published for the indicator is right, whatever the frequency says.
    """
    stated, lengths = _stated_faults(table), _Lengths(table.framework)
    for index, (indicator, period) in enumerate(zip(table.indicators.things, table.periods.things, strict=True)):
        if indicator is None or period is None or period.kind == "deadline" or stated[index] is not None:
            continue
        if indicator.period_kind is None and not lengths.fit(indicator, period):
            given = f"the period {period.label!r} has {counted(period.months, 'month')}"
            yield table.fault("Period", index, given, f"a period of an indicator that is {indicator.frequency}")


@dataclass(frozen=True)
class _Lengths:
    """How long periods are, by the frequency of their indicator and by what a source has published for it."""

    framework: Framework

    def fit(self, indicator: Indicator, period: Period) -> bool:
        """Return whether a period is as long as those of its indicator."""
        usual = LENGTHS[indicator.frequency]
        return min(usual) <= period.months <= max(usual) or period.months in self._published[indicator.id]

    @cached_property
    def _published(self) -> defaultdict[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for series in self.framework.published:
            periods = map(Period.parse, dict.fromkeys(label for values in series.values.values() for label in values))
            found[series.indicator] |= {period.months for period in periods if period.kind != "deadline"}
        return found


def _stated_faults(table: ReturnTable) -> list[OtherKind | None]:
    """Return what is wrong with each row's period by the kind that its indicator's definition states."""
    return [
        None if indicator is None or period is None else other_kind_than_stated(indicator, period)
        for indicator, period in zip(table.indicators.things, table.periods.things, strict=True)
    ]
