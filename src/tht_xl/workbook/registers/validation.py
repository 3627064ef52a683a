"""What a cell offers and questions while somebody types: drop-downs, limits, and a message that says what belongs."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tht_xl.templates.checks import LAST_YEAR, first_day
from tht_xl.templates.definition import ColumnDefinition, ColumnKind
from tht_xl.workbook.registers.sheet import FIRST_ROW, BookPlan, SheetPlan, quoted

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MAX_LIST = 255
"""Excel takes a list of choices up to this length; a longer one has to be in cells. [characters]"""
_MAX_TITLE, _MAX_MESSAGE = 32, 255


def add_validation(page: "Worksheet", book: BookPlan, plan: SheetPlan, column: ColumnDefinition) -> None:
    """Add a column's drop-down or limits, and its message. A computed column has neither."""
    if column.formula:
        return
    at, settings = plan.positions[column.id], _limits(book, plan, column)
    message = column.help or _expected(column)
    if message:
        settings |= {"input_title": column.heading[:_MAX_TITLE], "input_message": message[:_MAX_MESSAGE]}
    if settings["validate"] != "any":
        settings |= {
            "error_title": f"{column.heading}"[:_MAX_TITLE],
            "error_message": _expected(column)[:_MAX_MESSAGE] or "Choose from the list.",
            # A warning: the check column says what is wrong, and nobody is kept from typing what they know.
            "error_type": "warning",
        }
    if settings["validate"] != "any" or message:
        page.data_validation(FIRST_ROW - 1, at, plan.last_row - 1, at, settings)


def _limits(book: BookPlan, plan: SheetPlan, column: ColumnDefinition) -> dict[str, Any]:
    if column.values:
        # Entries with a comma would fall apart in Excel's list of choices: no drop-down is better than a wrong one.
        fits = len(",".join(column.values)) <= _MAX_LIST and not any("," in value for value in column.values)
        return {"validate": "list", "source": list(column.values)} if fits else {"validate": "any"}
    if column.to.startswith("framework."):
        return {"validate": "list", "source": f"={book.list_range(column.to)}"}
    if column.to:
        table, _, name = column.to.partition(".")
        other = book.sheets[table]
        heading = next(each.heading for each in other.table.columns if each.id == name)
        prefix = "" if other is plan else quoted(other.table.sheet) + "!"
        return {"validate": "list", "source": f"={prefix}{other.column(heading)}"}
    if column.kind is ColumnKind.COUNT:
        low, high = column.minimum or 0, column.maximum
        between = {"criteria": "between", "minimum": int(low), "maximum": int(high)} if high is not None else {}
        return {"validate": "integer", **(between or {"criteria": ">=", "value": int(low)})}
    if column.kind is ColumnKind.PERCENTAGE:
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    if column.kind is ColumnKind.DATE:
        first, last = first_day(column), date(LAST_YEAR - 1, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return {"validate": "any"}


def _expected(column: ColumnDefinition) -> str:
    return {
        ColumnKind.COUNT: "A whole number; blank where there is none.",
        ColumnKind.NUMBER: "A number.",
        ColumnKind.MONEY: "Pounds, digits only.",
        ColumnKind.PERCENTAGE: "A number from 0 to 100, without a % sign.",
        ColumnKind.DATE: "A date such as 30/11/2026.",
        ColumnKind.PERIOD: "A period such as 2024/25, Nov 2026 or 2021 - 23.",
        ColumnKind.ROLE: "A role such as Public health lead, not a name.",
    }.get(column.kind, "")
