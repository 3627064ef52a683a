"""What became of each partner's return, and which indicators lack their newest figure because of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tht_xl.model.finding import Finding, Scope, Severity


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    """One partner's return for the month.

    Attributes:
        workbook: File name, without its folder.
        partner: Name of the partner that sent it, or that should have.
        rows_used: Rows that entered the evaluation. [count]
        rows_held_back: Rows left out because of an error. [count]
        findings: Everything the checks found.
        indicators: Ids of the indicators that the return reports on.
        received: Whether a file arrived at all.
        last: The last good value of an indicator, by its id, where the shared sheet still holds one.
        newest_held_back: The newest period of an indicator, by its id, where the row for it was held back.
        is_one_of_several: Whether the partner is to send other workbooks too, so that its name alone says too little.
    """

    workbook: str
    partner: str
    rows_used: int = 0
    rows_held_back: int = 0
    findings: tuple[Finding, ...] = ()
    indicators: tuple[str, ...] = ()
    received: bool = True
    last: Mapping[str, str] = field(default_factory=dict[str, str])
    newest_held_back: Mapping[str, str] = field(default_factory=dict[str, str])
    is_one_of_several: bool = False

    @property
    def sender(self) -> str:
        """The partner, with the workbook where there is more than one."""
        return f"{self.partner} ({self.workbook})" if self.is_one_of_several else self.partner

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that hold something back."""
        return tuple(f for f in self.findings if f.holds_back)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that somebody should look at."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    @property
    def is_held_back(self) -> bool:
        """Whether a return that arrived was held back as a whole. One that is missing is missing, and nothing else."""
        return self.received and any(f.scope is Scope.RETURN for f in self.errors)

    @property
    def needs_attention(self) -> bool:
        """Whether anything of the return is missing from the paper."""
        return not self.received or self.is_held_back or self.rows_held_back > 0

    @property
    def why(self) -> str:
        """What kept the whole return out of the paper, or ""."""
        if not self.received:
            name = f"{self.workbook} " if self.is_one_of_several else ""
            return f"the return {name}of {self.partner} has not been received"
        return f"the return {self.workbook} was held back" if self.is_held_back else ""

    @property
    def affected(self) -> tuple[str, ...]:
        """Ids of the indicators whose newest figure is missing from the paper."""
        return self.indicators if self.why else tuple(self.newest_held_back)

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if not self.received:
            return "Not received"
        if self.is_held_back:
            return "Held back"
        return "Accepted in part" if self.rows_held_back else "Accepted"


@dataclass(frozen=True, slots=True)
class Absence:
    """Why the newest figure of an indicator is missing.

    Attributes:
        kind: "late" where the return has not arrived; "held-back" where it, or the row for the newest period, has
            arrived and an error keeps it out.
        why: The same in words: "the return child-weight.xlsx was held back".
        last: The last good value that the shared sheet still holds, with its period, or "".
        period: The period of the row that was held back; "" where the whole return is missing.
    """

    kind: Literal["late", "held-back"]
    why: str
    last: str = ""
    period: str = ""

    @property
    def words(self) -> str:
        """Why, and what the shared sheet still holds."""
        return f"{self.why}; the last good value, {self.last}, stays in the shared sheet" if self.last else self.why


def absences(returns: Sequence[ReturnSummary]) -> dict[str, tuple[Absence, ...]]:
    """For each indicator whose newest figure is missing, why; several reasons where several returns report it."""
    found: dict[str, tuple[Absence, ...]] = {}
    for summary in returns:
        for indicator in summary.affected:
            row = "" if summary.why else summary.newest_held_back[indicator]
            why = summary.why or f"the row for {row} in {summary.workbook} was held back"
            kind = "held-back" if summary.received else "late"
            absence = Absence(kind, why, summary.last.get(indicator, ""), row)
            found[indicator] = (*found.get(indicator, ()), absence)
    return found
