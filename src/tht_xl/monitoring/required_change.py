"""How much a value has to change each year to reach its target in time."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.days import Dates, years_between
from tht_xl.stats.arrays import Numbers


def required_change(value: ArrayLike, date: Dates, target: ArrayLike, target_date: Dates) -> Numbers:
    """Return the change a year, by equal amounts, that takes a value to its target on the target date.

    Arrays broadcast. Years are those of the calendar, so that three financial years are 3 whatever leap days they hold.

    Args:
        value: The value reached. [unit of the indicator]
        date: The day it stands for, such as the last day of its period: datetime64, date or ISO text.
        target: What it should reach. [unit of the indicator]
        target_date: The day by which it should.

    Returns:
        Change a year, negative where the value has to fall, 0 where it is at its target; NaN where something is
        unknown or infinite, or the target date is not after the date. [unit of the indicator a year]

    Raises:
        DomainError: A date is a number, or a text that is not a date; a number is missing; or the lengths differ.

    Examples:
        >>> required_change(28.0, "2023-03-31", 26.5, "2026-03-31").item()
        -0.5
    """
    years = years_between(date, target_date, start_name="date", end_name="target_date")
    v, t, years = rows_of(value=value, target=target, years=years)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return np.where((years > 0) & are_known(v, t), (t - v) / years, np.nan)
