"""A shared sheet on the rehearsal server, and a colleague who has it open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import requests

from tht_xl.documents.addresses import cell_name
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.faults import Fault
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell, Column

DATA = "Data"
HEADERS = ("Key", "Age", "Count", "Value", "Status")


@dataclass
class World:
    """The server, the spreadsheet, a colleague, the synchronisation under test, and the requests answered."""

    server: RehearsalServer
    id: str
    person: Person
    http: SheetsHTTPClient
    sheet: SharedSheet
    new_http: Callable[[], SheetsHTTPClient]
    answered: list[str]

    def shared(
        self, headers: tuple[str, ...] = HEADERS, *, spreadsheet_id: str = "", worksheet: str = DATA
    ) -> SharedSheet:
        """Another machine's synchronisation, of the same sheet or another."""
        return SharedSheet(self.new_http(), spreadsheet_id or self.id, worksheet, [Column(name) for name in headers])

    def rows(self, count: int = 20, changed: tuple[int, ...] = ()) -> list[dict[str, Cell]]:
        """Our rows; those changed have one added to their value."""
        return [
            {"Key": f"k{i:03d}", "Age": "10-14", "Count": i, "Value": i / 7 + (i in changed), "Status": "007"}
            for i in range(count)
        ]

    def cells(self, title: str = DATA) -> list[list[Cell]]:
        """What was entered in a worksheet, formulas as their text."""
        return self.person.values(title, render="FORMULA")

    def table(self) -> dict[str, dict[str, Cell]]:
        """What people see, by key and header; "" where blank. Fails if a key comes twice."""
        cells = self.cells()
        header, table = cells[0], dict[str, dict[str, Cell]]()
        for row in cells[1:]:
            row = row + [""] * (len(header) - len(row))
            key = str(row[header.index("Key")])
            assert key not in table or not key.startswith("k"), f"{key} twice"
            table[key] = {str(name): value for name, value in zip(header, row, strict=False) if name != ""}
        table.pop("", None)
        return table

    def place(self, key: str, header: str) -> str:
        """The address of a cell."""
        cells = self.cells()
        column = cells[0].index("Key")
        row = next(i for i, r in enumerate(cells) if len(r) > column and r[column] == key)
        return cell_name(row + 1, cells[0].index(header))

    def type(self, key: str, header: str, text: str) -> None:
        """The colleague types into a cell."""
        self.person.type(DATA, self.place(key, header), text)

    def meanwhile(self, action: Callable[[], object], *, times: int = 1, skip: int = 0) -> None:
        """Between our read and our write."""
        self.server.faults.add(Fault(match=":batchUpdate", method="POST", action=action, times=times, skip=skip))


@pytest.fixture
def world() -> Iterator[World]:
    sessions: list[requests.Session] = []
    answered: list[str] = []

    def note(response: requests.Response, **_: object) -> None:
        answered.append(str(response.request.method))

    with RehearsalServer() as server:

        def new_http() -> SheetsHTTPClient:
            session = requests.Session()
            session.trust_env = False
            session.hooks["response"].append(note)
            sessions.append(session)
            return SheetsHTTPClient(session=session, base_url=server.url, timeout=(10.0, 30.0), sleep=lambda _: None)

        http = new_http()
        spreadsheet_id = server.create("Outcomes")
        sheet = SharedSheet(http, spreadsheet_id, DATA, [Column(name) for name in HEADERS])
        sheet.prepare()
        yield World(server, spreadsheet_id, server.spreadsheet(spreadsheet_id), http, sheet, new_http, answered)
        for session in sessions:
            session.close()
