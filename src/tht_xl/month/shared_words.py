"""What the paper takes over from the shared sheet: people's words, their corrections, and last good values."""

import math
from collections.abc import Mapping, Sequence

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_indicator
from tht_xl.framework.observations import key_of
from tht_xl.framework.sentence import with_unit
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.period import Period
from tht_xl.model.symbol import WITHHELD
from tht_xl.month.sheet_rows import Cell
from tht_xl.month.sync import SyncResult
from tht_xl.sheets.matching import match_key, matches

TYPED_OVER = "Typed in the shared sheet"
"""Heading of the note that says which figure counts where somebody has typed over ours."""


def narratives(sync: SyncResult, headings: Sequence[str], framework: Framework) -> dict[str, dict[str, str]]:
    """What people wrote in their own columns, and which of our cells they typed over, by key and heading.

    Args:
        sync: The shared sheet after the run.
        headings: Headings of people's columns, as the configuration spells them.
        framework: Whose ids spell a key that the sheet writes in another way.
    """
    said: dict[str, dict[str, str]] = {}
    spelling = {match_key(name): name for name in {name for row in sync.theirs.values() for name in row}}
    for key, row in sync.theirs.items():
        cells = {heading: row.get(spelling.get(match_key(heading), heading)) for heading in headings}
        given = {heading: str(cell) for heading, cell in cells.items() if cell not in (None, "")}
        if given:
            ours = _own_key(key, framework)
            # The sync spells the keys it knows as we do; a row it does not know may still be a figure of the paper.
            row_said = said.setdefault(key_of(ours[0].id, framework.home, str(ours[1])) if ours else key, {})
            row_said |= {h: f"{row_said[h]}\n{text}" if h in row_said else text for h, text in given.items()}
    for cell in (*sync.plan.kept, *sync.plan.conflicts):
        note = _typed_over(cell.column, cell.theirs, cell.ours)
        typed = said.setdefault(cell.key, {})
        typed[TYPED_OVER] = f"{typed[TYPED_OVER]} {note}" if TYPED_OVER in typed else note
    return said


def last_values(theirs: Mapping[str, Mapping[str, Cell]], framework: Framework) -> dict[str, str]:
    """The newest value of each indicator that the shared sheet still holds, with its period."""
    newest: dict[str, tuple[Period, str]] = {}
    for key, row in theirs.items():
        value, ours = row.get("Value"), _own_key(key, framework)
        if ours is None or not isinstance(value, float | int) or isinstance(value, bool) or math.isnan(value):
            continue
        indicator, period = ours
        if indicator.id not in newest or period > newest[indicator.id][0]:
            newest[indicator.id] = (period, f"{with_unit(indicator, value)} ({period})")
    return {name: words for name, (_, words) in newest.items()}


def _own_key(key: str, framework: Framework) -> tuple[Indicator, Period] | None:
    """What a key of ours stands for; None for a row that somebody keeps for themselves."""
    parts = [part.strip() for part in (match_key(key) or "").split("|")]
    if len(parts) != 3 or not matches(parts[1], framework.home):
        return None
    try:
        return find_indicator(framework, parts[0]), Period.parse(parts[2])
    except ThtError:
        return None


def _typed_over(column: str, theirs: Cell, ours: Cell) -> str:
    if ours in WITHHELD:
        return f"{column}: a figure was typed there. This paper withholds it; please take it out of the sheet."
    return f"{column}: {_shown(theirs)} was typed there and stays there; this paper shows {_shown(ours)}, as computed."


def _shown(cell: Cell) -> str:
    if cell is None or cell == "":
        return "(blank)"
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
