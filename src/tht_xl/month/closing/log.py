"""Who did what, when and why."""

import json
from dataclasses import dataclass

from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.store.store import Store


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log.

    Attributes:
        at: When, in UTC.
        what: What was done: "close", "reopen", "purge".
        subject: To what.
        role: By whom.
        reason: Why.
        detail: What else was recorded, as a mapping.
    """

    at: str
    what: str
    subject: str
    role: str
    reason: str
    detail: dict[str, object]

    def __str__(self) -> str:
        when = self.at.replace("T", " ").removesuffix("Z")
        by = f" by {masked(self.role)}" if self.role else ""
        why = f": {masked(self.reason)}" if self.reason else ""
        return f"{when}  {self.what} {masked(self.subject)}".rstrip() + by + why

    def as_data(self) -> dict[str, object]:
        """Return the entry for a program."""
        return {
            "at": self.at,
            "what": self.what,
            "subject": masked(self.subject),
            "role": masked(self.role),
            "reason": masked(self.reason),
            "detail": self.detail,
        }


def log_entries(store: Store) -> tuple[LogEntry, ...]:
    """Return the log, oldest first."""
    found = store.read("SELECT at, what, subject, role, reason, detail FROM log ORDER BY id")
    return tuple(LogEntry(*(str(cell) for cell in each[:5]), detail=json.loads(each[5])) for each in found)
