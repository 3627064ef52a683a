"""Whether a target agrees with its indicator and with itself."""

from collections.abc import Iterator
from itertools import pairwise

from tht_xl.documents.problem import Contradiction, Path
from tht_xl.model.definition import Framework, Indicator, Target
from tht_xl.model.vocabulary import Polarity
from tht_xl.monitoring.rating import RATING_RULES


def contradictory_targets(framework: Framework) -> Iterator[Contradiction]:
    """Targets and rating rules that cannot mean what they say."""
    for position, indicator in enumerate(framework.indicators):
        path = ("indicators", position)
        rule = RATING_RULES.get(indicator.rating)
        if rule and rule.needs_tolerance and indicator.tolerance is None:
            what = f"{indicator.id} is rated by {rule.name!r} and has no tolerance"
            yield Contradiction((*path, "rating"), what, 'Add one, such as "tolerance: 0.05"')
        if indicator.target is not None:
            path = (*path, "target")
            yield from _polarity(indicator, indicator.target, path)
            yield from _minimum(indicator, indicator.target, path)
            yield from _direction(indicator, indicator.target, path)
            yield from _dates(indicator, indicator.target, path)
            yield from _trajectory(indicator, indicator.target, path)
            yield from _scale(indicator, indicator.target, path)


def _polarity(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    if indicator.polarity == Polarity.NONE:
        what = f"{indicator.id} has a target, but neither high nor low values are good (polarity none)"
        yield Contradiction(path, what, "Remove the target or give the polarity")
    if indicator.polarity == Polarity.HIGH and target.kind == "ceiling":
        what = f"{indicator.id} has a ceiling, but high values are good"
        yield Contradiction((*path, "kind"), what, "Write kind: reach, or correct the polarity")


def _minimum(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    if target.minimum is None:
        return
    path = (*path, "minimum")
    if target.value is None:
        yield Contradiction(path, f"{indicator.id} has a minimum but no target value", "Add the value or remove it")
    elif indicator.polarity != Polarity.NONE and _is_better(indicator, target.minimum, target.value):
        what = f"{indicator.id} has minimum {target.minimum:g}, which is better than its target {target.value:g}"
        yield Contradiction(path, what, f"{_good(indicator)}: the minimum is the worse of the two")


def _direction(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    # A ceiling is to contain a rise that is expected: at most 350 from a baseline of 300 does not contradict it.
    has_no_side = indicator.polarity == Polarity.NONE or target.kind == "ceiling"
    if target.value is None or target.baseline is None or has_no_side:
        return
    if _is_better(indicator, target.baseline, target.value):
        what = f"{indicator.id} has target {target.value:g}, which is worse than its baseline {target.baseline:g}"
        way_out = ", or write kind: ceiling if it is to contain a rise" if indicator.polarity == Polarity.LOW else ""
        yield Contradiction((*path, "value"), what, f"{_good(indicator)}: correct one of the three{way_out}")


def _dates(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    baseline, milestones = target.baseline_period, target.milestones
    if baseline and target.due.end <= baseline.end:
        what = f"{indicator.id} has a target due {target.due}, not after its baseline of {baseline}"
        yield Contradiction((*path, "due"), what, "Correct one of the two")
    for position, milestone in enumerate(milestones):
        place = (*path, "milestones", position, "period")
        if milestone.period.end > target.due.end:
            what = f"{indicator.id} has a milestone for {milestone.period}, after its target is due ({target.due})"
            yield Contradiction(place, what, "Correct one of the two")
        if baseline and milestone.period.end <= baseline.end:
            what = f"{indicator.id} has a milestone for {milestone.period}, not after its baseline of {baseline}"
            yield Contradiction(place, what, "Correct one of the two")
    for position, (earlier, later) in enumerate(pairwise(milestones), 1):
        if later.period.end <= earlier.period.end:
            what = f"{indicator.id} has a milestone for {later.period} after the one for {earlier.period}"
            yield Contradiction((*path, "milestones", position, "period"), what, "Put them in order of time")


def _trajectory(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    if target.path == "step":  # all at once on the day it is due, so where it starts from does not matter
        return
    path, start = (*path, "path"), (target.baseline, target.value)
    if target.baseline_period is None or None in start:
        what = f"{indicator.id} has a {target.path} path without value, baseline and baseline_period"
        yield Contradiction(path, what, "Add what is missing or write path: step")
    elif target.path == "geometric" and not all(number and number > 0 for number in start):
        what = f"{indicator.id} has a geometric path to or from a number that is not above 0"
        yield Contradiction(path, what, "Write path: linear")


def _scale(indicator: Indicator, target: Target, path: Path) -> Iterator[Contradiction]:
    if indicator.measure != "proportion":
        return
    numbers = {"value": target.value, "minimum": target.minimum, "baseline": target.baseline}
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= indicator.multiplier:
            what = f"{indicator.id} has {name} {number:g}; a proportion lies from 0 to {indicator.multiplier:g}"
            yield Contradiction((*path, name), what, "Correct the number or the multiplier")


def _is_better(indicator: Indicator, number: float, other: float) -> bool:
    return number > other if indicator.polarity == Polarity.HIGH else number < other


def _good(indicator: Indicator) -> str:
    return f"{indicator.polarity.capitalize()} values are good"
