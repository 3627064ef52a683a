"""Worksheet function: a value against that of the previous period."""

import numpy as np

from tht_xl.functions.catalogue.reading import IN_ORDER, WITHIN, is_outside
from tht_xl.functions.engine.arguments import number, polarity
from tht_xl.functions.engine.function import ArgumentsRule, Numbers, Words
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.monitoring import change as changes


@worksheet_function(
    "THT_CHANGE",
    number("value", "The value now, such as 10.5."),
    number("lower", "Its lower 95% confidence limit."),
    number("upper", "Its upper 95% confidence limit."),
    number("previous_value", "The value of the previous period."),
    number("previous_lower", "The lower 95% confidence limit of the previous period."),
    number("previous_upper", "The upper 95% confidence limit of the previous period."),
    polarity('Which way is good: "high" or "low"; "none" says only which is higher.'),
    help='Whether a value is "Better", "Similar" or "Worse" than that of the previous period, by both intervals.',
    method="Similar when the two intervals overlap or touch, which does not prove that nothing has changed.",
    category="Reading a number",
    source="Fingertips technical guidance, Office for Health Improvement and Disparities: change from the previous "
    "period.",
    examples=(
        example(10.5, 9.5, 11.7, 13.0, 12.0, 14.2, "low", result="Better"),
        example(10.5, 9.5, 11.7, 12.8, 11.7, 13.9, "low", result="Similar"),
        example(10.5, 9.5, 11.7, 13.0, 12.0, 14.2, "none", result="Lower"),
    ),
    rules=(
        IN_ORDER,
        WITHIN,
        ArgumentsRule(
            ("previous_lower", "previous_upper"),
            np.greater,
            Outcome.INVALID,
            "the previous lower limit is above the previous upper limit; check whether the two cells are swapped",
        ),
        ArgumentsRule(
            ("previous_value", "previous_lower", "previous_upper"),
            is_outside,
            Outcome.INVALID,
            "the previous value lies outside its own limits; check whether all three belong to it",
            native="EXCEEDS(previous_lower,previous_value)+EXCEEDS(previous_value,previous_upper)",
        ),
    ),
    native=closed_form(
        'CHOOSE(IF(polarity="none",5,2)+IF(polarity="low",-1,1)*side,"Worse","Similar","Better","Lower","Similar","Higher")',
        steps=(("side", "EXCEEDS(lower,previous_upper)-EXCEEDS(previous_lower,upper)"),),
    ),
)
def change(
    value: Numbers,
    lower: Numbers,
    upper: Numbers,
    previous_value: Numbers,
    previous_lower: Numbers,
    previous_upper: Numbers,
    polarity: Words,
) -> Words:
    """Return the word for each row."""
    return changes.change(value, lower, upper, previous_value, previous_lower, previous_upper, polarity)
