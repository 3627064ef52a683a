"""One plain sentence for a value: how many, beside whom, and what it would take."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from tht_xl.disclosure.rules import find_disclosure_rule
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Comparison, Polarity

CLOSE_ENOUGH, POINT = 0.06, 0.01
"""How far "one in ten" may be from its share: this fraction of it, and a point at most."""
ROUNDED = 0.025
"""How far "28 in 100" may be from its share, as a fraction of it; beyond that, people in 1,000 and so on.

docs/decisions/sentences.md gives the reasons for both.
"""

DOUBTFUL, DOUBTFUL_SHARE = 1e-9, 1e-14
"""Nearer than this, and this share of itself, to the middle between two roundings, a number's 15th digit may decide."""
WHOLE_FROM = 2.0**50
"""Above this a float has no decimals to speak of."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHARES = [
    (1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5),
    (1, 10), (3, 10), (7, 10), (9, 10), (1, 6), (1, 8), (1, 20),
]  # fmt: skip


KINDS_OF_SCALE = frozenset({"ratio", "score", "mean", "mean score", "rate", "index"})
"""Units that say what sort of number it is; behind the number itself they would read badly."""
BASES = (100, 1_000, 10_000, 100_000, 1_000_000)


def in_words(indicator: Indicator, value: float) -> str:
    """Return a value as people say it: a share of people as "one in ten", anything else with its unit."""
    if np.isnan(value):
        return ""
    if indicator.unit != "%" or not 0 <= value <= 100:
        return with_unit(indicator, value)  # a fall of 3.2% and a growth of 140% are not shares of people
    said = share_in_words(value / 100)
    if said in ("None", "All") and find_disclosure_rule(indicator.disclosure).rounding_base:
        return f"{said} or almost {said.casefold()}"  # a few people may have been rounded away
    return said


def with_unit(indicator: Indicator, value: float) -> str:
    """Return a value with its decimals and unit: "28.0%", "59.2 years"."""
    shown = number(value, indicator.decimals)
    if indicator.unit == "%":
        return f"{shown}%"
    return shown if is_kind_of_scale(indicator.unit) else f"{shown} {indicator.unit}"


def is_kind_of_scale(unit: str) -> bool:
    """Return whether a unit says what sort of number it is, such as "ratio", rather than what is counted."""
    return unit.casefold() in KINDS_OF_SCALE


def share_in_words(share: float) -> str:
    """Return a share from 0 to 1 as "One in ten" where that is close, else "28 in 100".

    Examples:
        >>> share_in_words(0.1054422), share_in_words(0.2804878), share_in_words(0.009)
        ('One in ten', '28 in 100', '9 in 1,000')
    """
    if share <= 0 or share >= 1:
        return "None" if share <= 0 else "All"
    rarer = min(share, 1 - share)
    off, part, whole = min((abs(part / whole - share), part, whole) for part, whole in SHARES)
    if off <= min(CLOSE_ENOUGH * rarer, POINT):
        return f"{NUMBERS[part].capitalize()} in {NUMBERS[whole] if whole < len(NUMBERS) else whole}"
    base = next((b for b in BASES if abs(round(share * b) / b - share) <= ROUNDED * rarer), BASES[-1])
    return f"{round(share * base):,} in {base:,}"


def number(value: float, decimals: int) -> str:
    """Return a number with its decimals, thousands separated and a true minus sign.

    Examples:
        >>> number(-1234.56, 1)
        '−1,234.6'
        >>> number(78.25, 1)
        '78.3'
    """
    scaled = abs(value) * 10**decimals
    if scaled < WHOLE_FROM and abs(scaled % 1 - 0.5) > DOUBTFUL + DOUBTFUL_SHARE * scaled:
        text = f"{abs(value):,.{decimals}f}"
    else:
        # Half up on 15 digits, as spreadsheets show it: 78.25 is 78.3 there, and 78.2 in binary arithmetic.
        exact = Decimal(f"{abs(value):.15g}")
        text = f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return f"−{text}" if value < 0 and float(text.replace(",", "")) else text


def beside(indicator: Indicator, name: str, word: str, other: float, people: float) -> str:
    """Return how a value compares with a comparator's; "" where there is no word for it.

    Args:
        indicator: Whose value it is.
        name: Name of the comparator.
        word: The word of the comparison.
        other: The comparator's value.
        people: How many fewer or more people it takes to match the comparator; NaN where that is not known.
    """
    if not word:
        return ""
    if word.startswith(Comparison.NOT_COMPARED):
        return f"{name} {number(other, indicator.decimals)}, not compared as there is no interval"
    if word == Comparison.SIMILAR:
        return f"similar to {name}"
    said = f"{word.lower()} than {name}"
    if word != Comparison.WORSE or np.isnan(people) or people <= 0:
        return said
    which = "fewer" if indicator.polarity == Polarity.LOW else "more"
    return f"{said}; {people:,.0f} {which} {indicator.people} would match {name}"


def beside_target(indicator: Indicator, target: float, *, is_met: bool, is_red: bool, is_within: bool) -> str:
    """Return how a rated value compares with an agreed target that is due.

    Args:
        indicator: Whose value it is.
        target: The target at the period's end.
        is_met: Whether the value is at the target or beyond it.
        is_red: Whether it is rated red.
        is_within: Whether the target lies within the value's interval.
    """
    # Not the colour's name: some rules colour a value green that is a little short, or amber one that is there.
    met = "meets" if is_met else "misses" if is_red else "short of"
    within = ", which is within the uncertainty" if is_within else ""
    return f"{met} the target of {number(target, indicator.decimals)}{within}"


def no_value(reason: str) -> str:
    """Return the sentence where there is no value."""
    return reason.capitalize() if reason.startswith("withheld") else f"No value: {reason.removeprefix('no value: ')}"
