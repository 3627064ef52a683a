"""Series of an analyst's frame: points in the order of their periods, and which way is good."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, PeriodError, UnknownNameError
from tht_xl.frames.columns import column, numbers_of
from tht_xl.model.period import Period
from tht_xl.monitoring.polarity import POLARITIES
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
    """The periods of the rows, from labels, dates or years.

    Raises:
        UnknownNameError: No column has this name.
    """
    codes, distinct = pd.factorize(column(frame, name, argument="period"), use_na_sentinel=False)
    days = np.full((2, len(distinct)), np.datetime64("NaT"), "datetime64[D]")
    faults = np.full(len(distinct), "", object)
    for place, given in enumerate(distinct):
        try:
            period = Period.parse(given)
        except PeriodError as error:
            faults[place] = f"period: {error.message}"
        else:
            days[:, place] = np.datetime64(period.start), np.datetime64(period.end)
    return Periods(*days[:, codes], faults=faults[codes])


def order_of(frame: pd.DataFrame, name: str | None) -> NDArray[np.generic] | None:
    """What puts the rows in order: numbers and dates as they are, texts as the periods they name.

    Raises:
        PeriodError: A text names no period.
        UnknownNameError: No column has this name.
    """
    if name is None:
        return None
    given = column(frame, name, argument="period")
    if getattr(given.dtype, "kind", "O") in "iufM":
        return given.to_numpy()
    periods = periods_of(frame, name)
    wrong = np.flatnonzero(periods.faults != "")
    if wrong.size:
        place = int(wrong[0])
        raise PeriodError(
            periods.faults[place], where=f"row {frame.index[place]}", remedy="Correct it, or leave it out"
        )
    return periods.starts


def polarity_of(frame: pd.DataFrame, given: str) -> Words:
    """The polarity of each row: one word for all, or the column that holds it.

    Raises:
        UnknownNameError: It is neither.
    """
    if given in POLARITIES:
        return np.full(len(frame), given, object)
    if not isinstance(given, str) or given not in frame.columns:
        raise UnknownNameError("polarity", str(given), [*POLARITIES, *map(str, frame.columns)])
    return column(frame, given, argument="polarity").to_numpy(object)


def target_of(frame: pd.DataFrame, given: float | str | None) -> Numbers:
    """The target of each row: one number for all, none, or the column that holds it.

    Raises:
        DomainError: It is no number.
        UnknownNameError: No column has this name.
    """
    if isinstance(given, str):
        return numbers_of(frame, given, argument="target")
    try:
        return np.full(len(frame), np.nan if given is None else float(given))
    except (TypeError, ValueError):
        raise DomainError(f"target is {given!r:.40}; expected a number or the name of a column") from None
