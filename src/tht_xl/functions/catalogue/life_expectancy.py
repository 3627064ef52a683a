"""Worksheet functions: life expectancy."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.functions.catalogue.statistics import LIMITS, is_zero
from tht_xl.functions.engine.age_kinds import FirstAge, check_all_ages
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, count, population
from tht_xl.functions.engine.function import ArgumentsRule, Numbers
from tht_xl.functions.engine.kinds import Number
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal, as_clause
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.results import sentence
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import read_age_bands
from tht_xl.model.vocabulary import Symbol
from tht_xl.stats import life_expectancy as expectancies
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.life_expectancy import LifeExpectancy

Series = NDArray[np.float64]
Cells = NDArray[np.object_]

_ARGUMENTS = (
    count("deaths", "Deaths in each age band; blanks after the last one are ignored.", series=True),
    population("populations", "People in each band over the same years, in the same rows: above 0.", series=True),
    Argument(
        "age_starts",
        'The first age of each band from 0 upwards, or its label, such as "<1" or "85+"; the last band is open. '
        "Left out: 0, 1, 5, 10 ... 90. Labelled bands may be in any order.",
        FirstAge(),
        optional=True,
        series=True,
    ),
    Argument(
        "at_age",
        "The age from which the remaining years are counted, the first age of one of the bands: 0 unless given.",
        Number("the first age of one of the bands", at_least=0),
        optional=True,
        default=0,
    ),
)
_RULES = (
    ArgumentsRule(
        ("deaths", "populations"),
        np.greater,
        Outcome.INVALID,
        "an age band has more deaths than people; check whether the two ranges are swapped",
    ),
    ArgumentsRule(
        ("populations",),
        is_zero,
        Outcome.ZERO_DENOMINATOR,
        "an age band has a population of 0; enter it, or end with a younger open band",
    ),
)
_OUTCOMES = {
    "no-deaths-in-open-band": Outcome.UNDEFINED,
    "small-population": Outcome.UNRELIABLE,
}
_LIMITS = "The limits come from Chiang's variance with Silcocks' term for the open last band."
_CHIANG = (
    "C. L. Chiang, The Life Table and its Applications, Krieger (1984), chapter 9; "
    "P. B. S. Silcocks, D. A. Jenner, R. Reza, J. Epidemiol. Community Health 55, 38-43 (2001)."
)


def _column(*cells: float) -> list[list[float]]:
    return [[cell] for cell in cells]


_AREA = (
    _column(17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937),
    _column(
        *(7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601),
        *(50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936),
    ),
)
_BROAD = ([[40], [160], [600]], [[40_000], [40_000], [10_000]])


@worksheet_function(
    "THT_LIFE_EXPECTANCY",
    *_ARGUMENTS,
    help="Life expectancy at birth, or at another age, from the deaths and people in each age band.",
    method="The value is Chiang's abridged life table; withheld at 5,000 people or fewer and where its 95% interval is "
    "wider than 20 years.",
    category="Statistics",
    source=_CHIANG,
    examples=(
        example(*_AREA, result=80.16960813194841),
        example(*_AREA, None, 60, result=22.971914398304055),
        example(*_BROAD, [[0], [40], [65]], result=75.997425997426),
        example([[1], [0]], [[3_000], [2_000]], [["0-64"], ["65+"]], result="#NUM!"),
        example([[1], [50]], [[3_000], [2_000]], [["0-64"], ["65+"]], result="[u]"),
    ),
    rules=_RULES,
    calling=Aggregate(),
    native="A life table runs from band to band; a formula in one cell cannot compute it.",
)
def life_expectancy(deaths: Series, populations: Series, age_starts: Cells | None, at_age: float) -> Numbers:
    """Years still to be lived."""
    result = _result(deaths, populations, age_starts, at_age, 0.95)
    if result.reason.item():
        raise Refusal(Outcome.UNRELIABLE, _too_wide(result))
    return result.value


@worksheet_function(
    "THT_LIFE_EXPECTANCY_CI",
    *_ARGUMENTS,
    CONFIDENCE,
    help="Life expectancy with its lower and upper confidence limit, in three cells side by side.",
    method=_LIMITS,
    category="Statistics",
    source=_CHIANG,
    examples=(example(*_AREA, result=[[80.16960813194841, 79.88269075392706, 80.45652550996975]]),),
    rules=_RULES,
    columns=LIMITS,
    calling=Aggregate(),
    native="A life table runs from band to band; a formula in one cell cannot compute it.",
)
def life_expectancy_limits(
    deaths: Series, populations: Series, age_starts: Cells | None, at_age: float, confidence: float
) -> Answer:
    """Years still to be lived, and their limits."""
    result = _result(deaths, populations, age_starts, at_age, confidence)
    # The limits stay beside a value that is too uncertain, so that whoever reads the three cells sees why.
    is_too_wide = bool(result.reason.item())
    value = Symbol.UNRELIABLE.value if is_too_wide else result.value
    columns = (value, result.interval.lower, result.interval.upper)
    return Answer(columns, how=lambda: [sentence(_too_wide(result)) if is_too_wide else _LIMITS])


def _result(
    deaths: Series, populations: Series, age_starts: Cells | None, at_age: float, confidence: float
) -> LifeExpectancy:
    """Return the life expectancy; its only reason can be that the interval is too wide.

    Raises:
        Refusal: The life table cannot be made, or value and limits are withheld.
    """
    options: dict[str, Any] = {"at_age": at_age, "confidence": confidence}
    if age_starts is not None:
        order, options["age_starts"] = _order_of_bands(age_starts)
        deaths, populations = deaths[order], populations[order]
    result = expectancies.life_expectancy(deaths, populations, **options)
    # Nobody dead in the open band decides before a small population does: docs/decisions/cell-outcomes.md, lines 8, 9.
    reason = "no-deaths-in-open-band" if deaths[-1] == 0 else str(result.reason.item())
    if reason in _OUTCOMES:
        raise Refusal(_OUTCOMES[reason], expectancies.REASONS[reason])
    return result


def _too_wide(result: LifeExpectancy) -> str:
    width = 2 * z_score(0.95) * float(result.standard_error)
    return (
        f"withheld: the 95% interval is {width:,.1f} years wide, and one wider than {expectancies.MAX_WIDTH:g} years "
        "says too little"
    )


def _order_of_bands(age_starts: Cells) -> tuple[NDArray[np.intp], list[float]]:
    """Return the order of the bands by age, and their first ages in it.

    Raises:
        Refusal: A band is missing, or there are numbers among labels and the bands do not fit together.
        DomainError: A band is given twice or overlaps another.
    """
    given: list[float | AgeBand] = age_starts.tolist()
    starts: list[float] = [each for each in given if not isinstance(each, AgeBand)]
    if len(starts) == len(given):
        return np.arange(len(given)), starts
    # A number among labels is a single age, as it is wherever labels are read: 0 beside "1-4" is the first year of
    # life. Where it was meant as the first age of a longer band, the ages that follow are missing and are named.
    try:
        labels = read_age_bands(each if isinstance(each, AgeBand) else AgeBand.parse(each) for each in given)
        check_all_ages(labels, "add them: a life table has every age")
    except (DomainError, Refusal) as error:
        if not starts:
            raise
        said = error.reason if isinstance(error, Refusal) else as_clause(error)
        raise Refusal(
            Outcome.INVALID, f"{said}; among labels, a number such as {starts[0]:g} is a single age"
        ) from None
    first_ages = [float(band.start) for band in labels]
    return np.argsort(first_ages), sorted(first_ages)
