"""Observations: what a partner returned or a source published, one row for an indicator, area and period."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, PeriodError
from tht_xl.evaluation.frame import with_columns
from tht_xl.evaluation.rows.coded import Coded, Reasons, coded_texts
from tht_xl.evaluation.rows.column_names import plain, with_known_names
from tht_xl.evaluation.rows.number_cells import read_numbers
from tht_xl.model.observation_key import DIMENSIONS, ObservationKey
from tht_xl.model.periods.period import Period

KEY = ("indicator", "area", "period", "sex", "age")
NUMBERS = ("count", "denominator", "value", "lower", "upper")
TEXTS = (*KEY, "source")
COLUMNS = (*KEY, *NUMBERS, "source")
REQUIRED = KEY[:3]
BREAKDOWNS = tuple(name for name in DIMENSIONS if name not in KEY)
"""Columns that may break an indicator down further; sex and age are part of an indicator."""
SYMBOL = "symbol"
"""Optional column: the symbol a source gives instead of a value: [c], [u], [x] or [z]."""


def key_of(indicator: str, area: str, period: str) -> str:
    """Return what identifies the result of a whole indicator, in the shared sheet and in the paper.

    Args:
        indicator: Its id.
        area: The area's id.
        period: The canonical label.
    """
    return str(ObservationKey(indicator, area, period))


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


def breakdown_columns(observations: pd.DataFrame) -> list[str]:
    """Return the columns of a frame that break its rows down, such as "ethnicity" or "Sexual orientation"."""
    return [name for name in observations.columns if isinstance(name, str) and plain(name) in BREAKDOWNS]


@dataclass(frozen=True, slots=True)
class Observed:
    """The observation columns of a frame, read.

    Attributes:
        texts: Indicator, area, period, sex, age, source and what rows are broken down by; each distinct text once.
        numbers: Count, denominator, value, lower and upper; NaN where a cell is blank or not a number.
        mistakes: For each row, the first number column with something else in it, as "count 'n/a'", else "".
    """

    texts: dict[str, Coded[str]]
    numbers: dict[str, NDArray[np.float64]]
    mistakes: Reasons


def read_observations(observations: pd.DataFrame) -> Observed:
    """Read the observation columns of a frame whose columns have the names that `evaluate` knows."""
    size = len(observations)
    blank: Coded[str] = Coded(np.broadcast_to(np.intp(0), size), ("",))
    texts = dict.fromkeys(TEXTS, blank)
    for name in TEXTS:
        if name in observations:
            texts[name] = coded_texts(observations[name], _period_text if name == "period" else text_of)
    texts |= {name: coded_texts(observations[name], text_of) for name in breakdown_columns(observations)}
    mistakes = Reasons(size)
    numbers = {name: read_numbers(observations, name, mistakes) for name in NUMBERS}
    return Observed(texts, numbers, mistakes)


def check_columns(observations: pd.DataFrame) -> None:
    """Check that no column is there twice.

    Raises:
        DomainError: One is.
    """
    names = list(observations.columns)
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        raise DomainError(
            f"column {twice[0]!r} is there twice",
            where="observations",
            remedy=f"Observations need the columns {', '.join(REQUIRED)}",
        )


def complete(observations: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with every observation column, text as text and numbers as floats; other columns pass through.

    Args:
        observations: At least indicator, area and period.

    Raises:
        DomainError: A required column is missing, or there twice, or two columns could be the same one.
    """
    observations = with_known_names(observations, REQUIRED)
    check_columns(observations)
    return with_columns(observations, observed_columns(read_observations(observations)))


def observed_columns(observed: Observed) -> dict[str, NDArray[Any]]:
    """Return the observation columns as arrays, in the order in which they are put behind the others."""
    texts = {name: observed.texts[name].column(str, "") for name in TEXTS}
    return texts | observed.numbers


def not_numbers(observations: pd.DataFrame) -> pd.Series:
    """For each row, the first number column that holds something else than a number, as "count 'n/a'", else ""."""
    mistakes = Reasons(len(observations))
    for name in NUMBERS:
        read_numbers(observations, name, mistakes)
    return pd.Series(np.array(mistakes.texts, object)[mistakes.codes], observations.index, dtype=object)


def is_missing(cell: object) -> bool:
    """Return whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    return cell is None or cell is pd.NA or cell is pd.NaT or bool(cell != cell)


def _period_text(given: object) -> str:
    """Return a period as text: what was typed, or the label of a year, a date or pandas' own period.

    Years with a gap among them are floats to pandas, 2022.0. What is not a period keeps its text; its row gets a
    reason.
    """
    if isinstance(given, str) or text_of(given) == "":
        return text_of(given)
    try:
        return str(Period.parse(pd.Timestamp(given) if isinstance(given, np.datetime64) else given))  # pyright: ignore[reportArgumentType]
    except PeriodError:
        return text_of(given)


def text_of(cell: object) -> str:
    """Return the text of a cell without blanks around it; "" where it holds nothing."""
    return "" if is_missing(cell) else str(cell).strip()
