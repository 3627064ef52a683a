"""A run that ends at any moment is settled by the next one, and nobody writes from an older copy of the store."""

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.model.periods.period import Period
from tht_xl.rehearsal.server.faults import InjectedFault, When
from tht_xl.sheets.ledger import NullLedger, PlannedWrite, RepairedCell
from tht_xl.sheets.settling import fate_of
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.state import MAX_HISTORY, State, StoreMark

if TYPE_CHECKING:
    from tests.sheets.conftest import MemoryLedger, World

    from tht_xl.sheets.sync import SharedSheet

NewLedger = Callable[..., "MemoryLedger"]
OCTOBER, NOVEMBER, DECEMBER = map(Period.parse, ("Oct 2026", "Nov 2026", "Dec 2026"))
OTHER_COPY = "Have whoever ran the month last export theirs (tht-xl store export) and put it in place here"


class KilledError(BaseException):
    """The process has ended here."""


def state(world: "World") -> State:
    found = world.sheet._sheet.state()
    assert found
    return found


def kill_at(ledger: "MemoryLedger", step: str, times: int = 1) -> None:
    """End the run the so-many-th time that it comes to a step."""
    left = [times]

    def at(name: str) -> None:
        left[0] -= name == step
        if not left[0]:
            raise KilledError(step)

    ledger.at = at


def restart(ledger: "MemoryLedger") -> None:
    ledger.at = lambda _: None


def apply_from(world: "World", ledger: "MemoryLedger", **options: object) -> "SharedSheet":
    sheet = world.shared(writer=Writer(ledger, **options))  # type: ignore[arg-type]
    sheet.apply(world.rows(4))
    ledger.note_reported()
    return sheet


def test_a_write_is_planned_before_it_is_sent_and_confirmed_after(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    seen: list[list[PlannedWrite]] = []
    world.meanwhile(lambda: seen.append(ledger.open_writes()))
    world.shared(writer=Writer(ledger)).apply(world.rows(3))
    (write,) = seen[0]
    assert (write.kind, write.generation, len(write.cells)) == ("plan", 2, 3)
    assert write.cells[1].after == {"Key": "k001", "Age": "10-14", "Count": 1.0, "Value": 1 / 7, "Status": "007"}
    assert ledger.heard == [("intend", write.run), ("confirmed", write.run)]
    assert state(world).store == StoreMark("store-a", 1, write.run)
    assert state(world).history[-1] == (2, write.run)


def test_what_changes_is_planned_cell_by_cell(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(2,)))
    (cell,) = list(ledger.writes.values())[-1].cells
    assert (cell.key, cell.column, cell.before, cell.after) == ("k002", "Value", 2 / 7, 2 / 7 + 1)


def test_nothing_new_plans_nothing(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger, month=NOVEMBER)
    heard = list(ledger.heard)
    assert world.shared(writer=Writer(ledger, NOVEMBER)).apply(world.rows(4)).calls == 1
    assert ledger.heard == heard


def test_a_conflict_is_noted(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    world.type("k001", "Value", "9")
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1,)))
    assert [(c.key, c.column, c.theirs) for c in ledger.conflicts] == [("k001", "Value", 9.0)]


@pytest.mark.parametrize(("when", "fates"), [("before", ["refused", "confirmed"]), ("after", ["confirmed"])])
def test_a_write_that_has_no_answer_is_settled_by_the_next_reading(
    world: "World", new_ledger: NewLedger, when: When, fates: list[str]
) -> None:
    ledger = new_ledger()
    world.server.faults.add(InjectedFault(match=":batchUpdate", status=503, when=when))
    world.shared(writer=Writer(ledger)).apply(world.rows(5))
    assert [what for _, what in ledger.retries] == ["no answer to a write (HTTP 503)"]
    assert list(ledger.fates.values()) == fates


STEPS = ("before intent", "after intent", "before confirm", "after confirm")


@pytest.mark.parametrize("is_followed", [False, True], ids=["alone", "after another runner"])
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_run_is_settled_by_the_next(
    world: "World", new_ledger: NewLedger, step: str, *, is_followed: bool
) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    kill_at(ledger, step)
    with pytest.raises(KilledError):
        world.shared(writer=Writer(ledger)).apply(world.rows(6, changed=(1,)))
    happened = "confirm" in step
    assert (len(world.table()) == 6) is happened
    if is_followed:
        world.shared(writer=Writer(NullLedger(), takes_over=True)).apply(world.rows(7, changed=(1,)))
    restart(ledger)
    outcome = world.shared(writer=Writer(ledger)).apply(world.rows(8, changed=(1,)))
    assert len(world.table()) == 8
    assert not ledger.open_writes()
    planned = [fate for run, fate in ledger.fates.items() if ledger.writes[run].generation == 3]
    if step != "before intent":
        assert planned[0] == ("confirmed" if happened else "refused")
    lines = [line for line in outcome.lines() if line.startswith("i ")]
    # The last write of a run is its own until the run ends, so the ledger of this test lists it too.
    assert ("i 2 new rows and 1 cell: written by a run that was cut off" in lines) is happened
    assert not outcome.plan.conflicts


@pytest.mark.parametrize("is_followed", [False, True], ids=["alone", "after another runner"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("write", [1, 2])
def test_what_was_repaired_is_never_forgotten(
    world: "World", new_ledger: NewLedger, step: str, write: int, *, is_followed: bool
) -> None:
    """Somebody types while we write (the first write), which the second puts back; the run is killed at either."""
    ledger = new_ledger()
    apply_from(world, ledger)
    world.meanwhile(lambda: world.type("k001", "Value", "77"))
    kill_at(ledger, step, times=write)
    with pytest.raises(KilledError):
        world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1, 2)))
    restart(ledger)
    lines: list[str] = []
    if is_followed:
        lines += world.shared(writer=Writer(NullLedger(), takes_over=True)).apply(world.rows(5, changed=(1, 2))).lines()
    lines += world.shared(writer=Writer(ledger)).apply(world.rows(6, changed=(1, 2))).lines()
    assert world.table()["k001"]["Value"] == 77
    # Where the write itself never happened, theirs was typed before ours and is a conflict as any other.
    if (write, step) in ((1, "before intent"), (1, "after intent")):
        assert any(line.startswith("! k001 Value: was") for line in lines)
    else:
        assert any(line.startswith("^ k001 Value") and "put back" in line for line in lines), lines


def test_a_repair_is_planned_with_the_address(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    world.meanwhile(lambda: world.type("k001", "Value", "77"))
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1, 2)))
    repairs = [write for write in ledger.writes.values() if write.kind == "repair"]
    assert [write.repaired for write in repairs] == [(RepairedCell("D3", "k001", "Value", 77.0, is_put_back=True),)]
    assert [(c.key, c.column, c.after) for c in repairs[0].cells] == [("k001", "Value", 77.0)]


def test_a_repair_that_is_not_certain_is_reported_by_the_next_run(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    world.person.write("Data", "A6", [["", "", "", "", ""], ["", "", "", "", "mine"]])

    def leaves_nothing_to_find_it_by() -> None:
        world.person.insert_columns("Data", 1)

    world.meanwhile(leaves_nothing_to_find_it_by)
    world.shared(writer=Writer(ledger)).apply(world.rows(6, changed=(1, 2)))
    repairs = [write for write in ledger.writes.values() if write.kind == "repair"]
    unsure = [cell for write in repairs for cell in write.repaired if not cell.is_put_back]
    assert all(cell.address for cell in unsure)
    outcome = world.shared(writer=Writer(ledger)).apply(world.rows(6, changed=(1, 2)))
    assert outcome.to_look_at == len(unsure)
    assert sum("may not have been put right" in line for line in outcome.lines()) == len(unsure)


def test_a_write_older_than_the_list_is_unknown(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    kill_at(ledger, "before confirm")
    with pytest.raises(KilledError):
        world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1,)))
    other = world.shared(writer=Writer(takes_over=True))
    for number in range(MAX_HISTORY):
        other.apply(world.rows(4, changed=(1, 2 + number % 2)))
    assert len(state(world).history) == MAX_HISTORY
    restart(ledger)
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1,)))
    assert list(ledger.fates.values())[1] == "unknown"


def test_an_open_write_is_not_waited_for() -> None:
    write = PlannedWrite("a1", 12, "plan")
    assert fate_of(write, State(11, "id", "Data", {}, history=((11, "z"),))) is None
    assert fate_of(write, State(12, "id", "Data", {}, history=((11, "z"), (12, "b")))) == "refused"


# Who may write


def test_an_older_copy_of_the_store_cannot_write(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    older = copy.deepcopy(ledger)
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1,)))
    before = world.cells()
    sheet = world.shared(writer=Writer(older))
    for attempt in (sheet.require_may_write, sheet.prepare, lambda: sheet.apply(world.rows(4)), sheet.purge):
        with pytest.raises(SheetError) as refusal:
            attempt()
        assert str(refusal.value) == (
            "--apply: this store is an older copy: the sheet was written from a newer one (write 2; this copy knows 1)"
            f", so nothing was written. {OTHER_COPY} (tht-xl store import FILE); if it is lost, add --take-over, which "
            "is recorded"
        )
    assert world.cells() == before
    assert older.sequence == 1


def test_of_two_copies_that_both_wrote_the_first_to_reach_the_sheet_goes_on(
    world: "World", new_ledger: NewLedger
) -> None:
    """Both have planned the second write; the number alone would not tell them apart."""
    ledger = new_ledger()
    apply_from(world, ledger)
    other = copy.deepcopy(ledger)
    world.meanwhile(lambda: world.shared(writer=Writer(other)).apply(world.rows(4, changed=(1,))))
    with pytest.raises(SheetError, match="this store is an older copy"):
        world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(2,)))
    assert (ledger.sequence, other.sequence) == (2, 2)
    assert list(ledger.fates.values()) == ["confirmed", "refused"]
    assert world.table()["k002"]["Value"] == pytest.approx(2 / 7)


def test_a_sheet_of_another_store_is_refused_until_it_is_taken_over(world: "World", new_ledger: NewLedger) -> None:
    first, second = new_ledger("11111111-aaaa"), new_ledger("22222222-bbbb")
    apply_from(world, first)
    with pytest.raises(SheetError, match=r"is written from another store \(11111111, and this one is 22222222\)"):
        world.shared(writer=Writer(second)).apply(world.rows(4))
    sheet = world.shared(writer=Writer(second, takes_over=True))
    sheet.prepare()
    sheet.apply(world.rows(4))  # not one figure is new: the sheet is signed all the same
    assert [mark.id for mark in second.taken_over] == ["11111111-aaaa"]
    assert state(world).store == StoreMark("22222222-bbbb", 1, next(iter(second.writes)))
    assert world.shared(writer=Writer(second)).apply(world.rows(4)).calls == 1
    with pytest.raises(SheetError, match="another store"):
        world.shared(writer=Writer(first)).apply(world.rows(4))


def test_a_newer_copy_that_was_lost_is_taken_over(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    backup = copy.deepcopy(ledger)
    world.shared(writer=Writer(ledger)).apply(world.rows(4, changed=(1,)))
    world.shared(writer=Writer(backup, takes_over=True)).apply(world.rows(4))
    assert world.table()["k001"]["Value"] == pytest.approx(1 / 7)
    with pytest.raises(SheetError, match="this store is an older copy"):
        world.shared(writer=Writer(ledger)).apply(world.rows(4))


def test_a_plan_from_an_older_copy_is_shown_and_says_so(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger)
    sheet = world.shared(writer=Writer(new_ledger("another")))
    assert sheet.preview(world.rows(5)).appends
    assert "another store" in str(sheet.refusal)
    right = world.shared(writer=Writer(ledger))
    right.preview(world.rows(5))
    assert right.refusal is None


def test_without_a_store_the_sheet_keeps_whose_it_is(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger, month=NOVEMBER)
    mark = state(world).store
    with pytest.raises(SheetError, match="and this run has none"):
        # Figures of nobody knows when would take the place of the store's.
        world.sheet.apply(world.rows(4, changed=(1,)))
    world.shared(writer=Writer(takes_over=True)).apply(world.rows(4, changed=(1,)))
    assert (state(world).store, state(world).month) == (mark, NOVEMBER)
    world.shared(writer=Writer(ledger)).apply(world.rows(4))


def test_a_preparation_keeps_store_month_and_writes(world: "World", new_ledger: NewLedger) -> None:
    ledger = new_ledger()
    apply_from(world, ledger, month=NOVEMBER)
    before = state(world)
    world.person.request({"deleteSheet": {"sheetId": before.sheet_ids["_tht_stage"]}})
    world.shared(writer=Writer(ledger, NOVEMBER)).prepare()
    after = state(world)
    assert (after.store, after.month, after.history[:-1]) == (before.store, NOVEMBER, before.history)
    assert after.history[-1] == (before.generation + 1, "prepared")


# The month of the sheet


def test_an_earlier_month_is_refused_by_the_sheet_itself(world: "World", new_ledger: NewLedger) -> None:
    apply_from(world, new_ledger(), month=NOVEMBER)
    for ledger in (NullLedger(), new_ledger()):
        sheet = world.shared(writer=Writer(ledger, OCTOBER, takes_over=True))
        for attempt in (sheet.require_may_write, lambda: sheet.apply(world.rows(2))):  # noqa: B023 - called at once
            with pytest.raises(SheetError) as refusal:
                attempt()
            assert str(refusal.value) == (
                "--apply: the shared sheet was last brought to Nov 2026: writing Oct 2026 would set it back to that "
                "month's figures, so nothing was written. Write Nov 2026 again to correct it; leave out --apply to see "
                "Oct 2026; or add --set-back if the sheet is meant to show Oct 2026"
            )


def test_a_later_month_that_was_written_meanwhile_stays(world: "World") -> None:
    world.shared(writer=Writer(month=OCTOBER)).apply(world.rows(4))
    world.meanwhile(lambda: world.shared(writer=Writer(month=NOVEMBER)).apply(world.rows(4, changed=(1,))))
    with pytest.raises(SheetError, match="was last brought to Nov 2026"):
        world.shared(writer=Writer(month=OCTOBER)).apply(world.rows(4, changed=(2,)))


def test_a_new_month_without_a_new_figure_is_noted(world: "World") -> None:
    world.shared(writer=Writer(month=NOVEMBER)).apply(world.rows(4))
    before = world.cells()
    assert world.shared(writer=Writer(month=DECEMBER)).apply(world.rows(4)).calls == 2
    assert state(world).month == DECEMBER
    assert world.shared(writer=Writer(month=DECEMBER)).apply(world.rows(4)).calls == 1
    assert world.cells() == before


def test_a_sheet_can_be_set_back(world: "World") -> None:
    world.shared(writer=Writer(month=NOVEMBER)).apply(world.rows(4))
    world.shared(writer=Writer(month=OCTOBER, sets_back=True)).apply(world.rows(4))
    assert state(world).month == OCTOBER


def test_a_sheet_that_nobody_prepared_may_be_written_to(world: "World", new_ledger: NewLedger) -> None:
    another = world.server.create("Another")
    world.shared(spreadsheet_id=another, writer=Writer(new_ledger())).require_may_write()
