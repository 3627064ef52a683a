"""Worksheet functions: proportions and rates."""

from operator import gt

from tht_xl.functions.engine.arguments import CONFIDENCE, count, multiplier, population
from tht_xl.functions.engine.function import ArgumentsRule, Flags, Limits, Numbers
from tht_xl.functions.engine.native import Z, closed_form, poisson_lower, poisson_upper, wilson_lower, wilson_upper
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.stats import proportion as proportions
from tht_xl.stats import rate as rates


def is_zero(denominator: Numbers) -> Flags:
    """Return whether a denominator is 0."""
    return denominator == 0


NOT_ABOVE = ArgumentsRule(
    ("numerator", "denominator"),
    gt,
    Outcome.INVALID,
    "the numerator is above the denominator; check whether the two cells are swapped",
)
NOT_ZERO = ArgumentsRule(
    ("denominator",),
    is_zero,
    Outcome.ZERO_DENOMINATOR,
    "the denominator is 0; enter the population, or clear the row",
)

LIMITS = ("value", "lower", "upper")
_PROPORTION = (
    count("numerator", "People or events counted: from 0 to the denominator."),
    population("denominator", "People or events that could have been counted: above 0."),
    multiplier(100, "The result is the share"),
)
_RATE = (
    count("count", "Events counted: 0 or more; there may be more events than people."),
    population("denominator", "People, or person-years, at risk: above 0."),
    multiplier(100_000, "The result is events"),
)
_WILSON = (
    "Wilson score interval: E. B. Wilson, J. Am. Stat. Assoc. 22, 209-212 (1927); "
    "R. G. Newcombe, Stat. Med. 17, 857-872 (1998), method 3."
)
_BYAR = (
    "Garwood's exact interval: Biometrika 28, 437-442 (1936); Byar's approximation: N. E. Breslow and N. E. Day, "
    "Statistical Methods in Cancer Research, vol. II, IARC (1987), p. 69."
)


@worksheet_function(
    "THT_PROPORTION",
    *_PROPORTION,
    help="The numerator as a share of the denominator, in per cent unless the multiplier says otherwise.",
    method="The value is the multiplier times the numerator over the denominator, not rounded.",
    category="Statistics",
    source="OHID technical guide: confidence intervals, proportions.",
    examples=(
        example(53185, 59028, result=90.10130785389984),
        example(57, 100, result=57.0),
        example(1, 8, 1, result=0.125),
        example([[310], [None]], [[2940], [3000]], result=[[10.54421768707483], ["#N/A"]]),
    ),
    rules=(NOT_ABOVE, NOT_ZERO),
    native=closed_form("multiplier*numerator/denominator"),
)
def proportion(numerator: Numbers, denominator: Numbers, multiplier: Numbers) -> Numbers:
    """Multiplier times numerator over denominator."""
    return proportions.proportion(numerator, denominator, multiplier=multiplier)


@worksheet_function(
    "THT_PROPORTION_CI",
    *_PROPORTION,
    CONFIDENCE,
    help="The proportion with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are Wilson's score interval without continuity correction.",
    category="Statistics",
    source=_WILSON,
    examples=(
        example(53185, 59028, result=[[90.10130785389984, 89.85777162794324, 90.33962494662362]]),
        example(81, 263, 1, result=[[0.30798479087452474, 0.2552885198782743, 0.3662095769828001]]),
    ),
    rules=(NOT_ABOVE, NOT_ZERO),
    columns=LIMITS,
    calling=RowWise(groups=("confidence",)),
    native=closed_form(
        "multiplier*numerator/denominator",
        f"multiplier*{wilson_lower('numerator', 'denominator')}",
        f"multiplier*{wilson_upper('numerator', 'denominator')}",
        steps=(Z,),
    ),
)
def proportion_limits(numerator: Numbers, denominator: Numbers, multiplier: Numbers, confidence: float) -> Limits:
    """Return the proportion and its Wilson limits."""
    interval = proportions.wilson_interval(numerator, denominator, confidence=confidence).scaled(multiplier)
    return proportion(numerator, denominator, multiplier), interval.lower, interval.upper


@worksheet_function(
    "THT_RATE",
    *_RATE,
    help="Events per 100,000 people, or per so many as the multiplier says.",
    method="The value is the multiplier times the count over the denominator, not rounded.",
    category="Statistics",
    source="OHID technical guide: confidence intervals, rates.",
    examples=(
        example(1415, 49_300_918, result=2.870129111997468),
        example(7, 616_282, result=1.1358436559886544),
        example(0, 1000, result=0.0),
    ),
    rules=(NOT_ZERO,),
    native=closed_form("multiplier*count/denominator"),
)
def rate(count: Numbers, denominator: Numbers, multiplier: Numbers) -> Numbers:
    """Multiplier times count over denominator."""
    return rates.crude_rate(count, denominator, multiplier=multiplier)


@worksheet_function(
    "THT_RATE_CI",
    *_RATE,
    CONFIDENCE,
    help="The rate with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are those of the count, exact Poisson below 10 events and Byar's from 10, over the denominator.",
    category="Statistics",
    source=_BYAR,
    examples=(
        example(1415, 49_300_918, result=[[2.870129111997468, 2.722513780197794, 3.023667672207285]]),
        example(7, 616_282, result=[[1.1358436559886544, 0.45666805967395885, 2.3402720445676457]]),
    ),
    rules=(NOT_ZERO,),
    columns=LIMITS,
    calling=RowWise(groups=("confidence",)),
    native=closed_form(
        "multiplier*count/denominator",
        f"multiplier/denominator*{poisson_lower('count')}",
        f"multiplier/denominator*{poisson_upper('count')}",
        steps=(Z,),
    ),
)
def rate_limits(count: Numbers, denominator: Numbers, multiplier: Numbers, confidence: float) -> Limits:
    """Return the rate and its limits."""
    interval = rates.rate_interval(count, denominator, multiplier=multiplier, confidence=confidence)
    return rate(count, denominator, multiplier), interval.lower, interval.upper
