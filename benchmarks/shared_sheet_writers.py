"""Three ways to bring rows into a shared sheet, each of which can be run in a process of its own and measured.

`python benchmarks/shared_sheet_writers.py WRITER URL SPREADSHEET ROWS CHANGED` prints what it took as JSON.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any

import requests
from first_load_rows import COLUMNS, HEADERS, first_load_rows

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.table import Row

TITLE = "Indicators"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: requests, the largest and all bodies, answers [bytes], and the most memory at one time [MB].

    `refused` is what Google says, as the rehearsal server does, to a body of more than 10 MB.
    """

    calls: int
    largest: int
    sent: int
    received: int
    peak: float
    refused: str = ""


def client(url: str, note: Callable[[requests.Response], object]) -> SheetsHTTPClient:
    """A client of the rehearsal server, whose every answer is noted."""
    session = requests.Session()
    session.trust_env = False
    session.hooks["response"].append(lambda response, **_: note(response))
    return SheetsHTTPClient(session=session, base_url=url)


def synchronise(http: SheetsHTTPClient, spreadsheet_id: str, rows: Iterable[Row]) -> None:
    """As we do, on a sheet that is prepared."""
    from tht_xl.sheets.sync import SharedSheet

    SharedSheet(http, spreadsheet_id, TITLE, COLUMNS).apply(rows)


def prepare_and_synchronise(http: SheetsHTTPClient, spreadsheet_id: str, rows: Iterable[Row]) -> None:
    """As we do, on a blank spreadsheet."""
    from tht_xl.sheets.sync import SharedSheet

    sheet = SharedSheet(http, spreadsheet_id, TITLE, COLUMNS)
    sheet.prepare()
    sheet.apply(rows)


def write_dataframe(http: SheetsHTTPClient, spreadsheet_id: str, rows: Iterable[Row]) -> None:
    """As the documentation of gspread-dataframe says."""
    import pandas as pd

    gspread_dataframe: Any = import_module("gspread_dataframe")
    frame = pd.DataFrame([[*row.values()] for row in rows], columns=list(HEADERS))
    gspread_dataframe.set_with_dataframe(_worksheet(http, spreadsheet_id), frame, allow_formulas=False)


def clear_and_rewrite(http: SheetsHTTPClient, spreadsheet_id: str, rows: Iterable[Row]) -> None:
    """As most scripts do."""
    worksheet = _worksheet(http, spreadsheet_id)
    cells = [list(HEADERS), *([*row.values()] for row in rows)]
    worksheet.clear()
    if worksheet.row_count < len(cells):
        worksheet.resize(rows=len(cells))
    worksheet.update(cells, raw=True)


def _worksheet(http: SheetsHTTPClient, spreadsheet_id: str) -> Any:  # noqa: ANN401 - gspread's own
    import gspread

    client: Any = gspread.Client(None, http_client=lambda *_: http)  # pyright: ignore
    spreadsheet = client.open_by_key(spreadsheet_id)
    try:
        return spreadsheet.worksheet(TITLE)
    except gspread.WorksheetNotFound:
        return spreadsheet.add_worksheet(TITLE, 1000, 26)


WRITERS: dict[str, Callable[[SheetsHTTPClient, str, Iterable[Row]], None]] = {
    "tht_xl": synchronise,
    "tht_xl, blank": prepare_and_synchronise,
    "gspread-dataframe": write_dataframe,
    "clear and rewrite": clear_and_rewrite,
}


def rows_of(count: int, changed: int) -> Iterator[Row]:
    """The rows; one in so many has another value, none for 0."""
    for i, row in enumerate(first_load_rows(count)):
        yield {**row, "Value": float(i)} if changed and i % changed == 0 else row


def main(writer: str, url: str, spreadsheet_id: str, count: str, changed: str) -> None:
    """Run one of them, and print what it took."""
    sent: list[int] = []
    received: list[int] = []

    def note(response: requests.Response) -> None:
        sent.append(int(response.request.headers.get("Content-Length", 0)))
        received.append(len(response.content))

    http = client(url, note)
    refused = ""
    try:
        WRITERS[writer](http, spreadsheet_id, rows_of(int(count), int(changed)))
    except SheetError as error:
        refused = error.message
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(Cost(http.calls, max(sent), sum(sent), sum(received), peak, refused))))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
