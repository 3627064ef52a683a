import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.interval_guard import Measure, numerators_that_fit, undoes_rounding
from tht_xl.disclosure.rules import round_to
from tht_xl.errors import DomainError
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import rate_interval


def test_published_obesity_limits_undo_the_rounding() -> None:
    # Tower Hamlets, Reception, 2022/23, and the same to one decimal.
    exact = numerators_that_fit(310, 2940, 9.45915, 11.67868)
    coarse = numerators_that_fit(310, 2940, 9.5, 11.7, decimals=(1, 1))
    assert undoes_rounding([exact, coarse]).tolist() == [True, False]


@pytest.mark.parametrize("measure", ["proportion", "rate"])
@given(st.integers(8, 900), st.integers(0, 4000), st.integers(0, 6))
def test_the_true_numerator_always_fits(measure: Measure, count: int, more: int, decimals: int) -> None:
    population = count + more
    if measure == "proportion":
        limits, base = wilson_interval(count, population).scaled(100), round_to(population)
    else:
        limits, base = rate_interval(count, population, multiplier=100), population
    fitting = numerators_that_fit(
        round_to(count), base, *limits.round(decimals), decimals=(decimals, decimals), measure=measure
    )
    assert 1 <= fitting <= 5


@given(st.integers(10, 300), st.integers(0, 300), st.floats(0, 60), st.floats(0, 100), st.integers(0, 3))
def test_each_candidate_tried_by_hand(count: int, more: int, lower: float, upper: float, decimals: int) -> None:
    x, n = round_to(count), round_to(count + more)
    half = 0.5 * 10**-decimals
    lower, upper = round(lower, decimals), round(upper, decimals)
    fitting = {
        a
        for a in range(int(x) - 2, int(x) + 3)
        for b in range(int(n) - 2, int(n) + 3)
        if a <= b
        and abs(100 * float(wilson_interval(a, b).lower) - lower) <= half
        and abs(100 * float(wilson_interval(a, b).upper) - upper) <= half
    }
    assert numerators_that_fit(x, n, lower, upper, decimals=(decimals, decimals)) == len(fitting)


def test_each_row_stands_alone() -> None:
    fitting = numerators_that_fit([310, np.nan, 310, 310], 2940, [9.45915, 9.45915, np.nan, 50], 11.67868)
    np.testing.assert_array_equal(fitting, [1, np.nan, np.nan, 0])
    assert numerators_that_fit([], 5, 1, 2).shape == (0,)
    many = numerators_that_fit(np.full(45_000, 310), 2940, 9.45915, 11.67868)
    assert (many == 1).all()


def test_what_cannot_be() -> None:
    with pytest.raises(DomainError, match=r"^rounding_base is 0; expected a whole number from 1 to 1,000\. Counts"):
        numerators_that_fit(310, 2940, 9, 11, rounding_base=0)
    for base in (2.5, np.nan, "5", True, None, 10**6):
        with pytest.raises(
            DomainError, match=rf"^rounding_base is {base!r}; expected a whole number from 1 to 1,000\. "
        ):
            numerators_that_fit(310, 2940, 9, 11, rounding_base=base)  # type: ignore[arg-type]
    assert numerators_that_fit(310, 2940, 9.45915, 11.67868, rounding_base=5.0) == 1  # type: ignore[arg-type]
    assert numerators_that_fit(310, 2940, 9.45915, 11.67868, rounding_base=1000) == 1
    with pytest.raises(DomainError, match=r"^decimals is 3; expected two numbers\. Give those of the lower and the"):
        numerators_that_fit(310, 2940, 9, 11, decimals=3)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match=r"^counts holds rows of unequal length; expected equal lengths\. Fill the"):
        numerators_that_fit([[310], [310, 3]], 2940, 9, 11)
    with pytest.raises(DomainError, match=r"^measure is 'mean'; expected 'proportion' or 'rate'$"):
        numerators_that_fit(310, 2940, 9, 11, measure="mean")  # type: ignore[arg-type]


def test_halves_are_rounded_up_to_an_even_base() -> None:
    """Counts from 305 to 314 are released as 310."""
    for count, fits in ((304, 0), (305, 1), (314, 1), (315, 0)):
        lower, upper = (100 * limit for limit in wilson_interval(count, 2940))
        assert numerators_that_fit(310, 2940, lower, upper, rounding_base=10, decimals=(9, 9)) == fits
