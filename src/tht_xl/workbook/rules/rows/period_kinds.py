"""R310, R314 and R315: whether a period is of the kind, and as long, as those of its indicator."""

from collections import defaultdict
from collections.abc import Iterator

from tht_xl.framework.once import once_for_each
from tht_xl.framework.period_kinds import LENGTHS, OtherKind, other_kind_than_others, other_kind_than_stated
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.finding import Severity
from tht_xl.model.periods.period import Period
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.rule import Fault, rule


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
    for index, other in table.periods_by_indicator.rows_with(table.once(_stated_faults)):
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
    pairs = table.periods_by_indicator
    known = {
        place: (indicator, period)
        for place, (indicator, period) in enumerate(pairs.each)
        if indicator is not None and period is not None and period.kind != "deadline"
    }
    others = other_kind_than_others(*zip(*known.values(), strict=True)) if known else []
    said: list[OtherKind | None] = [None] * len(pairs.each)
    for (place, (indicator, period)), other in zip(known.items(), others, strict=True):
        said[place] = other if other is not None and _has_length_of(indicator, period, table.framework) else None
    for index, other in pairs.rows_with(said):
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
    pairs, stated = table.periods_by_indicator, table.once(_stated_faults)
    said = [
        None if other is not None else _other_length(indicator, period, table.framework)
        for (indicator, period), other in zip(pairs.each, stated, strict=True)
    ]
    for index, (given, expected) in pairs.rows_with(said):
        yield table.fault("Period", index, given, expected)


def _other_length(indicator: Indicator | None, period: Period | None, framework: Framework) -> tuple[str, str] | None:
    """Return what is wrong with the length of a period, and what was expected; None where nothing is."""
    if indicator is None or period is None or period.kind == "deadline" or indicator.period_kind is not None:
        return None
    if _has_length_of(indicator, period, framework):
        return None
    given = f"the period {period.label!r} has {counted(period.months, 'month')}"
    return given, f"a period of an indicator that is {indicator.frequency}"


def _has_length_of(indicator: Indicator, period: Period, framework: Framework) -> bool:
    """Return whether a period is as long as its indicator's, by the frequency or by what a source has published."""
    usual, months = LENGTHS[indicator.frequency], period.months
    return min(usual) <= months <= max(usual) or months in _published_lengths(framework).get(indicator.id, ())


@once_for_each
def _published_lengths(framework: Framework) -> dict[str, set[int]]:
    """Return how long the periods are for which sources have published each indicator, in months."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for series in framework.published:
        periods = map(Period.parse, dict.fromkeys(label for values in series.values.values() for label in values))
        found[series.indicator] |= {period.months for period in periods if period.kind != "deadline"}
    return dict(found)


def _stated_faults(table: ReturnTable) -> list[OtherKind | None]:
    """Return what is wrong with each pair's period by the kind that its indicator's definition states."""
    return [
        None if indicator is None or period is None else other_kind_than_stated(indicator, period)
        for indicator, period in table.periods_by_indicator.each
    ]
