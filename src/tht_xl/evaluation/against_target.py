"""Values of the framework's own area against the targets of their indicators."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.comparison import inside
from tht_xl.evaluation.rows.coded import Codes, number_alike
from tht_xl.evaluation.rows.given import COUNTED
from tht_xl.evaluation.target_status import targets_over
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import COLOURS, Polarity
from tht_xl.monitoring.gap import gap, people_to_target
from tht_xl.monitoring.rating import find_rating_rule, is_minimum_possible

Columns = dict[str, NDArray[Any]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RatedFigures:
    """Numbers of rows; NaN where there is none. Count and denominator only where the value is computed from them."""

    count: Floats
    denominator: Floats
    value: Floats
    lower: Floats
    upper: Floats
    previous: Floats


def against_targets(
    indicators: list[Indicator], codes: Codes, ends: NDArray[np.datetime64], figures: RatedFigures
) -> Columns:
    """Target, rating, gap and people of each row.

    Args:
        indicators: The indicators of the rows.
        codes: The place of each row's indicator among them.
        ends: The last day of each row's period.
        figures: The numbers of each row.
    """
    size = len(codes)
    columns: Columns = {name: np.full(size, np.nan) for name in ("target", "target_final", "minimum", "agreed")}
    columns |= {name: np.full(size, "", object) for name in ("target_due", "rating")}
    for code, rows in rows_of_each(codes):
        indicator = indicators[code]
        over, wanted = targets_over(indicator, ends[rows]), indicator.target
        columns["target"][rows], columns["target_final"][rows] = over.target, over.final
        columns["rating"][rows] = over.words
        if wanted is not None and indicator.polarity != Polarity.NONE:
            columns["target_due"][rows], columns["agreed"][rows] = str(wanted.due), float(wanted.agreed)
            columns["minimum"][rows] = np.nan if wanted.minimum is None else wanted.minimum
    columns["rating"] = _ratings(indicators, codes, figures, columns)
    final, gaps = columns["target_final"], np.full(size, np.nan)
    for polarity, rows in rows_by(indicators, codes, lambda i: i.polarity if i.target is not None else Polarity.NONE):
        gaps[rows] = gap(figures.value[rows], final[rows], polarity)
    columns |= {"gap": gaps, "people_to_target": people_between(indicators, codes, figures, final)}
    # A colour rates the value against the trajectory, not the final target.
    aim = np.where(is_coloured(columns["rating"]), columns["target"], columns["target_final"])
    return columns | {"target_in_interval": inside(aim, figures.lower, figures.upper)}


def is_coloured(ratings: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return whether each rating is green, amber or red."""
    return np.logical_or.reduce([ratings == colour for colour in COLOURS])


def rows_of_each(codes: Codes) -> Iterator[tuple[int, Codes]]:
    """Each code with its rows, by one sort rather than a search for each."""
    order = np.argsort(codes, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else ():
        yield int(codes[rows[0]]), rows


def rows_by(indicators: list[Indicator], codes: Codes, of: Callable[[Indicator], Any]) -> Iterator[tuple[Any, Codes]]:
    """Each answer that the rows' indicators give, with the rows whose indicator gives it."""
    answers = list(dict.fromkeys(map(of, indicators)))
    numbers = number_alike(indicators, of)
    if len(answers) == 1:
        yield answers[0], np.arange(len(codes))
        return
    for number, rows in rows_of_each(numbers[codes]):
        yield answers[number], rows


def _ratings(indicators: list[Indicator], codes: Codes, figures: RatedFigures, columns: Columns) -> NDArray[np.object_]:
    """Return the words of the indicators' own rating rules, where there is no other word already."""
    ratings: NDArray[np.object_] = columns["rating"].copy()
    is_rated = ratings == ""
    ratings[np.isnan(figures.value)] = ""
    rated = np.flatnonzero(is_rated)
    tolerances = np.array([np.nan if i.tolerance is None else i.tolerance for i in indicators], float)
    for (rule, polarity), some in rows_by(indicators, codes[rated], lambda i: (i.rating, i.polarity)):
        rows = rated[some]
        target = columns["target"][rows]
        # A minimum for the end of the way may lie beyond the trajectory's value today; it does not apply yet.
        minimum = columns["minimum"][rows]
        minimum = np.where(is_minimum_possible(target, minimum, polarity), minimum, np.nan)
        ratings[rows] = find_rating_rule(rule).rate(
            figures.value[rows],
            target,
            polarity,
            minimum,
            tolerances[codes[rows]],
            previous=figures.previous[rows],
            lower=figures.lower[rows],
            upper=figures.upper[rows],
        )
    return ratings


def people_between(indicators: list[Indicator], codes: Codes, figures: RatedFigures, goal: Floats) -> Floats:
    """Whole people between each counted value and a goal; NaN where people were not counted or nothing is good."""
    people = np.full(len(codes), np.nan)
    multipliers = np.array([each.multiplier for each in indicators], float)
    polarities = rows_by(indicators, codes, lambda i: i.polarity if i.measure in COUNTED else Polarity.NONE)
    for polarity, rows in polarities:
        if polarity != Polarity.NONE:
            count, denominator = figures.count[rows], figures.denominator[rows]
            people[rows] = people_to_target(count, denominator, goal[rows], polarity, multipliers[codes[rows]])
    return people
