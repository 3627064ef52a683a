"""Send a large rectangle of cells in few bytes: what repeats is named once and filled in by the server.

A column of a worksheet is sent in one of three ways, whichever is shortest. Of 100,000 rows:

| column                           | what is sent                                              | example             |
|----------------------------------|-----------------------------------------------------------|---------------------|
| long runs of equal cells         | each run as one fill (`repeatCell`)                       | name: 5.5 MB, 20 kB |
| few distinct cells, in any order | the runs that they make when the rows are sorted, and the | rating: 2.4 MB,     |
|                                  | number of each row; the server sorts by it (`sortRange`)  | 0.6 MB              |
| a second such column             | the runs that it makes within those of the first          | note: 0.9 MB, 3 kB  |
| all else: keys, measured values  | every cell                                                | value: 1.9 MB       |

Only documented requests are used, on a worksheet that no person sees, and no formula: nothing depends on when Google
calculates. The row numbers are all different, so that no two rows can change places in the sort.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tht_xl.sheets.table import Cell

_MIN_CELLS_A_FILL = 50
"""A fill is sent where it stands for so many cells on average. It takes 200 bytes, and Google's time. [cells]"""

_FILL_SIZE = 230
"""What a fill takes beside its cell, numbers of many digits included. [bytes]"""

_BLANK = "null"


@dataclass(frozen=True, slots=True)
class Fill:
    """Equal cells below each other: where they begin in the packed rectangle, and how many there are."""

    row: int
    column: int
    height: int
    value: Cell


@dataclass(frozen=True, slots=True)
class Sort:
    """Columns that were filled in another order.

    Attributes:
        numbers: Which of the columns sent holds the number of each row.
        left: The first of the columns to sort; it is free for these numbers.
        width: How many columns there are to sort, that one included.
    """

    numbers: int
    left: int
    width: int


@dataclass(slots=True)
class Packing:
    """A rectangle, packed.

    Attributes:
        sent: The columns whose cells are sent one by one, from left to right.
        fills: What is filled in.
        sorts: What is to be sorted after that.
        places: The column in which each column of the rectangle ends up.
        width: How many columns the packed rectangle has.
    """

    sent: list[Sequence[Cell]] = field(default_factory=list[Sequence[Cell]])
    fills: list[Fill] = field(default_factory=list[Fill])
    sorts: list[Sort] = field(default_factory=list[Sort])
    places: list[int] = field(default_factory=list[int])
    width: int = 0


@dataclass(frozen=True, slots=True)
class _RepetitiveColumn:
    """A column of few distinct cells: the number of each cell's content, and the contents as JSON by that number."""

    column: int
    codes: list[int]
    texts: list[str]
    values: list[Cell]

    def size(self) -> int:
        """Return what its cells take, sent one by one, in bytes."""
        lengths = [len(text.encode()) + 1 for text in self.texts]
        return sum(lengths[code] for code in self.codes)

    def fills(self, order: Sequence[int], place: int) -> Iterator[Fill]:
        """Yield the runs of equal cells when the rows are in this order. Blank cells need none."""
        codes = [self.codes[row] for row in order]
        for start, end in _runs(codes):
            if self.texts[codes[start]] != _BLANK:
                yield Fill(start, place, end - start, self.values[codes[start]])

    def price(self, codes: Sequence[int]) -> int:
        """Return what the runs of these codes take as fills, in bytes."""
        return sum(_FILL_SIZE + len(self.texts[codes[start]].encode()) for start, _ in _runs(codes))


def packed(columns: Sequence[Sequence[Cell]], room: int) -> Packing:
    """Pack a rectangle.

    Args:
        columns: Its cells, column by column.
        room: What all fills may take. [bytes]
    """
    height = len(columns[0]) if columns else 0
    coded = [each for i, cells in enumerate(columns) if (each := _coded(i, cells)) is not None]
    in_order, in_groups, room = _as_they_are(coded, height, room)
    groups = _groups(in_groups, height, room)
    filled = {each.column for each in in_order} | {each.column for group, _ in groups for each in group}
    one_by_one = [i for i in range(len(columns)) if i not in filled]
    if height >= _MIN_CELLS_A_FILL:
        # Columns with many blanks last: blanks at the end of a row are not sent.
        one_by_one.sort(key=lambda i: _blanks(columns[i]))
    made = Packing([columns[i] for i in one_by_one], places=[0] * len(columns))
    for place, column in enumerate(one_by_one):
        made.places[column] = place
    made.sent += [[float(row) for row in order] for _, order in groups]
    made.width = len(made.sent)
    for each in in_order:
        _place(made, each, range(height))
    for number, (group, order) in enumerate(groups):
        made.sorts.append(Sort(len(one_by_one) + number, made.width, len(group) + 1))
        made.width += 1
        for each in group:
            _place(made, each, order)
    return made


def _place(made: Packing, column: _RepetitiveColumn, order: Sequence[int]) -> None:
    made.places[column.column] = made.width
    made.fills += column.fills(order, made.width)
    made.width += 1


def _coded(column: int, cells: Sequence[Cell]) -> _RepetitiveColumn | None:
    """Return a column by its distinct cells; None where there are too many of them, or too few rows."""
    most = len(cells) // _MIN_CELLS_A_FILL
    numbers: dict[str, int] = {}
    codes: list[int] = []
    values: list[Cell] = []
    for value in cells:
        # By what Python calls them, so that 1, true and "1" are three, and 0 and -0 two.
        code = numbers.setdefault(repr(value), len(numbers))
        if len(numbers) > most:
            return None
        if code == len(values):
            values.append(value)
        codes.append(code)
    texts = [json.dumps(value, ensure_ascii=False) for value in values]
    return _RepetitiveColumn(column, codes, texts, values) if cells else None


def _as_they_are(
    coded: Sequence[_RepetitiveColumn], height: int, room: int
) -> tuple[list[_RepetitiveColumn], list[_RepetitiveColumn], int]:
    """Return the columns to fill in the order of the rows, the others, and the room that is left."""
    chosen: list[_RepetitiveColumn] = []
    others: list[_RepetitiveColumn] = []
    for each in coded:
        price = each.price(each.codes)
        runs = sum(1 for _ in _runs(each.codes))
        if runs * _MIN_CELLS_A_FILL <= height and price <= room:
            chosen.append(each)
            room -= price
        else:
            others.append(each)
    return chosen, others, room


def _groups(
    coded: Sequence[_RepetitiveColumn], height: int, room: int
) -> list[tuple[list[_RepetitiveColumn], list[int]]]:
    """Return columns to sort together, each group with its order of the rows.

    The rows of a group are sorted by its first column, then by its second, and so on: each column more makes the runs
    of those after it shorter, and costs no further row number.
    """
    groups: list[tuple[list[_RepetitiveColumn], list[int]]] = []
    left = sorted(coded, key=lambda each: len(each.texts))
    numbers = sum(len(str(row)) + 1 for row in range(height)) if left else 0
    while left:
        group, price = _group(left, height, room)
        taken = {each.column for each in group or left[:1]}
        left = [each for each in left if each.column not in taken]
        if sum(each.size() for each in group) > numbers + price:
            room -= price
            groups.append((group, sorted(range(height), key=lambda row: [each.codes[row] for each in group])))
    return groups


def _group(candidates: Sequence[_RepetitiveColumn], height: int, room: int) -> tuple[list[_RepetitiveColumn], int]:
    """Return as many columns as can be sorted together, and what their fills take."""
    group: list[_RepetitiveColumn] = []
    together = [0] * height
    spent = 0
    for each in candidates:
        pairs = [code * len(each.texts) + own for code, own in zip(together, each.codes, strict=True)]
        runs = sorted(set(pairs))
        price = each.price([pair % len(each.texts) for pair in runs])
        if len(runs) * _MIN_CELLS_A_FILL <= height and spent + price <= room:
            group.append(each)
            together, spent = pairs, spent + price
    return group, spent


def _runs(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where each run of equal codes begins and ends."""
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(codes), start=1) if a != b)] if codes else []
    return pairwise([*starts, len(codes)])


def _blanks(cells: Sequence[Cell]) -> int:
    return sum(cell is None for cell in cells)
