"""Read and check the registers of a month, and say what has happened to each since the month before. Start here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.model.periods.label import month_label
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.registers import RegisterSource
from tht_xl.month.cycle.register import file_hash
from tht_xl.month.progress import Notify
from tht_xl.month.registers.updates import Known, updates_of, with_known_status
from tht_xl.store.records.registers import RegisterSeen, RegisterUpdate, newest_updates, registers_seen
from tht_xl.store.store import Store
from tht_xl.templates.table import Tables
from tht_xl.workbook.registers.check import Filled, read_workbook
from tht_xl.workbook.registers.foreign import read_foreign

MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}
"""After how many months a register is owed again."""


@dataclass(frozen=True, slots=True)
class MonthRegister:
    """One register as a month found it.

    Attributes:
        source: The configuration's entry.
        filled: Its tables and findings.
        tables: Its tables with "no change" replaced by what the rows said before; None where it could not be read.
        updates: What is to be recorded of it.
        seen: How this month found it; None where the file is not there or could not be read.
        updated: The month in which its file last changed; None where that is not known.
        is_owed: Whether its keeper owes an update.
    """

    source: RegisterSource
    filled: Filled
    tables: Tables | None
    updates: tuple[RegisterUpdate, ...]
    seen: RegisterSeen | None
    updated: Period | None
    is_owed: bool

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.source.workbook.name

    @property
    def keeper(self) -> str:
        """The role that keeps it."""
        template = self.filled.template
        return self.source.role or (template.filled_in_by if template else "")

    @property
    def is_used(self) -> bool:
        """Whether its rows count: it could be read, and is not made up to show how something works."""
        return self.tables is not None and not self.tables.is_illustrative

    @property
    def counts(self) -> Mapping[str, int]:
        """How many updates of each kind there are."""
        return Counter(update.status for update in self.updates)

    @property
    def says(self) -> str:
        """What became of it, in a sentence without its name."""
        report = self.filled.report
        if self.tables is None:
            return "could not be read; what was recorded of it before stays"
        if not self.is_used:
            return "is illustrative: it is checked, and enters nothing"
        rows = sum(len(table) for table in self.tables)
        said = [counted(rows, "row")]
        said += [f"{number} {status}" for status, number in self.counts.items()]
        if report.errors:
            said.append(f"{counted(len(self.filled.held_back), 'row')} held back")
        if self.is_owed:
            since = f" since {month_label(self.updated.start)}" if self.updated else ""
            said.append(f"owed: not brought up to date{since}")
        return ", ".join(said)

    def summary(self) -> dict[str, object]:
        """Return it in numbers, for a program."""
        report = self.filled.report
        return {
            "workbook": str(self.source.workbook),
            "template": self.filled.template.id if self.filled.template else None,
            "kept_by": self.keeper,
            "rows": sum(len(table) for table in self.tables) if self.tables else 0,
            "errors": len(report.errors),
            "warnings": len(report) - len(report.errors),
            "updates": dict(self.counts),
            "updated": str(self.updated) if self.updated else None,
            "owed": self.is_owed,
            "used": self.is_used,
        }


def check_registers(
    config: MonthConfig, framework: Framework, notify: Notify, *, store: Store | None, today: date
) -> tuple[MonthRegister, ...]:
    """Check every register of a month, one after the other; a bad one does not stop the others.

    Args:
        config: The month's configuration.
        framework: Whose lists the references name.
        notify: Told about progress.
        store: What earlier months recorded; None where nothing is kept.
        today: The day on which they are read.
    """
    found = []
    for number, source in enumerate(config.registers):
        notify("Checking registers", number, len(config.registers))
        found.append(_compare(source, _read(source, framework, today), config.month, store, today))
    if found:
        notify("Checking registers", len(found), len(found))
    return tuple(found)


def _read(source: RegisterSource, framework: Framework, today: date) -> Filled:
    if source.mapping:
        return read_foreign(source.workbook, source.mapping, framework=framework, today=today)
    filled = read_workbook(source.workbook, framework=framework, today=today)
    if filled.origin.framework in ("", framework.id):
        return filled
    # A plan of another framework, such as that of 2009, names that framework's indicators.
    return read_workbook(source.workbook, today=today)


def _compare(source: RegisterSource, filled: Filled, month: Period, store: Store | None, today: date) -> MonthRegister:
    name = source.workbook.name
    known: Known = newest_updates(store, name, up_to=month) if store else {}
    if filled.tables is None or filled.template is None or filled.report.is_held_back:
        return MonthRegister(source, filled, None, (), None, None, is_owed=filled.template is None)
    tables, template = with_known_status(filled, known), filled.template
    role = source.role or template.filled_in_by
    updates: tuple[RegisterUpdate, ...] = ()
    if not tables.is_illustrative:
        updates = tuple(updates_of(filled, known, register=name, month=month, role=role, today=today))
    report = filled.report
    seen = RegisterSeen(name, template.id, month, file_hash(source.workbook), sum(map(len, tables)),
                        len(report.errors), len(report) - len(report.errors), today)  # fmt: skip
    updated = _updated(seen, registers_seen(store, name) if store else ())
    every = MONTHS.get(source.frequency or template.frequency)
    is_owed = every is not None and updated is not None and _months_between(updated, month) >= every
    return MonthRegister(source, filled, tables, updates, seen, updated, is_owed and not tables.is_illustrative)


def _updated(seen: RegisterSeen, before: Sequence[RegisterSeen]) -> Period:
    """Return the month in which a file first was as it is."""
    first = seen.month
    for each in sorted(before, key=lambda each: each.month.start, reverse=True):
        if each.month.start > seen.month.start:
            continue
        if each.sha256 != seen.sha256:
            break
        first = each.month
    return first


def _months_between(first: Period, last: Period) -> int:
    return (last.start.year - first.start.year) * 12 + last.start.month - first.start.month
