"""A line of the interim file as a remembered row."""

import math
from collections.abc import Mapping
from datetime import date

from tht_xl.errors import PeriodError
from tht_xl.evaluation.rows.given import SOURCE_SAYS
from tht_xl.evaluation.rows.observations import NUMBERS
from tht_xl.model.periods.period import Period
from tht_xl.store.records.remembered import COLUMNS, Remembered

WHOLE = ("row", "version")
STATUSES = ("current", "replaced", "withdrawn")


class NotACellError(ValueError):
    """A cell that cannot be what its column holds. Counts can identify a person, so no number is repeated."""


def row_of(cells: Mapping[str, str]) -> Remembered:
    """Return the row that a line holds.

    Args:
        cells: Text by column; further columns are not looked at.

    Raises:
        NotACellError: A cell is not what its column holds.
    """
    # A text that a spreadsheet would run has an apostrophe in front.
    given: dict[str, object] = {name: cells[name].removeprefix("'") for name in COLUMNS}
    given |= {name: _number(name, cells[name]) for name in NUMBERS}
    given |= {name: _whole(name, cells[name]) for name in WHOLE}
    given["returned_on"] = _day(cells["returned_on"])
    given["month"] = _period("month", cells["month"], "month")
    if str(_period("period", cells["period"])) != cells["period"]:
        raise NotACellError("period is not written as the month writes it")
    if cells["status"] not in STATUSES:
        raise NotACellError(f"status is {cells['status']!r}, not one of {', '.join(STATUSES)}")
    if cells["symbol"] and cells["symbol"] not in SOURCE_SAYS:
        raise NotACellError(f"symbol is {cells['symbol']!r}, not one of {', '.join(SOURCE_SAYS)}")
    if not (cells["indicator"] and cells["area"]):
        raise NotACellError("indicator or area is blank")
    return Remembered(**given)  # pyright: ignore[reportArgumentType] - each was made for its field


def _number(name: str, text: str) -> float:
    if not text:
        return math.nan
    try:
        number = float(text)
    except ValueError:
        number = math.inf
    if not math.isfinite(number):
        raise NotACellError(f"{name} is not a number")
    return number


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NotACellError(f"{name} is not a whole number")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotACellError(f"returned_on is {text!r}, not a day such as 2026-11-30") from None


def _period(name: str, text: str, kind: str = "") -> Period:
    try:
        period = Period.parse(text)
    except PeriodError:
        raise NotACellError(f"{name} is {text!r}") from None
    if kind and period.kind != kind:
        raise NotACellError(f"{name} is {text!r}, not a {kind}")
    return period
