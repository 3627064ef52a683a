"""Two targets that speak of one measure: whether they agree on the value, the date, and the way it is counted.

Papers state one target in several places, in other words each time. That two indicators measure the same is judged by
their words, with sex and age equal: docs/decisions/smart.md has the thresholds and the examples they come from.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest, Verdict
from tht_xl.partnership.smart.measurable import BENCHMARK, BENCHMARKS
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount, targets_of
from tht_xl.partnership.smart.time_bound import ONE_DATE
from tht_xl.partnership.smart.words import contains, overlap, stems

SAME_VALUE = SmartTest("one-value", Criterion.SPECIFIC, "One measure has one value for one date, wherever it is named.")
SAME_BASELINE = SmartTest(
    "one-baseline", Criterion.ACHIEVABLE, "One measure has one starting value, wherever it is named."
)
SAME_COUNT = SmartTest(
    "one-way-of-counting", Criterion.MEASURABLE, "One measure is counted in one way, wherever it is named."
)

ALIKE = 0.5
"""Share of words in common from which two measures with the same value are taken for the same."""
NEARLY_EQUAL = 0.8
"""Share from which two measures with different values are: words alone speak for it then."""


def pairs(framework: Framework) -> Iterator[SmartFinding]:
    """Yield where two targets of one measure disagree."""
    for one, other in combinations(targets_of(framework), 2):
        if _same_people(one.indicator, other.indicator):
            yield from _compare(one, other)


def _same_people(one: Indicator, other: Indicator) -> bool:
    # Half of the targets of a paper leave the age out: "quits a year" beside "quitters aged 16 and over".
    ages = {one.age.casefold(), other.age.casefold()} - {"all ages"}
    return one.sex == other.sex and len(ages) <= 1 and _school_years(one) == _school_years(other)


def _school_years(indicator: Indicator) -> set[str]:
    return set(re.findall(r"\b(?:year|stage) \d+|\breception\b", indicator.name.casefold()))


def _likeness(one: Indicator, other: Indicator) -> float:
    by_field = [
        (one.name, other.name),
        (one.short_name, other.short_name),
        (one.definition, other.definition),
    ]
    return max(overlap(stems(a), stems(b)) for a, b in by_field)


def _compare(one: TargetInContext, other: TargetInContext) -> Iterator[SmartFinding]:
    values = one.target.value, other.target.value
    likeness = _likeness(one.indicator, other.indicator)
    is_part = contains(stems(one.indicator.name), stems(other.indicator.name))
    if None in values:
        is_benchmark = any(each.target.value is None and BENCHMARKS.search(each.said) for each in (one, other))
        if is_benchmark and values != (None, None) and (is_part or likeness >= ALIKE):
            yield from _benchmark(one, other)
        return
    units_alike = one.indicator.unit.casefold() == other.indicator.unit.casefold()
    if units_alike and one.indicator.polarity == other.indicator.polarity:
        is_same = likeness >= NEARLY_EQUAL or (values[0] == values[1] and likeness >= ALIKE)
        if is_same:
            yield from _values_and_dates(one, other)
    elif not units_alike and (is_part or likeness >= ALIKE):
        yield from _ways_of_counting(one, other)


def _benchmark(one: TargetInContext, other: TargetInContext) -> Iterator[SmartFinding]:
    numeric, worded = (one, other) if one.target.value is not None else (other, one)
    fault = (
        f"{amount(numeric.target.value or 0, numeric.indicator.unit)} by {_due(numeric)}, and elsewhere "
        f'"{worded.said}" ({_due(worded)}), which has no number'
    )
    yield _finding(numeric, worded, BENCHMARK, fault, "Which of the two is the target, and is one above the other?")


def _values_and_dates(one: TargetInContext, other: TargetInContext) -> Iterator[SmartFinding]:
    first, second = sorted((one, other), key=lambda each: each.target.due.end)
    values = first.target.value, second.target.value
    unit = one.indicator.unit
    same_date = first.target.due.overlaps(second.target.due)
    if values[0] == values[1] and not same_date:
        fault = f"{amount(values[0] or 0, unit)} is due {_due(one)} here and {_due(other)} there"
        yield _finding(one, other, ONE_DATE, fault, "Which date counts?")
    elif values[0] != values[1] and (same_date or not _goes_on(first, second)):
        fault = f"{_value_by(one)} here, {_value_by(other)} there"
        yield _finding(one, other, SAME_VALUE, fault, "Which value counts?")
    starts = one.target.baseline, other.target.baseline
    if None not in starts and starts[0] != starts[1] and one.target.baseline_period == other.target.baseline_period:
        fault = f"it starts from {amount(starts[0] or 0, unit)} here and from {amount(starts[1] or 0, unit)} there"
        yield _finding(one, other, SAME_BASELINE, fault, "Which is the baseline?")


def _goes_on(first: TargetInContext, second: TargetInContext) -> bool:
    """Return whether the later of two targets asks for more: then the earlier is a step on the way."""
    is_more = (second.target.value or 0) > (first.target.value or 0)
    return is_more == (first.indicator.polarity == Polarity.HIGH)


def _ways_of_counting(one: TargetInContext, other: TargetInContext) -> Iterator[SmartFinding]:
    values = one.target.value or 0, other.target.value or 0
    units = one.indicator.unit, other.indicator.unit
    if one.is_rate != other.is_rate and (one.is_count or other.is_count):
        rate, count = (one, other) if one.is_rate else (other, one)
        per = _per(rate.indicator)
        agree = (
            f": they agree only among {(count.target.value or 0) / (rate.target.value or 1) * per:,.0f} people"
            if per
            else ""
        )
        fault = f"{_value_by(one)}, and elsewhere {_value_by(other)}{agree}"
        yield _finding(one, other, SAME_COUNT, fault, "Which counts? State the denominator, its year and one date")
    elif (
        one.is_count
        and other.is_count
        and (values[0] == values[1] or (_same_things(units) and one.is_per_period != other.is_per_period))
    ):
        fault = f"{amount(values[0], units[0])} here and {amount(values[1], units[1])} there"
        yield _finding(one, other, SAME_COUNT, fault, "What is counted, and over what time?")


def _same_things(units: tuple[str, str]) -> bool:
    """Return whether two units count the same things, whatever they are per: "visits a week" and "visits"."""
    return bool(stems(units[0]) & stems(units[1]))


def _per(indicator: Indicator) -> float:
    found = re.search(r"per ([\d,]+)", indicator.unit)
    return float(found[1].replace(",", "")) if found else (indicator.multiplier if indicator.measure == "rate" else 0)


def _due(given: TargetInContext) -> str:
    return str(given.target.due).removeprefix("by ")


def _value_by(given: TargetInContext) -> str:
    return f"{amount(given.target.value or 0, given.indicator.unit)} by {_due(given)}"


def _finding(one: TargetInContext, other: TargetInContext, test: SmartTest, fault: str, question: str) -> SmartFinding:
    return SmartFinding(
        one.indicator.id,
        test,
        Verdict.NOT_MET,
        f"{fault} ({other.indicator.id})",
        question,
        (*one.path, "due" if test is ONE_DATE else "value"),
        (other.indicator.id,),
        ((*other.path, "due" if test is ONE_DATE else "value"),),
    )
