"""Directly standardised rates of an analyst's frame."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.banded import Banded, gather, read_bands
from tht_xl.frames.grouping.columns import brief, label_text
from tht_xl.frames.grouping.groups import By
from tht_xl.frames.grouping.layout import BandSet, band_sets, lay_out
from tht_xl.frames.grouping.repeats import repeats_of
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, with_columns
from tht_xl.frames.grouping.strata import band_key
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import ALL_AGES, Label
from tht_xl.stats.arrays import Numbers, numbers
from tht_xl.stats.directly_standardised import (
    directly_standardised_rate,
    directly_standardised_rate_of_non_independent_events,
)
from tht_xl.stats.inputs.bands import MissingCounts
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.reason import FEW_EVENTS
from tht_xl.stats.standard_population import find_standard_population, standard_weights

Standard: TypeAlias = "str | Mapping[str, float] | pd.Series[Any]"
"""The name of a standard population, or the weight of each band by its label."""

SENTENCES: Final = {FEW_EVENTS: "withheld: fewer than 10 events"}


def directly_standardised_rates(
    frame: pd.DataFrame,
    *,
    count: str = "count",
    population: str = "population",
    age_band: str = "age_band",
    standard: Standard = "ESP2013",
    ages: Label = ALL_AGES,
    by: By = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    events_each: str | None = None,
    metadata: bool = False,
) -> pd.DataFrame:
    """Directly standardised rates of groups and their Dobson limits, from their counts by age band.

    Bands are joined to the standard population by label, in whatever order they are and in the forms people write
    ("0-4", "0 to 4", "<1", "85+"). A band made of several of the standard's, such as "85+", weighs as much as they do.

    Args:
        frame: One row for each group and age band.
        count: Column of the events, 0 or more. [count]
        population: Column of the people or person-years at risk, above 0. [people]
        age_band: Column of the band labels.
        standard: "ESP2013", "ESP1976", or the weight of each band: a dict or Series by label. [people]
        ages: The ages that the rates are about, such as "0-74"; all unless given. For the named standards.
        by: Columns that tell groups apart; None takes all rows together.
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether a missing count leaves the rate "unknown" or counts as "zero".
        events_each: For events that the same person can have again, such as admissions: column of how many events each
            person had. The frame then has a row for each group, band and such number, and `count` is people. The
            limits are wider, since events of one person are not independent. [count]
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        One row for each group in order of appearance: its keys, `count` and `population` over all bands, `value`,
        `lower`, `upper` (`lower_95` and so on for a list of levels), `withheld`, the rule that withheld the rate
        ("fewer-than-10-events"), and `reason`, which says why there is none.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the keys have a result's name.
        UnknownNameError: A column is not in the frame, or the standard population is unknown.

    Examples:
        >>> frame = pd.DataFrame(
        ...     {"age_band": ["65+", "0 to 64"], "count": [30, 8], "population": [5_000, 10_000]}
        ... )
        >>> directly_standardised_rates(frame).round(1)[["count", "value", "lower", "upper"]]
           count  value  lower  upper
        0   38.0  181.4  125.1  253.1
    """
    names: dict[str, str] = {"count": count, "population": population, "age_band": age_band}
    repeats = None
    if events_each is not None:
        repeats = repeats_of(frame, **names, events_each=events_each, by=by, missing_counts=missing_counts)
        frame = repeats.bands
    given = read_bands(
        frame,
        count=("count", count),
        population=population,
        age_band=age_band,
        by=by,
        missing_counts=missing_counts,
        checks_before=repeats.checks if repeats else (),
    )

    def results(part: BandSet, weights: Numbers) -> tuple[NDArray[Any], ...]:
        n = part.pick(given.populations)
        if repeats and repeats.times.size:
            people = np.stack([part.pick(each) for each in repeats.people], axis=-2)
            rate = directly_standardised_rate_of_non_independent_events(
                people, repeats.times, n, weights, multiplier=multiplier, confidence=confidence
            )
        else:
            x = part.pick(given.counts)
            rate = directly_standardised_rate(x, n, weights, multiplier=multiplier, confidence=confidence)
        return rate.value, *rate.interval, rate.reason, part.reasons

    parts = ((part.which, results(part, weights)) for part, weights in _weights_by_set(given, standard, ages))
    value, lower, upper, codes, band_reasons = gather(len(given.groups), parts)
    withheld, reasons = given.explain(codes, band_reasons, SENTENCES)
    fine = reasons == ""
    limits = Interval(lower, upper).where(fine.reshape(-1, *(1,) * (lower.ndim - 1)))
    return with_columns(
        given.base,
        {
            **given.totals("count"),
            "value": np.where(fine, value, np.nan),
            **limit_columns(limits, confidence),
            "withheld": withheld,
            "reason": reasons,
            **(
                metadata_columns(f"directly standardised rate per {multiplier:g}", confidence, "Dobson")
                if metadata
                else {}
            ),
        },
    )


def _weights_by_set(given: Banded, standard: Standard, ages: Label) -> Iterator[tuple[BandSet, Numbers]]:
    """Yield the groups of each set of bands, and the weights of these."""
    if not isinstance(standard, str):
        if not isinstance(standard, Mapping | pd.Series):
            raise DomainError(
                f"standard is {brief(standard)}; expected the name of a standard population, or weights by age band",
                remedy='Write "ESP2013", or a dict such as {"0-64": 80500, "65+": 19500}',
            )
        yield _own_standard(given, standard)
        return
    name, covered = find_standard_population(standard).name, AgeBand.parse(ages)

    def judge(bands: Sequence[AgeBand]) -> str:
        try:
            standard_weights(name, bands, ages=covered)
        except DomainError as error:
            return error.message
        return ""

    for part in band_sets(given.groups, given.strata, judge):
        yield part, np.ones(1) if part.problem else standard_weights(name, part.bands, ages=covered)


def _own_standard(given: Banded, standard: "Mapping[str, float] | pd.Series[Any]") -> tuple[BandSet, Numbers]:
    labels = list(standard.keys())
    keys = [band_key(label) for label in labels]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise DomainError(
                f"standard has two weights for the age band {labels[place]!r}; expected one", remedy="Keep one of them"
            )
    if not keys:
        raise DomainError("standard has no weights; expected one for each age band", remedy='Or write "ESP2013"')
    weights = numbers("standard", list(standard.values()) if isinstance(standard, Mapping) else standard.to_numpy())
    layout = lay_out(given.groups, given.strata, list(zip(keys, map(label_text, labels), strict=True)))
    return BandSet(np.arange(len(given.groups)), None, [], layout, layout.reasons(), ""), weights
