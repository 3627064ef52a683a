"""Worksheet functions: an indicator's definition, value, target and rating."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.evaluation.rows.given import COUNTED, is_fraction
from tht_xl.evaluation.target_status import TargetStatus, rated_values, target_status
from tht_xl.evaluation.value import limits_from_counts, released_counts, value_from_counts
from tht_xl.framework.period_kinds import in_words, other_kind_than_stated
from tht_xl.functions.catalogue.reading import IN_ORDER
from tht_xl.functions.catalogue.statistics import LIMITS
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, number, period
from tht_xl.functions.engine.cells import Cell
from tht_xl.functions.engine.function import Numbers
from tht_xl.functions.engine.kinds import Number
from tht_xl.functions.engine.lookups import (
    FieldName,
    FieldsOf,
    IndicatorId,
    field_of,
)
from tht_xl.functions.engine.outcome import Answer, Codes, Outcome, Refusal, first_outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Rating, Symbol
from tht_xl.monitoring.rating import RATING_RULES

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator

_status_of = cast("Callable[[Indicator, Period], TargetStatus]", lru_cache(maxsize=1024)(target_status))
"""A column asks for the same few indicators and periods in every row."""

_INDICATOR = Argument(
    "indicator",
    'The indicator\'s id, such as "year-6-obesity"; one of another framework as "strategy-2009:life-expectancy-male".',
    IndicatorId(),
)
NO_FRAMEWORK = "A formula has no access to the definitions of the framework."
DEFINITIONS = "The framework's definition; list them with: tht-xl framework show."
_INDICATOR_FIELDS = FieldsOf("Indicator", (("target", "Target"),))


@worksheet_function(
    "THT_INDICATOR",
    _INDICATOR,
    Argument(
        "field",
        "A field of its definition, such as name, unit, polarity, statement, owner, source, target or target due.",
        FieldName(_INDICATOR_FIELDS),
    ),
    help='Any field of an indicator\'s definition; "[x]" where the definition leaves it out.',
    method="The field as the framework's definition has it.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("reception-obesity", "polarity", result="low"),
        example("strategy-2009:life-expectancy-male", "target", result=77.9),
        example("reception-obesity", "polarty", result="#VALUE!"),
    ),
    calling=RowWise(groups=("indicator", "field")),
    native=NO_FRAMEWORK,
)
def indicator_field(indicator: Indicator, field: str) -> Cell:
    """One field of an indicator."""
    return field_of(indicator, field)


_VALUE_ARGUMENTS = (
    _INDICATOR,
    number("count", "People or events counted. For an indicator that is not computed from counts: its published value.",
           remedy="enter 0 if none were counted"),
    Argument("denominator", "People or events that could have been counted. Leave it out for a published value.",
             Number("a number above 0", at_least=0), optional=True),
)  # fmt: skip
_VALUE_REASONS = {
    Outcome.MISSING: "the denominator is blank, and this indicator needs one",
    Outcome.INVALID: (
        "the count is below 0, above the denominator or not a whole number, or a denominator was given where none is "
        "used"
    ),
    Outcome.ZERO_DENOMINATOR: "the denominator is 0; enter the population, or clear the row",
    Outcome.UNDEFINED: "the released denominator is 0",
    Outcome.CONFIDENTIAL: (
        "withheld by the indicator's disclosure rule: the count, or the rest of the group, is too small"
    ),
}


def _how(indicator: Indicator) -> str:
    if indicator.measure not in COUNTED:
        return f"{indicator.label} is not computed from counts ({indicator.measure}): the value given passes through."
    sort = "The share" if indicator.measure == "proportion" else "The rate"
    rule = DISCLOSURE_RULES[indicator.disclosure].description.rstrip(".")
    return f"{sort} times {indicator.multiplier:,.15g}, under the disclosure rule {indicator.disclosure}: {rule}."


def _release(indicator: Indicator, count: Numbers, denominator: Numbers) -> tuple[Numbers, Numbers, int | Codes]:
    """Return the counts that the disclosure rule lets pass, and the outcome of each row."""
    too_many = (indicator.measure == "proportion") & (count > denominator)
    released = released_counts(indicator, count, denominator)
    codes = first_outcome(
        (np.isnan(denominator), Outcome.MISSING),
        ((count < 0) | too_many, Outcome.INVALID),
        (denominator == 0, Outcome.ZERO_DENOMINATOR),
        (released.symbols != "", Outcome.CONFIDENTIAL),
        # Behind what is withheld, as evaluation has it: of a small fraction nobody is told that it is one.
        (is_fraction(count), Outcome.INVALID),
    )
    return released.counts, released.denominators, codes


def _codes_of_published(denominator: Numbers) -> int | Codes:
    """Return the outcome of denominators: beside a published value it is refused: 300 of 400 is not the value 300."""
    return first_outcome((~np.isnan(denominator), Outcome.INVALID))


@worksheet_function(
    "THT_VALUE",
    *_VALUE_ARGUMENTS,
    help="The value of an indicator by its own measure, multiplier and disclosure rule.",
    method="By the indicator's own measure, multiplier and disclosure rule.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("reception-obesity", 310, 2940, result=10.54421768707483),
        example("reception-obesity", 309, 2941, result=10.54421768707483),
        example("life-satisfaction", 7.6, result=7.6),
    ),
    calling=RowWise(groups=("indicator",)),
    reasons=_VALUE_REASONS,
    native=NO_FRAMEWORK,
)
def indicator_value(indicator: Indicator, count: Numbers, denominator: Numbers) -> Answer:
    """Return the indicator's value."""
    if indicator.measure not in COUNTED:
        return Answer((count,), _codes_of_published(denominator), lambda: [_how(indicator)])
    counts, people, codes = _release(indicator, count, denominator)
    value = value_from_counts(indicator.measure, counts, people, indicator.multiplier)
    return Answer((value,), codes, lambda: [_how(indicator)])


@worksheet_function(
    "THT_VALUE_CI",
    *_VALUE_ARGUMENTS,
    CONFIDENCE,
    help='The value of an indicator with its confidence limits; "[x]" where limits cannot be computed from counts.',
    method="By the indicator's own measure, multiplier and disclosure rule, limits from the released counts.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("reception-obesity", 310, 2940, result=[[10.54421768707483, 9.485073986253575, 11.706334163511588]]),
        example("life-satisfaction", 7.6, result=[[7.6, "[x]", "[x]"]]),
    ),
    columns=LIMITS,
    calling=RowWise(groups=("indicator", "confidence")),
    reasons=_VALUE_REASONS,
    native=NO_FRAMEWORK,
)
def indicator_limits(indicator: Indicator, count: Numbers, denominator: Numbers, confidence: float) -> Answer:
    """Return the indicator's value and limits; what is not computed from counts passes through without limits."""
    if indicator.measure not in COUNTED:
        none = Symbol.NOT_AVAILABLE.value
        return Answer((count, none, none), _codes_of_published(denominator), lambda: [_how(indicator)])
    counts, people, codes = _release(indicator, count, denominator)
    given = indicator.measure, counts, people, indicator.multiplier
    value, limits = value_from_counts(*given), limits_from_counts(*given, confidence=confidence)
    return Answer((value, limits.lower, limits.upper), codes, lambda: [_how(indicator)])


def _about_target(indicator: Indicator, period: Period, found: TargetStatus) -> str:
    wanted = indicator.target
    if wanted is None or found.final is None:
        return f"{indicator.label} has no target with a number."
    other = _other_kind(indicator, period)
    agreed = "agreed" if wanted.agreed else "proposed, not agreed"
    due = str(wanted.due).removeprefix("by ")
    return f"The target of {found.final:.15g} by {due} ({agreed}), as it applies in {period}.{other}"


def _other_kind(indicator: Indicator, period: Period) -> str:
    # A cell sees one value and knows no series, so it takes the days that the period covers, and the note says so.
    other = in_words(other_kind_than_stated(indicator, period), is_stated=True)
    return f" {other[:1].upper()}{other[1:]}." if other else ""


@worksheet_function(
    "THT_TARGET",
    _INDICATOR,
    period("period", 'The period of the value, such as "2023/24".'),
    help="The value of the target's trajectory at the end of a period, agreed or not (see THT_STATUS); "
    '"[x]" without a target.',
    method="The trajectory of the framework's definition at the end of the period.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("strategy-2009:life-expectancy-male", "2013", result=77.9),
        example("strategy-2009:index-of-multiple-deprivation", "2013", result="[x]"),
    ),
    calling=RowWise(groups=("indicator", "period")),
    reasons={Outcome.MISSING: "the period is before the target's trajectory begins"},
    native=NO_FRAMEWORK,
)
def target(indicator: Indicator, period: Period) -> Answer:
    """Return the indicator's target at the end of a period."""
    found = _status_of(indicator, period)
    if found.final is not None and found.target is None:
        raise Refusal(Outcome.MISSING, f"{period} is before the target's trajectory begins")
    cell = Symbol.NOT_AVAILABLE.value if found.final is None else found.target
    return Answer((cell,), how=lambda: [_about_target(indicator, period, found)])


def _about_status(indicator: Indicator, value: float, period: Period, found: TargetStatus) -> str:
    wanted = indicator.target
    if found.rating == Rating.PROPOSED:
        return f"Proposed: the partnership has not agreed the target of {found.final:.15g}, so the value is not rated."
    if found.rating == Rating.NOT_DUE and wanted is not None:
        return f"Not due: the target of {found.final:.15g} is due {wanted.due}, after {period}."
    if found.rating:
        return f"{found.rating}: {indicator.label} has {'no target with a number' if wanted else 'no target'}."
    rule = RATING_RULES[indicator.rating].description.rstrip(".").replace(". ", "; ")
    other = _other_kind(indicator, period)
    return f"{value:.15g} against {found.target:.15g} by the rule {indicator.rating}: {rule}.{other}"


@worksheet_function(
    "THT_STATUS",
    _INDICATOR,
    number("value", "The value reached."),
    period("period", 'The period of the value, such as "2023/24".'),
    number("lower", "Its lower 95% confidence limit, for rating rules that use it.", optional=True),
    number("upper", "Its upper 95% confidence limit, for rating rules that use it.", optional=True),
    number("previous", "The value of the previous period, for rating rules that use it.", optional=True),
    help='The rating by the indicator\'s own rule and target; also "Proposed", "No target", "Data only" and "Not due".',
    method="By the indicator's own rating rule and target.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("strategy-2009:life-expectancy-male", 77.9, "2013", result="Proposed"),
        example("strategy-2009:index-of-multiple-deprivation", 30, "2013", result="No target"),
        example("support-requests-resulting-in-service", 800, "2022/23", result="Data only"),
    ),
    rules=(IN_ORDER,),
    calling=RowWise(groups=("indicator", "period")),
    reasons={Outcome.UNDEFINED: "the indicator's rating rule cannot rate this value"},
    native=NO_FRAMEWORK,
)
def status(
    indicator: Indicator,
    value: Numbers,
    period: Period,
    lower: Numbers,
    upper: Numbers,
    previous: Numbers,
) -> Answer:
    """Return the word of the indicator's rating rule."""
    found, values = _status_of(indicator, period), np.asarray(value, float)
    words = rated_values(indicator, found, values, previous=previous, lower=lower, upper=upper)
    return Answer((words,), how=lambda: [_about_status(indicator, each, period, found) for each in values.flat])
