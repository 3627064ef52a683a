"""Every target with its trajectory: what was to be reached, what was expected by then, and what there is."""

from collections.abc import Iterator, Mapping

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import distance, due, period
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.sentence import with_unit
from tht_xl.evaluation.target_status import target_status
from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator, Target
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.groupings import GROUPINGS, IndicatorGroup, grouping_of
from tht_xl.partnership.monitoring.words import NO_VALUE, status_words
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

COLUMNS = (
    "Indicator", "Baseline", "Target", "Due", "When due", "Latest", "Expected by then", "Against the target", "Status",
)  # fmt: skip


@view(
    "targets",
    title="Targets",
    registers=("metric-selection",),
    by=("domain", *(each for each in GROUPINGS if each != "domain")),
    of="a domain or whatever they are grouped by",
    reads_results=True,
)
def targets(given: ViewInput) -> View:
    """Return every target of the framework with its trajectory, what there is, and what became of it."""
    known, grouping = assessments(given), grouping_of(given, given.by or "domain")
    grouping = grouping.only(given.of) if given.of else grouping
    groups = (
        *grouping.groups,
        *([IndicatorGroup("", f"No {grouping.kind}", grouping.without)] if grouping.without else ()),
    )
    aimed = [each for group in groups for each in group.indicators if each.target is not None]
    sections = tuple(
        ViewSection(group.name, (), COLUMNS, rows) for group in groups if (rows := tuple(_rows(group, given, known)))
    )
    listed = {each.id: each for each in aimed}
    return View("", (_in_numbers(listed, known),), sections, tuple(_gaps(listed, given, known)))


def _rows(group: IndicatorGroup, given: ViewInput, known: Mapping[str, Assessment]) -> Iterator[tuple[ViewCell, ...]]:
    for indicator in group.indicators:
        target, found = indicator.target, known.get(indicator.id)
        if target is None:
            continue
        latest = found.latest if found and found.latest and found.latest.value is not None else None
        at_due = reading_when_due(target, found) if found else None
        yield (
            indicator.label,
            _baseline(indicator, target),
            with_unit(indicator, target.value) if target.value is not None else "no number",
            due(str(target.due)),
            _when_due(indicator, target, at_due, given),
            _amount(indicator, latest),
            _expected(indicator, target, latest),
            _against(indicator, at_due or latest),
            status_words(found) if found else NO_VALUE,
        )


def reading_when_due(target: Target, found: Assessment) -> Result | None:
    """Return the reading that says whether a target was reached when it was due; None where nobody has one.

    It is the first with a value whose period ends in the due period, or began in it: a school year 2012/13 for 2013.
    """
    return next(
        (
            each
            for each in found.series
            if each.value is not None and each.period.end >= target.due.start and each.period.start <= target.due.end
        ),
        None,
    )


def _baseline(indicator: Indicator, target: Target) -> str:
    if target.baseline is None:
        return "none"
    when = period(str(target.baseline_period)) if target.baseline_period else "period not stated"
    return f"{with_unit(indicator, target.baseline)} ({when})"


def _when_due(indicator: Indicator, target: Target, reading: Result | None, given: ViewInput) -> str:
    if reading is not None:
        return _amount(indicator, reading)
    return "not due yet" if given.as_of < target.due.start else NO_VALUE


def _amount(indicator: Indicator, reading: Result | None) -> str:
    if reading is None or reading.value is None:
        return NO_VALUE
    return f"{with_unit(indicator, reading.value)} ({period(str(reading.period))})"


def _expected(indicator: Indicator, target: Target, latest: Result | None) -> str:
    """Return what the trajectory asks for in the period of the latest value."""
    if target.value is None:
        return "no number"
    if latest is None:
        return NO_VALUE
    expected = target_status(indicator, latest.period).target
    if expected is not None:
        return with_unit(indicator, expected)
    if target.baseline is not None and target.baseline_period is None:
        return "no path: the baseline has no period"
    return "no path: no baseline" if target.baseline is None else "nothing yet"


def _against(indicator: Indicator, reading: Result | None) -> str:
    gap = reading.target_status.gap if reading else None
    if reading is None or gap is None:
        return "not known"
    when = f" in {period(str(reading.period))}"
    if gap == 0:
        return f"exactly met{when}"
    return f"{distance(indicator, abs(gap))} {'short' if gap > 0 else 'better'}{when}"


def _in_numbers(listed: Mapping[str, Indicator], known: Mapping[str, Assessment]) -> str:
    valued = sum(1 for name in listed if (found := known.get(name)) and found.latest and found.latest.value is not None)
    agreed = sum(1 for each in listed.values() if each.target and each.target.agreed)
    numbered = sum(1 for each in listed.values() if each.target and each.target.value is not None)
    many = counted(len(listed), "target")
    return f"{many}: {agreed} agreed, {numbered} with a number, {valued} with a value beside them."


def _gaps(listed: Mapping[str, Indicator], given: ViewInput, known: Mapping[str, Assessment]) -> Iterator[Gap]:
    for name, indicator in listed.items():
        target, place = indicator.target, f"{given.framework.id}, {name}"
        if target is None:
            continue
        if target.value is None:
            yield Gap(f"{indicator.label}: the target has no number", place, "Which number is to be reached?")
        found = known.get(name)
        if found is None or found.latest is None or found.latest.value is None:
            yield Gap(f"{indicator.label}: a target and no value", place, "Who measures it, and when?")
