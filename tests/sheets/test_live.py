"""What no emulator can prove: `pytest -m live` with THT_LIVE_KEY and THT_LIVE_SPREADSHEET (a real, empty sheet)."""

import json
import os
import uuid
from collections.abc import Iterator

import pytest
from tests.sheets.observed import OBSERVATIONS

from tht_xl.rehearsal.spreadsheet.switches import Switches
from tht_xl.sheets import spreadsheet
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.connection.refusal import RejectedRequestError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell, Column
from tht_xl.sheets.write.batch import blank_all, copy, take_generation, write
from tht_xl.sheets.write.blocks import Rectangle
from tht_xl.sheets.write.encoding import encoded

KEY, SPREADSHEET = os.environ.get("THT_LIVE_KEY", ""), os.environ.get("THT_LIVE_SPREADSHEET", "")
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not (KEY and SPREADSHEET), reason="needs THT_LIVE_KEY and THT_LIVE_SPREADSHEET"),
]

TEXTS = ["007", "10-14", '=HYPERLINK("http://x","y")', "=1+1", "TRUE", "1e5", "'x", " a "]
NUMBERS = [0.1 + 0.2, 1 / 3, 1e-9, 123456789012345.0, -0.5]


@pytest.fixture
def http() -> Iterator[SheetsHTTPClient]:
    client = connect(KEY)
    yield client
    client.close()


@pytest.fixture
def sheet(http: SheetsHTTPClient) -> SharedSheet:
    shared = SharedSheet(http, SPREADSHEET, "Live", [Column("Key"), Column("Value")])
    shared.prepare()
    return shared


def test_a_metadata_id_cannot_be_created_twice(http: SheetsHTTPClient) -> None:
    request = take_generation(uuid.uuid4().hex, 1)
    http.batch_update(SPREADSHEET, {"requests": [request]})
    with pytest.raises(RejectedRequestError):
        http.batch_update(SPREADSHEET, {"requests": [request]})


def test_requests_happen_in_order_and_text_stays_text(http: SheetsHTTPClient, sheet: SharedSheet) -> None:
    stage = sheet._sheet.overview().sheet_ids["_tht_stage"]
    column = [[text] for text in TEXTS]
    body = {
        "requests": [
            blank_all(stage),
            write(stage, 0, 0, column),
            copy(stage, Rectangle(0, 0, len(TEXTS), 1), stage, (0, 1)),
            copy(stage, Rectangle(0, 0, len(TEXTS), 1), stage, (0, 2), "PASTE_VALUES"),
            write(stage, 0, 0, [["after"] for _ in TEXTS]),
        ]
    }
    http.batch_update(SPREADSHEET, json.loads(encoded(body)))
    reply = http.fetch_sheet_metadata(
        SPREADSHEET, {"ranges": ["_tht_stage"], "fields": "sheets.data.rowData.values.userEnteredValue"}
    )
    rows = [[v["userEnteredValue"] for v in row["values"]] for row in reply["sheets"][0]["data"][0]["rowData"]]
    assert rows == [[{"stringValue": "after"}, {"stringValue": t}, {"stringValue": t}] for t in TEXTS]


def test_what_was_written_is_read_back(sheet: SharedSheet) -> None:
    run = uuid.uuid4().hex
    rows: list[dict[str, Cell]] = [{"Key": f"{run} {i}", "Value": value} for i, value in enumerate([*TEXTS, *NUMBERS])]
    assert sheet.apply(rows).calls == 2
    again = sheet.apply(rows)
    assert (again.calls, again.plan.kept, again.plan.conflicts) == (1, (), ())


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_google_does_what_the_rehearsal_server_does_unless_told(
    http: SheetsHTTPClient, sheet: SharedSheet, name: str
) -> None:
    """Where this fails, set the default of that switch to what Google does: the sync loses nothing under either."""
    stage = sheet._sheet.overview().sheet_ids["_tht_stage"]
    assert OBSERVATIONS[name](http, SPREADSHEET, stage) is getattr(Switches(), name)


def test_what_repeats_is_filled_in_and_sorted_back(sheet: SharedSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_BODY_SIZE", 20_000)
    run = uuid.uuid4().hex
    rows = [{"Key": f"{run} {i}", "Value": f"one of three texts of some length: {i * 7 % 3}"} for i in range(1_000)]
    sheet.apply(rows)
    assert sheet.apply(rows).calls == 1
