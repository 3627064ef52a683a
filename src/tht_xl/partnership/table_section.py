"""A section of a view that is rows of a register, column by column."""

from collections.abc import Iterable, Mapping

from tht_xl.model.periods.period import Period
from tht_xl.partnership.view import ViewCell, ViewSection
from tht_xl.templates.table import Row


def table_section(
    heading: str,
    rows: Iterable[Row],
    columns: Mapping[str, str],
    *,
    names: Mapping[str, Mapping[str, str]] | None = None,
    sentences: tuple[str, ...] = (),
) -> ViewSection:
    """Return rows of a register as a section.

    Args:
        heading: Its heading.
        rows: The rows.
        columns: The heading of each column by its id in the template, in order.
        names: For columns that hold the number of something, what that is called, by the column's id.
        sentences: What it says in words.
    """

    def cell(row: Row, column: str) -> ViewCell:
        value = row[column]
        value = str(value) if isinstance(value, Period) else value
        return (names or {}).get(column, {}).get(value, value)

    shown = tuple(tuple(cell(row, column) for column in columns) for row in rows)
    if not shown:
        return ViewSection(heading, (*sentences, "Nothing is entered."))
    return ViewSection(heading, sentences, tuple(columns.values()), shown)


def gap_place(row: Row, column: str) -> str:
    """Return the sheet and cell where something is to be done, such as "Risks!E5"."""
    return f"{row.table.definition.sheet}!{row.address(column)}"
