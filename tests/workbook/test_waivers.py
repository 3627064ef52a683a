"""Findings that somebody has answered for: marked, not hidden, and only as long as the content stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.model.definition import Framework
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.check import Return, check_return, report_waivers
from tht_xl.workbook.cross_check import cross_check_returns
from tht_xl.workbook.waiving import Place, may_be_waived, waivable

Write = Callable[..., Path]
TODAY = date(2026, 11, 30)
NOTE = "Kiosk at E1 4NS"
KEY = "wellbeing|tower-hamlets|2022/23"
PLACE = Place(KEY, "Note", NOTE)
WAIVER = Waiver("R402", KEY, "Note", PLACE.fingerprint("R402"), "Analyst", "A kiosk's address", date(2027, 3, 31))


def checked(path: Path, framework: Framework, *waivers: Waiver, today: date = TODAY) -> Return:
    done = check_return(path, framework, waivers=waivers, today=today)
    (beside,) = cross_check_returns([done])
    return report_waivers(beside, waivers, today=today)


def said(done: Return) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.cell, finding.waiver is not None) for finding in done.report]


@pytest.fixture
def noted(write_return: Write) -> Path:
    """A return with a kiosk's postcode in a note."""
    return write_return({"M9": NOTE})


def test_a_waived_finding_stays_and_holds_nothing_back(noted: Path, framework: Framework) -> None:
    assert check_return(noted, framework).observations.empty

    done = checked(noted, framework, WAIVER)

    assert said(done) == [("R402", "M9", True)]
    assert len(done.observations) == 5
    assert not done.report.errors
    assert not done.report.is_held_back
    assert done.report.waived == tuple(done.report)
    assert str(done.report.findings[0]) == (
        "R402 Data!M9: a full postcode; expected no personal data. "
        "Waived by Analyst until 31 Mar 2027: A kiosk's address."
    )


def test_it_lapses_with_the_content(write_return: Write, framework: Framework) -> None:
    done = checked(write_return({"M9": "Kiosk at E1 4NT"}), framework, WAIVER)

    assert said(done) == [("R402", "M9", False), ("R602", "M9", False)]
    assert done.observations.empty
    assert str(done.report.findings[1]) == (
        "R602 Data!M9: the waiver of R402 in Note of wellbeing|tower-hamlets|2022/23 is for other content; "
        "expected the content that was waived. Look at the cell again. If it is right, take the new fingerprint from "
        "tht-xl check --waivers."
    )


@pytest.mark.parametrize(("day", "holds"), [(date(2027, 3, 31), True), (date(2027, 4, 1), False)])
def test_it_lapses_after_its_last_day(noted: Path, framework: Framework, day: date, holds: bool) -> None:
    done = checked(noted, framework, WAIVER, today=day)

    assert said(done) == ([("R402", "M9", True)] if holds else [("R402", "M9", False), ("R601", "M9", False)])
    assert done.observations.empty is not holds


def test_a_waiver_that_has_ended_is_said_even_where_nothing_is_found(write_return: Write, framework: Framework) -> None:
    (finding,) = checked(write_return(), framework, WAIVER, today=date(2028, 1, 1)).report

    assert (finding.code, finding.place) == ("R601", "file")
    assert "ended on 31 Mar 2027" in finding.given


@pytest.mark.parametrize(
    "change", [{"code": "R401"}, {"key": "wellbeing|tower-hamlets|2021/22"}, {"column": "Source"}, {"key": "row 9"}]
)
def test_it_fits_one_rule_row_and_column(noted: Path, framework: Framework, change: dict[str, str]) -> None:
    done = checked(noted, framework, replace(WAIVER, **change))

    assert said(done) == [("R603", "", False), ("R402", "M9", False)]
    assert done.observations.empty


def test_one_waiver_is_for_one_cell(write_return: Write, framework: Framework) -> None:
    done = checked(write_return({"M9": NOTE, "M8": NOTE, "P20": NOTE}), framework, WAIVER)

    assert said(done) == [("R402", "M8", False), ("R402", "M9", True), ("R402", "P20", False)]
    assert done.observations.empty


def test_row_and_column_move_and_the_waiver_with_them(write_return: Write, framework: Framework) -> None:
    moved = {"A11": "Wellbeing ", "B11": "tower hamlets", "C11": "2022/2023", "F11": 7.1, "G11": 6.8, "H11": 7.4,
             "A9": None, "B9": None, "C9": None, "F9": None, "G9": None, "H9": None, "L9": None, "M9": None,
             "M4": None, "N4": "NOTE", "N11": f"  {NOTE} "}  # fmt: skip

    assert said(checked(write_return(moved), framework, WAIVER)) == [("R402", "N11", True)]


def test_cells_outside_the_table_are_named_by_row_and_letters(write_return: Write, framework: Framework) -> None:
    place = Place("row 20", "P", NOTE)
    waiver = replace(WAIVER, key="row 20", column="P", fingerprint=place.fingerprint("R402"))

    assert said(checked(write_return({"P20": NOTE}), framework, waiver)) == [("R402", "P20", True)]


def test_a_heading_that_is_personal_itself_is_not_repeated(write_return: Write, framework: Framework) -> None:
    done = check_return(write_return({"P4": "Home E2 6HG", "P9": NOTE}), framework)

    assert [(each.key, each.column) for each in waivable(done.report, done.places, at_most=9)] == [
        ("row 4", "P"), (KEY, "P"),
    ]  # fmt: skip


def test_an_error_of_a_row_is_waived(write_return: Write, framework: Framework) -> None:
    path = write_return({"F9": 8})
    done = check_return(path, framework)
    (each,) = waivable(done.report, done.places, at_most=9)
    assert (each.finding.code, each.key, each.column) == ("R209", KEY, "Value")
    waiver = Waiver("R209", each.key, each.column, each.fingerprint, "Analyst", "As published", date(2027, 1, 1))

    waived = checked(path, framework, waiver)
    assert said(waived) == [("R209", "F9", True)]
    assert list(waived.observations["row"]) == [5, 6, 7, 8, 9]
    assert not waived.held_back
    # The value is used, and limits that do not hold it are not.
    value, *limits = waived.observations[["value", "lower", "upper"]].to_numpy(float)[4]
    assert value == 8
    assert np.isnan(limits).all()
    results = evaluate(waived.observations, framework)
    assert (results["value"][4], results["interval"][4], results["reason"][4]) == (8, "none", "")


def test_a_warning_is_waived(write_return: Write, framework: Framework) -> None:
    path = write_return({"M5": "- see note"})
    fingerprint = Place("obesity|tower-hamlets|2021/22", "Note", "- see note").fingerprint("R505")
    waiver = Waiver("R505", "obesity|tower-hamlets|2021/22", "Note", fingerprint, "Analyst", "Ours", date(2027, 1, 1))

    assert said(checked(path, framework, waiver)) == [("R505", "M5", True)]
    assert said(report_waivers(check_return(path, framework), [waiver], today=TODAY)) == [("R505", "M5", True)]


def test_figures_of_protected_rows_have_no_fingerprint(write_return: Write, framework: Framework) -> None:
    # Obesity and admissions have disclosure rules; the survey has none.
    done = check_return(write_return({"F6": 10.8, "G8": 12.0, "D11": 3.0, "F9": 8}), framework)

    assert {f.code for f in done.report.errors} >= {"R503", "R209"}
    assert [each.finding.cell for each in waivable(done.report, done.places, at_most=9)] == ["F9"]


def test_what_may_not_be_waived(write_return: Write, framework: Framework) -> None:
    assert not may_be_waived("R105")
    assert not may_be_waived("R201")
    assert not may_be_waived("nonsense")
    path = write_return({"F9": "text"})
    waiver = replace(WAIVER, code="R201", column="Value", fingerprint=Place(KEY, "Value", "text").fingerprint("R201"))

    assert said(checked(path, framework, waiver)) == [("R201", "F9", False), ("R602", "F9", False)]


def test_a_file_that_cannot_be_read_waives_nothing(tmp_path: Path, framework: Framework) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")

    # What it will hold when it can be read, nobody knows: the waiver is not called useless, unless its day has passed.
    assert said(checked(tmp_path / "a.xlsx", framework, WAIVER)) == [("R102", "", False)]
    over = replace(WAIVER, until=TODAY - timedelta(days=1))
    assert said(checked(tmp_path / "a.xlsx", framework, over)) == [("R102", "", False), ("R601", "", False)]


def test_the_reason_is_masked(noted: Path, framework: Framework) -> None:
    done = checked(noted, framework, replace(WAIVER, reason="E1 4NS is a clinic", role="a@b.uk"))

    assert "Waived by *** until 31 Mar 2027: *** is a clinic." in str(done.report.findings[0])
    assert said(done) == [("R402", "M9", True)]


@pytest.mark.slow
def test_fingerprints_are_short_and_salted() -> None:
    made = {
        Place(key, column, content).fingerprint(code)
        for code in ("R402", "R403") for key in (KEY, "row 9") for column in ("Note", "P") for content in (NOTE, "x")
    }  # fmt: skip

    assert len(made) == 16
    assert all(len(each) == 4 for each in made)
    assert PLACE.fingerprint("R402") == Place(KEY.upper(), " NOTE", NOTE).fingerprint("R402")


def test_the_content_is_never_shown(noted: Path, framework: Framework) -> None:
    done = checked(noted, framework, WAIVER)

    assert done.places is not None
    place = done.places.of(done.report.findings[0])
    assert place is not None
    assert "E1" not in f"{place!r} {done.places!r} {done!r} {waivable(done.report, done.places, at_most=3)!r}"


def test_only_the_first_ones_are_worked_out(write_return: Write, framework: Framework) -> None:
    done = check_return(write_return({f"P{row}": NOTE for row in range(20, 30)}), framework)

    assert len(waivable(done.report, done.places, at_most=3)) == 3
    assert waivable(done.report, done.places, at_most=0) == ()
    assert waivable(done.report, None, at_most=3) == ()
