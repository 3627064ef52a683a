"""The worksheets beside the first that the month keeps up to date: `History`, `Definitions` and `About`."""

from collections.abc import Iterable, Mapping, Sequence

from tht_xl.model.definition import Framework
from tht_xl.month.shared_sheet.headings import DOMAIN, KEY, Cell
from tht_xl.month.shared_sheet.tabs import about, definitions
from tht_xl.month.shared_sheet.tabs.history import HISTORY, PERIOD_ENDS, history_columns, history_rows
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.layout import WorksheetLook

GREY, BLUE = "#7A8790", "#17406B"
"""Colours of the tabs: what is read about the sheet, and the figures."""
ONE_OR_TWO_DECIMALS = "#,##0.0#"
WIDE, MEDIUM, NARROW = 420, 190, 110
"""Widths of columns with sentences, with names, and with figures. [pixels]"""
SENTENCES = frozenset({"Definition", "Numerator", "Denominator", "Disclosure rule", "Note", "Source", about.COLUMNS[2]})
NAMES = frozenset({DOMAIN, "Indicator", "Full name", "Target", "Owner of the figure", about.COLUMNS[1]})


def month_tabs(framework: Framework) -> tuple[Tab, ...]:
    """Return the worksheets, in the order in which they are made.

    Args:
        framework: The definitions.
    """
    history = history_columns(framework)
    return (
        _tab(HISTORY, history, _look(history, BLUE, frozen=2)),
        _tab(definitions.DEFINITIONS, definitions.COLUMNS, _look(definitions.COLUMNS, GREY, frozen=2)),
        _tab(about.ABOUT, about.COLUMNS, _look(about.COLUMNS, GREY)),
    )


def rows_of_tabs(
    framework: Framework, rows: Iterable[Mapping[str, Cell]], about_rows: Sequence[Mapping[str, Cell]]
) -> dict[str, Sequence[Mapping[str, Cell]]]:
    """Return the rows of each of the worksheets, by title.

    Args:
        framework: The definitions.
        rows: Every row of `sheet_rows`.
        about_rows: The rows of `About`.
    """
    return {
        HISTORY: history_rows(rows, framework),
        definitions.DEFINITIONS: definitions.definition_rows(framework),
        about.ABOUT: about_rows,
    }


def _tab(title: str, headings: Sequence[str], look: WorksheetLook) -> Tab:
    key, *others = headings
    # A version that adds a column finds worksheets without it.
    return Tab(title, (Column(key), *(Column(heading, is_optional=True) for heading in others)), look)


def _look(headings: Sequence[str], colour: str, *, frozen: int = 0) -> WorksheetLook:
    """Return the look of a worksheet to read: its key hidden, its sentences wrapped, every column warned of."""
    figures = set(headings) - SENTENCES - NAMES - {KEY}
    widths = dict.fromkeys(SENTENCES, WIDE) | dict.fromkeys(NAMES, MEDIUM) | dict.fromkeys(figures, NARROW)
    numbers = figures - {"Period", PERIOD_ENDS, "Unit"} if "Value" in headings else ()
    return WorksheetLook(
        headings=headings,
        managed=frozenset(headings),
        hidden=frozenset({KEY}),
        frozen=frozen,
        widths=widths,
        formats=dict.fromkeys(numbers, ONE_OR_TWO_DECIMALS),
        wrapped=(SENTENCES | NAMES) & frozenset(headings),
        tab=colour,
    )
