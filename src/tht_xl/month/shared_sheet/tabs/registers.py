"""A worksheet for each register that the month names: what its workbook says, and a status that people may type.

The workbook is the master. What is typed in the sheet changes nothing there: it is a proposal to its keeper.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tht_xl.month.registers.registers import MonthRegister
from tht_xl.month.registers.updates import NO_CHANGE
from tht_xl.month.shared_sheet.headings import KEY, Cell
from tht_xl.month.shared_sheet.placeholder import says_nothing
from tht_xl.sheets.matching import match_key, matches
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.templates.definition import ColumnDefinition, ColumnKind, TableDefinition
from tht_xl.templates.table import Row, Table

STATUS, STATUS_THERE = "Status", "Status in the register"
"""Headings of the status that people type, and of the one that the workbook has."""
NO_STATUS = frozenset({NO_CHANGE, "no update"})
"""Entries by which a keeper says that there is nothing to say; nobody proposes them."""
TAB, WIDE, NARROW = "#6B4E16", 280, 120
"""Colour of the tab, and widths of columns with and without sentences. [pixels]"""


@dataclass(frozen=True, slots=True)
class RegisterTab:
    """A table of a register as a worksheet.

    Attributes:
        register: Name of the register's file.
        tab: The worksheet.
        rows: Its rows, each with its key.
        takes_status: Whether people may type a status there.
    """

    register: str
    tab: Tab
    rows: tuple[Mapping[str, Cell], ...]
    takes_status: bool


@dataclass(frozen=True, slots=True)
class ProposedStatus:
    """A status that somebody typed in the shared sheet and that the register has otherwise."""

    key: str
    there: str
    typed: str


def register_tabs(registers: Sequence[MonthRegister], taken: Collection[str]) -> tuple[RegisterTab, ...]:
    """Return a worksheet for each table that has rows, and a column that tells them apart.

    A table without such a column would seem to lose a row, and to have a new one, whenever a cell of it changed.

    Args:
        registers: The month's registers as checked.
        taken: Titles of the other worksheets.
    """
    found: list[RegisterTab] = []
    for register in registers:
        for table in register.tables or () if register.is_used else ():
            unique = next((column.id for column in table.definition.columns if column.unique), "")
            if unique and len(table):
                titles = (*taken, *(each.tab.title for each in found))
                found.append(_register_tab(register, table, unique, titles))
    return tuple(found)


def proposed_statuses(tab: RegisterTab, theirs: Mapping[str, Mapping[str, Cell]]) -> Iterator[ProposedStatus]:
    """Yield each status that somebody typed and that the register has otherwise.

    Args:
        tab: The worksheet as we filled it.
        theirs: What it holds, by key.
    """
    if not tab.takes_status:
        return
    for row in tab.rows:
        key = str(row[KEY])
        typed = next((cell for name, cell in theirs.get(key, {}).items() if matches(name, STATUS)), None)
        there = str(row.get(STATUS_THERE) or "")
        if typed is not None and not says_nothing(typed) and match_key(typed) != match_key(there):
            yield ProposedStatus(key, there, " ".join(str(typed).split()))


def _register_tab(register: MonthRegister, table: Table, unique: str, taken: Sequence[str]) -> RegisterTab:
    definition, name = table.definition, register.name
    status = _status_of(definition)
    master = register.source.master or (register.filled.template.master if register.filled.template else "file")
    takes_status = status is not None and master == "sheet"
    columns = [column for column in definition.columns if not column.formula]
    headings = {column.id: STATUS_THERE if column is status else column.heading for column in columns}
    title = definition.sheet
    if any(matches(title, other) for other in taken):
        title = f"{title} ({Path(name).stem})"[:100]
    managed = (KEY, *headings.values())
    seen: dict[str, Mapping[str, Cell]] = {}
    for row in table:
        if row[unique] is not None:
            seen.setdefault(match_key(row[unique]) or "", _cells(row, unique, headings))
    look = _look(managed, columns, headings, status if takes_status else None)
    tab = Tab(title, tuple(Column(heading, is_optional=heading != KEY) for heading in managed), look)
    return RegisterTab(name, tab, tuple(seen.values()), takes_status)


def _cells(row: Row, unique: str, headings: Mapping[str, str]) -> dict[str, Cell]:
    cells = {heading: _cell(row, column) for column, heading in headings.items()}
    return {KEY: str(row[unique]).strip(), **cells}


def _cell(row: Row, column: str) -> Cell:
    """Return a cell as the sheet has it: a day as 2027-03-31; nothing where a text waits for its release."""
    if not row.is_released(column):
        return None
    value = row[column]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "") or None


def _status_of(definition: TableDefinition) -> ColumnDefinition | None:
    found = (each for each in definition.columns if each.kind is ColumnKind.CHOICE and matches(each.heading, STATUS))
    return next(found, None)


def _look(
    managed: Sequence[str],
    columns: Sequence[ColumnDefinition],
    headings: Mapping[str, str],
    status: ColumnDefinition | None,
) -> WorksheetLook:
    sentences = {headings[each.id] for each in columns if each.kind is ColumnKind.TEXT and not each.unique}
    place = managed.index(STATUS_THERE) + 1 if status else len(managed)
    people = (STATUS,) if status else ()
    return WorksheetLook(
        headings=(*managed[:place], *people, *managed[place:]),
        managed=frozenset(managed),
        hidden=frozenset({KEY}),
        frozen=2,
        widths=dict.fromkeys(managed, NARROW) | dict.fromkeys(sentences, WIDE),
        wrapped=frozenset((*managed, *people)),
        lists={STATUS: [word for word in status.values if word not in NO_STATUS]} if status else {},
        tab=TAB,
    )
