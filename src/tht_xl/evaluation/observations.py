"""Observations: what a partner returned or a source published, one row for an indicator, area and period."""

from datetime import date

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError, PeriodError
from tht_xl.evaluation.column_names import with_known_names
from tht_xl.model.period import Period

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
        DomainError: A required column is missing, or there twice, or two columns could be the same one.
    """
    observations = with_known_names(observations, REQUIRED)
    names = list(observations.columns)
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        raise DomainError(
            f"column {twice[0]!r} is there twice",
            where="observations",
            remedy=f"Observations need the columns {', '.join(REQUIRED)}",
        )
    frame = observations.copy()
    for name in (*KEY, "source"):
        given = frame[name] if name in frame else pd.Series("", index=frame.index)
        frame[name] = _period_texts(given) if name == "period" else given.map(_text).astype(object)
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


def is_missing(cell: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    return cell is None or cell is pd.NA or cell is pd.NaT or bool(cell != cell)


def _is_no_number(given: pd.Series) -> pd.Series:
    numbers = _floats(given)
    if pd.api.types.is_float_dtype(given) or pd.api.types.is_integer_dtype(given):
        return pd.Series(np.isinf(numbers), index=given.index)
    lost = given.notna() & (numbers.isna() | given.map(lambda cell: isinstance(cell, _NOT_NUMBERS)).astype(bool))
    return (lost & (given.astype(str).str.strip() != "")) | np.isinf(numbers)


def _period_texts(given: pd.Series) -> pd.Series:
    if pd.api.types.is_object_dtype(given):
        return given.map(_period_text).astype(object)
    codes, distinct = pd.factorize(given, use_na_sentinel=False)
    texts = np.array([_period_text(cell) for cell in distinct], object)
    return pd.Series(texts[codes] if len(texts) else texts, index=given.index, dtype=object)


def _period_text(given: object) -> str:
    """A period as text: what was typed, or the label of a year, a date or pandas' own period.

    Years with a gap among them are floats to pandas, 2022.0. What is not a period keeps its text; its row gets a
    reason.
    """
    if isinstance(given, str) or _text(given) == "":
        return _text(given)
    try:
        return str(Period.parse(pd.Timestamp(given) if isinstance(given, np.datetime64) else given))  # pyright: ignore[reportArgumentType]
    except PeriodError:
        return _text(given)


def _text(given: object) -> str:
    return "" if is_missing(given) else str(given).strip()
