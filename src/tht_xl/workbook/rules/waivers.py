"""R601 to R603: waivers that waive nothing."""

from collections.abc import Iterator, Sequence

from tht_xl.model.finding import Severity
from tht_xl.model.periods.label import day_label
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.waiving import Outcome, Use


@rule(
    "R601",
    "A waiver has ended",
    stage="waivers",
    severity=Severity.WARNING,
    why="The finding was waived up to that day and no longer.",
    fix="Look at the cell again. Give the waiver a later day, or take it out of the configuration.",
)
def waiver_has_ended(uses: Sequence[Use]) -> Iterator[Fault]:
    """Its last day has passed."""
    for use in _with(uses, "over"):
        yield _fault(use, f"the waiver of {_what(use)} ended on {day_label(use.waiver.until)}", "a waiver that lasts")


@rule(
    "R602",
    "The content of a cell has changed since it was waived",
    stage="waivers",
    severity=Severity.WARNING,
    why="The waiver was for other content, so the finding applies again.",
    fix="Look at the cell again. If it is right, take the new fingerprint from tht-xl check --waivers.",
)
def waived_content_has_changed(uses: Sequence[Use]) -> Iterator[Fault]:
    """Report a waived finding that is still there while the cell's fingerprint has changed."""
    for use in _with(uses, "changed"):
        yield _fault(use, f"the waiver of {_what(use)} is for other content", "the content that was waived")


@rule(
    "R603",
    "A waiver matches no finding",
    stage="waivers",
    severity=Severity.WARNING,
    why="The cell has been put right, or the waiver names another one; either way nothing is waived.",
    fix="Take it out of the configuration, or correct its code, key and column.",
)
def waiver_fits_no_finding(uses: Sequence[Use]) -> Iterator[Fault]:
    """Report a waiver that matches no finding."""
    for use in _with(uses, "unused"):
        yield _fault(use, f"the waiver of {_what(use)} waives nothing", "a finding there")


def _with(uses: Sequence[Use], outcome: Outcome) -> Iterator[Use]:
    return (use for use in uses if use.outcome == outcome)


def _what(use: Use) -> str:
    return f"{use.waiver.code} in {use.waiver.column} of {use.waiver.key}"


def _fault(use: Use, given: str, expected: str) -> Fault:
    finding = use.finding
    return Fault(given, expected, finding.cell if finding else "", sheet=finding.sheet if finding else "")
