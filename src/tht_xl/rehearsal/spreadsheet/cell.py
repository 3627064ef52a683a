"""One cell: what was typed, what it shows, how it looks."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tht_xl.rehearsal.spreadsheet.arithmetic import calculate
from tht_xl.rehearsal.spreadsheet.display import display_text
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_object

Scalar = bool | int | float | str
MAX_TEXT = 50_000
"""The longest text Google keeps in a cell. [characters]"""

_VALUE_KINDS = frozenset({"numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"})


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A formula as typed, with "=". Only arithmetic on numbers is calculated; any other shows its own text."""

    text: str

    @property
    def result(self) -> Scalar:
        """Its value, or its text where the rehearsal cannot calculate it."""
        number = calculate(self.text)
        return self.text if number is None else number


class Cell(NamedTuple):
    """A cell that holds something. It never changes: an edit puts another in its place.

    Attributes:
        value: What was entered; None where there is only a format, a note or a rule.
        format: The CellFormat that was set, as the API writes it.
        note: The note, or "".
        rule: The data validation rule, as the API writes it.
    """

    value: Scalar | TypedFormula | None = None
    format: Mapping[str, Any] | None = None
    note: str = ""
    rule: Mapping[str, Any] | None = None

    @property
    def effective(self) -> Scalar | None:
        """What the cell counts as: the value, or the result of its formula."""
        return self.value.result if isinstance(self.value, TypedFormula) else self.value

    @property
    def number_format(self) -> Mapping[str, str]:
        """Type and pattern, or empty for automatic."""
        return (self.format or {}).get("numberFormat", {})

    @property
    def text(self) -> str:
        """What a person sees."""
        value = self.effective
        return "" if value is None else display_text(value, self.number_format)

    @property
    def is_plain(self) -> bool:
        """Whether there is a value, or a formula, and nothing else."""
        return self.format is None and not self.note and self.rule is None

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is left in the cell."""
        return self.value is None and not self.format and not self.note and not self.rule


def with_value(cell: Cell | None, value: Scalar | TypedFormula | None) -> Cell | None:
    """Return the cell with another value; its format stays."""
    if cell is None:
        return None if value is None else Cell(value)
    changed = cell._replace(value=value)
    return None if changed.is_bare else changed


def plain_number(value: Scalar) -> Scalar:
    """Return a whole number without its ".0", as JSON writes it."""
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def checked_number(number: int | float) -> int | float:
    """Return the number as a spreadsheet keeps it: whole numbers beyond 2^53 lose their last digits.

    Raises:
        ApiError: It is too large, infinite or not a number.
    """
    if isinstance(number, int) and abs(number) < 2**53:
        return number
    try:
        number = float(number)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ApiError("Invalid value: a number must be finite and fit 64 bits.")
    return number


def checked_text(text: str) -> str:
    """Return the text, refused when it is longer than a cell may hold."""
    if len(text) > MAX_TEXT:
        raise ApiError("Your input contains more than the maximum of 50000 characters in a single cell.")
    return text


def value_from_json(given: Any, where: str) -> Scalar | TypedFormula | None:  # noqa: ANN401 - JSON
    """Return the value an ExtendedValue holds.

    Raises:
        ApiError: It holds two kinds, or one of the wrong type.
    """
    given = require_object(given, where, _VALUE_KINDS)
    if not given:
        return None
    if len(given) > 1:
        raise ApiError(f"Invalid value at '{where}': oneof field 'value' is already set.")
    kind, value = next(iter(given.items()))
    if kind == "boolValue" and isinstance(value, bool):
        return value
    if kind == "numberValue" and isinstance(value, int | float) and not isinstance(value, bool):
        return checked_number(value)
    if kind == "stringValue" and isinstance(value, str):
        return checked_text(value) or None
    if kind == "formulaValue" and isinstance(value, str):
        if not value.startswith("="):
            raise ApiError(f"{where}.formulaValue: a formula must start with '='.")
        return TypedFormula(checked_text(value))
    raise ApiError(f"Invalid value at '{where}.{kind}': {value!r}")


def value_to_json(value: Scalar | TypedFormula | None) -> dict[str, Any]:
    """Return a value as an ExtendedValue."""
    if value is None:
        return {}
    if isinstance(value, TypedFormula):
        return {"formulaValue": value.text}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": plain_number(value)}
