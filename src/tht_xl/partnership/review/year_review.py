"""The review of a strategy's first year, as a draft: learning from the process, how it is run, what the data shows."""

from collections.abc import Iterator

from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.review.process import ASPECTS, NOT_KNOWN, learning, process_section
from tht_xl.partnership.review.year_results import (
    forecasts_section,
    slipped_section,
    suppressions_section,
    targets_section,
)
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

DRAFT = "Draft"


@view(
    "year-review",
    title="Year-1 review, draft",
    registers=("year-review", "outputs", "engagement-plan", "action-tracker", "delivery-plan"),
    reads_results=True,
)
def year_review(given: ViewInput) -> View:
    """Return the review: first what was learnt from the process, then how it will be run, last what the data shows."""
    known = assessments(given)
    results = (
        targets_section(given, known),
        forecasts_section(given, known),
        suppressions_section(known),
        slipped_section(given),
    )
    process = process_section(given)
    sections = (process, *learning(given), *results)
    return View(
        "",
        (
            "A draft: nothing here is agreed until the Board agrees it.",
            "First what was learnt from the process, then how the review will be run, last what the data shows.",
        ),
        tuple(_drafted(each) for each in sections),
        (*_unknown(process), *_gaps(given)),
    )


def _drafted(section: ViewSection) -> ViewSection:
    return ViewSection(f"{DRAFT}: {section.heading}", section.sentences, section.columns, section.rows)


def _unknown(process: ViewSection) -> Iterator[Gap]:
    for what, known in process.rows:
        if str(known).startswith(NOT_KNOWN):
            yield Gap(f"{what}: {known}", "", f"What is to be said of {str(what).lower()}?")


def _gaps(given: ViewInput) -> Iterator[Gap]:
    tables = given.register("year-review")
    about = {row["about"] for row in tables["learning"]}
    silent = [each.lower() for each in ASPECTS if each.split()[0].lower() not in about]
    if silent:
        yield Gap(
            f"No learning point about {', '.join(silent)}", "Learning", "What did we learn, and what do we propose?"
        )
    for row in tables["steps"]:
        if row["who"] is None:
            yield Gap(f"{row['step']}: nobody is named", row.place, "Who does it?")
        if row["by"] is None:
            printed = f"; printed is {row['by-says']}" if row["by-says"] else ""
            yield Gap(f"{row['step']}: no date{printed}", row.place, "Which date is meant?")
    for row in tables["questions"]:
        if row["answer"] is None:
            yield Gap(f"Not answered: {row['question']}", row.place, "Answer it in the review")
