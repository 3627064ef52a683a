"""Indirectly standardised rates and ratios of an analyst's frame."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.banded import read_bands
from tht_xl.frames.grouping.groups import By
from tht_xl.frames.grouping.layout import lay_out
from tht_xl.frames.grouping.reference import observed_totals, of_reference, reference_bands
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, poisson_method, with_columns
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.indirectly_standardised import (
    IndirectlyStandardised,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from tht_xl.stats.inputs.bands import MissingCounts
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.reason import NO_EXPECTED

SENTENCES = {NO_EXPECTED: "no events are expected, so there is nothing to compare with"}

_Standardise = Callable[[Numbers, Numbers, Numbers, Numbers], IndirectlyStandardised]


def indirectly_standardised_ratios(
    frame: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    count: str = "count",
    population: str = "population",
    age_band: str | Sequence[str] = "age_band",
    by: By = None,
    reference_count: str | None = None,
    reference_population: str | None = None,
    observed: pd.DataFrame | None = None,
    scale: float = 100,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    metadata: bool = False,
) -> pd.DataFrame:
    """Events observed over those expected at a reference population's rates, such as a mortality ratio.

    Args:
        frame: One row for each group and age band.
        reference: One row for each age band of the reference population. Bands are joined by label.
        count: Column of the events, 0 or more. [count]
        population: Column of the people or person-years at risk, 0 or more. [people]
        age_band: Column of the band labels, in both frames; several columns for bands by sex, say.
        by: Columns that tell groups apart; None takes all rows together.
        reference_count: Column of the reference events; called like `count` unless given. [count]
        reference_population: Column of the reference people; called like `population` unless given. [people]
        observed: Where events are only known in total: one row for each group, with the columns of `by` and `count`.
        scale: What the ratio is where observed and expected are equal.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether a missing count leaves the ratio "unknown" or counts as "zero".
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        One row for each group in order of appearance: its keys, `observed`, `expected`, `value`, `lower`, `upper`
        (`lower_95` and so on for a list of levels) and `reason`, which says why there is no value.

    Raises:
        DomainError: A column is not numeric, the reference has a band twice or an impossible number, an argument
            is out of range, or the keys have a result's name.
        UnknownNameError: A column is not in a frame.

    Examples:
        >>> bands = ["0-64", "65+"]
        >>> frame = pd.DataFrame({"age_band": bands, "count": [8, 30], "population": [10_000, 5_000]})
        >>> england = pd.DataFrame({"age_band": bands, "count": [600, 5_000], "population": [1_000_000, 1_000_000]})
        >>> indirectly_standardised_ratios(frame, england).round(1)[["observed", "expected", "value"]]
           observed  expected  value
        0      38.0      31.0  122.6
    """

    def standardise(x: Numbers, n: Numbers, counts: Numbers, populations: Numbers) -> IndirectlyStandardised:
        return indirectly_standardised_ratio(x, n, counts, populations, scale=scale, confidence=confidence)

    return _standardise(
        frame,
        reference,
        standardise,
        (count, population, age_band, by),
        (reference_count, reference_population, observed),
        confidence,
        missing_counts,
        f"indirectly standardised ratio x {scale:g}" if metadata else "",
    )


def indirectly_standardised_rates(
    frame: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    count: str = "count",
    population: str = "population",
    age_band: str | Sequence[str] = "age_band",
    by: By = None,
    reference_count: str | None = None,
    reference_population: str | None = None,
    observed: pd.DataFrame | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    metadata: bool = False,
) -> pd.DataFrame:
    """Return the indirectly standardised ratio times the reference population's crude rate.

    Args:
        frame: One row for each group and age band.
        reference: One row for each age band of the reference population. Bands are joined by label.
        count: Column of the events, 0 or more. [count]
        population: Column of the people or person-years at risk, 0 or more. [people]
        age_band: Column of the band labels, in both frames; several columns for bands by sex, say.
        by: Columns that tell groups apart; None takes all rows together.
        reference_count: Column of the reference events; called like `count` unless given. [count]
        reference_population: Column of the reference people; called like `population` unless given. [people]
        observed: Where events are only known in total: one row for each group, with the columns of `by` and `count`.
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether a missing count leaves the rate "unknown" or counts as "zero".
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        The columns of `indirectly_standardised_ratios`.

    Raises:
        DomainError: As for `indirectly_standardised_ratios`.
        UnknownNameError: A column is not in a frame.
    """

    def standardise(x: Numbers, n: Numbers, counts: Numbers, populations: Numbers) -> IndirectlyStandardised:
        return indirectly_standardised_rate(x, n, counts, populations, multiplier=multiplier, confidence=confidence)

    return _standardise(
        frame,
        reference,
        standardise,
        (count, population, age_band, by),
        (reference_count, reference_population, observed),
        confidence,
        missing_counts,
        f"indirectly standardised rate per {multiplier:g}" if metadata else "",
    )


def _standardise(
    frame: pd.DataFrame,
    reference: pd.DataFrame,
    standardise: _Standardise,
    columns: tuple[str, str, str | Sequence[str], By],
    others: tuple[str | None, str | None, pd.DataFrame | None],
    confidence: Confidence,
    missing_counts: MissingCounts,
    statistic: str,
) -> pd.DataFrame:
    count, population, age_band, by = columns
    reference_count, reference_population, observed = others
    reference_count = count if reference_count is None else reference_count
    reference_population = population if reference_population is None else reference_population
    given = read_bands(
        frame,
        count=None if observed is not None else ("count", count),
        population=population,
        age_band=age_band,
        by=by,
        missing_counts=missing_counts,
        zero_population=True,
    )
    bands = reference_bands(reference, age_band)
    layout = lay_out(given.groups, given.strata, bands)
    n = layout.in_bands(given.populations)
    x = (
        layout.in_bands(given.counts)
        if observed is None
        else observed_totals(given.groups, observed, count, missing_counts)
    )
    found = standardise(
        x,
        n,
        of_reference(reference, reference_count, "reference_count", bands, zero_allowed=True),
        of_reference(reference, reference_population, "reference_population", bands, zero_allowed=False),
    )
    band_reasons = layout.reasons()
    if observed is not None:
        band_reasons[(band_reasons == "") & np.isnan(x[:, 0])] = "no total in observed; enter 0 if none occurred"
    _, reasons = given.explain(found.reason, band_reasons, SENTENCES)
    fine = reasons == ""
    limits = found.interval.where(fine.reshape(-1, *(1,) * (found.interval.lower.ndim - 1)))
    return with_columns(
        given.base,
        {
            "observed": found.observed,
            "expected": found.expected,
            "value": np.where(fine, found.value, np.nan),
            **limit_columns(limits, confidence),
            "reason": reasons,
            **(metadata_columns(statistic, confidence, poisson_method(found.observed)) if statistic else {}),
        },
    )
