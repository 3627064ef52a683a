"""Evaluated results as values: one reading for an indicator and a period, missing numbers as None."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from tht_xl.evaluation.observations import compared, key_of
from tht_xl.evaluation.resolve import resolve
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Comparison

Row = Mapping[Hashable, object]

VERDICTS = frozenset(each.value for each in Comparison if each is not Comparison.NOT_COMPARED)
"""What a comparison says where an interval allowed one."""

_STATUS = {"aspirational": "wanted and not yet measured", "data-gap": "a gap in the data"}
"""What the framework says of indicators that have no card, by their status."""


@dataclass(frozen=True, slots=True)
class ComparatorFigure:
    """A value beside one comparator's value for the same period."""

    area: Area
    value: float | None
    word: str
    in_interval: bool | None

    @property
    def is_tested(self) -> bool:
        """Whether the interval allowed a verdict."""
        return self.word in VERDICTS


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands against its target; numbers on the indicator's scale."""

    rating: str
    target: float | None
    final: float | None
    due: str
    minimum: float | None
    gap: float | None
    people: int | None
    in_interval: bool | None


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """What a returned figure said before; None where that is not to be repeated."""

    value: float | None
    month: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator in the framework's own area for one period, as `evaluate` left it."""

    key: str
    period: Period
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    comparisons: tuple[ComparatorFigure, ...]
    people_to_comparator: int | None
    previous: float | None
    previous_period: str
    direction: str
    trend: str
    trend_reason: str
    standing: Standing
    withheld: str
    reason: str
    sentence: str
    source: str
    workbook: str
    sheet: str
    cell: str
    release: str = ""
    revision: EarlierFigure | None = None

    @property
    def headline(self) -> ComparatorFigure | None:
        """The first comparator, in the framework's order of preference, that has a value."""
        return next((c for c in self.comparisons if c.value is not None), None)

    @property
    def limits(self) -> tuple[float, float] | None:
        """Lower and upper limit, where there are both."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Unused:
    """A row that could not be used, and why."""

    indicator: str
    area: str
    period: str
    reason: str


def readings(results: pd.DataFrame, framework: Framework) -> dict[str, tuple[Reading, ...]]:
    """The home area's readings of each indicator, oldest first; rows that could not be used are left out.

    Args:
        results: What `evaluate` returned.
        framework: The definitions it was evaluated against.
    """
    found = resolve(results, framework)
    areas = {area.id: area for area in framework.areas}
    series: defaultdict[str, list[Reading]] = defaultdict(list)
    for row, record in enumerate(results.to_dict("records")):
        indicator, area, period = found.indicators[row], found.areas[row], found.periods[row]
        if found.usable[row] and found.breakdown[row] == 0 and area.id == framework.home:
            series[indicator.id].append(_reading(record, indicator, area, period, framework, areas))
    return {name: tuple(sorted(rows, key=lambda r: r.period)) for name, rows in series.items()}


def unused(results: pd.DataFrame, framework: Framework) -> tuple[Unused, ...]:
    """The rows that nothing shows, with the reason, in their order.

    They name no indicator, area or period of the framework, or name them twice; or the paper has no place for their
    indicator, because the partnership only wishes for it or knows that no data exist.
    """
    found = resolve(results, framework)
    told: list[Unused] = []
    for row, record in enumerate(results.to_dict("records")):
        reason = str(found.reasons[row])
        if found.usable[row] and found.indicators[row].status != "current":
            reason = f"the framework lists this indicator as {_STATUS[found.indicators[row].status]}; it has no card"
        if reason:
            told.append(Unused(*(_text(record, name) for name in ("indicator", "area", "period")), reason=reason))
    return tuple(told)


def _reading(
    row: Row, indicator: Indicator, area: Area, period: Period, framework: Framework, areas: Mapping[str, Area]
) -> Reading:
    return Reading(
        key=key_of(indicator.id, area.id, str(period)),
        period=period,
        value=_number(row, "value"),
        lower=_number(row, "lower"),
        upper=_number(row, "upper"),
        count=_number(row, "count"),
        denominator=_number(row, "denominator"),
        comparisons=tuple(_comparison(row, areas[c]) for c in framework.comparators),
        people_to_comparator=_whole(row, "people_to_comparator"),
        previous=_number(row, "previous"),
        previous_period=_text(row, "previous_period"),
        direction=_text(row, "direction"),
        trend=_text(row, "trend"),
        trend_reason=_text(row, "trend_reason"),
        standing=_standing(row),
        withheld=_text(row, "withheld"),
        reason=_text(row, "reason"),
        sentence=_text(row, "sentence"),
        source=_text(row, "source"),
        workbook=_text(row, "workbook"),
        sheet=_text(row, "sheet"),
        cell=_text(row, "cell"),
        release=_text(row, "release"),
        revision=_revision(row),
    )


def _comparison(row: Row, area: Area) -> ComparatorFigure:
    return ComparatorFigure(
        area,
        _number(row, compared(area.id, "value")),
        _text(row, compared(area.id, "comparison")),
        _boolean(row, compared(area.id, "in_interval")),
    )


def _revision(row: Row) -> EarlierFigure | None:
    return EarlierFigure(_number(row, "value_before"), _text(row, "month_before")) if _boolean(row, "revised") else None


def _standing(row: Row) -> Standing:
    return Standing(
        rating=_text(row, "rating"),
        target=_number(row, "target"),
        final=_number(row, "target_final"),
        due=_text(row, "target_due"),
        minimum=_number(row, "minimum"),
        gap=_number(row, "gap"),
        people=_whole(row, "people_to_target"),
        in_interval=_boolean(row, "target_in_interval"),
    )


def _given(row: Row, name: str) -> object | None:
    given = row.get(name)
    return None if given is None or given is pd.NA or given != given else given


def _number(row: Row, name: str) -> float | None:
    given = _given(row, name)
    return None if given is None else float(given)  # pyright: ignore[reportArgumentType] - a number column


def _whole(row: Row, name: str) -> int | None:
    given = _number(row, name)
    return None if given is None else int(given)


def _boolean(row: Row, name: str) -> bool | None:
    given = _given(row, name)
    return None if given is None else bool(given)


def _text(row: Row, name: str) -> str:
    given = _given(row, name)
    return "" if given is None else str(given).strip()
