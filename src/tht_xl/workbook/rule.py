"""What a rule of the checks is, and the one place where all of them are listed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.model.finding import Finding, Scope, Severity

Stage = Literal[
    "file",
    "stopped",
    "book",
    "origin",
    "marks",
    "layout",
    "cells",
    "comments",
    "table",
    "cross_checks",
    "formulas",
    "across_returns",
    "waivers",
    "register",
]
"""What a rule looks at: the bytes, why a check was stopped, the list of worksheets, what the workbook says
it was made from, the extent of Data, its headings,
every cell, comments on cells, the rows, the rows beside what is known without them, the formulas of all worksheets, a
return beside the others of its month, what became of the waivers, a workbook made from a template."""


class Fault(NamedTuple):
    """One place where a rule is broken.

    Attributes:
        given: What was found, in words; "" where the rule's title has to do.
        expected: What the rule expects there; "" where the rule's advice has to do.
        cell: A1 address, or "" for the whole sheet or file.
        row: Worksheet row that an error holds back, or 0.
        fix: What to do, where it is more exact than the rule's own advice.
        sheet: Worksheet, where it is not the one being checked.
    """

    given: str
    expected: str
    cell: str = ""
    row: int = 0
    fix: str = ""
    sheet: str | None = None


Check = Callable[[Any], Iterator[Fault]]
SomeCheck = TypeVar("SomeCheck", bound=Callable[..., Iterator[Fault]])


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. A code never changes its meaning and is never used again.

    Attributes:
        code: "R203": R1 file and layout, R2 numbers, R3 the definition, R4 privacy and disclosure, R5 formulas,
            R6 waivers, R7 cross-checks,
            R8 templates.
        severity: An error holds back, a warning does not.
        scope: What an error holds back: its row, or the whole return.
        title: What is wrong, in a few words.
        why: Why it matters.
        fix: What to do.
        stage: What the rule looks at.
        check: The function that finds the faults.
        waivable: Whether a finding can be waived: a warning about a cell, or an error that may be mistaken.
    """

    code: str
    severity: Severity
    scope: Scope
    title: str
    why: str
    fix: str
    stage: Stage
    check: Check = field(repr=False, compare=False)
    waivable: bool = False

    @property
    def consequence(self) -> str:
        """What a finding of this rule does to the return."""
        if self.severity is Severity.WARNING:
            return "nothing is held back"
        return "the row is held back" if self.scope is Scope.ROW else "the whole return is held back"

    def finding(self, fault: Fault, sheet: str) -> Finding:
        """Return the finding to show. Findings are passed on more widely than workbooks, so personal data is masked."""
        return Finding(
            code=self.code,
            severity=self.severity,
            sheet=sheet if fault.sheet is None else fault.sheet,
            cell=fault.cell,
            given=masked(fault.given) or f"{self.title[:1].lower()}{self.title[1:]}",
            expected=fault.expected or "what the rule asks for",
            fix=fault.fix or self.fix,
            scope=self.scope,
        )


RULES: dict[str, Rule] = {}
"""Every rule by its code. `tht_xl.workbook.rules` fills it."""


def rule(
    code: str,
    title: str,
    *,
    stage: Stage,
    why: str,
    fix: str,
    severity: Severity = Severity.ERROR,
    scope: Scope = Scope.ROW,
    waivable: bool | None = None,
) -> Callable[[SomeCheck], SomeCheck]:
    """Enter the decorated function into the list of rules under its code.

    A person may waive every warning about a cell, and an error only where its rule says so.
    """

    def enter(check: SomeCheck) -> SomeCheck:
        if code in RULES:
            raise ValueError(f"the code {code} is used twice: {RULES[code].check.__name__} and {check.__name__}")
        about_a_cell = stage in ("cells", "comments", "table", "cross_checks", "across_returns", "register")
        may = waivable if waivable is not None else severity is Severity.WARNING and about_a_cell
        RULES[code] = Rule(code, severity, scope, title, why, fix, stage, check, may)
        return check

    return enter
