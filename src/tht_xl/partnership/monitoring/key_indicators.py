"""The key progress indicators: no more than the limit, each with what is known of it."""

from collections.abc import Iterator, Mapping

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import period
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.counted import counted
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.key_limit import KEY_INDICATORS, ChosenIndicators, chosen_indicators
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    next_words,
    not_measured_words,
    status_words,
    target_words,
    trend_words,
    value_and_period_words,
)
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

COLUMNS = ("No.", "Indicator", "Value", "Compared", "Trend", "Target", "Status", "Why this one", "Owner", "Next figure")
HEADING = "Key progress indicators"


@view(KEY_INDICATORS, title=HEADING, registers=(KEY_INDICATORS,), reads_results=True)
def key_indicators(given: ViewInput) -> View:
    """Return the key progress indicators within the limit; those beyond it are gaps and are not shown."""
    section, gaps = key_section(given, assessments(given))
    return View("", section.sentences, (ViewSection("", (), section.columns, section.rows),), gaps)


def key_section(given: ViewInput, known: Mapping[str, Assessment]) -> tuple[ViewSection, tuple[Gap, ...]]:
    """Return the key progress indicators as a part of a page, and what is missing.

    Args:
        given: What the view is made from.
        known: What is known of each indicator.
    """
    tables = given.optional(KEY_INDICATORS, of_framework=True)
    if tables is None:
        ask = f"tht-xl template new {KEY_INDICATORS} makes the register; key-indicators-illustrative shows how it works"
        return ViewSection(HEADING, ("None was chosen.",)), (Gap("No key progress indicators were chosen", "", ask),)
    chosen = chosen_indicators(tables)
    rows = tuple(_row(row, given, known) for row in chosen.within if _is_known(row, given))
    section = ViewSection(HEADING, tuple(_sentences(chosen)), COLUMNS if rows else (), rows)
    return section, tuple(_gaps(chosen, given, known))


def _sentences(chosen: ChosenIndicators) -> Iterator[str]:
    many = len(chosen.within) + len(chosen.beyond)
    limit = "no limit is stated" if chosen.limit is None else f"at most {chosen.limit}"
    said = chosen.limit_row["says"] if chosen.limit_row else None
    yield f"{counted(many, 'key progress indicator')}; {limit}{f' ({said})' if said else ''}."
    if chosen.beyond:
        yield f"{counted(len(chosen.beyond), 'is', 'are')} beyond the limit and not shown."


def _is_known(row: Row, given: ViewInput) -> bool:
    return any(each.id == row["indicator"] for each in given.framework.indicators)


def _row(row: Row, given: ViewInput, known: Mapping[str, Assessment]) -> tuple[ViewCell, ...]:
    indicator = find_indicator(given.framework, row["indicator"])
    found = known.get(indicator.id)
    if found is None:
        why, target = not_measured_words(indicator), target_words(indicator)
        return (row["rank"], indicator.label, why, "none", "none", target, why, row["why"], row["owner"], "not known")
    said = (comparison_words(found), trend_words(found), target_words(indicator), status_words(found))
    return (
        row["rank"],
        indicator.label,
        value_and_period_words(found),
        *said,
        row["why"],
        row["owner"],
        next_words(found),
    )


def _gaps(chosen: ChosenIndicators, given: ViewInput, known: Mapping[str, Assessment]) -> Iterator[Gap]:
    if chosen.limit is None:
        at = gap_place(chosen.limit_row, "at-most") if chosen.limit_row else ""
        yield Gap("No limit is stated", at, "How many key progress indicators may there be?")
    if not chosen.within:
        yield Gap("No key progress indicators were chosen", "", "Which few show whether the strategy works?")
    for row in chosen.beyond:
        at = gap_place(row, "indicator")
        yield Gap(f"{row['indicator']} is beyond the limit of {chosen.limit} and is not shown", at,
                  "Take one out, or have the limit changed")  # fmt: skip
    for row in chosen.within:
        at = gap_place(row, "indicator")
        if not _is_known(row, given):
            yield Gap(f"{row['indicator']} is not an indicator of {given.framework.id}", at, "Which one is meant?")
            continue
        found, label = known.get(row["indicator"]), find_indicator(given.framework, row["indicator"]).label
        if found is None or found.latest is None or found.latest.value is None:
            yield Gap(f"{label}: a key progress indicator without a value", at, "Who gives it, and when?")
        elif found.lacks_narrative:
            ask = f"Ask {row['owner'] or 'its owner'}"
            yield Gap(f"{label}: no narrative for {period(str(found.latest.period))}", at, ask)
