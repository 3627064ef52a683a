"""The functions that a rule may call: those that Excel, LibreOffice and formualizer compute alike."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from tht_xl.formulas.cell import (
    DIV0,
    NUM,
    VALUE,
    FormulaError,
    Scalar,
    Value,
    as_boolean,
    as_day,
    as_number,
    as_text,
)
from tht_xl.model.days import serial_of

LAZY: Final = frozenset({"IF", "IFERROR", "TODAY"})
"""Functions that `evaluate` knows: those that evaluate only some arguments, and the one that asks the calendar."""

OF_REFERENCES: Final = frozenset({"AND", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "OR", "SUM", "SUMPRODUCT"})
"""Functions to which the cell of a row is a range of one: in a range they pass over texts."""


ARGUMENTS: Final[Mapping[str, range]] = {
    "IF": range(3, 4), "IFERROR": range(2, 3), "TODAY": range(1),
    **dict.fromkeys(("ABS", "DAY", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LEN", "LOWER", "MONTH", "NOT",
                     "TRIM", "UPPER", "YEAR"), range(1, 2)),
    **dict.fromkeys(("LEFT", "MOD", "RIGHT", "ROUND", "SEARCH"), range(2, 3)),
    **dict.fromkeys(("DATE", "MID"), range(3, 4)),
}  # fmt: skip
"""How many arguments each function takes; one or more where it is not here."""


def _cells(values: Sequence[Value]) -> Iterator[tuple[Scalar, bool]]:
    """Yield every cell of the arguments, and whether it is in a column."""
    for value in values:
        if isinstance(value, list):
            yield from ((cell, True) for cell in value)
        else:
            yield value, False


def _numbers(values: Sequence[Value]) -> list[float] | FormulaError:
    """Return the numbers that SUM and its like see: in a column neither texts nor booleans."""
    found: list[float] = []
    for cell, is_in_column in _cells(values):
        if isinstance(cell, FormulaError):
            return cell
        if cell is None or (is_in_column and isinstance(cell, str | bool)):
            continue
        number = as_number(cell)
        if isinstance(number, FormulaError):
            return number
        found.append(number)
    return found


def _of_numbers(compute: Callable[[list[float]], float | FormulaError]) -> Callable[..., Scalar]:
    def function(*values: Value) -> Scalar:
        numbers = _numbers(values)
        return numbers if isinstance(numbers, FormulaError) else compute(numbers)

    return function


def _of_booleans(decide: Callable[[list[bool]], bool]) -> Callable[..., Scalar]:
    def function(*values: Value) -> Scalar:
        decided: list[bool] = []
        for cell, is_in_column in _cells(values):
            if isinstance(cell, bool):
                decided.append(cell)
                continue
            if is_in_column and (cell is None or isinstance(cell, str)):
                continue
            boolean = as_boolean(cell)
            if isinstance(boolean, FormulaError):
                return boolean
            decided.append(boolean)
        return decide(decided) if decided else VALUE

    return function


def _of_cells(kinds: str, compute: Callable[..., Scalar]) -> Callable[..., Scalar]:
    """Make a function of single cells from one of numbers ("n"), texts ("t") and booleans ("b"), in that order."""
    read = {"n": as_number, "t": as_text, "b": as_boolean}

    def function(*values: Value) -> Scalar:
        given: list[Any] = []
        for kind, value in zip(kinds, values, strict=False):
            if isinstance(value, list):
                return VALUE
            cell = read[kind](value)
            if isinstance(cell, FormulaError):
                return cell
            given.append(cell)
        return compute(*given)

    return function


def _is(test: Callable[[Scalar], bool]) -> Callable[[Value], Scalar]:
    return lambda value: VALUE if isinstance(value, list) else test(value)


def _round(number: float, digits: float = 0.0) -> float:
    """Round half away from zero, on the number as it is written: 2.675 to two places is 2.68, as in a spreadsheet."""
    places = Decimal(1).scaleb(-int(digits))
    return float(Decimal(f"{number:.15g}").quantize(places, ROUND_HALF_UP))


def _day(year: float, month: float, day: float) -> Scalar:
    if not 0 <= year < 10000:
        return NUM
    # Years before 1900 count from 1900 in Excel: DATE(26,1,1) is in 1926.
    years, months = divmod((int(year) + (1900 if year < 1900 else 0)) * 12 + math.floor(month) - 1, 12)
    try:
        serial = serial_of(date(years, months + 1, 1)) + math.floor(day) - 1
    except ValueError:
        return NUM
    return serial if 0 <= serial < 2958466 else NUM


def _part_of_day(name: str) -> Callable[[float], Scalar]:
    def part(serial: float) -> Scalar:
        if 0 <= serial < 1:
            # What a blank cell is: Excel has a day 0 of January 1900.
            return {"year": 1900.0, "month": 1.0, "day": 0.0}[name]
        try:
            # Before March 1900 Excel is a day ahead, because it has a 29 February 1900.
            return float(getattr(as_day(serial + 1 if serial < 60 else serial), name))
        except ValueError:
            return NUM

    return part


def _middle(text: str, at: float, size: float) -> Scalar:
    return text[int(at) - 1 : int(at) - 1 + int(size)] if at >= 1 and size >= 0 else VALUE


def _search(wanted: str, text: str) -> Scalar:
    place = re.search(_pattern(wanted), text, re.IGNORECASE | re.DOTALL)
    return float(place.start() + 1) if place else VALUE


def _pattern(wanted: str) -> str:
    """Return a pattern of ? and *, with ~ before one that is meant literally, as a regular expression."""
    signs = {"?": ".", "*": ".*"}
    return re.sub(
        r"~([?*~])|([?*])|([^?*~]+|~)",
        lambda m: re.escape(m[1]) if m[1] else signs[m[2]] if m[2] else re.escape(m[3]),
        wanted,
    )


def _sum_product(*columns: Value) -> Scalar:
    total = 0.0
    lists = [cells if isinstance(cells, list) else [cells] for cells in columns]
    if len({len(each) for each in lists}) != 1:
        return VALUE
    for cells in zip(*lists, strict=True):
        product = 1.0
        for cell in cells:
            if isinstance(cell, FormulaError):
                return cell
            # Texts and booleans count as 0 here, which is why rules write --(...) before a comparison.
            product *= cell if isinstance(cell, float) else 0.0
        total += product
    return total


def _mean(numbers: list[float]) -> float | FormulaError:
    return math.fsum(numbers) / len(numbers) if numbers else DIV0


FUNCTIONS: Final[Mapping[str, Callable[..., Scalar]]] = {
    "ABS": _of_cells("n", math.fabs),
    "AND": _of_booleans(all),
    "AVERAGE": _of_numbers(_mean),
    "COUNT": lambda *values: float(sum(isinstance(cell, float) for cell, _ in _cells(values))),
    "COUNTA": lambda *values: float(sum(cell is not None for cell, _ in _cells(values))),
    "DATE": _of_cells("nnn", _day),
    "DAY": _of_cells("n", _part_of_day("day")),
    "INT": _of_cells("n", lambda number: float(math.floor(number))),
    "ISBLANK": _is(lambda cell: cell is None),
    "ISERROR": _is(lambda cell: isinstance(cell, FormulaError)),
    "ISNUMBER": _is(lambda cell: isinstance(cell, float)),
    "ISTEXT": _is(lambda cell: isinstance(cell, str)),
    "LEFT": _of_cells("tn", lambda text, size: text[: int(size)] if size >= 0 else VALUE),
    "LEN": _of_cells("t", lambda text: float(len(text))),
    "LOWER": _of_cells("t", str.lower),
    "MAX": _of_numbers(lambda numbers: max(numbers, default=0.0)),
    "MID": _of_cells("tnn", _middle),
    "MIN": _of_numbers(lambda numbers: min(numbers, default=0.0)),
    "MOD": _of_cells("nn", lambda a, b: a - b * math.floor(a / b) if b else DIV0),
    "MONTH": _of_cells("n", _part_of_day("month")),
    "NOT": _of_cells("b", lambda boolean: not boolean),
    "OR": _of_booleans(any),
    "RIGHT": _of_cells("tn", lambda text, size: (text[-int(size) :] if int(size) else "") if size >= 0 else VALUE),
    "ROUND": _of_cells("nn", _round),
    "SEARCH": _of_cells("tt", _search),
    "SUM": _of_numbers(math.fsum),
    "SUMPRODUCT": _sum_product,
    "TRIM": _of_cells("t", lambda text: re.sub(" +", " ", text).strip(" ")),
    "UPPER": _of_cells("t", str.upper),
    "YEAR": _of_cells("n", _part_of_day("year")),
}  # fmt: skip
