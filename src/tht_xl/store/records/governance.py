"""The tables of what was decided: approvals, explanations, and how old records of each type are."""

from dataclasses import dataclass
from datetime import date

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text


@dataclass(frozen=True, slots=True)
class Approval:
    """A word on a figure or on its narrative, and the role that gave it.

    Attributes:
        key: The row: "indicator|area|period".
        kind: "figure" or "narrative".
        word: "provisional", "checked" or "agreed".
        role: Who gave it: a role, not a name.
        given_on: The day.
        value_hash: Of what was approved; another content has another.
    """

    key: str
    kind: str
    word: str
    role: str
    given_on: date
    value_hash: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a finding is accepted, by which role and until which day.

    Attributes:
        workbook: File name of the return.
        key: The row.
        column: Heading of the column, or its letters.
        code: The finding's rule.
        fingerprint: Of the cell's content.
        reason_id: The reason on the list, such as "late-data".
        words: What else was said.
        role: Who accepted it.
        accepted_on: The day.
        until: The last day on which it holds.
        month: The month in which it was accepted.
    """

    workbook: str
    key: str
    column: str
    code: str
    fingerprint: str
    reason_id: str
    words: str
    role: str
    accepted_on: date
    until: date
    month: Period


def add_approval(store: Store, approval: Approval, month: Period) -> None:
    """Record an approval; the newest one of a key and kind counts."""
    store.add(
        "approval",
        month=month_text(month),
        key=approval.key,
        kind=approval.kind,
        word=approval.word,
        role=approval.role,
        given_on=approval.given_on.isoformat(),
        value_hash=approval.value_hash,
    )


def approvals(store: Store, month: Period) -> dict[tuple[str, str], Approval]:
    """Return the newest approval of each key and kind that was given for a month or before it."""
    rows = store.read("SELECT * FROM approval WHERE month <= ? ORDER BY id", month_text(month))
    return {
        (row["key"], row["kind"]): Approval(
            row["key"], row["kind"], row["word"], row["role"], date.fromisoformat(row["given_on"]), row["value_hash"]
        )
        for row in rows
    }


def add_explanation(store: Store, explanation: Explanation) -> None:
    """Record an accepted explanation."""
    store.add(
        "explanation",
        workbook=explanation.workbook,
        key=explanation.key,
        column=explanation.column,
        code=explanation.code,
        fingerprint=explanation.fingerprint,
        reason_id=explanation.reason_id,
        words=explanation.words,
        role=explanation.role,
        accepted_on=explanation.accepted_on.isoformat(),
        until=explanation.until.isoformat(),
        month=month_text(explanation.month),
    )


def explanations(store: Store) -> tuple[Explanation, ...]:
    """Return every accepted explanation, oldest first."""
    return tuple(
        Explanation(
            row["workbook"],
            row["key"],
            row["column"],
            row["code"],
            row["fingerprint"],
            row["reason_id"],
            row["words"],
            row["role"],
            date.fromisoformat(row["accepted_on"]),
            date.fromisoformat(row["until"]),
            month_of(row["month"]),
        )
        for row in store.read("SELECT * FROM explanation ORDER BY id")
    )
