"""What has happened to the rows of a register since they were last recorded."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from tht_xl.formulas.cell import FormulaError, Scalar
from tht_xl.model.periods.period import Period
from tht_xl.partnership.plans.merge_actions import is_typed_elsewhere
from tht_xl.store.records.registers import GONE, RegisterUpdate, RowStatus
from tht_xl.templates.definition import ColumnKind, TableDefinition
from tht_xl.templates.table import Row, Table, Tables
from tht_xl.workbook.registers.check import Filled

NO_CHANGE = "no change"
"""The word of a status column by which a row's keeper says in one cell that it is as it was."""
KeptCell = str | float | bool
Known = Mapping[tuple[str, str], RegisterUpdate]


def with_known_status(filled: Filled, known: Known) -> Tables:
    """Return a register's tables in which "no change" is replaced by what the row said before.

    A row that was never recorded keeps the word: there is nothing before it.
    """
    given = filled.tables
    if given is None:
        raise ValueError("a register that could not be read has no tables")
    tables = Tables(given.template, given.lists, given.today, given.name, given.source,
                    is_illustrative=given.is_illustrative)  # fmt: skip
    for table in given:
        rows = [(row.number, dict(row.given) | _before(row, known)) for row in table]
        tables.add(table.definition.id, table.positions, rows)
    return tables


def updates_of(
    filled: Filled, known: Known, *, register: str, month: Period, role: str, today: date
) -> Iterator[RegisterUpdate]:
    """Yield what is to be recorded of a register: rows that are new, changed, confirmed, gone, or in it again.

    A row that an error holds back is left as it was recorded: it is neither changed nor gone. The same month read
    again gives nothing.

    Args:
        filled: The register as checked.
        known: The newest update of each row.
        register: Name of its file.
        month: The month that is run.
        role: Who keeps it.
        today: The day on which it is read.
    """
    tables = with_known_status(filled, known)
    for table in tables:
        name, present = table.definition.id, set[str]()
        for row, typed in zip(table, filled[name], strict=True):
            key = key_of_row(row)
            if key in present:
                continue  # the same row twice, which a finding says where the table has a key
            present.add(key)
            if (name, row.number) in filled.held_back:
                continue
            status = _status(row, typed, known.get((name, key)), month)
            if status:
                before = known.get((name, key))
                yield RegisterUpdate(register, tables.template.id, name, key, status, kept_cells(row), row.place, month,
                                     role, today, 1 + (before.version if before else 0))  # fmt: skip
        if not table.positions:
            continue  # the sheet is missing: nothing can be said of its rows
        for (of, key), before in known.items():
            # An action that was typed in a return is not in the workbook until its keeper has taken it in.
            if is_typed_elsewhere(key, before.place):
                continue
            if of == name and key not in present and before.status != GONE:
                yield RegisterUpdate(register, tables.template.id, name, key, GONE, before.cells, before.place, month,
                                     role, today, before.version + 1)  # fmt: skip


def key_of_row(row: Row) -> str:
    """Return what names a row: its unique column; in a table without one, a fingerprint of what it holds.

    In the second case a row that changes is a row that is gone and one that is new, which is all that can be known.
    """
    unique = _unique(row.table.definition)
    if unique and row[unique] is not None:
        return str(row[unique]).strip()
    return "#" + sha256(json.dumps(kept_cells(row), sort_keys=True).encode()).hexdigest()[:16]


def kept_cells(row: Row) -> dict[str, KeptCell]:
    """Return the cells that somebody filled in, as they are recorded: days as ISO texts.

    A text that waits for its release is not recorded: what a month keeps is in its papers and its closing.
    """
    cells: dict[str, KeptCell] = {}
    for column in row.table.definition.columns:
        if column.formula or not row.is_released(column.id):
            continue
        value: object = row[column.id]
        cell: Scalar = row.cell_of(column.id)
        if isinstance(value, date):
            cells[column.id] = value.isoformat()
        elif isinstance(cell, str | float | bool) and cell != "":
            cells[column.id] = cell
        elif isinstance(cell, FormulaError):
            cells[column.id] = str(cell)
    return cells


def _status(row: Row, typed: Row, before: RegisterUpdate | None, month: Period) -> RowStatus | None:
    if before is None:
        return "new"
    if before.status == GONE:
        return "back"
    if kept_cells(row) != dict(before.cells):
        return "changed"
    if is_typed_elsewhere(before.key, before.place):
        return "no change"  # its keeper has taken it into the workbook, which is its master from here on
    says_no_change = any(typed[name] == NO_CHANGE for name in _with_no_change(typed.table))
    return "no change" if says_no_change and before.month.start < month.start else None


def _before(row: Row, known: Known) -> dict[str, object]:
    columns = [name for name in _with_no_change(row.table) if row[name] == NO_CHANGE]
    before = known.get((row.table.definition.id, key_of_row(row))) if columns else None
    if before is None:
        return {}
    return {name: before.cells[name] for name in columns if name in before.cells}


def _with_no_change(table: Table) -> list[str]:
    return [c.id for c in table.definition.columns if c.kind is ColumnKind.CHOICE and NO_CHANGE in c.values]


def _unique(definition: TableDefinition) -> str:
    return next((column.id for column in definition.columns if column.unique), "")
