"""Worksheet functions: directly standardised rates."""

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import LIMITS, is_zero
from tht_xl.functions.engine.age_kinds import AgeBandKind, Standard, check_all_ages
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, count, multiplier, population
from tht_xl.functions.engine.function import ArgumentsRule, Limits, Numbers
from tht_xl.functions.engine.native import Z, byar_limit, closed_form
from tht_xl.functions.engine.outcome import Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import read_age_bands
from tht_xl.stats import directly_standardised as rates
from tht_xl.stats.interval import Interval
from tht_xl.stats.reason import FEW_EVENTS
from tht_xl.stats.standard_population import StandardPopulation, standard_weights

Series = NDArray[np.float64]
Cells = NDArray[np.object_]

_ARGUMENTS = (
    count("counts", "Events in each age band; blanks after the last one are ignored.", series=True),
    population("populations", "People or person-years in each band, in the same rows: above 0.", series=True),
    Argument(
        "standard",
        'The weight of each band in the same rows, or one cell with the name "ESP2013" or "ESP1976", which needs '
        "age_bands.",
        Standard(),
        remedy='enter the weight of each band, or the name "ESP2013" or "ESP1976"',
        series=True,
        one_cell=True,
    ),
    Argument(
        "age_bands",
        'The label of each band in the same rows, such as "0-4", "<1" or "85+", in a column formatted as Text. A named '
        "standard is joined by label, so any order will do.",
        AgeBandKind(),
        optional=True,
        series=True,
    ),
    multiplier(100_000, "The result is events"),
)
_NO_PEOPLE = ArgumentsRule(
    ("populations",),
    is_zero,
    Outcome.ZERO_DENOMINATOR,
    "an age band has a population of 0; enter the population, or combine the band with its neighbour everywhere",
)
_RATE = "SUMPRODUCT(standard*counts/populations)/SUM(standard)"
_EVENTS = ("events", "SUM(counts)")
_FEW = (("ROUND(events,9)<10", Outcome.UNRELIABLE),)
_SPREAD = ("spread", "SQRT(SUMPRODUCT(standard^2*counts/populations^2)/events)/SUM(standard)")
_DOBSON = (
    "A. J. Dobson, K. Kuulasmaa, E. Eberle and J. Scherer, Stat. Med. 10, 457-462 (1991); "
    "OHID technical guide: confidence intervals, directly standardised rates."
)
_DOWN = (
    [[107], [141], [60], [40], [39], [25]],
    [[230061], [329449], [114920], [39487], [14208], [3052]],
    [[319933], [931318], [786511], [488235], [237863], [61313]],
)


@worksheet_function(
    "THT_DSR",
    *_ARGUMENTS,
    help="The rate that a standard population would have at the rates of each age band, per 100,000 people.",
    method="The value is the mean of the bands' rates, weighted by the standard population, from 10 events on.",
    category="Statistics",
    source=_DOBSON,
    examples=(
        example(*_DOWN, result=92.30452553319944),
        example([[8], [30]], [[10_000], [5_000]], "ESP2013", [["0 to 64"], ["65+"]], result=181.4),
        example([[30], [8]], [[5_000], [10_000]], "ESP2013", [["65 and over"], ["0-64"]], result=181.4),
        example([[4], [5]], [[10_000], [5_000]], [[7], [3]], result="[u]"),
    ),
    rules=(_NO_PEOPLE,),
    calling=Aggregate(),
    native=closed_form(f"multiplier*{_RATE}", steps=(_EVENTS,), unless=_FEW),
)
def directly_standardised_rate(
    counts: Series, populations: Series, standard: Cells, age_bands: Cells | None, multiplier: float
) -> Numbers:
    """Return the rate."""
    return _rate(counts, populations, standard, age_bands, multiplier, 0.95)[0]


@worksheet_function(
    "THT_DSR_CI",
    *_ARGUMENTS,
    CONFIDENCE,
    help="The directly standardised rate with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are Dobson's, from Byar's limits of the number of events; from 10 events on.",
    category="Statistics",
    source=_DOBSON,
    examples=(example(*_DOWN, result=[[92.30452553319944, 80.32922141948438, 105.18720920841749]]),),
    rules=(_NO_PEOPLE,),
    columns=LIMITS,
    calling=Aggregate(),
    native=closed_form(
        f"multiplier*{_RATE}",
        f"multiplier*({_RATE}+spread*({byar_limit('events', '-z')}-events))",
        f"multiplier*({_RATE}+spread*({byar_limit('(events+1)', 'z')}-events))",
        steps=(Z, _EVENTS, _SPREAD),
        unless=_FEW,
    ),
)
def directly_standardised_rate_limits(
    counts: Series,
    populations: Series,
    standard: Cells,
    age_bands: Cells | None,
    multiplier: float,
    confidence: float,
) -> Limits:
    """Return the rate and its limits."""
    value, interval = _rate(counts, populations, standard, age_bands, multiplier, confidence)
    return value, interval.lower, interval.upper


def _rate(
    counts: Series,
    populations: Series,
    standard: Cells,
    age_bands: Cells | None,
    multiplier: float,
    confidence: float,
) -> tuple[Numbers, Interval]:
    weights = _weights(standard, age_bands, len(counts))
    rate = rates.directly_standardised_rate(counts, populations, weights, multiplier=multiplier, confidence=confidence)
    if rate.reason == FEW_EVENTS:
        raise Refusal(
            Outcome.UNRELIABLE,
            f"withheld: {rate.events:.15g} events; a standardised rate needs {rates.MIN_EVENTS} or more",
        )
    return rate.value, rate.interval


def _weights(standard: Cells, age_bands: Cells | None, size: int) -> Series:
    """Return the weight of each band.

    Raises:
        Refusal: The standard does not fit the bands.
        DomainError: A band is given twice, overlaps another, or is not one of the standard's.
    """
    bands = None if age_bands is None else read_age_bands(age_bands.tolist())
    named = [each for each in standard.tolist() if isinstance(each, StandardPopulation)]
    if named and len(standard) == 1:
        return _weights_by_label(named[0], bands)
    if named:
        raise Refusal(
            Outcome.INVALID,
            f'standard has the name "{named[0].name}" in a range; give weights, or one cell with a name',
        )
    if len(standard) != size:
        raise Refusal(Outcome.UNKNOWN, f"the ranges have different lengths, {len(standard)} and {size}")
    return standard.astype(float)


def _weights_by_label(standard: StandardPopulation, bands: tuple[AgeBand, ...] | None) -> Series:
    if bands is None:
        raise Refusal(
            Outcome.MISSING,
            f'age_bands is blank; the standard "{standard.name}" is joined to the bands by their labels',
        )
    check_all_ages(bands, "add them, or give the standard as a range of weights where the rate is of some ages only")
    return standard_weights(standard.name, bands)
