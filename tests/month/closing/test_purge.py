"""What was frozen is redacted, and what is too old is taken; a record of it stays."""

import sqlite3
import zlib

import pytest
from closing_month import ROLE, ClosingMonth
from colleague import Colleague
from returned import GOOD

from tht_xl.cli.main import code
from tht_xl.month.configuration.load import load_config

pytestmark = pytest.mark.slow

WHO = ("--role", "records manager", "--reason", "a name was in it")
CORRECTED = [GOOD[0], (*GOOD[1][:3], 960, 3280), *GOOD[2:]]


@pytest.fixture
def closed(month: ClosingMonth) -> ClosingMonth:
    month.does("run")
    month.does("close", *ROLE)
    return month


def test_a_plan_changes_nothing(closed: ClosingMonth) -> None:
    before = closed.store.read_bytes()
    said = closed.does("purge", "2026-11", "--file", "board.html")
    assert "closed months: 1 record of 2026-11, board.html" in said
    assert "Nothing was purged" in said
    assert "version history of the shared sheet" in said
    assert closed.store.read_bytes() == before


def test_a_frozen_file_is_redacted_with_a_record(closed: ClosingMonth) -> None:
    page = closed.page
    frozen = {f["name"]: f["sha256"] for f in closed.data("show")["files"]}
    assert closed.data("purge", "2026-11", "--file", "board.html", "--apply", *WHO)["taken"] == 1
    shown = closed.data("show", "--verify", "--out", str(closed.folder / "seen"))
    assert {f["name"]: f["redacted"] for f in shown["files"]}["board.html"]
    assert (shown["verification"]["redacted"], shown["verification"]["sound"]) == (["board.html"], True)
    assert not (closed.folder / "seen" / "board.html").exists()
    told = (closed.folder / "seen" / "board.html.redacted.txt").read_text()
    assert "by records manager: a name was in it" in told
    assert frozen["board.html"] in told
    assert "redacted by purge" in closed.does("show")
    assert [e["what"] for e in closed.data("log")["log"]][-1] == "purge"
    # Not in a free page of the file either, nor in what the month last came to.
    assert zlib.compress(page, 9)[100:200] not in closed.store.read_bytes()
    assert zlib.compress(page)[100:200] not in closed.store.read_bytes()
    assert "no frozen file 'board.html'" in closed.refusal("purge", "2026-11", "--file", "board.html")


def test_a_whole_month_is_redacted_and_still_listed(closed: ClosingMonth) -> None:
    closed.does("purge", "2026-11", "--apply", *WHO)
    shown = closed.data("show", "--verify")
    assert all(f["redacted"] for f in shown["files"])
    assert shown["verification"]["sound"]
    with sqlite3.connect(closed.store) as file:
        assert file.execute("SELECT count(*) FROM archived_file WHERE redacted_by_purge IS NULL").fetchone() == (0,)
    assert "redacted already" in closed.refusal("purge", "2026-11")


def test_who_and_why_are_asked_for(closed: ClosingMonth) -> None:
    assert "nobody is named" in closed.refusal("purge", "2026-11", "--apply", "--reason", "old")
    assert "no reason is given" in closed.refusal("purge", "2026-11", "--apply", "--role", "records manager")
    assert "does not say how long records are kept" in closed.refusal("purge")


def test_old_versions_of_observations_lose_their_figures_and_the_series_stays(
    month: ClosingMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    month.does("run")
    month.named("Dec 2026")
    month.write(rows=CORRECTED)
    month.does("run")
    figures = (month.folder / "results" / "results.csv").read_text()
    month.config.write_text(month.config.read_text() + "retention: {observations: 7 years}\n")
    monkeypatch.setenv("THT_XL_TODAY", "2036-01-01")
    assert month.data("purge", "--apply", *WHO)["taken"] == 1
    assert month.data("purge")["plan"] == [{"type": "observations", "records": 0}]
    with sqlite3.connect(month.store) as file:
        assert file.execute("SELECT count(*) FROM observation WHERE count = 920").fetchone() == (0,)
    month.does("run")
    again = (month.folder / "results" / "results.csv").read_text()
    assert [row.split(",")[:8] for row in again.splitlines()] == [row.split(",")[:8] for row in figures.splitlines()]


def test_runs_lose_what_they_wrote_and_the_month_goes_on(month: ClosingMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    month.does("run", "--rehearse", "--apply")
    with Colleague(load_config(month.config)) as colleague:
        colleague.types("year-6-obesity|tower-hamlets|2022/23", "Value", "41.7")
    month.write(rows=CORRECTED)
    month.does("run", "--rehearse", "--apply")
    with sqlite3.connect(month.store) as file:
        assert file.execute("SELECT count(*) FROM planned_cell").fetchone()[0]
        assert "41.7" in str(file.execute("SELECT theirs FROM conflict").fetchall())
    month.config.write_text(month.config.read_text() + "retention: {runs: 18 months}\n")
    assert month.data("purge")["plan"] == [{"type": "runs", "records": 0}]
    monkeypatch.setenv("THT_XL_TODAY", "2029-01-01")
    assert month.data("purge")["plan"] == [{"type": "runs", "records": 2}]
    assert month.data("purge", "--apply", *WHO)["taken"] == 2
    assert month.data("purge")["plan"] == [{"type": "runs", "records": 0}]
    with sqlite3.connect(month.store) as file:
        assert file.execute(
            "SELECT (SELECT count(*) FROM conflict) + (SELECT count(*) FROM finding) + (SELECT count(*) FROM retry) "
            "+ (SELECT count(*) FROM planned_cell) + (SELECT count(*) FROM repaired)"
        ).fetchone() == (0,)
        assert {outcome for (outcome,) in file.execute("SELECT outcome FROM run").fetchall()} == {"purged"}
        subjects = [row[0] for row in file.execute("SELECT subject FROM purge").fetchall()]
    assert b"41.7" not in month.store.read_bytes()
    assert all(subject.startswith("run ") for subject in subjects)
    # The sheet lists the names of writes, and is still this store's own.
    month.does("run", "--rehearse", "--apply")
    assert code(["store", "check", str(month.config)]) == 0


def test_a_run_that_was_cut_off_is_not_purged(month: ClosingMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    month.does("run", "--rehearse", "--apply")
    with sqlite3.connect(month.store) as file:
        file.execute("UPDATE \"write\" SET state = 'intended'")
        file.execute("UPDATE run SET outcome = 'cut off'")
    month.config.write_text(month.config.read_text() + "retention: {runs: 18 months}\n")
    monkeypatch.setenv("THT_XL_TODAY", "2029-01-01")
    assert month.data("purge")["plan"] == [{"type": "runs", "records": 0}]
