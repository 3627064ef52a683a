"""What a cell can hold, and one cleaner for everything that hosts hand over as a cell or a column of cells."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from types import NoneType
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.vocabulary import Symbol


class CellError(StrEnum):
    """A spreadsheet's error values; each equals its text."""

    NULL = "#NULL!"
    DIV_0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    GETTING_DATA = "#GETTING_DATA"
    SPILL = "#SPILL!"
    CONNECT = "#CONNECT!"
    BLOCKED = "#BLOCKED!"
    UNKNOWN = "#UNKNOWN!"
    FIELD = "#FIELD!"
    CALC = "#CALC!"
    BUSY = "#BUSY!"
    PYTHON = "#PYTHON!"
    EXTERNAL = "#EXTERNAL!"


Cell: TypeAlias = float | str | bool
"""What a function puts into a cell. Errors are CellError, which is text."""

Rows: TypeAlias = list[list[Cell]]

Content: TypeAlias = float | str | bool | date | CellError | Symbol | None
"""A cleaned cell: texts are stripped, None is blank, dates are `date`, numbers are float."""

_PLAIN = frozenset({float, int, NoneType, np.float64, np.int64})
"""Types that become floats together; None becomes NaN."""

_SPECIAL: Mapping[str, CellError | Symbol] = {each.value: each for each in (*CellError, *Symbol)}
_TEXT_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
_OTHER_NAMES = {"n/a": CellError.NA, "notavailable": CellError.NA, "div": CellError.DIV_0}
_ERROR_NAMES = {each.name.replace("_", "").casefold(): each for each in CellError} | _OTHER_NAMES


def clean(cell: object) -> Content:
    """Return the content of a cell, however the host passes it.

    Blank is None: a missing value, "" or spaces. Texts lose the blanks around them. Text that is an error or a
    symbol becomes one; so does an error in a dictionary, as Office.js and calculation engines hand it over, and a
    basic value in one is that value. A type that no cell can hold comes back as the error #VALUE!.

    Excel's COM interface hands errors over as whole numbers such as -2146826246, which nothing tells from a number
    that somebody typed; they are numbers here. Have the host turn them into text (xlwings: `err_to_str=True`).
    """
    if type(cell) is float:
        return cell if cell == cell else None
    if type(cell) is str:
        return _clean_text(cell)
    if cell is None or type(cell) is bool:
        return cell
    if type(cell) is int:
        return _float(cell)
    return _clean_foreign(cell)


def number_of_text(text: str) -> float | None:
    """Return the number a text shows: sign, digits, commas between thousands, decimal point. None for anything else.

    Examples:
        >>> number_of_text("1,234.5"), number_of_text("57%"), number_of_text("1e5")
        (1234.5, None, None)
    """
    return float(text.replace(",", "")) if _TEXT_NUMBER.fullmatch(text) else None


def numbers_of(cells: Sequence[object]) -> tuple[NDArray[np.float64], list[int]]:
    """Return the numbers of a column, and the places of its other cells.

    Args:
        cells: One or more cells as a host hands them over.

    Returns:
        A number for each cell that is one or is text that shows one, NaN for the rest; and where the cells are that
        are neither that nor None.

    Examples:
        >>> numbers_of([5, "1,000", None, "[c]"])
        (array([   5., 1000.,   nan,   nan]), [3])
    """
    plain, others = cells, list[int]()
    if not _PLAIN.issuperset(map(type, cells)):
        plain = [
            cell if type(cell) in _PLAIN else number_of_text(cell.strip()) if type(cell) is str else None
            for cell in cells
        ]
        pairs = enumerate(zip(cells, plain, strict=True))
        others = [place for place, (cell, number) in pairs if number is None and cell is not None]
    try:
        return np.array(plain, float), others
    except OverflowError:  # a whole number that no float can hold: rare enough to have every cell read by itself
        return np.full(len(cells), np.nan), list(range(len(cells)))


def quoted_content(content: Content) -> str:
    """Return a cell's content as a sentence quotes it."""
    if isinstance(content, bool):
        return "TRUE" if content else "FALSE"
    if isinstance(content, CellError | Symbol):
        return content.value
    if isinstance(content, str):
        return f'"{content[:60]}"'
    if isinstance(content, date):
        return f"the date {content.isoformat()}"
    return "blank" if content is None else f"{content:.15g}"


def _clean_text(text: str) -> Content:
    text = text.strip()
    if text[:1] in ("#", "["):
        return _SPECIAL.get(text) or _SPECIAL.get(text.upper()) or _SPECIAL.get(text.lower()) or text
    return text or None


def _clean_foreign(cell: Any) -> Content:  # noqa: ANN401 - whatever a host hands over
    if isinstance(cell, str):
        return _clean_text(str.__str__(cell))
    if isinstance(cell, np.bool_):
        return bool(cast(object, cell))
    if isinstance(cell, np.datetime64):
        return _clean_date(cell.astype("datetime64[us]").item())
    if isinstance(cell, date):
        return _clean_date(cell)
    if isinstance(cell, Real | Decimal) and not isinstance(cell, np.timedelta64):
        return clean(_float(cell))
    if isinstance(cell, Mapping):
        return _clean_data_type(cast(Mapping[str, object], cell))
    # pandas' missing values; its classes are not imported for this.
    return None if type(cell).__name__ in ("NAType", "NaTType") else CellError.VALUE


def _clean_date(cell: object) -> date | CellError | None:
    if cell is None or cell != cell:  # a missing timestamp differs from itself
        return None
    if isinstance(cell, datetime):
        return cell.date()
    # numpy calculates with years that no calendar has, and gives such a day as a number.
    return cell if isinstance(cell, date) else CellError.VALUE


def _clean_data_type(cell: Mapping[str, object]) -> Content:
    """Return the content of one of Office.js's data types: a basic value in a dictionary, or an error."""
    value = cell.get("basicValue")
    if cell.get("type") != "Error" and isinstance(value, float | int | str):
        return clean(value)
    for key in ("error", "basicValue", "kind", "errorType", "code"):
        name = str(cell.get(key, ""))
        found = _SPECIAL.get(name.upper()) or _ERROR_NAMES.get(name.strip("#!?").casefold())
        if isinstance(found, CellError):
            return found
    return CellError.VALUE


def _float(number: Any) -> float:  # noqa: ANN401 - any real number
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
    except ValueError:  # a signalling NaN
        return math.nan
