"""Run charts: the median of a series, and the runs that chance does not explain, for series too short for limits."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.stats.arrays import numbers
from tht_xl.stats.process_control import RUN, Cause
from tht_xl.stats.segments import in_long_run, segments_of

MIN_RUN_CHART: Final = RUN
"""Below this many points no run can be long enough, so a run chart says nothing. [points]"""


class RunChart(NamedTuple):
    """A series beside its median.

    Attributes:
        median: Median of the points that are there; NaN where there are none. [unit of the values]
        cause: A `Cause` for each point: TREND, ONE_SIDE or NONE.
    """

    median: float
    cause: NDArray[np.int8]


def run_chart(values: ArrayLike, *, starts_run: ArrayLike = False) -> RunChart:
    """Return the median of one series, and which points are part of a run that chance does not explain [1].

    A trend is 7 points that rise, or fall, at every step; a shift is 7 points in a row on one side of the median. A tie
    ends a trend, a point on the median ends a shift, a missing point ends both: the lengths of `process_control`.

    Args:
        values: The points, oldest first; NaN where one is missing. [any unit]
        starts_run: Where a run cannot go on, because a period before the point is absent.

    Examples:
        >>> found = run_chart([5, 6, 4, 7, 9, 8, 9, 10, 8, 9])
        >>> found.median, found.cause.tolist()
        (8.0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        >>> run_chart([1, 2, 3, 4, 5, 6, 7, 5]).cause.tolist()
        [2, 2, 2, 2, 2, 2, 2, 0]

    References:
        [1] R. J. Perla, L. P. Provost and S. K. Murray, BMJ Qual. Saf. 20, 46-51 (2011).
    """
    y = np.array(numbers("values", values), float, ndmin=1)
    y[~np.isfinite(y)] = np.nan
    known = y[~np.isnan(y)]
    median = float(np.median(known)) if known.size else np.nan
    segments = segments_of(y.shape, starts_run)
    steps = np.diff(y, prepend=np.nan)
    steps[segments.is_first] = np.nan
    cause = np.zeros(y.size, np.int8)
    cause[in_long_run(np.nan_to_num(np.sign(y - median)), segments, RUN)] = Cause.ONE_SIDE
    rises = in_long_run(np.nan_to_num(np.sign(steps)), segments, RUN - 1)
    rises[:-1] |= rises[1:]  # a trend starts one point before its first step
    cause[rises] = Cause.TREND
    return RunChart(median, cause)
