"""The first thing that a workstream is asked: what is happening now, through the outcomes that it watches."""

from collections.abc import Iterator, Mapping

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Comparison
from tht_xl.partnership.monitoring.groupings import IndicatorGroup
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    not_measured_words,
    status_words,
    target_words,
    trend_words,
    value_and_period_words,
)
from tht_xl.partnership.view import Gap, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.workstreams.answer import WorkstreamAnswer

HEADING = "What is happening now"
COLUMNS = ("Indicator", "Value", "England", "Trend", "Target", "Rating")
Known = Mapping[str, Assessment]


def outcomes(group: IndicatorGroup, given: ViewInput, known: Known) -> WorkstreamAnswer:
    """Return the figures of a workstream's indicators; a series that has ended comes last."""
    rows = tuple(_row(each, known) for each in sorted(group.indicators, key=lambda each: not each.is_live))
    said = in_numbers(group, known)
    if not rows:
        gap = Gap(f"{group.name}: no indicator", given.framework.id, "What does it watch?")
        return WorkstreamAnswer(said, (ViewSection(HEADING, ("It watches no indicator.",)),), (gap,))
    return WorkstreamAnswer(
        said, (ViewSection(HEADING, (f"{said}.",), COLUMNS, rows),), tuple(_gaps(group, given, known))
    )


def in_numbers(group: IndicatorGroup, known: Known) -> str:
    """Return in a few words how many indicators it has, how many have a value, and which are missing."""
    live = [each for each in group.indicators if each.is_live]
    valued = [found for each in live if (found := _valued(each, known))]
    worse = sum(bool(each.latest and each.latest.headline and each.latest.headline.word == Comparison.WORSE)
                for each in valued)  # fmt: skip
    ended = sum(each.state == "historic" for each in group.indicators)
    wanted = sum(each.status != "current" for each in group.indicators)
    said = [f"{counted(len(live), 'live indicator')}, {len(valued)} with a value, {worse} worse than the comparator"]
    said += [f"{counted(ended, 'series', 'series')} ended"] if ended else []
    said += [f"{wanted} not measured"] if wanted else []
    return "; ".join(said)


def _valued(indicator: Indicator, known: Known) -> Assessment | None:
    found = known.get(indicator.id)
    return found if found and found.latest and found.latest.value is not None else None


def _row(indicator: Indicator, known: Known) -> tuple[ViewCell, ...]:
    found = known.get(indicator.id)
    if found is None:
        why = not_measured_words(indicator)
        return (indicator.label, why, "none", "none", target_words(indicator), why)
    said = (value_and_period_words(found), comparison_words(found), trend_words(found))
    return (indicator.label, *said, target_words(indicator), status_words(found))


def _gaps(group: IndicatorGroup, given: ViewInput, known: Known) -> Iterator[Gap]:
    for each in group.indicators:
        found, place = known.get(each.id), f"{given.framework.id}, {each.id}"
        if found is None:
            yield Gap(f"{each.label}: {not_measured_words(each)}", place, "Who could measure it, and from when?")
        elif each.is_live and _valued(each, known) is None and not (found.latest and found.latest.withheld):
            yield Gap(f"{each.label}: no value", place, "Who gives it, and when?")
