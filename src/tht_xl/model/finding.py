"""Findings: what is wrong with a workbook, as values that can be counted, sorted and shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from tht_xl.model.counted import counted
from tht_xl.model.table import table_of
from tht_xl.model.waiver import Waiver

if TYPE_CHECKING:
    from tht_xl.model.table import DataFrame


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


@dataclass(frozen=True, slots=True, repr=False)
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
        waiver: Who has waived it, why and until when; a waived finding holds nothing back.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    given: str
    expected: str
    fix: str
    scope: Scope = Scope.ROW
    waiver: Waiver | None = None

    @property
    def holds_back(self) -> bool:
        """Whether it keeps its row, or the whole return, from being used."""
        return self.severity is Severity.ERROR and self.waiver is None

    @property
    def place(self) -> str:
        """Sheet and cell as a formula would write them: "Data!C14"."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or "file"

    def __str__(self) -> str:
        return self.said_of(self.place)

    def said_of(self, place: str) -> str:
        """Return the finding in one line, for one place or several. A waived one says so in place of its advice."""
        advice = self.waiver.words if self.waiver else self.fix
        return f"{self.code} {place}: {self.given}; expected {self.expected}. {advice}"

    def __repr__(self) -> str:
        return f"<{self.severity} {self}>"


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings that say the same of several cells.

    Attributes:
        first: The first of them.
        cells: The cells, in reading order.
    """

    first: Finding
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """The place of the first, and how many more there are: "Data!K5 and 28 more cells to K99"."""
        more = len(self.cells) - 1
        if not more:
            return self.first.place
        return f"{self.first.place} and {counted(more, 'more cell')} to {self.cells[-1]}"

    def __str__(self) -> str:
        return self.first.said_of(self.place)


def alike(findings: Iterable[Finding]) -> tuple[Alike, ...]:
    """Return findings grouped where they differ only in their cell, in order of the first of each."""
    together: dict[Finding, list[str]] = {}
    for finding in findings:
        together.setdefault(replace(finding, cell=""), []).append(finding.cell)
    return tuple(Alike(replace(said, cell=cells[0]), tuple(cells)) for said, cells in together.items())


def summarise(report: "Report", *, at_most: int) -> Iterator[str]:
    """Yield a report in lines, the first of each rule only; how many more there are is said for each.

    Args:
        report: The findings of one workbook.
        at_most: Lines about one rule.
    """
    yield f"{PurePath(report.path).name}: {report.summary}"
    lines, left_out = Counter[str](), Counter[str]()
    for said in alike(report):
        lines[said.first.code] += 1
        if lines[said.first.code] <= at_most:
            yield str(said)
        else:
            left_out[said.first.code] += len(said.cells)
    for code, number in left_out.items():
        yield f"… and {counted(number, 'more finding')} {code}; tht-xl check --format json gives all of them"


@dataclass(frozen=True, slots=True)
class RuleRun:
    """One rule that ran on a workbook, and what it looked at.

    Attributes:
        code: Of the rule.
        unit: What it looks at one by one: "file", "worksheet", "row", "cell", "comment", "formula", "waiver".
        checked: How many of them it looked at.
    """

    code: str
    unit: str
    checked: int


COLUMNS = ("code", "severity", "sheet", "cell", "given", "expected", "fix", "scope")
"""The columns of a report as a frame."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """All findings on one workbook, in reading order.

    Attributes:
        path: The workbook.
        findings: Everything that is wrong with it.
        ran: The rules that ran; `tht_xl.workbook.qa_log` says of each what came of it.
    """

    path: str
    findings: tuple[Finding, ...]
    ran: tuple[RuleRun, ...] = field(default=(), compare=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that hold something back; none that is waived."""
        return tuple(f for f in self.findings if f.holds_back)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that somebody has waived."""
        return tuple(f for f in self.findings if f.waiver is not None)

    @property
    def is_held_back(self) -> bool:
        """Whether the whole return is held back."""
        return any(f.scope is Scope.RETURN for f in self.errors)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"<Report {PurePath(self.path).name}: {self.summary}>"

    def __str__(self) -> str:
        return "\n".join([f"{PurePath(self.path).name}: {self.summary}", *map(str, alike(self.findings))])

    @property
    def summary(self) -> str:
        """How many findings of each severity there are: "2 errors, 1 warning", "nothing found"."""
        times = Counter(finding.severity for finding in self.findings)
        said = [counted(times[each], each) for each in Severity if times[each]]
        held = "; the whole return is held back" if self.is_held_back else ""
        return ", ".join(said) + held if said else "nothing found"

    def to_frame(self) -> "DataFrame":
        """Return the findings as a frame, one row each in reading order, all columns text."""
        return table_of(([str(getattr(finding, name)) for name in COLUMNS] for finding in self.findings), COLUMNS)
