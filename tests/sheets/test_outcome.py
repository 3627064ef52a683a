"""What a synchronisation says it did: certain once the sheet bears its name, and undone where a repair undid it."""

from tht_xl.sheets.journal import Change
from tht_xl.sheets.outcome import Progress, SyncOutcome
from tht_xl.sheets.plan.plan import Append, Plan, Write
from tht_xl.sheets.repair.recovered import Recovered
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.write.overwritten import Overwritten


def raced(key: str, column: str = "Value") -> Overwritten:
    return Overwritten(key, column, 3, Change(1, 1.0, 2.0), 9.0, key, column, is_key_known=True, is_elsewhere=False)


A, B = Write("a", "Value", 1.0, 2.0), Write("b", "Value", 1.0, 2.0)
KEPT_COPY = Recovered("D7", "Value", "k4", 9.0)
NEW = Append("n", {"Key": "n", "Value": 5.0})


def test_nothing_counts_before_the_sheet_bears_its_name() -> None:
    progress = Progress()
    progress.send("one", Plan(writes=(A,)))
    progress.confirm("of somebody else")
    assert progress.outcome(Plan(), 1, 7).plan.writes == ()
    progress.confirm("one")
    progress.confirm("one")
    assert progress.outcome(Plan(), 3, 7) == SyncOutcome(Plan(writes=(A,)), calls=3, generation=7)


def test_what_a_repair_undid_was_not_written() -> None:
    progress = Progress()
    progress.send("one", Plan(writes=(A, B), appends=(NEW,)))
    progress.confirm("one")
    progress.send("two", Repair(found=(raced("a"),), not_found=("C4",), recovered=(KEPT_COPY,)))
    assert progress.outcome(Plan(), 1, 1).raced == ()
    progress.confirm("two")
    done = progress.outcome(Plan(deleted_in_sheet=("d",)), 5, 9)
    assert (done.plan.writes, done.plan.appends, done.plan.deleted_in_sheet) == ((B,), (NEW,), ("d",))
    assert (done.raced, done.not_found, done.recovered) == ((raced("a"),), ("C4",), (KEPT_COPY,))
    assert done.to_look_at == 2


def test_a_cell_of_a_new_row_that_was_written_again_is_part_of_the_new_row() -> None:
    progress = Progress()
    for name, plan in (("one", Plan(appends=(NEW,))), ("two", Plan(writes=(Write("n", "Value", None, 5.0), A)))):
        progress.send(name, plan)
        progress.confirm(name)
    done = progress.outcome(Plan(), 5, 9).plan
    assert (done.writes, done.appends) == ((A,), (NEW,))


def test_a_cell_written_twice_is_told_once_with_what_stands_there() -> None:
    progress = Progress()
    again = Write("a", "Value", 2.0, 3.0)
    for name, plan in (("one", Plan(writes=(A,))), ("two", Plan(writes=(again,)))):
        progress.send(name, plan)
        progress.confirm(name)
    assert progress.outcome(Plan(), 1, 1).plan.writes == (again,)


def test_the_lines_name_what_is_uncertain_first_and_what_was_put_back_last() -> None:
    lines = SyncOutcome(Plan(writes=(A,)), (raced("k"),), ("C4",)).lines()
    assert lines == [
        "! C4: changed while we wrote, and may not have been put right; compare File > Version history",
        "~ a Value: 1 -> 2",
        "^ k Value: edited while we wrote; put back",
    ]
