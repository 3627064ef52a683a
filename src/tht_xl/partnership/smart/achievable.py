"""Achievable: a known starting point, and a distance that can be covered in the time there is."""

from collections.abc import Iterator

from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount

BASELINE = SmartTest("baseline-given", Criterion.ACHIEVABLE, "It gives the value it starts from, and when that was.")
ASKS_FOR_CHANGE = SmartTest(
    "asks-for-improvement",
    Criterion.ACHIEVABLE,
    "It is better than its baseline and than the values known when it was set.",
)
PACE = SmartTest("pace", Criterion.ACHIEVABLE, "It needs no more than 20 points, or a doubling or halving, in a year.")

MAX_POINTS_A_YEAR = 20.0
MAX_FACTOR_A_YEAR = 2.0
DAYS_OF_A_YEAR = 365.25


def achievable(given: TargetInContext) -> Iterator[SmartFinding]:
    """Yield what leaves open whether a target can be reached."""
    target = given.target
    if target.baseline is None:
        question = "What was the value when the target was set, and in which period?"
        yield given.fault(BASELINE, "no baseline is given", question)
    elif target.baseline_period is None:
        fault = f"the baseline of {amount(target.baseline, given.indicator.unit)} has no period"
        yield given.fault(BASELINE, fault, "Which period is the baseline of?", "baseline")
    issued = given.framework.issued
    if target.baseline_period and issued and target.baseline_period.start > issued.end:
        fault = f"the baseline is of {target.baseline_period}, after the paper ({issued})"
        yield given.doubt(BASELINE, fault, "Was the target set before its start was known?", "baseline_period")
    yield from _improvement(given)
    yield from _pace(given)


def _improvement(given: TargetInContext) -> Iterator[SmartFinding]:
    target, unit = given.target, given.indicator.unit
    value, baseline = target.value, target.baseline
    if value is None:
        return
    if baseline is not None and not _is_better(given, value, baseline):
        if value == baseline:
            fault = f"the target equals its baseline of {amount(baseline, unit)}"
            yield given.doubt(ASKS_FOR_CHANGE, fault, "Is keeping the value what is meant?", "value")
        else:
            fault = (
                f"the {target.kind} of {amount(value, unit)} is worse than its own baseline of {amount(baseline, unit)}"
                ": it contains a rise and asks for no improvement"
            )
            yield given.doubt(ASKS_FOR_CHANGE, fault, "Is containment what is meant, and until when?", "value")
        return
    known = _latest_known(given)
    if known is not None and not _is_better(given, value, known[1]):
        published = amount(round(known[1], given.indicator.decimals), unit)
        fault = f"the target of {amount(value, unit)} is not better than the published {published} of {known[0]}"
        yield given.doubt(ASKS_FOR_CHANGE, fault, "Was it reached before it was set?", "value")


def _latest_known(given: TargetInContext) -> tuple[Period, float] | None:
    """Return the latest published value of the home area that the authors could have known."""
    framework = given.framework
    if framework.issued is None:
        return None
    known = [
        (period, numbers[0])
        for series in framework.published
        if series.indicator == given.indicator.id
        for label, numbers in series.values.get(framework.home, {}).items()
        if (period := Period.parse(label)).end < framework.issued.start
    ]
    return max(known, key=lambda each: each[0].end, default=None)


def _is_better(given: TargetInContext, value: float, other: float) -> bool:
    return value > other if given.indicator.polarity == Polarity.HIGH else value < other


def _pace(given: TargetInContext) -> Iterator[SmartFinding]:
    target = given.target
    value, baseline, start = target.value, target.baseline, target.baseline_period
    if value is None or baseline is None or start is None:
        return
    years = max((target.due.end - start.end).days / DAYS_OF_A_YEAR, 1.0)
    change = abs(value - baseline)
    factor = max(value, baseline) / min(value, baseline) if min(value, baseline) > 0 else 1.0
    if given.is_percentage:
        is_steep = change / years > MAX_POINTS_A_YEAR
        what = f"{change / years:.3g} points a year"
    else:
        is_steep = not given.is_count and factor ** (1 / years) > MAX_FACTOR_A_YEAR
        what = f"a factor of {factor ** (1 / years):.3g} a year"
    if is_steep:
        unit = given.indicator.unit
        fault = f"from {amount(baseline, unit)} ({start}) to {amount(value, unit)} is {what}"
        yield given.doubt(PACE, fault, "Which action makes that possible, and has it been done elsewhere?", "value")
