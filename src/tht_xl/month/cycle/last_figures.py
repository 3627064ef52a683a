"""What a partner is shown beside each figure that is asked for: the last one, England, and the target."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.results import readings
from tht_xl.evaluation.sentence import with_unit
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.days import today
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.vocabulary import Rating
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.cycle.needs import Wanted
from tht_xl.month.evaluating.gather import gather
from tht_xl.month.governance.protection import Protection
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.row import as_frame
from tht_xl.workbook.writing.partner_return import AskedFigure

NATIONAL = "country"
"""The kind of area that the column England is about."""
DOUBLED, QUARTER = 2.0, 0.25
"""How far from the last figure nobody need say why; docs/decisions/returns.md gives the reasons."""


def known_series(config: MonthConfig, framework: Framework, memory: Memory) -> dict[str, tuple[Result, ...]]:
    """Return what is known of each indicator before the month, oldest first: what was published, or returned earlier.

    A figure that may not be shown yet, or not to partners, is not among it.
    """
    rows = [row for row in memory.known_before(config.month).values() if not row.is_withdrawal]
    protection = Protection.of(config, framework, today())
    known = protection.visible_to(
        protection.released(gather(config, framework, as_frame(rows)).observations), "partners"
    )
    return readings(evaluate(known, framework), framework)


def asked_figures(
    wanted: Sequence[Wanted],
    series: Mapping[str, Sequence[Result]],
    framework: Framework,
    actions: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> list[AskedFigure]:
    """Return each row that is asked for, with the newest figure before it and the actions for its indicator."""
    figures: list[AskedFigure] = []
    for row in wanted:
        indicator = find_indicator(framework, row.indicator)
        last = next((each for each in reversed(series.get(indicator.id, ())) if each.value is not None), None)
        figures.append(replace(_asked(row, indicator, last), actions=actions.get(indicator.id, ())))
    return figures


def _asked(row: Wanted, indicator: Indicator, last: Result | None) -> AskedFigure:
    if last is None or last.value is None:
        return AskedFigure(row.indicator, row.period)
    national = next((c for c in last.comparisons if c.area.kind == NATIONAL and c.value is not None), None)
    status = last.target_status
    return AskedFigure(
        row.indicator,
        row.period,
        last=f"{with_unit(indicator, last.value)} ({last.period})",
        expected=_expected(last.value, last.lower, last.upper),
        england="" if national is None or national.value is None else with_unit(indicator, national.value),
        target=_target(indicator, status),
        was_red=status.rating == Rating.RED,
    )


def _target(indicator: Indicator, status: TargetStatus) -> str:
    if status.final is None:
        return ""
    proposed = " (proposed)" if status.rating == Rating.PROPOSED else ""
    return f"{with_unit(indicator, status.final)} by {status.due}{proposed}"


def _expected(value: float, lower: float | None, upper: float | None) -> tuple[float, float]:
    """Return the lowest and highest value that nobody need explain."""
    if lower is None or upper is None:
        return value - QUARTER * abs(value), value + QUARTER * abs(value)
    return value - DOUBLED * (value - lower), value + DOUBLED * (upper - value)
