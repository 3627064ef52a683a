"""Say in the row itself which figure counts where somebody has typed over one of our cells.

Their cell stays as they typed it. The rating, the comparison and the sentence beside it are of the computed figure, so
a row with a person's value beside our rating says so, in the column "Note", with the month in which it was
first seen.
"""

import re
from collections.abc import Mapping

from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.plan.plan import Conflict, Kept, Plan
from tht_xl.sheets.table import Cell, Row, Table

NOTE = "Note"
MAX_TEXT = 40
"""Longest text that is repeated; a sentence that somebody rewrote can be read in its own cell."""


def mark_typed_over(ours: Table, theirs: Table, plan: Plan, month: str) -> Table:
    """Return our rows, with what counts in the note of each row that holds a cell of somebody's.

    Args:
        ours: The rows we computed, by key.
        theirs: The rows of the sheet, by key.
        plan: What a synchronisation would do with them.
        month: The month that is run.
    """
    said: dict[str, list[str]] = {}
    for cell in (*plan.conflicts, *plan.kept):
        if cell.column != NOTE:
            said.setdefault(cell.key, []).append(_what_counts(cell, theirs.get(cell.key, {}), month))
    if not said:
        return ours
    return {key: _noted(row, said[key]) if key in said else row for key, row in ours.items()}


def typed_since(row: Mapping[str, Cell], column: str, typed: Cell, otherwise: str) -> str:
    """Return the month in which a note of ours first said that this was typed; `otherwise` where none says so."""
    note = row.get(NOTE)
    began = re.escape(_typed(column, typed))
    found = re.search(rf"{began} in ([A-Z][a-z]{{2}} \d{{4}});", note) if isinstance(note, str) else None
    return found[1] if found else otherwise


def cell_words(cell: Cell) -> str:
    """Return what a cell holds, as a note repeats it."""
    if cell is None or cell == "":
        return "(blank)"
    said = f"{cell:.6g}" if isinstance(cell, float) else str(cell)
    return said if len(said) <= MAX_TEXT else "another text"


def _what_counts(cell: Kept | Conflict, row: Row, month: str) -> str:
    if cell.ours in WITHHELD:
        # What was typed may be the very count that is withheld.
        return f"{cell.column}: a figure was typed here although it is withheld; please take it out"
    since = typed_since(row, cell.column, cell.theirs, month)
    counts = "the computed text" if len(str(cell.ours)) > MAX_TEXT else cell_words(cell.ours)
    return f"{_typed(cell.column, cell.theirs)} in {since}; {counts} counts, and rating and sentence follow it"


def _typed(column: str, typed: Cell) -> str:
    return f"{column}: {cell_words(typed)} was typed here"


def _noted(row: Row, said: list[str]) -> Row:
    return {**row, NOTE: "; ".join(filter(None, (str(row.get(NOTE) or ""), *said)))}
