"""Series of an analyst's frame: points in the order of their periods, and which way is good."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, PeriodError, UnknownNameError
from tht_xl.frames.grouping.columns import brief, column, numbers_of
from tht_xl.frames.grouping.groups import factorize
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import POLARITIES
from tht_xl.stats.arrays import Numbers, Words

Dates = NDArray[np.datetime64]


class Periods(NamedTuple):
    """The period of each row.

    Attributes:
        starts: First days; NaT where there is no period.
        ends: Last days, likewise.
        faults: Why there is no period; "".
    """

    starts: Dates
    ends: Dates
    faults: Words


def periods_of(frame: pd.DataFrame, name: str) -> Periods:
    """Return the periods of the rows, from labels, dates or years.

    Raises:
        DomainError: A period is a list or the like.
        UnknownNameError: No column has this name.
    """
    codes, distinct = factorize(column(frame, name, argument="period"), argument="period")
    days = np.full((2, len(distinct)), np.datetime64("NaT"), "datetime64[D]")
    faults = np.full(len(distinct), "", object)
    for place, given in enumerate(distinct):
        if pd.isna(given):
            faults[place] = "the period is missing"
            continue
        try:
            period = Period.parse(given)
        except PeriodError as error:
            faults[place] = f"period: {error.message}"
        else:
            days[:, place] = np.datetime64(period.start), np.datetime64(period.end)
    return Periods(*days[:, codes], faults=faults[codes])


def order_of(frame: pd.DataFrame, name: str | None) -> tuple[NDArray[np.generic] | None, Words]:
    """Return what puts the rows in order, and why a row has no place in it.

    Numbers and dates are taken as they are, texts as the periods they name.

    Raises:
        UnknownNameError: No column has this name.
    """
    if name is None:
        return None, np.full(len(frame), "", object)
    given = column(frame, name, argument="period")
    if getattr(given.dtype, "kind", "O") in "iufM":
        return _sortable(given), np.where(given.isna(), "the period is missing", "").astype(object)
    periods = periods_of(frame, name)
    return periods.starts, periods.faults


def _sortable(given: "pd.Series[Any]") -> NDArray[np.generic]:
    if getattr(given.dtype, "kind", "O") == "M":
        return given.to_numpy("datetime64[ns]")
    return given.to_numpy(float, na_value=np.nan)


def polarity_of(frame: pd.DataFrame, given: str) -> Words:
    """Return the polarity of each row: one word for all, or the column that holds it.

    Raises:
        UnknownNameError: It is neither.
    """
    if isinstance(given, str) and given in POLARITIES:
        return np.full(len(frame), given, object)
    if not isinstance(given, str) or given not in frame.columns:
        columns = [name for name in frame.columns if isinstance(name, str) and _unread(frame[name]) is None]
        raise UnknownNameError("polarity", str(given), [*POLARITIES, *columns])
    found = column(frame, given, argument="polarity")
    wrong = _unread(found)
    if wrong is not None:
        where = f"polarity: column {given!r}, row {frame.index[wrong]}"
        raise UnknownNameError("polarity", str(found.iloc[wrong]), list(POLARITIES), where=where)
    return found.to_numpy(object)


def _unread(polarities: "pd.Series[Any]") -> int | None:
    """Return the first row without a polarity; None where all do."""
    wrong = np.flatnonzero(~polarities.isin(POLARITIES).to_numpy(bool))
    return int(wrong[0]) if wrong.size else None


def target_of(frame: pd.DataFrame, given: float | str | None) -> Numbers:
    """Return the target of each row: one number for all, none, or the column that holds it.

    Raises:
        DomainError: It is not a number.
        UnknownNameError: No column has this name.
    """
    if isinstance(given, str):
        return numbers_of(frame, given, argument="target")
    try:
        return np.full(len(frame), np.nan if given is None else float(given))
    except (TypeError, ValueError):
        raise DomainError(
            f"target is {brief(given)}; expected a number or the name of a column",
            remedy="Leave it out where there is no target",
        ) from None
