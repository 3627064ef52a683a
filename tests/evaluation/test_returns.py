"""What became of a return, and how the data quality chapter tells it."""

from typing import Any

from tht_xl.evaluation.returns import Absence, ReturnSummary, absences
from tht_xl.model.finding import Finding, Scope, Severity

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
    assert absences(returns) == {
        "one": (Absence("held-back", "the return a.xlsx was held back"),),
        "two": (Absence("late", "the return of B has not been received"),),
    }
