"""Several tabs kept up to date in one atomic write: people in each of them lose nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.sheets.conftest import DATA, HEADERS, MemoryLedger, World

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.outcome import SyncOutcome
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.state import State
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.table import Cell, Column
from tht_xl.sheets.write.layout import WorksheetLook

HISTORY, ABOUT = "History", "About"
LOOK = WorksheetLook(("Word", "Text"), frozenset({"Word", "Text"}), frozen=1)
TABS = (
    Tab(HISTORY, (Column("Key"), Column("Year"), Column("Value"))),
    Tab(ABOUT, (Column("Word"), Column("Text")), LOOK),
)


def several(world: World, writer: Writer | None = None, tabs: tuple[Tab, ...] = TABS) -> SharedSheet:
    columns = [Column(name) for name in HEADERS]
    return SharedSheet(world.new_http(), world.id, DATA, columns, writer, more=tabs)


def history(*changed: int, count: int = 4) -> list[dict[str, Cell]]:
    return [{"Key": f"h{i}", "Year": 2020 + i, "Value": i / 3 + (i in changed)} for i in range(count)]


def about(month: str = "Nov 2026") -> list[dict[str, Cell]]:
    return [{"Word": "month", "Text": month}, {"Word": "version", "Text": "0.1"}]


def more(*changed: int, count: int = 4, month: str = "Nov 2026") -> dict[str, list[dict[str, Cell]]]:
    return {HISTORY: history(*changed, count=count), ABOUT: about(month)}


@pytest.fixture
def sheet(world: World) -> SharedSheet:
    made = several(world)
    made.prepare()
    made.apply(world.rows(5), more())
    return made


def column(world: World, title: str, header: str) -> list[Any]:
    cells = world.cells(title)
    at = cells[0].index(header)
    return [row[at] if at < len(row) else "" for row in cells[1:]]


def state(world: World) -> State:
    from tht_xl.sheets.read.grid import Grid

    found = State.from_grid(Grid.from_values({"values": world.cells("_tht_state")}))
    assert found
    return found


def test_an_empty_spreadsheet_is_made_ready_in_one_write(world: World) -> None:
    world.id = world.server.create("Empty")
    world.person = world.server.spreadsheet(world.id)
    before = len(world.server.log)
    made = several(world)
    made.prepare()
    assert [request.method for request in world.server.log[before:]] == ["GET", "POST"]
    assert {DATA, HISTORY, ABOUT, "_tht_base_2", "_tht_undo_3"} <= set(world.person.titles)
    assert world.cells(HISTORY) == [["Key", "Year", "Value"]]
    outcome = made.apply(world.rows(5), more())
    assert (outcome.calls, len(outcome.plan.appends)) == (2, 5)
    assert {title: len(each.plan.appends) for title, each in outcome.more.items()} == {HISTORY: 4, ABOUT: 2}
    assert "+ History: h0: new row" in outcome.lines()


def test_all_tabs_change_in_one_write_and_nothing_new_is_one_call(world: World, sheet: SharedSheet) -> None:
    outcome = sheet.apply(world.rows(5, changed=(1,)), more(2, month="Dec 2026"))
    assert outcome.calls == 2
    assert column(world, HISTORY, "Value")[2] == pytest.approx(2 / 3 + 1)
    assert column(world, ABOUT, "Text")[0] == "Dec 2026"
    assert world.table()["k001"]["Value"] == pytest.approx(1 / 7 + 1)
    again = several(world)
    assert again.apply(world.rows(5, changed=(1,)), more(2, month="Dec 2026")).calls == 1
    assert again.confirm(world.rows(5, changed=(1,)), more(2, month="Dec 2026")) is not None
    assert again.confirm(world.rows(5), more()) is None


def test_a_tab_that_is_left_out_stays_as_it_is(world: World, sheet: SharedSheet) -> None:
    sheet.apply(world.rows(5, changed=(1,)), {ABOUT: about("Dec 2026")})
    assert column(world, HISTORY, "Value") == pytest.approx([i / 3 for i in range(4)])
    assert column(world, ABOUT, "Text")[0] == "Dec 2026"


def test_what_people_type_in_any_tab_stays(world: World, sheet: SharedSheet) -> None:
    world.person.type(HISTORY, "C3", "mine")
    world.person.type(ABOUT, "C2", "who wrote this?")
    outcome = sheet.apply(world.rows(5), more(1, month="Dec 2026"))
    assert column(world, HISTORY, "Value")[1] == "mine"
    assert [(c.key, c.theirs) for c in outcome.more[HISTORY].plan.conflicts] == [("h1", "mine")]
    assert any(line.startswith("! History: h1 Value") for line in outcome.lines())
    assert world.cells(ABOUT)[1] == ["month", "Dec 2026", "who wrote this?"]
    assert sheet.theirs_of(HISTORY)["h1"]["Value"] == "mine"


@pytest.mark.parametrize("title", [DATA, HISTORY, ABOUT])
@pytest.mark.parametrize("move", ["type", "insert row", "insert column", "sort", "drag"])
def test_somebody_is_quicker_in_one_of_them(world: World, sheet: SharedSheet, title: str, move: str) -> None:
    cell = {DATA: "D3", HISTORY: "C3", ABOUT: "B2"}[title]
    actions: dict[str, Callable[[], None]] = {
        "type": lambda: world.person.type(title, cell, "mine"),
        "insert row": lambda: world.person.insert_rows(title, 2),
        "insert column": lambda: world.person.insert_columns(title, 1),
        "sort": lambda: world.person.sort(title, 1, descending=True),
        "drag": lambda: world.person.move_columns(title, 1, 3),
    }
    world.meanwhile(actions[move])
    ours = (world.rows(6, changed=(1,)), more(1, count=5, month="Dec 2026"))
    outcome = sheet.apply(*ours)
    assert sheet.apply(*ours).calls == 1
    found = {
        DATA: {key: row["Value"] for key, row in world.table().items()},
        HISTORY: dict(zip(column(world, HISTORY, "Key"), column(world, HISTORY, "Value"), strict=True)),
        ABOUT: dict(zip(column(world, ABOUT, "Word"), column(world, ABOUT, "Text"), strict=True)),
    }
    expected: dict[str, dict[str, Cell]] = {
        DATA: {str(row["Key"]): row["Value"] for row in ours[0]},
        HISTORY: {str(row["Key"]): row["Value"] for row in ours[1][HISTORY]},
        ABOUT: {str(row["Word"]): row["Text"] for row in ours[1][ABOUT]},
    }
    if move == "type":
        expected[title][{DATA: "k001", HISTORY: "h1", ABOUT: "month"}[title]] = "mine"
    for name, rows in expected.items():
        left = {key: value for key, value in found[name].items() if key != ""}
        assert left.keys() == rows.keys(), name
        for key, value in rows.items():
            assert left[key] == (pytest.approx(value) if isinstance(value, float) else value), (name, key)
    assert outcome.to_look_at == 0


def test_what_cannot_be_placed_in_a_further_tab_is_recovered_too(world: World, sheet: SharedSheet) -> None:
    world.meanwhile(lambda: world.person.type(HISTORY, "C3", "mine"))
    delete = InjectedFault(
        match=":batchUpdate", method="POST", when="after", action=lambda: world.person.delete_rows(HISTORY, 3)
    )
    world.server.faults.add(delete)
    outcome = sheet.apply(world.rows(5), more(1))
    assert [row[1:6] for row in world.cells(RECOVERED)[1:]] == [[HISTORY, "C3", "Value", "h1", "mine"]]
    assert outcome.to_look_at == 1
    assert any(line.startswith("! History: C3 (h1, Value)") for line in outcome.lines())


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("skip", [0, 1])
def test_a_run_that_is_cut_off_is_completed_by_the_next(world: World, sheet: SharedSheet, when: Any, skip: int) -> None:
    world.server.faults.add(InjectedFault(match="", when=when, skip=skip, drop=True, times=20))
    with pytest.raises(SheetError):
        sheet.apply(world.rows(6, changed=(1,)), more(1, month="Dec 2026"))
    world.server.faults.clear()
    several(world).apply(world.rows(6, changed=(1,)), more(1, month="Dec 2026"))
    assert world.table()["k001"]["Value"] == pytest.approx(1 / 7 + 1)
    assert column(world, HISTORY, "Value")[1] == pytest.approx(1 / 3 + 1)
    assert column(world, ABOUT, "Text") == ["Dec 2026", "0.1"]


def test_two_runs_at_once_make_one_of_each_row(world: World, sheet: SharedSheet) -> None:
    world.meanwhile(lambda: several(world).apply(world.rows(6), more(count=5)))
    sheet.apply(world.rows(6), more(count=5))
    assert column(world, HISTORY, "Key") == [f"h{i}" for i in range(5)]
    assert len(world.table()) == 6


def test_a_sheet_of_before_gets_the_further_tabs_and_keeps_what_it_has(world: World) -> None:
    world.sheet.apply(world.rows(3))
    world.type("k001", "Value", "mine")
    made = several(world)
    plan = made.preview(world.rows(3), more())
    assert [(kept.key, kept.theirs) for kept in plan.kept] == [("k001", "mine")]
    assert {title: len(each.appends) for title, each in made.more_plans.items()} == {HISTORY: 4, ABOUT: 2}
    assert made.confirm(world.rows(3), more()) is None
    made.prepare()
    made.apply(world.rows(3), more())
    assert world.table()["k001"]["Value"] == "mine"
    assert column(world, HISTORY, "Key") == ["h0", "h1", "h2", "h3"]
    assert state(world).tabs == (DATA, HISTORY, ABOUT)


def test_without_preparing_first_the_run_does_it(world: World) -> None:
    world.sheet.apply(world.rows(3))
    several(world).apply(world.rows(3), more())
    assert column(world, ABOUT, "Word") == ["month", "version"]


@pytest.mark.usefixtures("sheet")
def test_a_run_that_knows_fewer_tabs_leaves_the_others_alone(world: World) -> None:
    world.person.type(HISTORY, "C3", "mine")
    for tabs in ((), TABS[1:]):
        fewer = several(world, tabs=tabs)
        fewer.prepare()
        fewer.apply(world.rows(5, changed=(2,)), {ABOUT: about("Dec 2026")} if tabs else {})
    assert column(world, HISTORY, "Value")[1] == "mine"
    assert column(world, ABOUT, "Text")[0] == "Dec 2026"
    assert state(world).tabs == (DATA, HISTORY, ABOUT)
    # In another order the tabs keep the numbers of their hidden worksheets.
    turned = several(world, tabs=TABS[::-1])
    outcome = turned.apply(world.rows(5, changed=(2,)), more(1, month="Dec 2026"))
    assert [(c.key, c.theirs) for c in outcome.more[HISTORY].plan.conflicts] == [("h1", "mine")]


def test_a_tab_that_was_renamed_or_deleted_is_asked_about(world: World, sheet: SharedSheet) -> None:
    number = state(world).sheet_ids[HISTORY]
    world.person.request(
        {"updateSheetProperties": {"properties": {"sheetId": number, "title": "Old"}, "fields": "title"}}
    )
    before = world.cells()
    with pytest.raises(SheetError) as refused:
        sheet.apply(world.rows(5, changed=(1,)), more())
    assert str(refused.value) == (
        "there is no worksheet 'History'. There are 'Sheet1', 'Data', 'About', 'Old': rename one back, or correct the "
        "name in the configuration; to have it made again, delete its hidden worksheet _tht_base_2 as well"
    )
    assert world.cells() == before
    base = state(world).sheet_ids["_tht_base_2"]
    world.person.request({"deleteSheet": {"sheetId": number}}, {"deleteSheet": {"sheetId": base}})


def test_somebodys_own_worksheet_of_that_name_keeps_its_columns(world: World) -> None:
    world.person.request({"addSheet": {"properties": {"title": HISTORY}}})
    world.person.write(HISTORY, "A1", [["Our notes", "By"], ["n1", "me"]])
    made = several(world)
    made.prepare()
    made.apply(world.rows(2), more())
    cells = world.cells(HISTORY)
    assert cells[0] == ["Our notes", "By", "Key", "Year", "Value"]
    assert cells[1] == ["n1", "me"]
    assert column(world, HISTORY, "Key")[1:] == ["h0", "h1", "h2", "h3"]


def test_a_lost_base_of_one_tab_overwrites_nothing_in_it(world: World, sheet: SharedSheet) -> None:
    world.person.type(HISTORY, "C3", "mine")
    world.person.request({"deleteSheet": {"sheetId": state(world).sheet_ids["_tht_base_2"]}})
    outcome = sheet.apply(world.rows(5, changed=(1,)), more())
    assert column(world, HISTORY, "Value")[1] == "mine"
    assert [(c.key, c.theirs) for c in outcome.more[HISTORY].plan.conflicts] == [("h1", "mine")]
    assert [w.key for w in outcome.plan.writes] == ["k001"]


def test_a_withheld_figure_leaves_the_pre_image_of_its_tab(world: World, sheet: SharedSheet) -> None:
    sheet.apply(world.rows(5), {HISTORY: [{**row, "Value": "[c]"} if row["Key"] == "h2" else row for row in history()]})
    assert column(world, HISTORY, "Value")[2] == "[c]"
    hidden = [title for title in world.person.titles if title.startswith("_tht_")]
    assert not any(
        0.66 < cell < 0.67 for title in hidden for row in world.cells(title) for cell in row if isinstance(cell, float)
    )


def test_the_ledger_says_in_which_tab(world: World, new_ledger: Callable[..., MemoryLedger]) -> None:
    ledger = new_ledger()
    made = several(world, Writer(ledger))
    made.apply(world.rows(2), more())
    world.meanwhile(lambda: world.person.type(HISTORY, "C3", "mine"))
    made.apply(world.rows(2, changed=(1,)), more(1))
    plans = [write for write in ledger.writes.values() if write.kind == "plan"]
    assert [(cell.key, cell.column) for cell in plans[1].cells] == [("k001", "Value"), ("History!h1", "Value")]
    (repair,) = [write for write in ledger.writes.values() if write.kind == "repair"]
    assert [(cell.address, cell.theirs, cell.is_put_back) for cell in repair.repaired] == [("History!C3", "mine", True)]


def test_tabs_that_are_too_large_together_go_one_after_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tht_xl.sheets.spreadsheet.MAX_BODY_SIZE", 20_000)
    made = several(world)
    made.prepare()
    made.apply(world.rows(160), more(count=160))
    changed: tuple[int, ...] = tuple(range(0, 160, 2))
    outcome: SyncOutcome = made.apply(world.rows(160, changed=changed), more(*changed, count=160))
    assert outcome.steps > 1
    assert column(world, HISTORY, "Value") == pytest.approx([i / 3 + (i in changed) for i in range(160)])
    assert [world.table()[f"k{i:03d}"]["Value"] for i in range(160)] == pytest.approx(
        [i / 7 + (i in changed) for i in range(160)]
    )


@pytest.mark.parametrize("titles", [("Data",), ("data ",), ("A", "a")])
def test_two_tabs_may_not_be_called_alike(world: World, titles: tuple[str, ...]) -> None:
    with pytest.raises(SheetError, match="two worksheets are to be called"):
        several(world, tabs=tuple(Tab(title, (Column("Key"),)) for title in titles))


def test_rows_for_a_tab_that_is_none_are_refused(world: World, sheet: SharedSheet) -> None:
    with pytest.raises(SheetError, match="no tab 'Histroy'"):
        sheet.apply(world.rows(5), {"Histroy": []})
