"""The ordinary month: first load, nothing new, changes, people's columns and edits; and what is refused."""

from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.table import Row

if TYPE_CHECKING:
    from tests.sheets.conftest import World


def test_first_load_is_one_read_and_one_write(world: "World") -> None:
    world.answered.clear()
    outcome = world.sheet.apply(world.rows())
    assert world.answered == ["GET", "POST"]
    assert (outcome.calls, len(outcome.plan.appends), outcome.raced) == (2, 20, ())
    assert world.cells()[1] == ["k000", "10-14", 0, 0, "007"]


def test_nothing_new_is_one_call_and_changes_nothing(world: "World") -> None:
    world.sheet.apply(world.rows())
    before = world.cells()
    world.answered.clear()
    outcome = world.sheet.apply(world.rows())
    assert world.answered == ["GET"]
    assert (outcome.calls, outcome.plan.is_empty, outcome.plan.lines()) == (1, True, [])
    assert world.cells() == before


def test_a_change_is_two_calls(world: "World") -> None:
    world.sheet.apply(world.rows())
    outcome = world.sheet.apply(world.rows(changed=(3, 4, 5, 17)))
    assert (outcome.calls, len(outcome.plan.writes)) == (2, 4)
    assert world.table()["k004"]["Value"] == pytest.approx(4 / 7 + 1, rel=1e-12)
    assert world.sheet.theirs["k004"]["Value"] == 4 / 7 + 1
    assert world.sheet.apply(world.rows(changed=(3, 4, 5, 17))).plan.is_empty


def test_preview_writes_nothing_and_says_what_apply_does(world: "World") -> None:
    world.sheet.apply(world.rows())
    before = world.cells()
    world.answered.clear()
    plan = world.sheet.preview(world.rows(21, changed=(1,)))
    assert plan.lines() == ["~ k001 Value: 0.142857142857 -> 1.14285714286", "+ k020: new row"]
    assert world.answered == ["GET"]
    assert world.cells() == before
    assert world.sheet.apply(world.rows(21, changed=(1,))).plan.lines() == plan.lines()


@pytest.mark.parametrize(
    "text", ["007", "10-14", '=HYPERLINK("http://x","y")', "=1+1", "+1", "1e5", "TRUE", " a ", "'x"]
)
def test_text_arrives_as_text(world: "World", text: str) -> None:
    world.sheet.apply([{"Key": "k", "Status": text}])
    assert world.cells()[1][-1] == text
    data = world.person.values("Data", "E2", render="UNFORMATTED_VALUE")
    assert data == [[text]]
    assert world.sheet.apply([{"Key": "k", "Status": text}]).calls == 1


def test_text_never_becomes_a_formula_when_it_is_written_over_something(world: "World") -> None:
    world.sheet.apply([{"Key": "k", "Status": "old"}])
    world.sheet.apply([{"Key": "k", "Status": "=1+1"}])
    assert world.person.values("Data", "E2", render="FORMATTED_VALUE") == [["=1+1"]]


def test_truth_values_and_blanks_survive(world: "World") -> None:
    rows = [{"Key": "a", "Status": True, "Value": None}, {"Key": "b", "Status": None, "Value": float("nan")}]
    world.sheet.apply(rows)
    assert world.cells()[1:] == [["a", "", "", "", True], ["b"]]
    assert world.sheet.apply(rows).calls == 1


def test_a_value_can_go_blank_again(world: "World") -> None:
    world.sheet.apply([{"Key": "a", "Value": 1.0, "Status": "x"}])
    world.sheet.apply([{"Key": "a", "Value": None, "Status": "x"}])
    assert world.cells()[1] == ["a", "", "", "", "x"]


def test_peoples_columns_and_edits_stay(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.person.write("Data", "G1", [["Narrative"]])
    for key, header, text in [
        ("k007", "Narrative", "see note"),
        ("k007", "Value", "0.5"),
        ("k008", "Value", "=C10/D10"),
        ("k009", "Status", "final"),
    ]:
        world.type(key, header, text)
    outcome = world.sheet.apply(world.rows(25, changed=(7, 10)))
    assert [(c.key, c.theirs) for c in outcome.plan.conflicts] == [("k007", 0.5)]
    assert {(k.key, k.theirs) for k in outcome.plan.kept} == {("k008", "=C10/D10"), ("k009", "final")}
    table = world.table()
    assert (table["k007"]["Narrative"], table["k007"]["Value"]) == ("see note", 0.5)
    assert (table["k008"]["Value"], table["k009"]["Status"]) == ("=C10/D10", "final")
    assert table["k010"]["Value"] == pytest.approx(10 / 7 + 1)
    assert world.sheet.theirs["k007"]["Narrative"] == "see note"
    again = world.sheet.apply(world.rows(25, changed=(7, 10)))
    assert again.calls == 1
    assert len(again.plan.conflicts) == 1


def test_the_report_gets_narratives_but_the_plan_never_shows_them(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    world.person.write("Data", "F1", [["Comment"], ["secret words"]])
    world.type("k000", "Value", "99")
    outcome = world.sheet.apply(world.rows(2, changed=(0, 1)))
    assert world.sheet.theirs["k000"]["Comment"] == "secret words"
    assert "secret" not in "\n".join(outcome.lines())


def test_an_agreed_figure_follows_us_again(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    world.type("k001", "Count", "5")
    ours = world.rows(2)
    ours[1]["Count"] = 5
    assert world.sheet.apply(ours).plan.writes == ()
    ours[1]["Count"] = 6
    assert [w.after for w in world.sheet.apply(ours).plan.writes] == [6.0]


def test_sorted_and_inserted_rows_and_columns(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.person.sort("Data", 3, descending=True)
    world.person.insert_columns("Data", 3)
    world.person.insert_rows("Data", 10, 2)
    world.person.write("Data", "C1", [["Comment"]])
    world.type("k004", "Comment", "mine")
    world.person.write("Data", "B10", [["a line between"]])
    world.sheet.apply(world.rows(22, changed=(4,)))
    table = world.table()
    assert (table["k004"]["Value"], table["k004"]["Comment"]) == (pytest.approx(4 / 7 + 1), "mine")
    assert (table["k021"]["Count"], table["k021"]["Comment"]) == (21, "")
    assert world.person.values("Data", "B10") == [["a line between"]]
    assert world.sheet.apply(world.rows(22, changed=(4,))).calls == 1


def test_a_deleted_row_is_not_added_again(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.person.delete_rows("Data", 11)
    outcome = world.sheet.apply(world.rows(changed=(9,)))
    assert outcome.plan.deleted_in_sheet == ("k009",)
    assert outcome.calls == 1
    assert "k009" not in world.table()


def test_a_key_no_longer_computed_is_left_alone(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    before = world.cells()
    assert world.sheet.apply(world.rows(2)).plan.no_longer_computed == ("k002",)
    assert world.cells() == before


def test_a_lost_base_adopts_what_agrees_and_overwrites_nothing(world: "World") -> None:
    world.sheet.apply(world.rows())
    world.type("k003", "Value", "9.9")
    world.person.request({"deleteSheet": {"sheetId": world.sheet._sheet.overview().sheet_ids["_tht_base"]}})
    with pytest.raises(SheetError, match="_tht_base has been deleted"):
        world.sheet.apply(world.rows(changed=(4,)))
    world.sheet.prepare()
    before = world.cells()
    outcome = world.sheet.apply(world.rows(changed=(4,)))
    assert {(c.key, c.column) for c in outcome.plan.conflicts} == {("k003", "Value"), ("k004", "Value")}
    assert outcome.plan.writes == ()
    assert world.cells() == before
    assert world.sheet.apply(world.rows(changed=(4,))).calls == 1
    assert [w.key for w in world.sheet.apply(world.rows(changed=(4, 5))).plan.writes] == ["k005"]


def test_an_emptied_base_is_a_lost_base(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.delete_rows("_tht_base", 1, 20)
    assert world.sheet.apply(world.rows(3)).plan.lines() == []
    assert [w.key for w in world.sheet.apply(world.rows(3, changed=(1,))).plan.writes] == ["k001"]


def test_a_new_managed_column_is_filled(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.write("Data", "F1", [["Sex"]])
    wider = world.shared(("Key", "Age", "Count", "Value", "Status", "Sex"))
    rows = [row | {"Sex": "female"} for row in world.rows(3)]
    assert len(wider.apply(rows).plan.writes) == 3
    assert world.table()["k001"]["Sex"] == "female"
    assert wider.apply(rows).calls == 1


def test_a_new_managed_column_that_people_have_filled_is_theirs(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.write("Data", "F1", [["Sex"], ["male"], ["female"]])
    wider = world.shared(("Key", "Age", "Count", "Value", "Status", "Sex"))
    outcome = wider.apply([row | {"Sex": "female"} for row in world.rows(3)])
    assert outcome.plan.writes == ()
    assert [c.key for c in outcome.plan.conflicts] == ["k000", "k002"]


def test_more_rows_than_the_sheet_has(world: "World") -> None:
    world.sheet.apply(world.rows(350))
    assert len(world.table()) == 350
    outcome = world.sheet.apply(world.rows(350, changed=tuple(range(0, 350, 2))))
    assert outcome.calls == 2
    assert world.sheet.apply(world.rows(350, changed=tuple(range(0, 350, 2)))).calls == 1


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda w: w.person.write("Data", "D1", [["Value (%)"]]), "Data: row 1 has no column headed 'Value'"),
        (lambda w: w.person.write("Data", "F1", [["Value"]]), "more than one column headed 'Value'"),
        (lambda w: w.person.write("Data", "A5", [["k001"]]), "Data!A5: the key 'k001' is in rows 3 and 5"),
        (lambda w: w.person.write("Data", "A5", [[""]]), "Data!A5: the row has lost its key 'k003'"),
        (
            lambda w: w.person.insert_rows("Data", 1),
            "row 1 has no column headed 'Key', 'Age', 'Count', 'Value', 'Status'",
        ),
        (lambda w: w.person.delete_rows("Data", 2, 20), "none of the 20 rows written last time is in the sheet"),
    ],
    ids=["header renamed", "header twice", "key twice", "key lost", "row above the header", "sheet emptied"],
)
def test_drift_is_refused_and_nothing_written(world: "World", spoil: object, message: str) -> None:
    world.sheet.apply(world.rows())
    assert callable(spoil)
    spoil(world)
    before = world.cells()
    world.answered.clear()
    with pytest.raises(SheetError) as refusal:
        world.sheet.apply(world.rows(changed=(1,)))
    assert message in str(refusal.value)
    assert refusal.value.remedy
    assert world.cells() == before
    assert world.answered == ["GET"]


def test_nothing_computed_is_refused(world: "World") -> None:
    world.sheet.apply(world.rows())
    with pytest.raises(SheetError, match="nothing was computed; last time there were 20 rows"):
        world.sheet.apply([])


def test_a_stranger_key_may_come_twice(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    world.person.write("Data", "A4", [["Total"], ["Total"]])
    assert world.sheet.apply(world.rows(3)).plan.lines() == ["+ k002: new row"]


def test_a_renamed_worksheet_is_refused_by_name(world: "World") -> None:
    ids = world.sheet._sheet.overview().sheet_ids
    world.person.request(
        {"updateSheetProperties": {"properties": {"sheetId": ids["Data"], "title": "Figures"}, "fields": "title"}}
    )
    for attempt in (lambda: world.sheet.apply(world.rows(1)), world.sheet.prepare):
        with pytest.raises(SheetError, match=r"there is no worksheet 'Data'. There are 'Sheet1', 'Figures'"):
            attempt()


def test_a_copied_workbook_is_refused(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    copied = world.http.request(
        "post", f"{world.server.url}/drive/v3/files/{world.id}/copy", json={"name": "Copy of Outcomes"}
    ).json()["id"]
    copy = world.shared(spreadsheet_id=copied)
    for attempt in (lambda: copy.preview(world.rows(2)), lambda: copy.apply(world.rows(2)), copy.prepare):
        with pytest.raises(SheetError, match=f"this spreadsheet is a copy of {world.id}"):
            attempt()


def test_an_unprepared_spreadsheet_is_refused(world: "World") -> None:
    other = world.shared(spreadsheet_id=world.server.create("Another"), worksheet="Sheet1")
    with pytest.raises(SheetError, match=r"the spreadsheet is not prepared. Run once with --apply"):
        other.apply(world.rows(1))


def test_an_edited_state_is_refused(world: "World") -> None:
    world.person.write("_tht_state", "B1", [["three"]])
    with pytest.raises(SheetError, match="_tht_state: the hidden worksheet has been edited"):
        world.sheet.apply(world.rows(1))


def test_purge_empties_what_was_kept_of_former_cells(world: "World") -> None:
    rows: list[Row] = [{"Key": key, "Status": "former"} for key in ("a", "b")]
    world.sheet.apply(rows)
    world.sheet.apply([{**row, "Status": "new"} for row in rows])
    assert "former" in str(world.cells("_tht_undo"))
    assert "former" in str(world.cells("_tht_state"))
    world.sheet.purge()
    assert "former" not in str([world.cells(title) for title in world.person.titles])
    assert world.sheet.apply([{**row, "Status": "new"} for row in rows]).calls == 1


def test_purge_refuses_as_long_as_a_race_is_not_put_right(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.meanwhile(lambda: world.type("k001", "Value", "0.5"))
    # The connection is lost for good after the write, so nobody checks it.
    world.server.faults.add(InjectedFault(match="values:batchGet", status=403, skip=1))
    with pytest.raises(SheetError):
        world.sheet.apply(world.rows(3, changed=(1,)))
    undo = world.cells("_tht_undo")
    assert "0.5" in str(undo)
    with pytest.raises(SheetError, match=r"the last write has still to be checked. Run the synchronisation first"):
        world.sheet.purge()
    assert world.cells("_tht_undo") == undo
    world.sheet.apply(world.rows(3, changed=(1,)))
    assert world.table()["k001"]["Value"] == 0.5
    world.sheet.purge()
    assert "0.5" not in str(world.cells("_tht_undo"))


def test_the_memory_widens_beyond_its_first_columns(world: "World") -> None:
    """The hidden worksheet began with six columns: the new ones need room."""
    world.sheet.apply(world.rows(3))
    more = ("Sex", "Ward", "Unit", "Source")
    world.person.write("Data", "F1", [list(more)])
    wider = world.shared(("Key", "Age", "Count", "Value", "Status", *more))
    rows = [row | {name: f"{name} {i}" for name in more} for i, row in enumerate(world.rows(4))]
    outcome = wider.apply(rows)
    assert (len(outcome.plan.writes), len(outcome.plan.appends)) == (3 * len(more), 1)
    base = world.cells("_tht_base")
    assert base[0] == ["Key", "Age", "Count", "Value", "Status", *more]
    assert [row[5:] for row in base[1:5]] == [[f"{name} {i}" for name in more] for i in range(4)]
    assert wider.apply(rows).calls == 1


def test_a_row_of_somebodys_own_that_shares_a_value_with_a_deleted_row(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    world.person.delete_rows("Data", 5)
    world.person.write("Data", "B6", [["10-14", None, None, "007"], [None, 3]])
    assert world.sheet.apply(world.rows(5)).plan.lines() == ["x k003: deleted in the sheet, not added again"]


def test_a_deleted_row_of_blank_cells_is_no_lost_key(world: "World") -> None:
    rows: list[Row] = [*world.rows(2), {"Key": "blank"}, {"Key": "nearly", "Status": "x"}]
    world.sheet.apply(rows)
    world.person.delete_rows("Data", 4, 2)
    world.person.write("Data", "G8", [["a word of somebody's"]])
    assert world.sheet.apply(rows).plan.deleted_in_sheet == ("blank", "nearly")


def test_a_grid_without_a_blank_row_takes_new_rows(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    height = world.sheet._sheet.overview().heights["Data"]
    world.person.delete_rows("Data", 7, height - 6)
    assert world.sheet._sheet.overview().heights["Data"] == 6
    assert world.sheet.apply(world.rows(8)).calls == 2
    assert [row[0] for row in world.cells()[1:]] == [f"k00{i}" for i in range(8)]


def test_a_preview_of_a_sheet_that_was_never_prepared_is_all_new(world: "World") -> None:
    other = world.shared(spreadsheet_id=world.server.create("Another"))
    assert other.preview(world.rows(2)).lines() == ["+ k000: new row", "+ k001: new row"]
    assert other.theirs == {}


def test_a_state_that_was_emptied_is_a_sheet_that_is_not_prepared(world: "World") -> None:
    world.person.delete_rows("_tht_state", 1, 9)
    with pytest.raises(SheetError, match="the spreadsheet is not prepared"):
        world.sheet.apply(world.rows(1))
    world.sheet.prepare()
    assert world.sheet.apply(world.rows(1)).calls == 2


def test_a_refusal_with_everything_in_place_is_told_as_google_tells_it(world: "World") -> None:
    world.server.faults.add(InjectedFault(match="values:batchGet", status=400, times=None))
    with pytest.raises(SheetError, match="Google rejected the request"):
        world.sheet.preview(world.rows(1))


def test_a_journal_that_was_emptied_accuses_nobody(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.sheet.apply(world.rows(3, changed=(1,)))
    world.type("k001", "Value", "0.5")
    state = world.cells("_tht_state")
    world.person.write("_tht_state", "A2", [[""] * 3 for _ in state[1:]])
    assert world.sheet.apply(world.rows(3, changed=(1,))).raced == ()


def test_a_sheet_that_cannot_be_written_to_says_why_in_the_end(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", status=400, times=None))
    world.answered.clear()
    with pytest.raises(SheetError, match="Google rejected the request"):
        world.sheet.apply(world.rows(3, changed=(1,)))
    assert world.answered.count("POST") == 3


def test_formats_and_notes_on_our_cells_stay(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    data = world.sheet._sheet.overview().sheet_ids["Data"]
    look = {"note": "checked by A", "userEnteredFormat": {"textFormat": {"bold": True}}}
    start = {"sheetId": data, "rowIndex": 2, "columnIndex": 3}
    world.person.request(
        {"updateCells": {"start": start, "rows": [{"values": [look]}], "fields": "note,userEnteredFormat"}}
    )
    world.sheet.apply(world.rows(2, changed=(1,)))
    reply = world.http.fetch_sheet_metadata(
        world.id,
        {"ranges": ["Data!D3"], "fields": "sheets.data.rowData.values(note,userEnteredFormat,userEnteredValue)"},
    )
    cell = reply["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert (cell["note"], cell["userEnteredFormat"]["textFormat"]["bold"]) == ("checked by A", True)
    assert cell["userEnteredValue"]["numberValue"] == pytest.approx(1 / 7 + 1)


def test_equal_texts_are_in_memory_once(world: "World") -> None:
    """A sheet of 100,000 rows says the same words in most of them, here and in its memory."""
    world.sheet.apply(world.rows(3))
    answer = world.http.values_batch_get(world.id, ["Data", "_tht_base"])
    ages = [row[1] for part in answer["valueRanges"] for row in part["values"][1:]]
    assert ages == ["10-14"] * 6
    assert len({id(age) for age in ages}) == 1


def test_ranges_without_a_cell_are_read_too(world: "World") -> None:
    answer = world.http.values_batch_get(world.id, ["Sheet1", "Data"], {"majorDimension": "COLUMNS"})
    assert [part.get("values") for part in answer["valueRanges"]] == [
        None,
        [["Key"], ["Age"], ["Count"], ["Value"], ["Status"]],
    ]
