"""The outlines of a chart: lines, ribbons and whiskers as SVG paths."""

from collections.abc import Sequence

from tht_xl.report.charts.lines import Point
from tht_xl.report.charts.scale import Axis

Line = Sequence[Point]
Limits = tuple[float, float, float]
"""Day, lower and upper limit."""


def path(line: Line, across: Axis, up: Axis) -> str:
    """Return a line through points."""
    return "M" + "L".join(f"{across(p.day)} {up(p.value)}" for p in line)


def ribbons(lines: Sequence[Line], across: Axis, up: Axis) -> tuple[str, ...]:
    """Return the bands between lower and upper limits, wherever two neighbouring points have limits."""
    return tuple(
        "M"
        + "L".join(
            [f"{across(day)} {up(high)}" for day, _, high in run]
            + [f"{across(day)} {up(low)}" for day, low, _ in reversed(run)]
        )
        + "Z"
        for line in lines
        for run in limit(line)
        if len(run) > 1
    )


def whiskers(lines: Sequence[Line], across: Axis, up: Axis, *, alone: bool) -> tuple[Limits, ...]:
    """Return the limits of each point as x, lower y and upper y.

    Args:
        lines: Unbroken lines.
        across: Days to pixels.
        up: Values to pixels.
        alone: Only of points that have no neighbour with limits, and so no ribbon.
    """
    runs = [run for line in lines for run in limit(line) if len(run) == 1 or not alone]
    return tuple((across(day), up(low), up(high)) for run in runs for day, low, high in run)


def limit(line: Line) -> list[list[Limits]]:
    """Return runs of neighbouring points that have limits."""
    runs: list[list[Limits]] = [[]]
    for point in line:
        if point.limits:
            runs[-1].append((point.day, *point.limits))
        else:
            runs.append([])
    return [run for run in runs if run]
