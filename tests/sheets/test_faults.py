"""Everything that can go wrong on the way: the sheet ends up right, or as it was."""

from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault

if TYPE_CHECKING:
    from tests.sheets.conftest import World

FAULTS = {
    "429": InjectedFault(status=429, retry_after=7),
    "429 thrice": InjectedFault(status=429, times=3),
    "500": InjectedFault(status=500),
    "503": InjectedFault(status=503),
    "timeout before": InjectedFault(delay=0.9),
    "timeout after": InjectedFault(delay=0.9, when="after"),
    "dropped before": InjectedFault(drop=True),
    "dropped after": InjectedFault(drop=True, when="after"),
    "500 after": InjectedFault(status=500, when="after"),
    "503 after": InjectedFault(status=503, when="after"),
}
READ, WRITE = "values:batchGet", ":batchUpdate"


def ordered(name: str, match: str) -> InjectedFault:
    f = FAULTS[name]
    return InjectedFault(
        match=match, when=f.when, status=f.status, retry_after=f.retry_after, drop=f.drop, delay=f.delay, times=f.times
    )


@pytest.mark.parametrize("where", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_changes_nothing_in_the_end(world: "World", name: str, where: str) -> None:
    world.sheet.apply(world.rows())
    world.person.write("Data", "G1", [["Narrative"], ["mine"]])
    world.type("k011", "Value", "0.5")
    if "timeout" in name:
        world.http.set_timeout((10, 0.6))
    world.server.faults.add(ordered(name, where))
    outcome = world.sheet.apply(world.rows(25, changed=(2, 11)))
    world.server.faults.clear()
    # Whatever the answers, the outcome tells what was done.
    assert [w.key for w in outcome.plan.writes] == ["k002"]
    assert len(outcome.plan.appends) == 5
    table = world.table()
    assert len(table) == 25
    assert (table["k002"]["Value"], table["k011"]["Value"]) == (pytest.approx(2 / 7 + 1), 0.5)
    assert table["k000"]["Narrative"] == "mine"
    before = world.cells()
    world.http.set_timeout((10, 30))
    assert world.sheet.apply(world.rows(25, changed=(2, 11))).calls == 1
    assert world.cells() == before


@pytest.mark.parametrize(
    "fault", [InjectedFault(status=503), InjectedFault(drop=True), InjectedFault(status=500, when="after")], ids=str
)
def test_a_fault_while_preparing(world: "World", fault: InjectedFault) -> None:
    another = world.server.create("Another")
    other = world.shared(spreadsheet_id=another)
    fault.match = WRITE
    world.server.faults.add(fault)
    other.prepare()
    assert other.apply(world.rows(3)).calls == 2
    titles = world.server.spreadsheet(another).titles
    assert titles == ["Sheet1", "Data", "_tht_state", "_tht_base", "_tht_undo", "_tht_stage"]


def test_a_permanent_503_gives_up_and_resumes(world: "World") -> None:
    world.sheet.apply(world.rows())
    before = world.cells()
    world.server.faults.add(InjectedFault(match=WRITE, status=503, times=None))
    with pytest.raises(SheetError, match=r"no answer to a write \(HTTP 503\), 4 times. The sheet is intact"):
        world.sheet.apply(world.rows(changed=(1,)))
    assert world.cells() == before
    world.server.faults.clear()
    assert len(world.sheet.apply(world.rows(changed=(1,))).plan.writes) == 1


def test_a_write_that_is_never_answered_is_tried_four_times_and_each_time_read_again(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.server.faults.add(InjectedFault(match=WRITE, status=503, times=None))
    world.answered.clear()
    waits: list[float] = []
    world.http._sleep = waits.append
    with pytest.raises(SheetError, match="4 times"):
        world.sheet.apply(world.rows(changed=(1,)))
    assert world.answered == ["GET", "POST"] * 4
    assert len(waits) == 3


def test_a_rejection_is_read_again_then_prepared_for_and_in_the_end_told(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.server.faults.add(InjectedFault(match=WRITE, status=400, times=None))
    world.answered.clear()
    with pytest.raises(SheetError, match="Google rejected the request"):
        world.sheet.apply(world.rows(changed=(1,)))
    # After the second rejection of the same state the sheet is looked at as if it were new: two reads more.
    assert world.answered == ["GET", "POST", "GET", "POST", "GET", "GET", "GET", "POST"]


def test_a_rejection_right_after_the_preparation_is_told_as_late(world: "World") -> None:
    world.server.faults.add(InjectedFault(match=WRITE, status=400, times=None))
    world.answered.clear()
    with pytest.raises(SheetError, match="Google rejected the request"):
        world.sheet.apply(world.rows())
    assert world.answered == ["GET", "POST", "GET", "POST", "GET", "GET", "GET", "POST"]


def test_a_rejection_by_another_runs_success_begins_anew(world: "World") -> None:
    world.sheet.apply(world.rows())
    for number in range(4):
        other = world.shared()
        world.meanwhile(lambda n=number, other=other: other.apply(world.rows(changed=(n,))))
    world.answered.clear()
    outcome = world.sheet.apply(world.rows(changed=(9,)))
    assert outcome.raced == ()
    assert world.table()["k009"]["Value"] == pytest.approx(9 / 7 + 1)
    assert world.sheet.apply(world.rows(changed=(9,))).calls == 1


def test_a_permanent_503_on_reads_gives_up(world: "World") -> None:
    world.server.faults.add(InjectedFault(match=READ, status=503, times=None))
    with pytest.raises(SheetError, match=r"Google cannot be reached \(HTTP 503\)"):
        world.sheet.apply(world.rows())
    assert world.http.calls < 40


def test_a_permanent_429_says_what_the_limit_is(world: "World") -> None:
    world.server.faults.add(InjectedFault(match=WRITE, status=429, retry_after=30, times=None))
    with pytest.raises(SheetError, match="Google allows 60 reads and 60 writes a minute"):
        world.sheet.apply(world.rows())


def test_a_crash_after_the_write_and_before_its_check(world: "World") -> None:
    """The answer is lost together with the program; the next run finds and repairs what was run over."""
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.type("k003", "Value", "0.777"))

    class CrashError(Exception):
        pass

    original = world.sheet._sheet.http.request

    def crash(method: str, *args: object, **kwargs: object) -> object:
        response = original(method, *args, **kwargs)  # pyright: ignore
        if method == "post":
            raise CrashError
        return response

    world.http.request = crash  # pyright: ignore
    with pytest.raises(CrashError):
        world.sheet.apply(world.rows(changed=(3, 4)))
    assert world.table()["k003"]["Value"] == pytest.approx(3 / 7 + 1)
    elsewhere = world.shared()
    outcome = elsewhere.apply(world.rows(changed=(3, 4)))
    assert world.table()["k003"]["Value"] == 0.777
    assert world.table()["k004"]["Value"] == pytest.approx(4 / 7 + 1)
    assert [(c.key, c.theirs) for c in outcome.plan.conflicts] == [("k003", 0.777)]
    assert [cell.key for cell in outcome.raced] == ["k003"]


@pytest.mark.parametrize(
    "fault", [InjectedFault(drop=True, when="after"), InjectedFault(status=503, when="after")], ids=str
)
def test_a_race_in_a_write_whose_answer_is_lost(world: "World", fault: InjectedFault) -> None:
    world.sheet.apply(world.rows())
    world.meanwhile(lambda: world.type("k003", "Value", "0.777"))
    fault.match = WRITE
    world.server.faults.add(fault)
    outcome = world.sheet.apply(world.rows(changed=(3, 4)))
    assert world.table()["k003"]["Value"] == 0.777
    assert [w.key for w in outcome.plan.writes] == ["k004"]
    assert [c.key for c in outcome.plan.conflicts] == ["k003"]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "the service account may not edit the spreadsheet"),
        (404, "there is no such spreadsheet. Check its id"),
        (401, "Google does not accept the sign-in of the service account"),
    ],
)
def test_a_refusal_is_explained_at_once(world: "World", status: int, message: str) -> None:
    world.server.faults.add(InjectedFault(match=READ, status=status))
    calls = world.http.calls
    with pytest.raises(SheetError, match=message):
        world.sheet.apply(world.rows())
    assert world.http.calls == calls + 1


def test_no_permission_to_write_leaves_the_sheet_alone(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    before = world.cells()
    world.server.faults.add(InjectedFault(match=WRITE, status=403, times=None))
    with pytest.raises(SheetError, match="may not edit the spreadsheet"):
        world.sheet.apply(world.rows(2, changed=(1,)))
    assert world.cells() == before
