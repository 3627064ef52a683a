"""Actions that people type beside a figure, in a return or the shared sheet, become rows of the month's action tracker.

The tracker's workbook belongs to its keeper and is never written to. An action that is not in it yet is kept in the
store, shown in every view and paper with those that are, and listed in a file of rows to add. Once the keeper has taken
it in, the workbook is its master: what is typed elsewhere changes nothing there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.model.counted import counted
from tht_xl.model.periods.label import day_label
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.returned_words import ReturnedText
from tht_xl.month.registers.registers import MonthRegister
from tht_xl.month.registers.typed_beside import actions_beside_figures, brought_up_to_date, lines_of_differences
from tht_xl.month.registers.updates import kept_cells
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.tables import table_as_csv
from tht_xl.partnership.monitoring.assessed import is_action_heading
from tht_xl.partnership.plans.merge_actions import (
    action_id,
    is_typed_elsewhere,
    merge_actions,
    plain_words,
)
from tht_xl.store.records.registers import GONE, RegisterUpdate, newest_updates
from tht_xl.store.store import Store
from tht_xl.templates.definition import ColumnKind, TableDefinition
from tht_xl.templates.table import Row, Tables

TRACKER, ACTIONS = "action-tracker", "actions"
"""The template of an action tracker, and its table."""
NOTHING_TO_ADD = "The workbook has every action. The rows of an earlier run were here and have been removed.\n"
CLOSED = ("done", "dropped")
"""States of an action that nobody has to do any more."""


@dataclass(frozen=True, slots=True)
class MonthActions:
    """The month's actions, wherever they were typed.

    Attributes:
        registers: The month's registers; the tracker with a row for each action that was typed elsewhere.
        tracker: Its name; "" where the month names none.
        rows: The tracker's rows.
        lines: What became of the actions that were typed elsewhere, a line each.
        to_add: The rows that the tracker's workbook does not have yet, as CSV; "" for none.
    """

    registers: tuple[MonthRegister, ...]
    tracker: str = ""
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    to_add: str = ""

    @property
    def to_add_name(self) -> str:
        """The name of the file with the rows to add."""
        return f"{self.tracker.rpartition('.')[0] or self.tracker}-to-add.csv"

    def by_indicator(self) -> dict[str, tuple[str, ...]]:
        """Return the open actions in words, with owner, due day and state, by the indicator that they are to move."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row["indicator"] and row["status"] not in CLOSED:
                found.setdefault(row["indicator"], []).append(action_in_words(row))
        return {indicator: tuple(texts) for indicator, texts in found.items()}

    def without_tracked(self, said: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """Return what people wrote without the actions that the tracker has: it is where they are read and changed."""
        known = {(row["indicator"] or "", plain_words(row["action"] or "")) for row in self.rows}
        ids = {str(row["id"]) for row in self.rows}

        def is_tracked(key: str, heading: str, text: str) -> bool:
            indicator = key.split("|")[0]
            is_known = (indicator, plain_words(text)) in known or action_id(text, indicator) in ids
            return is_action_heading(heading) and is_known

        return {k: {h: t for h, t in texts.items() if not is_tracked(k, h, t)} for k, texts in said.items()}


def actions_to_add(config: MonthConfig, actions: MonthActions) -> dict[str, str]:
    """Return the file with the rows that the tracker's workbook does not have; where there are none, that there are."""
    name = actions.to_add_name
    if actions.to_add:
        return {name: actions.to_add}
    return {name: NOTHING_TO_ADD} if actions.tracker and (config.output / name).exists() else {}


def action_in_words(row: Row) -> str:
    """Return an action with its owner, due day and state."""
    return _in_words(row["action"], row["owner"], row["due"], row["status"])


def known_actions(config: MonthConfig, store: Store) -> dict[str, tuple[str, ...]]:
    """Return the open actions of the month's tracker as they were last recorded, in words, by their indicator."""
    found: dict[str, list[str]] = {}
    for source in config.registers:
        for each in newest_updates(store, source.workbook.name, up_to=config.month).values():
            cells, indicator = each.cells, str(each.cells.get("indicator", ""))
            if each.template == TRACKER and each.status != GONE and indicator and cells.get("status") not in CLOSED:
                due = cells.get("due")
                words = _in_words(cells.get("action"), cells.get("owner"), due and date.fromisoformat(str(due)),
                                  cells.get("status"))  # fmt: skip
                found.setdefault(indicator, []).append(words)
    return {indicator: tuple(texts) for indicator, texts in found.items()}


def _in_words(action: object, owner: object, due: object, status: object) -> str:
    by_when = f"due {day_label(due)}" if isinstance(due, date) else "no due date"
    return f"{action} ({owner or 'owner not named'}; {by_when}; {status or 'no update'})"


def month_actions(
    config: MonthConfig,
    registers: Sequence[MonthRegister],
    returned: Sequence[ReturnedText],
    sync: SyncResult | None,
    results: Results,
    store: Store | None,
    today: date,
) -> MonthActions:
    """Return the month's registers with a row of the tracker for each action that was typed beside a figure.

    Args:
        config: The month's configuration.
        registers: Its registers as checked.
        returned: What partners wrote in their returns.
        sync: What the shared sheet holds; None where there is none.
        results: What everybody may see. An action beside any other figure would give it away, and stays where it is.
        store: What earlier months recorded; None where nothing is kept.
        today: The day on which it is read.
    """
    open_keys = {result.key for series in results.by_indicator.values() for result in series}
    typed = [each for each, key in actions_beside_figures(config, returned, sync, results) if key in open_keys]
    found = next((r for r in registers if r.is_used and r.tables and r.tables.template.id == TRACKER), None)
    if found is None or found.tables is None:
        said = f"{counted(len(typed), 'action')} {'was' if len(typed) == 1 else 'were'} typed beside figures. Name an "
        said += "action tracker under 'registers:', and each becomes a row of it (docs/plans.md)."
        return MonthActions(tuple(registers), lines=(said,) if typed else ())
    known = newest_updates(store, found.name, up_to=config.month) if store is not None else {}
    rows = list(found.tables[ACTIONS])
    present = {str(row["id"]).strip() for row in rows}
    # Its keeper has deleted it: that somebody types it once more does not bring it back.
    newest = {**known, **{(each.table, each.key): each for each in found.updates}}
    deleted = {key for (table, key), each in newest.items() if table == ACTIONS and each.status == GONE} - present
    kept = [
        each for (table, key), each in known.items()
        if table == ACTIONS and key not in present and each.status != GONE and is_typed_elsewhere(key, each.place)
    ]  # fmt: skip
    # What was typed beside it since: until its keeper takes it in, it is known from there alone.
    filled = tuple(brought_up_to_date(kept, typed, config.month, today))
    newest_kept = [next((each for each in filled if each.key == old.key), old) for old in kept]
    before = [*({"id": r["id"], "action": r["action"], "indicator": r["indicator"]} for r in rows),
              *({"id": each.key, **each.cells} for each in newest_kept)]  # fmt: skip
    wanted = [each for each in typed if action_id(each.action, each.indicator) not in deleted]
    merged = merge_actions(before, wanted)
    new = [_update(row, found, config, today) for row in merged.rows if row["id"] in merged.new]
    tables = _with_rows(found.tables, [*newest_kept, *new])
    updates = (*found.updates, *filled, *(replace(each, cells=_cells_of(tables, each.key)) for each in new))
    taken_in = replace(found, tables=tables, updates=updates)
    return MonthActions(
        tuple(taken_in if each is found else each for each in registers),
        found.name,
        tuple(tables[ACTIONS]),
        (*_lines(found.name, new, kept, len(typed) - len(wanted)), *lines_of_differences(found.name, merged, present)),
        _rows_to_add(tables),
    )


def _update(row: Mapping[str, object], tracker: MonthRegister, config: MonthConfig, today: date) -> RegisterUpdate:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    cells = {name: value for name, value in plain.items() if isinstance(value, str | float | bool)}
    return RegisterUpdate(tracker.name, TRACKER, ACTIONS, str(row["id"]), "new", cells, str(row["source"]),
                          config.month, tracker.keeper, today)  # fmt: skip


def _with_rows(tables: Tables, further: Sequence[RegisterUpdate]) -> Tables:
    """Return a tracker's tables with rows that its workbook does not have."""
    copy = Tables(tables.template, tables.lists, tables.today, tables.name, tables.source,
                  is_illustrative=tables.is_illustrative)  # fmt: skip
    for table in tables:
        rows: list[tuple[int, Mapping[str, object]]] = [(row.number, row.given) for row in table]
        elsewhere: dict[int, str] = {}
        if table.definition.id == ACTIONS:
            first = max((number for number, _ in rows), default=1) + 1
            elsewhere = {first + at: each.place for at, each in enumerate(further)}
            rows += [(first + at, _given(each, table.definition)) for at, each in enumerate(further)]
        copy.add(table.definition.id, table.positions, rows, elsewhere)
    return copy


def _given(update: RegisterUpdate, definition: TableDefinition) -> dict[str, object]:
    """Return recorded cells as a worksheet has them: days, which are recorded as ISO texts, as days."""
    days = {column.id for column in definition.columns if column.kind is ColumnKind.DATE}
    return {
        name: date.fromisoformat(value) if name in days and isinstance(value, str) else value
        for name, value in update.cells.items()
    }


def _cells_of(tables: Tables, name: str) -> Mapping[str, str | float | bool]:
    """Return the cells of a row as they are recorded, so that next month's reading of the same row changes nothing."""
    return kept_cells(next(row for row in tables[ACTIONS] if row["id"] == name))


def _lines(tracker: str, new: Sequence[RegisterUpdate], kept: Sequence[RegisterUpdate], again: int) -> Iterator[str]:
    if new:
        them, rows = ("it", "a row") if len(new) == 1 else ("each", "rows")
        yield f"{counted(len(new), 'action')} typed beside figures: {them} became {rows} of {tracker}."
    if new or kept:
        yield (
            f"{counted(len(new) + len(kept), 'row')} of {tracker} not in its workbook yet: {_to_add_name(tracker)} has "
            "them, to be pasted below the others."
        )
    if again:
        yield f"{counted(again, 'action')} typed beside figures had been deleted from {tracker}: not added again."


def _to_add_name(tracker: str) -> str:
    return MonthActions((), tracker).to_add_name


def _rows_to_add(tables: Tables) -> str:
    table = tables[ACTIONS]
    columns = [column for column in table.definition.columns if not column.formula]
    rows = [
        tuple("" if row[column.id] is None else str(row[column.id]) for column in columns)
        for row in table
        if row.number in table.elsewhere
    ]
    frame = pd.DataFrame(rows, columns=pd.Index([column.heading for column in columns]))
    return table_as_csv(frame) if rows else ""
