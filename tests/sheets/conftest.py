"""A shared sheet on the rehearsal server, and a colleague who has it open."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import requests

from tht_xl.documents.addresses import cell_name
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.rehearsal.spreadsheet.switches import Switches
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.ledger import WHOLE_ROW, EarlierWrite, Fate, PlannedWrite
from tht_xl.sheets.plan.plan import Conflict
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.state import StoreMark
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
        self,
        headers: tuple[str, ...] = HEADERS,
        *,
        spreadsheet_id: str = "",
        worksheet: str = DATA,
        writer: Writer | None = None,
    ) -> SharedSheet:
        """Another machine's synchronisation, of the same sheet or another."""
        columns = [Column(name) for name in headers]
        return SharedSheet(self.new_http(), spreadsheet_id or self.id, worksheet, columns, writer)

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
        self.server.faults.add(
            InjectedFault(match=":batchUpdate", method="POST", when="meanwhile", action=action, times=times, skip=skip)
        )


@pytest.fixture
def world() -> Iterator[World]:
    with new_world(Switches()) as made:
        yield made


@contextmanager
def new_world(switches: Switches) -> Iterator[World]:
    """A sheet on a server that behaves as these switches say."""
    sessions: list[requests.Session] = []
    answered: list[str] = []

    def note(response: requests.Response, **_: object) -> None:
        answered.append(str(response.request.method))

    with RehearsalServer(switches=switches) as server:

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


class MemoryLedger:
    """A store that is kept in memory: what the synchronisation told it, and what it knows by that.

    Attributes:
        heard: Every call that changes something, in order: its name, and the write's name.
        at: Called before each of them is kept, with its name; a test raises here to end the run.
    """

    def __init__(self, store_id: str = "store-a") -> None:
        self.store_id = store_id
        self.writes: dict[str, PlannedWrite] = {}
        self.fates: dict[str, Fate | None] = {}
        self.reported: set[str] = set()
        self.heard: list[tuple[str, str]] = []
        self.retries: list[tuple[str, str]] = []
        self.conflicts: list[Conflict] = []
        self.taken_over: list[StoreMark] = []
        self.at: Callable[[str], None] = lambda _: None

    @property
    def sequence(self) -> int:
        return len(self.writes)

    def knows(self, run: str) -> bool:
        return run in self.writes

    def open_writes(self) -> list[PlannedWrite]:
        return [write for run, write in self.writes.items() if self.fates[run] is None]

    def intend(self, write: PlannedWrite) -> int:
        self.at("before intent")
        self.writes[write.run], self.fates[write.run] = write, None
        self.heard.append(("intend", write.run))
        self.at("after intent")
        return self.sequence

    def settle(self, run: str, fate: Fate) -> None:
        self.at("before confirm")
        assert run in self.writes, "settled without having been planned"
        self.fates[run] = self.fates[run] or fate
        self.heard.append((fate, run))
        self.at("after confirm")

    def note_retry(self, run: str, what: str) -> None:
        self.retries.append((run, what))

    def note_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts += conflicts

    def note_take_over(self, former: StoreMark) -> None:
        self.taken_over.append(former)

    def earlier_writes(self) -> list[EarlierWrite]:
        """Every confirmed write that no run has reported; `ends` says that a run has."""
        found: list[EarlierWrite] = []
        for run, write in self.writes.items():
            if self.fates[run] == "confirmed" and run not in self.reported:
                rows = sum(cell.column == WHOLE_ROW for cell in write.cells)
                cells = len(write.cells) - rows if write.kind == "plan" else 0
                found.append(EarlierWrite(rows, cells, write.repaired))
        return found

    def note_reported(self) -> None:
        """A run has come to its end and has told everything."""
        self.reported |= {run for run, fate in self.fates.items() if fate == "confirmed"}


@pytest.fixture
def new_ledger() -> Callable[..., MemoryLedger]:
    """Make a store's ledger, kept in memory."""
    return MemoryLedger
