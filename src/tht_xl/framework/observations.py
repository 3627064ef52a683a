"""Observations: what a partner returned or a source published, one row for an indicator, area and period."""

from datetime import date

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError

KEY = ("indicator", "area", "period", "sex", "age")
NUMBERS = ("count", "denominator", "value", "lower", "upper")
COLUMNS = (*KEY, *NUMBERS, "source")
REQUIRED = KEY[:3]
SYMBOL = "symbol"
"""Optional column: the symbol a source gives instead of a value: [c], [u], [x] or [z]."""


_NOT_NUMBERS = (bool, np.bool_, date, np.datetime64)
"""TRUE is no 1 and a date is no count, although pandas would make numbers of them."""


def key_of(indicator: str, area: str, period: str) -> str:
    """What identifies a result, in the shared sheet and in the paper: ids and the canonical period label."""
    return f"{indicator}|{area}|{period}"


def compared(comparator: str, what: str) -> str:
    """Name of a column about a comparator.

    Args:
        comparator: Id of its area.
        what: "value", "comparison" or "in_interval".

    Examples:
        >>> compared("oflog-median", "value")
        'oflog_median_value'
    """
    return f"{comparator.replace('-', '_')}_{what}"


def complete(observations: pd.DataFrame) -> pd.DataFrame:
    """A copy with every observation column, text as text and numbers as floats; other columns pass through.

    Args:
        observations: At least indicator, area and period.

    Raises:
        DomainError: A required column is missing, or there twice.
    """
    names = list(observations.columns)
    missing = [name for name in REQUIRED if name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing or twice:
        what = f"no column {', '.join(map(repr, missing))}" if missing else f"column {twice[0]!r} is there twice"
        raise DomainError(what, where="observations", remedy=f"Observations need the columns {', '.join(REQUIRED)}")
    frame = observations.copy()
    for name in (*KEY, "source"):
        given = frame[name] if name in frame else pd.Series("", index=frame.index)
        frame[name] = given.map(_text).astype(object)
    for name in NUMBERS:
        given = frame[name] if name in frame else pd.Series(np.nan, index=frame.index)
        frame[name] = _floats(given)
    return frame


def not_numbers(observations: pd.DataFrame) -> pd.Series:
    """For each row, the first number column that holds something else than a number, as "count 'n/a'", else ""."""
    found = pd.Series("", index=observations.index, dtype=object)
    for name in reversed(NUMBERS):
        if name in observations:
            given = observations[name]
            wrong = _is_no_number(given)
            found = (
                found.mask(wrong, given.map(lambda cell, name=name: f"{name} {str(cell)!r}")) if wrong.any() else found
            )
    return found


def _floats(given: pd.Series) -> pd.Series:
    """Cells as floats; NaN where a cell is blank or no number."""
    if pd.api.types.is_float_dtype(given) or pd.api.types.is_integer_dtype(given):
        return given.astype(float)
    return pd.Series([_float(cell) for cell in given], index=given.index, dtype=float)


def _float(cell: object) -> float:
    if isinstance(cell, str) and "_" in cell:
        return np.nan  # "1_000" is a number to Python alone
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return np.nan
    except OverflowError:
        return np.inf


def _is_no_number(given: pd.Series) -> pd.Series:
    numbers = _floats(given)
    if pd.api.types.is_float_dtype(given) or pd.api.types.is_integer_dtype(given):
        return pd.Series(np.isinf(numbers), index=given.index)
    lost = given.notna() & (numbers.isna() | given.map(lambda cell: isinstance(cell, _NOT_NUMBERS)).astype(bool))
    return (lost & (given.astype(str).str.strip() != "")) | np.isinf(numbers)


def _text(given: object) -> str:
    return "" if given is None or given is pd.NA or given != given else str(given).strip()
