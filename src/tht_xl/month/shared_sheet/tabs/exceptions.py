"""`Exceptions`: what needs attention, by formulas over the first worksheet, so that it lives while people type.

The formulas are written once, where the worksheet is made, and never again. Google moves their references along when
somebody inserts, drags or renames; a column that somebody deletes shows as `#REF!`, which no formula here hides.
"""

from collections.abc import Sequence

from tht_xl.documents.addresses import column_letters, quoted_title
from tht_xl.month.shared_sheet.headings import ATTENTION, CHANGED, DOMAIN, DUE, KEY, LATEST, OWNER, WHICH
from tht_xl.month.shared_sheet.tabs.history import HISTORY, PERIOD_ENDS
from tht_xl.sheets.matching import matches
from tht_xl.sheets.table import Formula

EXCEPTIONS = "Exceptions"
LINE = "Line"
"""Heading of the series as a drawn line; the first column, because what is beside it fills itself to the right."""
NOTHING = "Nothing needs attention."
SHOWN = (DOMAIN, "Indicator", "Period", "Value", "Unit", "Rating", "In words", ATTENTION, CHANGED)
LAST = (OWNER, DUE, KEY)


def exceptions_headings(header: Sequence[str], people: Sequence[str], *, has_history: bool = False) -> tuple[str, ...]:
    """Return the headings of the worksheet: those columns of the first one that it has.

    Args:
        header: Headings of the first worksheet, as they are there.
        people: Headings of the columns in which people write.
        has_history: Whether the spreadsheet has the worksheet from which lines are drawn.
    """
    shown = (each for each in (*SHOWN, *people, *LAST) if _place(header, each) is not None)
    return (LINE, *shown) if has_history else tuple(shown)


def exceptions_formulas(
    header: Sequence[str], people: Sequence[str], worksheet: str, history: Sequence[str] = ()
) -> tuple[str | Formula, ...]:
    """Return the row below the headings: a formula for the lines, and one that fills every other column.

    Args:
        header: Headings of the first worksheet, as they are there.
        people: Headings of the columns in which people write.
        worksheet: Title of the first worksheet.
        history: Headings of `History`; none where there is no such worksheet, and then no line is drawn.

    Returns:
        Nothing where the first worksheet has no column that says what needs attention.
    """
    shown = exceptions_headings(header, people)
    if ATTENTION not in shown:
        return ()
    columns = {heading: _column(worksheet, header, heading) for heading in (*shown, WHICH)}
    is_meant = f'({columns[ATTENTION]}<>"")'
    # The heading is text too; where rows say whether they are the latest, that leaves it out as well.
    latest = columns[WHICH]
    is_meant += f'*({latest}="{LATEST}")' if latest else f'*({columns[ATTENTION]}<>"{ATTENTION}")'
    rows = f"FILTER(HSTACK({','.join(columns[heading] for heading in shown)}),{is_meant})"
    found = Formula(f'=IF(SUMPRODUCT({is_meant})=0,"{NOTHING}",SORT({rows},1,TRUE,2,TRUE))')
    # The keys are the last column, and the lines come before the first.
    return (Formula(_lines(column_letters(len(shown)), history)), found) if history else (found,)


def _lines(key: str, history: Sequence[str]) -> str:
    """Return a formula that draws, in each row with a key, the values of its indicator in order of time."""
    keys, ends, values = (_column(HISTORY, history, heading) for heading in (KEY, PERIOD_ENDS, "Value"))
    indicator = 'REGEXEXTRACT(k,"^[^|]+[|]")'
    is_its = f"(LEFT({keys},LEN({indicator}))={indicator})*ISNUMBER({values})"
    series = f"INDEX(SORT(FILTER(HSTACK({ends},{values}),{is_its}),1,TRUE),0,2)"
    return f'=MAP({key}2:{key},LAMBDA(k,IF(k="","",IFNA(SPARKLINE({series}),""))))'


def _column(worksheet: str, header: Sequence[str], heading: str) -> str:
    """Return a column of a worksheet in a formula, as a whole, so that no inserted row is left out; "" for none."""
    place = _place(header, heading)
    return "" if place is None else f"{quoted_title(worksheet)}!{column_letters(place)}:{column_letters(place)}"


def _place(header: Sequence[str], heading: str) -> int | None:
    return next((place for place, each in enumerate(header) if matches(each, heading)), None)
