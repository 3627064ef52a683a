"""spreadsheets.batchUpdate: in order, all or nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.requests.batch import REQUESTS
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.api import answer
from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.spreadsheet import MAX_CELLS
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

Batch = Callable[..., requests.Response]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "store.json")


@pytest.fixture
def person(workspace: Workspace) -> Person:
    someone = Person(workspace, workspace.titled("Outcomes").id)
    someone.write("Sheet1", "A1", [["Key", "Value"], ["b", 2], ["a", 1], ["c", None]])
    return someone


def refused(person: Person, *requests_: dict[str, Any]) -> str:
    with pytest.raises(ApiError) as caught:
        person.request(*requests_)
    assert caught.value.code == 400
    return caught.value.message


def cells(*values: object) -> dict[str, Any]:
    kinds = {str: "stringValue", int: "numberValue", float: "numberValue", bool: "boolValue"}
    return {"values": [{} if v is None else {"userEnteredValue": {kinds[type(v)]: v}} for v in values]}


def start(row: int, column: int) -> dict[str, int]:
    return {"sheetId": 0, "rowIndex": row, "columnIndex": column}


def block(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> dict[str, int]:
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def test_a_failing_last_request_leaves_nothing_changed(person: Person, workspace: Workspace, tmp_path: Path) -> None:
    before, on_disk = person.values("Sheet1"), (tmp_path / "store.json").read_bytes()
    book = workspace.get(person.id)
    message = refused(
        person,
        {"updateCells": {"start": start(0, 0), "rows": [cells("gone")], "fields": "userEnteredValue"}},
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
        {"addSheet": {"properties": {"title": "New"}}},
        {"updateSpreadsheetProperties": {"properties": {"title": "Other"}, "fields": "title"}},
        {"deleteSheet": {"sheetId": 99}},
    )
    assert message == "Invalid requests[4].deleteSheet: No grid with id: 99"
    assert person.values("Sheet1") == before
    assert workspace.get(person.id) is book
    assert (tmp_path / "store.json").read_bytes() == on_disk


step = st.one_of(
    st.builds(
        lambda row, column, text: {
            "updateCells": {"start": start(row, column), "rows": [cells(text)], "fields": "userEnteredValue"}
        },
        st.integers(0, 9),
        st.integers(0, 5),
        st.text(max_size=3),
    ),
    st.builds(
        lambda dimension, at, count: {
            "insertDimension": {
                "range": {"sheetId": 0, "dimension": dimension, "startIndex": at, "endIndex": at + count}
            }
        },
        st.sampled_from(["ROWS", "COLUMNS"]),
        st.integers(0, 9),
        st.integers(1, 3),
    ),
    st.builds(
        lambda at: {
            "deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}}
        },
        st.integers(0, 9),
    ),
    st.builds(
        lambda a, b: {"copyPaste": {"source": block(a, 0, a + 2, 2), "destination": block(b, 2, b + 2, 4)}},
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    st.just({"sortRange": {"range": block(0, 0, 8, 4), "sortSpecs": [{"dimensionIndex": 0}]}}),
    st.just({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}}),
    st.just({"mergeCells": {"range": block(0, 0, 2, 2), "mergeType": "MERGE_ALL"}}),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(step, min_size=1, max_size=6))
def test_whatever_came_before_a_failure_never_happened(steps: list[dict[str, Any]]) -> None:
    workspace = Workspace()
    someone = Person(workspace, workspace.titled("Outcomes").id)
    someone.write("Sheet1", "A1", [["=A2", 2, "x"], [True, None, "y"], [3, "z", 1.5]])
    book = workspace.get(someone.id)
    frozen = repr(book)
    with pytest.raises(ApiError):
        someone.request(*steps, {"deleteSheet": {"sheetId": 99}})
    assert workspace.get(someone.id) is book
    assert repr(book) == frozen


def test_an_unknown_request_is_refused_by_name(batch: Batch) -> None:
    answer = batch({"addChart": {"chart": {}}})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    assert error["message"].startswith(
        "Invalid JSON payload received. Unknown name \"addChart\" at 'requests[0]': Cannot find field."
    )


def test_no_requests(batch: Batch) -> None:
    assert batch().json()["error"]["message"] == "Must specify at least one request."


@pytest.mark.parametrize("kind", sorted(REQUESTS))
@pytest.mark.parametrize(
    "given", [{}, [], None, "text", {"nonsense": 1}, {"range": 5}, {"sheetId": "x", "fields": "*"}]
)
def test_nonsense_is_refused_not_an_accident(kind: str, given: object) -> None:
    workspace = Workspace()
    book = workspace.titled("Outcomes")
    body = json.dumps({"requests": [{kind: given}]}).encode()
    try:
        answer(workspace, "POST", f"/v4/spreadsheets/{book.id}:batchUpdate", {}, body)
    except ApiError as error:
        assert error.code == 400
        assert error.message.startswith(("Invalid ", "Request contains an invalid argument"))
        assert workspace.get(book.id) is book


class TestSheets:
    def test_added_with_an_id_and_hidden(self, person: Person) -> None:
        reply = person.request(
            {
                "addSheet": {
                    "properties": {
                        "sheetId": 7,
                        "title": "_tht_base",
                        "hidden": True,
                        "gridProperties": {"rowCount": 5, "columnCount": 3},
                    }
                }
            }
        )["replies"][0]["addSheet"]["properties"]
        assert reply == {
            "sheetId": 7,
            "title": "_tht_base",
            "index": 1,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": 5, "columnCount": 3},
            "hidden": True,
        }

    def test_the_same_title_or_id_twice(self, person: Person) -> None:
        assert refused(person, {"addSheet": {"properties": {"title": "SHEET1"}}}) == (
            'Invalid requests[0].addSheet: A sheet with the name "SHEET1" already exists. Please enter another name.'
        )
        assert "already exists" in refused(person, {"addSheet": {"properties": {"sheetId": 0, "title": "New"}}})

    def test_the_last_sheet_stays(self, person: Person) -> None:
        assert "You can't remove all the sheets in a document." in refused(person, {"deleteSheet": {"sheetId": 0}})

    def test_more_cells_than_google_allows(self, person: Person) -> None:
        message = refused(
            person, {"addSheet": {"properties": {"gridProperties": {"rowCount": 1_000_000, "columnCount": 10}}}}
        )
        assert message.endswith(f"above the limit of {MAX_CELLS} cells.")

    def test_resizing_cuts_cells_off(self, person: Person) -> None:
        grid = {"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 1}}
        person.request(
            {"updateSheetProperties": {"properties": grid, "fields": "gridProperties(rowCount,columnCount)"}}
        )
        assert person.values("Sheet1") == [["Key"], ["b"]]

    def test_a_field_left_out_under_the_mask_is_cleared(self, person: Person, workspace: Workspace) -> None:
        def grid() -> dict[str, Any]:
            return workspace.get(person.id).sheets[0].properties(0)["gridProperties"]

        frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}
        person.request({"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}})
        assert grid() == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1}
        person.request(
            {"updateSheetProperties": {"properties": {"sheetId": 0}, "fields": "gridProperties.frozenRowCount"}}
        )
        assert grid() == {"rowCount": 1000, "columnCount": 26}

    def test_what_is_not_hidden_says_nothing_of_it(self, person: Person, workspace: Workspace) -> None:
        for hidden in (True, False):
            given = {
                "properties": {"sheetId": 0, "hidden": hidden, "rightToLeft": False},
                "fields": "hidden,rightToLeft",
            }
            person.request(
                {"addSheet": {"properties": {"title": f"Beside, {hidden}"}}}, {"updateSheetProperties": given}
            )
            properties = workspace.get(person.id).sheets[0].properties(0)
            assert properties.get("hidden") is (True if hidden else None)
            assert "rightToLeft" not in properties

    def test_moved_among_the_tabs(self, person: Person) -> None:
        person.request(*[{"addSheet": {"properties": {"sheetId": i, "title": f"S{i}"}}} for i in (1, 2)])
        person.request({"updateSheetProperties": {"properties": {"sheetId": 0, "index": 3}, "fields": "index"}})
        assert person.titles == ["S1", "S2", "Sheet1"]
        person.request({"updateSheetProperties": {"properties": {"sheetId": 2, "index": 0}, "fields": "index"}})
        assert person.titles == ["S2", "S1", "Sheet1"]

    def test_duplicated(self, person: Person) -> None:
        person.request({"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Copy", "insertSheetIndex": 1}})
        person.type("Sheet1", "A1", "changed")
        assert person.titles == ["Sheet1", "Copy"]
        assert person.values("Copy") == [["Key", "Value"], ["b", "2"], ["a", "1"], ["c"]]


class TestCells:
    def test_typed_values_are_kept_as_they_are(self, person: Person) -> None:
        person.request(
            {
                "updateCells": {
                    "start": start(1, 1),
                    "rows": [cells("007", "=1+1", True, 1.5)],
                    "fields": "userEnteredValue",
                }
            }
        )
        assert person.values("Sheet1", "B2:E2", render="FORMULA") == [["007", "=1+1", True, 1.5]]
        assert person.values("Sheet1", "B2:E2") == [["007", "=1+1", "TRUE", "1.5"]]

    def test_fewer_rows_than_the_range_clear_the_rest(self, person: Person) -> None:
        person.request(
            {"updateCells": {"range": block(1, 0, 4, 2), "rows": [cells("x")], "fields": "userEnteredValue"}}
        )
        assert person.values("Sheet1") == [["Key", "Value"], ["x"]]

    def test_beyond_the_range_or_the_grid(self, person: Person) -> None:
        small = {"range": block(0, 0, 1, 1), "rows": [cells(1, 2)], "fields": "userEnteredValue"}
        assert refused(person, {"updateCells": small}) == (
            "Invalid requests[0].updateCells: Attempting to write column: 1, beyond the last requested column of: 0"
        )
        below = {"start": start(1000, 0), "rows": [cells(1)], "fields": "userEnteredValue"}
        assert refused(person, {"updateCells": below}) == (
            "Invalid requests[0].updateCells: GridCoordinate.rowIndex[1000] is after last row in grid[999]"
        )
        assert "Attempting to write row: 1000" in refused(
            person, {"updateCells": {"start": start(999, 0), "rows": [cells(1), cells(2)], "fields": "*"}}
        )

    def test_a_mask_is_required(self, person: Person) -> None:
        assert "At least one field must be listed" in refused(
            person, {"updateCells": {"start": start(0, 0), "rows": [cells(1)]}}
        )

    def test_two_values_in_one(self, person: Person) -> None:
        both = {"values": [{"userEnteredValue": {"numberValue": 1, "stringValue": "a"}}]}
        assert "already set" in refused(
            person, {"updateCells": {"start": start(0, 0), "rows": [both], "fields": "userEnteredValue"}}
        )

    @pytest.mark.parametrize("part", ["value", "format", "note", "rule"])
    def test_a_mask_changes_what_it_names_and_nothing_else(
        self, part: str, person: Person, workspace: Workspace
    ) -> None:
        fields = {
            "value": "userEnteredValue", "format": "userEnteredFormat", "note": "note", "rule": "dataValidation"
        }  # fmt: skip
        bold, wrapped = {"textFormat": {"bold": True}}, {"wrapStrategy": "WRAP"}
        once, twice = {"condition": {"type": "BOOLEAN"}}, {"condition": {"type": "NOT_BLANK"}}

        def write(cell: dict[str, Any], mask: str) -> Cell | None:
            rows = [{"values": [cell]}]
            person.request({"updateCells": {"start": start(6, 1), "rows": rows, "fields": mask}})
            return workspace.get(person.id).sheets[0].cell(6, 1)

        before = {"note": "old", "dataValidation": once, "userEnteredFormat": bold}
        was = Cell("old", bold, "old", once)
        assert write({"userEnteredValue": {"stringValue": "old"}, **before}, ",".join(fields.values())) == was
        after = {"note": "new", "dataValidation": twice, "userEnteredFormat": wrapped}
        given = {"userEnteredValue": {"stringValue": "new"}, **after}
        new = Cell("new", wrapped, "new", twice)
        assert write(given, fields[part]) == was._replace(**{part: getattr(new, part)})
        empty = Cell()
        assert write({}, fields[part]) == was._replace(**{part: getattr(empty, part)})

    def test_a_range_without_columns_takes_no_cells(self, person: Person) -> None:
        before = person.values("Sheet1")
        person.request({"updateCells": {"range": block(1, 2, 4, 2), "rows": [], "fields": "*"}})
        assert person.values("Sheet1") == before
        assert "Attempting to write column: 2" in refused(
            person, {"updateCells": {"range": block(1, 2, 4, 2), "rows": [cells("x")], "fields": "*"}}
        )

    def test_a_repeated_formula_moves_along(self, person: Person) -> None:
        formula = {"userEnteredValue": {"formulaValue": "=B2*2"}}
        person.request({"repeatCell": {"range": block(1, 2, 4, 3), "cell": formula, "fields": "userEnteredValue"}})
        assert person.values("Sheet1", "C2:C4") == [["=B2*2"], ["=B3*2"], ["=B4*2"]]

    def test_appended_below_the_last_value(self, person: Person) -> None:
        person.request({"appendCells": {"sheetId": 0, "rows": [cells("d", 4)], "fields": "userEnteredValue"}})
        assert person.values("Sheet1", "A4:B5") == [["c"], ["d", "4"]]

    def test_a_range_that_starts_outside_is_refused_one_that_ends_outside_is_cut(self, person: Person) -> None:
        bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
        mask = "userEnteredFormat.textFormat.bold"
        person.request({"repeatCell": {"range": block(999, 0, 1003, 1), "cell": bold, "fields": mask}})
        outside = {"sheetId": 0, "startRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 2}
        assert refused(person, {"repeatCell": {"range": outside, "cell": bold, "fields": mask}}) == (
            "Invalid requests[0].repeatCell: Range (Sheet1!A1001:B) exceeds grid limits. "
            "Max rows: 1000, max columns: 26"
        )


class TestCopies:
    def test_pasted_as_values_or_formulas(self, person: Person) -> None:
        person.request({"addSheet": {"properties": {"sheetId": 5, "title": "Undo"}}})
        person.type("Sheet1", "C2", "=B2*2")
        person.type("Sheet1", "D2", "=4/2")
        for row, kind in enumerate(("PASTE_VALUES", "PASTE_FORMULA")):
            target = block(row, 0, row + 1, 4, 5)
            person.request({"copyPaste": {"source": block(1, 0, 2, 4), "destination": target, "pasteType": kind}})
        assert person.values("Undo", render="FORMULA") == [["b", 2, "=B2*2", 2], ["b", 2, "=B2*2", "=4/2"]]

    def test_a_larger_destination_is_filled(self, person: Person) -> None:
        person.request({"copyPaste": {"source": block(1, 0, 2, 1), "destination": block(5, 0, 8, 1)}})
        assert person.values("Sheet1", "A6:A8") == [["b"], ["b"], ["b"]]

    def test_overlapping_blocks(self, person: Person) -> None:
        person.request({"copyPaste": {"source": block(0, 0, 3, 1), "destination": block(1, 0, 4, 1)}})
        assert person.values("Sheet1", "A1:A4") == [["Key"], ["Key"], ["b"], ["a"]]

    def test_outside_the_grid(self, person: Person) -> None:
        assert "exceeds grid limits" in refused(
            person, {"copyPaste": {"source": block(0, 0, 3, 1), "destination": block(999, 0, 1000, 1)}}
        )

    def test_cut(self, person: Person) -> None:
        person.request({"cutPaste": {"source": block(0, 0, 2, 1), "destination": start(1, 3)}})
        assert person.values("Sheet1", "A1:D3") == [["", "Value"], ["", "2", "", "Key"], ["a", "1", "", "b"]]

    def test_cut_from_anywhere_to_another_worksheet(self, person: Person) -> None:
        person.request({"addSheet": {"properties": {"sheetId": 5, "title": "Other"}}})
        person.write("Sheet1", "C3", [["one", None], ["two", None]])
        person.type("Sheet1", "D3", "=C3")
        person.request({"cutPaste": {"source": block(2, 2, 4, 4), "destination": {**start(1, 1), "sheetId": 5}}})
        assert person.values("Other", render="FORMULA") == [[], ["", "one", "=C3"], ["", "two"]]
        assert person.values("Sheet1") == [["Key", "Value"], ["b", "2"], ["a", "1"], ["c"]]

    def test_a_turned_copy_of_a_block_that_starts_anywhere(self, person: Person) -> None:
        person.write("Sheet1", "C3", [["one"], ["two"], ["three"]])
        person.type("Sheet1", "D3", "=C3")
        person.type("Sheet1", "D4", "=A1")
        turned = {"source": block(2, 2, 5, 4), "destination": block(6, 3, 7, 4), "pasteOrientation": "TRANSPOSE"}
        person.request({"copyPaste": turned})
        # Each formula keeps looking as far up and to the left as it did: D3 at the cell beside it, so does D8.
        assert person.values("Sheet1", "D7:F8", render="FORMULA") == [["one", "two", "three"], ["=C8", "=B5"]]

    def test_sorted_empty_cells_last_either_way(self, person: Person) -> None:
        person.write("Sheet1", "A2", [["b", 2, "=B2"], ["a", True], ["c"], ["d", "x"], ["e", 1]])
        person.sort("Sheet1", 2)
        assert [row[0] for row in person.values("Sheet1")] == ["Key", "e", "b", "d", "a", "c"]
        person.sort("Sheet1", 2, descending=True)
        assert [row[0] for row in person.values("Sheet1")] == ["Key", "a", "d", "b", "e", "c"]

    def test_a_sorted_formula_keeps_looking_at_its_own_row(self, person: Person) -> None:
        person.type("Sheet1", "C2", "=B2*2")
        person.sort("Sheet1", 1)
        assert person.values("Sheet1", "A3:C3") == [["b", "2", "=B3*2"]]

    @given(st.lists(st.one_of(st.none(), st.integers(-5, 5), st.text("ab", max_size=2), st.booleans()), max_size=12))
    def test_a_sort_loses_nothing(self, column: list[Any]) -> None:
        workspace = Workspace()
        someone = Person(workspace, workspace.titled("Outcomes").id)
        someone.write("Sheet1", "A1", [[value, i] for i, value in enumerate(column)])
        someone.sort("Sheet1", 1, header_rows=0)
        rows = someone.values("Sheet1", render="UNFORMATTED_VALUE")
        assert sorted(row[1] for row in rows) == list(range(len(column)))
        assert all((column[row[1]] or row[0]) == row[0] for row in rows)


class TestLines:
    def test_inserted_rows_push_everything_down(self, person: Person, workspace: Workspace) -> None:
        person.type("Sheet1", "C4", "=B2")
        person.request({"addNamedRange": {"namedRange": {"name": "third", "range": block(2, 0, 3, 2)}}})
        person.insert_rows("Sheet1", 2, 2)
        assert person.values("Sheet1", "A4:C6") == [["b", "2"], ["a", "1"], ["c", "", "=B4"]]
        assert workspace.get(person.id).named_ranges[0]["range"] == block(4, 0, 5, 2)
        assert workspace.get(person.id).sheets[0].row_count == 1002

    def test_inherited_formats(self, person: Person, workspace: Workspace) -> None:
        bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
        person.request({"repeatCell": {"range": block(0, 0, 1, 2), "cell": bold, "fields": "userEnteredFormat"}})
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        person.request({"insertDimension": {"range": span, "inheritFromBefore": True}})
        cell = workspace.get(person.id).sheets[0].cell(1, 0)
        assert cell is not None and cell.format == {"textFormat": {"bold": True}}
        assert person.values("Sheet1", "A2") == []

    def test_nothing_before_the_first_row(self, person: Person) -> None:
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
        assert "inheritFromBefore cannot be true" in refused(
            person, {"insertDimension": {"range": span, "inheritFromBefore": True}}
        )

    def test_deleted_columns(self, person: Person, workspace: Workspace) -> None:
        person.delete_columns("Sheet1", 1)
        assert person.values("Sheet1") == [["Value"], ["2"], ["1"]]
        assert workspace.get(person.id).sheets[0].column_count == 25

    def test_not_all_rows(self, person: Person) -> None:
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1000}
        assert "You can't delete all the rows on the sheet." in refused(person, {"deleteDimension": {"range": span}})

    def test_rows_that_are_not_there(self, person: Person) -> None:
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 990, "endIndex": 1001}
        assert "there are only 1000 rows" in refused(person, {"deleteDimension": {"range": span}})

    def test_appended(self, person: Person, workspace: Workspace) -> None:
        person.request({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}})
        assert workspace.get(person.id).sheets[0].row_count == 1003


class TestMarks:
    def merges(self, person: Person, workspace: Workspace) -> list[tuple[int, int, int, int]]:
        return [(m.top, m.left, m.bottom, m.right) for m in workspace.get(person.id).sheets[0].merges]

    @pytest.mark.parametrize(
        ("kind", "merged", "left"),
        [
            ("MERGE_ALL", [(1, 0, 4, 2)], [["Key", "Value"], ["b"]]),
            ("MERGE_ROWS", [(1, 0, 2, 2), (2, 0, 3, 2), (3, 0, 4, 2)], [["Key", "Value"], ["b"], ["a"], ["c"]]),
            ("MERGE_COLUMNS", [(1, 0, 4, 1), (1, 1, 4, 2)], [["Key", "Value"], ["b", "2"]]),
        ],
    )
    def test_of_merged_cells_the_first_keeps_its_value(
        self,
        kind: str,
        merged: list[tuple[int, int, int, int]],
        left: list[list[str]],
        person: Person,
        workspace: Workspace,
    ) -> None:
        person.request({"mergeCells": {"range": block(1, 0, 4, 2), "mergeType": kind}})
        assert self.merges(person, workspace) == merged
        assert person.values("Sheet1") == left

    def test_a_larger_merge_takes_the_place_of_those_within_it(self, person: Person, workspace: Workspace) -> None:
        small, beside = {"range": block(1, 0, 2, 2)}, {"range": block(8, 0, 9, 2)}
        person.request({"mergeCells": small}, {"mergeCells": beside}, {"mergeCells": {"range": block(1, 0, 4, 2)}})
        assert self.merges(person, workspace) == [(8, 0, 9, 2), (1, 0, 4, 2)]
        person.request({"unmergeCells": {"range": block(1, 0, 4, 2)}})
        assert self.merges(person, workspace) == [(8, 0, 9, 2)]
        assert "You must select all cells in a merged range" in refused(
            person, {"unmergeCells": {"range": block(8, 0, 9, 1)}}
        )

    def test_one_cell_is_no_merge(self, person: Person, workspace: Workspace) -> None:
        person.request({"mergeCells": {"range": block(1, 0, 2, 1)}})
        assert self.merges(person, workspace) == []

    def test_ids_of_protected_ranges_are_given_once(self, person: Person) -> None:
        def protect(**given: int) -> int:
            request = {"addProtectedRange": {"protectedRange": {"range": block(0, 0, 1, 1), **given}}}
            return person.request(request)["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]

        first, chosen, following = protect(), protect(protectedRangeId=40), protect()
        assert chosen == 40
        assert following == 41
        assert first < chosen
        again = {"protectedRange": {"range": block(0, 0, 1, 1), "protectedRangeId": 40}}
        assert "Protected range with id 40 already exists." in refused(person, {"addProtectedRange": again})


class TestMetadata:
    def label(self, number: int) -> dict[str, Any]:
        location = {"spreadsheet": True}
        given = {"metadataId": number, "metadataKey": "generation", "metadataValue": "1", "location": location}
        return {"createDeveloperMetadata": {"developerMetadata": {**given, "visibility": "DOCUMENT"}}}

    def test_an_id_is_taken_once(self, person: Person) -> None:
        reply = person.request(self.label(11))["replies"][0]["createDeveloperMetadata"]["developerMetadata"]
        assert reply["location"] == {"locationType": "SPREADSHEET", "spreadsheet": True}
        assert refused(person, self.label(11)) == (
            "Invalid requests[0].createDeveloperMetadata: Developer metadata with id 11 already exists."
        )

    def test_deleted_by_a_lookup(self, person: Person, workspace: Workspace) -> None:
        person.request(self.label(11), self.label(12))
        lookup = {"dataFilter": {"developerMetadataLookup": {"metadataId": 11}}}
        reply = person.request({"deleteDeveloperMetadata": lookup})["replies"][0]
        assert [item["metadataId"] for item in reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]] == [11]
        assert list(workspace.get(person.id).metadata) == [12]
        assert person.request({"deleteDeveloperMetadata": lookup})["replies"] == [{}]


def test_the_reply_can_carry_the_sheet_as_it_now_is(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["before", 1]])
    answer = requests.post(
        f"{server.url}/v4/spreadsheets/{book}:batchUpdate",
        params={"fields": "updatedSpreadsheet.sheets.data.rowData.values.userEnteredValue"},
        data=json.dumps(
            {
                "requests": [{"updateCells": {"start": start(0, 1), "rows": [cells(2)], "fields": "userEnteredValue"}}],
                "includeSpreadsheetInResponse": True,
                "responseRanges": ["'Sheet1'!A1:B5"],
                "responseIncludeGridData": True,
            }
        ),
        timeout=20,
    ).json()
    row = {"values": [{"userEnteredValue": {"stringValue": "before"}}, {"userEnteredValue": {"numberValue": 2}}]}
    assert answer == {"updatedSpreadsheet": {"sheets": [{"data": [{"rowData": [row]}]}]}}
