"""Find what each row of observations speaks of: its indicator, area and period."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, ThtError
from tht_xl.evaluation.observations import KEY
from tht_xl.framework.lookup import MAX_SUGGESTIONS, find_area, find_indicator
from tht_xl.framework.period_kinds import in_words, other_kind_than_others, other_kind_than_stated
from tht_xl.model.age_band import AgeBand
from tht_xl.model.definition import Framework
from tht_xl.model.period import Period

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Resolved:
    """For each row its indicator, area and period (None where unknown), and the first reason it cannot be used."""

    indicators: NDArray[np.object_]
    areas: NDArray[np.object_]
    periods: NDArray[np.object_]
    reasons: NDArray[np.object_]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Rows whose indicator, area and period are all known."""
        return self.reasons == ""


def resolve(rows: pd.DataFrame, framework: Framework) -> Resolved:
    """Look up indicator, area and period of every row; each distinct text once.

    Args:
        rows: Complete observations.
        framework: The definitions to look in.
    """
    indicators, unknown_indicator = _each(
        rows["indicator"], lambda text, suggests: find_indicator(framework, text, suggests=suggests)
    )
    areas, unknown_area = _each(rows["area"], lambda text, suggests: find_area(framework, text, suggests=suggests))
    periods, not_a_period = _each(rows["period"], lambda text, _: Period.parse(text))
    reasons = _first(
        unknown_indicator, unknown_area, not_a_period, _other_people(rows, indicators), _other_kind(indicators, periods)
    )
    sound = np.flatnonzero(reasons == "")
    reasons[sound] = _given_twice(indicators[sound], areas[sound], periods[sound])
    sound = np.flatnonzero(reasons == "")
    others = other_kind_than_others(indicators[sound].tolist(), periods[sound].tolist())
    reasons[sound] = [in_words(other, is_stated=False) for other in others]
    return Resolved(indicators, areas, periods, reasons)


def _each(texts: pd.Series, find: Callable[[str, bool], Thing]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """What `find` gives for each text, and its complaint where it raises; it is told whether to name the nearest."""
    codes, distinct = pd.factorize(texts)
    found = np.full(len(distinct), None, object)
    complaints = np.full(len(distinct), "", object)
    refused = 0
    for number, text in enumerate(distinct):
        try:
            found[number] = find(text, refused < MAX_SUGGESTIONS)
        except ThtError as error:
            complaints[number] = str(error)
            refused += 1
    return found[codes], complaints[codes]


def _first(*complaints: NDArray[np.object_]) -> NDArray[np.object_]:
    """For each row the first of several complaints that is not blank."""
    found = complaints[0]
    for other in complaints[1:]:
        found = np.where(found != "", found, other)
    return found


def _other_people(rows: pd.DataFrame, indicators: NDArray[np.object_]) -> NDArray[np.object_]:
    """A complaint where a row's sex or age is not that of its indicator."""
    reasons = np.full(len(rows), "", object)
    for name in KEY[3:]:
        given = rows[name].to_numpy()
        own = np.array([getattr(i, name) if i is not None else "" for i in indicators], object)
        for row in np.flatnonzero((given != "") & (own != "")):
            if not is_same_people(given[row], own[row]) and reasons[row] == "":
                reasons[row] = f"{name} {given[row]!r} is not this indicator's {own[row]!r}"
    return reasons


def _other_kind(indicators: NDArray[np.object_], periods: NDArray[np.object_]) -> NDArray[np.object_]:
    """A complaint where a row's period is of another kind than its indicator's definition states."""
    # Many rows hold few different things, each found once by `_each`, so that identity is enough to ask by.
    known: dict[tuple[int, int], str] = {}
    reasons = np.full(len(indicators), "", object)
    for row, (indicator, period) in enumerate(zip(indicators.tolist(), periods.tolist(), strict=True)):
        if indicator is not None and period is not None and indicator.period_kind is not None:
            key = id(indicator), id(period)
            if key not in known:
                known[key] = in_words(other_kind_than_stated(indicator, period), is_stated=True)
            reasons[row] = known[key]
    return reasons


def is_same_people(given: str, own: str) -> bool:
    """Whether a sex or an age is that of the indicator, however it is written: "53 to 64" is "53-64"."""
    return _people(given) == _people(own)


@lru_cache(maxsize=1024)
def _people(text: str) -> AgeBand | str:
    """What a sex or an age is compared by: the ages that it means, so that "53 to 64" is "53-64", or its words."""
    try:
        return AgeBand.parse(text)
    except DomainError:
        return text.casefold()


def _given_twice(
    indicators: NDArray[np.object_], areas: NDArray[np.object_], periods: NDArray[np.object_]
) -> NDArray[np.object_]:
    """A complaint on every row whose indicator, area and period another row has too; all of them are known."""
    keys = [(i.id, a.id, p.start, p.end) for i, a, p in zip(indicators, areas, periods, strict=True)]
    times = Counter(keys)
    reason = "given twice: indicator, area and period occur in another row too; keep one"
    return np.array([reason if times[key] > 1 else "" for key in keys], object)
