"""The exceptions that the Board talks about, ranked, with all that is known of each and what nobody has said."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.counted import counted
from tht_xl.partnership.monitoring.actions import TRACKER, Remedies, remedies, remedy_words
from tht_xl.partnership.monitoring.assessed import assessments, words_beside
from tht_xl.partnership.monitoring.owners import OWNERSHIP, owners
from tht_xl.partnership.monitoring.ranking import RULE, RankedException, ranked_exceptions
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    gap_words,
    interval_words,
    next_words,
    people_words,
    period_words,
    status_words,
    target_words,
    trend_words,
    value_and_period_words,
    value_words,
)
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

Owners = Mapping[str, str | None]
"""The owner of each indicator in words."""
NONE = "none"
SUMMARY = ("Rank", "Indicator", "Value", "Why", "Narrative", "Remedial action", "Owner")
DETAILS = ("What", "Answer")


@view("exceptions", title="Exceptions", registers=(TRACKER, OWNERSHIP), of="an indicator", reads_results=True)
def exceptions(given: ViewInput) -> View:
    """Return the indicators that need attention, by rank; a red one that nobody explains is an exception of its own."""
    known, found, owned = assessments(given), remedies(given), owners(given)
    if given.of:
        return _of_one(given, known, found, owned)
    ranked = ranked_exceptions(given, known, found)
    sections = [
        *_summary(ranked, found, owned),
        *_unexplained(ranked, owned),
        *_without_value(known, owned),
        *(
            ViewSection(f"{rank}. {each.found.indicator.label}", (f"{each.found.words}.",), DETAILS,
                        details(each.found, given, found, owned))
            for rank, each in enumerate(ranked, start=1)
        ),
    ]  # fmt: skip
    return View("", tuple(_sentences(ranked, known)), tuple(sections), (*_gaps(ranked, owned), *found.gaps))


def details(found: Assessment, given: ViewInput, actions: Remedies, owned: Owners) -> tuple[tuple[ViewCell, ...], ...]:
    """Return all that is known of an indicator, a row for each question."""
    words, indicator = words_beside(given, found), found.indicator
    return (
        ("Value", value_words(found)),
        ("Period", period_words(found)),
        ("95% interval", interval_words(found)),
        ("Compared", comparison_words(found)),
        ("Trend", trend_words(found)),
        ("Target", target_words(indicator)),
        ("Status", status_words(found)),
        ("Against the target", gap_words(found)),
        ("People to target", people_words(found)),
        ("Narrative", words.narrative or NONE),
        ("Remedial action", remedy_words(indicator.id, actions, words.action, given.as_of) or NONE),
        ("Owner", owned[indicator.id]),
        ("Next figure", next_words(found)),
    )


def _of_one(given: ViewInput, known: Mapping[str, Assessment], found: Remedies, owned: Owners) -> View:
    indicator = find_indicator(given.framework, given.of)
    assessment = known.get(indicator.id)
    if assessment is None:
        return View(indicator.label, (f"Not measured: {indicator.status}.",))
    said = f"{assessment.words}." if assessment.reasons else "No exception."
    section = ViewSection("", (), DETAILS, details(assessment, given, found, owned))
    ranked = [each for each in ranked_exceptions(given, known, found) if each.found is assessment]
    return View(indicator.label, (said,), (section,), (*_gaps(ranked, owned), *found.gaps))


def _sentences(ranked: Sequence[RankedException], known: Mapping[str, Assessment]) -> Iterator[str]:
    live = [each for each in known.values() if each.indicator.is_live]
    needs = "needs" if len(ranked) == 1 else "need"
    yield f"{len(ranked)} of {counted(len(live), 'live indicator')} {needs} attention."
    red = [each for each in ranked if each.is_red]
    if red:
        lacking = {what: sum(what in each.missing for each in red) for what in ("narrative", "remedial action")}
        said = ", ".join(f"{many} without {what}" for what, many in lacking.items() if many)
        yield f"{counted(len(red), 'is', 'are')} red{f': {said}' if said else '; each has narrative and action'}."
    empty = [each for each in live if each.latest is None or (each.latest.value is None and not each.latest.withheld)]
    if empty:
        aims = sum(each.indicator.target is not None for each in empty)
        said = counted(len(empty), "live indicator has", "live indicators have")
        yield f"{said} no value; {aims} of them with a target."


def _summary(ranked: Sequence[RankedException], found: Remedies, owned: Owners) -> Iterator[ViewSection]:
    rows = tuple(
        (
            rank,
            each.found.indicator.label,
            value_and_period_words(each.found),
            each.found.words,
            "given" if each.words.narrative else NONE,
            _actions_in_brief(each, found),
            owned[each.found.indicator.id],
        )
        for rank, each in enumerate(ranked, start=1)
    )
    if rows:
        yield ViewSection("By rank", (RULE,), SUMMARY, rows)


def _actions_in_brief(each: RankedException, found: Remedies) -> str:
    many = len(found.open.get(each.found.indicator.id, ()))
    return counted(many, "open action") if many else "typed beside the figure" if each.words.action else NONE


def _unexplained(ranked: Sequence[RankedException], owned: Owners) -> Iterator[ViewSection]:
    rows = tuple(
        (
            each.found.indicator.label,
            f"no {' and no '.join(each.missing)}",
            owned[each.found.indicator.id],
        )
        for each in ranked
        if each.missing
    )
    if rows:
        yield ViewSection("Red without narrative or remedial action", (), ("Indicator", "Missing", "To be asked"), rows)


def _without_value(known: Mapping[str, Assessment], owned: Owners) -> Iterator[ViewSection]:
    rows = tuple(
        (each.indicator.label, target_words(each.indicator), value_words(each), status_words(each),
         owned[each.indicator.id], next_words(each))
        for each in known.values()
        if each.indicator.is_live and each.indicator.target is not None
        and (each.latest is None or each.latest.value is None)
    )  # fmt: skip
    if rows:
        columns = ("Indicator", "Target", "Value", "Status", "Owner", "Next figure")
        yield ViewSection("Targets without a value", (), columns, rows)


def _gaps(ranked: Sequence[RankedException], owned: Owners) -> Iterator[Gap]:
    for each in ranked:
        indicator = each.found.indicator
        owner = owned[indicator.id]
        place = each.found.latest.key if each.found.latest else indicator.id
        for what in each.missing:
            yield Gap(f"{indicator.label} is red and has no {what}", place, f"Ask {owner or 'whoever is to own it'}")
        if each.words.action:
            yield Gap(
                f"{indicator.label}: an action was typed beside the figure", place, "Add it to the action tracker"
            )
        if owner is None:
            yield Gap(f"{indicator.label} needs attention and has no owner", place, "Which partner owns it?")
