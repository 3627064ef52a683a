"""Worksheet functions: process control of a series."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import Argument, number, polarity
from tht_xl.functions.engine.kinds import Choice
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.spreading import SpreadSeries
from tht_xl.model.vocabulary import Polarity
from tht_xl.monitoring.process_control import COMMON_CAUSE, ProcessChart, process_chart
from tht_xl.stats.process_control import PROCESS_RULES

Series: TypeAlias = NDArray[np.float64]

_VALUES_HELP = (
    "The values, oldest first, a row for every period: a blank is a missing point, blanks after the last are ignored."
)
_POLARITY = polarity('Which way is good: "high" or "low"; "none" says only which way it goes.')
_AIM = "What the process should reach"
_RULES = Argument(
    "rules",
    'Whose rules: "plotthedots" (NHSRplotthedots, from 2 points) or "mdc" (Making Data Count, from 13 points).',
    Choice(tuple(PROCESS_RULES)),
    optional=True,
    default="plotthedots",
)
_SOURCE = "NHS England, Making Data Count; D. J. Wheeler, Understanding Variation, 2nd ed. (2000)."
_METHOD = "Limits at 2.66 mean moving ranges about the mean"
_EXPLAINED: Final = {
    "None": "chance explains this point",
    "Outside limits": "the point lies outside the limits",
    "Trend": "it is one of seven or more points that rise or fall at every step",
    "Two of three near a limit": "it is one of two in three points near a limit, on one side of the mean",
    "One side of the mean": "it is one of seven or more points on one side of the mean",
}
_EXAMPLE = [[5], [7], [6], [8], [5], [7], [6], [4], [6], [7], [5], [6], [19]]


def _note(chart: ProcessChart) -> str:
    """Return what a sentence says of the limits, at its end."""
    note = str(chart.note.item())
    return f"; {note}" if note else ""


def _explain_points(chart: ProcessChart, target: float) -> list[str]:
    future = str(chart.assurance.item())
    aim = f"; the target of {target:.15g}: {future.lower()}" if future else ""
    causes = [f"; {_EXPLAINED[each]}{aim}" if each else "" for each in chart.special_cause.tolist()]
    return [f"{_METHOD}{cause}{_note(chart)}." for cause in causes]


@worksheet_function(
    "THT_SPC",
    number("values", _VALUES_HELP, series=True),
    _POLARITY,
    number("target", _AIM + "; it changes none of the columns, and THT_NOTE says whether it will be met.",
           optional=True),
    _RULES,
    help="A process control chart (XmR) of a column: mean, lower and upper limit, special cause and point type by row.",
    method=_METHOD + "; a special cause is a point that chance does not explain.",
    category="Reading a number",
    source=_SOURCE,
    examples=(
        example([[5], [7], [None], [6]], "low", None, "mdc",
                result=[[6.0, "#NUM!", "#NUM!", "#NUM!", "#NUM!"], [6.0, "#NUM!", "#NUM!", "#NUM!", "#NUM!"],
                        ["#N/A"] * 5, [6.0, "#NUM!", "#NUM!", "#NUM!", "#NUM!"]]),
        example([[10], [12], [11]], "high",
                result=[[11.0, 7.01, 14.99, "None", "Common cause"], [11.0, 7.01, 14.99, "None", "Common cause"],
                        [11.0, 7.01, 14.99, "None", "Common cause"]]),
    ),
    columns=("mean", "lower", "upper", "special cause", "point type"),
    calling=SpreadSeries(),
    native="The rules for special causes look at runs of points, which a formula in one cell cannot compute.",
)  # fmt: skip
def process_rows(values: Series, polarity: str, target: float, rules: str) -> Answer:
    """Limits and words for each point."""
    chart = process_chart(values, polarity, target=target, rules=rules)
    columns = (chart.mean, chart.lower, chart.upper, chart.special_cause, chart.point_type)
    return Answer(columns, how=lambda: _explain_points(chart, target))


def _chart(values: Series, polarity: str, rules: str, target: float = np.nan) -> ProcessChart:
    """Return the chart of a series that has a latest point with limits.

    Raises:
        Refusal: It has none.
    """
    if np.isnan(values).all():
        raise Refusal(Outcome.MISSING, "no value is filled")
    chart = process_chart(values, polarity, target=target, rules=rules)
    if not chart.variation.item():
        raise Refusal(Outcome.UNDEFINED, str(chart.note.item()))
    return chart


def _latest(values: Series) -> int:
    return int(np.flatnonzero(~np.isnan(values))[-1])


@worksheet_function(
    "THT_SPC_VARIATION",
    number("values", _VALUES_HELP, series=True, gaps=True),
    _POLARITY,
    _RULES,
    help=f'What the latest point of a series shows, such as "Improvement (high)"; "{COMMON_CAUSE}" if it is chance.',
    method=_METHOD + "; the word is that of the latest point.",
    category="Reading a number",
    source=_SOURCE,
    examples=(
        example(_EXAMPLE, "low", result="Concern (high)"),
        example(_EXAMPLE, "none", result="Special cause (high)"),
        example(_EXAMPLE[:12], "low", result="Common cause"),
    ),
    calling=Aggregate(),
    native="The rules for special causes look at runs of points, which a formula in one cell cannot compute.",
)
def variation(values: Series, polarity: str, rules: str) -> Answer:
    """Return the word for the latest point."""
    chart = _chart(values, polarity, rules)

    def how() -> list[str]:
        cause = _EXPLAINED[str(chart.special_cause[_latest(values)])]
        return [f"{_METHOD}; of the latest point: {cause}{_note(chart)}."]

    return Answer((chart.variation,), how=how)


@worksheet_function(
    "THT_SPC_ASSURANCE",
    number("values", _VALUES_HELP, series=True, gaps=True),
    number("target", _AIM + ", on the same scale as the values."),
    polarity('Which way is good: "high" or "low"; "none" has nothing to pass.'),
    _RULES,
    help="Whether a process that stays as it is meets its target always, now and then, or never.",
    method="The target against the latest limits; one within them or on one is hit or miss.",
    category="Reading a number",
    source=_SOURCE,
    examples=(
        example(_EXAMPLE, 20, "low", result="Consistently passes"),
        example(_EXAMPLE, 6, "low", result="Hit or miss"),
        example(_EXAMPLE, 20, "high", result="Consistently fails"),
    ),
    calling=Aggregate(),
    native="The rules for special causes look at runs of points, which a formula in one cell cannot compute.",
)
def process_assurance(values: Series, target: float, polarity: str, rules: str) -> Answer:
    """Return the word for the latest limits."""
    if polarity == Polarity.NONE:
        raise Refusal(Outcome.UNDEFINED, 'polarity "none" has no good side, so there is nothing to pass')
    chart = _chart(values, polarity, rules, target)

    def how() -> list[str]:
        latest = _latest(values)
        limits = f"{chart.lower[latest]:.6g} to {chart.upper[latest]:.6g}"
        goal = f"The target of {target:.15g} against the latest limits"
        return [f"{goal}, {limits}, at 15 significant digits{_note(chart)}."]

    return Answer((chart.assurance,), how=how)
