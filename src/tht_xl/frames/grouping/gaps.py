"""Gaps in the periods of a series: rows that are absent between rows that are there."""

from typing import Final, NamedTuple, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.columns import brief, column
from tht_xl.frames.grouping.groups import Places
from tht_xl.frames.grouping.series import periods_of
from tht_xl.stats.arrays import Flags, Numbers

_Scalar = TypeVar("_Scalar", bound=np.generic)

STEPS: Final = {"day": 1.0, "weekday": 1.0, "week": 7.0, "month": 28.0, "quarter": 89.0, "year": 365.0}
"""The shortest distance between the first days of two such periods in a row. [days]"""

TOLERANCE: Final = 1.5
"""Neighbours further apart than so many usual steps have a period missing between them.

Months in a row start 28 to 31 days apart and two months 59 or more; a weekly count that a bank holiday moves comes 8
days after the last. Neither is near half a step too many.
"""


_STYLES: Final = {"%Y": (1800, 2200), "%Y%m": (180001, 220012), "%Y%m%d": (18000101, 22001231)}
"""How numbers name dates, and from which to which."""

_ORIGIN: Final = np.datetime64("1970-01-01")


class Timing(NamedTuple):
    """When the period of each row starts, for distances between rows.

    Attributes:
        starts: Of the rows, counted from anywhere; NaN where unknown. [days, or the unit of numbered periods]
        lengths: How long each period is; infinite where it does not say. [the same unit]
        step: What the analyst declares, or None.
        usual: The same as the least distance between neighbours; infinite where it is to be found. [the same unit]
        are_days: Whether the starts are days of the calendar.
    """

    starts: Numbers
    lengths: Numbers
    step: str | float | None
    usual: float
    are_days: bool

    def gaps(self, rows: Places) -> Flags:
        """Return whether a period is missing before each row. Series lie on the last axis, in order of their periods.

        The usual step of a series is the one declared, or else its shortest step, or the length of its shortest period
        where that is shorter still: months of which every other one is absent are months nevertheless. Days without a
        Saturday or Sunday among them are working days, whose weekends are not gaps.
        """
        found = np.zeros(rows.shape, bool)
        if rows.shape[-1] < 2:
            return found
        starts = self.starts[rows]
        steps = np.diff(starts, axis=-1)
        shortest = np.minimum(steps.min(axis=-1), self.lengths[rows].min(axis=-1))
        if self.are_days and self.step in (None, "weekday"):
            in_weekdays = self.step == "weekday" or ((shortest <= 1) & ~_are_weekend(starts).any(axis=-1))
            steps = np.where(np.reshape(in_weekdays, (*np.shape(in_weekdays), 1)), np.diff(_weekdays(starts)), steps)
        usual = shortest if self.step is None else np.full(shortest.shape, self.usual)
        found[..., 1:] = steps > TOLERANCE * usual[..., None]
        return found


def timing_of(frame: pd.DataFrame, name: str | None, step: str | float | None) -> Timing | None:
    """Return when the period of each row starts; None where no column says so.

    Args:
        frame: The rows.
        name: Column of the periods.
        step: One of STEPS, a number of days (of units, where periods are numbers that name no dates), or None.

    Raises:
        DomainError: The step is not above 0, is given without periods, or names days where periods are plain numbers.
        UnknownNameError: It is not one of these words, or no column has the name.
    """
    usual = _checked_step(step)
    if name is None:
        if step is not None:
            raise DomainError(
                f"step is {brief(step)} and period is not given; expected both, or neither",
                remedy="Name the column of the periods, or leave step out",
            )
        return None
    given = column(frame, name, argument="period")
    kind = getattr(given.dtype, "kind", "O")
    no_length = np.full(len(frame), np.inf)
    if kind in "iuf":
        numbers = given.to_numpy(float, na_value=np.nan)
        dates = _dates_of_numbers(numbers)
        if dates is not None:
            return Timing(_as_days(dates), no_length, step, usual, are_days=True)
        if isinstance(step, str):
            raise DomainError(
                f"step is {step!r} and column {name!r} holds numbers that name no dates; expected a number",
                remedy="Write how far apart two periods in a row are, such as 1",
            )
        return Timing(numbers, no_length, step, usual, are_days=False)
    if kind == "M":
        return Timing(_as_days(given.to_numpy("datetime64[ns]")), no_length, step, usual, are_days=True)
    periods = periods_of(frame, name)
    first = _as_days(periods.starts)
    lengths = _as_days(periods.ends) - first + 1
    # A single day is when something was measured, which may be once a week; it says nothing of the step.
    lengths = np.where(lengths > 1, lengths, np.inf)
    return Timing(first, lengths, step, usual, are_days=True)


def spread(gaps: Flags) -> tuple[Places, int]:
    """Return where each point goes once a blank place stands for each gap before it, and how many places there are.

    One blank is enough: it makes no moving range and ends runs, as a stretch of several does.
    """
    places = np.arange(gaps.shape[-1]) + np.cumsum(gaps, axis=-1)
    return places, int(places.max(initial=-1)) + 1


def spread_out(values: NDArray[_Scalar], places: Places, width: int, blank: float | bool) -> NDArray[_Scalar]:
    """Values at their places, blank elsewhere."""
    whole = np.full((*values.shape[:-1], width), blank, values.dtype)
    np.put_along_axis(whole, places, values, axis=-1)
    return whole


def _checked_step(step: str | float | None) -> float:
    if step is None:
        return np.inf
    if isinstance(step, str):
        if step not in STEPS:
            raise UnknownNameError("step", step, list(STEPS))
        return STEPS[step]
    if isinstance(step, bool) or not isinstance(step, int | float) or not 0 < step < np.inf:
        raise DomainError(
            f"step is {brief(step)}; expected one of {', '.join(STEPS)}, or a number above 0",
            remedy="Leave it out to take the shortest step of each series",
        )
    return float(step)


def _as_days(days: NDArray[np.datetime64]) -> Numbers:
    return np.where(np.isnat(days), np.nan, (days - _ORIGIN) / np.timedelta64(1, "D"))


def _dates(days: Numbers) -> NDArray[np.datetime64]:
    return np.where(np.isfinite(days), days, 0.0).astype("datetime64[D]")


def _are_weekend(days: Numbers) -> Flags:
    return np.asarray(~np.is_busday(_dates(days)))


def _weekdays(days: Numbers) -> Numbers:
    """Days counted without Saturdays and Sundays."""
    return np.where(np.isfinite(days), np.busday_count(_ORIGIN, _dates(days)), np.nan)


def _dates_of_numbers(given: Numbers) -> NDArray[np.datetime64] | None:
    """Return the first days of numbered periods (2024, 202401 or 20240131); None unless the whole column has them.

    As plain numbers, 202401 would be 89 after 202312.
    """
    known = given[np.isfinite(given)]
    if not known.size or (known % 1 != 0).any():
        return None
    text = pd.Series(given).astype("Int64").astype("string")
    for style, (lowest, highest) in _STYLES.items():
        if lowest <= known.min() and known.max() <= highest:
            dates = pd.to_datetime(text, format=style, errors="coerce")
            if dates.notna().sum() == known.size:
                return dates.to_numpy("datetime64[D]")
    return None
