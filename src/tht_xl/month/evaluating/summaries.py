"""What became of each partner's return this month, for everybody who is told of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from tht_xl.errors import ThtError
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.workbook.check import Return


def return_summaries(
    config: MonthConfig,
    framework: Framework,
    returns: Sequence[Return],
    results: pd.DataFrame,
    last: Mapping[str, str],
) -> tuple[ReturnSummary, ...]:
    """Return a summary of each return, in the configuration's order.

    Args:
        config: The month's configuration.
        framework: The definitions.
        returns: Each return as checked, in the same order.
        results: What `evaluate` returned; rows that an earlier return of the same name gave are among them.
        last: The last good value of each indicator that the shared sheet holds.
    """
    partners = {partner.id: partner.name for partner in framework.partners}
    sends = Counter(source.partner for source in config.returns)
    return tuple(
        _summary(
            source,
            done,
            framework,
            partners.get(source.partner, source.partner),
            results,
            last,
            is_one_of_several=sends[source.partner] > 1,
        )
        for source, done in zip(config.returns, returns, strict=True)
    )


def _summary(
    source: ReturnSource,
    done: Return,
    framework: Framework,
    partner: str,
    results: pd.DataFrame,
    last: Mapping[str, str],
    *,
    is_one_of_several: bool,
) -> ReturnSummary:
    received = source.workbook.exists()
    return ReturnSummary(
        workbook=source.workbook.name,
        partner=partner,
        rows_used=len(done.observations),
        rows_held_back=len(done.held_back),
        # That a missing file cannot be opened is not a second fault.
        findings=done.report.findings if received else (),
        indicators=_reported_indicators(source, done, framework, results),
        received=received,
        last=last,
        newest_held_back=_newest_held_back(done, framework),
        is_one_of_several=is_one_of_several,
    )


def _reported_indicators(
    source: ReturnSource, done: Return, framework: Framework, results: pd.DataFrame
) -> tuple[str, ...]:
    """Return the indicators a return reports on: those in it, those it is asked for, and those of earlier months.

    One that has not come is missed for what it is asked for alone, where that is known.
    """
    before = results.loc[results["workbook"] == source.workbook.name, "indicator"] if "workbook" in results else ()
    if source.indicators and not source.workbook.exists():
        before = ()
    named = dict.fromkeys((*done.observations["indicator"], *source.indicators, *before))
    found: list[str] = []
    for text in named:
        try:
            found.append(find_indicator(framework, str(text), suggests=False).id)
        except ThtError:
            continue  # a row that names no indicator of ours is a finding, and affects none
    return tuple(dict.fromkeys(found))


def _newest_held_back(done: Return, framework: Framework) -> dict[str, str]:
    """Return the newest period of each indicator of the home area whose row is held back with no newer one used."""
    # Thousands of rows may repeat one wrong name, and nobody reads the error of any of them here.
    find = cache(lambda name: find_indicator(framework, name, suggests=False).id)
    place_of = cache(lambda name: find_area(framework, name, suggests=False).id)
    used: dict[str, Period] = {}
    rows = done.observations[["indicator", "area", "period"]].itertuples(index=False)
    held = [(row.indicator, row.area, row.period) for row in done.held_back]
    newest: dict[str, Period] = {}
    for found, cells in ((used, rows), (newest, held)):
        for indicator, area, period in cells:
            try:
                name, place = find(indicator), place_of(area)
                when = Period.parse(period)
            except ThtError:
                continue  # a row that names nothing we know affects no indicator
            if place == framework.home and (name not in found or when > found[name]):
                found[name] = when
    return {name: str(period) for name, period in newest.items() if name not in used or period > used[name]}
