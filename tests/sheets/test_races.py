"""People and other runs between our read and our write: nobody loses a cell."""

from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.standing import Writer

if TYPE_CHECKING:
    from tests.sheets.conftest import World


@pytest.mark.parametrize(
    ("text", "held"), [("0.777", 0.777), ("=C5/D5", "=C5/D5"), ("'=1+1", "=1+1"), ("see note", "see note"), ("", "")]
)
def test_a_person_types_into_a_cell_we_are_writing(world: "World", text: str, held: object) -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.type("k003", "Value", text))
    outcome = world.sheet.apply(world.rows(changed=(3, 4, 5)))
    assert world.table()["k003"]["Value"] == held
    assert [w.key for w in outcome.plan.writes] == ["k004", "k005"]
    assert [c.key for c in outcome.plan.conflicts] == ["k003"]
    assert [(cell.key, cell.column) for cell in outcome.raced] == [("k003", "Value")]
    again = world.sheet.apply(world.rows(changed=(3, 4, 5)))
    assert (again.calls, [c.key for c in again.plan.conflicts]) == (1, ["k003"])


def test_a_typed_formula_comes_back_as_a_formula_and_a_typed_text_as_text(world: "World") -> None:
    world.sheet.apply(world.rows(3))

    def types() -> None:
        world.type("k001", "Value", "=2+3")
        world.type("k002", "Value", "'=2+3")

    world.meanwhile(types)
    world.sheet.apply(world.rows(3, changed=(1, 2)))
    shown = {row[0]: row[3] for row in world.person.values("Data", "A2:D4")}
    assert (shown["k001"], shown["k002"]) == ("5", "=2+3")


def test_a_person_types_the_same_as_we_write(world: "World") -> None:
    world.sheet.apply([{"Key": "a", "Value": 1.0}])
    world.meanwhile(lambda: world.type("a", "Value", "2"))
    outcome = world.sheet.apply([{"Key": "a", "Value": 2.0}])
    assert (outcome.calls, outcome.raced) == (2, ())


@pytest.mark.parametrize("row", [2, 5, 7, 21], ids=lambda row: f"above row {row}")
def test_a_person_inserts_a_row(world: "World", row: int) -> None:
    world.sheet.apply(world.rows())

    def inserts() -> None:
        world.person.insert_rows("Data", row)
        world.person.write("Data", f"B{row}", [["typed", 99, "by a person"]])

    world.meanwhile(inserts)
    outcome = world.sheet.apply(world.rows(changed=(3, 4, 5)))
    assert world.person.values("Data", f"A{row}:E{row}") == [["", "typed", "99", "by a person"]]
    check_all_there(world, 20, (3, 4, 5))
    assert {w.key for w in outcome.plan.writes} == {"k003", "k004", "k005"}
    assert outcome.not_found == ()


def test_a_person_appends_a_row(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.person.write("Data", "A22", [["Total", None, 190, 27.5, "by a person"]]))
    outcome = world.sheet.apply(world.rows(40))
    assert outcome.calls == 2
    assert world.table().pop("Total") == {
        "Key": "Total",
        "Age": "",
        "Count": 190,
        "Value": 27.5,
        "Status": "by a person",
    }
    assert len(world.table()) == 41
    assert world.sheet.apply(world.rows(40)).calls == 1


def test_a_person_sorts(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.person.write("Data", "F1", [["Narrative"], *([f"about k{i:03d}"] for i in range(20))])
    world.meanwhile(lambda: world.person.sort("Data", 3, descending=True))
    world.sheet.apply(world.rows(23, changed=(1, 2, 3, 18)))
    check_all_there(world, 23, (1, 2, 3, 18))
    assert all(world.table()[f"k{i:03d}"]["Narrative"] == f"about k{i:03d}" for i in range(20))


def test_a_person_deletes_a_row(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.person.delete_rows("Data", 4))
    outcome = world.sheet.apply(world.rows(22, changed=(3, 4, 19)))
    assert outcome.plan.deleted_in_sheet == ("k002",)
    table = world.table()
    assert len(table) == 21
    assert table["k003"]["Value"] == pytest.approx(3 / 7 + 1)
    assert table["k005"]["Value"] == pytest.approx(5 / 7)


def test_a_person_deletes_most_of_the_grid(world: "World") -> None:
    """The addresses we meant do not exist any more: Google rejects the write, and we read again."""
    world.sheet.apply(world.rows(150))
    world.meanwhile(lambda: world.person.delete_rows("Data", 3, 140))
    with pytest.raises(SheetError, match="140 rows written last time are not in the sheet, and 10 are"):
        world.sheet.apply(world.rows(150, changed=(0, 149)))
    outcome = world.shared(writer=Writer(accepts_deleted=True)).apply(world.rows(150, changed=(0, 149)))
    assert {w.key for w in outcome.plan.writes} == {"k000", "k149"}
    assert len(outcome.plan.deleted_in_sheet) == 140
    # Confirmed once, they are not asked about again.
    assert world.sheet.apply(world.rows(150, changed=(0, 149))).calls == 1


@pytest.mark.parametrize("column", [1, 3, 5], ids=lambda c: f"before column {c}")
def test_a_person_inserts_a_column(world: "World", column: int) -> None:
    world.sheet.apply(world.rows(5))

    def inserts() -> None:
        world.person.insert_columns("Data", column)
        world.person.write("Data", f"{'ABCDE'[column - 1]}1", [["Comment"], ["a"], ["b"], ["c"]])

    world.meanwhile(inserts)
    outcome = world.sheet.apply(world.rows(8, changed=(1, 2)))
    check_all_there(world, 8, (1, 2))
    # Before the keys, three new rows came under wrong headers, and were put right.
    assert (outcome.not_found, outcome.recovered) == ((), ())
    assert len(world.cells()) == 9
    assert [world.table()[f"k00{i}"]["Comment"] for i in range(4)] == ["a", "b", "c", ""]


def test_a_person_renames_a_header(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    before = world.cells()
    world.meanwhile(lambda: world.person.write("Data", "D1", [["Value (%)"]]))
    with pytest.raises(SheetError, match="no column headed 'Value'"):
        world.sheet.apply(world.rows(8, changed=(1, 2)))
    now = world.cells()
    assert now[1:6] == before[1:]
    world.person.write("Data", "D1", [["Value"]])
    world.sheet.apply(world.rows(8, changed=(1, 2)))
    check_all_there(world, 8, (1, 2))


def test_a_person_renames_a_key(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    world.meanwhile(lambda: world.type("k002", "Key", "mine"))
    outcome = world.sheet.apply(world.rows(5, changed=(2, 3)))
    assert world.table()["mine"]["Value"] == pytest.approx(2 / 7)
    assert outcome.plan.deleted_in_sheet == ("k002",)


def test_a_person_is_quicker_than_the_repair_too(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.type("k003", "Value", "0.111"))
    world.meanwhile(lambda: world.type("k003", "Value", "0.222"))
    world.sheet.apply(world.rows(changed=(3, 4)))
    assert world.table()["k003"]["Value"] == 0.222


def test_a_formula_means_its_own_row_after_a_repair_of_the_repair(world: "World") -> None:
    """Typed in row 5 and run over; the row moves to 8 before the repair, which misses it."""
    world.sheet.apply(world.rows())

    world.meanwhile(lambda: world.type("k003", "Value", "=C5*2"))
    world.meanwhile(lambda: world.person.insert_rows("Data", 2, 3))
    world.sheet.apply(world.rows(changed=(3, 4)))
    assert world.place("k003", "Value") == "D8"
    assert world.table()["k003"]["Value"] == "=C8*2"
    assert world.sheet.apply(world.rows(changed=(3, 4))).calls == 1


def test_a_person_types_again_before_the_repair_reads(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.type("k003", "Value", "0.111"))
    world.server.faults.add(
        InjectedFault(match="values:batchGet", skip=1, action=lambda: world.type("k003", "Value", "0.333"))
    )
    world.sheet.apply(world.rows(changed=(3, 4)))
    assert world.table()["k003"]["Value"] == 0.333


def test_rows_move_before_every_write(world: "World") -> None:
    world.sheet.apply(world.rows())
    for _ in range(3):
        world.meanwhile(lambda: world.person.insert_rows("Data", 2))
    world.sheet.apply(world.rows(changed=(3, 4, 5)))
    check_all_there(world, 20, (3, 4, 5))


def test_somebody_who_never_stops_is_no_reason_to_go_on_for_ever(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.person.insert_rows("Data", 2), times=99)
    with pytest.raises(SheetError, match="the sheet changed each time we wrote"):
        world.sheet.apply(world.rows(changed=(3, 4, 5)))
    world.server.faults.clear()
    world.sheet.apply(world.rows(changed=(3, 4, 5)))
    check_all_there(world, 20, (3, 4, 5))


def test_two_runs_at_once(world: "World") -> None:
    world.sheet.apply(world.rows())
    other = world.shared()
    world.meanwhile(lambda: other.apply(world.rows(22, changed=(1,))))
    world.sheet.apply(world.rows(22, changed=(1, 2)))
    check_all_there(world, 22, (1, 2))


def test_two_runs_at_once_with_something_different_to_say(world: "World") -> None:
    """The second runner saw none of the first one's rows: it plans again, and writes its own last."""
    world.sheet.apply(world.rows())
    other = world.shared()
    world.meanwhile(lambda: other.apply(world.rows(30, changed=(1,))))
    outcome = world.sheet.apply(world.rows(25, changed=(2,)))
    table = world.table()
    assert len(table) == 30
    assert table["k001"]["Value"] == pytest.approx(1 / 7)
    assert table["k002"]["Value"] == pytest.approx(2 / 7 + 1)
    assert len(outcome.plan.no_longer_computed) == 5


def test_a_run_that_was_held_up_for_long_cannot_write(world: "World") -> None:
    """Many generations later its token is still taken."""
    world.sheet.apply(world.rows())
    other = world.shared()

    def busy() -> None:
        for i in range(5):
            other.apply(world.rows(21 + i))

    world.meanwhile(busy)
    world.sheet.apply(world.rows(26))
    check_all_there(world, 26, ())


def test_an_older_version_of_the_spreadsheet_is_restored(world: "World") -> None:
    """State, data and base go back together; the marks of the generations may not."""
    world.sheet.apply(world.rows(5))
    saved = {title: world.cells(title) for title in ("_tht_state", "Data", "_tht_base", "_tht_undo")}
    world.sheet.apply(world.rows(5, changed=(1,)))
    for title, cells in saved.items():
        height = len(world.cells(title))
        width = max(len(row) for row in world.cells(title))
        blank = [[""] * width for _ in range(height)]
        world.person.write(title, "A1", blank)
        world.person.write(title, "A1", cells)
    world.sheet.apply(world.rows(5, changed=(2,)))
    check_all_there(world, 5, (2,))


def check_all_there(world: "World", count: int, changed: tuple[int, ...]) -> None:
    """Every row of ours is there once, as we computed it; and there is nothing left to do."""
    table = world.table()
    for row in world.rows(count, changed):
        there = table[str(row["Key"])]
        assert there["Value"] == pytest.approx(row["Value"], rel=1e-12), row["Key"]
        assert (there["Age"], there["Count"], there["Status"]) == (row["Age"], row["Count"], row["Status"])
    again = world.sheet.apply(world.rows(count, changed))
    assert (again.calls, again.plan.kept, again.plan.conflicts) == (1, (), ())
