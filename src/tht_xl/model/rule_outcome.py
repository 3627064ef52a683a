"""What came of one rule of the check: a line of the QA log."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "waived", "not run"]


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What came of one rule on one workbook. Passed, failed and waived add up to checked.

    Attributes:
        code: Of the rule.
        title: What the rule is about, as it says when it is broken.
        severity: "error" or "warning".
        unit: What it looked at one by one, such as "row"; "" where it did not run.
        checked: How many of them it looked at.
        failed: How many have a finding that nobody has waived.
        waived: How many have findings, all of them waived.
        findings: How many findings it gave; one row can have several.
        waivers: Who waived what, why and until when, each once.
    """

    code: str
    title: str
    severity: str
    unit: str = ""
    checked: int = 0
    failed: int = 0
    waived: int = 0
    findings: int = 0
    waivers: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        """How many of the things that it looked at have no finding."""
        return self.checked - self.failed - self.waived

    @property
    def outcome(self) -> Outcome:
        """What came of it in one word."""
        if not self.unit:
            return "not run"
        if self.failed:
            return "failed"
        return "waived" if self.waived else "passed"
