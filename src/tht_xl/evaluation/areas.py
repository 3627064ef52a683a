"""Figures of areas other than the framework's own: what a card shows by area."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Comparison
from tht_xl.monitoring.benchmark import compare

NOT_COMPARED = Comparison.NOT_COMPARED.value


@dataclass(frozen=True, slots=True)
class AreaReading:
    """One indicator in one area for one period.

    Attributes:
        word: Beside the framework's own area in the same period: "Better", "Similar", "Worse"; "Higher" or "Lower"
            where no way is good; "Not compared" where there is no interval, and "" where there is nothing to compare.
        absent: Why there is no value, or "".
    """

    area: Area
    period: Period
    value: float | None
    limits: tuple[float, float] | None
    word: str
    absent: str


def area_readings(results: pd.DataFrame | Results, framework: Framework) -> dict[str, tuple[AreaReading, ...]]:
    """Return the figures of each indicator that are not shown beside a figure of the own area, newest first.

    These are all areas within it (wards, localities), whose figures evaluation compares with nothing, and a comparator
    where the own area has no row for the period. A comparator that only a published series gives is left out there: a
    source publishes England for every year, and nobody sent it to be shown.

    Args:
        results: What `evaluate` returned.
        framework: The definitions it was evaluated against.
    """
    view = Results.of(results, framework)
    found, rows = view.found, view.frame.to_dict("records")
    usable = np.flatnonzero(view.is_shown).tolist()
    place = [(found.indicators[r].id, found.areas[r].id, found.periods[r]) for r in usable]
    own = {
        (indicator, period): rows[r]["value"]
        for r, (indicator, area, period) in zip(usable, place, strict=True)
        if area == framework.home
    }
    order = {area.id: number for number, area in enumerate(framework.areas)}
    said: defaultdict[str, list[AreaReading]] = defaultdict(list)
    for row, (indicator, area, period) in zip(usable, place, strict=True):
        if area == framework.home:
            continue
        if area in framework.comparators and ((indicator, period) in own or not rows[row].get("workbook")):
            continue
        beside = own.get((indicator, period), np.nan)
        said[indicator].append(_reading(rows[row], found.indicators[row], found.areas[row], period, beside))
    return {
        name: tuple(sorted(some, key=lambda r: (-r.period.end.toordinal(), str(r.period), order[r.area.id])))
        for name, some in said.items()
    }


def _reading(row: dict, indicator: Indicator, area: Area, period: Period, beside: float) -> AreaReading:
    value, lower, upper = (float(row[name]) for name in ("value", "lower", "upper"))
    if np.isnan(value):
        absent = f"withheld {row['withheld']}" if row["withheld"] else str(row["reason"]).removeprefix("no value: ")
        return AreaReading(area, period, None, None, "", absent)
    has_interval = not (np.isnan(lower) or np.isnan(upper))
    word = "" if np.isnan(beside) else NOT_COMPARED
    if has_interval and word:
        word = str(compare(value, lower, upper, beside, indicator.polarity)) or NOT_COMPARED
    return AreaReading(area, period, value, (lower, upper) if has_interval else None, word, "")
