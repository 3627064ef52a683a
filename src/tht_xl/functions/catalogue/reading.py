"""Worksheet functions: what a number means beside others."""

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import is_zero
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import count, number, period, polarity, population
from tht_xl.functions.engine.function import ArgumentsRule, Flags, Numbers, Words
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Answer, Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Trend
from tht_xl.monitoring.benchmark import compare, compare_at_two_levels
from tht_xl.monitoring.broadcasting import rows_of
from tht_xl.monitoring.significant_digits import is_within
from tht_xl.monitoring.trend import RecentTrend, recent_trend

IN_ORDER = ArgumentsRule(
    ("lower", "upper"),
    np.greater,
    Outcome.INVALID,
    "the lower limit is above the upper limit; check whether the two cells are swapped",
)


def is_outside(value: Numbers, lower: Numbers, upper: Numbers) -> Flags:
    """Return where a value lies outside its own limits at 15 significant digits."""
    return ~is_within(*rows_of(value=value, lower=lower, upper=upper))


WITHIN = ArgumentsRule(
    ("value", "lower", "upper"),
    is_outside,
    Outcome.INVALID,
    "the value lies outside its own limits; check whether all three belong to it",
    native="EXCEEDS(lower,value)+EXCEEDS(value,upper)",
)

_FINGERTIPS = "Fingertips technical guidance, Office for Health Improvement and Disparities"
_FIVE_PROPORTIONS = (
    "The chi-squared test for a trend in the latest five proportions (above 9.55), in a direction that holds "
    "whichever year is left out."
)
_FIVE_INTERVALS = (
    "A weighted line through the latest five values (chi-squared above 9.55), in a direction that holds whichever "
    "year is left out."
)
_PERIODS = (
    "Their periods, such as 2023/24: must be annual, in order, without gaps or overlaps. Left out: assumed to be so."
)


@worksheet_function(
    "THT_BENCHMARK",
    number("value", "The value, such as 10.5."),
    number("lower", "Its lower 95% confidence limit."),
    number("upper", "Its upper 95% confidence limit."),
    number("comparator", "The value it is compared with, such as England's; that value's own interval is not used."),
    polarity('Which way is good: "high" or "low"; "none" says only which is higher.'),
    number("lower_998", "Its lower 99.8% limit, to tell worst from worse.", optional=True),
    number("upper_998", "Its upper 99.8% limit, to tell best from better.", optional=True),
    help='Whether a value is "Better", "Similar" or "Worse" than a comparator, by its own confidence interval.',
    method="Similar when the comparator lies within the value's own interval, limits included.",
    category="Reading a number",
    source=_FINGERTIPS + ": comparing areas with a benchmark.",
    examples=(
        example(10.5, 9.5, 11.7, 9.2, "low", result="Worse"),
        example(10.5, 9.5, 11.7, 9.5, "low", result="Similar"),
        example(10.5, 9.5, 11.7, 9.2, "none", result="Higher"),
        example(10.5, 9.8, 11.2, 9.2, "low", 9.5, 11.6, result="Worst"),
    ),
    rules=(
        IN_ORDER,
        WITHIN,
        ArgumentsRule(
            ("lower", "lower_998"),
            np.less,
            Outcome.INVALID,
            "the lower 99.8% limit is above the lower 95% limit; check whether the cells are swapped",
        ),
        ArgumentsRule(
            ("upper", "upper_998"),
            np.greater,
            Outcome.INVALID,
            "the upper 99.8% limit is below the upper 95% limit; check whether the cells are swapped",
        ),
    ),
    native=closed_form(
        'CHOOSE(IF(polarity="none",8,3)+IF(polarity="low",-1,1)*side,"Worst","Worse","Similar","Better","Best",'
        '"Lower","Lower","Similar","Higher","Higher")',
        steps=(
            (
                "further",
                "IF(GIVEN(lower_998),EXCEEDS(lower_998,comparator)+0,0)"
                "-IF(GIVEN(upper_998),EXCEEDS(comparator,upper_998)+0,0)",
            ),
            ("side", "EXCEEDS(lower,comparator)-EXCEEDS(comparator,upper)+further"),
        ),
    ),
)
def benchmark(
    value: Numbers,
    lower: Numbers,
    upper: Numbers,
    comparator: Numbers,
    polarity: Words,
    lower_998: Numbers,
    upper_998: Numbers,
) -> Words:
    """Return the word for each comparison; a 99.8% limit that is not given judges nothing."""
    if np.isnan(lower_998).all() and np.isnan(upper_998).all():
        # The same words in less than half the time, for the usual call.
        return compare(value, lower, upper, comparator, polarity)
    return compare_at_two_levels(value, lower, upper, lower_998, upper_998, comparator, polarity)


Series = NDArray[np.float64]
Periods = NDArray[np.object_]


def _days(periods: Periods | None) -> dict[str, NDArray[np.datetime64]]:
    if periods is None:
        return {}
    given: list[Period] = periods.tolist()
    return {
        "starts": np.array([each.start for each in given], "datetime64[D]"),
        "ends": np.array([each.end for each in given], "datetime64[D]"),
    }


def _in_words(trend: RecentTrend) -> Answer:
    """Return the trend, and why it cannot be calculated: a word like the others, with a reason of its own."""
    word = trend.words.item()
    is_unknown = word == Trend.CANNOT_BE_CALCULATED
    return Answer((trend.words,), how=lambda: [f"{word}: {trend.reasons.item()}." if is_unknown else ""])


@worksheet_function(
    "THT_TREND",
    count("counts", "People or events counted in each year, oldest first; blanks after the last one are ignored.",
          series=True),
    population("denominators", "People or events that could have been counted, in the same rows.", series=True),
    polarity('Which way is good: "high" or "low"; "none" says only where it goes.'),
    period("periods", _PERIODS, optional=True, series=True),
    help="The recent trend of a proportion over its latest five years.",
    method=_FIVE_PROPORTIONS,
    category="Reading a number",
    source=_FINGERTIPS + ": recent trends of proportions.",
    examples=(
        example(
            [[994], [1023], [1199], [1332], [1367]],
            [[40299], [41527], [42811], [44064], [44701]],
            "low",
            result="Increasing and getting worse",
        ),
        example([[994], [1023]], [[40299], [41527]], "low", result="Cannot be calculated"),
    ),
    rules=(
        ArgumentsRule(
            ("counts", "denominators"),
            np.greater,
            Outcome.INVALID,
            "a count is above its denominator; check whether the two ranges are swapped",
        ),
        ArgumentsRule(
            ("denominators",),
            is_zero,
            Outcome.ZERO_DENOMINATOR,
            "a denominator is 0; enter the population, or clear the row",
        ),
    ),
    calling=Aggregate(latest=5),
    native="The trend is tested again with each year left out, which a formula in one cell cannot do.",
)  # fmt: skip
def trend(counts: Series, denominators: Series, polarity: str, periods: Periods | None) -> Answer:
    """Return the trend in words."""
    return _in_words(recent_trend(polarity, counts=counts, denominators=denominators, **_days(periods)))


@worksheet_function(
    "THT_TREND_VALUES",
    number("values", "The value of each year, oldest first; blanks after the last one are ignored.", series=True),
    number("lowers", "Their lower 95% confidence limits, in the same rows.", series=True),
    number("uppers", "Their upper 95% confidence limits, in the same rows.", series=True),
    polarity('Which way is good: "high" or "low"; "none" says only where it goes.'),
    period("periods", _PERIODS, optional=True, series=True),
    help="The recent trend, over its latest five years, of anything that has confidence limits.",
    method=_FIVE_INTERVALS,
    category="Reading a number",
    source=_FINGERTIPS + ": recent trends of indicators with confidence intervals.",
    examples=(
        example(
            [[10], [11], [12], [13], [14]],
            [[9.5], [10.5], [11.5], [12.5], [13.5]],
            [[10.5], [11.5], [12.5], [13.5], [14.5]],
            "high",
            result="Increasing and getting better",
        ),
        example(
            [[10], [11], [12], [13], [14]],
            [[5], [6], [7], [8], [9]],
            [[15], [16], [17], [18], [19]],
            "high",
            [["2018"], ["2019"], ["2020"], ["2021"], ["2022"]],
            result="No significant change",
        ),
    ),
    rules=(
        ArgumentsRule(
            ("lowers", "uppers"),
            np.greater,
            Outcome.INVALID,
            "a lower limit is above its upper limit; check whether the two ranges are swapped",
        ),
        ArgumentsRule(
            ("values", "lowers", "uppers"),
            is_outside,
            Outcome.INVALID,
            "a value lies outside its own limits; check whether all three belong to it",
        ),
    ),
    calling=Aggregate(latest=5),
    native="The trend is tested again with each year left out, which a formula in one cell cannot do.",
)
def trend_of_values(values: Series, lowers: Series, uppers: Series, polarity: str, periods: Periods | None) -> Answer:
    """Return the trend in words."""
    return _in_words(recent_trend(polarity, values=values, lowers=lowers, uppers=uppers, **_days(periods)))
