"""How far a point is from the others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.workbook.cross_checks.statistic import MEDIAN_RANGE, distance, distances

positive = st.lists(st.floats(0.1, 1e6), min_size=2, max_size=12)


@given(positive)
def test_the_others_are_what_leaving_the_point_out_gives(points: list[float]) -> None:
    found = distance(np.array(points), 1)

    for place in range(len(points)):
        others = np.delete(points, place)
        assert found.others[place] == pytest.approx(np.median(others))
        assert found.spread[place] == pytest.approx(others.max() / others.min())
    assert found.size == len(points)


def test_neighbours_are_the_nearest_four() -> None:
    found = distance(np.array([1.0, 2, 4, 8, 16, 32, 64]), 1)

    assert found.near.tolist() == [6, 6, 5, 10, 20, 12, 12]


def test_movement_is_that_of_the_median_step() -> None:
    points = np.array([10.0, 12, 10, 12, 10, 12, 10])

    assert distance(points, 1).sigmas[3] == pytest.approx((12 - 11) / (2 / MEDIAN_RANGE))


@pytest.mark.parametrize(("decimals", "sigma"), [(0, 1.0), (1, 0.5), (2, 0.5)])
def test_a_steady_series_moves_by_half_a_hundredth_or_by_what_is_shown(decimals: int, sigma: float) -> None:
    points = np.array([100.0] * 6 + [130])

    assert distance(points, decimals).sigmas[-1] == pytest.approx(30 / sigma)


@pytest.mark.parametrize("size", [0, 1])
def test_a_single_point_is_far_from_nothing(size: int) -> None:
    found = distance(np.ones(size), 1)

    assert np.isnan(found.others).all()
    assert found.size == size


def test_five_points_do_not_tell_how_much_a_series_moves() -> None:
    assert np.isnan(distance(np.arange(5.0), 1).sigmas).all()
    assert not np.isnan(distance(np.arange(6.0), 1).sigmas).any()


def test_others_of_which_one_is_zero_have_no_spread() -> None:
    assert distance(np.array([0.0, 1, 2]), 1).spread.tolist() == [2, np.inf, np.inf]


@given(st.lists(st.lists(st.floats(0.0, 1e6), max_size=12), min_size=1, max_size=6))
def test_many_series_at_once_are_as_each_by_itself(many: list[list[float]]) -> None:
    series = np.repeat(np.arange(len(many)), [len(points) for points in many])
    found = distances(np.array([each for points in many for each in points], float), series, np.ones(len(many)))

    alone = [distance(np.array(points, float), 1) for points in many]
    for name in ("others", "spread", "near", "sigmas"):
        expected = np.concatenate([getattr(each, name) for each in alone])
        assert np.array_equal(getattr(found, name), expected, equal_nan=True)
    assert found.size.tolist() == [len(points) for points in many for _ in points]
