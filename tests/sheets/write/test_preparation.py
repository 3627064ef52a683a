"""Making a spreadsheet ready: what is created, what is left alone."""

from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.hidden import HIDDEN
from tht_xl.sheets.write import preparation
from tht_xl.sheets.write.preparation import Overview

if TYPE_CHECKING:
    from tests.sheets.conftest import World


def overview(world: "World") -> Overview:
    return world.sheet._sheet.overview()


def sheet_id(world: "World", title: str) -> int:
    return overview(world).sheet_ids[title]


def test_the_hidden_worksheets_are_there_and_hidden(world: "World") -> None:
    assert set(HIDDEN) <= overview(world).sheet_ids.keys()
    assert not overview(world).visible & set(HIDDEN)
    assert world.cells()[0] == ["Key", "Age", "Count", "Value", "Status"]


def test_twice_is_once(world: "World") -> None:
    before = [world.cells(title) for title in world.person.titles]
    world.answered.clear()
    world.sheet.prepare()
    assert world.answered == ["GET", "GET"]
    assert [world.cells(title) for title in world.person.titles] == before


def test_it_does_not_disturb_a_sheet_in_use(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    before = [world.cells(title) for title in world.person.titles]
    world.sheet.prepare()
    assert [world.cells(title) for title in world.person.titles] == before


def test_what_somebody_unhid_is_hidden_again(world: "World") -> None:
    world.person.request(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": sheet_id(world, "_tht_base"), "hidden": False},
                "fields": "hidden",
            }
        }
    )
    world.sheet.prepare()
    assert not overview(world).visible & set(HIDDEN)


def test_peoples_columns_stay_beside_ours(world: "World") -> None:
    world.person.request({"addSheet": {"properties": {"title": "Mine", "gridProperties": {"columnCount": 2}}}})
    another = world.server.create("Another")
    person = world.server.spreadsheet(another)
    person.write("Sheet1", "A1", [["Narrative", "Owner"], ["words", "me"]])
    sheet = world.shared(spreadsheet_id=another, worksheet="Sheet1")
    sheet.prepare()
    assert person.values("Sheet1", "A1:G2") == [
        ["Narrative", "Owner", "Key", "Age", "Count", "Value", "Status"],
        ["words", "me"],
    ]
    sheet.apply(world.rows(2))
    assert person.values("Sheet1", "A2:D3") == [["words", "me"], ["", "", "k000", "10-14"]]


def test_a_header_row_that_people_laid_out_is_used(world: "World") -> None:
    another = world.server.create("Another")
    person = world.server.spreadsheet(another)
    person.write("Sheet1", "A1", [["Status", "Note", "Key", "Value", "Age", "Count"]])
    sheet = world.shared(spreadsheet_id=another, worksheet="Sheet1")
    sheet.prepare()
    sheet.apply(world.rows(1))
    assert person.values("Sheet1", "A2:F2") == [["007", "", "k000", "0", "10-14", "0"]]


def test_a_header_row_with_a_gap_is_refused(world: "World") -> None:
    another = world.server.create("Another")
    world.server.spreadsheet(another).write("Sheet1", "A1", [["Key", "Age", "Count", "Status"]])
    with pytest.raises(SheetError, match="Sheet1: row 1 has no column headed 'Value'"):
        world.shared(spreadsheet_id=another, worksheet="Sheet1").prepare()


def test_another_worksheet_of_the_same_spreadsheet_is_refused(world: "World") -> None:
    with pytest.raises(SheetError, match="was prepared for the worksheet 'Data', not 'Sheet1'"):
        world.shared(worksheet="Sheet1").prepare()


def test_two_at_once_make_one(world: "World") -> None:
    another = world.server.create("Another")
    first, second = (world.shared(spreadsheet_id=another) for _ in range(2))
    world.meanwhile(second.prepare)
    first.prepare()
    person = world.server.spreadsheet(another)
    assert person.titles == ["Sheet1", "Data", *HIDDEN]
    assert person.values("Data", "A1:J1") == [["Key", "Age", "Count", "Value", "Status"]]
    assert first.apply(world.rows(2)).calls == 2


def test_a_worksheet_that_was_replaced_by_its_copy(world: "World") -> None:
    """Google has given it another number; the next write is rejected, and the state is put right."""
    world.sheet.apply(world.rows(5))
    old = sheet_id(world, "Data")
    world.person.request(
        {"duplicateSheet": {"sourceSheetId": old, "newSheetName": "Copy"}}, {"deleteSheet": {"sheetId": old}}
    )
    new = sheet_id(world, "Copy")
    world.person.request(
        {"updateSheetProperties": {"properties": {"sheetId": new, "title": "Data"}, "fields": "title"}}
    )
    outcome = world.sheet.apply(world.rows(6, changed=(1,)))
    assert (len(outcome.plan.writes), len(outcome.plan.appends)) == (1, 1)
    assert len(world.table()) == 6


def test_a_state_that_was_lost_starts_again_above_the_generations_taken(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    world.person.request({"deleteSheet": {"sheetId": sheet_id(world, "_tht_state")}})
    with pytest.raises(SheetError, match="the hidden worksheet _tht_state has been deleted"):
        world.sheet.apply(world.rows(5, changed=(1,)))
    world.sheet.prepare()
    outcome = world.sheet.apply(world.rows(5, changed=(1,)))
    assert (len(outcome.plan.writes), outcome.calls) == (1, 2)


def test_a_lost_pre_image_accuses_nobody(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    world.sheet.apply(world.rows(5, changed=(1,)))
    world.person.request({"deleteSheet": {"sheetId": sheet_id(world, "_tht_undo")}})
    world.sheet.prepare()
    outcome = world.sheet.apply(world.rows(5, changed=(1,)))
    assert (outcome.calls, outcome.raced) == (1, ())


def test_old_marks_are_pruned(world: "World") -> None:
    marks = [
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataId": 1000 + i, "metadataKey": "tht_xl", "metadataValue": str(i), "visibility": "DOCUMENT",
            "location": {"spreadsheet": True}}}}
        for i in range(2, 250)
    ]  # fmt: skip
    world.person.request(*marks)
    world.sheet.prepare()
    assert len(overview(world).generations) == 101
    assert world.sheet.apply(world.rows(2)).generation == 251


def narrow(world: "World", columns: int, cells: list[list[object]] | None = None) -> "World":
    """A worksheet "Board" of so many columns in another spreadsheet, perhaps with something in it."""
    world.id = world.server.create("Another")
    world.person = world.server.spreadsheet(world.id)
    grid = {"rowCount": 10, "columnCount": columns}
    world.person.request({"addSheet": {"properties": {"title": "Board", "gridProperties": grid}}})
    world.person.write("Board", "A1", cells or [])
    return world


@pytest.mark.parametrize("columns", [1, 4, 5, 6])
def test_a_blank_worksheet_of_any_width_gets_a_header_row_of_its_own(world: "World", columns: int) -> None:
    sheet = narrow(world, columns).shared(worksheet="Board")
    sheet.prepare()
    assert world.person.values("Board") == [["Key", "Age", "Count", "Value", "Status"]]
    sheet.apply(world.rows(2))
    assert world.person.values("Board", "A2:A3") == [["k000"], ["k001"]]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_our_own_beside_peoples_in_a_worksheet_that_is_full(world: "World", columns: int) -> None:
    sheet = narrow(world, columns, [["Narrative", "Owner"], ["words", "me"]]).shared(worksheet="Board")
    sheet.prepare()
    assert world.person.values("Board") == [
        ["Narrative", "Owner", "Key", "Age", "Count", "Value", "Status"],
        ["words", "me"],
    ]


def test_a_memory_that_was_emptied_and_is_too_narrow_is_widened(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    world.person.delete_rows("_tht_base", 1, 3)
    more = ("Key", "Age", "Count", "Value", "Status", "Sex", "Ward", "Unit")
    world.person.write("Data", "F1", [list(more[5:])])
    wider = world.shared(more)
    wider.prepare()
    assert world.cells("_tht_base") == [list(more)]
    assert wider.apply(world.rows(2)).plan.lines() == []


def test_hidden_worksheets_are_as_wide_as_our_columns_and_protected_with_a_warning(world: "World") -> None:
    names = tuple(f"Column {i}" for i in range(31))
    another = world.server.create("Another")
    world.shared(names, spreadsheet_id=another).prepare()
    found = world.http.fetch_sheet_metadata(
        another, {"fields": "sheets(properties(title,gridProperties),protectedRanges)"}
    )["sheets"]
    widths = {s["properties"]["title"]: s["properties"]["gridProperties"]["columnCount"] for s in found}
    # Six blank columns are left for columns of people's own.
    assert widths == {"Sheet1": 26, "Data": 37} | dict.fromkeys(HIDDEN, 31)
    protected = {s["properties"]["title"]: s.get("protectedRanges", []) for s in found}
    assert {title for title, ranges in protected.items() if ranges} == set(HIDDEN)
    assert all(ranges[0]["warningOnly"] for ranges in protected.values() if ranges)


def test_a_number_that_is_taken_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter([6, 0, 8, 41])
    monkeypatch.setattr(preparation.secrets, "randbelow", lambda _: next(numbers))
    assert Overview({"Data": 7, "Other": 1}, {}, frozenset()).unused_id(9) == 42


def test_marks_of_others_are_no_generations_of_ours() -> None:
    answer = {
        "sheets": [{"properties": {"title": "Data"}}, {"properties": {"title": "Old", "sheetId": 3, "hidden": True}}],
        "developerMetadata": [
            {"metadataId": 11, "metadataKey": "tht_xl", "metadataValue": "4"},
            {"metadataId": 12, "metadataKey": "tht_xl", "metadataValue": "four"},
            {"metadataId": 13, "metadataKey": "tht_xl"},
            {"metadataId": 14, "metadataKey": "other", "metadataValue": "9"},
        ],
    }
    found = Overview.from_answer(answer)
    assert (dict(found.generations), dict(found.sheet_ids)) == ({4: 11}, {"Data": 0, "Old": 3})
    assert (found.visible, dict(found.heights)) == (frozenset({"Data"}), {"Data": 0, "Old": 0})
    assert Overview.from_answer({}) == Overview({}, {}, frozenset())


def test_a_preparation_that_is_never_answered_gives_up(world: "World") -> None:
    other = world.shared(spreadsheet_id=world.server.create("Another"))
    world.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", status=500, times=None))
    world.answered.clear()
    with pytest.raises(SheetError, match="the spreadsheet could not be prepared"):
        other.prepare()
    assert world.answered.count("POST") == 4


@pytest.mark.parametrize(("before", "after"), [(200, 201), (201, 101), (260, 101)])
def test_how_many_marks_stay(world: "World", before: int, after: int) -> None:
    """The preparation's own is one more."""
    assert list(overview(world).generations) == [1]
    marks = [
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataId": 1000 + i, "metadataKey": "tht_xl", "metadataValue": str(i), "visibility": "DOCUMENT",
            "location": {"spreadsheet": True}}}}
        for i in range(2, before + 1)
    ]  # fmt: skip
    world.person.request(*marks)
    world.sheet.prepare()
    assert len(overview(world).generations) == after
