"""The headings of the sheet Data, and where a workbook has put them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from tht_xl.workbook.data_sheet.shorthand import without_invisible

REQUIRED = (
    "Indicator",
    "Area",
    "Period",
    "Numerator",
    "Denominator",
    "Value",
    "Lower limit",
    "Upper limit",
)
OPTIONAL = ("Sex", "Age", "Published value", "Published lower", "Published upper", "Source", "Note")
KNOWN = (*REQUIRED, *OPTIONAL)
KEYS = ("Indicator", "Area", "Period")
COUNTS = ("Numerator", "Denominator")
RESULTS = ("Value", "Lower limit", "Upper limit")
PUBLISHED = ("Published value", "Published lower", "Published upper")
NUMBERS = (*COUNTS, *RESULTS, *PUBLISHED)
LAST_HEADER_ROW = 10
MIN_HEADINGS = 2
"""A row with fewer known headings is not taken for the header."""
MAX_LENGTH = 60
"""Longer texts are hardly headings, and are not remembered. [characters]"""
CLOSE = 0.75
"""How alike a misspelt heading must be, from 0 to 1."""

_BY_TEXT = {heading.casefold(): heading for heading in KNOWN}
_OTHER_WORDS = {
    "Indicator": "indicators, measure, metric, indicator id, indicator code, kpi",
    "Area": "areas, area name, area code, borough, local authority, la, geography, place, locality",
    "Period": "year, years, time, time period, date, month, quarter, financial year, reporting period",
    "Numerator": "num, nums, numer, count, counts, number, events, cases, observed, n, x",
    "Denominator": "denom, denoms, den, population, pop, base, total, d, eligible, cohort, out of",
    "Value": "%, percent, percentage, per cent, rate, val, result, figure, score, outturn, actual, performance",
    "Lower limit": "lower, lower ci, lci, lcl, ll, lower 95%, lower 95% ci, lower 95% cl, 95% lci, low, min",
    "Upper limit": "upper, upper ci, uci, ucl, ul, upper 95%, upper 95% ci, upper 95% cl, 95% uci, high, max",
}
"""What else people call the columns that a return must have. They are named in advice and never read: "total" may be a
sum as well as a denominator."""
_MEANT = {text: heading for heading, texts in _OTHER_WORDS.items() for text in texts.split(", ")}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table starts.

    Attributes:
        header_row: Row of the headings, from 1.
        columns: Column of each known heading, from 0; the first, where a heading is there twice.
        repeated: Columns that repeat a known heading.
        others: Text and column of the headings that are the partner's own.
    """

    header_row: int
    columns: dict[str, int]
    repeated: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...]

    def heading_of(self, column: int) -> str:
        """Return the known heading of a column, or ""."""
        return next((heading for heading, at in self.columns.items() if at == column), "")

    def misspelling_of(self, heading: str) -> tuple[str, int] | None:
        """Return the partner's heading that means a known one, or else is most like it, with its column."""
        texts = {tidy(text): (text, column) for text, column in self.others}
        for text, found in texts.items():
            if _MEANT.get(text.strip(" .:*()")) == heading:
                return found
        close = _closest(heading, tuple(texts))
        return texts[close] if close else None


def tidy(text: str) -> str:
    """Return a heading without regard to case, line breaks, surrounding blanks and invisible characters."""
    return " ".join(without_invisible(text).split()).casefold()


def find_layout(rows: Sequence[Sequence[object]], *, last_row: int = LAST_HEADER_ROW) -> Layout | None:
    """Return the layout by the row, among the first ten, that holds the most known headings; None where none does."""
    best: Layout | None = None
    for number, row in enumerate(rows[:last_row], start=1):
        layout = _layout(number, row)
        if len(layout.columns) >= MIN_HEADINGS and (best is None or len(layout.columns) > len(best.columns)):
            best = layout
    return best


def _layout(number: int, row: Iterable[object]) -> Layout:
    columns: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    others: list[tuple[str, int]] = []
    for column, cell in enumerate(row):
        text = str(cell)
        heading = _known_heading(text) if len(text) < MAX_LENGTH else _BY_TEXT.get(tidy(text))
        if heading is None:
            others.extend([(text, column)] if text.strip() else [])
        elif heading in columns:
            repeated.append((heading, column))
        else:
            columns[heading] = column
    return Layout(number, columns, tuple(repeated), tuple(others))


@lru_cache(maxsize=2048)
def _known_heading(text: str) -> str | None:
    """Return the known heading that a text is; the returns of one month have the same headings."""
    return _BY_TEXT.get(tidy(text))


@lru_cache(maxsize=256)
def _closest(heading: str, texts: tuple[str, ...]) -> str | None:
    close = get_close_matches(heading.casefold(), texts, n=1, cutoff=CLOSE)
    return close[0] if close else None
