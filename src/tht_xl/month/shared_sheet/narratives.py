"""What the paper takes over from the shared sheet: people's words, their corrections, and last good values."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from tht_xl.errors import ThtError
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import WITHHELD
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import DEFAULT_NARRATIVE
from tht_xl.month.memory.row import Key
from tht_xl.month.shared_sheet.headings import Cell
from tht_xl.month.shared_sheet.placeholder import says_nothing
from tht_xl.month.shared_sheet.rows import reading_of_row
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.shared_sheet.typed_over import cell_words, typed_since
from tht_xl.sheets.matching import match_key, matches

TYPED_OVER = "Typed in the shared sheet"
"""Heading of the note that says which figure counts where somebody has typed over ours."""


def narrative_columns(config: MonthConfig) -> tuple[str, ...]:
    """Return the headings of the columns whose text is printed in the paper."""
    return config.sheet.narrative if config.sheet else DEFAULT_NARRATIVE


def own_words(
    theirs: Mapping[str, Mapping[str, Cell]], headings: Sequence[str], framework: Framework
) -> dict[str, dict[str, str]]:
    """Return what people wrote in their own columns of the sheet, by key and heading.

    Rows are left out in which nothing is written, or nothing but "n/a" and its like.

    Args:
        theirs: Rows of the sheet, by key.
        headings: Headings of people's columns, as the configuration spells them.
        framework: Whose ids spell a key that the sheet writes in another way.
    """
    said: dict[str, dict[str, str]] = {}
    spelling = {match_key(name): name for name in {name for row in theirs.values() for name in row}}
    for key, row in theirs.items():
        cells = {heading: row.get(spelling.get(match_key(heading), heading)) for heading in headings}
        given = {heading: str(cell) for heading, cell in cells.items() if cell is not None and match_key(cell)}
        # Beside a narrative "none" can be the action; by itself it is none.
        if not all(map(says_nothing, given.values())):
            ours = _own_key(key, framework)
            # The sync spells the keys it knows as we do; a row it does not know may still be a figure of the paper.
            row_said = said.setdefault(key_of(ours[0].id, framework.home, str(ours[1])) if ours else key, {})
            row_said |= {h: f"{row_said[h]}\n{text}" if h in row_said else text for h, text in given.items()}
    return said


def narratives(
    sync: SyncResult, headings: Sequence[str], framework: Framework, month: str = ""
) -> dict[str, dict[str, str]]:
    """Return the narratives, and a note wherever somebody has typed over one of our cells, by key and heading.

    Args:
        sync: What the sheet holds.
        headings: Headings of people's columns.
        framework: Whose ids spell a key that the sheet writes in another way.
        month: The month that is run, as "Nov 2026": the date of what the sheet does not date yet.
    """
    said = own_words(sync.theirs, headings, framework)
    for cell in (*sync.plan.kept, *sync.plan.conflicts):
        since = typed_since(sync.theirs.get(cell.key, {}), cell.column, cell.theirs, month)
        note = _typed_over(cell.column, cell.theirs, cell.ours, since)
        typed = said.setdefault(cell.key, {})
        typed[TYPED_OVER] = f"{typed[TYPED_OVER]} {note}" if TYPED_OVER in typed else note
    return said


def last_values(
    theirs: Mapping[str, Mapping[str, Cell]], framework: Framework, until: date | None = None
) -> dict[str, str]:
    """Return the newest value of each indicator that the shared sheet still holds, with its period, in words."""
    newest: dict[str, Result] = {}
    for indicator, reading in _own_rows(theirs, framework, until):
        if reading.value is not None and (indicator.id not in newest or reading.period > newest[indicator.id].period):
            newest[indicator.id] = reading
    return {
        name: f"{with_unit(find_indicator(framework, name), reading.value)} ({reading.period})"
        for name, reading in newest.items()
        if reading.value is not None
    }


def last_readings(
    theirs: Mapping[str, Mapping[str, Cell]], framework: Framework, until: date | None = None
) -> dict[str, Result]:
    """Return the newest row of each indicator that the shared sheet still holds, as it was computed in its own month.

    Args:
        theirs: Rows of the sheet, by key.
        framework: The definitions.
        until: A period that ends after this day is left out.
    """
    newest: dict[str, Result] = {}
    for indicator, reading in _own_rows(theirs, framework, until):
        if indicator.id not in newest or reading.period > newest[indicator.id].period:
            newest[indicator.id] = reading
    return newest


def comparator_figures(
    theirs: Mapping[str, Mapping[str, Cell]], framework: Framework, apart: Collection[Key] = ()
) -> dict[Key, float]:
    """Return the figures of comparators that the shared sheet shows, by indicator, area and period.

    Args:
        theirs: Rows of the sheet, by key.
        framework: The definitions.
        apart: Rows that were withdrawn and must not come back.
    """
    return {
        key: beside.value
        for indicator, reading in _own_rows(theirs, framework, None)
        for beside in reading.comparisons
        if beside.value is not None and (key := (indicator.id, beside.area.id, str(reading.period))) not in apart
    }


def _own_rows(
    theirs: Mapping[str, Mapping[str, Cell]], framework: Framework, until: date | None
) -> Iterator[tuple[Indicator, Result]]:
    """Every row of ours that the sheet holds, with a value or a symbol for one withheld."""
    for key, row in theirs.items():
        ours = _own_key(key, framework)
        if ours is None or (until is not None and ours[1].end > until):
            continue
        reading = reading_of_row(row, *ours, framework)
        if reading.value is not None or reading.withheld:
            yield ours[0], reading


def _own_key(key: str, framework: Framework) -> tuple[Indicator, Period] | None:
    """Return the indicator that a key of ours means; None for a row that somebody keeps for themselves."""
    parts = [part.strip() for part in (match_key(key) or "").split("|")]
    if len(parts) != 3 or not matches(parts[1], framework.home):
        return None
    try:
        return find_indicator(framework, parts[0]), Period.parse(parts[2])
    except ThtError:
        return None


def _typed_over(column: str, theirs: Cell, ours: Cell, since: str) -> str:
    if ours in WITHHELD:
        return f"{column}: a figure was typed there. This paper withholds it; please take it out of the sheet."
    typed, computed = cell_words(theirs), cell_words(ours)
    said = f"{column}: {typed} was typed there and stays there; this paper shows {computed}, as computed."
    is_figure = isinstance(ours, float | int) and not isinstance(ours, bool)
    dated = f" Typed since {since}." if since else ""
    return f"{said}{' Rating and sentence follow the computed figure.' if is_figure else ''}{dated}"
