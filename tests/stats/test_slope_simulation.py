import numpy as np
import pytest

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.slope_index import relative_index, slope_index
from tht_xl.stats.slope_simulation import simulated_relative_index, simulated_slope_index

RATES = np.array([300.0, 280, 260, 250, 240, 220, 210, 205, 190, 180])
SHARES = np.array([0.31, 0.28, 0.26, 0.25, 0.24, 0.22, 0.21, 0.2, 0.19, 0.15])
PEOPLE = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]


def test_the_index_is_that_of_the_values_as_they_are() -> None:
    slope = simulated_slope_index(RATES, np.full(10, 0.03), PEOPLE, scale="log", draws=1000)
    ratio = simulated_relative_index(SHARES, np.full(10, 0.03), PEOPLE, scale="logit", draws=1000)
    assert slope.value == pytest.approx(slope_index(RATES, 1, PEOPLE).value)
    assert ratio.value == pytest.approx(relative_index(SHARES, 0, PEOPLE).value)


@pytest.mark.parametrize(("scale", "values"), [("log", RATES), ("logit", SHARES)])
def test_for_small_errors_simulation_and_formula_agree(scale: str, values: np.ndarray) -> None:
    # Where errors are small, an even error of the logarithm is an even error of the value.
    even = np.full(10, 0.002)
    derivative = values if scale == "log" else values * (1 - values)
    for simulated, exact in ((simulated_slope_index, slope_index), (simulated_relative_index, relative_index)):
        drawn = simulated(values, even, PEOPLE, scale=scale)
        formula = exact(values, derivative * even, PEOPLE)
        width = float(formula.interval.upper - formula.interval.lower)
        assert drawn.interval.lower == pytest.approx(formula.interval.lower, abs=0.02 * width)
        assert drawn.interval.upper == pytest.approx(formula.interval.upper, abs=0.02 * width)


def test_a_seed_gives_the_same_limits_again_and_neighbours_change_nothing() -> None:
    even = np.full(10, 0.1)
    alone = simulated_slope_index(RATES, even, PEOPLE, scale="log", draws=2000)
    among = simulated_slope_index([RATES / 2, RATES], even, PEOPLE, scale="log", draws=2000)
    other = simulated_slope_index(RATES, even, PEOPLE, scale="log", draws=2000, seed=1)
    assert (among.interval.lower[1], among.interval.upper[1]) == (alone.interval.lower, alone.interval.upper)
    assert alone.interval.lower != other.interval.lower


@pytest.mark.parametrize("multiplier", [100, 0.5, -1, -0.01])
def test_any_multiplier_keeps_the_limits_in_order(multiplier: float) -> None:
    result = simulated_slope_index(
        RATES, np.full(10, 0.05), PEOPLE, scale="log", multiplier=multiplier, draws=2000, confidence=[0.95, 0.998]
    )
    assert (result.interval.lower < result.value).all()
    assert (result.interval.upper > result.value).all()
    assert result.interval.lower[1] < result.interval.lower[0]


def test_one_bad_area_spoils_one_area() -> None:
    rows = np.array([RATES, RATES, RATES])
    rows[1, 4] = 0
    for simulated in (simulated_slope_index, simulated_relative_index):
        result = simulated(rows, np.full(10, 0.05), PEOPLE, scale="log", draws=1000)
        assert result.reason.tolist() == ["", "outside-scale", ""]
        for column in (result.value, *result.interval):
            assert np.isnan(column).tolist() == [False, True, False]


def test_ratios_that_have_no_end_are_told() -> None:
    reaches = simulated_relative_index([0.5, 5.0, 20.0], [0.1] * 3, [10] * 3, scale="log", draws=1000)
    nearly = simulated_relative_index([3.0, 5.0, 7.0], [0.5] * 3, [10] * 3, scale="log", draws=1000)
    assert (reaches.reason, nearly.reason) == ("line-reaches-zero", "unbounded-interval")
    assert np.isnan(reaches.value)
    assert nearly.value == pytest.approx(4.0)
    assert np.isnan(nearly.interval.upper)


@pytest.mark.parametrize("draws", [999, 1000.5, np.nan, 1_000_001, 1e12, -1])
def test_refuses_too_few_draws_and_too_many(draws: float) -> None:
    with pytest.raises(DomainError) as refusal:
        simulated_slope_index(RATES, 0.1, PEOPLE, scale="log", draws=draws)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == (
        f"draws is {draws:g}; expected a whole number from 1000 to 1000000. Leave it at 100,000"
    )


@pytest.mark.parametrize("draws", [[1000], None, "many", 10**400], ids=["a list", "nothing", "a text", "too large"])
def test_refuses_what_is_no_number_of_draws(draws: object) -> None:
    with pytest.raises(DomainError, match=r"^draws [^\n]*; expected "):
        simulated_slope_index(RATES, 0.1, PEOPLE, scale="log", draws=draws)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("seed", [-1, 1.5, None, "x", True, np.nan, [1, 2]], ids=str)
def test_refuses_what_is_no_seed(seed: object) -> None:
    with pytest.raises(DomainError) as refusal:
        simulated_slope_index(RATES, 0.1, PEOPLE, scale="log", draws=1000, seed=seed)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == f"seed is {seed!r}; expected a whole number from 0. Leave it at 2004"


def test_refuses_the_scale_that_needs_no_simulation() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown scale to draw values on 'linear'"):
        simulated_slope_index(RATES, 0.1, PEOPLE, scale="linear")


@pytest.mark.parametrize("level", [0.9, 0.998])
def test_limits_are_the_percentiles_of_the_draws(level: float) -> None:
    """The same draws, with a line through each by ordinary least squares, and the limits counted off."""
    values, error, draws = np.array([300.0, 220, 180]), 0.1, 2001
    even = np.random.Generator(np.random.PCG64(7)).standard_normal((draws, 3))
    slopes = np.polyfit([1 / 6, 3 / 6, 5 / 6], (values * np.exp(error * even)).T, 1)[0]
    found = simulated_slope_index(values, error, [10] * 3, scale="log", draws=draws, seed=7, confidence=level)
    beyond = round((draws - 1) * (1 - level) / 2)
    lowest, highest = np.sort(slopes)[[beyond, -1 - beyond]]
    assert (found.interval.lower, found.interval.upper) == (pytest.approx(lowest), pytest.approx(highest))
