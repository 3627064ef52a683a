"""Everything that was returned so far, version by version, and what of it counts in a month.

Nothing is ever changed or taken away: figures that differ from what is known are a new version, a withdrawal is a
version too. What counts in a month is the newest version of each key that had been returned by then. So an earlier
month can be run again and sees what it saw.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tht_xl.model.periods.period import Period
from tht_xl.store.records.observations import statuses
from tht_xl.store.records.remembered import Key, Remembered


@dataclass(frozen=True, slots=True)
class Memory:
    """All versions of all returned rows.

    Attributes:
        rows: In the order in which they were remembered.
    """

    rows: tuple[Remembered, ...] = ()

    def known_in(self, month: Period | None) -> dict[Key, Remembered]:
        """Return the version of each key that counts in a month, withdrawals included.

        Args:
            month: Nothing that was returned for a later month is seen; everything where it is None.
        """
        seen = (row for row in self.rows if month is None or row.month.start <= month.start)
        return _newest(seen)

    def known_before(self, month: Period) -> dict[Key, Remembered]:
        """Return the version of each key that counted before a month, withdrawals included."""
        return _newest(row for row in self.rows if row.month.start < month.start)

    def with_returned(self, returned: Iterable[Remembered]) -> "Memory":
        """Return the memory after these rows were returned; their versions are numbered here.

        A row that says what the memory knows already is not a new version, so that a month can be run twice.
        """
        known: dict[Period, dict[Key, Remembered]] = {}
        last = {row.key: row.version for row in _by_version(self.rows)}
        new: list[Remembered] = []
        for row in returned:
            if row.month not in known:
                known[row.month] = self.known_in(row.month)
            before = known[row.month].get(row.key)
            if before is not None and not before.is_withdrawal and before.says_what(row):
                continue
            last[row.key] = last.get(row.key, 0) + 1
            new.append(replace(row, version=last[row.key]))
        return _with_statuses((*self.rows, *new)) if new else self

    def with_withdrawn(self, reasons: Mapping[Key, tuple[str, str]], month: Period, day: date) -> "Memory":
        """Return the memory after rows were withdrawn; the figures stay in it, and no longer count.

        Args:
            reasons: Role and reason for each key. Keys that are unknown, or withdrawn already, change nothing.
            month: The month that is run.
            day: Today.
        """
        known, last = self.known_in(month), {row.key: row.version for row in _by_version(self.rows)}
        new = [
            replace(known[key], version=last[key] + 1, returned_on=day, role=role, month=month, reason=reason)
            for key, (role, reason) in reasons.items()
            if key in known and not known[key].is_withdrawal
        ]
        return _with_statuses((*self.rows, *new)) if new else self


def newest_return(memory: Memory) -> Period | None:
    """Return the latest month for which the memory holds a row."""
    return max((row.month for row in memory.rows), key=lambda month: month.start, default=None)


def _by_version(rows: Iterable[Remembered]) -> list[Remembered]:
    return sorted(rows, key=lambda row: row.version)


def _newest(rows: Iterable[Remembered]) -> dict[Key, Remembered]:
    newest: dict[Key, Remembered] = {}
    for row in rows:
        if row.key not in newest or row.order > newest[row.key].order:
            newest[row.key] = row
    return newest


def _with_statuses(rows: tuple[Remembered, ...]) -> Memory:
    found = statuses([r.key for r in rows], [r.order for r in rows], [r.is_withdrawal for r in rows])
    # Most rows stay what they are, and making a new one takes longer than all else.
    return Memory(
        tuple(
            row if row.status == status else replace(row, status=status)
            for row, status in zip(rows, found, strict=True)
        )
    )
