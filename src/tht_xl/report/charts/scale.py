"""Axes: round ticks for values, labels for periods that never overlap."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight line from values to pixels.

    Attributes:
        low: Value at the first pixel.
        high: Value at the last pixel; above `low`.
        start: First pixel.
        end: Last pixel.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value, to a tenth."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def round_ticks(low: float, high: float, wanted: int = 4) -> tuple[float, ...]:
    """Evenly spaced round numbers that enclose a range: at least two, about as many as wanted.

    Examples:
        >>> round_ticks(22.7, 35.1)
        (20.0, 25.0, 30.0, 35.0, 40.0)
        >>> round_ticks(0.39, 0.417)
        (0.39, 0.4, 0.41, 0.42)
        >>> round_ticks(5, 5)
        (4.0, 4.5, 5.0, 5.5, 6.0)
    """
    if high <= low:
        low, high = (low - 1, high + 1) if low == 0 or abs(low) >= 1 else (low - abs(low), high + abs(high))
    rough = (high - low) / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(s for s in ROUND_STEPS if s * power >= rough * 0.999) * power
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    places = max(0, 2 - floor(log10(step)))
    return tuple(round(n * step, places) for n in range(first, last + 1))


def decimals_of(ticks: tuple[float, ...]) -> int:
    """Return the decimals that tell neighbouring ticks apart."""
    return next((d for d in range(7) if all(abs(round(t, d) - t) < 1e-9 for t in ticks)), 6)


def space_out(places: list[float], widths: list[float], gap: float) -> tuple[int, ...]:
    """Return which of the labels in a row to show so that none overlaps: the last always, evenly where possible.

    Args:
        places: Middle of each label, rising. [pixel]
        widths: Width of each label. [pixel]
        gap: Least distance between two labels. [pixel]

    Returns:
        Positions of the labels to show, rising.

    Examples:
        >>> space_out([0, 10, 20, 30, 40], [15] * 5, 2)
        (0, 2, 4)
        >>> space_out([50], [200], 2)
        (0,)
    """
    size = len(places)
    free = [step for step in range(1, size + 1) if _clear(places, widths, gap, _every(size, step))]
    even = [step for step in free if (size - 1) % step == 0 and step <= 2 * free[0]]
    return _every(size, (even or free)[0]) if size else ()


def _every(size: int, step: int) -> tuple[int, ...]:
    return tuple(range(size - 1, -1, -step))[::-1]


def _clear(places: list[float], widths: list[float], gap: float, shown: tuple[int, ...]) -> bool:
    ends = [(places[n] - widths[n] / 2, places[n] + widths[n] / 2) for n in shown]
    return all(right + gap <= left for (_, right), (left, _) in pairwise(ends))


def pushed_apart(places: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Return the middles of labels in a column, moved as little as needed so that none overlaps and all fit.

    Args:
        places: Where each label would like its middle. [pixel]
        heights: Height of each label. [pixel]
        top: First pixel of the column.
        bottom: Last pixel of the column.

    Examples:
        >>> pushed_apart([10, 12, 90], [10, 10, 10], 0, 100)
        [10, 20.0, 90]
        >>> pushed_apart([95, 98], [10, 10], 0, 100)
        [85.0, 95.0]
    """
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved = list(places)
    edge = top
    for n in order:
        moved[n] = max(moved[n], edge + heights[n] / 2)
        edge = moved[n] + heights[n] / 2
    edge = bottom
    for n in reversed(order):
        moved[n] = min(moved[n], edge - heights[n] / 2)
        edge = moved[n] - heights[n] / 2
    return moved
