"""Traffic lights: a value against its target."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.digits import meets
from tht_xl.monitoring.polarity import is_high, is_low
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
    t, share = broadcast_numbers(target, tolerance)
    edge = t + np.where(is_low(polarity), 1, -1) * share * np.abs(t)
    return _rate(value, t, polarity, edge, is_possible=(share >= 0) & (share < 1))


def report_only(value: ArrayLike) -> Words:
    """No rating: "Data only" where there is a value."""
    known = np.isfinite(np.asarray(value, float))
    return choose([(known, "Data only")], otherwise="")


def is_minimum_possible(target: ArrayLike, minimum: ArrayLike, polarity: ArrayLike) -> Flags:
    """Whether the minimum is at its target or short of it. True where either is missing or nothing is rated."""
    t, least = broadcast_numbers(target, minimum)
    rated = is_high(polarity) | is_low(polarity)
    return ~rated | np.isnan(t) | np.isnan(least) | meets(t, least, polarity)


def _rate(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, minimum: ArrayLike, *, is_possible: Flags) -> Words:
    v, t, least = broadcast_numbers(value, target, minimum)
    unrated = ~(is_high(polarity) | is_low(polarity))
    return choose(
        [
            (~np.isfinite(v), ""),
            (unrated, "Data only"),
            (np.isnan(t), "No target"),
            (~is_possible, ""),
            (meets(v, t, polarity), "Green"),
            (meets(v, least, polarity), "Amber"),
        ],
        otherwise="Red",
    )


Rate = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike, ArrayLike], Words]


@dataclass(frozen=True, slots=True)
class RatingRule:
    """One way of turning a value and its target into a traffic light.

    Attributes:
        name: What definitions call it.
        description: The rule, in one sentence for a reader of the report.
        needs_tolerance: Whether the definition has to give a tolerance.
        rate: From value, target, polarity, minimum and tolerance to words; a rule ignores what it does not use.
    """

    name: str
    description: str
    needs_tolerance: bool
    rate: Rate


RATING_RULES: dict[str, RatingRule] = {
    rule.name: rule
    for rule in (
        RatingRule(
            "tower-hamlets",
            "Green: target met. Amber: minimum expectation met. Red: short of the minimum, or of the target where "
            "no minimum is set.",
            needs_tolerance=False,
            rate=lambda value, target, polarity, minimum, _tolerance: rate(value, target, polarity, minimum),
        ),
        RatingRule(
            "tolerance",
            "Green: target met. Amber: short of the target by no more than the tolerance. Red: further short.",
            needs_tolerance=True,
            rate=lambda value, target, polarity, _minimum, tolerance: rate_with_tolerance(
                value, target, polarity, tolerance
            ),
        ),
        RatingRule(
            "data-only",
            "Contextual: shown without a rating.",
            needs_tolerance=False,
            rate=lambda value, _target, _polarity, _minimum, _tolerance: report_only(value),
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
