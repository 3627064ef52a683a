"""What was given in each row, and what is wrong with it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.vocabulary import WITHHELD, Symbol
from tht_xl.monitoring.significant_digits import are_same
from tht_xl.stats.arrays import first_match

COUNTED = ("proportion", "rate")
"""The measures that are computed from counts; all others pass through as their source published them."""

SOURCE_SAYS: dict[str, str] = {
    Symbol.CONFIDENTIAL: "withheld by the source, because it could identify a person",
    Symbol.UNRELIABLE: "withheld by the source as too unreliable",
    Symbol.NOT_AVAILABLE: "not available from the source",
    Symbol.NOT_APPLICABLE: "not applicable",
}
"""Shorthand symbols of government statistics in spreadsheets, in words."""

Floats = NDArray[np.float64]
Words = NDArray[np.object_]


class Method(NamedTuple):
    """How the values of some indicators come about.

    Attributes:
        measure: "proportion", "rate" or another, whose values pass through as published.
        disclosure: Name of the disclosure rule.
    """

    measure: str
    disclosure: str


@dataclass(frozen=True, slots=True)
class GivenRows:
    """What was given in each row.

    Attributes:
        count: Numerators or events. [count]
        denominator: Denominators or person-years. [count]
        value: Published values on the indicator's scale; NaN where none.
        lower: Their published lower limits; NaN where none.
        upper: Their published upper limits; NaN where none.
    """

    count: Floats
    denominator: Floats
    value: Floats
    lower: Floats
    upper: Floats


def as_the_source_says(
    given: Words | None, no_value: NDArray[np.bool_], reason: Words, symbol: Words
) -> tuple[Words, Words]:
    """Return the reason and the symbol of rows for which the source itself gives a symbol instead of a value."""
    for sign, words in SOURCE_SAYS.items() if given is not None else ():
        says = (given == sign) & no_value & (reason == "")
        reason[says] = words
        if sign in WITHHELD:
            symbol[says] = str(sign)  # the plain word, since it goes into a frame
    return reason, symbol


def complaints(method: Method, given: GivenRows) -> Words:
    """Return the first thing that is wrong with each row, or ""."""
    count, denominator, value = given.count, given.denominator, given.value
    lower, upper = given.lower, given.upper
    checks = [
        (lower > upper, "the lower limit is above the upper limit"),
        ((value < lower) | (value > upper), "the value is outside its own limits"),
    ]
    if method.measure in COUNTED:
        no_value = np.isnan(value)
        checks = [
            (count < 0, "the count is negative"),
            (denominator < 0, "the denominator is negative"),
            (denominator == 0, "the denominator is 0"),
            ((method.measure == "proportion") & (count > denominator), "the numerator is above the denominator"),
            (~np.isnan(count) & np.isnan(denominator) & no_value, "the denominator is missing"),
            (np.isnan(count) & ~np.isnan(denominator) & no_value, "the count is missing; enter 0 if none occurred"),
            *checks,
        ]
    return first_match(checks, otherwise="")


def is_fraction(count: Floats | float) -> NDArray[np.bool_]:
    """Return whether a count is not a whole number, at 15 significant digits; False where there is none."""
    number: Floats = np.asarray(count, float)[()]
    return ~np.isnan(number) & ~are_same(number, np.rint(number))
