"""The system performance dashboard: key metrics by priority, each trend with the narrative that explains it."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import period
from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator
from tht_xl.model.periods.label import day_label
from tht_xl.model.vocabulary import Comparison, Trend
from tht_xl.partnership.monitoring.assessed import assessments, words_beside
from tht_xl.partnership.monitoring.groupings import IndicatorGroup, grouping_of
from tht_xl.partnership.monitoring.owners import OWNERSHIP, owner_rows, owners
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    gap_words,
    status_words,
    trend_words,
    value_and_period_words,
)
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import find_view, view

DATA_GAPS = "data-gaps"
COLUMNS = ("Metric", "Latest", "Compared", "Trend", "Target", "Narrative", "Owner")
STILL = (Trend.NO_CHANGE.value, Trend.CANNOT_BE_CALCULATED.value, "")
"""What a trend says of a metric that does not move, as far as anybody can tell."""

Known = Mapping[str, Assessment]


@view(
    "dashboard",
    title="System performance dashboard",
    registers=(OWNERSHIP, DATA_GAPS),
    of="a priority",
    reads_results=True,
)
def dashboard(given: ViewInput) -> View:
    """Return the key metrics of each priority, and the data gaps with the plan that closes them."""
    known, grouping = assessments(given), grouping_of(given, "priority")
    grouping = grouping.only(given.of) if given.of else grouping
    said, owned = _narratives(given, known), owners(given)
    sections = [_section(group, known, said, owned) for group in grouping.groups]
    shown = [each for group in grouping.groups for each in _metrics(group)]
    gaps = [*_gaps(shown, given, known, said, owned)]
    gaps += [Gap(f"{group.name}: no metric", "", "Which metric shows it?")
             for group in grouping.groups if not _metrics(group)]  # fmt: skip
    if not grouping.groups:
        gaps.append(Gap(f"{given.framework.name} names no priorities", given.framework.id, grouping.question))
    if not given.of:
        data = _data_gaps(given)
        sections += data.sections[:1]
        gaps += data.gaps
    left = [each for each in grouping.without if each.is_live]
    sentences = [_in_numbers(shown, known, said)]
    if left:
        many = counted(len(left), "live indicator has", "live indicators have")
        sentences.append(f"{many} no priority: {', '.join(each.label for each in left)}.")
    return View("", tuple(sentences), tuple(sections), tuple(gaps))


def _metrics(group: IndicatorGroup) -> list[Indicator]:
    return [each for each in group.indicators if each.is_live]


def _narratives(given: ViewInput, known: Known) -> dict[str, str]:
    """Return what explains each metric: what was written beside its latest figure, else in the register of owners."""
    said = {name: words_beside(given, found).narrative for name, found in known.items()}
    for name, row in owner_rows(given).items():
        if row["narrative"] and not said.get(name):
            written = f" (written on {day_label(row['narrative-on'])})" if row["narrative-on"] else ""
            said[name] = f"{row['narrative']}{written}"
    return {name: text for name, text in said.items() if text}


def _section(
    group: IndicatorGroup, known: Known, said: Mapping[str, str], owned: Mapping[str, str | None]
) -> ViewSection:
    metrics = _metrics(group)
    rows = tuple(_row(known[each.id], said, owned) for each in metrics)
    sentences = (_in_numbers(metrics, known, said),) if rows else ("No metric is aligned to it.",)
    return ViewSection(group.name, sentences, COLUMNS if rows else (), rows)


def _row(found: Assessment, said: Mapping[str, str], owned: Mapping[str, str | None]) -> tuple[ViewCell, ...]:
    name = found.indicator.id
    about = (value_and_period_words, comparison_words, trend_words, _target)
    return (found.indicator.label, *(words(found) for words in about), said.get(name, "none"), owned[name])


def _target(found: Assessment) -> str:
    """Return what the target makes of the latest value, and how far it is from it."""
    gap = found.latest.target_status.gap if found.latest else None
    return f"{status_words(found)}: {gap_words(found)}" if gap is not None else status_words(found)


def _in_numbers(metrics: Sequence[Indicator], known: Known, said: Mapping[str, str]) -> str:
    found = [known[each.id] for each in metrics]
    valued = [each for each in found if each.latest and each.latest.value is not None]
    worse = [each for each in valued if each.latest and each.latest.headline
             and each.latest.headline.word == Comparison.WORSE]  # fmt: skip
    moving = [each for each in valued if each.latest and each.latest.trend not in STILL]
    told = sum(each.indicator.id in said for each in found)
    return (
        f"{counted(len(found), 'key metric')}: {len(valued)} with a value, {len(worse)} worse than the comparator, "
        f"{len(moving)} moving; {told} with a narrative."
    )


def _gaps(
    metrics: Sequence[Indicator],
    given: ViewInput,
    known: Known,
    said: Mapping[str, str],
    owned: Mapping[str, str | None],
) -> Iterator[Gap]:
    for indicator in metrics:
        found, place = known[indicator.id], f"{given.framework.id}, {indicator.id}"
        ask = f"Ask {owned[indicator.id] or 'whoever is to own it'}"
        if found.latest is None or (found.latest.value is None and not found.latest.withheld):
            yield Gap(f"{indicator.label}: no value", place, ask)
        elif indicator.id not in said and (found.owes_narrative or found.latest.trend not in STILL):
            why = found.reasons[0].words if found.owes_narrative else trend_words(found)
            when = period(str(found.latest.period))
            yield Gap(f"{indicator.label}, {when}: no narrative explains it ({why})", place, ask)


def _data_gaps(given: ViewInput) -> View:
    """Return the data gaps that are known, and the plan that closes them."""
    if given.optional(DATA_GAPS, of_framework=True) is None:
        return View(gaps=(Gap("No register of data gaps was given", "", f"tht-xl template new {DATA_GAPS} makes one"),))
    return find_view(DATA_GAPS).make(given)
