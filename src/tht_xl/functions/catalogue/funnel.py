"""Worksheet functions: funnel limits, and which areas lie beyond them."""

import numpy as np

from tht_xl.functions.catalogue.statistics import is_zero
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, count, population
from tht_xl.functions.engine.function import ArgumentsRule, Flags, Numbers, Words
from tht_xl.functions.engine.kinds import Choice, Number
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Answer, Codes, Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.stats import funnel as funnels

_COUNTS = count("counts", "Events, or people counted: 0 or more.")
_DENOMINATORS = population("denominators", 'Populations, or for the kind "ratio" expected events: above 0.')
_KIND = Argument(
    "kind",
    'What is plotted: "proportion", "rate" or "ratio".',
    Choice(tuple(funnels.MULTIPLIERS)),
    remedy='write "proportion", "rate" or "ratio"',
)
_MULTIPLIER = Argument(
    "multiplier",
    "What average and result are expressed per: unless given, 100 for proportions, 100,000 for rates, 100 for ratios.",
    Number("a number above 0", above=0),
    optional=True,
)
_AVERAGE = Number("a number from 0 up", at_least=0)
_REASONS = {
    Outcome.INVALID: "the average of proportions is above the multiplier, as no proportion can be; check whether one "
    "of the two is a fraction and the other a percentage",
    Outcome.UNDEFINED: "a single area is its own average; give the average, or all areas in one range",
}
_NOT_ZERO = ArgumentsRule(
    ("denominators",),
    is_zero,
    Outcome.ZERO_DENOMINATOR,
    "the denominator is 0; enter it, or clear the row",
)
_SPIEGELHALTER = "D. J. Spiegelhalter, Stat. Med. 24, 1185-1202 (2005); Fingertips technical guidance: funnel plots."


_LEVELS = "{-1,0.001,0.025}"
_NORMAL_LEVELS = "{-1E300,-3.09023230616781,-1.95996398454005,1.95996398454005,3.09023230616781}"
"""The two levels of a funnel as shares in one tail, and as normal quantiles: for MATCH, which counts those passed."""

_ABOVE = (
    "IF(counts=0,1,IF(counts<10,GAMMA.DIST(expected,counts,1,TRUE),"
    "NORM.S.DIST(3*SQRT(counts)*((expected/counts)^(1/3)-1+1/(9*counts)),TRUE)))"
)
_BELOW = (
    "IF(counts<10,1-GAMMA.DIST(expected,counts+1,1,TRUE),"
    "NORM.S.DIST(3*SQRT(counts+1)*(1-1/(9*(counts+1))-(expected/(counts+1))^(1/3)),TRUE))"
)
"""The share in the tail at which the lower, or the upper, limit of a count is what is expected, as formulas."""


def _is_above(counts: Numbers, denominators: Numbers, kind: Words) -> Flags:
    return np.greater(counts, denominators) & np.equal(np.asarray(kind, object), "proportion").astype(bool)


@worksheet_function(
    "THT_FUNNEL_LIMITS",
    _DENOMINATORS,
    Argument("average", "The centre of the funnel, on the scale of the result: 0 or more.", _AVERAGE),
    _KIND,
    _MULTIPLIER,
    CONFIDENCE,
    help="The lower and upper limit within which chance alone keeps an area of each size, in two cells side by side.",
    method="The limits are the average plus and minus z standard errors for proportions, and exact Poisson for rates "
    "and ratios.",
    category="Statistics",
    source=_SPIEGELHALTER,
    examples=(
        example(10, 80.642448, "proportion", result=[[56.15434407301139, 100.0]]),
        example(4.795387629, 100, "ratio", result=[[11.788975520875702, 208.53368326498548]]),
        example(
            [[10], [0]],
            50,
            "proportion",
            None,
            99.8,
            result=[[1.1391370673745627, 98.86086293262544], ["#DIV/0!", "#DIV/0!"]],
        ),
    ),
    rules=(_NOT_ZERO,),
    columns=("lower", "upper"),
    calling=RowWise(groups=("kind", "confidence")),
    reasons=_REASONS,
    native="The limits of rates and ratios invert the Poisson distribution between counts, which one cell cannot do.",
)
def funnel_limits(denominators: Numbers, average: Numbers, kind: str, multiplier: Numbers, confidence: float) -> Answer:
    """Lower and upper limit."""
    per = _per(multiplier, kind)
    limits = funnels.funnel_limits(denominators, average, kind, multiplier=per, confidence=confidence)
    return Answer(tuple(limits), _codes(average, per, kind))


@worksheet_function(
    "THT_FUNNEL",
    _COUNTS,
    _DENOMINATORS,
    _KIND,
    Argument(
        "average",
        "The centre of the funnel. Unless given, all counts over all denominators of the range; for ratios as many as "
        "expected.",
        _AVERAGE,
        optional=True,
    ),
    _MULTIPLIER,
    help="Whether each area lies beyond the 95% or the 99.8% limits of a funnel around the average.",
    method="The word says whether the area's own interval, Wilson's for proportions and exact or Byar's otherwise, "
    "excludes the average at 95% or at 99.8%.",
    category="Statistics",
    source=_SPIEGELHALTER,
    examples=(
        example(
            [[5], [10], [30]],
            [[10], [10], [10]],
            "ratio",
            result=[["Not significant"], ["Not significant"], ["High (99.8%)"]],
        ),
        example(20, 100, "proportion", 30, result="Low (95%)"),
        example(20, 100, "proportion", result="#NUM!"),
        example([[11], [5]], [[10], [10]], "proportion", 50, result=[["#VALUE!"], ["Not significant"]]),
    ),
    rules=(
        ArgumentsRule(
            ("counts", "denominators", "kind"),
            _is_above,
            Outcome.INVALID,
            "the count is above the denominator, which no proportion can be; check whether the two cells are swapped",
            native='(kind="proportion")*(counts>denominators)',
        ),
        _NOT_ZERO,
    ),
    calling=RowWise(groups=("kind",)),
    reasons=_REASONS,
    native=closed_form(
        'CHOOSE(place,"Low (99.8%)","Low (95%)","Not significant","High (95%)","High (99.8%)")',
        steps=(
            ("per", 'IF(GIVEN(multiplier),multiplier,IF(kind="rate",100000,100))'),
            ("centre", "IF(GIVEN(average),average/per,1)"),
            ("expected", "centre*denominators"),
            # Wilson's limits exclude the average where it is more than z of its own standard errors away.
            ("errors", "(counts/denominators-centre)/(SQRT(centre*(1-centre)/denominators)+1E-99)"),
            (
                "place",
                f'IF(kind="proportion",MATCH(errors,{_NORMAL_LEVELS}),'
                f"3+MATCH({_BELOW},{_LEVELS})-MATCH({_ABOVE},{_LEVELS}))",
            ),
        ),
        unless=(
            ('(kind="proportion")*IF(GIVEN(average),average>per,0)', Outcome.INVALID),
            ('IF(GIVEN(average),0,kind<>"ratio")', Outcome.UNDEFINED),
        ),
    ),
)
def funnel(counts: Numbers, denominators: Numbers, kind: str, average: Numbers, multiplier: Numbers) -> Answer:
    """Return the word for each row; an average that is not given is that of the rows together."""
    per = _per(multiplier, kind)
    is_given = ~np.isnan(average)
    centre = (
        average if is_given.all() else np.where(is_given, average, funnels.average_of(counts, denominators, kind) * per)
    )
    words = funnels.funnel_significance(counts, denominators, kind, average=centre, multiplier=per)
    codes = _codes(average, per, kind)
    if np.size(words) == 1 and kind != "ratio":
        codes = np.where(is_given, codes, np.uint8(Outcome.UNDEFINED))
    return Answer((words,), codes)


def _per(multiplier: Numbers, kind: str) -> Numbers:
    return np.where(np.isnan(multiplier), funnels.MULTIPLIERS[kind], multiplier)


def _codes(average: Numbers, per: Numbers, kind: str) -> Codes:
    too_high = np.greater(average, per) if kind == "proportion" else np.zeros(np.shape(average), bool)
    return np.where(too_high, np.uint8(Outcome.INVALID), np.uint8(Outcome.FINE))
