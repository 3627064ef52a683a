"""Rows as a borough's shared sheet holds them, made from a fixed seed: the same on every machine.

100,000 of them are 80 indicators for 5 groups of people in 10 areas, over 25 years. Twelve columns: a key of 33
characters, words, codes, doubles with 15 to 17 digits, counts, and notes that are mostly blank.
"""

import json
import random
from collections.abc import Iterator

from tht_xl.sheets.table import Cell, Column

JSON_SIZE = 23_225_397
"""What 100,000 of them take as JSON, in which every cell is sent. [bytes]"""

HEADERS = (
    "Key",
    "Indicator",
    "Area code",
    "Group",
    "Period",
    "Value",
    "Lower limit",
    "Upper limit",
    "England",
    "Count",
    "Compared with England",
    "Note",
)
COLUMNS = tuple(Column(header) for header in HEADERS)
KEY_LENGTH = 33
SEED = 2026

_GROUPS = ("F|18-64", "M|18-64", "F|65-84", "M|65-84", "P|85-99")
_AREAS = tuple(f"E09{number:06d}" for number in range(25, 35))
_SUBJECTS = (
    "Smoking prevalence",
    "Emergency admissions for falls",
    "Excess weight in Year 6",
    "Under 75 mortality rate",
)
_GROUNDS = (
    "from causes considered preventable",
    "in routine and manual occupations",
    "per 100,000 people",
    "(persons)",
)
_COMPARED = ("Statistically better", "Statistically similar", "Statistically worse", "Not compared")
_NOTES = (None,) * 7 + ("[p] provisional", "[b] break in the series", "[e] estimated")


def first_load_rows(count: int) -> Iterator[dict[str, Cell]]:
    """The first so many rows, by indicator, group, area and period, as the framework has them."""
    draw = random.Random(SEED)  # noqa: S311 - a fixture
    for number in range(count):
        rest, year = divmod(number, 25)
        rest, area = divmod(rest, len(_AREAS))
        indicator, group = divmod(rest, len(_GROUPS))
        period = f"{2000 + year}/{(year + 1) % 100:02d}"
        value, half = draw.uniform(0, 100), draw.uniform(0.1, 5)
        cells = (
            f"ind{indicator:04d}|{_AREAS[area]}|{_GROUPS[group]}|{period}",
            f"{_SUBJECTS[indicator % 4]} {_GROUNDS[indicator // 4 % 4]} {indicator // 16 + 1}",
            _AREAS[area],
            _GROUPS[group],
            period,
            value,
            value - half,
            value + half,
            value * draw.uniform(0.8, 1.25),
            draw.randrange(100_000),
            draw.choice(_COMPARED),
            draw.choice(_NOTES),
        )
        yield dict(zip(HEADERS, cells, strict=True))


def json_size(count: int) -> int:
    """Bytes of so many rows as JSON, written without a blank: what there is to send, if all of it is sent."""
    return sum(
        len(json.dumps([*row.values()], ensure_ascii=False, separators=(",", ":")).encode()) + 1
        for row in first_load_rows(count)
    )
