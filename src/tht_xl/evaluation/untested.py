"""Differences too large to pass over although no interval was published that could test them."""

from collections.abc import Sequence

from tht_xl.evaluation.history import POINTS_OF_A_TREND
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.sentence import with_unit
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Comparison, Polarity
from tht_xl.monitoring.benchmark import compare
from tht_xl.monitoring.change import change
from tht_xl.stats.distributions.poisson import byar_interval
from tht_xl.stats.proportion import wilson_interval

AS_IF_PEOPLE = 100
"""A percentage is given the interval it would have if it rested on this many people. [people]"""
AS_IF_EVENTS = 100
"""A rate is given the interval it would have if it rested on this many events. [events]"""
AS_IF_SHARE = 0.1
"""Anything else, such as years or points, is given limits this share of its value away. [fraction]"""
EVENT_MEASURES = frozenset({"rate", "standardised"})

Limits = tuple[float, float]


def untested_differences(indicator: Indicator, series: Sequence[Result], reading: Result) -> tuple[str, ...]:
    """Return the large differences for the worse that nothing tested, each in words.

    A figure without an interval is given the one it would have had from 100 people or events. What lies outside that
    is too far away to be left out; docs/decisions/exceptions.md gives the reasons.

    Args:
        indicator: Whose reading it is; without a good side nothing is worse.
        series: All its readings in the own area, oldest first.
        reading: The latest.
    """
    if reading.value is None or indicator.polarity == Polarity.NONE:
        return ()
    return tuple(
        words
        for words in (_comparator(indicator, reading), _target(indicator, reading), _fall(indicator, series, reading))
        if words
    )


def _comparator(indicator: Indicator, reading: Result) -> str:
    beside = reading.headline
    if beside is None or beside.value is None or not _is_far(indicator, reading, beside.value):
        return ""
    return f"{with_unit(indicator, beside.value)} ({beside.area.name})"


def _target(indicator: Indicator, reading: Result) -> str:
    """Return a target that is agreed and due, and that the indicator's rule cannot rate without an interval."""
    aim = reading.target_status.target
    # Every other target has a word for its rating: its colour, or why it has none.
    if reading.target_status.rating or aim is None or not _is_far(indicator, reading, aim):
        return ""
    return f"a target of {with_unit(indicator, aim)}"


def _is_far(indicator: Indicator, reading: Result, other: float) -> bool:
    """Return whether a value without an interval is worse than another number by more than its assumed interval."""
    if reading.value is None or reading.limits is not None:
        return False
    limits = assumed_limits(indicator, reading.value)
    return str(compare(reading.value, *limits, other, indicator.polarity)[()]) == Comparison.WORSE


def _fall(indicator: Indicator, series: Sequence[Result], reading: Result) -> str:
    """Return the best of the earlier points in the recent trend's window, if the latest has fallen far from it."""
    since = max((b.start for b in indicator.breaks if b.start <= reading.period.start), default=None)
    before = [r for r in series if r.period.end < reading.period.start and r.value is not None]
    window = [r for r in before if since is None or r.period.start >= since][1 - POINTS_OF_A_TREND :]
    far = [(r.value, r) for r in window if r.value is not None and has_fallen_far(indicator, r, reading)]
    if not far:
        return ""
    best = (max if indicator.polarity == Polarity.HIGH else min)(far, key=lambda pair: pair[0])
    return f"{with_unit(indicator, best[0])} ({best[1].period})"


def has_fallen_far(indicator: Indicator, before: Result, reading: Result) -> bool:
    """Return whether a value is worse than an earlier one by more than both intervals, one at least of them assumed."""
    if before.value is None or reading.value is None or (reading.limits and before.limits):
        return False  # with two published intervals it is the recent trend, and THT_CHANGE, that say so
    own = reading.limits or assumed_limits(indicator, reading.value)
    theirs = before.limits or assumed_limits(indicator, before.value)
    return str(change(reading.value, *own, before.value, *theirs, indicator.polarity)[()]) == Comparison.WORSE


def assumed_limits(indicator: Indicator, value: float) -> Limits:
    """Return the limits of a value as if it came from 100 people or events; a tenth either way for other scales."""
    if indicator.unit == "%" and 0 <= value <= 100:
        lower, upper = wilson_interval(value / 100 * AS_IF_PEOPLE, AS_IF_PEOPLE)
        return float(lower) * 100, float(upper) * 100
    if value > 0 and (indicator.measure in EVENT_MEASURES or indicator.unit.startswith("per ")):
        lower, upper = byar_interval(AS_IF_EVENTS)
        return value * float(lower) / AS_IF_EVENTS, value * float(upper) / AS_IF_EVENTS
    # A percentage below 0 or above 100 is not a share of people: a tenth of the whole scale, 10 percentage points.
    reach = AS_IF_SHARE * (100 if indicator.unit == "%" else abs(value))
    return value - reach, value + reach
