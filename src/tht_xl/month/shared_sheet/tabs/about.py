"""`About`: what this sheet is, when and by whom it was brought up to date, and how to read it."""

from collections.abc import Iterable
from datetime import date

from tht_xl.model.definition import Framework
from tht_xl.model.periods.label import day_label
from tht_xl.model.vocabulary import SYMBOLS, Symbol
from tht_xl.month.shared_sheet.headings import KEY, Cell

ABOUT = "About"
COLUMNS = (KEY, "About", "What it is")
UPDATED, ROLE, VERSION = "updated", "role", "version"
"""Keys of the rows that say when, by which role and with which version the sheet was brought up to date."""
NO_ROLE = "Not named. Whoever runs the month names it in the month's file"


def about_rows(
    framework: Framework, *, title: str, month: str, updated: date, version: str, role: str = "", ask: str = "",
    people: Iterable[str] = (),
) -> list[dict[str, Cell]]:  # fmt: skip
    """Return the rows.

    Args:
        framework: The definitions.
        title: What the month's paper is called.
        month: The month that is shown, as "Nov 2026".
        updated: The day on which the sheet was brought up to date.
        version: The version of tht_xl.
        role: The role that ran the month; "" where nobody named one.
        ask: Whom to ask; the role unless given.
        people: Headings of the columns in which people write.
    """
    home = next(area.name for area in framework.areas if area.id == framework.home)
    said = (
        ("title", "What this is", f"{title}: {framework.name}, {home}"),
        ("month", "Month", month),
        (UPDATED, "Brought up to date on", day_label(updated)),
        (ROLE, "By", role or NO_ROLE),
        (VERSION, "Computed by", f"tht_xl {version}, framework {framework.id} version {framework.version}"),
        ("ask", "Whom to ask", ask or role or NO_ROLE),
        ("worksheets", "The worksheets",
         "The first: the latest figure of each indicator, and what you write beside it. History: every figure, a row "
         "each. Exceptions: what needs attention, as it is while you look. Definitions: what is counted, and against "
         "what it is rated. One for each register of the month: what its workbook says, which counts, and a Status "
         "that you may type for its keeper."),
        ("write", "Where you write",
         f"In the columns {_listed(people)}, and in any column, row or worksheet that you add. What you type anywhere "
         "stays. In a column that is computed it is reported, and the computed figure counts."),
        ("information", "Freedom of information",
         "What is typed in this sheet is recorded information. It may be disclosed on request under the Freedom of "
         "Information Act 2000. Write no names of residents, patients or staff."),
        ("colours", "Colours",
         "Red, amber and green say again what the word in the cell says; blue is higher or lower where neither is "
         "good. No colour: there is no agreed target, nothing is due yet, or nothing can be tested."),
        ("rating", "Rating",
         "Green, Amber and Red: the figure against its target, by the rating rule that Definitions names. "
         "Proposed: the target is not agreed, so that nothing is coloured."),
        ("sparkline", "Sparkline",
         "The latest ten periods, oldest first, from the lowest bar to the highest of this indicator. "
         "\N{MIDDLE DOT} is a period without a figure that may be shown."),
        ("marks", "Marks",
         "[r] revised since it was first shown; [p] provisional; [b] measured in a new way from this period on."),
        ("symbols", "Symbols in place of a figure",
         "; ".join(f"{symbol} {Symbol(symbol).meaning}" for symbol in SYMBOLS) + "."),
        ("attention", "What needs attention",
         "Red, worse than the comparator, getting worse, late, held back, or older than it should be. "
         '"Narrative expected": please write beside it what happened and what is being done.'),
    )  # fmt: skip
    return [dict(zip(COLUMNS, row, strict=True)) for row in said]


def _listed(headings: Iterable[str]) -> str:
    some = list(headings)
    return " and ".join(filter(None, (", ".join(some[:-1]), *some[-1:]))) or "that you add"
