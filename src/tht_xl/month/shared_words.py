"""What the paper takes over from the shared sheet: people's words, their corrections, and last good values."""

import math
from collections.abc import Mapping, Sequence

from tht_xl.framework.lookup import find_indicator
from tht_xl.framework.sentence import with_unit
from tht_xl.model.definition import Framework
from tht_xl.model.period import Period
from tht_xl.month.sheet_rows import Cell
from tht_xl.month.sync import SyncResult

TYPED_OVER = "Typed in the shared sheet"
"""Heading of the note that says which figure counts where somebody has typed over ours."""


def narratives(sync: SyncResult, headings: Sequence[str]) -> dict[str, dict[str, str]]:
    """What people wrote in their own columns, and which of our cells they typed over, by key and heading."""
    said: dict[str, dict[str, str]] = {}
    for key, row in sync.theirs.items():
        given = {heading: str(row[heading]) for heading in headings if row.get(heading) not in (None, "")}
        if given:
            said[key] = given
    for cell in (*sync.plan.kept, *sync.plan.conflicts):
        note = (
            f"{cell.column} {_shown(cell.theirs)} was typed there and stays there; "
            f"this paper shows {_shown(cell.ours)}, as computed."
        )
        typed = said.setdefault(cell.key, {})
        typed[TYPED_OVER] = f"{typed[TYPED_OVER]} {note}" if TYPED_OVER in typed else note
    return said


def last_values(theirs: Mapping[str, Mapping[str, Cell]], framework: Framework) -> dict[str, str]:
    """The newest value of each indicator that the shared sheet still holds, with its period."""
    newest: dict[str, tuple[Period, str]] = {}
    for key, row in theirs.items():
        name, _, rest = key.partition("|")
        value = row.get("Value")
        if not isinstance(value, float | int) or isinstance(value, bool) or math.isnan(value):
            continue
        indicator, period = find_indicator(framework, name), Period.parse(rest.partition("|")[2])
        if name not in newest or period > newest[name][0]:
            newest[name] = (period, f"{with_unit(indicator, value)} ({period})")
    return {name: words for name, (_, words) in newest.items()}


def _shown(cell: Cell) -> str:
    if cell is None or cell == "":
        return "(blank)"
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
