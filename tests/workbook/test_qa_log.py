"""The QA log: every rule once, and passed, failed and waived add up to what it looked at."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.rule_outcome import RuleOutcome
from tht_xl.model.waiver import Waiver
from tht_xl.templates.load import load_template
from tht_xl.workbook.check import check_return, report_waivers
from tht_xl.workbook.cross_check import cross_check_returns
from tht_xl.workbook.qa_log import qa_log
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.waiving import waivable

Write = Callable[..., Path]


def by_code(log: tuple[RuleOutcome, ...]) -> dict[str, RuleOutcome]:
    assert [each.code for each in log] == sorted(each.code for each in log)
    for each in log:
        assert each.passed + each.failed + each.waived == each.checked
        assert min(each.passed, each.failed, each.waived) >= 0
    return {each.code: each for each in log}


def test_every_rule_of_a_return_is_in_the_log_with_what_it_looked_at(write_return: Write, framework: Framework) -> None:
    log = by_code(qa_log(check_return(write_return({"E5": 0, "E6": 0, "M7": "7.1"}), framework).report))

    assert set(log) == {code for code, rule in RULES.items() if rule.stage not in ("register", "stopped")}
    zero, email, shown = log["R203"], log["R401"], log["R101"]
    assert (zero.outcome, zero.unit, zero.checked, zero.passed, zero.failed) == ("failed", "row", 5, 3, 2)
    assert (shown.outcome, shown.unit, shown.checked) == ("passed", "file", 1)
    assert (email.outcome, email.unit) == ("passed", "cell")
    assert email.checked > 5 * 3
    assert {code for code, each in log.items() if each.outcome == "not run"} == {
        "R311", "R312", "R316", "R601", "R602", "R603",
    }  # fmt: skip


def test_a_file_that_cannot_be_opened_passes_nothing(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(b"%PDF-1.7")
    log = by_code(qa_log(check_return(path, framework).report))

    assert {code for code, each in log.items() if each.outcome != "not run"} == {"R101", "R102"}
    assert (log["R102"].outcome, log["R103"].passed) == ("failed", 0)


def test_two_findings_in_one_row_are_one_row_that_failed(write_return: Write, framework: Framework) -> None:
    (negative,) = (
        each
        for each in qa_log(check_return(write_return({"D5": -1, "E5": -2}), framework).report)
        if each.code == "R205"
    )
    assert (negative.failed, negative.findings, negative.passed) == (1, 2, 4)


def test_who_waived_what_and_why(write_return: Write, framework: Framework) -> None:
    path, today = write_return({"M5": "Lives at E1 4NS", "M6": "and at E1 4NS"}), date(2026, 11, 30)
    done = check_return(path, framework, today=today)
    (first, _) = waivable(done.report, done.places, at_most=5)
    waiver = Waiver("R402", first.key, first.column, first.fingerprint, "Public health lead", "A clinic", today)
    done = report_waivers(check_return(path, framework, waivers=[waiver], today=today), [waiver], today=today)
    log = by_code(qa_log(done.report))

    assert (log["R402"].failed, log["R402"].waived, log["R402"].outcome) == (1, 1, "failed")
    assert log["R402"].waivers == ("Waived by Public health lead until 30 Nov 2026: A clinic.",)
    assert (log["R601"].outcome, log["R601"].unit, log["R601"].checked) == ("passed", "waiver", 1)


def test_beside_other_returns_the_rules_across_returns_ran(write_return: Write, framework: Framework) -> None:
    done = check_return(write_return(), framework)
    (checked, _) = cross_check_returns([done, done])
    log = by_code(qa_log(checked.report))

    assert (log["R316"].unit, log["R316"].checked, log["R311"].outcome) == ("row", 5, "passed")


def test_a_register_has_the_rules_of_its_template(tmp_path: Path) -> None:
    rows = {"actions": [{"id": "A1", "action": "Open the clinic", "status": "on track", "due": date(2026, 3, 31)}]}
    path = write_register(tmp_path / "a.xlsx", load_template("action-tracker"), load_framework("tht"), rows)
    log = by_code(qa_log(read_workbook(path).report))

    assert {RULES[code].stage for code in log} == {"file", "register"}
    assert (log["R806"].outcome, log["R806"].unit, log["R806"].checked) == ("failed", "row", 1)
    assert (log["R803"].outcome, log["R803"].unit) == ("passed", "column")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense"])
def test_whatever_the_file_is_there_is_a_log(content: bytes, tmp_path: Path, framework: Framework) -> None:
    (path := tmp_path / "a.xlsx").write_bytes(content)
    assert "failed" in {each.outcome for each in by_code(qa_log(check_return(path, framework).report)).values()}
