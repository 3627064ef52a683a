"""Figures that are known without the return: what sources published, and what earlier returns gave."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from tht_xl.errors import ThtError
from tht_xl.evaluation.rows.given import COUNTED
from tht_xl.evaluation.rows.published import published_observations
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.framework.once import once_for_each
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period

NUMBERS = ("count", "denominator", "value", "lower", "upper")
PUBLISHED, RETURNED = "published", "returned before"

Key = tuple[str, str, Period]


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """One figure.

    Attributes:
        count: NaN where there is none, like all that follow. [count]
        denominator: [count]
        value: As given, or from the counts, on the indicator's scale.
        lower: Lower 95% limit as given.
        upper: Upper 95% limit as given.
        origin: "published" or "returned before".
    """

    count: float
    denominator: float
    value: float
    lower: float
    upper: float
    origin: str

    @property
    def numbers(self) -> tuple[float, float, float, float, float]:
        """Value, counts and limits."""
        return self.value, self.count, self.denominator, self.lower, self.upper


def known_figures(
    framework: Framework, earlier: pd.DataFrame | None, indicators: frozenset[str]
) -> dict[Key, KnownFigure]:
    """Return the figures of these indicators by indicator, area and period; a returned one replaces a published one.

    Args:
        framework: Its published series.
        earlier: Observations of earlier returns, oldest first.
        indicators: Ids.
    """
    known: dict[Key, KnownFigure] = {}
    for indicator in dict.fromkeys(
        series.indicator for series in framework.published if series.indicator in indicators
    ):
        known |= _published(framework).get(indicator, {})
    if earlier is not None and len(earlier):
        known |= dict(_figures(framework, earlier, indicators, RETURNED))
    return known


@once_for_each
def _published(framework: Framework) -> dict[str, dict[Key, KnownFigure]]:
    """Return the published figures by indicator: of a folder of returns, each would ask for them."""
    found: dict[str, dict[Key, KnownFigure]] = {}
    names = frozenset(series.indicator for series in framework.published)
    if names:
        for key, figure in _figures(framework, published_observations(framework), names, PUBLISHED):
            found.setdefault(key[0], {})[key] = figure
    return found


def _figures(
    framework: Framework, rows: pd.DataFrame, indicators: frozenset[str], origin: str
) -> Iterator[tuple[Key, KnownFigure]]:
    columns = [rows[name].to_numpy() for name in ("indicator", "area", "period")]
    numbers = [
        pd.to_numeric(rows[name], errors="coerce").to_numpy(float) if name in rows else np.full(len(rows), nan)
        for name in NUMBERS
    ]
    for indicator, area, period, *figures in zip(*columns, *numbers, strict=True):
        if indicator not in indicators:
            continue
        try:
            defined = find_indicator(framework, indicator)
            key = indicator, find_area(framework, area, suggests=False).id, Period.parse(period)
        except ThtError:
            continue  # an area or a period that the definitions have given up; nothing can be compared with it
        count, base, value, lower, upper = map(float, figures)
        if defined.measure in COUNTED and base > 0 and count >= 0:
            value = defined.multiplier * count / base
        if value == value:
            yield key, KnownFigure(count, base, value, lower, upper, origin)
