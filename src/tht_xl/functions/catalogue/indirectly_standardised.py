"""Worksheet functions: indirectly standardised rates and ratios."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import LIMITS, is_zero
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, count, multiplier, population
from tht_xl.functions.engine.function import ArgumentsRule, Limits, Numbers
from tht_xl.functions.engine.kinds import Number
from tht_xl.functions.engine.native import Z, closed_form, poisson_lower, poisson_upper
from tht_xl.functions.engine.outcome import Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.stats import indirectly_standardised as standardised
from tht_xl.stats.indirectly_standardised import IndirectlyStandardised
from tht_xl.stats.reason import NO_EXPECTED

Series = NDArray[np.float64]

_RANGES = (
    count(
        "counts",
        "Events in each age band, or one cell with their total; blanks after the last one are ignored.",
        series=True,
        one_cell=True,
    ),
    population("populations", "People or person-years in each band, in the same rows: 0 or more.", series=True),
    count("reference_counts", "Events in each band of the reference population, in the same rows.", series=True),
    population("reference_populations", "People or person-years in each band there: above 0.", series=True),
)
_RATE = (*_RANGES, multiplier(100_000, "The result is events"))
_RATIO = (
    *_RANGES,
    Argument(
        "scale",
        "What the result is where as many events are observed as expected: 100 unless given.",
        Number("a number above 0", above=0),
        optional=True,
        default=100,
    ),
)
_NO_REFERENCE = ArgumentsRule(
    ("reference_populations",),
    is_zero,
    Outcome.ZERO_DENOMINATOR,
    "an age band has a reference population of 0; enter it, or combine the band with its neighbour everywhere",
)
_EXPECTED = ("expected", "SUMPRODUCT(populations*reference_counts/reference_populations)")
_PER_EVENT = ("per_event", "multiplier*SUM(reference_counts)/SUM(reference_populations)/expected")
_OBSERVED = ("observed", "SUM(counts)")
_NONE_EXPECTED = (("expected=0", Outcome.UNDEFINED),)
_BYAR = (
    "N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), chapter 2; "
    "OHID technical guide: confidence intervals, indirectly standardised ratios and rates."
)
_AREA = ([[8], [34]], [[10_000], [5_000]], [[600], [5_000]], [[1_000_000], [500_000]])
_TOTAL = (42, *_AREA[1:])

_declare = partial(worksheet_function, category="Statistics", source=_BYAR, rules=(_NO_REFERENCE,), calling=Aggregate())


@_declare(
    "THT_ISR",
    *_RATE,
    help="The reference population's rate times the ratio of events observed to events expected at its rates.",
    method="The value is observed over expected events, times the reference population's crude rate.",
    examples=(example(*_AREA, result=280.0), example(*_TOTAL, 1_000, result=2.8)),
    native=closed_form("per_event*observed", steps=(_OBSERVED, _EXPECTED, _PER_EVENT), unless=_NONE_EXPECTED),
)
def indirectly_standardised_rate(*ranges_and_multiplier: Any) -> Numbers:  # noqa: ANN401 - arrays, then a number
    """Return the rate."""
    return indirectly_standardised_rate_limits(*ranges_and_multiplier, 0.95)[0]


@_declare(
    "THT_ISR_CI",
    *_RATE,
    CONFIDENCE,
    help="The indirectly standardised rate with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are those of the events observed, exact Poisson below 10 and Byar's from 10, on the same scale.",
    examples=(example(*_AREA, result=[[280.0, 201.77811458588647, 378.4882582695607]]),),
    columns=LIMITS,
    native=closed_form(
        "per_event*observed",
        f"per_event*{poisson_lower('observed')}",
        f"per_event*{poisson_upper('observed')}",
        steps=(Z, _OBSERVED, _EXPECTED, _PER_EVENT),
        unless=_NONE_EXPECTED,
    ),
)
def indirectly_standardised_rate_limits(*given: Any) -> Limits:  # noqa: ANN401
    """Return the rate and its limits."""
    *ranges, multiplier, confidence = given
    return _limits(standardised.indirectly_standardised_rate(*ranges, multiplier=multiplier, confidence=confidence))


@_declare(
    "THT_ISRATIO",
    *_RATIO,
    help="Events observed per 100 expected at the rates of a reference population, such as a mortality ratio.",
    method="The value is the scale times observed over expected events.",
    examples=(example(*_AREA, result=75.0), example(*_TOTAL, 1, result=0.75)),
    native=closed_form("scale*observed/expected", steps=(_OBSERVED, _EXPECTED), unless=_NONE_EXPECTED),
)
def indirectly_standardised_ratio(*ranges_and_scale: Any) -> Numbers:  # noqa: ANN401 - arrays, then a number
    """Return the ratio."""
    return indirectly_standardised_ratio_limits(*ranges_and_scale, 0.95)[0]


@_declare(
    "THT_ISRATIO_CI",
    *_RATIO,
    CONFIDENCE,
    help="The indirectly standardised ratio with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are those of the events observed, exact Poisson below 10 and Byar's from 10, over the expected.",
    examples=(example(*_AREA, result=[[75.0, 54.04770926407674, 101.3807834650609]]),),
    columns=LIMITS,
    native=closed_form(
        "scale*observed/expected",
        f"scale/expected*{poisson_lower('observed')}",
        f"scale/expected*{poisson_upper('observed')}",
        steps=(Z, _OBSERVED, _EXPECTED),
        unless=_NONE_EXPECTED,
    ),
)
def indirectly_standardised_ratio_limits(*given: Any) -> Limits:  # noqa: ANN401
    """Return the ratio and its limits."""
    *ranges, scale, confidence = given
    return _limits(standardised.indirectly_standardised_ratio(*ranges, scale=scale, confidence=confidence))


def _limits(result: IndirectlyStandardised) -> Limits:
    """Value and limits.

    Raises:
        Refusal: No events are expected.
    """
    if result.reason == NO_EXPECTED:
        raise Refusal(
            Outcome.UNDEFINED,
            "no events are expected: in each age band there are no people, or no events in the reference population",
        )
    return result.value, result.interval.lower, result.interval.upper
