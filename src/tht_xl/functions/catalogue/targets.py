"""Worksheet functions: a value against its target."""

import numpy as np

from tht_xl.functions.catalogue.statistics import NOT_ZERO
from tht_xl.functions.engine.arguments import Argument, count, day, multiplier, number, polarity, population
from tht_xl.functions.engine.function import ArgumentsRule, Flags, Numbers, Words
from tht_xl.functions.engine.kinds import Choice, Number
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Answer, Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.monitoring import direction as directions
from tht_xl.monitoring import gap as gaps
from tht_xl.monitoring import rating
from tht_xl.monitoring.trajectory import PATHS
from tht_xl.monitoring.trajectory import target_at as trajectory_at

_VALUE = number("value", "The value reached.")
_TARGET = number("target", "What it should reach, on the same scale as the value.")
_RATED = number(
    "target",
    'What it should reach; blank or "[x]" gives "No target".',
    blank=Outcome.NO_TARGET,
    remedy="enter one to rate",
)
_RATED_POLARITY = polarity('Which way is good: "high" or "low"; "none" has nothing to rate and gives "Data only".')
_POLARITY = polarity('Which way is good: "high" or "low"; "none" has no better or worse.')
_NO_SIDE = {Outcome.UNDEFINED: 'polarity "none" has no good side, so there is nothing to be short of'}


def _is_beyond(target: Numbers, minimum: Numbers, polarity: Words) -> Flags:
    return ~rating.is_minimum_possible(target, minimum, polarity)


def _is_above_everybody(target: Numbers, polarity: Words, multiplier: Numbers) -> Flags:
    return gaps.is_above_everybody(target, multiplier, polarity)


@worksheet_function(
    "THT_RAG",
    _VALUE,
    _RATED,
    _RATED_POLARITY,
    number("minimum", "Minimum expectation, short of the target: amber from here on. Left out, nothing is amber.",
           optional=True),
    help='The traffic light: "Green" at the target, "Amber" at the minimum expectation, "Red" short of both.',
    method="Green when the target is met, amber when only the minimum is, else red, at 15 significant digits.",
    category="Targets",
    source="Tower Hamlets' strategic plan monitoring: target and minimum expectation.",
    examples=(
        example(57, 57, "high", result="Green"),
        example(28.0, 26.4, "low", 28.5, result="Amber"),
        example(28.0, 26.4, "low", result="Red"),
        example(28.0, "[x]", "low", result="No target"),
    ),
    rules=(
        ArgumentsRule(
            ("target", "minimum", "polarity"),
            _is_beyond,
            Outcome.INVALID,
            "the minimum lies beyond the target; it is the least that is expected on the way there",
            native='(polarity<>"none")*(1-MEETS(target,minimum,polarity))',
        ),
    ),
    native=closed_form(
        'IF(polarity="none","Data only",IF(MEETS(value,target,polarity),"Green",'
        'IF(IF(GIVEN(minimum),MEETS(value,minimum,polarity),FALSE),"Amber","Red")))'
    ),
)  # fmt: skip
def rag(value: Numbers, target: Numbers, polarity: Words, minimum: Numbers) -> Words:
    """Tower Hamlets' rating in words."""
    return rating.rate(value, target, polarity, minimum)


@worksheet_function(
    "THT_RAG_TOLERANCE",
    _VALUE,
    _RATED,
    _RATED_POLARITY,
    Argument(
        "tolerance",
        "How far short is still amber, as a share of the target: write 5 per cent as 0.05.",
        Number("a fraction from 0 to under 1, such as 0.05 for 5 per cent", at_least=0, below=1),
    ),
    help='The traffic light by tolerance: "Amber" when the target is missed by no more than a share of it.',
    method="Green when the target is met, amber within the tolerance of it, else red, at 15 significant digits.",
    category="Targets",
    source="The tolerance rule of councils' performance reports.",
    examples=(
        example(0.95, 1.0, "high", 0.05, result="Amber"),
        example(0.94, 1.0, "high", 0.05, result="Red"),
        example(1.0, 1.0, "high", 5, result="#VALUE!"),
    ),
    native=closed_form(
        'IF(polarity="none","Data only",IF(MEETS(value,target,polarity),"Green",'
        'IF(MEETS(value,edge,polarity),"Amber","Red")))',
        steps=(("edge", 'target+IF(polarity="low",1,-1)*tolerance*ABS(target)'),),
    ),
)
def rag_by_tolerance(value: Numbers, target: Numbers, polarity: Words, tolerance: Numbers) -> Words:
    """Return the rating by tolerance in words."""
    return rating.rate_with_tolerance(value, target, polarity, tolerance)


@worksheet_function(
    "THT_GAP",
    _VALUE,
    _TARGET,
    _POLARITY,
    help="How far the value is short of its target: positive is short, 0 or negative is met.",
    method="The target less the value, or for a low target the value less the target.",
    category="Targets",
    source="Arithmetic, at the rating's 15 significant digits.",
    examples=(example(28.0, 26.5, "low", result=1.5), example(28.0, 26.5, "high", result=-1.5)),
    reasons=_NO_SIDE,
    native=closed_form(
        'IF(FIFTEEN(value)=FIFTEEN(target),0,IF(polarity="low",value-target,target-value))',
        unless=(('polarity="none"', Outcome.UNDEFINED),),
    ),
)
def gap(value: Numbers, target: Numbers, polarity: Words) -> Numbers:
    """Return the gap in the indicator's unit."""
    return gaps.gap(value, target, polarity)


@worksheet_function(
    "THT_PEOPLE_TO_TARGET",
    count("count", "People counted. Not for survey estimates, whose counts are not the people behind the value."),
    population("denominator", "People who could have been counted: above 0."),
    Argument("target", "What the indicator should reach, on its own scale.", Number("a number from 0 up", at_least=0)),
    _POLARITY,
    multiplier(100, "The target is people"),
    help="How many more people (for a low target: fewer) it takes to reach the target; 0 when it is met.",
    method="The target as a number of people, rounded towards meeting it, less the people counted.",
    category="Targets",
    source="Arithmetic in exact decimals.",
    examples=(
        example(310, 2940, 9.1535, "low", result=41.0),
        example(57, 100, 57, "high", result=0.0),
    ),
    rules=(
        ArgumentsRule(
            ("count", "denominator"),
            np.greater,
            Outcome.INVALID,
            "the count is above the denominator; check whether the two cells are swapped",
        ),
        NOT_ZERO,
        ArgumentsRule(
            ("target", "polarity", "multiplier"),
            _is_above_everybody,
            Outcome.INVALID,
            "the target is more than everybody, so no number of people reaches it; check the target and the multiplier",
            native='(polarity="high")*EXCEEDS(target,multiplier)',
        ),
    ),
    reasons=_NO_SIDE,
    native=closed_form(
        'IF(MEETS(multiplier*count/denominator,target,polarity),0,-INT(-IF(polarity="low",-1,1)*short))',
        # Nobody is a hair's breadth of a person: rounded at the digits that a float of this size has.
        steps=(("short", "ROUND(target*denominator/multiplier-count,13-INT(LOG10(1+denominator)))"),),
        unless=(('polarity="none"', Outcome.UNDEFINED),),
    ),
)
def people_to_target(
    count: Numbers, denominator: Numbers, target: Numbers, polarity: Words, multiplier: Numbers
) -> Numbers:
    """Whole people."""
    return gaps.people_to_target(count, denominator, target, polarity, multiplier)


@worksheet_function(
    "THT_TARGET_AT",
    number("baseline", "The value at the start."),
    day("baseline_date", 'When it was measured: a date, or a period such as "2023/24", which means its last day.'),
    number("target", "The value to reach."),
    day("target_date", "When it is to be reached: a date or a period."),
    day("date", "The day asked about: a date or a period."),
    Argument(
        "path",
        'How it gets there: "linear" (the same each day), "geometric" (the same share each day) or "step" (the '
        "baseline until the target date).",
        Choice(PATHS),
        optional=True,
        default="linear",
    ),
    help="The value of the target's trajectory on a day: #N/A before the baseline, the target from its date on.",
    method="The point on the path from the baseline to the target, counted in days.",
    category="Targets",
    source="Arithmetic: a straight line, a constant rate of change, or a step.",
    examples=(
        example(20, "2022-12-31", 10, "2024-12-31", "2023-12-31", result=15.006839945280438),
        example(20, "2022/23", 10, "2024/25", "2026", result=10.0),
        example(20, 44927, 10, 45658, 44926, result="#N/A"),
        example(20, "2023-01-01", 10, "2025-01-01", "2024-01-01", "step", result=20.0),
    ),
    rules=(
        ArgumentsRule(
            ("baseline_date", "target_date"),
            np.greater_equal,
            Outcome.INVALID,
            "the target date is not after the baseline date; check whether the two cells are swapped",
        ),
    ),
    calling=RowWise(groups=("path",)),
    reasons={
        Outcome.MISSING: "the date is before the baseline date, when there was no target yet",
        Outcome.UNDEFINED: "a geometric path needs a baseline and a target that are both above or both below 0",
    },
    native=closed_form(
        'IF(date>=target_date,target,IF(path="step",baseline,IF(path="geometric",baseline*ABS(target/baseline)^share,'
        "baseline+(target-baseline)*share)))",
        steps=(("share", "(date-baseline_date)/(target_date-baseline_date)"),),
        unless=(
            ("date<baseline_date", Outcome.MISSING),
            ('(path="geometric")*(baseline*target<=0)*(date<target_date)', Outcome.UNDEFINED),
        ),
    ),
)
def target_at(
    baseline: Numbers,
    baseline_date: Numbers,
    target: Numbers,
    target_date: Numbers,
    date: Numbers,
    path: str,
) -> Answer:
    """Return the trajectory on the day; dates are ordinals."""
    reached = trajectory_at(baseline, baseline_date, target, target_date, date, path)
    too_early = np.less(date, baseline_date)
    return Answer((reached,), np.where(too_early, np.uint8(Outcome.MISSING), np.uint8(Outcome.FINE)))


@worksheet_function(
    "THT_DIRECTION",
    _VALUE,
    number("previous", "The value of the previous period."),
    polarity('Which way is good: "high" or "low"; "none" gives "Up" or "Down".'),
    Argument(
        "tolerance",
        "The largest difference that counts as no change, in the value's own unit: 0 unless given.",
        Number("a number from 0 up", at_least=0),
        optional=True,
        default=0,
    ),
    help='Which way the value moved: "Improving", "No change" or "Worsening"; it says nothing about chance.',
    method="The value against the previous one at 15 significant digits; a move within the tolerance is not a change.",
    category="Targets",
    source="Arithmetic, at the rating's 15 significant digits.",
    examples=(
        example(12, 10, "low", result="Worsening"),
        example(10.05, 10, "low", 0.1, result="No change"),
        example(12, 10, "none", result="Up"),
    ),
    native=closed_form(
        'IF(up+down=0,"No change",IF(polarity="none",IF(up,"Up","Down"),'
        'IF(IF(polarity="high",up,down),"Improving","Worsening")))',
        steps=(
            ("up", "EXCEEDS(value,previous+tolerance)"),
            ("down", "EXCEEDS(previous-tolerance,value)"),
        ),
    ),
)
def direction(value: Numbers, previous: Numbers, polarity: Words, tolerance: Numbers) -> Words:
    """Return the direction in words."""
    return directions.direction(value, previous, polarity, tolerance)
