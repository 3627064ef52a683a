"""Which indicators need attention, why, and whether somebody owes the board an explanation.

Decided here and nowhere else, on the ratings, comparisons and trends of evaluated results and on what became of the
returns. `reasons` names them; docs/decisions/exceptions.md gives the rule for each.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from types import MappingProxyType

import numpy as np
import pandas as pd

from tht_xl.evaluation.reasons import (
    BY_SERIOUSNESS,
    EXPLAINED,
    GETTING_WORSE,
    HELD_BACK,
    LATE,
    NO_NARRATIVE,
    RED,
    STALE,
    UNTESTED_GAP,
    WITHHELD,
    WORSE,
    Reason,
)
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.results import Results, readings
from tht_xl.evaluation.returns import Absence, ReturnSummary, absences
from tht_xl.evaluation.sentence import with_unit
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.evaluation.timeliness import Timeliness, timeliness
from tht_xl.evaluation.untested import untested_differences
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Comparison, Rating, Trend
from tht_xl.monitoring.rating import is_minimum_possible

MINIMUM_RULE = "tower-hamlets"
"""The rating rule that knows a minimum expectation."""

GETTING_WORSE_TRENDS = frozenset({Trend.INCREASING_WORSE.value, Trend.DECREASING_WORSE.value})


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of one indicator in the framework's own area, and what about it needs attention.

    Attributes:
        indicator: The indicator assessed.
        series: Its readings up to the latest, oldest first.
        blank: Newer readings that hold neither a value nor a symbol for one withheld.
        absences: Why its newest figure is missing; blank where nothing is missing.
        timeliness: How old the latest figure is; None where there is none, or the day is not known.
        reasons: Why it needs attention, most serious first; none for a series that has ended.
    """

    indicator: Indicator
    series: tuple[Result, ...]
    blank: tuple[Result, ...] = ()
    absences: tuple[Absence, ...] = ()
    timeliness: Timeliness | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def latest(self) -> Result | None:
        """The newest reading with a value or withheld, or the newest at all."""
        return self.series[-1] if self.series else None

    @property
    def reason_ids(self) -> tuple[str, ...]:
        """The ids of its reasons, most serious first."""
        return tuple(reason.id for reason in self.reasons)

    @property
    def owes_narrative(self) -> bool:
        """Whether the board may expect an explanation, whether or not somebody has written one."""
        return not EXPLAINED.isdisjoint(self.reason_ids)

    @property
    def lacks_narrative(self) -> bool:
        """Whether an explanation is owed that nobody has written for the latest period."""
        return NO_NARRATIVE in self.reason_ids

    @property
    def words(self) -> str:
        """All reasons in one line, for a cell; "" where there is none."""
        said = "; ".join(reason.words for reason in self.reasons)
        return said[:1].upper() + said[1:]


def assess(
    results: pd.DataFrame | Results,
    framework: Framework,
    *,
    as_of: date | None = None,
    returns: Sequence[ReturnSummary] = (),
    narrated: Collection[str] | None = (),
    last_known: Mapping[str, Result] = MappingProxyType({}),
) -> dict[str, Assessment]:
    """Assess every current indicator of a framework, in its order.

    Args:
        results: What `evaluate` returned.
        framework: The definitions it was evaluated against.
        as_of: Last day of the month that is assessed; without it nothing has an age.
        returns: What became of each partner's return.
        narrated: Keys "indicator|area|period" of the rows beside which somebody has written; None where nobody can
            know yet, and then no narrative is missing.
        last_known: The newest row of an indicator that the shared sheet holds, by its id. Used only where a return is
            missing or held back and the results have nothing as new, so that bad news does not leave with its return.
    """
    by_indicator, missing = readings(results, framework), absences(returns)
    return {
        indicator.id: _assess(
            indicator,
            by_indicator.get(indicator.id, ()),
            missing.get(indicator.id, ()),
            last_known.get(indicator.id),
            as_of,
            narrated,
        )
        for indicator in framework.indicators
        if indicator.status == "current"
    }


def exceptions_by_reason(assessments: Iterable[Assessment]) -> dict[str, tuple[Assessment, ...]]:
    """Return the assessments with a reason, each once under its most serious one; reasons without any are left out."""
    found = [a for a in assessments if a.reasons]
    groups = {name: tuple(a for a in found if a.reasons[0].id == name) for name in BY_SERIOUSNESS}
    return {name: group for name, group in groups.items() if group}


def _assess(
    indicator: Indicator,
    rows: tuple[Result, ...],
    missing: tuple[Absence, ...],
    last_known: Result | None,
    as_of: date | None,
    narrated: Collection[str] | None,
) -> Assessment:
    series, blank = _up_to_the_latest(rows)
    missing = tuple(absence for absence in missing if not _is_superseded(absence, series))
    # Red last month, and this month's return is late: without the row that the sheet still has, the page would show the
    # older figure of a source, or nothing, and the bad news would be gone.
    if missing and last_known is not None and (not _is_known(series) or last_known.period > series[-1].period):
        series, blank = (*series, last_known), tuple(r for r in blank if r.period > last_known.period)
    latest = series[-1] if series else None
    timely = timeliness(indicator, latest.period, as_of) if latest is not None and as_of is not None else None
    assessment = Assessment(indicator, series, blank, missing, timely)
    # A series that has ended stays on its page; nobody can be asked to turn it round.
    if indicator.state == "historic":
        return assessment
    return replace(assessment, reasons=_reasons(assessment, narrated))


def _up_to_the_latest(rows: tuple[Result, ...]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """Return the readings up to the newest with a value or withheld, and those after it with neither."""
    after = len(list(takewhile(lambda r: r.value is None and not r.withheld, reversed(rows))))
    known = len(rows) - after
    return (rows[:known], rows[known:]) if known else (rows, ())


def _is_known(series: tuple[Result, ...]) -> bool:
    return bool(series) and (series[-1].value is not None or bool(series[-1].withheld))


def _is_superseded(absence: Absence, series: tuple[Result, ...]) -> bool:
    """Return whether a held-back row is older than the latest figure of another return or an earlier month.

    A correction of 2019/20 that comes alone, and wrong, holds back no newest figure where 2022/23 is known.
    """
    return bool(absence.period) and _is_known(series) and series[-1].period > Period.parse(absence.period)


def _reasons(assessment: Assessment, narrated: Collection[str] | None) -> tuple[Reason, ...]:
    latest, timely = assessment.latest, assessment.timeliness
    words = {} if latest is None else _words_of_the_figure(assessment.indicator, assessment.series, latest)
    for kind in (LATE, HELD_BACK):
        why = [absence.why for absence in assessment.absences if absence.kind == kind]
        words[kind] = f"{'no newer return: ' if kind == LATE else ''}{', and '.join(why)}" if why else ""
    if timely is not None and timely.is_stale and latest is not None:
        words[STALE] = f"older than expected: {timely.next_period} was due by {timely.expected_by}"
    is_owed = any(words.get(name) for name in EXPLAINED)
    if is_owed and narrated is not None and latest is not None and latest.key not in narrated:
        words[NO_NARRATIVE] = f"no narrative for {latest.period}"
    return tuple(Reason(name, words[name]) for name in BY_SERIOUSNESS if words.get(name))


def _words_of_the_figure(indicator: Indicator, series: tuple[Result, ...], latest: Result) -> dict[str, str]:
    """Return what the latest reading itself says: the words of each reason it gives, blank where it gives none."""
    if latest.value is None:
        return {WITHHELD: f"withheld {latest.withheld}"} if latest.withheld else {}
    # The first comparator in the framework's order that has a value for the period: one rule for every reader.
    beside, worse = latest.headline, ""
    if beside is not None and beside.value is not None and beside.word == Comparison.WORSE:
        worse = f"worse than {beside.area.name} ({with_unit(indicator, beside.value)})"
    untested = untested_differences(indicator, series, latest)
    return {
        RED: _red(indicator, latest),
        WORSE: worse,
        GETTING_WORSE: latest.trend[:1].lower() + latest.trend[1:] if latest.trend in GETTING_WORSE_TRENDS else "",
        UNTESTED_GAP: f"far from {' and from '.join(untested)}, not tested: no interval" if untested else "",
    }


def _red(indicator: Indicator, latest: Result) -> str:
    status = latest.target_status
    if status.rating != Rating.RED:
        return ""
    if status.minimum is not None and misses_minimum(indicator, status):
        return f"short of the minimum expectation of {with_unit(indicator, status.minimum)}"
    aim = status.target if status.target is not None else status.final
    return "target missed" if aim is None else f"target of {with_unit(indicator, aim)} missed"


def misses_minimum(indicator: Indicator, status: TargetStatus) -> bool:
    """Return whether red means that the minimum expectation was missed, and not the target itself.

    Only Tower Hamlets' own rule looks at a minimum, and only at one that does not lie beyond the target.
    """
    if status.rating != Rating.RED or status.minimum is None or indicator.rating != MINIMUM_RULE:
        return False
    target = np.nan if status.target is None else status.target
    return bool(is_minimum_possible(target, status.minimum, indicator.polarity))
