"""Value and interval of one indicator's rows, by the indicator's own measure and disclosure rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.model.symbol import WITHHELD
from tht_xl.monitoring.disclosure import Disclosed, apply, find_disclosure_rule
from tht_xl.monitoring.group_protection import release_groups
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import rate_interval

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator

COUNTED = ("proportion", "rate")
"""The measures that are computed from counts; all others pass through as their source published them."""

SOURCE_SAYS = {
    "[c]": "withheld by the source, because it could identify a person",
    "[u]": "withheld by the source as too unreliable",
    "[x]": "not available from the source",
    "[z]": "not applicable",
}
"""Shorthand symbols of government statistics in spreadsheets, in words."""

Floats = NDArray[np.float64]
Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Values:
    """Released counts, value and interval of rows of one indicator.

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
    """Value and interval of each row.

    Counts are released by the indicator's disclosure rule first, and value and interval computed from what is
    released, so that an interval never undoes a rounding. A value that a source published passes through where
    there are no counts.

    Args:
        indicator: Whose rows they are.
        count: Numerators or events. [count]
        denominator: Denominators or person-years. [count]
        value: Published values on the indicator's scale; NaN where none.
        lower: Their published lower limits; NaN where none.
        upper: Their published upper limits; NaN where none.
        is_national: Rows of a country, which no disclosure rule touches.
        given_symbol: The symbol that the source gives instead of a value, or "".
    """
    if given_symbol is not None:
        # What a source withholds stays withheld, whatever figures stand beside the symbol.
        says = np.isin(given_symbol, list(SOURCE_SAYS))
        count, denominator, value, lower, upper = (
            np.where(says, np.nan, column) for column in (count, denominator, value, lower, upper)
        )
    counted = indicator.measure in COUNTED
    reason = _complaint(indicator, count, denominator, value, lower, upper) if len(count) else np.array([], object)
    fine = reason == ""
    released, base, symbol = released_counts(indicator, count, denominator, is_national=is_national)
    symbol = np.where(fine, symbol, "")
    compute = counted & fine & ~np.isnan(count) & ~np.isnan(denominator) & (symbol == "")
    computed, limits = _computed(indicator, np.where(compute, released, np.nan), np.where(compute, base, np.nan))
    passes = fine & ~compute & (symbol == "") & ~np.isnan(value)
    out = np.where(compute, computed, np.where(passes, value, np.nan))
    low = np.where(compute, limits[0], np.where(passes, lower, np.nan))
    high = np.where(compute, limits[1], np.where(passes, upper, np.nan))
    interval = np.where(compute, "computed", np.where(np.isnan(low) | np.isnan(high), "none", "published"))
    reason = np.where(symbol != "", f"withheld: disclosure rule {indicator.disclosure}", reason)
    broken = compute & ~np.isfinite(out)
    out, low, high = (np.where(broken, np.nan, column) for column in (out, low, high))
    interval = np.where(broken, "none", interval)
    reason = np.where(broken & (base == 0), "no value: the denominator rounds to 0", reason)
    reason = np.where(broken & (base != 0), "no value: the counts are too large to compute with", reason)
    reason, symbol = _as_the_source_says(given_symbol, np.isnan(out), reason, symbol)
    reason = np.where((reason == "") & np.isnan(out), "no value: enter a count and a denominator, or a value", reason)
    return Values(released, base, out, low, high, interval.astype(object), symbol.astype(object), reason.astype(object))


def _as_the_source_says(
    given: Words | None, no_value: NDArray[np.bool_], reason: Words, symbol: Words
) -> tuple[Words, Words]:
    """The reason and the symbol of rows for which the source itself gives a symbol instead of a value."""
    for sign, words in SOURCE_SAYS.items() if given is not None else ():
        says = (given == sign) & no_value & (reason == "")
        reason = np.where(says, words, reason)
        symbol = np.where(says & (sign in WITHHELD), sign, symbol)
    return reason, symbol


def released_counts(
    indicator: Indicator, count: ArrayLike, denominator: ArrayLike, *, is_national: ArrayLike = False
) -> Disclosed:
    """Counts as the indicator's disclosure rule releases them.

    A proportion is withheld too where it tells of the few who were *not* counted. A rate's denominator is a published
    population.
    """
    rule = find_disclosure_rule(indicator.disclosure)
    if indicator.measure == "proportion":
        return Disclosed(*release_groups(rule, count, denominator, is_national=is_national)[:3])
    return apply(rule, count, denominator, is_national=is_national, public_denominator=indicator.measure == "rate")


def _computed(indicator: Indicator, count: Floats, base: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        # In this order a whole percentage comes out whole: 100 * 57 / 100 is 57, 57 / 100 * 100 is not.
        value = indicator.multiplier * count / base
    if indicator.measure == "proportion":
        limits = wilson_interval(count, base).scaled(indicator.multiplier)
    else:
        limits = rate_interval(count, base, multiplier=indicator.multiplier)
    return value, (limits.lower, limits.upper)


def _complaint(
    indicator: Indicator, count: Floats, denominator: Floats, value: Floats, lower: Floats, upper: Floats
) -> Words:
    """The first thing that is wrong with each row, or ""."""
    counted = indicator.measure in COUNTED
    with np.errstate(invalid="ignore"):
        checks = [
            (counted & (count < 0), "the count is negative"),
            (counted & (denominator < 0), "the denominator is negative"),
            (counted & (denominator == 0), "the denominator is 0"),
            (indicator.measure == "proportion" and count > denominator, "the numerator is above the denominator"),
            (counted & ~np.isnan(count) & np.isnan(denominator) & np.isnan(value), "the denominator is missing"),
            (counted & np.isnan(count) & ~np.isnan(denominator) & np.isnan(value),
             "the count is missing; enter 0 if none occurred"),
            (lower > upper, "the lower limit is above the upper limit"),
            ((value < lower) | (value > upper), "the value is outside its own limits"),
        ]  # fmt: skip
    return np.select([np.broadcast_to(c, count.shape) for c, _ in checks], [text for _, text in checks], "").astype(
        object
    )
