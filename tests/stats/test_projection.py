from typing import Any

import numpy as np
import pytest
import scipy
from hypothesis import assume, given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.projection import least_squares_line

# Montgomery, Peck and Vining, Introduction to Linear Regression Analysis, table 2.1: age of propellant, shear strength.
AGE = [15.50, 23.75, 8.00, 17.00, 5.50, 19.00, 24.00, 2.50, 7.50, 11.00, 13.00, 3.75, 25.00, 9.75, 22.00, 18.00, 6.00,
       12.50, 2.00, 21.50]  # fmt: skip
STRENGTH = [2158.70, 1678.15, 2316.00, 2061.30, 2207.50, 1708.30, 1784.70, 2575.00, 2357.90, 2256.70, 2165.20, 2399.55,
            1779.80, 2336.75, 1765.30, 2053.50, 2414.40, 2200.50, 2654.20, 1753.70]  # fmt: skip

times = st.lists(st.integers(0, 3000), min_size=3, max_size=15, unique=True)


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[int], list[float]]:
    when = draw(times)
    return when, [draw(st.integers(-1000, 1000)) / 10 for _ in when]


def test_published_regression() -> None:
    line = least_squares_line(AGE, STRENGTH)
    assert line.slope == pytest.approx(-37.15, abs=0.005)
    assert line.at(0) == pytest.approx(2627.82, abs=0.005)
    assert line.deviation == pytest.approx(96.11, abs=0.005)
    lower, upper = line.slope_interval()
    assert (lower, upper) == pytest.approx((-43.22, -31.08), abs=0.01)
    lower, upper = line.prediction_interval(10)
    # Published with a residual variance of 9,244.59, which comes of a slope rounded to two decimals; it is 9,236.38.
    assert (lower, upper) == pytest.approx((2048.32, 2464.32), abs=0.2)


@given(lines(), st.integers(0, 5000))
def test_line_and_limits_by_another_route(points: tuple[list[int], list[float]], when: int) -> None:
    t, y = (np.array(each, float) for each in points)
    line = least_squares_line(t, y)
    assume(line.deviation > 1e-6)
    reference: Any = scipy.stats.linregress(t, y)
    assert line.slope == pytest.approx(reference.slope, rel=1e-6, abs=1e-9)
    assert line.at(0) == pytest.approx(reference.intercept, rel=1e-6, abs=1e-6)
    reach = scipy.stats.t.ppf(0.975, len(t) - 2)
    lower, upper = line.slope_interval()
    assert [lower, upper] == pytest.approx(
        [reference.slope - reach * reference.stderr, reference.slope + reach * reference.stderr], rel=1e-6, abs=1e-8
    )
    # The prediction interval from the covariance of the two coefficients.
    design = np.column_stack([np.ones(len(t)), t])
    residuals = y - line.at(t)
    variance = residuals @ residuals / (len(t) - 2)
    here = np.array([1.0, when])
    error = np.sqrt(variance * (1 + here @ np.linalg.inv(design.T @ design) @ here))
    lower, upper = line.prediction_interval(when)
    assert (upper - lower) / 2 == pytest.approx(reach * error, rel=1e-5)
    assert (upper + lower) / 2 == pytest.approx(line.at(when))


@given(lines(), st.randoms())
def test_the_order_of_points_does_not_matter(points: tuple[list[int], list[float]], shuffle: object) -> None:
    pairs = list(zip(*points, strict=True))
    shuffle.shuffle(pairs)  # pyright: ignore[reportAttributeAccessIssue]
    t, y = zip(*pairs, strict=True)
    here, there = least_squares_line(*points), least_squares_line(t, y)
    assert here.slope == pytest.approx(there.slope, abs=1e-9)
    assert here.deviation == pytest.approx(there.deviation, abs=1e-6)


@given(lines(), st.integers(1, 9), st.integers(-99, 99))
def test_another_unit_changes_nothing_but_the_unit(
    points: tuple[list[int], list[float]], scale: int, shift: int
) -> None:
    t, y = np.array(points[0], float), np.array(points[1])
    here, there = least_squares_line(t, y), least_squares_line(t, scale * y + shift)
    lower, upper = here.prediction_interval(3000)
    moved_lower, moved_upper = there.prediction_interval(3000)
    assert [moved_lower, moved_upper] == pytest.approx([scale * lower + shift, scale * upper + shift], abs=1e-6)


def test_a_perfect_line_has_limits_on_it() -> None:
    line = least_squares_line([1, 2, 3, 4], [10, 12, 14, 16])
    assert line.slope == pytest.approx(2)
    assert [*line.prediction_interval(6)] == pytest.approx([20, 20])


def test_a_level_line_is_exactly_level() -> None:
    almost = 57 / 100 * 100
    assert least_squares_line([1, 2, 3, 4], [almost, almost, 57, 57]).slope == 0
    assert least_squares_line([1, 2, 3, 4], [0, 0, 0, 0]).slope == 0
    assert least_squares_line([20000, 20001, 20002], [0.1, 0.1, 0.1]).slope == 0


def test_too_few_points() -> None:
    none, one, two, same = (
        least_squares_line(t, y)
        for t, y in (([], []), ([1, np.nan], [1, 2]), ([1, 2, 3], [1, 2, np.nan]), ([1, 1, 1], [1, 2, 3]))
    )
    assert np.isnan([none.slope, one.slope, same.slope]).all()
    assert two.slope == 1
    assert two.at(5) == 5
    for line in (none, one, two, same):
        assert np.isnan([*line.prediction_interval(5), *line.slope_interval()]).all()
    assert [line.points for line in (none, one, two, same)] == [0, 1, 2, 3]


def test_several_levels_at_once() -> None:
    line = least_squares_line(AGE, [STRENGTH, STRENGTH[::-1]])
    both = line.prediction_interval(10, confidence=[0.95, 0.998])
    assert both.lower.shape == (2, 2)
    for place, level in enumerate((0.95, 0.998)):
        assert both.lower[..., place].tolist() == line.prediction_interval(10, confidence=level).lower.tolist()


def test_one_bad_series_spoils_one_series() -> None:
    rows = np.array([STRENGTH, [np.nan] * 20, STRENGTH, [np.inf] * 20])
    rows[2, 4] = np.nan
    line = least_squares_line(AGE, rows)
    assert np.isnan(line.slope).tolist() == [False, True, False, True]
    assert line.slope[0] == pytest.approx(least_squares_line(AGE, STRENGTH).slope)
    without = least_squares_line([*AGE[:4], *AGE[5:]], [*STRENGTH[:4], *STRENGTH[5:]])
    assert line.slope[2] == pytest.approx(without.slope)


@pytest.mark.parametrize("missing", [0, 2, 4])
@pytest.mark.parametrize("of_times", [False, True])
def test_a_missing_point_is_as_good_as_none(missing: int, *, of_times: bool) -> None:
    times, values = np.array([2018.0, 2019, 2020, 2021, 2022]), np.array([3.0, 5, 4, 8, 9])
    fewer = least_squares_line(np.delete(times, missing), np.delete(values, missing))
    (times if of_times else values)[missing] = np.nan
    for whole, part in zip(least_squares_line(times, values), fewer, strict=True):
        assert whole == pytest.approx(part)


def test_refusals() -> None:
    with pytest.raises(DomainError, match=r"^values is a single number; expected a series\. Give two points or more$"):
        least_squares_line(1, 2)
    with pytest.raises(DomainError, match=r"^the lengths differ: times 2, values 3; expected equal lengths\."):
        least_squares_line([1, 2], [1, 2, 3])
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\."):
        least_squares_line([1, 2, 3], [1, 2, 4]).slope_interval(confidence=95)


def test_names_a_time_that_is_no_number() -> None:
    line = least_squares_line([1, 2, 3], [1, 2, 4])
    for call in (line.at, line.prediction_interval):
        with pytest.raises(DomainError, match=r"^time holds the text 'x'; expected numbers"):
            call("x")
