"""Workbooks side by side: the same answers in the same order, and one that ends its worker spoils itself alone."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.model.definition import Framework
from tht_xl.workbook.many import jobs, pool
from tht_xl.workbook.many.jobs import check_files, jobs_for
from tht_xl.workbook.many.task import HowToCheck
from tht_xl.workbook.qa_log import qa_log

Write = Callable[..., Path]

UNRULY = """
import os, sys, time
from tht_xl.workbook.many import worker

checked = worker.check_file

def check_file(path, how, waivers):
    if path.stem == "dies":
        os._exit(7)
    if path.stem == "hangs":
        time.sleep(600)
    if path.stem == "grows":
        len(bytearray(3_000_000_000))
    if path.stem == "fails":
        raise ZeroDivisionError("a mistake of ours")
    print("what a library prints is not an answer")
    return checked(path, how, waivers)

worker.check_file = check_file
worker.serve(int(sys.argv[1]))
"""


@pytest.fixture
def unruly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that misbehaves for workbooks of certain names."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "unruly_worker.py").write_text(UNRULY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(pool, "MODULE", "unruly_worker")


def named(path: Path, *stems: str) -> list[Path]:
    folder = path.parent / "the returns of März"
    folder.mkdir(exist_ok=True)
    return [Path(shutil.copy(path, folder / f"{stem}.xlsx")) for stem in stems]


@pytest.mark.slow
def test_answers_are_those_of_one_process_in_the_order_of_the_files(write_return: Write, framework: Framework) -> None:
    files = [*named(write_return({"E5": 0}), "a", "b"), *named(write_return(), "c")]
    files[1].write_bytes(b"%PDF")
    how, heard = HowToCheck(framework), list[int]()

    side_by_side = check_files(files, how, jobs=2, notify=heard.append)

    assert side_by_side == check_files(files, how, jobs=0)
    assert [[f.code for f in each.report] for each in side_by_side] == [["R203"], ["R102"], []]
    assert [qa_log(each.report) for each in side_by_side] == [
        qa_log(each.report) for each in check_files(files, how, jobs=0)
    ]
    assert heard == [1, 2, 3]


@pytest.mark.slow
@pytest.mark.usefixtures("unruly")
def test_a_worker_that_ends_spoils_its_own_workbook(write_return: Write, framework: Framework) -> None:
    files = named(write_return({"E5": 0}), "a", "dies", "fails", "b", "hangs", "c")

    done = check_files(files, HowToCheck(framework), jobs=1, seconds=8)

    said = {path.stem: [(f.code, f.given) for f in each.report] for path, each in zip(files, done, strict=True)}
    right = [("R203", "denominator is 0")]
    assert said == {
        "a": right, "b": right, "c": right,
        "dies": [("R125", "the process that checked it ended (code 7)")],
        "fails": [("R125", "the check failed (ZeroDivisionError)")],
        "hangs": [("R125", "the check took more than 8 seconds")],
    }  # fmt: skip
    assert done[1].report.is_held_back


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone holds to a limit on memory")
@pytest.mark.usefixtures("unruly")
def test_a_workbook_that_needs_too_much_memory(write_return: Write, framework: Framework) -> None:
    grown, right = check_files(
        named(write_return(), "grows", "a"), HowToCheck(framework), jobs=1, max_memory=1_500_000_000
    )

    assert [(f.code, f.given) for f in grown.report] == [("R125", "it needs more memory than a workbook may")]
    assert not right.report.findings


@pytest.mark.slow
def test_what_is_asked_for_wrongly_is_refused_as_in_one_process(write_return: Write, framework: Framework) -> None:
    for number in (0, 1):
        with pytest.raises(UnknownNameError, match="unknown template 'of-essex'"):
            check_files([write_return()], HowToCheck(framework, template="of-essex"), jobs=number)


@pytest.mark.slow
def test_a_module_beside_the_workbooks_is_never_imported(
    write_return: Write, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = named(write_return(), "a")
    (path.parent / "numpy.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    (done,) = check_files([path], HowToCheck(framework), jobs=1)
    assert not done.report.findings


def test_small_files_are_not_worth_a_process(
    write_return: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.os, "cpu_count", lambda: 8)
    path = write_return()
    assert jobs_for([path] * 5) == 0
    assert jobs_for([path] * 400) == 8
    assert jobs_for([tmp_path / "none.xlsx", tmp_path]) == 0
    monkeypatch.setattr(jobs, "SECONDS_A_BYTE", 0.01)
    assert jobs_for([path]) == 1, "a large one alone is checked within limits"
