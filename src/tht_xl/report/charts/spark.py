"""The bare line of a series, for a table or a list; whatever it shows is said in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from tht_xl.evaluation.result import Result
from tht_xl.model.definition import Indicator
from tht_xl.report.charts.lines import home_points, is_line, unbroken
from tht_xl.report.charts.scale import Axis
from tht_xl.report.charts.shapes import path

WIDTH, HEIGHT, MARGIN = 96.0, 22.0, 4.0
EDGE = 3.7
"""Distance of the highest and the lowest point from the edge. [pixel]"""


@dataclass(frozen=True, slots=True)
class _Within(Axis):
    """An axis that nothing leaves: a flat line lies in its middle, and huge numbers stay numbers."""

    def __call__(self, value: float) -> float:
        # In halves, because the difference of two huge numbers is infinite.
        length = self.high / 2 - self.low / 2
        share = (value / 2 - self.low / 2) / length if length > 0 else 0.5
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line and its last point, in pixels."""

    lines: tuple[str, ...]
    last: tuple[float, float]
    width: float = WIDTH
    height: float = HEIGHT


def spark(series: Sequence[Result], indicator: Indicator) -> Spark | None:
    """Return the line of a series; None where fewer than two points have a value."""
    # In order of time, whatever the order given: a line never runs back, and no point is left of the first.
    own = sorted((p for p in home_points(series) if isfinite(p.value)), key=lambda p: p.day)
    if not is_line(own):
        return None
    values = [p.value for p in own]
    across = _Within(own[0].day, own[-1].day, MARGIN, WIDTH - MARGIN)
    up = _Within(min(values), max(values), HEIGHT - EDGE, EDGE)
    lines = tuple(path(line, across, up) for line in unbroken(own, indicator) if len(line) > 1)
    return Spark(lines, (across(own[-1].day), up(own[-1].value)))
