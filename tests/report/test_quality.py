"""The data quality chapter of the paper, and the month's own report beside it."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from tht_xl.evaluation.exceptions import assess
from tht_xl.evaluation.results import Unused
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.model.definition import Framework
from tht_xl.report.month_report import SheetReport, month_report, tasks

Node = Any
Read = Callable[[str], Node]


@pytest.fixture
def report(
    results: pd.DataFrame, framework: Framework, returns: tuple[ReturnSummary, ...], read: Read
) -> Callable[..., Node]:
    def make(**more: Any) -> Node:
        given = {"returns": returns, "title": "Outcomes report", "month": "November 2025", **more}
        return read(month_report(tuple(assess(results, framework, returns=returns).values()), **given))

    return make


def cells(node: Node) -> list[list[str]]:
    return [[n.text for n in row.all("th", "td")] for row in node.all("tbody")[0].all("tr")]


def test_every_return_is_in_the_paper_once_with_its_state(document: Node) -> None:
    assert cells(document.all(id="quality")[0]) == [
        ["Tower Hamlets Council", "child-weight.xlsx", "Accepted", "31", "0"],
        ["Barts Health", "part.xlsx", "Accepted in part", "9", "1"],
        ["Tower Hamlets Council", "social-care.xlsx", "Held back", "0", "12"],
        ["East London NHS Foundation Trust", "no file", "Not received", "none", "none"],
    ]


def test_what_is_wrong_in_a_return_is_not_for_the_board(document: Node) -> None:
    assert "The partner has been told" not in document.text
    for said in ("R203", "Data!C14", "denominator is 0", "Enter the population"):
        assert said not in document.text
    assert "is in the month's own report" in document.all(id="quality")[0].text


def test_every_return_and_every_finding_is_in_the_month_s_own_report(report: Callable[..., Node]) -> None:
    found = report().all(id="returns")[0]
    assert cells(found) == [
        ["child-weight.xlsx", "Tower Hamlets Council", "Accepted", "31", "0", "0", "0"],
        ["part.xlsx", "Barts Health", "Accepted in part", "9", "1", "1", "0"],
        ["social-care.xlsx", "Tower Hamlets Council", "Held back", "0", "12", "1", "1"],
        ["no file", "East London NHS Foundation Trust", "Not received", "none: nothing has arrived"],
    ]
    assert [n.text for n in found.all("summary")] == ["part.xlsx: 1 finding", "social-care.xlsx: 2 findings"]
    first = found.all("details")[0].all("tbody")[0]
    assert [n.text for n in first.all("th", "td")] == [
        "R203", "Data!C14", "error", "denominator is 0", "above 0", "Enter the population or clear the row.",
    ]  # fmt: skip


def test_the_report_says_what_there_is_to_do(report: Callable[..., Node]) -> None:
    sheet = SheetReport("Shared sheet: 1 new row and 0 changed cells written; 1 conflict, theirs kept.", ("! a: b",), 1)
    page = report(sheet=sheet)
    assert [n.text for n in page.all(id="tasks")[0].all("li")] == [
        "Tell Barts Health what to correct: 1 row is held back (part.xlsx).",
        "Tell Tower Hamlets Council what to correct: the whole return (social-care.xlsx) is held back.",
        "Ask East London NHS Foundation Trust for the return: it has not been received.",
        "Look at 1 conflict in the shared sheet.",
        "Ask for a narrative for Smoking prevalence adults, Reception obesity and Year 6 obesity.",
    ]
    assert page.all(id="sheet")[0].all("p")[0].text == sheet.sentence
    assert [n.text for n in page.all(id="sheet")[0].all("li")] == ["! a: b"]


def test_a_quiet_month_has_nothing_to_do() -> None:
    assert tasks((), (ReturnSummary("a.xlsx", "A", rows_used=3),), SheetReport("Shared sheet: nothing changed.")) == ()
    page = month_report((), title="Outcomes report", month="November 2025")
    assert "Nothing: every return is in and complete" in page
    assert "No return was due this month." in page
    assert "No indicator needs attention." in page
    assert "None was compared this month." in page


def test_the_report_lists_every_reason_and_every_row_without_a_place(report: Callable[..., Node]) -> None:
    page = report(unused=(Unused("obesitty", "", "2022", "unknown indicator <b>"),))
    assert ["Year 6 obesity", "2022/23", "Worse than England (22.7%); increasing and getting worse; no narrative for "
            "2022/23."] in cells(page.all(id="exceptions")[0])  # fmt: skip
    assert "obesitty, no area, 2022: unknown indicator <b>" in page.all(id="returns")[0].text


def test_rows_that_fit_nothing_are_listed_and_good_rows_are_not(
    results: pd.DataFrame, render: Callable[..., str], read: Read, document: Node
) -> None:
    assert "could not be used" not in document.all(id="quality")[0].text
    frame = results.copy()
    frame.loc[frame.index[:2], "indicator"] = ["obesitty", ""]
    quality = read(render(frame)).all(id="quality")[0]
    rows = [n.text for n in quality.all("li")]
    assert len(rows) == 2
    assert rows[0].startswith(f"obesitty, {results['area'].iloc[0]}, {results['period'].iloc[0]}: ")
    assert rows[1].startswith("no indicator, ")
