"""Traffic lights: a value against its target."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import UnknownNameError
from tht_xl.model.vocabulary import Rating
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.rating_variants import edge_of, rate_by_interval, rate_with_previous
from tht_xl.monitoring.significant_digits import is_met
from tht_xl.stats.arrays import Flags, Numbers, Words, first_match, numbers


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
        "Green", "Amber" or "Red"; "Data only" for polarity "none"; "No target"; "" where the value is unknown, a
        number is infinite or the minimum lies beyond the target.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate([91, 90, 89], target=91, polarity="high", minimum=90).tolist()
        ['Green', 'Amber', 'Red']
    """
    v, t, least = rows_of(value=value, target=target, minimum=minimum)
    good_high, good_low = good_sides(polarity, v.shape)
    is_possible = np.isnan(least) | is_met(t, least, good_high, good_low)
    return _rate(v, t, least, good_high, good_low, is_possible=is_possible)


def rate_with_tolerance(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, tolerance: ArrayLike) -> Words:
    """Return the rating that calls amber what misses its target by no more than a share of the target.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. NaN where there is none. [unit of the indicator]
        polarity: "high", "low" or "none".
        tolerance: Share of the target, from 0 to below 1. [fraction]

    Returns:
        The words of `rate`; "" also where the tolerance is out of range.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate_with_tolerance([1.0, 0.95, 0.94], 1.0, "high", 0.05).tolist()
        ['Green', 'Amber', 'Red']
    """
    v, t, share = rows_of(value=value, target=target, tolerance=tolerance)
    good_high, good_low = good_sides(polarity, v.shape)
    edge = edge_of(t, share, good_low)
    return _rate(v, t, edge, good_high, good_low, is_possible=(share >= 0) & (share < 1))


def report_only(value: ArrayLike) -> Words:
    """No rating: "Data only" where there is a value.

    Raises:
        DomainError: The value is not a number.
    """
    return first_match([(np.isfinite(numbers("value", value)), Rating.DATA_ONLY)], otherwise="")


def is_minimum_possible(target: ArrayLike, minimum: ArrayLike, polarity: ArrayLike) -> Flags:
    """Return whether the minimum is at its target or worse. True where either is missing or nothing is rated."""
    t, least = rows_of(target=target, minimum=minimum)
    good_high, good_low = good_sides(polarity, t.shape)
    return ~(good_high | good_low) | np.isnan(t) | np.isnan(least) | is_met(t, least, good_high, good_low)


def _rate(
    value: Numbers, target: Numbers, minimum: Numbers, good_high: Flags, good_low: Flags, *, is_possible: Flags
) -> Words:
    return first_match(
        [
            (~are_known(value), ""),
            (~(good_high | good_low), Rating.DATA_ONLY),
            (np.isnan(target), Rating.NO_TARGET),
            (np.isinf(target) | np.isinf(minimum) | ~is_possible, ""),
            (is_met(value, target, good_high, good_low), Rating.GREEN),
            (is_met(value, minimum, good_high, good_low), Rating.AMBER),
        ],
        otherwise=Rating.RED,
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
        """Return the words for values by this rule: "Green", "Amber", "Red", "Data only", "No target" or "".

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
    """Return the rule with this name.

    Raises:
        UnknownNameError: No rule has it; the nearest name is given.
    """
    # As text, since careless code gives None or a list, which no table can be asked for.
    if str(name) not in RATING_RULES:
        raise UnknownNameError("rating rule", str(name), list(RATING_RULES))
    return RATING_RULES[name]
