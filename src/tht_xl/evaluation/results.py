"""The evaluated results of a framework as values, their rows looked up once.

Start with `Results`. The columns that `evaluate` gives stay columns; a value is made of a row that somebody is to see.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.result import ComparatorFigure, EarlierFigure, Origin, Result
from tht_xl.evaluation.rows.observations import compared, key_of
from tht_xl.evaluation.rows.resolve import Resolved, resolve
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period

Row = Mapping[Hashable, object]

_STATUS = {"aspirational": "wanted and not yet measured", "data-gap": "a gap in the data"}
"""What the framework says of indicators that have no card, by their status."""

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
