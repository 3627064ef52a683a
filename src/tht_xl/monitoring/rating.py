"""Traffic lights: a value against its target."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.digits import meets
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.rating_variants import rate_by_interval, rate_with_previous
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats.arrays import Flags, broadcast_numbers


def rate(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, minimum: ArrayLike = np.nan) -> Words:
    """Tower Hamlets' rating: green at the target, amber at the minimum expectation, red short of both.

    Arrays broadcast. The comparison is made at 15 significant digits, never on rounded values.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. NaN where there is none. [unit of the indicator]
        polarity: "high", "low" or "none".
        minimum: The least that is expected, on the near side of the target. NaN where there is none, and then
            nothing is amber. [unit of the indicator]

    Returns:
        "Green", "Amber" or "Red"; "Data only" for polarity "none"; "No target"; "" where the value is unknown or the
        minimum lies beyond the target.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate([91, 90, 89], target=91, polarity="high", minimum=90).tolist()
        ['Green', 'Amber', 'Red']
    """
    return _rate(value, target, polarity, minimum, is_possible=is_minimum_possible(target, minimum, polarity))


def rate_with_tolerance(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, tolerance: ArrayLike) -> Words:
    """The rating that calls amber what misses its target by no more than a share of the target.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. NaN where there is none. [unit of the indicator]
        polarity: "high", "low" or "none".
        tolerance: Share of the target, from 0 to below 1. [fraction]

    Returns:
        The words of `rate`; "" also where the tolerance is out of range.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate_with_tolerance([1.0, 0.95, 0.94], 1.0, "high", 0.05).tolist()
        ['Green', 'Amber', 'Red']
    """
    t, share = broadcast_numbers(target=target, tolerance=tolerance)
    edge = t + np.where(is_low(polarity), 1, -1) * share * np.abs(t)
    return _rate(value, t, polarity, edge, is_possible=(share >= 0) & (share < 1))


def report_only(value: ArrayLike) -> Words:
    """No rating: "Data only" where there is a value."""
    known = np.isfinite(np.asarray(value, float))
    return choose([(known, "Data only")], otherwise="")


def is_minimum_possible(target: ArrayLike, minimum: ArrayLike, polarity: ArrayLike) -> Flags:
    """Whether the minimum is at its target or short of it. True where either is missing or nothing is rated."""
    t, least = broadcast_numbers(target=target, minimum=minimum)
    rated = is_high(polarity) | is_low(polarity)
    return ~rated | np.isnan(t) | np.isnan(least) | meets(t, least, polarity)


def _rate(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, minimum: ArrayLike, *, is_possible: Flags) -> Words:
    v, t, least = broadcast_numbers(value=value, target=target, minimum=minimum)
    unrated = ~(is_high(polarity) | is_low(polarity))
    return choose(
        [
            (~np.isfinite(v), ""),
            (unrated, "Data only"),
            (np.isnan(t), "No target"),
            (np.isinf(t) | np.isinf(least), ""),
            (~is_possible, ""),
            (meets(v, t, polarity), "Green"),
            (meets(v, least, polarity), "Amber"),
        ],
        otherwise="Red",
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rating rule may look at; arrays that broadcast, NaN where something is not known."""

    value: ArrayLike
    target: ArrayLike
    polarity: ArrayLike
    minimum: ArrayLike
    tolerance: ArrayLike
    previous: ArrayLike
    lower: ArrayLike
    upper: ArrayLike


@dataclass(frozen=True, slots=True)
class RatingRule:
    """One way of turning a value and its target into a traffic light.

    Attributes:
        name: What definitions call it.
        description: The rule, in one sentence for a reader of the report.
        needs_tolerance: Whether the definition has to give a tolerance.
        judge: From the facts to words; a rule ignores what it does not use.
    """

    name: str
    description: str
    needs_tolerance: bool
    judge: Callable[[Facts], Words]

    def rate(
        self,
        value: ArrayLike,
        target: ArrayLike,
        polarity: ArrayLike,
        minimum: ArrayLike = np.nan,
        tolerance: ArrayLike = np.nan,
        *,
        previous: ArrayLike = np.nan,
        lower: ArrayLike = np.nan,
        upper: ArrayLike = np.nan,
    ) -> Words:
        """The words for values by this rule: "Green", "Amber", "Red", "Data only", "No target" or "".

        Args:
            value: The value reached. [unit of the indicator]
            target: What it should reach. [unit of the indicator]
            polarity: "high", "low" or "none".
            minimum: The least that is expected. [unit of the indicator]
            tolerance: Share of the target by which it may be missed. [fraction]
            previous: The value of the period before. [unit of the indicator]
            lower: Lower 95% limit of the value. [unit of the indicator]
            upper: Upper 95% limit of the value. [unit of the indicator]

        Raises:
            UnknownNameError: The polarity is unknown.
        """
        return self.judge(Facts(value, target, polarity, minimum, tolerance, previous, lower, upper))


RATING_RULES: dict[str, RatingRule] = {
    rule.name: rule
    for rule in (
        RatingRule(
            "tower-hamlets",
            "Green: target met. Amber: minimum expectation met. Red: short of the minimum, or of the target where "
            "no minimum is set.",
            needs_tolerance=False,
            judge=lambda facts: rate(facts.value, facts.target, facts.polarity, facts.minimum),
        ),
        RatingRule(
            "tolerance",
            "Green: target met. Amber: short of the target by no more than the tolerance. Red: further short.",
            needs_tolerance=True,
            judge=lambda facts: rate_with_tolerance(facts.value, facts.target, facts.polarity, facts.tolerance),
        ),
        RatingRule(
            "havering",
            "Green: within 10% of the target. Amber: further off, but no worse than the previous period. Red: further "
            "off and worse.",
            needs_tolerance=False,
            judge=lambda facts: rate_with_previous(facts.value, facts.target, facts.polarity, facts.previous),
        ),
        RatingRule(
            "benchmark",
            "Green: the whole 95% interval is better than the target. Amber: the target lies within the interval. "
            "Red: the whole interval is worse.",
            needs_tolerance=False,
            judge=lambda facts: rate_by_interval(facts.value, facts.target, facts.polarity, facts.lower, facts.upper),
        ),
        RatingRule(
            "data-only",
            "Contextual: shown without a rating.",
            needs_tolerance=False,
            judge=lambda facts: report_only(facts.value),
        ),
    )
}


def find_rating_rule(name: str) -> RatingRule:
    """The rule with this name.

    Raises:
        UnknownNameError: No rule has it; the nearest name is given.
    """
    if name not in RATING_RULES:
        raise UnknownNameError("rating rule", name, list(RATING_RULES))
    return RATING_RULES[name]
