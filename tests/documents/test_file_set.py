"""Several files replaced together: whatever stops it, all are new or all are old."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tht_xl.documents import file_set
from tht_xl.documents.file_set import LIST, NEW, STAGE, NotReplacedError, replace_together, settle_files

OLD = {"board.html": "old page", "results.csv": "old results"}
NEWER = {"board.html": "new page", "results.csv": "new results", "plan.txt": "new plan"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    replace_together(folder, OLD)
    return folder


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if not path.name.startswith(".")}


def test_all_are_replaced_and_nothing_is_left_behind(folder: Path) -> None:
    hashes = replace_together(folder, NEWER | {"raw.bin": b"\x00\xff"})
    assert {name: (folder / name).read_bytes() for name in NEWER} == {n: t.encode() for n, t in NEWER.items()}
    assert hashes["raw.bin"] == hashlib.sha256(b"\x00\xff").hexdigest()
    assert not (folder / STAGE).exists()


def test_a_file_for_fewer_readers_is_of_the_set_and_in_a_folder_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exempt = folder.parent / "private" / "exempt.html"
    replace_together(folder, OLD, {exempt: "old exempt"})
    if os.name == "posix":
        assert (exempt.stat().st_mode & 0o777, exempt.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    write = file_set.write_whole

    def refuse(path: Path, content: str | bytes, *, is_private: bool = False) -> None:
        assert content != "new exempt" or exempt.parent in path.parents
        if path.name == "exempt.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, content, is_private=is_private)

    monkeypatch.setattr(file_set, "write_whole", refuse)
    with pytest.raises(NotReplacedError):
        replace_together(folder, NEWER, {exempt: "new exempt"})
    assert (files_in(folder), exempt.read_text()) == (OLD, "old exempt")
    assert [path.name for path in exempt.parent.iterdir()] == ["exempt.html"]


@pytest.mark.parametrize("stuck", ["board.html", "results.csv", "plan.txt"])
def test_a_file_that_is_open_elsewhere_leaves_all_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stuck: str
) -> None:
    """On Windows a file that another program has open cannot be replaced."""
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.parent.name == NEW and Path(target).parent == folder and path.name == stuck:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotReplacedError) as refused:
        replace_together(folder, NEWER)
    assert (refused.value.name, refused.value.reason) == (stuck, "The process cannot access the file")
    assert files_in(folder) == OLD
    assert not (folder / STAGE).exists()


@pytest.mark.parametrize("name", NEWER)
def test_a_full_disk_leaves_all_as_they_were(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write = file_set.write_whole

    def refuse(path: Path, content: str | bytes, *, is_private: bool = False) -> None:
        if path.name == name:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, content, is_private=is_private)

    monkeypatch.setattr(file_set, "write_whole", refuse)
    with pytest.raises(NotReplacedError) as refused:
        replace_together(folder, NEWER)
    assert (refused.value.name, refused.value.reason) == (name, "the disk is full")
    assert files_in(folder) == OLD


def test_a_folder_in_the_place_of_a_file_is_not_removed(folder: Path) -> None:
    (folder / "plan.txt").mkdir()
    with pytest.raises(NotReplacedError, match=r"plan\.txt"):
        replace_together(folder, NEWER)
    assert (folder / "plan.txt").is_dir()
    assert (folder / "board.html").read_text() == OLD["board.html"]


CUT_OFF = """
import os, sys
from pathlib import Path
from tht_xl.documents.file_set import replace_together
steps, stop_at, stuck = 0, int(sys.argv[2]), sys.argv[3]
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "open", "shutil.copyfile"}
replace = Path.replace
def refuse(path, target):
    if path.parent.name == "new" and Path(target).parent.name == "results" and path.name == stuck:
        raise PermissionError(13, "open elsewhere")
    return replace(path, target)
Path.replace = refuse
def count(event, arguments):
    global steps
    if event in EVENTS:
        steps += 1
        if steps == stop_at:
            os._exit(9)
sys.addaudithook(count)
folder = Path(sys.argv[1])
new = {"board.html": "new page", "results.csv": "new results", "plan.txt": "new plan"}
replace_together(folder, new, {folder.parent / "private" / "exempt.html": "new exempt"})
"""
"""The same set, in a process that stops dead before its nth operation on files."""


@pytest.mark.slow
@pytest.mark.parametrize("stuck", ["", "plan.txt"])
def test_a_crash_at_any_step_is_settled_by_the_next_run(tmp_path: Path, stuck: str) -> None:
    """Whether it went on or was going back when it was cut off, no mixture is left."""
    outcomes, code = set(), None
    for step in range(1, 200):
        folder = tmp_path / str(step) / "results"
        exempt = folder.parent / "private" / "exempt.html"
        replace_together(folder, OLD, {exempt: "old exempt"})
        command = [sys.executable, "-c", CUT_OFF, str(folder), str(step), stuck]
        ended = subprocess.run(
            command, check=False, capture_output=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        )
        settled = settle_files(folder)
        left = files_in(folder)
        assert left in (OLD, NEWER), step
        assert exempt.read_text() == ("old exempt" if left == OLD else "new exempt"), step
        # Only the crashed process was kept from the file: settling after it may go on to the end.
        assert settled in ("completed", "undone", "")
        assert not (folder / STAGE).exists()
        assert settle_files(folder) == ""
        outcomes.add((settled, left == NEWER))
        code = ended.returncode
        if code != 9:
            break
        shutil.rmtree(folder)
    assert ("undone", False) in outcomes
    assert ("completed", True) in outcomes
    assert code == (1 if stuck else 0)


def test_a_set_that_was_cut_off_is_settled_before_the_next_is_written(folder: Path) -> None:
    (folder / STAGE / NEW).mkdir(parents=True)
    (folder / STAGE / "old").mkdir()
    (folder / STAGE / NEW / "plan.txt").write_text("staged plan")
    (folder / STAGE / LIST).write_text('{"plan.txt": false}')
    replace_together(folder, {"board.html": "third page"})
    assert files_in(folder) == OLD | {"board.html": "third page", "plan.txt": "staged plan"}


def test_another_run_that_writes_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_set, "PATIENCE", 0)
    with file_set._alone(folder), pytest.raises(NotReplacedError) as refused:
        replace_together(folder, NEWER)
    assert refused.value.reason == "another run is writing there"
