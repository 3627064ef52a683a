"""A person's word that one finding in one cell is accepted, until its content changes or a day has passed."""

from dataclasses import dataclass
from datetime import date

from tht_xl.model.periods.label import day_label


@dataclass(frozen=True, slots=True)
class Waiver:
    """What is waived, by whom, why and for how long.

    Attributes:
        code: The finding's rule, such as "R402".
        key: The row: "indicator|area|period", or "row 20" where it has no such key.
        column: The heading of the column, or its letters where it has none.
        fingerprint: Of the cell's content; another content has another.
        role: Who waives it: a role, not a name.
        reason: Why it is accepted.
        until: The last day on which it does.
    """

    code: str
    key: str
    column: str
    fingerprint: str
    role: str
    reason: str
    until: date

    @property
    def words(self) -> str:
        """The waiver as a finding states it."""
        return f"Waived by {self.role} until {day_label(self.until)}: {self.reason.rstrip('.')}."
