"""Names at the right-hand edge of a chart, in place of a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.report.charts.scale import pushed_apart

LETTER = 6.6
"""Room for one letter, in pixels: a wide estimate, because the reader's own fonts draw it."""
LINE = 14.0
"""Height of a line of text, in pixels."""
LETTERS_IN_A_LINE = 11
MAX_LINES = 3


@dataclass(frozen=True, slots=True)
class End:
    """Where a line of the chart ends, and what it is called.

    Attributes:
        name: What the label says.
        kind: "home", "comparator" or "target".
        x: [pixel]
        y: [pixel]
    """

    name: str
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside the end of its line.

    Attributes:
        end: What it names.
        lines: The name, wrapped.
        x: Where its text begins. [pixel]
        y: Its middle. [pixel]
    """

    end: End
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def first_line(self) -> float:
        """Baseline of the first line of text, in pixels."""
        return round(self.y - (len(self.lines) - 1) * LINE / 2 + 4, 1)


def labels(ends: Sequence[End], x: float, bottom: float) -> tuple[Label, ...]:
    """Return a label for each end, pushed apart where they would overlap.

    Args:
        ends: What to name.
        x: Where the text begins. [pixel]
        bottom: The lowest place for a label. [pixel]
    """
    words = [wrap(end.name) for end in ends]
    places = pushed_apart([end.y for end in ends], [len(lines) * LINE + 2 for lines in words], 0, bottom)
    return tuple(Label(end, lines, x, round(place, 1)) for end, lines, place in zip(ends, words, places, strict=True))


def room_for(names: Sequence[str]) -> float:
    """Return the width of the widest line of some labels, in pixels."""
    return max(len(line) for name in names for line in wrap(name)) * LETTER


def wrap(name: str) -> tuple[str, ...]:
    """Return a name in at most three short lines; what is too long for them is cut, because a chart has a fixed width.

    Examples:
        >>> wrap("Tower Hamlets"), wrap("Oflog comparator median")
        (('Tower', 'Hamlets'), ('Oflog', 'comparator', 'median'))
    """
    most = LETTERS_IN_A_LINE + 3
    lines = [""]
    for word in (w if len(w) <= most else f"{w[: most - 1]}…" for w in name.split()):
        fits = not lines[-1] or len(lines[-1]) + 1 + len(word) <= LETTERS_IN_A_LINE
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return (*lines[: MAX_LINES - 1], f"{lines[MAX_LINES - 1]} …") if len(lines) > MAX_LINES else tuple(lines)
