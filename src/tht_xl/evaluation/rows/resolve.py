"""Find what each row of observations is about: its indicator, area and period."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, ThtError
from tht_xl.evaluation.rows.coded import Coded, Codes, Reasons, coded_texts, distinct_rows, number_alike
from tht_xl.evaluation.rows.observations import KEY, TEXTS, breakdown_columns, text_of
from tht_xl.evaluation.rows.same_kind import give_other_kinds, give_unstated_kinds
from tht_xl.framework.lookup import MAX_SUGGESTIONS, find_area, find_indicator
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period

Thing = TypeVar("Thing")

GIVEN_TWICE = "given twice: indicator, area and period occur in another row too; keep one"


@dataclass(frozen=True)
class Resolved:
    """For each row its indicator, area and period, and the first reason why it cannot be used.

    Attributes:
        indicator: The indicator of each row.
        area: Its area.
        period: Its period. Two texts of one period are two periods here, since each keeps the label it was given.
        days: For each row a number of the days of its period, the same for two texts of one period; -1 without one.
        breakdown: For each row a number of what it is broken down by; 0 for the whole indicator.
        reason: Why it cannot be used.
    """

    indicator: Coded[Indicator]
    area: Coded[Area]
    period: Coded[Period]
    days: Codes
    breakdown: Codes
    reason: Reasons

    @cached_property
    def indicators(self) -> NDArray[np.object_]:
        """The indicator of each row, None where it is unknown."""
        return self.indicator.column(lambda each: each, None)

    @cached_property
    def areas(self) -> NDArray[np.object_]:
        """The area of each row, None where it is unknown."""
        return self.area.column(lambda each: each, None)

    @cached_property
    def periods(self) -> NDArray[np.object_]:
        """The period of each row, None where there is none."""
        return self.period.column(lambda each: each, None)

    @property
    def reasons(self) -> NDArray[np.object_]:
        """Why each row cannot be used; "" where it can."""
        return np.array(self.reason.texts, object)[self.reason.codes]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Rows without a reason against them; their indicator, area and period are known."""
        return self.reason.is_usable


def resolve(rows: pd.DataFrame, framework: Framework) -> Resolved:
    """Look up indicator, area and period of every row; each distinct text once.

    Args:
        rows: Complete observations.
        framework: The definitions to look in.
    """
    names = (*KEY, *breakdown_columns(rows))
    return resolve_texts({name: coded_texts(rows[name], text_of) for name in names}, framework)


def resolve_texts(texts: Mapping[str, Coded[str]], framework: Framework) -> Resolved:
    """`resolve` for rows whose texts have been read.

    Args:
        texts: Indicator, area, period, sex and age of the rows, and what they are broken down by.
        framework: The definitions to look in.
    """
    reasons = Reasons(len(texts["indicator"].codes))

    def find(name: str, look_up: Callable[[str, bool], Thing], identity: Callable[[Thing], Hashable]) -> Coded[Thing]:
        return _find_each(texts[name], look_up, identity, reasons)

    indicators = find("indicator", lambda text, suggests: find_indicator(framework, text, suggests=suggests), _id_of)
    areas = find("area", lambda text, suggests: find_area(framework, text, suggests=suggests), _id_of)
    periods = find("period", lambda text, _: Period.parse(text), id)
    for name in KEY[3:]:
        _give_other_people(name, texts[name], indicators, reasons)
    give_other_kinds(indicators, periods, reasons)
    numbers: dict[Period, int] = {}
    days = periods.column(lambda period: numbers.setdefault(period, len(numbers)), -1, np.intp)
    breakdown = breakdowns([each for name, each in texts.items() if name not in TEXTS], len(days))
    # Only rows that could be used otherwise: a row without a period is not there twice.
    known = np.flatnonzero(reasons.is_usable)
    codes, _ = distinct_rows(*(each[known] for each in (indicators.codes, areas.codes, days, breakdown)))
    again = np.bincount(codes)[codes] > 1
    reasons.add_to(known[again], np.zeros(int(again.sum()), np.intp), [GIVEN_TWICE])
    give_unstated_kinds(indicators, periods, reasons)
    return Resolved(indicators, areas, periods, days, breakdown, reasons)


def _id_of(thing: Indicator | Area) -> str:
    return thing.id


def _find_each(
    texts: Coded[str], look_up: Callable[[str, bool], Thing], identity: Callable[[Thing], Hashable], reasons: Reasons
) -> Coded[Thing]:
    """Return what `look_up` gives for each text; where it raises, its complaint goes to the reasons.

    It is told whether to name the nearest name, which takes too long for thousands of wrong ones.
    """
    places: dict[Hashable, int] = {}
    things: list[Thing] = []
    found = np.full(len(texts.things) + 1, -1, np.intp)
    complaints = [""] * len(texts.things)
    refused = 0
    for number, text in enumerate(texts.things):
        try:
            thing = look_up(text, refused < MAX_SUGGESTIONS)
        except ThtError as error:
            complaints[number] = str(error)
            refused += 1
            continue
        found[number] = places.setdefault(identity(thing), len(things))
        if len(places) > len(things):
            things.append(thing)
    reasons.add(texts.codes, complaints)
    return Coded(found[texts.codes], things)


def _give_other_people(name: str, texts: Coded[str], indicators: Coded[Indicator], reasons: Reasons) -> None:
    """Give a reason to rows whose sex or age is not that of their indicator."""
    if not any(texts.things):
        return
    codes, first = distinct_rows(indicators.codes, texts.codes)
    complaints: list[str] = []
    for row in first.tolist():
        given, own = texts.thing(row), getattr(indicators.thing(row), name) if indicators.codes[row] >= 0 else ""
        is_wrong = given and own and not is_same_people(given, own)
        complaints.append(f"{name} {given!r} is not this indicator's {own!r}" if is_wrong else "")
    reasons.add(codes, complaints)


def is_same_people(given: str, own: str) -> bool:
    """Return whether a sex or an age is that of the indicator, however it is written: "53 to 64" is "53-64"."""
    return _people(given) == _people(own)


@lru_cache(maxsize=1024)
def _people(text: str) -> AgeBand | str:
    """Return what a sex or an age is compared by: the ages it means, so that "53 to 64" is "53-64", or its text."""
    try:
        return AgeBand.parse(text)
    except DomainError:
        return text.casefold()


def breakdowns(texts: Sequence[Coded[str]], size: int) -> Codes:
    """Return a number for what each row is broken down by, 0 where it is about the whole.

    Args:
        texts: Each column that breaks rows down.
        size: How many rows there are.
    """
    columns = [number_alike(each.things, _part, [""])[each.codes] for each in texts if any(map(_part, each.things))]
    if not columns:
        return np.broadcast_to(np.intp(0), size)
    is_part = np.logical_or.reduce([column > 0 for column in columns])
    return np.where(is_part, distinct_rows(*columns)[0] + 1, 0)


def _part(text: str) -> str:
    """Return a part of the whole in one spelling; "" for a text that means all of it, such as "All ethnic groups"."""
    words = " ".join(text.split()).casefold()
    return "" if words in ("all", "total") or words.startswith("all ") else words
