"""Bring the returns and the published series together into one table of observations."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.rows.observations import COLUMNS, NUMBERS, SYMBOL
from tht_xl.evaluation.rows.published import published_observations, release_days
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report
from tht_xl.model.periods.label import day_label
from tht_xl.model.periods.period import Period
from tht_xl.model.waiver import Waiver
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.governance.explanations import accepted_waivers
from tht_xl.month.governance.protection import Protection
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.recall import RETURNED_IN
from tht_xl.month.memory.row import Key, as_frame
from tht_xl.month.progress import Notify
from tht_xl.store.records.returns import asked_for_nothing
from tht_xl.store.store import Store
from tht_xl.workbook.check import Return, check_return, report_waivers
from tht_xl.workbook.cross_check import cross_check_returns
from tht_xl.workbook.waiving import waive

WHERE_FROM = ("workbook", "sheet", "row", "cell")
"""Columns beside the observation columns that say which cell a value came from."""
RELEASE = "release"
"""Column beside them: when a published figure came out, or why it is shown although nobody says; else blank."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The month's observations, and the keys of published figures that are too late for them."""

    observations: pd.DataFrame
    too_late: tuple[Key, ...]


def check_returns(
    config: MonthConfig,
    framework: Framework,
    notify: Notify,
    *,
    memory: Memory | None = None,
    store: Store | None = None,
) -> tuple[Return, ...]:
    """Check every partner's return, one after the other; a bad one does not stop the others.

    Args:
        config: The month's configuration.
        framework: The definitions.
        notify: Told about progress.
        memory: What earlier months remembered, to hold the returns against.
        store: Where accepted explanations are kept.
    """
    # What this month itself has remembered is not an earlier return: a month that is run twice brings the same.
    before = {} if memory is None else memory.known_before(config.month)
    earlier = as_frame([row for row in before.values() if not row.is_withdrawal])
    unasked = frozenset() if store is None else asked_for_nothing(store, config.month)
    returns = []
    for number, source in enumerate(config.returns):
        notify("Checking returns", number, len(config.returns))
        returns.append(
            check_return(
                source.workbook,
                framework,
                waivers=(
                    *config.waivers_of(source),
                    *accepted_waivers(store, source.workbook.name, today()),
                ),
                earlier=earlier,
                indicators=() if (source.partner, source.workbook.name) in unasked else source.indicators,
                # What lies after the month is R312's, whatever day it is when the month is run.
                allows_future=True,
            )
        )
    notify("Checking returns", len(returns), len(returns))
    checked = cross_check_returns(returns, config.month)
    pairs = zip(config.returns, checked, strict=True)
    protection = Protection.of(config, framework, today())
    reported = (_with_waivers(done, config.waivers_of(source), source.workbook.name, store) for source, done in pairs)
    return tuple(protection.without_contents(done) for done in reported)


def _with_waivers(done: Return, own: tuple[Waiver, ...], workbook: str, store: Store | None) -> Return:
    """Return the return with later warnings waived too; only a waiver of the configuration is reported as unused."""
    accepted = accepted_waivers(store, workbook, today())
    if accepted and done.places:
        places = replace(done.places, stays_private=True)
        findings = [f if f.holds_back else waive([f], accepted, places, today())[0] for f in done.report.findings]
        done = replace(done, report=Report(done.report.path, tuple(findings)))
    return report_waivers(done, own)


def gather(config: MonthConfig, framework: Framework, returned: pd.DataFrame) -> Gathered:
    """Every observation of the month: what was returned first, then what the framework's published series have besides.

    Where a return and a published series give the same indicator, area and period, the return's figure counts.

    Args:
        config: The month's configuration.
        framework: The definitions with their published series.
        returned: This month's rows and those of earlier months.
    """
    too_late: tuple[Key, ...] = ()
    frames: list[pd.DataFrame] = []
    if config.published:
        # A returned row without a figure or a symbol takes nothing back, a published figure neither.
        blank = is_blank(returned)
        given = set(_keys(returned[~blank])) if len(returned) else set()
        series = published_observations(framework)
        series = series[[key not in given for key in _keys(series)]]
        releases = _releases(series, framework, config.month)
        if not config.later_figures:
            enters = ~releases["is_later"].to_numpy(bool)
            too_late = tuple(_keys(series[~enters]))
            series, releases = series[enters], releases[enters]
        if len(returned):
            known = set(_keys(series))
            returned = returned[[not b or key not in known for b, key in zip(blank, _keys(returned), strict=True)]]
        frames.append(series.assign(**{RELEASE: releases["said"].to_numpy(object)}))
    frames = [frame for frame in (returned, *frames) if len(frame)]
    if not frames:
        return Gathered(pd.DataFrame(columns=pd.Index([*COLUMNS, *WHERE_FROM, RETURNED_IN, RELEASE])), too_late)
    gathered = pd.concat(frames, ignore_index=True)
    for name in (*WHERE_FROM, RETURNED_IN, RELEASE):
        known = gathered[name].astype(object) if name in gathered else pd.Series("", index=gathered.index)
        gathered[name] = known.where(known.notna(), "")
    return Gathered(gathered, too_late)


def is_blank(returned: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows have neither a number nor a symbol."""
    numbers = returned.reindex(columns=list(NUMBERS)).isna().all(axis=1)
    return (numbers & returned.reindex(columns=[SYMBOL], fill_value="")[SYMBOL].eq("")).to_numpy(bool)


def _keys(observations: pd.DataFrame) -> list[Key]:
    """Return indicator, area and period of each row, by id and canonical label, as returns and published series do."""
    return list(observations[["indicator", "area", "period"]].itertuples(index=False, name=None))


def _releases(series: pd.DataFrame, framework: Framework, month: Period) -> pd.DataFrame:
    """For each published value whether it is later than the month, and what the paper says of its release."""
    days = release_days(framework)
    found: list[tuple[bool, str]] = []
    for key in _keys(series):
        day, ends = days.get(key), Period.parse(key[2]).end
        if day is not None:
            is_later = day > month.end
            found.append((is_later, f"{day_label(day)}, after this month" if is_later else day_label(day)))
        elif ends > month.end:
            found.append((True, f"day not known; the period ends after {month}"))
        else:
            found.append((False, f"day not known; shown because the period ended by {month}"))
    return pd.DataFrame(found, columns=pd.Index(["is_later", "said"]), index=series.index)
