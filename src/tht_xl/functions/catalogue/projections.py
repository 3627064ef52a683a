"""Worksheet functions: where a series leads, and what it takes to reach a target."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import LIMITS
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, day, number, polarity
from tht_xl.functions.engine.dates import LAST_SERIAL, serial_of_ordinal
from tht_xl.functions.engine.function import ArgumentsRule, Flags, Limits, Numbers
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.model.vocabulary import Polarity, Symbol
from tht_xl.monitoring import projection
from tht_xl.monitoring import required_change as changes

Series: TypeAlias = NDArray[np.float64]

_EPOCH = 719_163
"""Ordinal of 1 January 1970, the origin of numpy's dates."""

_DATES = day(
    "dates",
    'When the values were measured: dates, or periods such as "2023/24", which mean their last days.',
    series=True,
    gaps=True,
)
_VALUES = number("values", "The values, in the same rows; a row without a value is left out.", series=True, gaps=True)
_AT_DATE = day("at_date", "The day asked about: a date or a period.")
_LEAST_SQUARES = "The least-squares line through the points, in days; it holds only if things go on as before"
_LINE = "D. C. Montgomery, E. A. Peck and G. G. Vining, Linear Regression Analysis, 5th ed. (2012), ch. 2."


def _is_undated(dates: Series, values: Series) -> Flags:
    return np.isnan(dates) & ~np.isnan(values)


_POINTS = 'COUNTIFS(dates,"<9E307",values,"<9E307")'
_DATED_ROWS = f'ROWS(dates)*COLUMNS(dates)-COUNTBLANK(dates)-COUNTIF(dates,"{Symbol.NOT_AVAILABLE}")'
_DATED = ArgumentsRule(
    ("dates", "values"),
    _is_undated,
    Outcome.MISSING,
    "a value has no date; enter its date",
    native=f"(COUNT(values)>{_POINTS})*({_DATED_ROWS}=COUNT(dates))",
)


def _calendar(ordinals: Numbers) -> NDArray[np.datetime64]:
    return (np.asarray(ordinals, np.int64) - _EPOCH).astype("datetime64[D]")


def _check_points(dates: Series, values: Series, fewest: int) -> None:
    """Refuse a series through which no line goes.

    Raises:
        Refusal: It has too few points, or they share one date.
    """
    known = dates[~np.isnan(dates) & ~np.isnan(values)]
    if not len(known):
        raise Refusal(Outcome.MISSING, "no row has both a date and a value")
    if len(known) < fewest:
        raise Refusal(Outcome.UNDEFINED, f"rows with a date and a value: {len(known)}; at least {fewest} are needed")
    if np.ptp(known) == 0:
        raise Refusal(Outcome.UNDEFINED, "the points share one date; a line needs two")


@worksheet_function(
    "THT_REQUIRED_CHANGE",
    number("value", "The value reached."),
    day("date", 'The day it stands for: a date, or a period such as "2023/24", which means its last day.'),
    number("target", "The value to reach, on the same scale."),
    day("target_date", "When it is to be reached: a date or a period."),
    help="By how much the value has to change each year to reach its target in time; negative is a fall.",
    method="The target less the value, over the calendar years from the date to the target date.",
    category="Targets",
    source="Arithmetic: equal amounts a year.",
    examples=(
        example(28.0, "2022/23", 26.5, "2025/26", result=-0.5),
        example(40, 45291, 50, "2025", result=5.0),
        example(40, "2025", 50, "2024", result="#VALUE!"),
    ),
    rules=(
        ArgumentsRule(
            ("date", "target_date"),
            np.greater_equal,
            Outcome.INVALID,
            "the target date is not after the date; check whether the two cells are swapped",
        ),
    ),
    native=closed_form(
        "(target-value)/(turns+(target_date-turn)/ABS(EDATE(date,12*turns+IF(target_date<turn,-12,12))-turn))",
        steps=(("turns", "YEAR(target_date)-YEAR(date)"), ("turn", "EDATE(date,12*turns)")),
    ),
)
def required_change(value: Numbers, date: Numbers, target: Numbers, target_date: Numbers) -> Numbers:
    """Change a year; dates are ordinals."""
    return changes.required_change(value, _calendar(date), target, _calendar(target_date))


@worksheet_function(
    "THT_PROJECT",
    _DATES,
    _VALUES,
    _AT_DATE,
    help="The value on a day of the straight line through a series, if things go on as before.",
    method=_LEAST_SQUARES + ".",
    category="Targets",
    source=_LINE,
    examples=(
        example([["2020/21"], ["2021/22"], ["2022/23"]], [[10], [12], [14]], "2024-03-30", result=16.0),
        example([["2020/21"]], [[10]], "2024", result="#NUM!"),
        example([[44927], [44937], [None]], [[10], [12], [None]], 44947, result=14.0),
    ),
    rules=(_DATED,),
    calling=Aggregate(),
    native=closed_form(
        "FORECAST(at_date,values,dates)",
        steps=(("points", _POINTS),),
        unless=(
            ("points=0", Outcome.MISSING),
            ("points<2", Outcome.UNDEFINED),
            ("ISERROR(FORECAST(at_date,values,dates))", Outcome.UNDEFINED),
        ),
    ),
)
def project(dates: Series, values: Series, at_date: float) -> Numbers:
    """Return the line on the day; dates are ordinals."""
    _check_points(dates, values, 2)
    return projection.project(dates, values, at_date)


@worksheet_function(
    "THT_PROJECT_CI",
    _DATES,
    _VALUES,
    _AT_DATE,
    CONFIDENCE,
    help="The projection with its prediction limits, in three cells side by side: where one further value would lie.",
    method=_LEAST_SQUARES + ", and the limits are those of one further value, not cut off at the ends of a scale.",
    category="Targets",
    source=_LINE,
    examples=(
        example([[44927], [44928], [44929], [44930]], [[10], [12], [11], [13]], 44931,
                result=[[13.5, 7.046020905375807, 19.953979094624195]]),
    ),
    rules=(_DATED,),
    calling=Aggregate(),
    columns=LIMITS,
    native="Its limits need the spread of those dates that have a value, which a formula in one cell cannot compute.",
)  # fmt: skip
def project_limits(dates: Series, values: Series, at_date: float, confidence: float) -> Limits:
    """Return the line on the day and its prediction limits; dates are ordinals."""
    _check_points(dates, values, 3)
    interval = projection.projection_interval(dates, values, at_date, confidence=confidence)
    return projection.project(dates, values, at_date), interval.lower, interval.upper


def _target_date(dates: Series, values: Series, target: float, polarity: str) -> float | str:
    """Return the serial of the day, or the word.

    Raises:
        Refusal: There is neither.
    """
    if polarity == Polarity.NONE:
        raise Refusal(Outcome.UNDEFINED, 'polarity "none" has no good side, so no target can be met')
    when = projection.target_date(dates, values, target, polarity)
    if when.reason.item() == projection.NOT_ON_COURSE:
        return projection.NOT_ON_COURSE
    if np.isnan(when.day):
        _check_points(dates, values, 3)
    serial = serial_of_ordinal(float(np.ceil(np.round(when.day, 6))))
    if not serial <= LAST_SERIAL:
        raise Refusal(Outcome.UNDEFINED, "the line meets the target after the year 9999, where the calendar ends")
    return serial


def _explain_target_date(when: float | str) -> str:
    if when == projection.NOT_ON_COURSE:
        return "Not on course: the series does not move towards the target beyond what chance explains (95%)."
    return f"{_LEAST_SQUARES}, and starts from the last point; a target already met has the date of that point."


@worksheet_function(
    "THT_TARGET_DATE",
    _DATES,
    _VALUES,
    number("target", "The value to reach, on the same scale."),
    polarity('Which way is good: "high" or "low"; "none" has no target to meet.'),
    help='The day on which a series would meet its target if it goes on, as a date, or "Not on course".',
    method=_LEAST_SQUARES + ", and starts from the last point.",
    category="Targets",
    source=_LINE,
    examples=(
        example([["2019/20"], ["2020/21"], ["2021/22"], ["2022/23"]], [[16], [14.1], [12], [9.9]], 8, "low",
                result=45356.0),
        example([["2019/20"], ["2020/21"], ["2021/22"], ["2022/23"]], [[16], [14.1], [12], [9.9]], 20, "high",
                result="Not on course"),
    ),
    rules=(_DATED,),
    calling=Aggregate(),
    native="The test of its slope and the search for the last point cannot be computed by a formula in one cell.",
)  # fmt: skip
def target_date(dates: Series, values: Series, target: float, polarity: str) -> Answer:
    """Return the serial of the day, or "Not on course"; dates are ordinals."""
    when = _target_date(dates, values, target, polarity)
    return Answer((when,), how=lambda: [_explain_target_date(when)])
