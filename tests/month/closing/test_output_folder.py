"""Older results, and plans of a closed month, do not take the place of what the output folder shows."""

import pytest
from closing_month import ROLE, ClosingMonth

from tht_xl.month.output_folder import month_shown

pytestmark = pytest.mark.slow

SHEET = "sheet:\n  spreadsheet: 1AbCdEfGhIjKlMnOpQrStUvWxYz\n"


def test_a_plan_of_a_closed_month_leaves_its_page(month: ClosingMonth) -> None:
    month.config.write_text(month.config.read_text() + SHEET)
    month.does("run", "--rehearse", "--apply")
    month.does("close", "--rehearse", *ROLE)
    before = month.page
    (month.folder / "results" / "board.html").write_bytes(before + b"<!-- as the board saw it -->")
    planned = month.data("run", "--rehearse")
    assert month.page == before + b"<!-- as the board saw it -->"
    assert planned["files"] == {}
    assert planned["files_kept"]
    assert planned["files_note"] == "Nov 2026 is closed, and the files there are those of its closing"
    assert "Nov 2026 is closed, and the files there" in " ".join(month.does("run", "--rehearse").split())
    month.does("run", "--rehearse", "--out", str(month.folder / "trial"))
    assert (month.folder / "trial" / "board.html").exists()


def test_older_results_do_not_replace_newer_ones(month: ClosingMonth) -> None:
    month.config.write_text(month.config.read_text() + SHEET)
    month.does("run", "--rehearse", "--apply")
    before = month.page
    month.config.write_text(month.config.read_text().replace("Nov 2026", "Oct 2026"))
    assert month.data("run", "--rehearse")["files_note"] == "the files there are those of Nov 2026"
    assert month.page == before
    month.does("run", "--rehearse", "--out", str(month.folder / "earlier"))
    assert str(month_shown(month.folder / "earlier")) == "Oct 2026"


def test_a_run_that_records_an_older_month_says_whose_files_it_replaced(month: ClosingMonth) -> None:
    month.does("run")
    month.named("Oct 2026")
    ran = month.data("run")
    assert not ran["files_kept"]
    assert ran["files_note"].startswith("these of Oct 2026 took the place of those of Nov 2026")
    assert month.data("run")["files_note"] == ""
