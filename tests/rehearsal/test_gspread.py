"""gspread itself, unchanged but for the address, in the ways people use it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import gspread
import pytest
import requests
from gspread.http_client import HTTPClient
from gspread.utils import ExportFormat, ValidationConditionType, ValueInputOption, ValueRenderOption

from tht_xl.rehearsal.server import RehearsalServer


@pytest.fixture
def client(server: RehearsalServer) -> Iterator[gspread.Client]:
    class Local(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **rest: Any) -> requests.Response:
            return super().request(method, server.url + urlsplit(endpoint).path, *args, **rest)

    with requests.Session() as session:
        yield gspread.Client(auth=None, session=session, http_client=Local)  # type: ignore[arg-type]


@pytest.fixture
def spreadsheet(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Outcomes")


@pytest.fixture
def sheet(spreadsheet: gspread.Spreadsheet) -> gspread.Worksheet:
    return spreadsheet.sheet1


class TestClient:
    def test_opened_by_key_title_and_url(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        assert client.open_by_key(spreadsheet.id).title == "Outcomes"
        assert client.open("Outcomes").id == spreadsheet.id
        assert client.open_by_url(spreadsheet.url).id == spreadsheet.id
        assert [book.id for book in client.openall()] == [spreadsheet.id]

    def test_what_is_not_there(self, client: gspread.Client) -> None:
        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open_by_key("test")
        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open("nothing of this name")
        with pytest.raises(PermissionError):
            client.open_by_key("1" + "a" * 43)

    def test_copied_with_its_sheets(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        copied = client.copy(spreadsheet.id)
        assert copied.fetch_sheet_metadata()["sheets"] == spreadsheet.fetch_sheet_metadata()["sheets"]

    def test_csv(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        client.import_csv(spreadsheet.id, "a 1,b 1\na 2,b 2")
        assert client.open_by_key(spreadsheet.id).sheet1.get_all_values() == [["a 1", "b 1"], ["a 2", "b 2"]]
        assert client.export(spreadsheet.id, ExportFormat.CSV).decode().split("\r\n") == ["a 1,b 1", "a 2,b 2"]

    def test_deleted(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        client.del_spreadsheet(spreadsheet.id)
        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open_by_key(spreadsheet.id)

    def test_shared(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("a@example.org", perm_type="user", role="writer")
        assert [item["role"] for item in spreadsheet.list_permissions()] == ["owner", "writer"]
        assert spreadsheet.remove_permissions("a@example.org")


class TestSpreadsheet:
    def test_worksheets_come_and_go(self, spreadsheet: gspread.Spreadsheet) -> None:
        added = spreadsheet.add_worksheet("🌵 added", 10, 5)
        assert [sheet.title for sheet in spreadsheet.worksheets()] == ["Sheet1", "🌵 added"]
        assert spreadsheet.worksheet("🌵 added").id == spreadsheet.get_worksheet(1).id == added.id
        spreadsheet.reorder_worksheets(reversed(spreadsheet.worksheets()))
        assert [sheet.title for sheet in spreadsheet.worksheets()] == ["🌵 added", "Sheet1"]
        copied = spreadsheet.duplicate_sheet(added.id, new_sheet_name="again")
        spreadsheet.del_worksheet(added)
        spreadsheet.del_worksheet_by_id(copied.id)
        assert [sheet.title for sheet in spreadsheet] == ["Sheet1"]
        with pytest.raises(gspread.WorksheetNotFound):
            spreadsheet.worksheet("🌵 added")

    def test_title_locale_and_time_zone(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.update_title("🎊 Other #1")
        spreadsheet.update_locale("en_GB")
        spreadsheet.update_timezone("Europe/London")
        properties = spreadsheet.fetch_sheet_metadata()["properties"]
        assert (properties["title"], properties["locale"], properties["timeZone"]) == (
            "🎊 Other #1",
            "en_GB",
            "Europe/London",
        )
        spreadsheet.sheet1.update_acell("A1", "10-12")
        assert spreadsheet.sheet1.get("A1", value_render_option=ValueRenderOption.unformatted) == [
            [(datetime(datetime.now(tz=UTC).year, 12, 10, tzinfo=UTC) - datetime(1899, 12, 30, tzinfo=UTC)).days]
        ]

    def test_times(self, spreadsheet: gspread.Spreadsheet) -> None:
        assert spreadsheet.get_lastUpdateTime().endswith("Z")
        assert spreadsheet.creationTime

    def test_values_of_a_title_without_quotes(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.add_worksheet("🌵 a sheet", 10, 10)
        spreadsheet.values_update(
            "🌵 a sheet!A1", params={"valueInputOption": "RAW"}, body={"values": [["🍇", "🍉"], ["🍐", "🍎"]]}
        )
        assert spreadsheet.values_get("🌵 a sheet")["values"] == [["🍇", "🍉"], ["🍐", "🍎"]]
        ranges = spreadsheet.values_batch_get(["🌵 a sheet!A:A", "🌵 a sheet!B:B"])["valueRanges"]
        assert ranges[0] == {"range": "'🌵 a sheet'!A1:A10", "majorDimension": "ROWS", "values": [["🍇"], ["🍐"]]}

    def test_named_and_protected_ranges(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        reply = sheet.define_named_range("A1:B2", "named")["replies"][0]["addNamedRange"]["namedRange"]
        assert [item["name"] for item in spreadsheet.list_named_ranges()] == ["named"]
        assert len(spreadsheet.named_range("named")) == 4
        sheet.delete_named_range(reply["namedRangeId"])
        assert spreadsheet.list_named_ranges() == []
        sheet.add_protected_range("A1:B2", ["a@example.org"], description="ours")
        listed = spreadsheet.list_protected_ranges(sheet.id)
        assert listed[0]["description"] == "ours"
        sheet.delete_protected_range(listed[0]["protectedRangeId"])
        assert spreadsheet.list_protected_ranges(sheet.id) == []


class TestValues:
    def test_update_and_read(self, sheet: gspread.Worksheet) -> None:
        values = [["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4", 4, "", 0.4]]
        sheet.update(values, "A1")
        assert sheet.get_all_values() == [*values[:3], ["A4", "4", "", "0.4"]]
        assert sheet.get("A1:D4") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", "4", "", "0.4"]]
        assert sheet.row_values(1) == ["A1", "B1", "", "D1"]
        assert sheet.col_values(2) == ["B1", "b2", "", "4"]
        found = sheet.batch_get(["A1:B1", "B4:D4"])
        assert (found[0].range, found[1][0]) == ("Sheet1!A1:B1", ["4", "", "0.4"])
        assert [cell.value for cell in sheet.range("D1:B1")] == ["B1", "", "D1"]
        assert sheet.cell(4, 4).numeric_value == 0.4

    def test_typed_or_raw(self, sheet: gspread.Worksheet) -> None:
        sheet.update_cell(1, 2, "0042")
        assert sheet.cell(1, 2).value == "42"
        sheet.update([["0042"]], "B2")
        assert sheet.acell("B2").value == "0042"
        sheet.update_acell("A1", "= 1 / 1024")
        assert sheet.acell("A1").numeric_value == 1 / 1024
        sheet.update_acell("A1", "2,000,000.01")
        assert sheet.acell("A1").numeric_value == 2000000.01

    def test_records(self, sheet: gspread.Worksheet) -> None:
        rows = [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]]
        sheet.update(rows, "A1", value_input_option=ValueInputOption.user_entered)
        assert sheet.get_all_records() == [{"2": 1.5, "2020-01-01": 0.12, "string": "1999-01-02", "53": ""}]
        assert sheet.get_all_records(value_render_option=ValueRenderOption.unformatted) == [
            {2: 1.5, 43831: 0.12, "string": 36162, 53: ""}
        ]
        assert sheet.get_all_records(value_render_option=ValueRenderOption.formula) == [
            {"=4/2": "=3/2", 43831: 0.12, "string": 36162, 53: ""}
        ]

    def test_many_at_once(self, sheet: gspread.Worksheet) -> None:
        sheet.batch_update([{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "A3", "values": [["c"]]}])
        assert sheet.get() == [["a", "b"], [], ["c"]]
        cells = sheet.range("A1:B3")
        for number, cell in enumerate(cells):
            cell.value = str(number)
        sheet.update_cells(cells)
        assert sheet.get_all_values() == [["0", "1"], ["2", "3"], ["4", "5"]]
        sheet.batch_clear(["A1:B1", "B3"])
        assert sheet.get_all_values() == [["", ""], ["2", "3"], ["4", ""]]
        sheet.clear()
        assert sheet.get_all_values() == [[]]

    def test_appended(self, sheet: gspread.Worksheet) -> None:
        sheet.append_rows([["a", "", "c"], ["d", "", "f"]])
        sheet.append_row(["g", "", "i"], table_range="A1")
        sheet.append_row(["j"])
        assert sheet.get_all_values() == [
            ["a", "", "c"],
            ["d", "", "f"],
            ["g", "", "i"],
            ["", "", "j"],
        ]

    def test_found(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["x", "needle"], ["Needle", "y"]], "B2")
        found = sheet.find("needle")
        assert found is not None and found.address == "C2"
        assert sheet.find("nothing") is None
        assert [cell.address for cell in sheet.findall("needle", case_sensitive=False)] == ["C2", "B3"]


class TestGrid:
    def test_resized(self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet) -> None:
        sheet.add_rows(10)
        sheet.add_cols(2)
        assert (sheet.row_count, sheet.col_count) == (1010, 28)
        sheet.resize(20, 5)
        grid = spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]
        assert grid == {"rowCount": 20, "columnCount": 5}

    def test_frozen(self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet) -> None:
        sheet.freeze(rows=2, cols=1)
        again = spreadsheet.worksheet("Sheet1")
        assert (again.frozen_row_count, again.frozen_col_count) == (2, 1)
        sheet.freeze(0, 0)
        assert "frozenRowCount" not in spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]

    def test_rows_inserted_deleted_and_sorted(self, sheet: gspread.Worksheet) -> None:
        sheet.append_rows([["b", "2"], ["a", "10"], ["c", "1"]])
        sheet.insert_rows([["x", "y"]], 2)
        assert sheet.col_values(1) == ["b", "x", "a", "c"]
        sheet.delete_rows(2)
        sheet.sort((1, "asc"))
        assert sheet.col_values(1) == ["a", "b", "c"]
        sheet.sort((2, "des"), range="A1:B3")
        assert sheet.col_values(2) == ["2", "10", "1"]
        sheet.insert_cols([["n", "m"]], 1)
        sheet.delete_columns(2)
        assert sheet.get_all_values() == [["n", "2"], ["m", "10"], ["", "1"]]
        with pytest.raises(gspread.exceptions.GSpreadException):
            sheet.insert_row(["x"], 1, inherit_from_before=True)

    def test_groups_and_hidden_lines(self, sheet: gspread.Worksheet) -> None:
        sheet.add_dimension_group_columns(0, 2)
        assert sheet.list_dimension_group_columns()[0]["range"]["endIndex"] == 2
        sheet.delete_dimension_group_columns(0, 2)
        assert sheet.list_dimension_group_columns() == []
        sheet.hide_rows(0, 2)
        sheet.unhide_rows(0, 2)

    def test_hidden_worksheets(self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet) -> None:
        with pytest.raises(gspread.exceptions.APIError):
            sheet.hide()
        other = spreadsheet.add_worksheet("other", 2, 2)
        other.hide()
        assert spreadsheet.worksheet("other").isSheetHidden
        assert [found.title for found in spreadsheet.worksheets(exclude_hidden=True)] == ["Sheet1"]
        other.show()
        assert not spreadsheet.worksheet("other").isSheetHidden

    def test_copied_and_cut(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["A1"], ["A2"]], "A1")
        sheet.copy_range("A1:A2", "B1:B2")
        sheet.cut_range("A1:A2", "C1")
        assert sheet.get_all_values() == [["", "A1", "A1"], ["", "A2", "A2"]]


class TestLooks:
    def test_formats_come_back_with_both_colours(
        self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet
    ) -> None:
        look = {
            "backgroundColor": {"green": 1, "blue": 1},
            "horizontalAlignment": "CENTER",
            "textFormat": {"foregroundColor": {"red": 1}, "fontSize": 12, "bold": True},
        }
        sheet.format("A2:B2", look)
        params: Any = {"ranges": ["Sheet1!A2"], "fields": "sheets.data.rowData.values.userEnteredFormat"}
        data = spreadsheet.client.spreadsheets_get(spreadsheet.id, params)
        found = data["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
        assert found.pop("backgroundColorStyle") == {"rgbColor": {"green": 1, "blue": 1}}
        assert found["textFormat"].pop("foregroundColorStyle") == {"rgbColor": {"red": 1}}
        assert found == look

    def test_notes(self, sheet: gspread.Worksheet) -> None:
        assert sheet.get_note("A1") == ""
        sheet.update_note("A1", "read me")
        assert sheet.get_note("A1") == "read me"
        sheet.clear_note("A1")
        assert sheet.get_note("A1") == ""

    def test_tab_colour(self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet) -> None:
        sheet.update_tab_color("#ff0000")
        assert spreadsheet.worksheet("Sheet1").get_tab_color() == "#FF0000"
        sheet.clear_tab_color()
        assert spreadsheet.worksheet("Sheet1").get_tab_color() is None

    def test_merged(self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet) -> None:
        sheet.update([["a", "b", "x"], ["c", "d", "y"]], "A1")
        sheet.merge_cells("A1:B2", merge_type="MERGE_ROWS")
        assert len(spreadsheet.fetch_sheet_metadata()["sheets"][0]["merges"]) == 2
        sheet.merge_cells("A1:B2")
        assert sheet.get_values(combine_merged_cells=True) == [["a", "a", "x"], ["a", "a", "y"]]
        sheet.unmerge_cells("A1:B2")
        assert "merges" not in spreadsheet.fetch_sheet_metadata()["sheets"][0]

    def test_filter_gridlines_widths_and_validation(
        self, sheet: gspread.Worksheet, spreadsheet: gspread.Spreadsheet
    ) -> None:
        sheet.resize(20, 20)
        sheet.set_basic_filter()
        assert spreadsheet.fetch_sheet_metadata()["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 20
        sheet.clear_basic_filter()
        assert "basicFilter" not in spreadsheet.fetch_sheet_metadata()["sheets"][0]
        sheet.hide_gridlines()
        assert spreadsheet.worksheet("Sheet1").is_gridlines_hidden
        sheet.show_gridlines()
        assert not spreadsheet.worksheet("Sheet1").is_gridlines_hidden
        sheet.update_acell("A1", "A" * 1024)
        sheet.columns_auto_resize(0, 1)
        params: Any = {"fields": "sheets.data.columnMetadata"}
        sizes = spreadsheet.fetch_sheet_metadata(params)["sheets"][0]["data"][0]["columnMetadata"]
        assert sizes[0]["pixelSize"] > sizes[1]["pixelSize"] == 100
        sheet.add_validation("A1:A5", ValidationConditionType.one_of_list, ["yes", "no"])
