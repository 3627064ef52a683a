"""Time-bound: one date, after the paper, that falls in one period of the measure."""

import re
from collections.abc import Iterator

from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest
from tht_xl.partnership.smart.target_in_context import TargetInContext

AFTER_PAPER = SmartTest("after-the-paper", Criterion.TIME_BOUND, "It is due after the paper came out.")
ONE_DATE = SmartTest("one-date", Criterion.TIME_BOUND, "One measure has one date for one value, wherever it is named.")
ONE_PERIOD = SmartTest(
    "one-period",
    Criterion.TIME_BOUND,
    "The date is a period of the measure: not several years, nor years of another sort.",
)

MONTHS_OF_A_YEAR = 12
_BY = re.compile(
    r"\b(?:by|in|before)(?: the end of)? (?P<period>(?:(?:january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec) )?(?:19|20)\d\d(?:/\d{2,4})?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:from|than|since|compared|against|was|were|published for)\b[^.;]*$", re.IGNORECASE)


def time_bound(given: TargetInContext) -> Iterator[SmartFinding]:
    """Yield what leaves the date of a target open."""
    due, issued = given.target.due, given.framework.issued
    if issued and due.end <= issued.end:
        fault = f"it is due {due}, and the paper is of {issued}"
        yield given.fault(AFTER_PAPER, fault, "Which date is meant? Is this done already?", "due")
    yield from _words(given)
    yield from _period(given)


def _words(given: TargetInContext) -> Iterator[SmartFinding]:
    text, due = given.target.statement, given.target.due
    said: list[Period] = []
    for found in _BY.finditer(text):
        # "from 1,800 in 2008" is where it starts, not when it is due.
        if _PAST.search(text[: found.start()].rpartition(", by")[2]):
            continue
        try:
            said.append(Period.parse(found["period"]))
        except PeriodError:
            continue
    known = [due, *(each.period for each in given.target.milestones)]
    if given.target.baseline_period is not None:
        known.append(given.target.baseline_period)
    others = [each for each in said if not any(each.overlaps(other) for other in known)]
    if others:
        fault = f"the sentence says {', '.join(map(str, others))}, the date is {due}"
        yield given.fault(ONE_DATE, fault, "Which date is meant, and for which value?", "due")


def _period(given: TargetInContext) -> Iterator[SmartFinding]:
    due, indicator = given.target.due, given.indicator
    kind = indicator.period_kind
    if kind is not None:
        months = kind.months
        # "by March 2028" ends a financial year: it is one of its periods as soon as the last days are the same.
        is_whole = due.is_deadline or kind.fits(due) or (due.months < months and due.months > 0)
        if not is_whole:
            fault = f"it is due {due}, and its periods are of another kind ({kind})"
            yield given.doubt(ONE_PERIOD, fault, f"Which period counts, written like {kind.example}?", "due")
    elif due.months > MONTHS_OF_A_YEAR and indicator.frequency not in ("pooled", "biennial"):
        fault = f"it is due {due}, which is several years"
        yield given.fault(ONE_PERIOD, fault, "In each of these years, or in all by the end? By which day?", "due")
