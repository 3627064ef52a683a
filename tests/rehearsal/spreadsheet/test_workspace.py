"""Threads and processes that share the spreadsheets."""

import subprocess
import sys
from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

TYPING = """
import sys
from pathlib import Path
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

path, book, column = sys.argv[1:]
person = Person(Workspace(Path(path)), book)
for row in range(1, 21):
    person.type("Sheet1", f"{column}{row}", f"{column}{row}")
"""


def test_what_another_process_wrote_is_seen_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    ours = Workspace(path)
    book = ours.titled("Outcomes").id
    theirs = Workspace(path)
    Person(theirs, book).type("Sheet1", "A1", "theirs")
    Person(ours, book).type("Sheet1", "B1", "ours")
    assert Person(theirs, book).values("Sheet1") == Person(ours, book).values("Sheet1") == [["theirs", "ours"]]
    assert theirs.titled("Outcomes").id == book
    assert ours.titled("New").id == theirs.titled("New").id


def test_processes_that_type_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    book = Workspace(path).titled("Outcomes").id
    running = [subprocess.Popen([sys.executable, "-c", TYPING, str(path), book, column]) for column in "ABC"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    shown = Person(Workspace(path), book).values("Sheet1")
    assert shown == [[f"{column}{row}" for column in "ABC"] for row in range(1, 21)]


def test_a_store_damaged_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    workspace = Workspace(path)
    book = workspace.titled("Outcomes").id
    path.write_text("damaged")
    with pytest.raises(ConfigError, match="cannot be read"):
        Person(workspace, book).type("Sheet1", "A1", "x")
    assert path.read_text() == "damaged"


def test_a_store_deleted_meanwhile_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    workspace = Workspace(path)
    person = Person(workspace, workspace.titled("Outcomes").id)
    path.unlink()
    person.type("Sheet1", "A1", "x")
    assert Person(Workspace(path), person.id).values("Sheet1") == [["x"]]


def test_an_error_in_a_change_undoes_it() -> None:
    workspace = Workspace()
    book = workspace.titled("Outcomes")
    with pytest.raises(RuntimeError), workspace.changing(book.id) as draft:
        draft.properties["title"] = "Other"
        draft.edit(0).title = "Renamed"
        raise RuntimeError
    assert workspace.get(book.id) is book
    assert (book.title, book.sheets[0].title) == ("Outcomes", "Sheet1")


def test_removed() -> None:
    workspace = Workspace()
    book = workspace.titled("Outcomes").id
    workspace.remove(book)
    with pytest.raises(ApiError, match="not found"):
        workspace.get(book)
