"""What a write ran over, and where it goes back: cases that a live race seldom shows."""

import pytest

from tht_xl.sheets.journal import Change, Entry, Fresh, Journal
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.repair.recovered import Recovered
from tht_xl.sheets.repair.restore import PutBack, Repair, repair
from tht_xl.sheets.table import Cell, Formula
from tht_xl.sheets.write.overwritten import overwritten

HEADER: list[Cell] = ["Key", "Value"]
JOURNAL = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 1.0, 2.0),)),))


def grid(*rows: list[Cell]) -> Grid:
    return Grid([HEADER, *rows])


BASE = grid(["a", 2.0])


def repaired(undo: Grid, data: Grid, journal: Journal = JOURNAL) -> Repair | None:
    return repair(journal, undo, data, BASE, 0)


@pytest.mark.parametrize("found", [1.0, 2.0], ids=["as read", "as we wrote it"])
def test_nothing_was_run_over(found: Cell) -> None:
    assert overwritten(JOURNAL, grid(["a", found])) == ()
    assert repaired(grid(["a", found]), grid(["a", 2.0])) is None


@pytest.mark.parametrize("found", [9.0, "1", None, "=1", True])
def test_a_cell_goes_back_and_so_does_the_base(found: Cell) -> None:
    made = repaired(grid(["a", found]), grid(["a", 2.0]))
    assert made
    assert made.put_back == (PutBack(found, (1, 1), 1, 1),)
    assert made.base == {"a": {"Value": 1.0}}
    assert made.entries == (Entry(1, "a", (Change(1, 2.0, found, (1, 1)),)),)


def test_it_goes_where_its_row_is_now() -> None:
    made = repaired(grid(["a", 9.0]), grid(["z", 0.0], ["y", 2.0], ["a", 2.0]))
    assert made
    assert made.put_back == (PutBack(9.0, (1, 1), 3, 1),)


def test_it_goes_where_its_column_is_now() -> None:
    data = Grid([["Key", "Comment", "Value"], ["a", "x", 2.0]])
    made = repaired(grid(["a", 9.0]), data)
    assert made
    assert made.put_back == (PutBack(9.0, (1, 1), 1, 2),)


@pytest.mark.parametrize(
    "data", [grid(["a", 7.0]), grid(["b", 2.0]), grid()], ids=["typed again", "renamed", "deleted"]
)
def test_somebody_has_seen_to_it_since(data: Grid) -> None:
    made = repaired(grid(["a", 9.0]), data)
    assert made
    assert (made.put_back, made.not_found) == ((), ())
    # What was run over is kept all the same: nobody has seen it since.
    assert made.recovered == (Recovered("B2", "Value", "a", 9.0),)


def test_what_is_back_already_is_not_kept_twice() -> None:
    made = repaired(grid(["a", 9.0]), grid(["a", 9.0]))
    assert made
    assert (made.put_back, made.recovered) == ((), ())


def test_a_neighbour_we_hit_gets_its_own_back() -> None:
    made = repaired(grid(["b", 5.0]), grid(["b", 2.0], ["a", 1.0]))
    assert made
    assert made.put_back == (PutBack(5.0, (1, 1), 1, 1),)
    assert made.base == {"a": {"Value": 1.0}}


def test_two_places_alike_are_not_guessed_between() -> None:
    made = repaired(grid(["b", 5.0]), grid(["x", 0.0], ["b", 2.0], ["b", 2.0]))
    assert made
    assert (made.put_back, made.recovered) == ((), (Recovered("B2", "Value", "b", 5.0),))


def test_where_the_keys_had_moved_they_are_found_beside() -> None:
    undo = Grid([["Comment", "Key", "Value"], ["x", "b", 5.0]])
    made = repair(JOURNAL, undo, Grid([["Comment", "Key", "Value"], ["y", "b", 5.0], ["x", 2.0, 5.0]]), BASE, 1)
    assert made
    # We wrote over the key itself: its row is found by what stands there since.
    assert made.put_back == (PutBack("b", (1, 1), 2, 1),)


def test_where_the_keys_had_gone_only_the_same_address_will_do() -> None:
    undo = Grid([["Comment", "Name"], ["x", "b"]])
    there = repaired(undo, Grid([["Comment", "Name"], ["x", 2.0]]))
    gone = repaired(undo, Grid([["Comment", "Name"], ["x", 3.0], ["x", 2.0]]))
    assert there
    assert gone
    assert there.put_back == (PutBack("b", (1, 1), 1, 1),)
    assert (gone.put_back, gone.recovered) == ((), (Recovered("B2", "Name", "", "b"),))


def test_a_repair_that_hit_the_wrong_row_is_made_good_and_made_again() -> None:
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 2.0, 9.0, (1, 1)),)),), is_repair=True)
    made = repaired(grid(["b", 5.0]), grid(["b", 9.0], ["a", 2.0]), journal)
    assert made
    assert set(made.put_back) == {PutBack(5.0, (1, 1), 1, 1), PutBack(9.0, (1, 1), 2, 1)}
    assert made.base == {}


def test_a_repair_that_hit_another_row_awaiting_its_own() -> None:
    """Two rows were run over, and the repair came one row too high: a's content went to b, b's to c."""
    entries = (Entry(1, "a", (Change(1, 2.0, 10.0, (1, 1)),)), Entry(2, "b", (Change(1, 3.0, 20.0, (2, 1)),)))
    journal = Journal(0, {0: "Key", 1: "Value"}, entries, is_repair=True)
    undo = grid(["b", 3.0], ["c", 30.0])
    made = repaired(undo, grid(["b", 10.0], ["c", 20.0], ["a", 2.0]), journal)
    assert made
    back = {(p.row, p.content) for p in made.put_back}
    assert back == {(1, 20.0), (2, 30.0), (3, 10.0)}


NEW_ROW = Journal(0, {0: "Key", 1: "Value"}, fresh=Fresh(1, 1, 1))


@pytest.mark.parametrize(
    ("header", "row", "cells"),
    [
        (["Key", "Comment", "Value"], ["a", 2.0], {(1, 1): None, (1, 2): 2.0}),
        (["Comment", "Key", "Value"], ["a", 2.0], {(1, 0): None, (1, 1): "a", (1, 2): 2.0}),
        (["Value", "Key"], ["a", 2.0], {(1, 0): 2.0, (1, 1): "a"}),
        (["Comment", "Key", "Value"], [None, "a", 2.0], {}),
    ],
    ids=["a column inserted between", "a column inserted before the keys", "the keys dragged", "right already"],
)
def test_new_rows_under_moved_columns_are_put_right(header: list[Cell], row: list[Cell], cells: dict) -> None:
    made = repair(NEW_ROW, Grid([header]), Grid([header, row]), BASE, header.index("Key"))
    assert {(p.row, p.column): p.content for p in made.put_back} == cells if made else cells == {}


def test_a_new_row_in_which_somebody_has_typed_is_left_alone() -> None:
    header: list[Cell] = ["Comment", "Value", "Key"]
    assert repair(NEW_ROW, Grid([header]), Grid([header, ["a", 2.0, "mine"]]), BASE, 2) is None


def test_a_new_row_is_put_right_after_a_repair_that_came_too_late() -> None:
    """A column was inserted again before the repair: what it was to put right is found by what is in the row."""
    entry = Entry(1, 2.0, (Change(0, "a", None, (1, 0)), Change(1, 2.0, "a", (1, 1)), Change(2, None, 2.0, (1, 2))))
    journal = Journal(1, {0: None, 1: "Key", 2: "Value"}, (entry,), is_repair=True)
    undo = Grid([[None, None, "Key", "Value"], [None, "a", 2.0]])
    made = repair(journal, undo, Grid([[None, None, "Key", "Value"], [None, "a", 2.0]]), BASE, 2)
    assert made
    assert {(p.row, p.column): p.content for p in made.put_back} == {(1, 1): None, (1, 2): "a", (1, 3): 2.0}
    assert (made.recovered, made.not_found) == ((), ())


def test_a_key_that_is_put_back_finds_the_row_for_what_else_is_owed_to_it() -> None:
    """Sorted at the write, a column inserted at its repair: the override landed on the key of its own row."""
    entry = Entry(1, "b", (Change(1, 2.0, "override", (1, 1)),))
    journal = Journal(0, {0: "Key", 1: "Value"}, (entry,), is_repair=True)
    header: list[Cell] = [None, "Key", "Value"]
    base = Grid([HEADER, ["b", 1.0]])
    made = repair(journal, Grid([header, [None, "b", 2.0]]), Grid([header, [None, "override", 2.0]]), base, 1)
    assert made
    assert {(p.row, p.column): p.content for p in made.put_back} == {(1, 1): "b", (1, 2): "override"}
    # The sheet has moved twice in a second: a copy is kept as well.
    assert made.recovered == (Recovered("B2", "Value", "b", "override", is_put_back=True),)


def test_a_figure_of_ours_that_cannot_be_put_back_is_for_the_next_plan() -> None:
    """What is there by mistake is remembered as ours, so that nobody takes it for a choice of a person's."""
    undo, base = grid(["b", 5.0]), Grid([HEADER, ["a", 2.0], ["b", 5.0]])
    made = repair(JOURNAL, undo, grid(["x", 0.0], ["b", 2.0], ["b", 2.0]), base, 0)
    assert made
    assert (made.put_back, made.recovered) == ((), ())
    assert made.base == {"a": {"Value": 1.0}, "b": {"Value": 2.0}}


def test_a_repair_that_ran_over_a_key_finds_the_row_by_what_it_put_there() -> None:
    entry = Entry(1, "x", (Change(0, "x", "a", (1, 0)), Change(1, 2.0, 1.0, (1, 1))))
    journal = Journal(0, {0: "Key", 1: "Value"}, (entry,), is_repair=True)
    made = repaired(grid(["b", 5.0]), grid(["a", 1.0], ["x", 2.0]), journal)
    assert made
    assert {(p.row, p.column, p.content) for p in made.put_back} == {(1, 0, "b"), (1, 1, 5.0), (2, 0, "a"), (2, 1, 1.0)}


def test_of_two_places_alike_the_same_address_is_taken() -> None:
    made = repaired(grid(["b", 5.0]), grid(["b", 2.0], ["b", 2.0]))
    assert made
    assert made.put_back == (PutBack(5.0, (1, 1), 1, 1),)


def test_a_blank_cell_in_a_row_without_a_key_goes_back_only_where_it_was() -> None:
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 1.0, None),)),))
    undo = grid([None, "typed"])
    there = repaired(undo, Grid([[*HEADER, "Note"], [None, None, "x"]]), journal)
    assert there
    assert there.put_back == (PutBack("typed", (1, 1), 1, 1),)
    for elsewhere in ([["z", None]], [[None, 5.0]]):
        made = repaired(undo, grid(*elsewhere), journal)
        assert made
        assert (made.put_back, made.recovered) == ((), (Recovered("B2", "Value", "", "typed"),))


def test_the_newest_text_wins_where_a_stray_repair_ran_over_a_cell_that_waits() -> None:
    """Like above, but somebody typed into b in the same second: that counts, not what b was owed before."""
    entries = (Entry(1, "a", (Change(1, 2.0, 10.0, (1, 1)),)), Entry(2, "b", (Change(1, 3.0, 20.0, (2, 1)),)))
    journal = Journal(0, {0: "Key", 1: "Value"}, entries, is_repair=True)
    made = repaired(grid(["b", 99.0], ["c", 30.0]), grid(["b", 10.0], ["c", 20.0], ["a", 2.0]), journal)
    assert made
    assert {(p.row, p.content) for p in made.put_back} == {(1, 99.0), (2, 30.0), (3, 10.0)}
    assert made.not_found == ()


TWO_WITHOUT_A_KEY = Journal(
    0,
    {0: "Key", 1: "Value"},
    (Entry(1, None, (Change(1, 2.0, "first", (1, 1)),)), Entry(2, None, (Change(1, 3.0, "second", (2, 1)),))),
    is_repair=True,
)


def test_two_rows_without_a_key_in_one_repair_that_hit_two_others() -> None:
    data = grid(["y", "first"], ["z", "second"], [None, 2.0], [None, 3.0])
    made = repaired(grid(["y", 5.0], ["z", 6.0]), data, TWO_WITHOUT_A_KEY)
    assert made
    assert {(p.row, p.content) for p in made.put_back} == {(1, 5.0), (2, 6.0), (3, "first"), (4, "second")}


def test_two_rows_without_a_key_in_one_repair_of_which_one_hit_the_other() -> None:
    """A row was inserted above: the first content went to z, the second to the row that waits for the first."""
    data = grid(["z", "first"], [None, "second"], [None, 3.0])
    made = repaired(grid(["z", 5.0], [None, 2.0]), data, TWO_WITHOUT_A_KEY)
    assert made
    assert {(p.row, p.content) for p in made.put_back} == {(1, 5.0), (2, "first"), (3, "second")}


def test_somebody_who_types_into_a_row_without_a_key_during_its_repair_has_the_last_word() -> None:
    made = repaired(grid([None, "typed"], [None, 3.0]), grid([None, "first"], [None, "second"]), TWO_WITHOUT_A_KEY)
    assert made
    assert {(p.row, p.content) for p in made.put_back} == {(1, "typed")}
    # Whether it was that row nobody can tell: what was to be put there is kept.
    assert [(kept.content, kept.is_put_back) for kept in made.recovered if not kept.is_put_back] == [("first", False)]


def test_a_formula_keeps_its_origin_through_a_second_repair() -> None:
    formula = Formula("=C8*2")
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 2.0, formula, (7, 3)),)),), is_repair=True)
    made = repaired(grid(["b", 5.0]), grid(["b", formula], ["a", 2.0]), journal)
    assert made
    assert PutBack(formula, (7, 3), 2, 1) in made.put_back
    assert Change(1, 2.0, formula, (7, 3)) in [change for entry in made.entries for change in entry.changes]


def test_a_repair_without_an_origin_is_owed_where_it_was() -> None:
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 2.0, 9.0),)),), is_repair=True)
    made = repaired(grid(["b", 5.0]), grid(["b", 9.0], ["a", 2.0]), journal)
    assert made
    assert PutBack(9.0, (1, 1), 2, 1) in made.put_back


@pytest.mark.parametrize(
    ("was", "then", "is_known"),
    [(1, 0, True), (5, 1, True), (5, 0, False), (0, 4, True), (0, 5, False), (3, 3, True)],
)
def test_the_keys_are_looked_for_as_far_as_the_pre_image_goes(was: int, then: int, is_known: bool) -> None:
    """Column 8 is ours; the keys stood in one column when we read, and in another when we wrote."""
    journal = Journal(was, {was: "Key", 8: "Value"}, (Entry(1, "a", (Change(8, 1.0, 2.0),)),))
    header: list[Cell] = [None] * 9
    row: list[Cell] = [None] * 9
    header[then], header[8], row[then], row[8] = "Key", "Value", "b", 5.0
    found = overwritten(journal, Grid([header, row]))
    assert [(cell.is_key_known, cell.standing_key) for cell in found] == [(is_known, "b" if is_known else None)]


def test_the_row_and_the_column_of_a_blank_cell_are_not_mixed_up() -> None:
    """Row 4 without a key, column B: blank, although the cell of row 2 in column D is not."""
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(3, "a", (Change(1, 1.0, None),)),))
    undo = grid(["x"], ["y"], [None, "typed"])
    made = repaired(
        undo, Grid([[*HEADER, "Note", "More"], ["x", 1.0, None, "here"], ["y", 2.0], [None, None, "z"]]), journal
    )
    assert made
    assert made.put_back == (PutBack("typed", (3, 1), 3, 1),)
