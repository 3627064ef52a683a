"""The value of a target's trajectory on a day."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.days import Dates, common_day_numbers
from tht_xl.stats.arrays import Numbers, numbers

Path = Literal["linear", "geometric", "step"]
PATHS: tuple[Path, ...] = ("linear", "geometric", "step")


def target_at(
    baseline: ArrayLike,
    baseline_date: Dates,
    target: ArrayLike,
    target_date: Dates,
    at_date: Dates,
    path: str = "linear",
) -> Numbers:
    """Return the value on a day of a trajectory from a baseline to a target.

    Arrays broadcast. Dates are datetime64, datetime.date, or day numbers of one common origin.

    Args:
        baseline: The value at the start. [unit of the indicator]
        baseline_date: The day it was measured.
        target: The value to reach. [unit of the indicator]
        target_date: The day by which to reach it.
        at_date: The day asked about.
        path: "linear": by equal amounts a day. "geometric": by equal proportions a day, for values of one sign.
            "step": the baseline until the target date.

    Returns:
        The value in the indicator's unit: NaN before the baseline date, exactly the target from the target date on.
        NaN also where the target date is not after the baseline date, the target is infinite, or a geometric path
        would cross 0.

    Raises:
        DomainError: Something is neither a date nor a day number, dates and day numbers are mixed, a value is not a
            number, or the lengths differ.
        UnknownNameError: The path is not one of these.

    Examples:
        >>> target_at(20, "2023-01-01", 10, "2025-01-01", ["2022-12-31", "2024-01-01", "2026-01-01"]).round(2).tolist()
        [nan, 15.01, 10.0]
    """
    start, end, now = common_day_numbers(baseline_date=baseline_date, target_date=target_date, at_date=at_date)
    b, t, start, end, now = rows_of(baseline=baseline, target=target, baseline_date=start, target_date=end, at_date=now)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        share = (now - start) / (end - start)
        on_the_way = _between(b, t, share, path)
    value = np.where(now >= end, t, np.where((now >= start) & are_known(b), on_the_way, np.nan))
    return np.where((end <= start) | ~are_known(t), np.nan, value)


def target_through(dates: Dates, values: ArrayLike, at_date: Dates, path: str = "linear") -> Numbers:
    """Return the value on a day of a trajectory through milestones.

    Args:
        dates: Days of the baseline, of each milestone and of the target, oldest first; the last one alone will do.
        values: What was measured or is to be reached on each of them. [unit of the indicator]
        at_date: Days asked about, in any shape.
        path: As for `target_at`, from each day to the next.

    Returns:
        The value in the indicator's unit, in the shape of `at_date`: NaN before the first day, exactly a milestone's
        value on its day, exactly the target from the last day on.

    Raises:
        DomainError: There are no days, not as many values as days, or the days are not in order; something is not
            a date or number; or dates and day numbers are mixed.
        UnknownNameError: The path is unknown.
    """
    days, now = common_day_numbers(dates=dates, at_date=at_date)
    days, reached = days.ravel(), numbers("values", values).ravel()
    if not len(days) or len(days) != len(reached):
        raise DomainError(f"{len(days)} dates with {len(reached)} values", remedy="Give one value for each date.")
    if not np.all(np.diff(days) > 0):
        raise DomainError("milestones are not in order", remedy="List them with the earliest first, each day once.")
    stage = np.clip(np.searchsorted(days, now, side="right") - 1, 0, max(len(days) - 2, 0))
    following = np.minimum(stage + 1, len(days) - 1)
    value = target_at(reached[stage], days[stage], reached[following], days[following], now, path)
    return np.where(now >= days[-1], reached[-1], value)


def _between(b: Numbers, t: Numbers, share: Numbers, path: str) -> Numbers:
    if path == "linear":
        return b + (t - b) * share
    if path == "geometric":
        return np.where(b * t > 0, b * abs(t / b) ** share, np.nan)
    if path == "step":
        return b
    raise UnknownNameError("path", str(path), list(PATHS))
