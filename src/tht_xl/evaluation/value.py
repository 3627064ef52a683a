"""Value and interval of rows, by the measure and the disclosure rule of their indicators."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.disclosure.groups import release_groups
from tht_xl.disclosure.rules import Disclosed, apply, find_disclosure_rule
from tht_xl.evaluation.rows.given import (
    COUNTED,
    SOURCE_SAYS,
    GivenRows,
    Method,
    as_the_source_says,
    complaints,
    is_fraction,
)
from tht_xl.stats.arrays import first_match
from tht_xl.stats.interval import Interval
from tht_xl.stats.proportion import proportion, wilson_interval
from tht_xl.stats.rate import crude_rate, rate_interval

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator

Floats = NDArray[np.float64]
Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Values:
    """Released counts, value and interval of rows.

    Attributes:
        interval: "computed", "published" or "none".
        withheld: "[c]" where the disclosure rule withholds the row, else "".
        reason: Why there is no value, else "".
    """

    count: Floats
    denominator: Floats
    value: Floats
    lower: Floats
    upper: Floats
    interval: Words
    withheld: Words
    reason: Words


def values_of(
    indicator: Indicator,
    count: Floats,
    denominator: Floats,
    value: Floats,
    lower: Floats,
    upper: Floats,
    *,
    is_national: NDArray[np.bool_],
    given_symbol: Words | None = None,
) -> Values:
    """Value and interval of each row of one indicator; the arguments are those of `values_by`."""
    given = GivenRows(count, denominator, value, lower, upper)
    method = Method(indicator.measure, indicator.disclosure)
    return values_by(method, given, indicator.multiplier, is_national=is_national, given_symbol=given_symbol)


def values_by(
    method: Method,
    given: GivenRows,
    multiplier: float | Floats,
    *,
    is_national: NDArray[np.bool_],
    given_symbol: Words | None = None,
) -> Values:
    """Value and interval of each row.

    Counts are released by the disclosure rule first, and value and interval computed from what is released, so that an
    interval never undoes a rounding. A value that a source published passes through where there are no counts.

    Args:
        method: That of all rows.
        given: What was given in each row.
        multiplier: Scale of the values, one or one for each row.
        is_national: Rows of a country, which no disclosure rule touches.
        given_symbol: The symbol that the source gives instead of a value, or "".
    """
    if given_symbol is not None:
        # What a source withholds stays withheld, whatever figures are beside the symbol.
        says = np.isin(given_symbol, list(SOURCE_SAYS))
        given = GivenRows(*(np.where(says, np.nan, getattr(given, each.name)) for each in fields(given)))
    count, denominator, value = given.count, given.denominator, given.value
    counted = method.measure in COUNTED
    reason = complaints(method, given)
    fine = reason == ""
    released, base, symbol = _release(method, count, denominator, is_national=is_national)
    is_withheld = fine & (symbol != "")
    # What is withheld comes before the odd fraction: of 1.5 of 100 under "1-7" nobody is told that it is a fraction,
    # since that would tell how small it is.
    has_counts = counted & fine & ~np.isnan(count) & ~np.isnan(denominator) & ~is_withheld
    # People are counted in ones: 1.5 of 100 would be rounded to none. What is small stays withheld all the same.
    is_odd = has_counts & is_fraction(count)
    reason[is_odd] = "the count is not a whole number"
    fine &= ~is_odd
    compute = has_counts & ~is_odd
    computed, limits = value, Interval(given.lower, given.upper)
    if counted:
        counts, people = np.where(compute, released, np.nan), np.where(compute, base, np.nan)
        computed = value_from_counts(method.measure, counts, people, multiplier)
        limits = limits_from_counts(method.measure, counts, people, multiplier)
    passes = fine & ~compute & ~is_withheld & ~np.isnan(value)
    out = np.where(compute, computed, np.where(passes, value, np.nan))
    low = np.where(compute, limits.lower, np.where(passes, given.lower, np.nan))
    high = np.where(compute, limits.upper, np.where(passes, given.upper, np.nan))
    broken = compute & ~np.isfinite(out)
    out, low, high = (np.where(broken, np.nan, column) for column in (out, low, high))
    interval = first_match(
        [(compute & ~broken, "computed"), (broken | np.isnan(low) | np.isnan(high), "none")], otherwise="published"
    )
    reason[is_withheld] = f"withheld: disclosure rule {method.disclosure}"
    reason[broken & (base == 0)] = "no value: the denominator rounds to 0"
    reason[broken & (base != 0)] = "no value: the counts are too large to compute with"
    symbol[~is_withheld] = ""
    reason, symbol = as_the_source_says(given_symbol, np.isnan(out), reason, symbol)
    reason[(reason == "") & np.isnan(out)] = "no value: enter a count and a denominator, or a value"
    return Values(released, base, out, low, high, interval, symbol, reason)


def released_counts(
    indicator: Indicator, count: ArrayLike, denominator: ArrayLike, *, is_national: ArrayLike = False
) -> Disclosed:
    """Return counts as the indicator's disclosure rule releases them.

    A proportion is withheld too where it reveals the few who were *not* counted. A rate's denominator is a published
    population.
    """
    return _release(Method(indicator.measure, indicator.disclosure), count, denominator, is_national=is_national)


def _release(method: Method, count: ArrayLike, denominator: ArrayLike, *, is_national: ArrayLike) -> Disclosed:
    rule = find_disclosure_rule(method.disclosure)
    if method.measure == "proportion":
        return Disclosed(*release_groups(rule, count, denominator, is_national=is_national)[:3])
    return apply(rule, count, denominator, is_national=is_national, public_denominator=method.measure == "rate")


def value_from_counts(measure: str, count: ArrayLike, denominator: ArrayLike, multiplier: ArrayLike) -> Floats:
    """Return the value of released counts, as evaluation and THT_VALUE compute it.

    Args:
        measure: One of `COUNTED`.
        count: Released numerators or events. [count]
        denominator: Released denominators. [count]
        multiplier: Scale of the values.
    """
    compute = proportion if measure == "proportion" else crude_rate
    return compute(count, denominator, multiplier=multiplier)


def limits_from_counts(
    measure: str, count: ArrayLike, denominator: ArrayLike, multiplier: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """Return the limits of released counts, as evaluation and THT_VALUE_CI compute them: Wilson's, or those of a rate.

    Args:
        measure: One of `COUNTED`.
        count: Released numerators or events. [count]
        denominator: Released denominators. [count]
        multiplier: Scale of the values.
        confidence: Two-sided coverage. [fraction]
    """
    if measure == "proportion":
        return wilson_interval(count, denominator, confidence=confidence).scaled(multiplier)
    return rate_interval(count, denominator, multiplier=multiplier, confidence=confidence)
