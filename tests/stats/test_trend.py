from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.trend import IMPOSSIBLE, MISSING, NO_INTERVAL, NONE_OR_ALL, interval_trend, proportion_trend

YEARS = np.arange(1, 6)
five_proportions = st.lists(
    st.integers(2, 10**6).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), min_size=5, max_size=5
)
five_values = st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(0.1, 100)), min_size=5, max_size=5)

# Worked examples of Fingertips: five years, oldest first.
SMALL = ([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701])
SMALL_RATES = ([24.67, 24.6, 28, 30.2, 30.6], [23.16, 23.15, 26.44, 28.63, 28.98], [26.25, 26.19, 29.64, 31.9, 32.25])
EYES = (
    [2.935, 1.93028, 2.7567, 2.8701, 3.0121],
    [2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
    [3.0919, 2.058, 2.9082, 3.0237, 3.1683],
)
STEADY = (
    [20.5506, 19.5952, 19.0349, 21.3966, 18.4372],
    [18.1803, 17.3444, 16.8421, 19.0918, 16.2925],
    [23.1427, 22.0602, 21.4394, 23.8975, 20.7941],
)


def test_published_trend_of_a_proportion() -> None:
    result = proportion_trend(*SMALL)
    assert result.chi_square == pytest.approx(47.9, abs=0.005)
    assert (result.direction, result.reason) == (1, "")


def test_published_markers_of_proportions() -> None:
    # Fingertips 30309 (MMR, one dose, Yorkshire and the Humber 2020-24) and 20301 decreasing, 241 (diabetes register,
    # England 2020-24) increasing, 10101 without a trend.
    counts = [
        [57274, 55865, 53681, 51767, 53185],
        [621, 599, 556, 535, 447],
        [3455176, 3491868, 3625401, 3774801, 3938080],
        [5405, 5500, 5435, 5480, 5315],
    ]
    denominators = [
        [61834, 60511, 59074, 57508, 59028],
        [3454, 3195, 3256, 3227, 3121],
        [48783947, 49122259, 49956777, 50649129, 51441896],
        [18095, 18170, 18005, 17890, 17860],
    ]
    assert proportion_trend(counts, denominators).direction.tolist() == [-1, -1, 1, 0]


def test_published_trend_of_values_with_intervals() -> None:
    result = interval_trend(*SMALL_RATES)
    assert result.chi_square == pytest.approx(46.77, abs=0.005)
    assert result.direction == 1
    assert interval_trend(*EYES).direction == 1
    assert interval_trend(*STEADY).direction == 0


@given(five_proportions)
def test_chi_square_is_the_published_formula_in_exact_fractions(points: list[tuple[int, int]]) -> None:
    c, d = zip(*points, strict=True)
    total, counted = sum(d), sum(c)
    ct = sum(x * t for x, t in zip(c, range(1, 6), strict=True))
    dt = sum(n * t for n, t in zip(d, range(1, 6), strict=True))
    dtt = sum(n * t * t for n, t in zip(d, range(1, 6), strict=True))
    exact = Fraction(total * (total * ct - counted * dt) ** 2, counted * (total - counted) * (total * dtt - dt**2))
    assert proportion_trend(c, d).chi_square == pytest.approx(float(exact), rel=1e-6, abs=1e-9)


@given(five_values)
def test_chi_square_is_slope_over_standard_error_by_another_route(points: list[tuple[float, float]]) -> None:
    y, half = np.transpose(points)
    weights = (3.92 / (2 * half)) ** 2
    design = np.vstack([np.ones(5), YEARS]).T
    covariance = np.linalg.inv(design.T @ (design * weights[:, None]))
    slope = (covariance @ design.T @ (weights * y))[1]
    chi_square = interval_trend(y, y - half, y + half).chi_square
    assert chi_square == pytest.approx(slope**2 / covariance[1, 1], rel=1e-4, abs=1e-4)


@given(five_proportions)
def test_the_direction_is_that_of_all_six_lines(points: list[tuple[int, int]]) -> None:
    c, d = np.transpose(points)
    result = proportion_trend(c, d)
    logits = np.log(c / (d - c))
    slopes = [np.polyfit(np.delete(YEARS, out), np.delete(logits, out), 1)[0] for out in range(5)]
    slopes.append(np.polyfit(YEARS, logits, 1)[0])
    assume(min(abs(s) for s in slopes) > 1e-9 and abs(result.chi_square - 9.549536) > 1e-6)
    steady = all(s > 0 for s in slopes) or all(s < 0 for s in slopes)
    assert result.direction == (np.sign(slopes[-1]) if steady and result.chi_square > 9.549536 else 0)


@given(five_proportions)
def test_backwards_in_time_is_the_opposite(points: list[tuple[int, int]]) -> None:
    c, d = np.transpose(points)
    assert proportion_trend(c[::-1], d[::-1]).direction == -proportion_trend(c, d).direction


def test_one_outlier_makes_no_trend() -> None:
    # Highly significant, but without the last point the line goes down.
    result = interval_trend(
        [10, 9.9, 9.8, 9.7, 20], np.array([10, 9.9, 9.8, 9.7, 20]) - 0.1, [10.1, 10, 9.9, 9.8, 20.1]
    )
    assert result.chi_square > 1000
    assert result.direction == 0


def test_a_line_that_is_level_without_one_point_makes_no_trend() -> None:
    # Sums of such weights leave a slope of 1e-16 where the first four points are level.
    values, half = np.array([5.1, 5.1, 5.1, 5.1, 15.1]), np.array([1.2, 2.03, 1.25, 2.5, 1.27])
    result = interval_trend(values, values - half, values + half)
    assert result.chi_square > 9.549536
    assert result.direction == 0


def test_the_threshold_itself_is_not_significant() -> None:
    # Five equal weights: chi-square is 10 slope^2 w.
    width = 3.92
    for slope, direction in ((np.sqrt(0.9549536) * 0.99999, 0), (np.sqrt(0.9549536) * 1.00001, 1)):
        y = slope * YEARS
        assert interval_trend(y, y - width / 2, y + width / 2).direction == direction


def test_reasons_stay_with_their_series() -> None:
    counts = [SMALL[0], [np.nan, 1, 2, 3, 4], [0, 1, 2, 3, 4], [9, 9, 9, 9, 9], [5, 4, 3, 2, 11], [-1, 1, 1, 1, 1]]
    denominators = [SMALL[1], [9] * 5, [9] * 5, [9] * 5, [10] * 5, [10] * 5]
    result = proportion_trend(counts, denominators)
    assert result.reason.tolist() == ["", MISSING, NONE_OR_ALL, NONE_OR_ALL, IMPOSSIBLE, IMPOSSIBLE]
    assert np.isnan(result.direction).tolist() == [False, True, True, True, True, True]
    assert np.isnan(result.chi_square).tolist() == [False, True, True, True, True, True]


def test_an_interval_is_needed_at_every_point() -> None:
    y = np.array([1.0, 2, 3, 4, 5])
    lower = np.array([y - 1, [np.nan, 1, 2, 3, 4], y, y + 1, y - 1])
    upper = np.array([y + 1, y + 1, y, y - 1, y + 1])
    values = np.array([y, y, y, y, [1, np.nan, 3, 4, 5]])
    assert interval_trend(values, lower, upper).reason.tolist() == ["", NO_INTERVAL, NO_INTERVAL, IMPOSSIBLE, MISSING]


def test_axes() -> None:
    cube = proportion_trend(np.full((2, 3, 5), 5), np.full(5, 10))
    assert cube.direction.shape == cube.reason.shape == (2, 3)
    assert proportion_trend(np.empty((0, 5)), np.empty((0, 5))).direction.shape == (0,)


@pytest.mark.parametrize(("series", "points"), [([1, 2, 3, 4], 4), ([1] * 6, 6), (1, 1)])
def test_refuses_other_than_five_points(series: list[int], points: int) -> None:
    with pytest.raises(DomainError) as refusal:
        proportion_trend(series, 10)
    assert str(refusal.value) == f"a trend of {points} points; expected 5. Give the latest five points."


@given(five_values, st.lists(st.integers(0, 9), min_size=5, max_size=5, unique=True).map(sorted))
def test_real_years_by_another_route(points: list[tuple[float, float]], years: list[int]) -> None:
    y, half = np.transpose(points)
    weights = (3.92 / (2 * half)) ** 2
    design = np.vstack([np.ones(5), years]).T
    covariance = np.linalg.inv(design.T @ (design * weights[:, None]))
    slope = (covariance @ design.T @ (weights * y))[1]
    result = interval_trend(y, y - half, y + half, times=years)
    assert result.chi_square == pytest.approx(slope**2 / covariance[1, 1], rel=1e-4, abs=1e-4)
    later = interval_trend(y, y - half, y + half, times=np.array(years) + 2000)
    assert later.chi_square == pytest.approx(float(result.chi_square), rel=1e-6, abs=1e-6)


def test_an_unknown_time_is_a_missing_point() -> None:
    times = [[1, 2, 3, 4, 5], [1, 2, np.nan, 4, 5]]
    assert proportion_trend(*SMALL, times=times).reason.tolist() == ["", MISSING]
    y = np.array([1.0, 2, 3, 4, 5])
    assert interval_trend(y, y - 1, y + 1, times=times).reason.tolist() == ["", MISSING]


def test_one_series_at_many_times_has_a_result_for_each() -> None:
    times = [[1, 2, 3, 4, 5], [2, 3, 5, 6, 7]]
    y = np.array([1.0, 2, 3, 4, 5])
    for result in (proportion_trend(*SMALL, times=times), interval_trend(y, y - 1, y + 1, times=times)):
        assert [each.shape for each in result] == [(2,)] * 3
        assert result.reason.tolist() == ["", ""]


def test_leaving_a_point_out_leaves_the_others_at_their_times() -> None:
    # Without its first point the line rises over the real years, and falls over consecutive ones.
    y = np.array([5.0, 23, 28, 33, 21])
    assert interval_trend(y, y - 2, y + 2, times=[0, 1, 2, 5, 6]).direction == 1
    assert interval_trend(y, y - 2, y + 2).direction == 0


def test_what_cannot_be_worked_out_is_never_no_change() -> None:
    infinite = interval_trend([1, 2, np.inf, 4, 5], [0, 1, 2, 3, 4], [2, 3, 4, 5, 6])
    assert np.isnan(infinite.direction)
    assert infinite.reason == IMPOSSIBLE


RISING = [1.0, 2.0, 3.0, 4.0, 5.0]


@pytest.mark.parametrize("third", [(30.0, 0.0, 9.0), (-1.0, 0.0, 9.0), (3.0, 9.0, 0.0)])
def test_a_value_outside_its_interval_spoils_one_series(third: tuple[float, float, float]) -> None:
    value, lower, upper = np.tile(RISING, (2, 1)), np.zeros((2, 5)), np.full((2, 5), 9.0)
    value[0, 2], lower[0, 2], upper[0, 2] = third
    result = interval_trend(value, lower, upper)
    assert result.reason.tolist() == [IMPOSSIBLE, ""]
    assert np.isnan(result.direction).tolist() == [True, False]


def test_a_value_on_its_limit_is_inside() -> None:
    assert interval_trend(RISING, RISING, [9] * 5).reason == ""


@pytest.mark.parametrize("times", [[2020] * 5, [0.1] * 5, [5, 4, 3, 2, 1], [1, 2, 2, 3, 4]], ids=str)
def test_times_that_do_not_rise_are_impossible(times: list[float]) -> None:
    for result in (
        proportion_trend([10, 20, 30, 40, 50], [101, 99, 97, 95, 93], times=times),
        interval_trend(RISING, [0] * 5, [9] * 5, times=times),
    ):
        assert (result.reason, np.isnan(result.direction), np.isnan(result.chi_square)) == (IMPOSSIBLE, True, True)


def test_names_the_lengths_that_differ() -> None:
    with pytest.raises(DomainError, match=r"^the lengths differ: counts 5, denominators 4; expected equal lengths"):
        proportion_trend([1, 2, 3, 4, 5], [10] * 4)
    with pytest.raises(DomainError, match=r"^the lengths differ: times 2, values 5; expected equal lengths"):
        interval_trend(RISING, [0] * 5, [9] * 5, times=[1, 2])
