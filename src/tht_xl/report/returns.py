"""What became of each partner's return, as the board paper tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that hold something back."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that somebody should look at."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    @property
    def is_held_back(self) -> bool:
        """Whether the whole return was held back."""
        return any(f.scope is Scope.RETURN for f in self.errors)

    @property
    def needs_attention(self) -> bool:
        """Whether anything of the return is missing from the paper."""
        return not self.received or self.is_held_back or self.rows_held_back > 0

    @property
    def why(self) -> str:
        """What kept the whole return out of the paper, or ""."""
        if not self.received:
            return f"the return of {self.partner} has not been received"
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


def kept_out(returns: Sequence[ReturnSummary]) -> dict[str, str]:
    """For each indicator whose newest figure is missing, why: its return as a whole, or the row, was held back."""
    return {indicator: _why(r, indicator) for r in returns for indicator in r.affected}


def _why(missing: ReturnSummary, indicator: str) -> str:
    why = missing.why or f"the row for {missing.newest_held_back[indicator]} in {missing.workbook} was held back"
    last = missing.last.get(indicator)
    return f"{why}; the last good value, {last}, stays in the shared sheet" if last else why
