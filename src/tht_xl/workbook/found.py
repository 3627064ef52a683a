"""The findings on one workbook as they come in, whatever kind of workbook it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tht_xl.model.finding import Finding, Report, RuleRun, Scope
from tht_xl.workbook.order import reading_order
from tht_xl.workbook.qa_log import runs_of
from tht_xl.workbook.rule import Fault, Stage
from tht_xl.workbook.rules import RULES


@dataclass(slots=True)
class FoundSoFar:
    """What was found on one workbook, and which rules have run.

    Attributes:
        path: The workbook.
        sheet: The worksheet of faults that name none.
        findings: In the order in which they were found.
        ran: The rules that have run, with what they looked at.
        not_run: Codes of the rules that cannot run on such a file.
    """

    path: Path
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)
    ran: list[RuleRun] = field(default_factory=list)
    not_run: frozenset[str] = frozenset()

    def check(self, stage: Stage, subject: object, *, stop_early: bool = False) -> bool:
        """Apply the rules of a stage and return whether the workbook can still be used."""
        for rule, run in runs_of(stage, subject):
            if rule.code in self.not_run:
                continue
            self.ran.append(run)
            self.add_all(rule.code, rule.check(subject))
            if stop_early and self.is_held_back:
                break
        return not self.is_held_back

    def add(self, code: str, fault: Fault) -> None:
        """Add a fault that was found by the rule with this code."""
        self.findings.append(RULES[code].finding(fault, self.sheet))

    def add_all(self, code: str, faults: Iterable[Fault]) -> None:
        """Add every fault that was found by the rule with this code."""
        for fault in faults:
            self.add(code, fault)

    @property
    def is_held_back(self) -> bool:
        """Whether an error holds back the whole workbook."""
        return any(f.holds_back and f.scope is Scope.RETURN for f in self.findings)

    def report(self) -> Report:
        """Return the findings in reading order, and the rules that have run."""
        return Report(str(self.path), tuple(sorted(self.findings, key=reading_order)), tuple(self.ran))
