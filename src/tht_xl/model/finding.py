"""Findings: what is wrong with a workbook, as values that can be counted, sorted and shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding holds back."""

    ERROR = "error"
    """The row, or the whole return, is held back."""
    WARNING = "warning"
    """Somebody should look; nothing is held back."""


class Scope(StrEnum):
    """What an error holds back."""

    ROW = "row"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what to do.

    Attributes:
        code: Stable code of the rule, such as "R203".
        severity: Whether it holds anything back.
        sheet: Worksheet name, or "" for the whole file.
        cell: A1 address, or "" for the whole sheet.
        given: What was found, as text.
        expected: What the rule expects.
        fix: What to do, in the user's words.
        scope: What an error holds back.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    given: str
    expected: str
    fix: str
    scope: Scope = Scope.ROW

    @property
    def place(self) -> str:
        """Sheet and cell as a formula would write them: "Data!C14"."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or "file"

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {self.given}; expected {self.expected}. {self.fix}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one workbook, in reading order."""

    path: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that hold something back."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def is_held_back(self) -> bool:
        """Whether the whole return is held back."""
        return any(f.scope is Scope.RETURN for f in self.errors)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)
