"""The bare line of a series, for a table or a list; whatever it shows is said in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.readings import Reading
from tht_xl.model.definition import Indicator
from tht_xl.report.lines import home_points, is_line, unbroken
from tht_xl.report.scale import Axis
from tht_xl.report.shapes import path

WIDTH, HEIGHT, MARGIN = 96.0, 22.0, 4.0


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line and its last point, in pixels."""

    lines: tuple[str, ...]
    last: tuple[float, float]
    width: float = WIDTH
    height: float = HEIGHT


def spark(series: Sequence[Reading], indicator: Indicator) -> Spark | None:
    """The line of a series; None where fewer than two points have a value."""
    own = home_points(series)
    if not is_line(own):
        return None
    values = [p.value for p in own]
    room = (max(values) - min(values)) * 0.05 or 1
    across = Axis(own[0].day, own[-1].day, MARGIN, WIDTH - MARGIN)
    up = Axis(min(values) - room, max(values) + room, HEIGHT - 3, 3)
    lines = tuple(path(line, across, up) for line in unbroken(own, indicator) if len(line) > 1)
    return Spark(lines, (across(own[-1].day), up(own[-1].value)))
