"""What the registers say, in the form in which every page, terminal and program shows it: sentences, tables, gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tht_xl.model.periods.label import day_label

ViewCell = str | int | float | date | None
"""A cell of a view's table; None where nothing is stated."""


NOT_STATED = "not stated"


def cell_words(cell: ViewCell) -> str:
    """Return a cell as it is shown to people.

    Examples:
        >>> cell_words(None), cell_words(date(2019, 11, 19)), cell_words(60000000)
        ('not stated', '19 Nov 2019', '60,000,000')
    """
    if cell is None:
        return NOT_STATED
    if isinstance(cell, date):
        return day_label(cell)
    if isinstance(cell, float):
        return f"{cell:,.1f}".removesuffix(".0")
    return f"{cell:,}" if isinstance(cell, int) else cell


def numeric_columns(rows: Sequence[tuple[ViewCell, ...]]) -> frozenset[int]:
    """Return the places of the columns that hold numbers and nothing else, which are written to the right.

    A column in which nothing is stated is one of words.
    """
    width = len(rows[0]) if rows else 0
    kinds = {at: {type(row[at]) for row in rows} - {type(None)} for at in range(width)}
    return frozenset(at for at, found in kinds.items() if found and found <= {int, float})


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or does not fit, shown where somebody can do something about it.

    Attributes:
        what: What is missing, in words.
        place: The sheet and row, or sheet and cell, of the register; "" where it has none, or several.
        ask: The question to put, or what to do.
    """

    what: str
    place: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class ViewChart:
    """A series over time, drawn on a page and said in words elsewhere; all but texts and goal have a place per point.

    Attributes:
        title: What is drawn.
        unit: Unit of the values; "" for none.
        words: What the chart shows, for whoever does not see it.
        dates: When each point was measured, oldest first.
        values: The points; None where one is missing.
        centre: The mean or median at each point; None where there is none.
        lower: The lower limit; None where there is none.
        upper: The upper limit, likewise.
        marks: Why chance does not explain a point; "" where it does.
        goal: What the series should reach; None where nothing is stated.
    """

    title: str
    unit: str
    words: str
    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    marks: tuple[str, ...]
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class ViewSection:
    """A heading with sentences, at most one chart and at most one table.

    Attributes:
        heading: The heading; "" for none.
        sentences: What it says in words, a paragraph each.
        columns: Headings of the table; none where there is no table.
        rows: Its rows, each with a cell for each column.
        chart: Its chart, shown before the table.
    """

    heading: str = ""
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[ViewCell, ...], ...] = ()
    chart: ViewChart | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.heading}: a row of {len(row)} cells under {len(self.columns)} headings")


@dataclass(frozen=True, slots=True)
class View:
    """One view of the registers.

    `make_view` fills in the title, where a view has none of its own, the source and the stamp.

    Attributes:
        title: Its title.
        sentences: What it comes to, first.
        sections: Its parts, in order.
        gaps: What is missing or does not fit.
        source: The registers that it was made from, each with its paper.
        is_illustrative: Whether anything in it is made up to show how it works.
    """

    title: str = ""
    sentences: tuple[str, ...] = ()
    sections: tuple[ViewSection, ...] = ()
    gaps: tuple[Gap, ...] = ()
    source: tuple[str, ...] = ()
    is_illustrative: bool = False
