"""What a card says about a value: comparisons, trend, target, people, source; each as a term and its answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.movement import change_since
from tht_xl.evaluation.result import ComparatorFigure, EarlierFigure, Result
from tht_xl.evaluation.timeliness import Timeliness
from tht_xl.evaluation.untested import has_fallen_far
from tht_xl.model.definition import Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import COLOURS, Polarity, Rating, Symbol
from tht_xl.report import marks, text
from tht_xl.report.marks import Mark

WITHHELD: dict[str, str] = {
    Symbol.CONFIDENTIAL: "withheld [c]: a small number could identify a person",
    Symbol.UNRELIABLE: "withheld [u]: too few events for a reliable figure",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its answer, with a verdict or an address where there is one."""

    term: str
    answer: str
    mark: Mark | None = None
    address: str = ""


def why_absent(reading: Result | None, held_back: str = "") -> str:
    """Return why there is no value, in words; never blank.

    Args:
        reading: The row without a value; None where there is no row at all.
        held_back: What kept a return from arriving, or "".
    """
    if reading is None:
        return held_back or "not published, and not returned by a partner"
    if reading.withheld:
        rule = reading.reason.removeprefix("withheld: ")
        return WITHHELD.get(reading.withheld, f"withheld {reading.withheld}") + (f" ({rule})" if rule else "")
    return reading.reason.removeprefix("no value: ") or "not published"


def facts(indicator: Indicator, reading: Result, before: Result | None) -> tuple[Fact, ...]:
    """Everything the card lists for the latest reading, in reading order.

    Args:
        indicator: Whose reading it is.
        reading: The latest, with a value.
        before: The reading that its previous value comes from.
    """
    said = [_beside(indicator, c) for n, c in enumerate(reading.comparisons) if n == 0 or c.value is not None]
    said += [fact for fact in (_trend(reading), _previous(indicator, reading, before)) if fact]
    said += _target(indicator, reading)
    said += _people(indicator, reading)
    return tuple(said)


def ages(period: Period, found: Timeliness | None) -> tuple[Fact, ...]:
    """Return how old the latest figure is, and when the next one is expected."""
    if found is None:
        return ()
    late = "; overdue" if found.is_stale else ""
    return (
        Fact("Age of this figure", f"{found.age}: its period ended on {period.end.day} {period.end:%B %Y}"),
        Fact("Next figure", f"{text.period(found.next_period)}, expected by {found.expected_by}{late}"),
    )


def _beside(indicator: Indicator, comparison: ComparatorFigure) -> Fact:
    value = "not published for this period" if comparison.value is None else text.amount(indicator, comparison.value)
    return Fact(comparison.area.name, value, marks.compared(comparison.word) if comparison.is_tested else None)


def _trend(reading: Result) -> Fact | None:
    """Return the reason for a trend that cannot be calculated; the trend itself is in the headline."""
    if marks.trend(reading.trend).icon != "unknown" or not reading.trend:
        return None
    return Fact("Why no trend", reading.trend_reason or "the series is too short")


def _previous(indicator: Indicator, reading: Result, before: Result | None) -> Fact | None:
    if reading.previous is None or reading.value is None:
        return None
    return Fact(
        f"Before, {text.period(reading.previous_period)}",
        text.amount(indicator, reading.previous),
        marks.since(
            change_since(indicator, reading, before),
            reading.value,
            reading.previous,
            is_far=before is not None and has_fallen_far(indicator, before, reading),
        ),
    )


def _target(indicator: Indicator, reading: Result) -> list[Fact]:
    standing = reading.target_status
    if standing.final is None:
        missing = indicator.target is not None and standing.rating == Rating.NO_TARGET
        said = "named without a number" if missing else marks.rating(standing.rating).word
        return [Fact("Target", said[0].lower() + said[1:])] if standing.rating else []
    said = f"{text.amount(indicator, standing.final)} {text.due(standing.due)}"
    said += f"; {_gap(indicator, standing.gap)}" if standing.gap is not None else ""
    is_proposed = standing.rating == Rating.PROPOSED
    found = [Fact("Proposed target, not agreed" if is_proposed else "Target", said)]
    if not is_proposed and standing.target is not None and standing.target != standing.final:
        found.append(Fact("Expected by now", text.amount(indicator, standing.target)))
    if standing.minimum is not None:
        found.append(Fact("Minimum expectation", text.amount(indicator, standing.minimum)))
    return found


def _gap(indicator: Indicator, gap: float) -> str:
    # The gap is calculated from unrounded figures: one that rounds to nothing may still be short of the target.
    if gap == 0:
        return "exactly met"
    return f"{text.distance(indicator, abs(gap))} {'short' if gap > 0 else 'beyond it'}"


def _people(indicator: Indicator, reading: Result) -> list[Fact]:
    which = "fewer" if indicator.polarity == Polarity.LOW else "more"
    found = []
    if reading.target_status.people:
        found.append(Fact("To meet the target", f"{reading.target_status.people:,} {which} {indicator.people}"))
    if reading.people_to_comparator and reading.headline:
        answer = f"{reading.people_to_comparator:,} {which} {indicator.people}"
        found.append(Fact(f"To match {reading.headline.area.name}", answer))
    return found


def revised(indicator: Indicator, series: Sequence[Result]) -> tuple[Fact, ...]:
    """Every figure of the series that took the place of another one this month, newest first: after and before."""
    return tuple(
        Fact(f"Revised, {text.period(str(r.period))}", _after_and_before(indicator, r, r.revision))
        for r in reversed(series)
        if r.revision
    )


def held_back_facts(series: Sequence[Result]) -> tuple[Fact, ...]:
    """Every figure of the series beside which an error held a row back, newest first: which figure counts."""
    return tuple(
        Fact(f"Held back, {text.period(str(r.period))}", text.capitalise(r.origin.held_back))
        for r in reversed(series)
        if r.origin.held_back
    )


def approval_facts(latest: Result | None) -> tuple[Fact, ...]:
    """Return who approved the latest figure, or that it is provisional; nothing where nobody has said."""
    said = "" if latest is None else latest.origin.approval
    return (Fact("Approval", text.capitalise(said)),) if said else ()


def _after_and_before(indicator: Indicator, reading: Result, revision: EarlierFigure) -> str:
    after = text.amount(indicator, reading.value) if reading.value is not None else why_absent(reading)
    before = "the earlier figure is not shown again"
    if revision.value is not None:
        if reading.value == revision.value:
            return f"{after} as before, with other counts or another interval ({revision.month})"
        before = f"before {text.amount(indicator, revision.value)}"
        if reading.value is not None and before == f"before {after}":
            return f"{after}, by less than its last decimal ({revision.month})"
    return f"{after}; {before} ({revision.month})"


def uncertain(indicator: Indicator, reading: Result) -> tuple[str, ...]:
    """Return notes where a target or the comparator lies within the value's own interval."""
    if reading.limits is None:
        return ()
    within = "is within the interval of this value"
    notes = []
    standing, beside = reading.target_status, reading.headline
    aim = standing.target if standing.rating in COLOURS else standing.final
    if standing.in_interval and aim is not None and standing.rating in (*COLOURS, Rating.PROPOSED):
        target = text.amount(indicator, aim)
        notes.append(f"The target, {target}, {within}: whether it is met is uncertain.")
    if beside and beside.in_interval and beside.value is not None:
        said = text.amount(indicator, beside.value)
        notes.append(f"{beside.area.name}, {said}, {within}: the difference may be chance.")
    return tuple(notes)


def sources(indicator: Indicator, reading: Result) -> tuple[Fact, ...]:
    """Return where the value comes from: its cell where a partner returned it, and what was published."""
    found = []
    origin = reading.origin
    if origin.workbook:
        place = f", cell {origin.sheet + '!' if origin.sheet else ''}{origin.cell}" if origin.cell else ""
        found.append(Fact("Returned in", f"{origin.workbook}{place}"))
    source = origin.source or indicator.source
    if source:
        found.append(cited("Source", source))
    if origin.release:
        found.append(Fact("Released", origin.release))
    return tuple(found)


def cited(term: str, source: str) -> Fact:
    """Return a source; the first web address in it becomes its link."""
    address = re.search(r"https?://[^\s<>\"']+", source)
    if not address:
        return Fact(term, source)
    link = address[0].rstrip(".,;)")
    host = re.sub(r"^https?://(www\.)?([^/]+).*", r"\2", link)
    words = source.replace(link, "").replace("()", "").strip(" :;,.") or host
    return Fact(term, words, address=link)
