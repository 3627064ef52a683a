"""Evaluated results as values: one `Result` for each row that is shown, missing numbers as None.

The columns that `evaluate` gives stay columns; a value is made of a row when somebody is to see it.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.rows.observations import compared, key_of
from tht_xl.evaluation.rows.resolve import Resolved, resolve
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.observation_key import ObservationKey
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
class EarlierFigure:
    """What a returned figure said before; None where that is not to be repeated."""

    value: float | None
    month: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: each as its column of results says it, "" or None where that is not known.

    What `evaluate` gives knows a source alone, and a file and a cell where the observations had them; the results of a
    month know all of it.

    Attributes:
        source: What the source is called, as given.
        workbook: File of the return.
        sheet: Its worksheet.
        cell: Cell of the value.
        release: Day on which a published figure came out.
        version: 1 for the first figures of a key, one more for each that follow.
        returned_on: Day on which a month first read these figures.
        returned_by_role: Who returned them.
        status: "new", "carried", "revised" or "late"; "" for a published figure.
        overridden_by_role: Who let them in against what a check found.
        marks: "[r]" for a revised figure, "[p]" for a provisional one, "[b]" where the way of measuring changed.
        held_back: Which row an error held back this month, and which figure counts instead.
        approval: Provisional, checked or agreed, by which role and when.
    """

    source: str = ""
    workbook: str = ""
    sheet: str = ""
    cell: str = ""
    release: str = ""
    version: int | None = None
    returned_on: str = ""
    returned_by_role: str = ""
    status: str = ""
    overridden_by_role: str = ""
    marks: str = ""
    held_back: str = ""
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Result:
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
    target_status: TargetStatus
    withheld: str
    reason: str
    sentence: str
    origin: Origin = Origin()
    revision: EarlierFigure | None = None

    @property
    def indicator(self) -> str:
        """Id of the indicator."""
        return ObservationKey.parse(self.key).indicator

    @property
    def area(self) -> str:
        """Id of the area."""
        return ObservationKey.parse(self.key).area

    @property
    def headline(self) -> ComparatorFigure | None:
        """The first comparator, in the framework's order of preference, that has a value."""
        return next((c for c in self.comparisons if c.value is not None), None)

    @property
    def limits(self) -> tuple[float, float] | None:
        """Lower and upper limit, where there are both."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


_ORIGIN = tuple(each.name for each in fields(Origin) if each.name != "version")
"""The columns of an origin that hold text."""


@dataclass(frozen=True, slots=True)
class Unused:
    """A row that could not be used, and why."""

    indicator: str
    area: str
    period: str
    reason: str


class Results:
    """Evaluated results beside the definitions they were evaluated against, their rows looked up once.

    Whoever reads results takes a frame or this, so that a month looks its rows up a single time.

    Attributes:
        frame: What `evaluate` returned.
        framework: The definitions.
    """

    def __init__(self, frame: pd.DataFrame, framework: Framework) -> None:
        self.frame, self.framework = frame, framework

    @classmethod
    def of(cls, results: "pd.DataFrame | Results", framework: Framework) -> "Results":
        """Return the results themselves, or those of a frame."""
        return results if isinstance(results, Results) else cls(results, framework)

    @cached_property
    def found(self) -> Resolved:
        """What each row is about."""
        return resolve(self.frame, self.framework)

    @cached_property
    def is_shown(self) -> NDArray[np.bool_]:
        """Rows that are used and about a whole indicator."""
        return self.found.usable & (self.found.breakdown == 0)

    @cached_property
    def by_indicator(self) -> dict[str, tuple[Result, ...]]:
        """The home area's results of each indicator, oldest first; rows that could not be used are left out."""
        found, framework = self.found, self.framework
        is_home = found.area.column(lambda area: area.id == framework.home, False, bool)
        rows = np.flatnonzero(self.is_shown & is_home)
        areas = {area.id: area for area in framework.areas}
        series: defaultdict[str, list[Result]] = defaultdict(list)
        for row, record in zip(rows.tolist(), self.frame.iloc[rows].to_dict("records"), strict=True):
            indicator, area, period = found.indicator.thing(row), found.area.thing(row), found.period.thing(row)
            series[indicator.id].append(_result(record, indicator, area, period, framework, areas))
        return {name: tuple(sorted(some, key=lambda r: r.period)) for name, some in series.items()}

    @cached_property
    def unused(self) -> tuple[Unused, ...]:
        """Return the rows that are not shown anywhere, with the reason, in their order.

        They name no indicator, area or period of the framework, or name them twice; or the paper has no place for
        their indicator, because the partnership only wishes for it or knows that no data exist.
        """
        found = self.found
        has_card = found.indicator.column(lambda each: each.status == "current", True, bool)
        reasons = found.reasons
        rows = np.flatnonzero((reasons != "") | ~has_card)
        told: list[Unused] = []
        for row, record in zip(rows.tolist(), self.frame.iloc[rows].to_dict("records"), strict=True):
            status = found.indicator.thing(row).status if not reasons[row] else ""
            no_card = f"the framework lists this indicator as {_STATUS.get(status)}; it has no card"
            reason = str(reasons[row]) or no_card
            told.append(Unused(*(_text(record, name) for name in ("indicator", "area", "period")), reason=reason))
        return tuple(told)


def readings(results: pd.DataFrame | Results, framework: Framework) -> dict[str, tuple[Result, ...]]:
    """Return the home area's results of each indicator, oldest first; rows that could not be used are left out.

    Args:
        results: What `evaluate` returned.
        framework: The definitions it was evaluated against.
    """
    return Results.of(results, framework).by_indicator


def unused(results: pd.DataFrame | Results, framework: Framework) -> tuple[Unused, ...]:
    """Return the rows that are not shown anywhere, with the reason, in their order."""
    return Results.of(results, framework).unused


def _result(
    row: Row, indicator: Indicator, area: Area, period: Period, framework: Framework, areas: Mapping[str, Area]
) -> Result:
    was_revised = _boolean(row, "revised")
    revision = EarlierFigure(_number(row, "value_before"), _text(row, "month_before")) if was_revised else None
    return Result(
        key=key_of(indicator.id, area.id, str(period)),
        period=period,
        value=_number(row, "value"),
        lower=_number(row, "lower"),
        upper=_number(row, "upper"),
        count=_number(row, "count"),
        denominator=_number(row, "denominator"),
        comparisons=tuple(
            ComparatorFigure(
                areas[c],
                _number(row, compared(c, "value")),
                _text(row, compared(c, "comparison")),
                _boolean(row, compared(c, "in_interval")),
            )
            for c in framework.comparators
        ),
        people_to_comparator=_whole(row, "people_to_comparator"),
        previous=_number(row, "previous"),
        previous_period=_text(row, "previous_period"),
        direction=_text(row, "direction"),
        trend=_text(row, "trend"),
        trend_reason=_text(row, "trend_reason"),
        target_status=_target_status(row),
        withheld=_text(row, "withheld"),
        reason=_text(row, "reason"),
        sentence=_text(row, "sentence"),
        origin=Origin(version=_whole(row, "version"), **{name: _text(row, name) for name in _ORIGIN}),
        revision=revision,
    )


def _target_status(row: Row) -> TargetStatus:
    return TargetStatus(
        rating=_text(row, "rating"),
        target=_number(row, "target"),
        final=_number(row, "target_final"),
        due=_text(row, "target_due"),
        minimum=_number(row, "minimum"),
        gap=_number(row, "gap"),
        people=_whole(row, "people_to_target"),
        in_interval=_boolean(row, "target_in_interval"),
    )


def _known(row: Row, name: str) -> object | None:
    given = row.get(name)
    return None if given is None or given is pd.NA or given != given else given


def _number(row: Row, name: str) -> float | None:
    given = _known(row, name)
    return None if given is None else float(given)  # pyright: ignore[reportArgumentType] - a number column


def _whole(row: Row, name: str) -> int | None:
    given = _number(row, name)
    return None if given is None else int(given)


def _boolean(row: Row, name: str) -> bool | None:
    given = _known(row, name)
    return None if given is None else bool(given)


def _text(row: Row, name: str) -> str:
    given = _known(row, name)
    return "" if given is None else str(given).strip()
