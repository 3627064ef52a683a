import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.slope_fit import REASONS, fitted_line, ranked_groups
from tht_xl.stats.slope_index import relative_index, slope_index

# Life expectancy by deprivation tenth: the example that PHEindicatormethods ships with its function.
VALUES = [75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3]
ERRORS = [1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57]
PEOPLE = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
RATES = [300.0, 280, 260, 250, 240, 220, 210, 205, 190, 180]
SHARES = [0.31, 0.28, 0.26, 0.25, 0.24, 0.22, 0.21, 0.2, 0.19, 0.15]
EVEN = [0.03] * 10

groups = st.lists(
    st.tuples(st.floats(1, 200), st.floats(0.01, 3), st.integers(100, 10**5)), min_size=3, max_size=12
).map(lambda rows: tuple(map(list, zip(*rows, strict=True))))

Matrix = NDArray[np.float64]


def by_matrices(values: list[float], errors: list[float], people: list[int]) -> tuple[Matrix, Matrix]:
    """Intercept and slope with their covariance, as the technical guidance prints them: regression on the roots."""
    a = np.array(people) / np.sum(people)
    b = np.array([a[:i].sum() + a[i] / 2 for i in range(len(a))])
    design = np.column_stack([np.sqrt(a), b * np.sqrt(a)])
    hat = np.linalg.solve(design.T @ design, design.T) * np.sqrt(a)
    return hat @ np.array(values), hat @ np.diag(np.square(errors)) @ hat.T


@settings(max_examples=50)
@given(groups, st.sampled_from([0.5, 0.95, 0.998]))
def test_slope_equals_the_weighted_regression_in_matrices(
    area: tuple[list[float], list[float], list[int]], confidence: float
) -> None:
    estimate, covariance = by_matrices(*area)
    result = slope_index(*area, confidence=confidence)
    distance = z_score(confidence) * math.sqrt(covariance[1, 1])
    assert result.value == pytest.approx(estimate[1], rel=1e-7, abs=1e-7)
    assert result.interval.lower == pytest.approx(estimate[1] - distance, rel=1e-7, abs=1e-7)
    assert result.interval.upper == pytest.approx(estimate[1] + distance, rel=1e-7, abs=1e-7)


def test_the_shipped_example_of_the_professions_own_package() -> None:
    # Its limits are simulated, so that they agree only to about 0.05.
    result = slope_index(VALUES, ERRORS, PEOPLE)
    estimate, covariance = by_matrices(VALUES, ERRORS, PEOPLE)
    assert result.value == pytest.approx(7.00023, abs=1e-5)
    random = np.random.default_rng(1)
    drawn = random.multivariate_normal(estimate, covariance, 200_000)[:, 1]
    np.testing.assert_allclose(
        [result.interval.lower, result.interval.upper], np.quantile(drawn, [0.025, 0.975]), atol=0.05
    )


@settings(max_examples=50)
@given(groups)
def test_limits_of_the_ratio_are_the_roots_of_fiellers_equation(
    area: tuple[list[float], list[float], list[int]],
) -> None:
    estimate, covariance = by_matrices(*area)
    result = relative_index(*area)
    assume(result.reason == "")
    z = z_score(0.95)
    ratio = estimate.sum() / estimate[0]
    assert result.value == pytest.approx(ratio, rel=1e-7)

    def excess(r: float) -> float:
        direction = np.array([1 - r, 1.0])
        return float((direction @ estimate) ** 2 - z**2 * (direction @ covariance @ direction))

    reach = 1.5 * max(abs(float(result.interval.upper) - ratio), abs(ratio - float(result.interval.lower))) + 1e-3
    assume(excess(ratio - reach) > 0 and excess(ratio + reach) > 0)
    assert result.interval.lower == pytest.approx(brentq(excess, ratio - reach, ratio), rel=1e-6, abs=1e-8)
    assert result.interval.upper == pytest.approx(brentq(excess, ratio, ratio + reach), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("scale", "values", "there", "back"), [("log", RATES, np.log, np.exp), ("logit", SHARES, logit, expit)]
)
def test_transformed_lines_turn_about_their_middle(
    scale: str, values: list[float], there: np.ufunc, back: np.ufunc
) -> None:
    estimate, covariance = by_matrices(there(values).tolist(), EVEN, PEOPLE)
    middle = estimate @ [1, 0.5]
    slope, ratio = slope_index(values, EVEN, PEOPLE, scale=scale), relative_index(values, EVEN, PEOPLE, scale=scale)
    distance = z_score(0.95) * math.sqrt(covariance[1, 1])
    for steepness, rise, quotient in zip(
        (estimate[1], estimate[1] - distance, estimate[1] + distance),
        (slope.value, *slope.interval),
        (ratio.value, *ratio.interval),
        strict=True,
    ):
        top, bottom = back(middle + steepness / 2), back(middle - steepness / 2)
        assert rise == pytest.approx(top - bottom, rel=1e-12)
        assert quotient == pytest.approx(top / bottom, rel=1e-12)


@pytest.mark.parametrize(("scale", "values"), [("linear", VALUES), ("log", RATES), ("logit", SHARES)])
@pytest.mark.parametrize("multiplier", [100, 0.5, 1e-3, -1, -100, -0.01])
def test_any_multiplier_keeps_the_limits_in_order(scale: str, values: list[float], multiplier: float) -> None:
    once = slope_index(values, EVEN, PEOPLE, scale=scale)
    result = slope_index(values, EVEN, PEOPLE, scale=scale, multiplier=multiplier)
    assert result.value == pytest.approx(multiplier * once.value)
    assert result.interval.lower < result.value < result.interval.upper
    ends = sorted(multiplier * each for each in once.interval)
    assert [result.interval.lower, result.interval.upper] == pytest.approx(ends)


def test_equal_values_have_no_slope_and_a_ratio_of_1() -> None:
    assert slope_index([5.0] * 4, EVEN[:4], PEOPLE[:4]).value == pytest.approx(0, abs=1e-12)
    for scale in ("linear", "log"):
        assert relative_index([5.0] * 4, EVEN[:4], PEOPLE[:4], scale=scale).value == pytest.approx(1)


def test_one_bad_area_spoils_one_area() -> None:
    def area(index: int, to: float, column: list[float]) -> list[float]:
        return [*column[:index], to, *column[index + 1 :]]

    people = [float(each) for each in PEOPLE]
    bad = [
        (area(2, np.nan, SHARES), EVEN, people, "missing-group"),
        (SHARES, EVEN, area(2, np.nan, people), "missing-group"),
        (SHARES, EVEN, area(2, 0, people), "impossible-group"),
        (SHARES, area(2, -1, EVEN), people, "impossible-group"),
        (area(2, np.inf, SHARES), EVEN, people, "impossible-group"),
        (area(2, 0, SHARES), EVEN, people, "outside-scale"),
        (area(2, 1, SHARES), EVEN, people, "outside-scale"),
    ]
    columns = [[*(row[i] for row in bad), (SHARES, EVEN, people)[i]] for i in range(3)]
    for index in (slope_index, relative_index):
        result = index(*columns, scale="logit")
        assert result.reason.tolist() == [*(row[3] for row in bad), ""]
        for each in (result.value, *result.interval):
            assert np.isnan(each).tolist() == [*[True] * len(bad), False]
        assert result.value[-1] == index(SHARES, EVEN, PEOPLE, scale="logit").value


def test_a_missing_standard_error_costs_the_limits_only() -> None:
    for index in (slope_index, relative_index):
        result = index(VALUES, [*ERRORS[:9], np.nan], PEOPLE)
        assert result.reason == "no-standard-error"
        assert result.value == index(VALUES, ERRORS, PEOPLE).value
        assert np.isnan([result.interval.lower, result.interval.upper]).all()


def test_no_ratio_where_the_line_reaches_zero_and_no_limits_where_it_nearly_does() -> None:
    reaches = relative_index([1.0, 5.0, 12.0], [0.1] * 3, [10, 10, 10])
    assert reaches.reason == "line-reaches-zero"
    assert np.isnan(reaches.value)
    nearly = relative_index([3.0, 5.0, 7.0], [2.0] * 3, [10, 10, 10])
    assert nearly.reason == "unbounded-interval"
    assert nearly.value == pytest.approx(4.0)
    assert np.isnan(nearly.interval.upper)


def test_every_reason_is_explained() -> None:
    assert set(REASONS) == {
        "missing-group", "impossible-group", "outside-scale", "no-standard-error", "line-reaches-zero",
        "unbounded-interval",
    }  # fmt: skip


def test_shapes_and_several_levels() -> None:
    block = np.broadcast_to(VALUES, (2, 3, 10))
    for index in (slope_index, relative_index):
        result = index(block, ERRORS, PEOPLE, confidence=[0.95, 0.998])
        assert result.value.shape == result.reason.shape == (2, 3)
        assert result.interval.lower.shape == (2, 3, 2)
        assert result.interval.lower[1, 2, 0] == pytest.approx(index(VALUES, ERRORS, PEOPLE).interval.lower)
        assert index(np.ones((0, 10)), ERRORS, PEOPLE).value.shape == (0,)


def test_refusals() -> None:
    with pytest.raises(DomainError) as refusal:
        slope_index([5.0], [1.0], [10])
    assert str(refusal.value) == (
        "values holds 1 deprivation group; expected 2 or more. "
        "Give one value for each group, from the most to the least deprived"
    )
    with pytest.raises(DomainError) as refusal:
        slope_index(VALUES, ERRORS, PEOPLE, multiplier=0)
    assert str(refusal.value) == (
        "multiplier is 0; expected a number other than 0. Use 100 for percentages, -1 to reverse the index"
    )
    with pytest.raises(UnknownNameError, match=r"^unknown scale 'lgo'\. Did you mean 'log'\?$"):
        slope_index(VALUES, ERRORS, PEOPLE, scale="lgo")
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\. Write 95 per cent as"):
        relative_index(VALUES, ERRORS, PEOPLE, confidence=95)
    with pytest.raises(DomainError, match=r"^the lengths differ: values 10, standard_errors 9, populations 10"):
        slope_index(VALUES, ERRORS[:9], PEOPLE)


# Births attended by skilled personnel by fifth of wealth, per cent: the data "OrderedSample" that the World Health
# Organization ships with healthequal 1.0.1, with the setting average and the absolute concentration index it prints.
ATTENDED = [75.60530, 91.01997, 96.03959, 97.04223, 99.22405]
UNCERTAIN = [1.5996131, 1.1351504, 0.6461946, 0.5676206, 0.2237683]
BIRTHS = [2072.436, 2112.204, 1983.059, 2052.124, 1884.510]
SETTING_AVERAGE, CONCENTRATION_INDEX = 91.59669, 4.30052


def test_published_average_and_concentration_index_fix_the_line() -> None:
    # Twice the covariance with the rank is the concentration index, and over the variance of the rank the slope.
    line = fitted_line(ranked_groups(ATTENDED, UNCERTAIN, BIRTHS, scale="linear"))
    share = np.array(BIRTHS) / sum(BIRTHS)
    rank = np.cumsum(share) - share / 2
    variance = (share * (rank - 0.5) ** 2).sum()
    assert line.middle == pytest.approx(SETTING_AVERAGE, abs=5e-6)
    assert slope_index(ATTENDED, UNCERTAIN, BIRTHS).value == pytest.approx(CONCENTRATION_INDEX / 2 / variance, rel=1e-6)


def test_by_hand() -> None:
    # Shares 0.2, 0.3 and 0.5 lie around 0.1, 0.35 and 0.75; 1 A + 0.5 B = 68 and 0.5 A + 0.32 B = 37.3 (the page).
    values, errors, people = [50, 60, 80], [1, 2, 3], [200, 300, 500]
    slope = slope_index(values, errors, people)
    assert slope.value == pytest.approx(3.3 / 0.07)
    # c = -0.08, -0.045 and 0.125 over 0.07.
    half = z_score(0.95) * math.sqrt(0.08**2 * 1 + 0.045**2 * 4 + 0.125**2 * 9) / 0.07
    assert slope.interval.upper - slope.value == pytest.approx(half)
    assert relative_index(values, errors, people).value == pytest.approx((68 + 3.3 / 0.14) / (68 - 3.3 / 0.14))


@pytest.mark.parametrize(("scale", "value"), [("log", 0.0), ("logit", 0.0), ("logit", 1.0)])
def test_the_end_of_a_scale_is_outside_it(scale: str, value: float) -> None:
    index = slope_index([value, 0.5], [0.1, 0.1], [1, 1], scale=scale)
    assert (index.reason, np.isnan(index.value)) == ("outside-scale", True)
