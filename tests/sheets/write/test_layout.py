"""The look of a worksheet: given once, where it is made or blank, and left to people from then on."""

from dataclasses import replace
from typing import Any

import pytest
import requests

from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.layout import FilterView, WorksheetLook

HEADERS = ("Key", "Name", "Value", "Rating")
LAYOUT = WorksheetLook(
    headings=("Key", "Name", "Narrative", "Value", "Rating", "Owner", "Due"),
    managed=frozenset(HEADERS),
    hidden=frozenset({"Key"}),
    frozen=2,
    widths={"Name": 230},
    formats={"Value": "#,##0.0#"},
    colours={"Rating": {"Red": ("#8A1C1C", "#FBE3E1")}},
    wrapped=frozenset({"Narrative"}),
    days=frozenset({"Due"}),
    lists={"Owner": ("Council", "Hospital")},
    views=(FilterView("Red", {"Rating": "Red", "Narrative": None}, ("Name",)), FilterView("All")),
    tab="#0E4A63",
)
ROWS = [{"Key": "a", "Name": "Smoking", "Value": 1234.5, "Rating": "Red"}]


@pytest.fixture
def fresh(world: Any) -> Any:
    """A spreadsheet that nothing has been prepared in."""
    number = world.server.create("Fresh")
    return replace(world, id=number, person=world.server.spreadsheet(number))


def laid_out(world: Any, title: str = "Outcomes") -> SharedSheet:
    columns = [Column(name) for name in HEADERS]
    return SharedSheet(world.new_http(), world.id, title, columns, layout=LAYOUT)


def look(world: Any, title: str = "Outcomes") -> dict[str, Any]:
    """The worksheet as the API describes it, its cells included."""
    address = f"{world.server.url}/v4/spreadsheets/{world.id}"
    found = requests.get(address, params={"includeGridData": "true"}, timeout=10).json()["sheets"]
    return next(each for each in found if each["properties"]["title"] == title)


def test_a_worksheet_that_is_made_has_the_look(fresh: Any) -> None:
    sheet = laid_out(fresh)
    sheet.prepare()
    sheet.apply(ROWS)
    made = look(fresh)
    grid = made["properties"]["gridProperties"]
    assert made["properties"]["index"] == 0
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (1, 2)
    data = made["data"][0]
    key, name = data["columnMetadata"][:2]
    assert key["hiddenByUser"]
    assert name["pixelSize"] == 230
    header = [cell["formattedValue"] for cell in data["rowData"][0]["values"][:7]]
    assert header == list(LAYOUT.headings)
    assert data["rowData"][0]["values"][1]["userEnteredFormat"]["textFormat"]["bold"]
    value = data["rowData"][1]["values"][3]
    assert value["userEnteredValue"] == {"numberValue": 1234.5}
    assert value["userEnteredFormat"]["numberFormat"]["pattern"] == "#,##0.0#"
    # Key and name, then value and rating: people's narrative between them warns nobody.
    warned = sorted((p["range"]["startColumnIndex"], p["range"]["endColumnIndex"]) for p in made["protectedRanges"])
    assert warned == [(0, 2), (3, 5)]
    assert all(each["warningOnly"] for each in made["protectedRanges"])
    [rule] = made["conditionalFormats"]
    assert rule["booleanRule"]["condition"] == {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Red"}]}
    assert rule["ranges"][0]["startColumnIndex"] == 4
    assert made["basicFilter"]["range"]["endColumnIndex"] == 7
    # Rows that come later look the same: the format is theirs, and the rule reaches them.
    sheet.apply([*ROWS, {"Key": "b", "Name": "Falls", "Value": 2.0, "Rating": "Red"}])
    later = look(fresh)
    assert later["data"][0]["rowData"][2]["values"][3]["userEnteredFormat"] == value["userEnteredFormat"]
    assert "startRowIndex" not in later["conditionalFormats"][0]["ranges"][0]


def test_people_are_offered_a_list_and_a_day_and_may_type_anything(fresh: Any) -> None:
    sheet = laid_out(fresh)
    sheet.prepare()
    sheet.apply(ROWS)
    made = look(fresh)
    rows = made["data"][0]["rowData"]
    owner, due = (rows[1]["values"][column]["dataValidation"] for column in (5, 6))
    assert [each["userEnteredValue"] for each in owner["condition"]["values"]] == ["Council", "Hospital"]
    assert due["condition"]["type"] == "DATE_IS_VALID"
    assert not owner.get("strict")
    assert not due.get("strict")
    assert "dataValidation" not in rows[0]["values"][6], "the heading is no day"
    fresh.person.type("Outcomes", "G2", "31/03/2027")
    fresh.person.type("Outcomes", "F2", "Somebody else")
    assert look(fresh)["data"][0]["rowData"][1]["values"][5]["formattedValue"] == "Somebody else"


def test_filter_views_name_their_columns_and_stay_as_people_leave_them(fresh: Any) -> None:
    sheet = laid_out(fresh)
    sheet.prepare()
    red, everything = look(fresh)["filterViews"]
    assert (red["title"], everything["title"]) == ("Red", "All")
    assert red["range"] == {**everything["range"], "startColumnIndex": 0, "endColumnIndex": 7}
    conditions = {each["columnIndex"]: each["filterCriteria"]["condition"] for each in red["filterSpecs"]}
    assert conditions == {4: {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Red"}]}, 2: {"type": "NOT_BLANK"}}
    assert red["sortSpecs"] == [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]
    assert look(fresh)["properties"]["tabColorStyle"]["rgbColor"]["blue"] == pytest.approx(0x63 / 255)
    fresh.person.request({"deleteFilterView": {"filterId": everything["filterViewId"]}})
    laid_out(fresh).prepare()
    sheet.apply(ROWS)
    assert [view["title"] for view in look(fresh)["filterViews"]] == ["Red"]


def test_a_blank_worksheet_has_it_too_and_one_with_content_keeps_its_own(fresh: Any) -> None:
    fresh.person.request({"addSheet": {"properties": {"title": "Blank"}}})
    laid_out(fresh, "Blank").prepare()
    assert look(fresh, "Blank")["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert fresh.cells("Blank")[0] == list(LAYOUT.headings)


def test_a_worksheet_that_people_have_begun_keeps_its_own_look(fresh: Any) -> None:
    fresh.person.request({"addSheet": {"properties": {"title": "Theirs"}}})
    fresh.person.write("Theirs", "A1", [["Ours", "Notes"], ["x", "y"]])
    laid_out(fresh, "Theirs").prepare()
    kept = look(fresh, "Theirs")
    assert "frozenRowCount" not in kept["properties"]["gridProperties"]
    assert not kept.keys() & {"protectedRanges", "conditionalFormats", "basicFilter"}
    assert fresh.cells("Theirs")[0] == ["Ours", "Notes", *HEADERS]


@pytest.mark.parametrize("again", ["prepare", "apply"])
def test_what_people_change_in_the_look_stays(fresh: Any, again: str) -> None:
    sheet = laid_out(fresh)
    sheet.prepare()
    sheet.apply(ROWS)
    number = look(fresh)["properties"]["sheetId"]
    name = {"sheetId": number, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    value = {"sheetId": number, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 3, "endColumnIndex": 4}
    yellow = {"userEnteredFormat": {"backgroundColor": {"red": 1, "green": 1}}}
    for change in (
        {"updateDimensionProperties": {"range": name, "properties": {"pixelSize": 99}, "fields": "pixelSize"}},
        {"repeatCell": {"range": value, "cell": yellow, "fields": "userEnteredFormat.backgroundColor"}},
        {"clearBasicFilter": {"sheetId": number}},
        {"updateSheetProperties": {"properties": {"sheetId": number, "gridProperties": {"frozenColumnCount": 0}},
                                   "fields": "gridProperties.frozenColumnCount"}},
        {"insertDimension": {"range": {**name, "startIndex": 4, "endIndex": 5}, "inheritFromBefore": False}},
    ):  # fmt: skip
        fresh.person.request(change)
    before = look(fresh)
    other = laid_out(fresh)
    other.prepare()
    if again == "apply":
        other.apply([ROWS[0] | {"Value": 7.0}, ROWS[0] | {"Key": "b"}])
    after = look(fresh)
    assert after["properties"]["gridProperties"].get("frozenColumnCount", 0) == 0
    assert after["data"][0]["columnMetadata"][1]["pixelSize"] == 99
    assert {key: after.get(key) for key in ("protectedRanges", "conditionalFormats", "basicFilter")} == {
        key: before.get(key) for key in ("protectedRanges", "conditionalFormats", "basicFilter")
    }
    cell = after["data"][0]["rowData"][1]["values"][3]
    assert cell["userEnteredFormat"]["backgroundColor"] == {"red": 1, "green": 1}


def test_the_rehearsal_page_shows_it_as_google_would(fresh: Any) -> None:
    sheet = laid_out(fresh)
    sheet.prepare()
    sheet.apply(ROWS)
    page = f"{fresh.server.url}/sheet/{fresh.id}"
    shown = requests.get(page, timeout=10).text
    assert 'id="A2"' not in shown, "the key is hidden"
    assert 'id="B2" style="min-width:230px;max-width:230px;position:sticky;left:calc(3rem + 0px)' in shown
    assert 'background:#0e4a63;color:#ffffff;font-weight:600">' in shown
    assert 'background:#fbe3e1;color:#8a1c1c;font-weight:600"><a' in shown, "Red, by its rule"
    assert 'id="A2"' in requests.get(page, params={"hidden": "1"}, timeout=10).text
    assert 'id="A2"' in requests.get(page, params={"cell": "A2"}, timeout=10).text
