"""Life expectancy at any age from an abridged life table, with its confidence limits."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Column, Flags, Numbers, Words, check_shapes, column, first_match, numbers, one_number
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.distributions.normal_limits import z_scores
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.life_table import BLOCK, LifeTable, single_table

AGE_STARTS: Final = (0, 1, *range(5, 95, 5))
"""First ages of the twenty usual bands: under 1, 1-4, 5-9 ... 85-89, 90 and over. [years]"""

SMALL_POPULATION: Final = 5_000
"""Populations up to this one give no life expectancy. [person-years]"""
MAX_WIDTH: Final = 20.0
"""A value whose 95% interval is wider than this is withheld; its limits stay. [years]"""
_AT_95: Final = 0.95

REASONS: Final = {
    "missing-band": "an age band has no deaths or no population; enter 0 deaths if none occurred",
    "impossible-deaths": "an age band has negative deaths",
    "impossible-population": "an age band has a population of 0, or one that is negative or infinite",
    "deaths-above-population": "an age band has more deaths than people",
    "small-population": "withheld: the total population is 5,000 or less",
    "no-deaths-in-open-band": "nobody died in the open last age band, so how long people live in it is unknown",
    "wide-interval": "withheld: the 95% interval is wider than 20 years",
}
"""Each reason code with its explanation."""


class LifeExpectancy(NamedTuple):
    """Life expectancies, in the shape of the leading axes, with a last axis of ages where all are asked for.

    Attributes:
        value: Years still to be lived on average; NaN where withheld or not defined. [years]
        standard_error: Kept where only the value is withheld. [years]
        interval: Limits, kept where only the value is withheld; several levels lie on one more, last, axis. [years]
        reason: Why there is no value, one of REASONS; "" where there is one. For reading only.
    """

    value: Numbers
    standard_error: Numbers
    interval: Interval
    reason: Words


def life_expectancy(
    deaths: ArrayLike,
    populations: ArrayLike,
    *,
    age_starts: Sequence[float] = AGE_STARTS,
    at_age: float = 0,
    confidence: Confidence = 0.95,
) -> LifeExpectancy:
    """Life expectancy at one age: Chiang's abridged life table [1], with Silcocks' variance [2].

    Those who die in the first band live a tenth of it on average, those who die in any other band half of it. The
    leading axes broadcast, and an area outside the range leaves its neighbours alone.

    Args:
        deaths: Deaths in each age band, the bands on the last axis from birth upwards. [count]
        populations: People in each age band over the same years, likewise. [person-years]
        age_starts: First age of each band, from 0; the last band is open. Any last band will do: 85, 90, 95. [years]
        at_age: The first age of one of the bands. [years]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Value, standard error, limits and reason of each area. The value is withheld, limits and all, at a total
        population of 5,000 or less, and on its own where its 95% interval is wider than 20 years.

    Raises:
        DomainError: The bands do not match the ages, the age starts no band, or the confidence is out of range.

    References:
        [1] C. L. Chiang, The Life Table and its Applications, Krieger (1984), chapter 9.
        [2] P. B. S. Silcocks, D. A. Jenner, R. Reza, J. Epidemiol. Community Health 55, 38-43 (2001).
        [3] D. P. Eayres, E. S. Williams, J. Epidemiol. Community Health 58, 243-249 (2004), on small areas.
    """
    ages = _checked_ages(age_starts)
    age = one_number("at_age", at_age)
    if age not in ages:
        listed = ", ".join(f"{each:g}" for each in ages)
        raise DomainError(f"at_age is {age:g}; expected the first age of a band", remedy=f"Use one of {listed}")
    at = ages.index(age)
    one = _tabulate(deaths, populations, ages, slice(at, at + 1), z_scores(confidence))
    axis = one.value.ndim - 1
    limits = (limit.squeeze(axis) for limit in one.interval)
    return LifeExpectancy(
        one.value.squeeze(axis), one.standard_error.squeeze(axis), Interval(*limits), one.reason.squeeze(axis)
    )


def life_expectancy_by_age(
    deaths: ArrayLike,
    populations: ArrayLike,
    *,
    age_starts: Sequence[float] = AGE_STARTS,
    confidence: Confidence = 0.95,
) -> LifeExpectancy:
    """Life expectancy at the first age of every band; see `life_expectancy` for the method and the arguments.

    Returns:
        Value, standard error, limits and reason of each area and age, the ages on a last axis.

    Raises:
        DomainError: The bands do not match the ages, or the confidence is out of range.
    """
    return _tabulate(deaths, populations, _checked_ages(age_starts), slice(None), z_scores(confidence))


def _tabulate(
    deaths: ArrayLike, populations: ArrayLike, ages: tuple[float, ...], kept: slice, z: Numbers
) -> LifeExpectancy:
    by_area, shape = _areas_by_bands(deaths, populations, len(ages))
    areas, columns = len(by_area[0]), len(ages[kept])
    value, error = np.empty((areas, columns)), np.empty((areas, columns))
    lower, upper = np.empty((areas, columns, *z.shape)), np.empty((areas, columns, *z.shape))
    reason = np.full((areas, 1), "", object)
    with np.errstate(all="ignore"):
        if areas == 1 and (single := _possible_area(*by_area)):
            value[0], error[0] = (each[kept] for each in single_table(ages, *single))
        else:
            _fill_blocks(by_area, LifeTable(ages, min(areas, BLOCK)), kept, (value, error, reason))
        for start in range(0, areas, BLOCK):
            block = slice(start, start + BLOCK)
            distance = np.multiply.outer(error[block], z)
            centre = value[block].reshape(*value[block].shape, *(1,) * z.ndim)
            np.subtract(centre, distance, out=lower[block])
            np.add(centre, distance, out=upper[block])
    outer = (*shape, columns)
    levels = (*outer, *z.shape)
    return LifeExpectancy(
        value.reshape(outer),
        error.reshape(outer),
        Interval(lower.reshape(levels), upper.reshape(levels)),
        _withhold_the_wide(value, error, reason).reshape(outer),
    )


def _possible_area(deaths: Column, populations: Column) -> tuple[list[float], list[float]] | None:
    """Deaths and populations of the one area as plain numbers, where it has a life table."""
    d: list[float] = np.asarray(deaths[0], float).tolist()
    p: list[float] = np.asarray(populations[0], float).tolist()
    is_sound = d[-1] > 0 and min(p) > 0 and all(0 <= x <= n for x, n in zip(d, p, strict=True))
    return (d, p) if is_sound and SMALL_POPULATION < sum(p) < math.inf else None


def _fill_blocks(
    by_area: tuple[Column, Column], table: LifeTable, kept: slice, results: tuple[Numbers, Numbers, Words]
) -> None:
    value, error, reason = results
    for start in range(0, len(value), BLOCK):
        block = slice(start, start + BLOCK)
        table.fill(by_area[0][block], by_area[1][block])
        value[block], error[block] = table.expectancies[kept].T, table.standard_errors[kept].T
        _explain(table, value[block], error[block], reason[block])


def _explain(table: LifeTable, value: Numbers, error: Numbers, reason: Words) -> None:
    """Blanks the areas of a block that have no life table, and says why."""
    d, p = table.deaths, table.populations
    total = p.sum(0)
    sound = _all((d >= 0) & (d <= p) & (p > 0)) & (d[-1] > 0) & (total > SMALL_POPULATION) & np.isfinite(total)
    if sound.all():
        return
    faults = [
        (~_all(~np.isnan(d + p)), "missing-band"),
        (~_all(d >= 0), "impossible-deaths"),
        (~_all((p > 0) & np.isfinite(p)), "impossible-population"),
        (~_all(d <= p), "deaths-above-population"),
        (total <= SMALL_POPULATION, "small-population"),
        (d[-1] == 0, "no-deaths-in-open-band"),
    ]
    reason[...] = first_match(faults, shape=total.shape)[:, None]
    value[~sound] = error[~sound] = np.nan


def _all(bands: Flags) -> Flags:
    return np.asarray(bands.all(0))


def _withhold_the_wide(value: Numbers, error: Numbers, reason: Words) -> Words:
    """Blanks the values that are too uncertain, and gives the reason at each age."""
    wide = error > MAX_WIDTH / (2 * z_score(_AT_95))
    if not wide.any():
        # One word in memory serves all ages of an area.
        return np.broadcast_to(reason, value.shape) if value.shape[1] > 1 else reason
    by_age = reason.repeat(value.shape[1], axis=1)
    value[wide], by_age[wide] = np.nan, "wide-interval"
    return by_age


def _areas_by_bands(
    deaths: ArrayLike, populations: ArrayLike, bands: int
) -> tuple[tuple[Column, Column], tuple[int, ...]]:
    # Whole numbers become floats block by block: a copy of a million areas takes as much memory as a result.
    d, p = column("deaths", deaths), column("populations", populations)
    if d.shape != p.shape:
        check_shapes({"deaths": d.shape, "populations": p.shape})
    for name, each in (("deaths", d), ("populations", p)):
        given = each.shape[-1] if each.ndim else 1
        if given != bands:
            raise DomainError(
                f"{name} has {given} age bands; expected {bands}, as in age_starts",
                remedy="Give age_starts, the first age of each band, such as 0, 1, 5, 10 ... 85",
            )
    if d.shape == p.shape:
        return (d.reshape(-1, bands), p.reshape(-1, bands)), d.shape[:-1]
    shape = np.broadcast_shapes(d.shape, p.shape)
    return (_as_rows(d, shape), _as_rows(p, shape)), shape[:-1]


def _as_rows(given: Column, shape: tuple[int, ...]) -> Column:
    rows: Column = np.broadcast_to(given, shape).reshape(math.prod(shape[:-1]), shape[-1])  # pyright: ignore[reportAssignmentType]  # either type stays as it is
    return rows


def _checked_ages(age_starts: Sequence[float]) -> tuple[float, ...]:
    if age_starts is AGE_STARTS:
        return AGE_STARTS
    ages: tuple[float, ...] = tuple(numbers("age_starts", age_starts).ravel().tolist())
    if not ages or ages[0] != 0:
        given = f"begins at {ages[0]:g}" if ages else "is empty"
        raise DomainError(f"age_starts {given}; expected 0 first", remedy="Give every band from birth upwards")
    for before, after in pairwise(ages):
        if not before < after < np.inf:
            raise DomainError(
                f"age_starts has {after:g} after {before:g}; expected rising ages", remedy="Order the bands by age"
            )
    return ages
