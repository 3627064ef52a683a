"""Changes too large for one request, with the limit set low: sent ahead in parts, and seen all at once."""

from typing import TYPE_CHECKING, Any

import pytest
import requests

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets import spreadsheet
from tht_xl.sheets.table import Cell, Formula
from tht_xl.sheets.write import staging
from tht_xl.sheets.write.batch import write
from tht_xl.sheets.write.staging import PREFIX, Staging, staged

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.sheets.conftest import World

LIMIT = 16_000


@pytest.fixture(autouse=True)
def low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_BODY_SIZE", LIMIT)
    monkeypatch.setattr(staging, "_WORTH_STAGING", 500)


@pytest.fixture
def sizes(world: "World") -> list[int]:
    found: list[int] = []
    world.http.session.hooks["response"].append(
        lambda r, **_: found.append(int(r.request.headers.get("Content-Length", 0)))
    )
    return found


def check(world: "World", count: int, changed: tuple[int, ...] = ()) -> None:
    table = world.table()
    assert len(table) == count
    for row in world.rows(count, changed):
        there = table[str(row["Key"])]
        assert there["Value"] == pytest.approx(row["Value"], rel=1e-12)
        assert (there["Age"], there["Count"], there["Status"]) == (row["Age"], row["Count"], row["Status"])
    world.sheet.prepare()
    assert not [title for title in world.person.titles if title.startswith(PREFIX)]
    assert world.sheet.apply(world.rows(count, changed)).calls == 1


def test_a_large_first_load(world: "World", sizes: list[int]) -> None:
    outcome = world.sheet.apply(world.rows(900))
    assert max(sizes) <= LIMIT
    assert 5 <= outcome.calls <= 8
    assert not [title for title in world.person.titles if title.startswith(PREFIX)]
    check(world, 900)


def test_a_large_change(world: "World", sizes: list[int]) -> None:
    world.sheet.apply(world.rows(900))
    everything = tuple(range(900))
    world.type("k005", "Value", "=1/3")
    outcome = world.sheet.apply(world.rows(900, changed=everything))
    assert max(sizes) <= LIMIT
    assert [c.key for c in outcome.plan.conflicts] == ["k005"]
    assert world.table()["k899"]["Value"] == pytest.approx(899 / 7 + 1)
    assert world.table()["k005"]["Value"] == "=1/3"


def test_text_stays_text(world: "World") -> None:
    texts = ["007", "10-14", "=1+1", "TRUE", "'x", None, "1e5"]
    rows = [row | {"Status": texts[i % len(texts)]} for i, row in enumerate(world.rows(700))]
    world.sheet.apply(rows)
    shown = [
        row[-1] if len(row) == 5 else None for row in world.person.values("Data", "A2:E8", render="UNFORMATTED_VALUE")
    ]
    assert shown == texts
    assert world.sheet.apply(rows).calls == 1


@pytest.mark.parametrize(
    "fault",
    [
        InjectedFault(status=503),
        InjectedFault(drop=True),
        InjectedFault(drop=True, when="after"),
        InjectedFault(status=429),
    ],
    ids=str,
)
def test_a_fault_while_sending_ahead(world: "World", fault: InjectedFault) -> None:
    fault.method, fault.skip = "PUT", 1
    world.server.faults.add(fault)
    world.sheet.apply(world.rows(900))
    check(world, 900)


def test_a_crash_while_sending_ahead(world: "World") -> None:
    world.sheet.apply(world.rows(20))
    before = world.cells()
    world.server.faults.add(InjectedFault(method="PUT", status=403, skip=1))
    with pytest.raises(SheetError, match="may not edit"):
        world.sheet.apply(world.rows(900))
    assert world.cells() == before
    assert [title for title in world.person.titles if title.startswith(PREFIX)]
    world.sheet.apply(world.rows(900))
    check(world, 900)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_fault_at_the_last_request(world: "World", when: Any) -> None:
    world.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", skip=1, status=503, when=when))
    world.sheet.apply(world.rows(900))
    check(world, 900)


def test_people_meanwhile(world: "World") -> None:
    world.sheet.apply(world.rows(900))

    def types() -> None:
        world.type("k003", "Value", "0.777")
        world.person.insert_rows("Data", 500)
        world.person.write("Data", "A903", [["Total", None, 1]])

    world.meanwhile(types, skip=1)
    world.sheet.apply(world.rows(950, changed=tuple(range(900))))
    table = world.table()
    assert table["k003"]["Value"] == 0.777
    assert table.pop("Total")["Count"] == 1
    assert len(table) == 950
    assert all(table[f"k{i:03d}"]["Value"] == pytest.approx(i / 7 + 1) for i in range(900) if i != 3)


def test_a_repair_is_never_too_large(world: "World") -> None:
    world.sheet.apply(world.rows(600))
    before = world.cells()
    changed = tuple(range(100))
    world.meanwhile(lambda: [world.type(f"k{i:03d}", "Value", f"={i}+0.5") for i in changed], skip=1)
    outcome = world.sheet.apply(world.rows(600, changed=changed))
    assert len(outcome.plan.conflicts) == len(changed)
    assert world.table()["k004"]["Value"] == "=4+0.5"
    assert [row[:3] for row in world.cells()] == [row[:3] for row in before]


def test_two_large_runs_at_once(world: "World") -> None:
    other = world.shared()
    world.meanwhile(lambda: other.apply(world.rows(900, changed=(1,))), skip=1)
    world.sheet.apply(world.rows(900, changed=(2,)))
    check(world, 900, (2,))


def test_scattered_changes_go_through_in_steps(world: "World") -> None:
    world.sheet.apply(world.rows(400))
    changed = tuple(range(0, 400, 2))
    outcome = world.sheet.apply(world.rows(400, changed=changed))
    check(world, 400, changed)
    assert outcome.steps > 1
    assert outcome.lines()[0] == f"i written in {outcome.steps} steps, each complete by itself"
    assert sorted(write.key for write in outcome.plan.writes) == [f"k{i:03d}" for i in changed]
    again = world.shared().apply(world.rows(400, changed=changed))
    assert (again.calls, again.plan.is_empty, again.steps) == (1, True, 0)


def test_a_step_that_fails_leaves_whole_rows_and_the_next_run_does_the_rest(world: "World") -> None:
    world.sheet.apply(world.rows(400))
    changed = tuple(range(0, 400, 2))
    world.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", status=403, skip=1, times=1))
    with pytest.raises(SheetError, match="may not edit"):
        world.sheet.apply(world.rows(400, changed=changed))
    after, before = world.table(), {f"k{i:03d}": i / 7 for i in range(400)}
    done = [i for i in changed if after[f"k{i:03d}"]["Value"] != before[f"k{i:03d}"]]
    assert 0 < len(done) < len(changed)
    outcome = world.shared().apply(world.rows(400, changed=changed))
    assert len(outcome.plan.writes) == len(changed) - len(done)
    check(world, 400, changed)


def test_what_a_person_types_between_two_steps_stays(world: "World") -> None:
    world.sheet.apply(world.rows(400))
    changed = tuple(range(0, 400, 2))
    world.meanwhile(lambda: world.type("k398", "Value", "mine"), skip=1)
    outcome = world.sheet.apply(world.rows(400, changed=changed))
    assert world.table()["k398"]["Value"] == "mine"
    assert [conflict.key for conflict in outcome.plan.conflicts] == ["k398"]
    assert outcome.steps > 1


def test_what_is_sent_ahead_is_hidden_and_as_large_as_it_must_be(world: "World") -> None:
    world.server.faults.add(InjectedFault(method="PUT", status=403, skip=1))
    with pytest.raises(SheetError, match="may not edit"):
        world.sheet.apply(world.rows(900))
    overview = world.sheet._sheet.overview()
    left = [title for title in overview.sheet_ids if title.startswith(PREFIX)]
    assert len(left) == 1
    assert left[0] not in overview.visible
    assert overview.heights[left[0]] > 900


@pytest.mark.parametrize(
    ("largest", "parts"),
    [
        (1, [("A1:B1", 1), ("A2:B2", 1), ("A3:B3", 1)]),
        (21, [("A1:B1", 1), ("A2:B2", 1), ("A3:B3", 1)]),
        (22, [("A1:B2", 2), ("A3:B3", 1)]),
        (32, [("A1:B2", 2), ("A3:B3", 1)]),
        (33, [("A1:B3", 3)]),
    ],
)
def test_parts_are_as_large_as_they_may_be(largest: int, parts: list[tuple[str, int]]) -> None:
    """Each row is ten bytes and a comma."""
    rows = [["aaaaaa"], ["b", "cc"], ["dddddd"]]
    made = Staging("T", 1, rows, {})
    assert [(part.range, len(part.rows)) for part in made.parts(largest)] == [(f"'T'!{r}", n) for r, n in parts]
    assert made.width == 2


def test_nothing_to_send_is_no_part() -> None:
    assert list(Staging("T", 1, [], {}).parts(10)) == []
    assert Staging("T", 1, [], {}).width == 1
    size = Staging("T", 5, [], {}).opening()[0]["addSheet"]["properties"]["gridProperties"]
    assert size == {"rowCount": 1, "columnCount": 1}


def test_small_writes_and_writes_over_a_range_stay_in_the_batch() -> None:
    small = write(7, 0, 0, [[None]])
    blank = {"updateCells": {"range": {"sheetId": 7}, "fields": "x" * 600}}
    made = staged({"requests": [small, blank], "includeSpreadsheetInResponse": True}, "r", 9)
    assert made.body == {
        "requests": [small, blank, {"deleteSheet": {"sheetId": 9}}],
        "includeSpreadsheetInResponse": True,
    }
    assert (made.rows, made.title, made.sheet_id) == ([], f"{PREFIX}r", 9)


def test_rows_of_different_length_touch_nothing_beside_them() -> None:
    made = staged({"requests": [write(7, 3, 2, [["x" * 600], [None, True]])]}, "r", 9)
    assert made.rows == [["x" * 600], [None, True]]
    widths = [
        r["copyPaste"]["destination"]["endColumnIndex"] - r["copyPaste"]["destination"]["startColumnIndex"]
        for r in made.body["requests"]
        if "copyPaste" in r
    ]
    assert widths == [1, 2]


def test_a_formula_is_not_sent_ahead_because_it_would_arrive_as_its_text() -> None:
    text, repair = write(7, 0, 0, [["x" * 600]]), write(7, 0, 0, [["x" * 600], [Formula("=A1")]])
    made = staged({"requests": [text, repair]}, "r", 9)
    assert made.rows == [["x" * 600]]
    assert repair in made.body["requests"]


def test_what_repeats_is_filled_in_when_the_worksheet_is_made(world: "World") -> None:
    bodies: list[bytes] = []

    def note(response: requests.Response, **_: object) -> None:
        body = response.request.body
        bodies.append(body if isinstance(body, bytes) else b"")

    world.http.session.hooks["response"].append(note)
    world.sheet.apply(world.rows(900))
    opening = next(body for body in bodies if b"addSheet" in body)
    assert opening.count(b"repeatCell") == 2
    assert [sum(body.count(word) for body in bodies) for word in (b'"10-14"', b'"007"')] == [1, 1]
    check(world, 900)


def words(count: int, turn: int) -> list[list[Cell]]:
    """Rows of a number and two words that repeat: one in runs, one in turns."""
    return [[float(i), f"the first half: {i < count // 2}", f"in turns, {i * turn % 3} of three"] for i in range(count)]


def test_rectangles_below_each_other_are_filled_in_and_sorted_each_in_its_rows(world: "World") -> None:
    data = world.sheet._sheet.overview().sheet_ids["Data"]
    first, second = words(300, 2), words(400, 5)
    world.person.insert_rows("Data", 2, 1_000)
    world.sheet._sheet.write({"requests": [write(data, 1, 0, first), write(data, 401, 2, second)]})
    cells = world.person.values("Data", render="UNFORMATTED_VALUE")
    assert cells[1:301] == first
    assert [row[2:] for row in cells[401:]] == second
    assert {tuple(row[:2]) for row in cells[401:]} == {("", "")}


def test_the_fills_of_all_rectangles_share_their_room() -> None:
    requests = [write(7, 0, 0, [["x" * 600]] * 100), write(7, 200, 0, [["y" * 600]] * 100)]
    assert [len(staged({"requests": requests}, "r", 9, room).fills) for room in (500, 1_400, 2_000)] == [0, 1, 2]
