"""What the plans' own trajectories come to for the strategy as a whole, with the range that they state."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.target_status import target_status
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.commissioning.plan import CommissioningPlan
from tht_xl.templates.table import Row

CERTAIN, EXPECTED, UNSURE, NO_BETTER = (
    "better, even at the worst",
    "better as expected, not at the worst",
    "better as expected; how sure is not stated",
    "no better as expected",
)
EITHER_WAY = "neither way is better"
VERDICTS = (CERTAIN, EXPECTED, UNSURE, NO_BETTER, EITHER_WAY)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What one plan expects of an indicator.

    Attributes:
        plan: The plan.
        row: Its row.
        indicator: The indicator.
        by: By when.
        baseline: Where it starts from.
        baseline_period: When that was.
        expected: What is expected.
        range: The lowest and the highest value that are likely; None where one is missing.
    """

    plan: CommissioningPlan
    row: Row
    indicator: Indicator
    by: Period
    baseline: float
    baseline_period: Period
    expected: float
    range: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ExpectedProgress:
    """What all plans together expect of an indicator by a year.

    Attributes:
        indicator: The indicator.
        by: By when.
        parts: The trajectories that it is made of.
        expected: The values expected if the plans reach the same people, and if they add up; the lower first.
        range: The lowest and highest likely value of all; None where a plan states none.
    """

    indicator: Indicator
    by: Period
    parts: tuple[Trajectory, ...]
    expected: tuple[float, float]
    range: tuple[float, float] | None

    @property
    def baseline(self) -> float:
        """Where it starts from."""
        return self.parts[0].baseline

    @property
    def verdict(self) -> str:
        """Whether the strategy gets on."""
        if self.indicator.polarity is Polarity.NONE:
            return EITHER_WAY
        if min(self._better(each) for each in self.expected) <= 0:
            return NO_BETTER
        if self.range is None:
            return UNSURE
        return CERTAIN if min(self._better(each) for each in self.range) > 0 else EXPECTED

    @property
    def asked(self) -> float | None:
        """What the strategy asks for by then; None where it asks for nothing."""
        return target_status(self.indicator, self.by).target

    @property
    def reaches(self) -> str:
        """Whether what is expected is what the strategy asks for."""
        if self.asked is None or self.indicator.polarity is Polarity.NONE:
            return "nothing is asked"
        reached = [_sign(self.indicator) * (each - self.asked) >= -1e-9 for each in self.expected]
        return "reached" if all(reached) else "reached only if the plans add up" if any(reached) else "short of it"

    def _better(self, value: float) -> float:
        return _sign(self.indicator) * (value - self.baseline)


def trajectories(plans: Sequence[CommissioningPlan], framework: Framework) -> list[Trajectory]:
    """Return the trajectories that can be used: those whose rows have no error."""
    indicators = {each.id: each for each in framework.indicators}
    found: list[Trajectory] = []
    for plan in plans:
        for row in plan.sound("trajectories"):
            indicator = indicators.get(row["indicator"].casefold())
            if indicator is not None:
                found.append(Trajectory(plan, row, indicator, row["by"], row["baseline"], row["baseline-period"],
                                        row["expected"], _range(row)))  # fmt: skip
    return found


def _range(row: Row) -> tuple[float, float] | None:
    low, high = row["lowest"], row["highest"]
    return None if low is None or high is None else (low, high)


def expected_progress(found: Sequence[Trajectory]) -> list[ExpectedProgress]:
    """Return what the plans expect together, by indicator, year and baseline, in the order given.

    Plans from different baselines, or for different years, are not put together: each is its own row.
    """
    groups: defaultdict[object, list[Trajectory]] = defaultdict(list)
    for each in found:
        groups[each.indicator.id, each.by.end, each.baseline, each.baseline_period.end].append(each)
    return [_together(group) for group in groups.values()]


def _together(parts: Sequence[Trajectory]) -> ExpectedProgress:
    """Put trajectories together: at least the largest change of one plan, at most the sum of them all.

    Example: from 28%, plans expect 27% and 26.5%. If they reach the same families 26.5% is expected, and 25.5% if not
    one family is reached by both.
    """
    first = parts[0]
    expected = _bounds(first, [each.expected - first.baseline for each in parts])
    ranges = [each.range for each in parts if each.range is not None]
    if len(ranges) < len(parts):
        return ExpectedProgress(first.indicator, first.by, tuple(parts), expected, None)
    lows = _bounds(first, [low - first.baseline for low, _ in ranges])
    highs = _bounds(first, [high - first.baseline for _, high in ranges])
    return ExpectedProgress(first.indicator, first.by, tuple(parts), expected, (min(*lows, *highs), max(*lows, *highs)))


def _bounds(first: Trajectory, changes: Sequence[float]) -> tuple[float, float]:
    """Return the values for the most favourable change alone and for the sum of all, the lower first.

    Of ranges, the worst end is so the best that one plan brings at its worst, unless together they are worse still.
    """
    alone = {Polarity.LOW: [min(changes)], Polarity.HIGH: [max(changes)]}.get(first.indicator.polarity)
    several = [*(alone or (min(changes), max(changes))), sum(changes)]
    values = [_possible(first.indicator, first.baseline + change) for change in several]
    return min(values), max(values)


def _possible(indicator: Indicator, value: float) -> float:
    """Return a value within what its unit allows: a percentage is from 0 to 100."""
    value = round(value, 10)
    return min(max(value, 0.0), 100.0) if indicator.unit == "%" else value


def _sign(indicator: Indicator) -> int:
    return -1 if indicator.polarity is Polarity.LOW else 1


def in_numbers(progress: Sequence[ExpectedProgress], framework: Framework) -> str:
    """Return how many live indicators the plans expect something of, and how many get better for certain."""
    live = {each.id for each in framework.indicators if each.is_live}
    expected = live & {each.indicator.id for each in progress}
    better = live & {each.indicator.id for each in progress if each.verdict == CERTAIN}
    return (
        f"Of {counted(len(live), 'live indicator')}, the plans expect something of {len(expected)}; {len(better)} "
        f"would be better even at the worst. Of {len(live - expected)} nobody expects anything."
    )
