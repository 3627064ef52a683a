"""Cells between LibreOffice and the functions."""

from __future__ import annotations

import struct
from typing import Any

_QUIET_NAN = 0x7FF8000000000000

ERROR_NUMBERS: dict[str, int] = {
    "#NUM!": 503,
    "#VALUE!": 519,
    "#NULL!": 521,
    "#REF!": 524,
    "#NAME?": 525,
    "#DIV/0!": 532,
    "#N/A": 32767,
}
"""LibreOffice's number of each error."""

_OTHER_TEXTS = {502: "#VALUE!", 504: "#VALUE!", 508: "#NAME?", 509: "#NAME?", 511: "#VALUE!", 522: "#REF!"}
_TEXTS = {**_OTHER_TEXTS, **{number: text for text, number in ERROR_NUMBERS.items()}}


def error_text(number: int) -> str:
    """Return the error as every spreadsheet writes it; LibreOffice's own Err:nnn become #VALUE!."""
    return _TEXTS.get(number, "#VALUE!")


def error_value(text: str) -> float:
    """Return a number that LibreOffice shows as the error: not a number, with the error's number in its lowest bits."""
    number = ERROR_NUMBERS.get(text, ERROR_NUMBERS["#VALUE!"])
    return float(struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | number))[0])


def rows_of(result: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - a cell or rows of cells
    """Return a function's result as LibreOffice takes it: always rows."""
    rows: list[list[Any]] = result if isinstance(result, list) else [[result]]
    return tuple([tuple([cell if type(cell) is float else _cell_value(cell) for cell in row]) for row in rows])


def _cell_value(cell: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    is_error = isinstance(cell, str) and cell[:1] == "#" and cell[-1:] in ("!", "?", "A")
    return error_value(cell) if is_error else cell
