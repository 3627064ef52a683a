"""Who owes what in a month: each return as it is now, beside what it was asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Alike
from tht_xl.model.periods.period import Period
from tht_xl.month.closing.require import current_edition
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.month.cycle.ask import due_of
from tht_xl.month.cycle.known import known_periods, look_at_memory
from tht_xl.month.cycle.needs import Needs, Wanted, needs_of
from tht_xl.month.cycle.open_points import find_missing, split_findings
from tht_xl.month.cycle.register import file_hash
from tht_xl.month.cycle.write_return import name_of_partner
from tht_xl.month.evaluating.gather import check_returns
from tht_xl.month.progress import Notify, silent
from tht_xl.store.records.returns import Registered, month_received, registered_returns
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text
from tht_xl.workbook.check import Return
from tht_xl.workbook.file.neighbours import copies_beside, programs_that_have_open

State = Literal["nothing to give", "not asked", "awaited", "not filled in", "to correct", "question", "in"]
OWED = ("not asked", "awaited", "not filled in", "to correct")
"""The states in which a partner owes something after the due date. A question may wait."""


@dataclass(frozen=True, slots=True)
class ReturnStatus:
    """One return of a month, as it is now.

    Attributes:
        source: What the configuration says of it.
        partner: The partner's name.
        needs: What it has to give.
        state: Where it is.
        asked_on: The day on which it was asked for; None where nobody did.
        due: The day by which it is due.
        grace_until: The last day before the partner is chased.
        received_on: The day on which the file came; None where it has not.
        rows: Rows that can be used.
        held_back: Rows that cannot.
        missing: Rows that were asked for and are not in it, or are still blank.
        corrections: What holds something back, findings that say the same together.
        questions: What else somebody should answer, and nobody has explained yet.
        notes: What the person who runs the month should know.
    """

    source: ReturnSource
    partner: str
    needs: Needs
    state: State
    asked_on: date | None
    due: date
    grace_until: date
    received_on: date | None = None
    rows: int = 0
    held_back: int = 0
    missing: tuple[Wanted, ...] = ()
    corrections: tuple[Alike, ...] = ()
    questions: tuple[Alike, ...] = ()
    notes: tuple[str, ...] = ()

    def is_overdue(self, day: date) -> bool:
        """Return whether its partner owes something although the due date and the days of grace are over."""
        return self.state in OWED and day > self.grace_until


@dataclass(frozen=True, slots=True)
class _FromStore:
    """What the store says of the returns."""

    registered: Mapping[tuple[str, str], Registered]
    received_in: Mapping[str, str]
    """The earlier month in which a file was received, by its hash."""
    closed_on: str = ""
    """The day on which the month was closed; nothing while it is open."""


def month_status(config: MonthConfig, framework: Framework, *, notify: Notify = silent) -> tuple[ReturnStatus, ...]:
    """Return where each return of the month is. Nothing is written.

    Args:
        config: The month's configuration.
        framework: The definitions.
        notify: Told about progress.
    """
    with look_at_memory(config, framework) as memory:
        store = memory.store
        known = known_periods(config, framework, memory)
        returns = check_returns(config, framework, notify, memory=memory.memory, store=store)
        hashes = [file_hash(source.workbook) for source in config.returns]
        stored = _look_up(store, config.month, [each for each in hashes if each])
    return tuple(
        _status(config, framework, source, needs_of(source, framework, config.month, known), done, sha, stored)
        for source, done, sha in zip(config.returns, returns, hashes, strict=True)
    )


def _look_up(store: Store | None, month: Period, hashes: Sequence[str]) -> _FromStore:
    if store is None:
        return _FromStore({}, {})
    closed = current_edition(store, month_text(month))
    earlier = {each: month_received(store, each, before=month) for each in hashes}
    return _FromStore(registered_returns(store, month), {sha: text for sha, text in earlier.items() if text},
                      "" if closed is None else closed.closed_at[:10])  # fmt: skip


def _status(
    config: MonthConfig, framework: Framework, source: ReturnSource, needs: Needs, done: Return, sha: str,
    known: _FromStore,
) -> ReturnStatus:  # fmt: skip
    entry = known.registered.get((source.partner, source.workbook.name))
    due = due_of(config, source, needs)
    grace = config.grace_days if source.grace_days is None else source.grace_days
    asked_on = entry.asked_on if entry else None
    partner = name_of_partner(framework, source.partner)
    notes = list(_notes(source, done))
    if sha in known.received_in:
        notes.append(f"the file there is the return of {month_of(known.received_in[sha])}; this month's has not come")
    elif sha and known.closed_on and (entry is None or entry.sha256 != sha):
        notes.append(
            f"it came after {config.month} was closed on {known.closed_on}, and is not in that month: put it among the "
            "next month's returns, or open this one again (tht-xl month reopen)"
        )
    if not sha or sha in known.received_in:
        nothing = source.indicators and not needs.wanted
        state: State = "nothing to give" if nothing else "awaited" if asked_on else "not asked"
        return ReturnStatus(
            source, partner, needs, state, asked_on, due, due + timedelta(days=grace), notes=tuple(notes)
        )
    received_on = entry.received_on if entry and entry.sha256 == sha and entry.received_on else _day(source.workbook)
    missing = tuple(find_missing(needs, done, framework))
    corrections, questions = split_findings(done, needs)
    return ReturnStatus(
        source, partner, needs, _state(needs, missing, corrections, questions), asked_on, due,
        due + timedelta(days=grace), received_on, len(done.observations), len(done.held_back), missing, corrections,
        questions, tuple(notes),
    )  # fmt: skip


def _state(needs: Needs, missing: Sequence[Wanted], corrections: Sequence[Alike], questions: Sequence[Alike]) -> State:
    if needs.wanted and missing == needs.wanted and not corrections:
        return "not filled in"
    if corrections or missing:
        return "to correct"
    return "question" if questions else "in"


def _notes(source: ReturnSource, done: Return) -> Iterator[str]:
    name = source.workbook.name
    for program in programs_that_have_open(source.workbook):
        yield f"{name} is open in {program}: what was typed since it was last saved is not read"
    copies = copies_beside(source.workbook)
    if copies and source.workbook.exists():
        yield f"{' and '.join(copies)} beside it: only {name} is read; keep the one that counts under that name"
    elif copies:
        yield f"{' and '.join(copies)} is there: if that is the return, rename it to {name}"
    if done.report.is_held_back and source.workbook.exists():
        yield "the whole return is held back" if file_hash(source.workbook) else f"{name} is there and cannot be read"


def _day(path: Path) -> date:
    """Return the day on which a file that no run has read was saved."""
    return min(datetime.fromtimestamp(path.stat().st_mtime).astimezone().date(), today())
