"""The view of indicators by priority, domain, workstream, partner, life-course group or locality."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.groupings import GROUPINGS, Grouping, IndicatorGroup, grouping_of
from tht_xl.partnership.monitoring.localities import by_locality
from tht_xl.partnership.monitoring.owners import OWNERSHIP, owners
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    interval_words,
    next_words,
    not_measured_words,
    status_words,
    target_words,
    trend_words,
    value_and_period_words,
)
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

COLUMNS = ("Indicator", "Value", "95% interval", "Compared", "Trend", "Target", "Status", "Owner", "Next")
LOCALITY = "locality"


@view(
    "indicators",
    title="Indicators",
    registers=("metric-selection", OWNERSHIP),
    by=(*GROUPINGS, LOCALITY),
    of="a priority, domain or whatever they are grouped by",
    reads_results=True,
)
def indicators(given: ViewInput) -> View:
    """Return what is known of every indicator, group by group; one that belongs to none is a gap of its own."""
    by, known = given.by or next(iter(GROUPINGS)), assessments(given)
    if by == LOCALITY:
        return by_locality(given, known)
    grouping = grouping_of(given, by)
    gaps = tuple(_gaps(given, grouping))
    if given.of:
        grouping, gaps = grouping.only(given.of), ()
    owned = owners(given)
    sections = [_section(group, known, owned) for group in grouping.groups]
    if grouping.without:
        sections.append(_section(IndicatorGroup("", f"No {grouping.kind}", grouping.without), known, owned))
    gaps += tuple(Gap(f"{group.name}: no indicator", "", grouping.question_of_group)
                  for group in grouping.groups if not group.indicators)  # fmt: skip
    return View(f"Indicators by {by}", (_in_numbers(given.framework.indicators, known),), tuple(sections), gaps)


def _row(
    indicator: Indicator, known: Mapping[str, Assessment], owned: Mapping[str, str | None]
) -> tuple[ViewCell, ...]:
    target, owner = target_words(indicator), owned[indicator.id]
    found = known.get(indicator.id)
    if found is None:
        why = not_measured_words(indicator)
        return (indicator.label, why, "none", "none", "none", target, why, owner, "not known")
    said = (value_and_period_words, interval_words, comparison_words, trend_words)
    return (indicator.label, *(words(found) for words in said), target, status_words(found), owner, next_words(found))


def _section(group: IndicatorGroup, known: Mapping[str, Assessment], owned: Mapping[str, str | None]) -> ViewSection:
    # What is live comes first: a series that has ended is history, and never the newest thing to be said.
    listed = sorted(group.indicators, key=lambda each: not each.is_live)
    rows = tuple(_row(each, known, owned) for each in listed)
    said = (_in_numbers(listed, known),) if rows else ("No indicator.",)
    return ViewSection(group.name, (*said, *filter(None, (group.note,))), COLUMNS if rows else (), rows)


def _in_numbers(some: Sequence[Indicator], known: Mapping[str, Assessment]) -> str:
    live = [each for each in some if each.is_live]
    valued = [
        found for each in live if (found := known.get(each.id)) and found.latest and found.latest.value is not None
    ]
    noticed = sum(bool(found.reasons) for each in live if (found := known.get(each.id)))
    ended = sum(each.state == "historic" for each in some)
    said = [f"{counted(len(live), 'live indicator')}, {len(valued)} with a value"]
    said += [f"{noticed} to look at"] if noticed else []
    said += [f"{counted(ended, 'series', 'series')} ended"] if ended else []
    return f"{'; '.join(said)}."


def _gaps(given: ViewInput, grouping: Grouping) -> Iterator[Gap]:
    if not grouping.groups:
        yield Gap(f"{given.framework.name} names no {grouping.plural}", given.framework.id, grouping.question)
        return
    for each in grouping.without:
        if each.is_live:
            yield Gap(f"{each.label} has no {grouping.kind}", f"{given.framework.id}, {each.id}", grouping.question)
