"""The formulas of `Exceptions` worked out by Google: `pytest -m live`, as tests/sheets/test_live.py says."""

import json
import os
from collections.abc import Iterator, Sequence

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.month.shared_sheet.headings import ATTENTION, KEY, WHICH
from tht_xl.month.shared_sheet.layout import sheet_layout
from tht_xl.month.shared_sheet.rows import sheet_columns
from tht_xl.month.shared_sheet.tabs.exceptions import exceptions_formulas, exceptions_headings
from tht_xl.month.shared_sheet.tabs.history import HISTORY, PERIOD_ENDS, history_columns
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.table import Cell
from tht_xl.sheets.write.batch import write
from tht_xl.sheets.write.encoding import encoded

LIVE_KEY, SPREADSHEET = os.environ.get("THT_LIVE_KEY", ""), os.environ.get("THT_LIVE_SPREADSHEET", "")
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not (LIVE_KEY and SPREADSHEET), reason="needs THT_LIVE_KEY and THT_LIVE_SPREADSHEET"),
]

FRAMEWORK, PEOPLE, FIRST = load_framework("tht"), ("Narrative", "Action"), "Live month"
HEADER = tuple(sheet_layout(sheet_columns(FRAMEWORK), PEOPLE).headings)
PAST = history_columns(FRAMEWORK)
IDS = {FIRST: 770_001, HISTORY: 770_002, "Live exceptions": 770_003}


def table(header: Sequence[str], *rows: dict[str, Cell]) -> list[list[Cell]]:
    return [list(header), *([row.get(heading) for heading in header] for row in rows)]


@pytest.fixture
def http() -> Iterator[SheetsHTTPClient]:
    client = connect(LIVE_KEY)
    yield client
    client.batch_update(SPREADSHEET, {"requests": [{"deleteSheet": {"sheetId": each}} for each in IDS.values()]})
    client.close()


def test_google_fills_the_rows_and_draws_the_lines(http: SheetsHTTPClient) -> None:
    month = table(
        HEADER,
        {KEY: "b|x|2", "Domain": "Lives", "Indicator": "Zoster", ATTENTION: "Red", WHICH: "Latest"},
        {KEY: "a|x|2", "Domain": "Lives", "Indicator": "Anxiety", ATTENTION: "Late", WHICH: "Latest"},
        {KEY: "a|x|1", "Domain": "Lives", "Indicator": "Anxiety", ATTENTION: "Late", WHICH: "Earlier"},
    )
    past = table(
        PAST,
        {KEY: "a|x|2", PERIOD_ENDS: "2023-03-31", "Value": 3.0},
        {KEY: "a|x|1", PERIOD_ENDS: "2022-03-31", "Value": 2.0},
        {KEY: "a|x|0", PERIOD_ENDS: "2021-03-31", "Value": "[c]"},
    )
    formulas = exceptions_formulas(HEADER, PEOPLE, FIRST, PAST)
    shown = exceptions_headings(HEADER, PEOPLE, has_history=True)
    size = {"rowCount": 50, "columnCount": 60}
    made = [
        {"addSheet": {"properties": {"sheetId": number, "title": title, "gridProperties": size}}}
        for title, number in IDS.items()
    ]
    cells = [(FIRST, month), (HISTORY, past), ("Live exceptions", [list(shown), list(formulas)])]
    body = {"requests": [*made, *(write(IDS[title], 0, 0, rows) for title, rows in cells)]}
    http.batch_update(SPREADSHEET, json.loads(encoded(body)))
    answer = http.fetch_sheet_metadata(
        SPREADSHEET, {"ranges": ["Live exceptions!A2:O4"], "fields": "sheets.data.rowData.values.effectiveValue"}
    )
    read = answer["sheets"][0]["data"][0]["rowData"]
    rows = [[cell.get("effectiveValue", {}) for cell in row.get("values", [])] for row in read]
    assert not [cell for row in rows for cell in row if "errorValue" in cell]
    names = [row[shown.index("Indicator")].get("stringValue") for row in rows if len(row) > 2]
    assert names[:2] == ["Anxiety", "Zoster"]
