"""Worksheet functions: the mean of a range."""

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import LIMITS
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, number
from tht_xl.functions.engine.function import Limits, Numbers
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.stats import mean as means

Series = NDArray[np.float64]

_VALUES = number("values", "The values; blanks after the last one are ignored, and no other may be blank.", series=True)
_MAIZE = [[each] for each in (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)]


@worksheet_function(
    "THT_MEAN",
    _VALUES,
    help="The arithmetic mean of a range; a blank among the values is not passed over.",
    method="The value is the sum of the values over their number, not rounded.",
    category="Statistics",
    source="OHID technical guide: confidence intervals, means.",
    examples=(
        example([[1], [2], [6]], result=3.0),
        example([[1], [None], [6]], result="#N/A"),
        example([[1], [2], [6], [None], [None]], result=3.0),
    ),
    calling=Aggregate(),
    native=closed_form("AVERAGE(values)"),
)
def mean(values: Series) -> Numbers:
    """Return the mean."""
    return means.mean(values)


@worksheet_function(
    "THT_MEAN_CI",
    _VALUES,
    CONFIDENCE,
    help="The mean with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are Student's: t times the standard deviation over the square root of the number of values.",
    category="Statistics",
    source="Student, Biometrika 6, 1-25 (1908).",
    examples=(example(_MAIZE, result=[[20.933333333333334, 0.031193318392979563, 41.83547334827369]]),),
    columns=LIMITS,
    calling=Aggregate(),
    native=closed_form(
        "AVERAGE(values)",
        "AVERAGE(values)-half",
        "AVERAGE(values)+half",
        steps=(("half", "T.INV((1+confidence)/2,filled_rows-1)*STDEV(values)/SQRT(filled_rows)"),),
        unless=(("filled_rows<2", Outcome.UNDEFINED),),
    ),
)
def mean_limits(values: Series, confidence: float) -> Limits:
    """Return the mean and its limits.

    Raises:
        Refusal: There is one value only.
    """
    if len(values) < 2:
        raise Refusal(Outcome.UNDEFINED, "one value has a mean but no confidence limits; give two or more")
    interval = means.mean_interval(values, confidence=confidence)
    return means.mean(values), interval.lower, interval.upper
