"""Life expectancies of an analyst's frame."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.banded import Banded, gather, read_bands
from tht_xl.frames.grouping.groups import By
from tht_xl.frames.grouping.layout import BandSet, band_sets
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, with_columns
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import check_cover, read_age_bands
from tht_xl.stats.arrays import Flags, Numbers, Words, numbers
from tht_xl.stats.inputs.bands import MissingCounts
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.life_expectancy import REASONS, LifeExpectancy, life_expectancy, life_expectancy_by_age

LIMITS_STAY = "wide-interval"
"""The rule that withholds a value and keeps its limits."""


def life_expectancies(
    frame: pd.DataFrame,
    *,
    deaths: str = "deaths",
    population: str = "population",
    age_band: str = "age_band",
    by: By = None,
    at_age: float | Sequence[float] | None = 0,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    metadata: bool = False,
) -> pd.DataFrame:
    """Life expectancy of groups from their deaths and populations by age band.

    Args:
        frame: One row for each group and age band, from birth to an open last band, in any order.
        deaths: Column of the deaths. [count]
        population: Column of the people over the same years. [person-years]
        age_band: Column of the band labels, "<1", "1-4", "5-9" ... "85+" or "90 and over". Groups may end in different
            bands.
        by: Columns that tell groups apart; None takes all rows together.
        at_age: The first age of a band, a list of them, or None for those of all bands. [years]
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether missing deaths leave the value "unknown" or count as "zero".
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        One row for each group, in order of appearance, and each age asked for: the keys, `deaths` and `population`
        over all bands, `age`, `value`, `lower`, `upper` (`lower_95` and so on for a list of levels), `withheld`, the
        rule that withheld the value, and `reason`, which says why there is none. A value whose 95% interval is
        wider than 20 years is withheld and its limits stay.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the keys have a result's name.
        UnknownNameError: A column is not in the frame.
    """
    given = read_bands(
        frame,
        count=("deaths", deaths),
        population=population,
        age_band=age_band,
        by=by,
        missing_counts=missing_counts,
        count_noun="number of deaths",
    )
    ages = _ages(at_age, given.strata.age_bands)
    parts = band_sets(given.groups, given.strata, _fault)
    every = ((part.which, _of_set(part, given, ages, confidence)) for part in parts)
    found = _ResultsByAge(*gather(len(given.groups), every))
    withheld, reasons = _explain(given, found, ages)
    rows = np.flatnonzero(~found.absent.ravel() | (at_age is not None))
    group, age = np.divmod(rows, max(len(ages), 1))
    value, lower, upper = (each.reshape(-1, *each.shape[2:])[rows] for each in (found.value, found.lower, found.upper))
    withheld, reasons = withheld.ravel()[rows], reasons.ravel()[rows]
    has_limits = ((reasons == "") | (withheld == LIMITS_STAY)).reshape(-1, *(1,) * (lower.ndim - 1))
    base = with_columns(given.base, given.totals("deaths"))
    return with_columns(
        base.iloc[group].reset_index(drop=True),
        {
            "age": np.asarray(ages, float)[age],
            "value": np.where(reasons == "", value, np.nan),
            **limit_columns(Interval(lower, upper).where(has_limits), confidence),
            "withheld": withheld,
            "reason": reasons,
            **(metadata_columns("life expectancy", confidence, "Chiang, Silcocks") if metadata else {}),
        },
    )


class _ResultsByAge(NamedTuple):
    """Results by group and age; `absent` where no band of the group begins at the age."""

    value: Numbers
    lower: Numbers
    upper: Numbers
    codes: Words
    absent: Flags
    band_reasons: Words


def _ages(at_age: float | Sequence[float] | None, bands: Sequence[AgeBand]) -> list[float]:
    starts = sorted({float(band.start) for band in bands})
    if at_age is None:
        return starts or [0.0]
    ages: list[float] = np.atleast_1d(numbers("at_age", at_age)).ravel().tolist()
    for age in ages:
        # Without rows any age may be the first of a band; what is not an age never is.
        if age not in starts if bands else not 0 <= age < np.inf:
            listed = f"Use one of {', '.join(f'{each:g}' for each in starts)}" if bands else "Use 0 or more"
            raise DomainError(f"at_age is {age:g}; expected the first age of a band", remedy=listed)
    return ages


def _of_set(part: BandSet, given: Banded, ages: list[float], confidence: Confidence) -> _ResultsByAge:
    starts = [0.0] if part.problem else [float(band.start) for band in part.bands]
    d, p = part.pick(given.counts), part.pick(given.populations)
    columns = [starts.index(age) if age in starts else 0 for age in ages]
    if ages == [0]:
        # Only birth is asked for, which needs neither the other ages nor the room for them.
        alone = life_expectancy(d, p, age_starts=starts, at_age=0, confidence=confidence)
        life = LifeExpectancy(
            alone.value[:, None],
            alone.standard_error[:, None],
            Interval(alone.interval.lower[:, None], alone.interval.upper[:, None]),
            alone.reason[:, None],
        )
    else:
        life = life_expectancy_by_age(d, p, age_starts=starts, confidence=confidence)
    absent = np.array([age not in starts and not part.problem for age in ages], bool)
    lower, upper = (limits[:, columns] for limits in life.interval)
    return _ResultsByAge(
        life.value[:, columns],
        lower,
        upper,
        life.reason[:, columns],
        np.tile(absent, (len(part.which), 1)),
        part.reasons,
    )


def _explain(given: Banded, found: _ResultsByAge, ages: list[float]) -> tuple[Words, Words]:
    withheld, reasons = np.full((2, *found.codes.shape), "", object)
    for place, age in enumerate(ages):
        of_bands = found.band_reasons.copy()
        of_bands[found.absent[:, place] & (of_bands == "")] = f"no age band begins at {age:g}"
        withheld[:, place], reasons[:, place] = given.explain(found.codes[:, place], of_bands, REASONS)
    return withheld, reasons


def _fault(bands: Sequence[AgeBand]) -> str:
    """Return what is wrong with bands as a life table's."""
    try:
        check_cover(read_age_bands(bands))
    except DomainError as error:
        return error.message
    return ""
