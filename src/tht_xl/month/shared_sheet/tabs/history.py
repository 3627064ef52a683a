"""`History`: every figure that may be shown, a row for each indicator and period, for charts and pivot tables."""

from collections.abc import Iterable, Mapping

from tht_xl.framework.lookup import find_area
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.shared_sheet.headings import DOMAIN, KEY, Cell

HISTORY = "History"
PERIOD_ENDS = "Period ends"
"""Heading of the last day of a period, as 2023-03-31: sorted as a text, it is in order of time."""


def history_columns(framework: Framework) -> tuple[str, ...]:
    """Return the headings, the key first."""
    beside = (find_area(framework, comparator).name for comparator in framework.comparators)
    figures = ("Value", "Lower limit", "Upper limit", "Unit", *beside)
    # The name first: it stays in sight, and on a narrow screen there is room for one column beside the figures.
    return (KEY, "Indicator", "Period", PERIOD_ENDS, *figures, DOMAIN, "Note", "Source")


def history_rows(rows: Iterable[Mapping[str, Cell]], framework: Framework) -> list[dict[str, Cell]]:
    """Return the rows, in the order of the framework's domains, oldest period first.

    Args:
        rows: Every row of `sheet_rows`: what may not be shown is not among them.
        framework: The definitions.
    """
    columns = [column for column in history_columns(framework) if column != PERIOD_ENDS]
    told: list[dict[str, Cell]] = []
    for row in rows:
        ends = Period.parse(str(row["Period"])).end
        told.append({**{column: row[column] for column in columns}, PERIOD_ENDS: ends.isoformat()})
    order = list(dict.fromkeys(str(row[KEY]).split("|")[0] for row in told))
    return sorted(told, key=lambda row: (order.index(str(row[KEY]).split("|")[0]), str(row[PERIOD_ENDS])))
