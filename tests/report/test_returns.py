"""What became of a return, and how the data quality chapter tells it."""

from typing import Any

from tht_xl.model.finding import Finding, Scope, Severity
from tht_xl.report.returns import ReturnSummary, kept_out

Node = Any


def finding(severity: Severity, scope: Scope) -> Finding:
    return Finding("R101", severity, "Data", "A1", "no header", "a header", "Restore the header.", scope)


def test_a_return_has_one_state() -> None:
    held = ReturnSummary("a.xlsx", "A", findings=(finding(Severity.ERROR, Scope.RETURN),))
    warned = ReturnSummary("a.xlsx", "A", rows_used=3, findings=(finding(Severity.WARNING, Scope.RETURN),))
    part = ReturnSummary("a.xlsx", "A", rows_used=3, rows_held_back=1, findings=(finding(Severity.ERROR, Scope.ROW),))
    missing = ReturnSummary("", "A", received=False)
    states = [r.state for r in (held, warned, part, missing)]
    assert states == ["Held back", "Accepted", "Accepted in part", "Not received"]
    assert [r.needs_attention for r in (held, warned, part, missing)] == [True, False, True, True]


def test_indicators_of_a_missing_return_know_why() -> None:
    returns = [
        ReturnSummary("a.xlsx", "A", findings=(finding(Severity.ERROR, Scope.RETURN),), indicators=("one",)),
        ReturnSummary("", "B", received=False, indicators=("two",)),
        ReturnSummary("c.xlsx", "C", rows_used=1, indicators=("three",)),
    ]
    assert kept_out(returns) == {
        "one": "the return a.xlsx was held back",
        "two": "the return of B has not been received",
    }


def test_every_return_and_every_finding_is_listed(document: Node) -> None:
    quality = document.all(id="quality")[0]
    rows = [[n.text for n in row.all("th", "td")] for row in quality.all("table")[0].all("tbody")[0].all("tr")]
    assert rows == [
        ["child-weight.xlsx", "Tower Hamlets Council", "Accepted", "31", "0", "0", "0"],
        ["part.xlsx", "Barts Health", "Accepted in part", "9", "1", "1", "0"],
        ["social-care.xlsx", "Tower Hamlets Council", "Held back", "0", "12", "1", "1"],
        ["no file", "East London NHS Foundation Trust", "Not received", "0", "0", "0", "0"],
    ]
    assert [n.text for n in quality.all("summary")] == ["part.xlsx: 1 finding", "social-care.xlsx: 2 findings"]
    first = quality.all("details")[0].all("tbody")[0]
    assert [n.text for n in first.all("th", "td")] == [
        "R203", "Data!C14", "error", "denominator is 0", "above 0", "Enter the population or clear the row.",
    ]  # fmt: skip
