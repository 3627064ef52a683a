"""A series as a line of small bars in one cell: text, so that it is sorted, copied and read like any other cell."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
GAP = "·"
"""A period without a figure, or with one that may not be shown."""
MOST = 10
"""How many periods are drawn: the newest ones. [periods]"""


def sparkline(values: Sequence[float | None]) -> str | None:
    """Return a bar for each value, the lowest and the highest as far apart as can be; None for fewer than two values.

    Args:
        values: Figures that may be shown, oldest first; None for a gap. Nothing else is looked at, so that a withheld
            figure moves no bar.

    Examples:
        >>> sparkline([20.1, 22.4, None, 24.9]), sparkline([3.0, 3.0]), sparkline([3.0])
        ('▁▄·█', '▄▄', None)
    """
    drawn = list(values)[-MOST:]
    known = [value for value in drawn if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    return "".join(GAP if value is None else _bar(value, low, high) for value in drawn)


def _bar(value: float, low: float, high: float) -> str:
    if high == low:
        return BARS[3]
    # In halves, because the difference of two huge numbers is infinite.
    share = (value / 2 - low / 2) / (high / 2 - low / 2)
    return BARS[min(int(share * (len(BARS) - 1) + 0.5), len(BARS) - 1)]
