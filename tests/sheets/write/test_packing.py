"""A packed rectangle, filled in and sorted as the server does it, is the rectangle again."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.sheets.table import Cell
from tht_xl.sheets.write import packing
from tht_xl.sheets.write.packing import Packing, packed

ROOM = 1_000_000


def unpacked(made: Packing, height: int) -> list[list[Cell]]:
    """Do what the requests tell the server to do."""
    cells: list[list[Cell]] = [[*column] for column in made.sent]
    while len(cells) < made.width:
        cells.append([None] * height)
    for fill in made.fills:
        assert cells[fill.column][fill.row : fill.row + fill.height] == [None] * fill.height
        cells[fill.column][fill.row : fill.row + fill.height] = [fill.value] * fill.height
    for sort in made.sorts:
        assert cells[sort.left] == [None] * height
        cells[sort.left] = cells[sort.numbers]
        area = cells[sort.left : sort.left + sort.width]
        rows = sorted(zip(*area, strict=True), key=lambda row: row[0])
        cells[sort.left : sort.left + sort.width] = [list(column) for column in zip(*rows, strict=True)]
    return [cells[place] for place in made.places]


def shown(columns: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Cells by what Python calls them: 1.0 and True are equal, and are not the same."""
    return [[repr(cell) for cell in column] for column in columns]


contents = st.sampled_from([None, "a", "b", "1", 1.0, True, False, 0.0, -0.0, "=1+1"])


@given(st.integers(1, 4), st.integers(1, 60), st.data(), st.integers(0, 3_000))
def test_nothing_is_lost_or_moved(width: int, height: int, data: st.DataObject, room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "_MIN_CELLS_A_FILL", 3)
        patch.setattr(packing, "_FILL_SIZE", 5)
        columns = [data.draw(st.lists(contents, min_size=height, max_size=height)) for _ in range(width)]
        assert shown(unpacked(packed(columns, room), height)) == shown(columns)


def column(distinct: int, height: int, *, seed: int = 0) -> list[Cell]:
    """Long words in any order."""
    draw = random.Random(seed)  # noqa: S311 - the same words each time
    return [f"a word of some length {draw.randrange(distinct)}" for _ in range(height)]


def test_a_long_run_is_one_fill() -> None:
    made = packed([["x"] * 600 + ["y"] * 400, [float(i) for i in range(1000)]], ROOM)
    assert [(f.row, f.height, f.value) for f in made.fills] == [(0, 600, "x"), (600, 400, "y")]
    assert (len(made.sent), made.sorts, made.places) == (1, [], [1, 0])


def test_a_blank_column_takes_nothing() -> None:
    made = packed([[None] * 1000], ROOM)
    assert (made.sent, made.fills) == ([], [])


def test_columns_of_few_words_share_one_number_for_each_row() -> None:
    columns = [column(3, 5000), column(4, 5000, seed=1)]
    made = packed(columns, ROOM)
    assert (len(made.sent), len(made.sorts)) == (1, 1)
    assert len(made.fills) <= 3 + 3 * 4
    assert sorted(made.sent[0], key=lambda number: float(str(number))) == [float(i) for i in range(5000)]
    assert shown(unpacked(made, 5000)) == shown(columns)


def test_columns_whose_runs_would_be_short_together_have_numbers_of_their_own() -> None:
    columns = [column(30, 5000), column(31, 5000, seed=1)]
    made = packed(columns, ROOM)
    assert len(made.sorts) == 2
    assert shown(unpacked(made, 5000)) == shown(columns)


def test_short_cells_are_sent_as_they_are_because_a_row_number_would_be_longer() -> None:
    draw = random.Random(0)  # noqa: S311 - the same numbers each time
    made = packed([[float(draw.randrange(4)) for _ in range(5000)]], ROOM)
    assert (len(made.sent), made.fills, made.sorts) == (1, [], [])


def test_fills_take_no_more_than_their_room() -> None:
    columns = [["x" * 400] * 1000, ["y" * 400] * 1000]
    assert [len(packed(columns, room).fills) for room in (500, 700, 1400)] == [0, 1, 2]


def test_a_column_of_mostly_blank_cells_comes_last() -> None:
    mostly_blank = [float(i) if i % 40 == 0 else None for i in range(1000)]
    made = packed([mostly_blank, [float(i) for i in range(1000)]], ROOM)
    assert made.places == [1, 0]
