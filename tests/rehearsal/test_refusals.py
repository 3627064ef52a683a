"""What is refused, in Google's words: a request at the edge of what is allowed passes, one step beyond does not."""

from pathlib import Path
from typing import Any

import pytest

from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.spreadsheet.refusal import STATUS_WORDS, ApiError, require_integer
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

VALUE = "userEnteredValue"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """A worksheet of 10 rows and 5 columns with id 0, and one with id 7."""
    workspace = Workspace(tmp_path / "store.json")
    someone = Person(workspace, workspace.titled("Outcomes").id)
    grid = {"rowCount": 10, "columnCount": 5}
    someone.request(
        {"updateSheetProperties": {"properties": {"sheetId": 0, "gridProperties": grid}, "fields": "gridProperties"}},
        {"addSheet": {"properties": {"sheetId": 7, "title": "Other", "gridProperties": grid}}},
    )
    someone.write("Sheet1", "A1", [["Key", "Value"], ["b", 2], ["a", 1]])
    return someone


def block(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> dict[str, int]:
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def span(dimension: str | None, start: int, end: int, sheet: int = 0) -> dict[str, Any]:
    return {"sheetId": sheet, "dimension": dimension, "startIndex": start, "endIndex": end}


def update(row: int, column: int, *rows: list[Any]) -> dict[str, Any]:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": row} for row in rows], "fields": VALUE}}


def typed(**value: Any) -> dict[str, Any]:
    return update(0, 0, [{VALUE: value}])


def cut(row: int, column: int) -> dict[str, Any]:
    goal = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"cutPaste": {"source": block(0, 0, 2, 2), "destination": goal}}


def label(**given: Any) -> dict[str, Any]:
    whole = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    return {"createDeveloperMetadata": {"developerMetadata": whole | given}}


def named(name: object) -> dict[str, Any]:
    return {"addNamedRange": {"namedRange": {"name": name, "range": block(0, 0, 1, 1)}}}


def frozen(**lines: int) -> dict[str, Any]:
    properties = {"sheetId": 0, "gridProperties": lines}
    return {
        "updateSheetProperties": {
            "properties": properties,
            "fields": "gridProperties(frozenRowCount,frozenColumnCount)",
        }
    }


ALLOWED = {
    "the last cell": update(9, 4, [{VALUE: {"stringValue": "x"}}]),
    "a row that ends with the grid": update(0, 3, [{}, {}]),
    "as many rows as there are": update(8, 0, [{}], [{}]),
    "no value": typed(),
    "a formula": typed(formulaValue="=A1"),
    "a cut to the last row": cut(8, 0),
    "a cut to the last column": cut(0, 3),
    "a copy to the last row": {"copyPaste": {"source": block(0, 0, 2, 2), "destination": block(8, 3, 10, 5)}},
    "an insertion after the last row": {"insertDimension": {"range": span("ROWS", 10, 12), "inheritFromBefore": True}},
    "an insertion at the top": {"insertDimension": {"range": span("ROWS", 0, 1)}},
    "one row more": {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
    "all rows but one": {"deleteDimension": {"range": span("ROWS", 1, 10)}},
    "all frozen but one": frozen(frozenRowCount=9, frozenColumnCount=4),
    "a title of 100": {"addSheet": {"properties": {"title": "t" * 100}}},
    "a title that is its own": {
        "updateSheetProperties": {"properties": {"sheetId": 0, "title": "SHEET1"}, "fields": "title"}
    },
    "the end of the tabs": {"updateSheetProperties": {"properties": {"sheetId": 0, "index": 2}, "fields": "index"}},
    "a range of no rows": {"updateCells": {"range": block(3, 0, 3, 1), "fields": VALUE}},
    "a sort by the last column": {"sortRange": {"range": block(0, 0, 3, 2), "sortSpecs": [{"dimensionIndex": 1}]}},
    "a label on a worksheet": label(location={"sheetId": 7}, visibility="PROJECT"),
    "a name with a digit": named("a1_b"),
    "a column too many is made": {"appendCells": {"sheetId": 0, "rows": [{"values": [{}] * 6}], "fields": VALUE}},
}


@pytest.mark.parametrize("request_", ALLOWED.values(), ids=ALLOWED.keys())
def test_at_the_edge(person: Person, request_: dict[str, Any]) -> None:
    person.request(request_)


REFUSED = {
    "two kinds in one": ({"addSheet": {}, "deleteSheet": {}}, "requests[0]': exactly one kind of request is expected"),
    "no kind": ({}, "exactly one kind of request is expected"),
    "not an object": ("addSheet", "exactly one kind of request is expected"),
    "an unknown kind": ({"addChart": {}}, 'Unknown name "addChart"'),
    "below the last row": (update(10, 0, [{}]), "GridCoordinate.rowIndex[10] is after last row in grid[9]"),
    "right of the last column": (update(0, 5, [{}]), "GridCoordinate.columnIndex[5] is after last column in grid[4]"),
    "too many rows": (update(9, 0, [{}], [{}]), "Attempting to write row: 10, beyond the last requested row of: 9"),
    "too many columns": (update(0, 4, [{}, {}]), "write column: 5, beyond the last requested column of: 4"),
    "start and range": (
        {"updateCells": {"start": {}, "range": block(0, 0, 1, 1), "fields": VALUE}},
        "Exactly one of 'start' and 'range' must be set.",
    ),
    "neither start nor range": ({"updateCells": {"fields": VALUE}}, "Exactly one of 'start' and 'range' must be set."),
    "no fields": ({"updateCells": {"start": {}}}, "At least one field must be listed in 'fields'."),
    "rows that are no list": (
        {"updateCells": {"start": {}, "rows": {}, "fields": VALUE}},
        "Invalid value at 'rows', a list is expected",
    ),
    "a field that is read only": (
        {"updateCells": {"start": {}, "fields": "hyperlink"}},
        'Writing the cell field "hyperlink" is not served',
    ),
    "a shown value": ({"updateCells": {"start": {}, "fields": "formattedValue"}}, '"formattedValue" is not served'),
    "an effective value": (
        {"updateCells": {"start": {}, "fields": "effectiveValue"}},
        '"effectiveValue" is not served',
    ),
    "an effective look": ({"updateCells": {"start": {}, "fields": "effectiveFormat"}}, '"effectiveFormat" is not'),
    "runs of text": ({"updateCells": {"start": {}, "fields": "textFormatRuns"}}, '"textFormatRuns" is not served'),
    "a pivot table": ({"updateCells": {"start": {}, "fields": "pivotTable"}}, '"pivotTable" is not served'),
    "a field of nothing": ({"updateCells": {"start": {}, "fields": "colour"}}, 'Writing the cell field "colour"'),
    "a formula without its sign": (typed(formulaValue="A1"), "formulaValue: a formula must start with '='."),
    "a number as text": (typed(numberValue="1"), "numberValue': '1'"),
    "a truth value as a number": (typed(numberValue=True), "numberValue': True"),
    "text that is none": (typed(stringValue=5), "stringValue': 5"),
    "a truth value that is none": (typed(boolValue="true"), "boolValue': 'true'"),
    "an error value": (typed(errorValue="#N/A"), "errorValue': '#N/A'"),
    "two values": (typed(stringValue="x", numberValue=1), "oneof field 'value' is already set"),
    "an endless number": (typed(numberValue=10**400), "a number must be finite"),
    "a range turned over": (
        {"updateCells": {"range": block(2, 0, 1, 1), "fields": VALUE}},
        "must not lie before its start",
    ),
    "a range turned aside": (
        {"updateCells": {"range": block(0, 2, 1, 1), "fields": VALUE}},
        "must not lie before its start",
    ),
    "a range that starts below": (
        {"updateCells": {"range": block(10, 0, 11, 1), "fields": VALUE}},
        "exceeds grid limits",
    ),
    "a cut too low": (cut(9, 0), "exceeds grid limits"),
    "a cut too far right": (cut(0, 4), "exceeds grid limits"),
    "a copy too low": (
        {"copyPaste": {"source": block(0, 0, 2, 1), "destination": block(9, 0, 10, 1)}},
        "Range (Sheet1!A10:A11) exceeds grid limits. Max rows: 10, max columns: 5",
    ),
    "a paste of another kind": (
        {"copyPaste": {"source": block(0, 0, 1, 1), "destination": block(1, 0, 2, 1), "pasteType": "PASTE_DATA"}},
        "pasteType PASTE_DATA is not served",
    ),
    "a sort by a column outside": (
        {"sortRange": {"range": block(0, 0, 3, 2), "sortSpecs": [{"dimensionIndex": 2}]}},
        "sortSpecs[0].dimensionIndex[2] is outside the range.",
    ),
    "no dimension": (
        {"insertDimension": {"range": {"startIndex": 0, "endIndex": 1}}},
        "No dimension specified in range.dimension.",
    ),
    "another dimension": ({"insertDimension": {"range": span("CELLS", 0, 1)}}, "Invalid range.dimension: 'CELLS'"),
    "no span": ({"insertDimension": {}}, "range is required."),
    "an empty span": (
        {"deleteDimension": {"range": span("ROWS", 2, 2)}},
        "range.endIndex[2] must be greater than range.startIndex[2]",
    ),
    "an insertion beyond the end": (
        {"insertDimension": {"range": span("ROWS", 11, 12), "inheritFromBefore": True}},
        "range.startIndex[11] is outside the grid[10]",
    ),
    "an insertion at the end that takes after what follows": (
        {"insertDimension": {"range": span("ROWS", 10, 12)}},
        "range.startIndex[10] is outside the grid[10]",
    ),
    "an insertion at the top that takes after what precedes": (
        {"insertDimension": {"range": span("ROWS", 0, 1), "inheritFromBefore": True}},
        "inheritFromBefore cannot be true",
    ),
    "no row more": (
        {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 0}},
        "length must be 1 or more and fit 32 bits, not 0.",
    ),
    "more rows of no worksheet": (
        {"appendDimension": {"sheetId": "x", "dimension": "ROWS", "length": 1}},
        "Invalid value at 'sheetId' (TYPE_INT32), 'x'",
    ),
    "no length": ({"appendDimension": {"sheetId": 0, "dimension": "ROWS"}}, "length must be 1 or more"),
    "a deletion beyond the end": (
        {"deleteDimension": {"range": span("ROWS", 9, 11)}},
        "Tried to delete row index 10 but there are only 10 rows.",
    ),
    "a deletion of columns that are not there": (
        {"deleteDimension": {"range": span("COLUMNS", 0, 6)}},
        "Tried to delete column index 5 but there are only 5 columns.",
    ),
    "all rows": ({"deleteDimension": {"range": span("ROWS", 0, 10)}}, "You can't delete all the rows on the sheet."),
    "all columns": (
        {"deleteDimension": {"range": span("COLUMNS", 0, 5)}},
        "can't delete all the columns on the sheet.",
    ),
    "no group": (
        {"deleteDimensionGroup": {"range": span("ROWS", 1, 3)}},
        "There is no group over ROWS 1 to 3.",
    ),
    "all rows frozen": (frozen(frozenRowCount=10), "You can't freeze all visible rows on the sheet."),
    "all columns frozen": (frozen(frozenColumnCount=5), "You can't freeze all visible columns on the sheet."),
    "no rows": (
        {"addSheet": {"properties": {"gridProperties": {"rowCount": 0}}}},
        "You can't delete all the rows on the sheet.",
    ),
    "rows that are no number": (
        {"addSheet": {"properties": {"gridProperties": {"rowCount": "x"}}}},
        "Invalid value at 'gridProperties.rowCount' (TYPE_INT32), 'x'",
    ),
    "columns that are no number": (
        {"addSheet": {"properties": {"gridProperties": {"columnCount": "x"}}}},
        "Invalid value at 'gridProperties.columnCount' (TYPE_INT32), 'x'",
    ),
    "no columns": (
        {"addSheet": {"properties": {"gridProperties": {"columnCount": 0}}}},
        "You can't delete all the columns on the sheet.",
    ),
    "too many columns in a worksheet": (
        {"addSheet": {"properties": {"gridProperties": {"columnCount": 18_279}}}},
        "A sheet has at most 18278 columns, not 18279.",
    ),
    "an unknown merge": (
        {"mergeCells": {"range": block(0, 0, 2, 2), "mergeType": "MERGE_SOME"}},
        "Invalid value at 'mergeType', 'MERGE_SOME'",
    ),
    "no such protection": ({"deleteProtectedRange": {"protectedRangeId": 5}}, "No protected range with id: 5"),
    "no such name": ({"deleteNamedRange": {"namedRangeId": "5"}}, "No named range with id: 5"),
    "a name that is none": (named("a b"), "The name 'a b' is not valid for a named range."),
    "a name that begins with a digit": (named("1a"), "The name '1a' is not valid"),
    "a name that is a number": (named(5), "The name 5 is not valid"),
    "no name": (named(""), "The name '' is not valid"),
    "a label on all rows": (
        label(location={"dimensionRange": {"dimension": "ROWS"}}),
        "must be one row or column of the sheet",
    ),
    "a label nowhere": (label(location={}), "developerMetadata.location must be set."),
    "a label without a key": (label(metadataKey=""), "developerMetadata.metadataKey must be set."),
    "a label for nobody": (label(visibility="ALL"), "developerMetadata.visibility must be DOCUMENT or PROJECT."),
    "a worksheet without a name": ({"addSheet": {"properties": {"title": ""}}}, "Sheet name cannot be empty."),
    "a worksheet named by a number": ({"addSheet": {"properties": {"title": 5}}}, "Sheet name cannot be empty."),
    "a long name": ({"addSheet": {"properties": {"title": "t" * 101}}}, "may have at most 100 characters."),
    "a name that is taken": (
        {"addSheet": {"properties": {"title": "OTHER"}}},
        'A sheet with the name "OTHER" already exists.',
    ),
    "a number that is taken": ({"addSheet": {"properties": {"sheetId": 7}}}, "Sheet with id 7 already exists."),
    "a copy with a number that is taken": (
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 7}},
        "Sheet with id 7 already exists.",
    ),
    "a chart": ({"addSheet": {"properties": {"sheetType": "OBJECT"}}}, "sheetType OBJECT is not served"),
    "a renaming to a name that is taken": (
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Other"}, "fields": "title"}},
        'A sheet with the name "Other" already exists.',
    ),
    "a renaming to nothing": (
        {"updateSheetProperties": {"properties": {"sheetId": 0}, "fields": "title"}},
        "Sheet name cannot be empty.",
    ),
    "a place after the last": (
        {"updateSheetProperties": {"properties": {"sheetId": 0, "index": 3}, "fields": "index"}},
        "properties.index[3] is after the last sheet.",
    ),
    "no such worksheet": ({"deleteSheet": {"sheetId": 9}}, "No grid with id: 9"),
    "a spreadsheet without a title": (
        {"updateSpreadsheetProperties": {"properties": {"title": ""}, "fields": "title"}},
        "The title of a spreadsheet cannot be empty.",
    ),
    "an unknown field": ({"addSheet": {"properties": {"name": "x"}}}, "Unknown name \"name\" at 'properties'"),
    "a field mask that is none": ({"updateCells": {"start": {}, "fields": "a(b"}}, "invalid field selection 'a(b'"),
}


@pytest.mark.parametrize(("request_", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_one_step_beyond(person: Person, request_: Any, message: str) -> None:
    before = person.values("Sheet1", render="FORMULA")
    with pytest.raises(ApiError) as refusal:
        person.request(request_)
    assert message in refusal.value.message
    assert refusal.value.code == 400
    assert (person.values("Sheet1", render="FORMULA"), person.titles) == (before, ["Sheet1", "Other"])


def test_what_is_taken_is_refused_the_second_time(person: Person) -> None:
    protection = {"addProtectedRange": {"protectedRange": {"range": block(0, 0, 1, 1), "protectedRangeId": 5}}}
    merge = {"mergeCells": {"range": block(4, 0, 6, 2)}}
    for request_ in (protection, named("Total"), label(metadataId=8), merge):
        person.request(request_)
    for request_, message in (
        (protection, "Protected range with id 5 already exists."),
        (named("TOTAL"), 'A named range with the name "TOTAL" already exists.'),
        (label(metadataId=8), "Developer metadata with id 8 already exists."),
        ({"mergeCells": {"range": block(5, 0, 7, 2)}}, "You must select all cells in a merged range"),
        ({"unmergeCells": {"range": block(4, 0, 5, 2)}}, "You must select all cells in a merged range"),
    ):
        with pytest.raises(ApiError) as refusal:
            person.request(request_)
        assert message in refusal.value.message


def test_a_look_of_which_nothing_is_left_is_none(person: Person) -> None:
    def look(given: dict[str, Any]) -> dict[str, Any]:
        cell = {"userEnteredFormat": given}
        return {"repeatCell": {"range": block(0, 0, 1, 1), "cell": cell, "fields": "userEnteredFormat.textFormat.bold"}}

    person.request(look({"textFormat": {"bold": True}}), look({}))
    cell = person._workspace.get(person.id).sheets[0].cell(0, 0)
    assert cell is not None
    assert (cell.text, cell.format, cell.is_plain) == ("Key", None, True)


def test_a_visible_worksheet_stays(person: Person) -> None:
    hidden = {"properties": {"sheetId": 7, "hidden": True}, "fields": "hidden"}
    person.request({"updateSheetProperties": hidden})
    with pytest.raises(ApiError, match="You can't remove all the visible sheets"):
        person.request({"deleteSheet": {"sheetId": 0}})
    with pytest.raises(ApiError, match="You can't hide all the sheets"):
        person.request({"updateSheetProperties": {**hidden, "properties": {"sheetId": 0, "hidden": True}}})
    person.request({"deleteSheet": {"sheetId": 7}})
    with pytest.raises(ApiError, match="You can't remove all the sheets"):
        person.request({"deleteSheet": {"sheetId": 0}})


def test_frozen_rows_are_not_all_that_is_left(person: Person) -> None:
    person.request(frozen(frozenRowCount=3))
    with pytest.raises(ApiError, match="You can't delete all the non-frozen rows"):
        person.delete_rows("Sheet1", 4, 7)
    with pytest.raises(ApiError, match="You can't delete all the non-frozen rows"):
        person.delete_rows("Sheet1", 3, 8)
    person.delete_rows("Sheet1", 4, 6)


def test_a_person_has_no_worksheet_of_another_name_and_no_cell_of_none(person: Person) -> None:
    with pytest.raises(ApiError, match="No worksheet is called 'Sheet9'"):
        person.values("Sheet9")
    with pytest.raises(ApiError, match="A0"):
        person.values("Sheet1", "A0:")


@pytest.mark.parametrize(
    ("given", "least", "expected"),
    [(5, 0, 5), ("5", 0, 5), (5.0, 0, 5), (0, 0, 0), (1, 1, 1), ("-3", -5, -3), (2**31 - 1, 0, 2**31 - 1)],
)
def test_whole_numbers(given: Any, least: int, expected: int) -> None:
    assert require_integer(given, "x", least=least) == expected
    assert type(require_integer(given, "x", least=least)) is int


@pytest.mark.parametrize("given", [True, None, "five", "", 1.5, [1], -1, 2**31, "2147483648"])
def test_what_is_no_whole_number(given: Any) -> None:
    with pytest.raises(ApiError, match="x"):
        require_integer(given, "x")


@pytest.mark.parametrize(("code", "word"), [*STATUS_WORDS.items(), (409, "CONFLICT"), (501, "NOT_IMPLEMENTED")])
def test_a_refusal_is_shaped_as_google_shapes_it(code: int, word: str) -> None:
    assert ApiError("why", code).body == {"error": {"code": code, "message": "why", "status": word}}


def test_the_status_words_are_googles() -> None:
    assert STATUS_WORDS == {
        400: "INVALID_ARGUMENT",
        401: "UNAUTHENTICATED",
        403: "PERMISSION_DENIED",
        404: "NOT_FOUND",
        411: "INVALID_ARGUMENT",
        413: "INVALID_ARGUMENT",
        429: "RESOURCE_EXHAUSTED",
        500: "INTERNAL",
        503: "UNAVAILABLE",
        504: "DEADLINE_EXCEEDED",
    }


def test_a_refusal_inside_a_batch_keeps_its_code() -> None:
    inside = ApiError("why", 429, retry_after=7).under("requests[3].addSheet")
    assert (inside.message, inside.code, inside.retry_after) == ("Invalid requests[3].addSheet: why", 429, 7)


def test_a_worksheet_and_a_label_get_numbers_of_their_own(person: Person) -> None:
    first, second = (person.request(label())["replies"][0]["createDeveloperMetadata"] for _ in range(2))
    numbers = {item["developerMetadata"]["metadataId"] for item in (first, second)}
    assert len(numbers) == 2
    assert all(0 < number < 2**31 for number in numbers)
    person.request({"addSheet": {}}, {"addSheet": {}})
    assert person.titles == ["Sheet1", "Other", "Sheet2", "Sheet3"]
