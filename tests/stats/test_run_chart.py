"""Run charts: the median, and runs that chance does not explain."""

import numpy as np
import pytest

from tht_xl.stats.process_control import Cause
from tht_xl.stats.run_chart import run_chart


def test_a_shift_is_seven_points_on_one_side_of_the_median() -> None:
    found = run_chart([1, 2, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8, 9])
    assert found.median == 5
    assert found.cause.tolist() == [Cause.ONE_SIDE] * 14
    assert run_chart([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8]).cause.tolist() == [0] * 12


def test_a_point_on_the_median_ends_a_shift() -> None:
    values = [1, 2, 1, 5, 2, 1, 2, 9, 8, 9, 5, 8, 9, 8]
    assert not run_chart(values).cause.any()


@pytest.mark.parametrize("sign", [1, -1])
def test_a_trend_is_seven_points_that_rise_or_fall_and_a_tie_ends_it(sign: int) -> None:
    rising = np.array([3, 1, 2, 3, 4, 5, 6, 7, 5])
    assert run_chart(sign * rising).cause.tolist() == [0, *[Cause.TREND] * 7, 0]
    assert not run_chart(sign * np.array([1, 2, 3, 3, 4, 5, 6])).cause.any()


def test_a_missing_point_or_period_ends_a_run() -> None:
    rising = [1, 2, 3, np.nan, 4, 5, 6, 7]
    assert not run_chart(rising).cause.any()
    starts = [False, False, False, True, False, False, False]
    assert not run_chart([1, 2, 3, 4, 5, 6, 7], starts_run=starts).cause.any()
    assert run_chart([1, 2, 3, 4, 5, 6, 7]).cause.all()


def test_no_points_have_no_median() -> None:
    assert np.isnan(run_chart([np.nan, np.nan]).median)
    assert np.isnan(run_chart([]).median)
