"""100,000 rows of 12 columns in the shared sheet, by three writers: calls, bytes, memory, and what people lose.

`pytest benchmarks/test_first_load.py -n 0 -q -s` prints the tables of docs/performance.md. The server runs in a process
of its own, and so does each writer: its peak is that of the process, Python and its packages included. It takes five
minutes. gspread-dataframe is measured where it is installed (4.0.0).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from first_load_rows import COLUMNS, JSON_SIZE, first_load_rows, json_size
from shared_sheet_writers import TITLE, WRITERS, Cost, client

from tht_xl.documents.addresses import cell_name
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Row

COUNT = 100_000
FEWER = 40_000
"""The most rows that the other writers can bring into a sheet: they send all cells in one request."""

MAX_CALLS, MAX_BODY, MAX_PEAK = 12, 2_000_000, 400
"""Promised for 100,000 rows: calls, bytes of each, and MB of memory."""

OTHERS = ["clear and rewrite"] + ["gspread-dataframe"] * bool(find_spec("gspread_dataframe"))
RUNS = {"first load": 0, "nothing changed": 0, "1% of the rows changed": 100}

_SERVER = """
import sys
from tht_xl.rehearsal.server import RehearsalServer
with RehearsalServer() as server:
    print(server.url, server.create("Outcomes"), flush=True)
    sys.stdin.read()
"""


@contextmanager
def server_process() -> Iterator[tuple[str, str]]:
    """A rehearsal server in a process of its own: its address, and the id of a blank spreadsheet."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdin=-1, stdout=-1, text=True) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        url, spreadsheet_id = process.stdout.readline().split()
        yield url, spreadsheet_id
        process.stdin.close()


def cost(writer: str, url: str, spreadsheet_id: str, count: int, changed: int) -> Cost:
    program = Path(__file__).with_name("shared_sheet_writers.py")
    command = [sys.executable, str(program), writer, url, spreadsheet_id, str(count), str(changed)]
    made = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return Cost(**json.loads(made.stdout))


def costs(writer: str, count: int) -> dict[str, Cost]:
    """What a first load takes, and two runs after it."""
    found: dict[str, Cost] = {}
    with server_process() as (url, spreadsheet_id):
        for what, changed in RUNS.items():
            way = "tht_xl, blank" if (writer, what) == ("tht_xl", "first load") else writer
            found[what] = made = cost(way, url, spreadsheet_id, count, changed)
            sizes = f"{made.largest / 1e6:.2f} MB | {made.sent / 1e6:.1f} MB | {made.received / 1e6:.1f} MB"
            line = f"| {count:,} | {what} | {writer} | {made.calls} | {sizes} | {made.peak:.0f} MB | {made.refused}"
            print(f"\n{line}", end="")  # noqa: T201
    return found


def test_the_fixture_is_as_large_as_stated() -> None:
    assert json_size(COUNT) == JSON_SIZE


def test_a_hundred_thousand_rows_keep_their_promises() -> None:
    made = costs("tht_xl", COUNT)
    assert [cost.refused for cost in made.values()] == ["", "", ""]
    assert max(cost.largest for cost in made.values()) < MAX_BODY
    assert max(cost.peak for cost in made.values()) < MAX_PEAK
    calls = [cost.calls for cost in made.values()]
    assert calls[0] <= MAX_CALLS
    assert calls[1:] == [1, 2]


@pytest.mark.parametrize("writer", OTHERS)
def test_a_hundred_thousand_rows_are_too_many_for_one_request(writer: str) -> None:
    with server_process() as (url, spreadsheet_id):
        assert "payload size exceeds the limit" in cost(writer, url, spreadsheet_id, COUNT, 0).refused


@pytest.mark.parametrize("writer", ["tht_xl", *OTHERS])
def test_beside_other_writers(writer: str) -> None:
    assert [cost.refused for cost in costs(writer, FEWER).values()] == ["", "", ""]


Typed = tuple[str, str, str | float]
"""The key of a row, a heading, and what a person typed there."""


def table(person: Person) -> dict[tuple[str, str], object]:
    """What people see, by key and heading."""
    rows = person.values(TITLE, render="UNFORMATTED_VALUE")
    keys = rows[0].index("Key") if "Key" in rows[0] else 0
    return {
        (str(row[keys]), str(heading)): cell
        for row in rows[1:]
        if len(row) > keys
        for heading, cell in zip(rows[0], row, strict=False)
    }


def types(person: Person, key: str, heading: str, text: str | float) -> Typed:
    rows = person.values(TITLE, render="UNFORMATTED_VALUE")
    row = next(i for i, cells in enumerate(rows) if key in cells)
    person.write(TITLE, cell_name(row + 1, rows[0].index(heading)), [[text]])
    return key, heading, text


def a_working_day(writer: str) -> tuple[int, int]:
    """People write, sort and correct, before a run and while it writes: cells typed, and cells not found again."""
    rows = [*first_load_rows(40)]
    keys = [str(row["Key"]) for row in rows]
    with RehearsalServer() as server:
        http = client(server.url, lambda _: None)
        spreadsheet_id = server.create("Outcomes")
        person = server.spreadsheet(spreadsheet_id)
        sheet = SharedSheet(http, spreadsheet_id, TITLE, COLUMNS)
        sheet.prepare()
        sheet.apply(rows)
        person.write(TITLE, "M1", [["Narrative"]])
        typed = [types(person, key, "Narrative", f"We looked into {key}.") for key in keys[::8]]
        typed += [types(person, keys[3], "Value", 99.5), types(person, keys[4], "Note", "see minutes")]
        person.sort(TITLE, 6, descending=True)

        def meanwhile() -> None:
            typed.append(types(person, keys[5], "Narrative", "Typed while it was written."))
            typed.append(types(person, keys[6], "Value", 42.25))

        write = "" if writer != "tht_xl" else ":batchUpdate"
        method = "PUT" if writer == "gspread-dataframe" else "POST"
        server.faults.add(InjectedFault(match=write, method=method, action=meanwhile))
        later: list[Row] = [{**row, "Value": 1.0} if i in (6, 9) else row for i, row in enumerate(rows)]
        WRITERS[writer](http, spreadsheet_id, later)
        found = table(person)
        http.close()
    return len(typed), sum(found.get((key, heading)) != text for key, heading, text in typed)


def test_nobody_loses_a_cell() -> None:
    lost: dict[str, tuple[int, int]] = {writer: a_working_day(writer) for writer in ("tht_xl", *OTHERS)}
    print("".join(f"\n| {writer} | {typed} | {gone} |" for writer, (typed, gone) in lost.items()))  # noqa: T201
    assert lost["tht_xl"][1] == 0
    assert lost["clear and rewrite"][1] > 0
