"""The page of a check: complete, without script or anything from elsewhere, and nothing is cut silently."""

import base64
import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tht_xl.model.finding import Finding, Report, RuleRun, Scope, Severity
from tht_xl.model.rule_outcome import RuleOutcome
from tht_xl.model.waiver import Waiver
from tht_xl.report import check_page as page_module
from tht_xl.report.check_page import MAX_FOLDED, CheckedWorkbook, check_page, findings_csv, log_csv

DAY = date(2026, 11, 30)


def finding(number: int = 5, *, code: str = "R203", given: str = "denominator is 0", **more: object) -> Finding:
    return Finding(code, Severity.ERROR, "Data", f"E{number}", given, "above 0", "Clear the row.", **more)  # type: ignore[arg-type]


def checked(*findings: Finding, path: str = "returns/child-weight.xlsx") -> CheckedWorkbook:
    failed = len({each.cell for each in findings if each.waiver is None})
    words = tuple(each.waiver.words for each in findings if each.waiver)
    outcome = RuleOutcome("R203", "The denominator is 0", "error", "row", 20_000, failed, 0, len(findings), words)
    ran = (RuleRun("R203", "row", 20_000),)
    return CheckedWorkbook(Report(path, findings, ran), (outcome, RuleOutcome("R311", "Another", "error")))


def saved(page: str, name: str) -> list[list[str]]:
    found = re.search(rf'download="{name}" href="data:text/csv;charset=utf-8;base64,([^"]+)"', page)
    assert found
    return list(csv.reader(io.StringIO(base64.b64decode(found[1]).decode("utf-8-sig"))))


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = check_page([checked(finding())], today=DAY)
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)', page)
    assert "url(" not in page
    assert page == check_page([checked(finding())], today=DAY)


def test_the_summary_comes_first_and_findings_alike_are_one_line() -> None:
    page = check_page([checked(*(finding(row) for row in range(5, 15)))], today=DAY)
    assert page.index("10 errors, no warnings.") < page.index("R203 The denominator is 0")
    assert page.count('data-label="Found">denominator is 0</td>') == 1
    assert "Data!E5 and 9 more cells to E14" in page


def test_ten_thousand_findings_are_counted_and_all_of_them_can_be_saved() -> None:
    many = [finding(row, given=f"denominator is 0 in row {row}") for row in range(5, 10_005)]
    page = check_page([checked(*many)], today=DAY)

    assert "10,000 errors" in page
    assert f"… and {10_000 - MAX_FOLDED:,} more findings R203, which are in the whole list above." in page
    assert page.count('data-label="Found"') == MAX_FOLDED
    listed = saved(page, "findings.csv")
    assert [row[4] for row in listed[1:]] == [f"E{row}" for row in range(5, 10_005)]


def test_what_is_too_much_for_a_page_is_said_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_SAVED", 2)
    page = check_page([checked(finding(5), finding(6), finding(7))], today=DAY)
    assert "findings.csv" not in page
    assert "There are 3 findings, too many for a page to carry: <code>tht-xl check … --format json</code>" in page


def test_what_partners_typed_is_shown_and_acts_as_nothing() -> None:
    page = check_page([checked(finding(given="<img src=x onerror=alert(1)>"), path="<b>.xlsx")], today=DAY)
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "<b>" not in page
    report = Report("=1+1.xlsx", (finding(given="=cmd()"),))
    assert list(csv.reader(io.StringIO(findings_csv([report]))))[1][::5] == ["'=1+1.xlsx", "'=cmd()"]


def test_the_log_says_what_ran_who_waived_and_why() -> None:
    waiver = Waiver("R203", "row 5", "Denominator", "ab12", "Lead", "Nobody lives there", DAY)
    books = [checked(finding(), finding(6, waiver=waiver, scope=Scope.ROW))]
    page = check_page(books, today=DAY)
    assert "Waived by Lead until 30 Nov 2026: Nobody lives there." in page
    assert "not run" in page
    rows = list(csv.reader(io.StringIO(log_csv(books).removeprefix("\ufeff"))))
    assert rows[1][:10] == [
        "child-weight.xlsx", "R203", "The denominator is 0", "error", "failed", "20000", "row", "19999", "1", "0",
    ]  # fmt: skip
    assert rows[1][-1] == "Waived by Lead until 30 Nov 2026: Nobody lives there."
    assert saved(page, "qa-log.csv")[1:] == rows[1:]


def test_nothing_wrong_says_so() -> None:
    page = check_page([checked()], today=DAY)
    assert "Nothing is wrong." in page
    assert "findings.csv" not in page


@pytest.mark.parametrize("read", [str.lower, str.upper])
def test_every_number_of_the_summary_is_beside_its_workbook(read: Callable[[str], str], tmp_path: Path) -> None:
    books = [checked(finding(), path=str(tmp_path / read("a.xlsx"))), checked(path="b.xlsx")]
    page = check_page(books, today=DAY)
    assert "2 workbooks" in page
    assert f'<a href="#book-1">{read("a.xlsx")}</a>' in page
    assert 'id="book-2"' in page
