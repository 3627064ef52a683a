"""Two people act within seconds: one at our write, one at its repair. Nothing is lost, and nobody is blamed."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.sheets.conftest import MemoryLedger, World

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.outcome import SyncOutcome
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.sync import SharedSheet

HEADERS = ("Key", "Value", "Status")
SMALL = "Small"


def rows(*changed: int, count: int = 5) -> list[dict[str, Any]]:
    numbers = range(1, count + 1)
    return [{"Key": f"k{i}", "Value": i * 10.0 + (0.5 if i in changed else 0), "Status": f"s{i}"} for i in numbers]


class Small:
    """A sheet of five rows, a synchronisation of it, and the people who have it open."""

    def __init__(self, world: World) -> None:
        world.id = world.server.create("Small")
        world.person = world.server.spreadsheet(world.id)
        self.world, self.person, self.meanwhile = world, world.person, world.meanwhile
        self.sheet = world.shared(HEADERS, worksheet=SMALL)
        self.sheet.prepare()
        self.sheet.apply(rows())

    def shared(self, writer: Writer | None = None) -> SharedSheet:
        return self.world.shared(HEADERS, worksheet=SMALL, writer=writer)

    def cells(self) -> list[list[Any]]:
        return self.person.values(SMALL, render="FORMULA")

    def table(self) -> dict[str, dict[str, Any]]:
        """Rows by key; a row without a key, or with one that comes twice, fails."""
        header, *body = self.cells()
        at, found = header.index("Key"), dict[str, dict[str, Any]]()
        for row in body:
            full = [*row, *[""] * (len(header) - len(row))]
            if any(cell != "" for cell in full):
                assert full[at] not in ("", *found), self.cells()
                found[str(full[at])] = {str(name): cell for name, cell in zip(header, full, strict=False) if name}
        return found

    def recovered(self) -> list[list[Any]]:
        return self.person.values(RECOVERED)[1:] if RECOVERED in self.person.titles else []

    def after_write(self, action: Callable[[], object]) -> None:
        """Between our next write and our reading of what came of it."""
        self.world.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", when="after", action=action))

    def act(self, what: str) -> None:
        """Insert a column before column n ("insert 0"), or drag the keys to column n ("drag 2"), one after another."""
        for step in what.split(", "):
            action, to = step.split()
            if action == "insert":
                self.person.insert_columns(SMALL, int(to) + 1)
            else:
                self._drag_keys(int(to))

    def _drag_keys(self, to: int) -> None:
        table = self.cells()
        at, width = table[0].index("Key"), max(map(len, table))
        to = min(to, width - 1)
        if to == at:
            to = width - 1 if at != width - 1 else 0
        full = [[*row, *[""] * (width - len(row))] for row in table]
        for row in full:
            row.insert(to, row.pop(at))
        self.person.write(SMALL, "A1", full)


@pytest.fixture
def small(world: World) -> Small:
    return Small(world)


def ours(small: Small, expected: list[dict[str, Any]]) -> None:
    """Our figures are there, each in its row and under its header."""
    table = small.table()
    for row in expected:
        assert {name: table[row["Key"]][name] for name in HEADERS} == row, small.cells()


def test_what_was_typed_at_the_write_survives_a_column_inserted_at_its_repair(small: Small) -> None:
    small.meanwhile(lambda: small.person.type(SMALL, "B4", "mine"))
    small.meanwhile(lambda: small.person.insert_columns(SMALL, 1))
    outcome = small.sheet.apply(rows(3))
    assert small.table()["k3"]["Value"] == "mine"
    assert outcome.to_look_at == len(small.recovered())
    ours(small, [row for row in rows() if row["Key"] != "k3"])


def test_an_override_survives_a_sort_at_the_write_and_a_column_inserted_at_its_repair(small: Small) -> None:
    small.person.type(SMALL, "B5", "override4")
    small.sheet.apply(rows())
    small.meanwhile(lambda: small.person.sort(SMALL, 1, descending=True))
    small.meanwhile(lambda: small.person.insert_columns(SMALL, 1))
    outcome = small.sheet.apply(rows(1, 2))
    assert small.table()["k4"]["Value"] == "override4"
    ours(small, [row for row in rows(1, 2) if row["Key"] != "k4"])
    # Moved twice within a second: a copy is kept where people see it, and they are asked to look.
    assert [row[2:6] for row in small.recovered()] == [["B3", "Value", "k4", "override4"]]
    assert any("k4, Value" in line and "Recovered" in line for line in outcome.lines())
    assert not any("override4" in line for line in outcome.lines() if line.startswith("! B3"))


@pytest.mark.parametrize("is_row", [True, False], ids=["rows", "columns"])
def test_two_insertions_leave_neither_a_row_without_a_key_nor_a_figure_twice(small: Small, *, is_row: bool) -> None:
    insert = small.person.insert_rows if is_row else small.person.insert_columns
    for _ in range(2):
        small.meanwhile(lambda: insert(SMALL, 2 if is_row else 1))
    small.sheet.apply(rows(1, 3, 5, count=6))
    ours(small, rows(1, 3, 5, count=6))
    assert sum(row.count(60) for row in small.cells()) == 1


MOVES = ("insert 0", "drag 1", "drag 2", "insert 0, drag 2", "insert 0, drag 3", "drag 2, insert 0")


@pytest.mark.parametrize("count", [5, 6], ids=["changes", "changes and a new row"])
@pytest.mark.parametrize("second", MOVES)
@pytest.mark.parametrize("first", MOVES)
def test_columns_move_at_the_write_and_at_its_repair(small: Small, first: str, second: str, count: int) -> None:
    small.meanwhile(lambda: small.act(first))
    small.meanwhile(lambda: small.act(second))
    outcome = small.sheet.apply(rows(1, 3, count=count))
    ours(small, rows(1, 3, count=count))
    assert not outcome.plan.deleted_in_sheet
    assert not outcome.recovered


@pytest.mark.parametrize("typed", ["k3 ", "k33", "kk3", '="k"&3', '="k3"'])
def test_a_key_with_a_slip_is_asked_about_and_not_taken_for_a_deletion(small: Small, typed: str) -> None:
    small.person.type(SMALL, "A4", typed)
    outcome = small.sheet.apply(rows(3))
    assert len(small.cells()) == 6
    assert not [line for line in outcome.lines() if line.startswith("x ")]
    if typed == "k3 ":
        assert small.cells()[3] == ["k3 ", 30.5, "s3"]
    else:
        assert any(line.startswith("! k3: not in the sheet. Did somebody change A4") for line in outcome.lines())


def test_most_rows_gone_is_a_question_and_not_a_wish(small: Small) -> None:
    small.person.delete_rows(SMALL, 3, 4)
    before = small.cells()
    for attempt in (small.sheet.apply, small.sheet.preview):
        with pytest.raises(SheetError) as refused:
            attempt(rows(1))
        assert str(refused.value) == (
            "4 rows written last time are not in the sheet, and 1 are. If they were deleted by mistake, use File > "
            "Version history in the sheet; if they are meant to be gone, run once with --accept-deleted"
        )
    assert small.cells() == before
    accepted = small.shared(Writer(accepts_deleted=True)).apply(rows(1))
    assert accepted.plan.deleted_in_sheet == ("k2", "k3", "k4", "k5")
    assert small.sheet.apply(rows(1)).calls == 1
    # And they are not added again, nor asked about: three more would be.
    assert small.sheet.apply(rows(1, count=6)).plan.deleted_in_sheet == accepted.plan.deleted_in_sheet


def test_a_few_rows_gone_are_gone(small: Small) -> None:
    small.person.delete_rows(SMALL, 3, 2)
    assert small.sheet.apply(rows(1)).plan.deleted_in_sheet == ("k2", "k3")


def test_a_row_that_somebody_typed_before_us_is_in_conflict_once(small: Small) -> None:
    small.person.write(SMALL, "A7", [["k6", 60.0, "theirs"]])
    first, second = small.sheet.apply(rows(count=6)), small.sheet.apply(rows(count=6))
    assert [(c.key, c.column) for c in first.plan.conflicts] == [("k6", "Status")]
    assert (second.plan.conflicts, [(k.key, k.theirs) for k in second.plan.kept]) == ((), [("k6", "theirs")])
    assert second.calls == 1
    ours_changed = [{**row, "Status": "new"} if row["Key"] == "k6" else row for row in rows(count=6)]
    assert [(c.key, c.theirs) for c in small.sheet.apply(ours_changed).plan.conflicts] == [("k6", "theirs")]


@pytest.mark.parametrize("below", [["Total", 150.0], ["", "=SUM(B2:B6)"]])
def test_new_rows_come_above_what_people_have_below(small: Small, below: list[Any]) -> None:
    small.person.type(SMALL, "A7", below[0])
    small.person.type(SMALL, "B7", str(below[1]))
    small.sheet.apply(rows(count=7))
    assert [row[0] for row in small.cells()[1:]] == ["k1", "k2", "k3", "k4", "k5", "k6", "k7", below[0]]


def test_an_older_runner_does_not_set_figures_back(small: Small, new_ledger: Callable[..., MemoryLedger]) -> None:
    small.shared(Writer(new_ledger())).apply(rows(1))
    for older in (small.sheet, small.shared(Writer(new_ledger("store-b")))):
        with pytest.raises(SheetError, match="written from"):
            older.apply(rows())
    assert small.table()["k1"]["Value"] == 10.5


def twice(small: Small, at_write: Callable[[], object], at_repair: Callable[[], object]) -> SyncOutcome:
    small.meanwhile(at_write)
    small.meanwhile(at_repair)
    return small.sheet.apply(rows(1, 2))


def test_what_cannot_be_placed_is_kept_where_people_see_it(small: Small) -> None:
    """Somebody types at the write and deletes the row before its repair: what was typed is in nobody's way there."""

    def gone() -> None:
        small.person.type(SMALL, "B2", "=1+1")
        small.after_write(lambda: small.person.delete_rows(SMALL, 2))

    small.meanwhile(gone)
    outcome = small.sheet.apply(rows(1, 2))
    assert "k1" not in small.table()
    ((_, worksheet, address, heading, key, content, happened),) = small.recovered()
    assert (worksheet, address, heading, key, content) == (SMALL, "B2", "Value", "k1", "=1+1")
    assert "its place is not certain" in happened
    assert outcome.to_look_at == 1


def test_the_worksheet_of_what_was_recovered_may_be_renamed_sorted_or_deleted(small: Small) -> None:
    def types_and_deletes(row: int) -> Callable[[], None]:
        def act() -> None:
            small.person.type(SMALL, f"B{row}", f"typed {row}")
            small.after_write(lambda: small.person.delete_rows(SMALL, row))

        return act

    small.meanwhile(types_and_deletes(2))
    small.sheet.apply(rows(1, 2))
    sheet_id = small.sheet._sheet.overview().sheet_ids[RECOVERED]
    new_name = {"properties": {"sheetId": sheet_id, "title": "To look at"}, "fields": "title"}
    small.person.request({"updateSheetProperties": new_name})
    small.meanwhile(types_and_deletes(2))
    small.sheet.apply(rows(1, count=6))
    assert [row[5] for row in small.person.values("To look at")[1:]] == ["typed 2", "typed 2"]
