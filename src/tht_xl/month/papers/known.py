"""Every figure that the results of a month have, to look numbers of a paper up in."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.observations import compared
from tht_xl.evaluation.sentence import number, share_in_words
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.month.papers.numbers import Token, TokenKind, find_tokens

BEFORE = "value before"
FIGURES = {
    "value": "value", "lower": "lower limit", "upper": "upper limit", "previous": BEFORE,
    "target": "expected by now", "target_final": "target", "minimum": "minimum expectation",
}  # fmt: skip
COUNTS = {
    "count": "numerator", "denominator": "denominator", "people_to_target": "people to the target",
    "people_to_comparator": "people to the comparator",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the results have.

    Attributes:
        indicator: Whose it is.
        area: Id of its area.
        period: Label of its period.
        what: What it is of the result: "value", "lower limit".
        value: The number.
        unit: "%", "points", the indicator's unit, or "" for a count.
        is_home: Whether it is of the framework's own area.
    """

    indicator: Indicator
    area: str
    period: str
    what: str
    value: float
    unit: str
    is_home: bool

    @property
    def text(self) -> str:
        """The number as the paper writes it."""
        decimals = 0 if self.what in COUNTS.values() else self.indicator.decimals
        sign = {"%": "%", "points": " percentage points"}.get(self.unit, "")
        return f"{number(self.value, decimals)}{sign}"

    def text_for(self, token: Token) -> str:
        """Return the number in the form of another one: as "one in ten" beside "one in eight"."""
        is_share = token.kind is TokenKind.SHARE and self.unit == "%" and 0 <= self.value <= 100
        return share_in_words(self.value / 100) if is_share else self.text

    @property
    def is_own_value(self) -> bool:
        """Whether it is the value of the framework's own area."""
        return self.what == "value" and self.is_home

    @property
    def about(self) -> str:
        """What it says, in words."""
        return f"{self.what} of {self.indicator.label}, {self.period}"

    def is_said_by(self, token: Token) -> bool:
        """Return whether a number of a paper says this figure, rounded as it is written."""
        if token.value is None or not self.may_be(token):
            return False
        if token.kind is TokenKind.SHARE:
            # "One in ten" is said of 10.5% too, as sentences of the paper do (docs/decisions/sentences.md). Limits are
            # not said in words, and nearly every share is near one of them.
            if self.what in ("lower limit", "upper limit", BEFORE):
                return False
            words = find_tokens((share_in_words(self.value / 100),)) if 0 <= self.value <= 100 else ()
            return any(token.same == each.same for each in words)
        value = self.value / 1e6 if token.unit == "million" else self.value
        # Half a unit of the last decimal, and a little for what binary fractions lack.
        return abs(abs(token.value) - abs(value)) <= 0.5 * 10.0**-token.decimals + 1e-9 * max(1.0, abs(value))

    def may_be(self, token: Token) -> bool:
        """Return whether a number has a unit that this figure can be written with."""
        if token.unit in ("%", "points"):
            # "short by 3 per cent" is meant for points; that is for people to see, not for us.
            return self.unit in ("%", "points")
        if token.unit in ("£", "$", "€"):
            return token.unit in self.unit
        return token.unit != "years" or "year" in self.unit


@dataclass(frozen=True, slots=True)
class Known:
    """The figures of the results, for looking up.

    Attributes:
        by_indicator: Figures by id of the indicator, home area first and newest first.
        withheld: Periods for which an indicator has a withheld value, by its id.
        latest: The latest period of each indicator, by its id.
        periods: Labels of the periods, without blanks.
        names: Ids of indicators by the names a paper may call them, in small letters, longest first.
        labels: How the paper calls each indicator, by its id.
    """

    by_indicator: Mapping[str, tuple[Figure, ...]]
    withheld: Mapping[str, frozenset[str]]
    latest: Mapping[str, str]
    periods: frozenset[str]
    names: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]

    def is_within_a_name(self, text: str, place: int) -> bool:
        """Return whether a place of a text lies within an indicator's name, such as the 6 of "Year 6 obesity"."""
        folded = text.casefold()
        return any(start <= place < start + len(name) for name, _ in self.names if (start := folded.find(name)) >= 0)

    def indicators_in(self, text: str) -> tuple[str, ...]:
        """Return the indicators that a text names, each name counted for the longest that it is part of."""
        left, found = text.casefold(), []
        for name, indicator in self.names:
            if name in left:
                found.append(indicator)
                left = left.replace(name, " ")
        return tuple(dict.fromkeys(found))


def known_figures(results: pd.DataFrame, framework: Framework) -> Known:
    """Return every figure of the results of a month.

    Args:
        results: As in `results.csv`.
        framework: The definitions.
    """
    view = Results.of(results, framework)
    found = view.found
    figures: defaultdict[str, list[Figure]] = defaultdict(list)
    withheld: defaultdict[str, set[str]] = defaultdict(set)
    latest: dict[str, Period] = {}
    periods: set[str] = set()
    names = {area.id: area.name for area in framework.areas}
    for row, record in enumerate(results.to_dict("records")):
        if not view.is_shown[row]:
            continue
        indicator, area, period = found.indicator.thing(row), found.area.thing(row), found.period.thing(row)
        periods.add(str(period).replace(" ", "").casefold())
        if record["withheld"]:
            withheld[indicator.id].add(str(period))
        figures[indicator.id] += _figures(record, indicator, area.id, str(period), framework, names)
        if area.id == framework.home and (indicator.id not in latest or period > latest[indicator.id]):
            latest[indicator.id] = period
    called = {name.casefold(): i.id for i in framework.indicators for name in (i.id, i.name, i.short_name) if name}
    return Known(
        {name: tuple(sorted(some, key=lambda f: not f.is_home)) for name, some in figures.items()},
        {name: frozenset(some) for name, some in withheld.items()},
        {name: str(period) for name, period in latest.items()},
        frozenset(periods),
        tuple(sorted(called.items(), key=lambda pair: -len(pair[0]))),
        {indicator.id: indicator.label for indicator in framework.indicators},
    )


def _figures(
    record: Mapping, indicator: Indicator, area: str, period: str, framework: Framework, names: Mapping[str, str]
) -> Iterator[Figure]:
    unit, is_home = indicator.unit, area == framework.home
    columns = {**FIGURES, **{compared(c, "value"): names[c] for c in framework.comparators}}
    for column, what in columns.items():
        if _is_number(record.get(column)):
            yield Figure(indicator, area, period, what, float(record[column]), unit, is_home)
    for column, what in COUNTS.items():
        if _is_number(record.get(column)):
            yield Figure(indicator, area, period, what, float(record[column]), "", is_home)
    points = "points" if unit == "%" else unit
    if _is_number(record.get("gap")):
        yield Figure(indicator, area, period, "gap to the target", float(record["gap"]), points, is_home)
    # "3.7 percentage points above England": people write differences that no column has.
    for column in ("previous", *(compared(c, "value") for c in framework.comparators)):
        if _is_number(record.get(column)) and _is_number(record.get("value")):
            what = (
                f"difference from the {columns[column]}"
                if column == "previous"
                else f"difference from {columns[column]}"
            )
            yield Figure(indicator, area, period, what, float(record["value"]) - float(record[column]), points, is_home)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float | np.integer) and math.isfinite(given)
