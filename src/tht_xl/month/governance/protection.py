"""Set figures apart that may not be shown yet, or not to everybody, before anything is computed from them.

Taking the rows out of the observations, and not out of what is written, is what keeps sentences, trends, exceptions,
revisions and numbers of people from giving a figure away.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.documents.addresses import cell_position
from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Finding
from tht_xl.model.periods.label import day_label
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.governance import Audience, Governed
from tht_xl.month.configuration.selection import Selection
from tht_xl.workbook.check import Return
from tht_xl.workbook.rule import Stage
from tht_xl.workbook.rules import RULES

LEVELS: tuple[Audience, ...] = ("open", "partners", "exempt")
"""From what everybody may see to what only the exempt file holds."""
QUOTES_OTHER_ROWS: tuple[Stage, ...] = ("cross_checks", "across_returns")
"""Stages of checks whose findings may repeat a figure of another row."""
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Protection:
    """Which figures are set apart on a day.

    Attributes:
        embargoed: Figures that may not be shown yet, each with the first day on which they may.
        audiences: Figures that not everybody may see.
        framework: The definitions.
    """

    embargoed: tuple[tuple[Selection, date], ...]
    audiences: tuple[tuple[Selection, Audience], ...]
    framework: Framework

    @classmethod
    def of(cls, config: Governed, framework: Framework, day: date) -> "Protection":
        """Return what a configuration sets apart on a day."""
        return cls(
            tuple((Selection.parse(n.figure, framework), n.day) for n in config.not_before if day < n.day),
            tuple((Selection.parse(c.figure, framework), c.audience) for c in config.content if c.audience != "open"),
            framework,
        )

    def has_level(self, level: Audience) -> bool:
        """Return whether any figure is for this audience."""
        return any(audience == level for _, audience in self.audiences)

    def day_of(self, indicator: str, period: str) -> date | None:
        """Return the first day on which a figure may be shown; None where that has come."""
        return max((day for each, day in self.embargoed if each.has(indicator, period)), default=None)

    def audience_of(self, indicator: str, period: str) -> Audience:
        """Return who may see a figure; of several lines the most restrictive counts."""
        found = (LEVELS.index(audience) for each, audience in self.audiences if each.has(indicator, period))
        return LEVELS[max(found, default=0)]

    def hides_key(self, key: str, level: Audience) -> bool:
        """Return whether a row of the shared sheet may not be shown to an audience, or to anybody yet."""
        beyond = (each for each, audience in self.audiences if LEVELS.index(audience) > LEVELS.index(level))
        return any(each.has_key(key, self.framework) for each in (*(e for e, _ in self.embargoed), *beyond))

    def released(self, observations: pd.DataFrame) -> pd.DataFrame:
        """Return the observations without those that may not be shown yet."""
        if not self.embargoed:
            return observations
        return _kept(observations, [self.day_of(i, p) is None for i, p in _figures(observations)])

    def visible_to(self, observations: pd.DataFrame, level: Audience) -> pd.DataFrame:
        """Return the observations that an audience may see."""
        if not self.audiences or level == "exempt":
            return observations
        most = LEVELS.index(level)
        return _kept(observations, [LEVELS.index(self.audience_of(i, p)) <= most for i, p in _figures(observations)])

    def is_exempt(self, frame: pd.DataFrame) -> NDArray[np.bool_]:
        """Return which rows are for the exempt file alone."""
        return np.array([self.audience_of(i, p) == "exempt" for i, p in _figures(frame)], bool)

    def without_contents(self, done: Return) -> Return:
        """Return a checked return whose findings repeat no figure, and no word, of a row that is set apart."""
        if not self.embargoed and not self.has_level("exempt"):
            return done
        figures = self._figures_by_row(done)
        findings = tuple(self._masked(finding, figures) for finding in done.report.findings)
        return replace(done, report=replace(done.report, findings=findings))

    def _masked(self, finding: Finding, figures: dict[int, tuple[str, str]]) -> Finding:
        figure = figures.get(cell_position(finding.cell)[0]) if finding.cell else None
        if figure is None:
            return finding
        why = self._why(*figure)
        if not why and finding.code in RULES and RULES[finding.code].stage in QUOTES_OTHER_ROWS:
            # "31.2 is far from the 24.0 of the year before": the figure before may be the one that is set apart.
            why = next((said for each, said in self._set_apart() if each.indicator == figure[0]), "")
        if not why:
            return finding
        return replace(
            finding,
            given=NOT_SHOWN,
            expected=f"what tht-xl explain {finding.code} says",
            fix=f"{why}. Look at {finding.place}.",
        )

    def _set_apart(self) -> list[tuple[Selection, str]]:
        until = [(each, f"The figure may be shown from {day_label(day)}") for each, day in self.embargoed]
        return until + [(each, "The figure is exempt") for each, audience in self.audiences if audience == "exempt"]

    def _why(self, indicator: str, period: str) -> str:
        return next((said for each, said in self._set_apart() if each.has(indicator, period)), "")

    def _figures_by_row(self, done: Return) -> dict[int, tuple[str, str]]:
        """Return indicator and period of each row, as far as they can be read."""
        find = cache(lambda name: find_indicator(self.framework, name, suggests=False).id)
        found: dict[int, tuple[str, str]] = {}
        rows = done.observations[["row", "indicator", "period"]].itertuples(index=False, name=None)
        held = ((row.row, row.indicator, row.period) for row in done.held_back)
        for number, indicator, period in (*rows, *held):
            try:
                name = find(str(indicator))
            except ThtError:
                continue
            try:
                found[int(number)] = name, str(Period.parse(str(period)))
            except ThtError:
                # Which period is meant nobody can say: treated like any that is set apart.
                apart = next((each.period for each, _ in self._set_apart() if each.indicator == name), str(period))
                found[int(number)] = name, apart
        return found


def _figures(observations: pd.DataFrame) -> list[tuple[str, str]]:
    return list(observations[["indicator", "period"]].itertuples(index=False, name=None))


def _kept(observations: pd.DataFrame, keep: list[bool]) -> pd.DataFrame:
    return observations[np.array(keep, bool)].reset_index(drop=True)
