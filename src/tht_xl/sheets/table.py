"""What a cell of the shared sheet may hold, when two cells are the same, and how a cell is sent."""

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tht_xl.errors import SheetError

Cell: TypeAlias = str | float | bool | None
"""Text, a number, a boolean, or nothing."""

Row: TypeAlias = Mapping[str, Cell]
"""Cells by column header."""

Table: TypeAlias = Mapping[str, Row]
"""Rows by key."""

NOT_KNOWN = "\N{REPLACEMENT CHARACTER}not known"
"""What the base holds for a cell that both sides had before the base began. It equals nothing either side writes."""

MAX_TEXT_LENGTH = 50_000
"""The longest text Google keeps in a cell. [characters]"""


class Formula(str):
    """A formula as it was typed. Compared as its text; sent back as a formula. Nothing we compute is ever one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column the synchronisation manages, found by its header. The first one of a table is the key.

    Attributes:
        name: Its header.
        is_optional: Whether a sheet may do without it. It is filled where somebody has headed a blank column so; where
            people have a column of that name with something in it, it is theirs.
    """

    name: str
    is_optional: bool = False


def cell(value: object, where: str = "") -> Cell:
    """Bring a value into the form in which a sheet gives it back.

    Blank text and NaN are nothing; line ends are a line feed; numbers keep every digit.

    Args:
        value: Text, number, boolean or None.
        where: Key and column, for the error.

    Raises:
        SheetError: The value cannot be kept in a cell.

    Examples:
        >>> cell(5), cell("007"), cell(""), cell(float("nan"))
        (5.0, '007', None, None)
    """
    match value:
        case None | "":
            return None
        case bool():
            return value
        case str():
            if len(value) > MAX_TEXT_LENGTH:
                raise SheetError(
                    f"text of {len(value)} characters", where=where, remedy=f"A cell holds at most {MAX_TEXT_LENGTH}"
                )
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case numbers.Real():
            return _number(float(value), where)
    raise SheetError(f"{type(value).__name__} in a cell", where=where, remedy="Use text, a number, true/false or None")


def _number(value: float, where: str) -> Cell:
    if math.isinf(value):
        raise SheetError("an infinite number in a cell", where=where, remedy="Leave the cell blank")
    return None if math.isnan(value) else value


def same(first: Cell, second: Cell) -> bool:
    """Return whether two cells hold the same: numbers at 12 significant digits, all else exactly.

    Examples:
        >>> same(0.1 + 0.2, 0.3), same("7", 7.0), same(True, 1.0), same(None, 0.0)
        (True, False, False, False)
    """
    if isinstance(first, float) and isinstance(second, float):
        return first == second or significant(first) == significant(second)
    if isinstance(first, str) and isinstance(second, str):
        return first == second
    return type(first) is type(second) and first == second


def comparable(value: Cell) -> tuple[str, Any]:
    """Return what two cells that are the `same` have in common: equal, and hashed alike, for these and for no others.

    Examples:
        >>> comparable(0.1 + 0.2) == comparable(0.3), comparable("7") == comparable(7.0)
        (True, False)
    """
    match value:
        case bool():
            return "boolean", value
        case float():
            return "number", significant(value)
        case str():
            return "text", str(value)
    return "nothing", None


def significant(value: float) -> float:
    """Return a number at the 12 digits at which numbers are compared."""
    # By way of 15 digits, which is what a spreadsheet is sure to keep: a number and its return then round alike.
    return float(f"{float(f'{value:.15g}'):.12g}")


def entered(value: Cell) -> dict[str, Any]:
    """Return the cell as the API takes it: typed, so that nothing is parsed and "=..." stays text.

    Examples:
        >>> entered("=1+1"), entered(None)
        ({'userEnteredValue': {'stringValue': '=1+1'}}, {})
    """
    match value:
        case None:
            return {}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case Formula():
            return {"userEnteredValue": {"formulaValue": str(value)}}
        case str():
            return {"userEnteredValue": {"stringValue": value}}
    return {"userEnteredValue": {"numberValue": value}}


def from_entered(data: Mapping[str, Any]) -> Cell:
    """Return the inverse of `entered`."""
    kind, value = next(iter(data.get("userEnteredValue", {}).items()), ("", None))
    return Formula(value) if kind == "formulaValue" else cell(value)
