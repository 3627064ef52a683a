import math

import numpy as np
import pandas as pd
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st
from phstatsmethods import assign_funnel_significance, calculate_funnel_limits
from scipy.special import gammainc, gammaincc, pdtrik

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.distributions.normal import tail
from tht_xl.stats.funnel import average_of, funnel_limits, funnel_significance

levels = st.sampled_from([0.5, 0.9, 0.95, 0.998])
WORDS = {
    "Low (0.001)": "Low (99.8%)",
    "Low (0.025)": "Low (95%)",
    "High (0.025)": "High (95%)",
    "High (0.001)": "High (99.8%)",
    "Not significant": "Not significant",
}


def test_published_limits_of_proportions() -> None:
    lower, upper = funnel_limits([1, 10, 18, 33, 110_000], 80.642448, "proportion", confidence=[0.95, 0.998])
    np.testing.assert_allclose(lower[:, 0], [3.204264, 56.154344, 62.390093, 67.16219, 80.408963], atol=5e-6)
    np.testing.assert_allclose(upper[:, 0], [100, 100, 98.894803, 94.122705, 80.875933], atol=5e-6)
    np.testing.assert_allclose(lower[:, 1], [0, 42.03259, 51.864359, 59.388421, 80.274317], atol=5e-6)
    np.testing.assert_allclose(upper[:, 1], [100, 100, 100, 100, 81.010578], atol=5e-6)


# Published curves of a funnel for ratios: observed events, the expected events at which they just touch a limit.
LOWER = [(1, 5.571644585), (10, 18.39035799), (100, 121.6268111), (716, 770.4222128)]
UPPER = [(1, 0.025317898), (2, 0.242209467), (10, 4.795387629), (100, 81.36400699), (716, 664.5083011)]
LOWER_998 = [(1, 9.233410143), (10, 24.13397235), (716, 802.60414)]
UPPER_998 = [(1, 0.001000547), (10, 2.960519925), (716, 636.1521174)]


@pytest.mark.parametrize("kind", ["ratio", "rate"])
def test_published_limits_of_ratios_and_rates(kind: str) -> None:
    for points, level, side in ((LOWER, 0.95, 0), (UPPER, 0.95, 1), (LOWER_998, 0.998, 0), (UPPER_998, 0.998, 1)):
        observed, expected = np.array(points).T
        # A rate with these expected events: an average of 116.172 per 100,000 among so many people.
        average = 100 if kind == "ratio" else 116.1720835
        sizes = expected if kind == "ratio" else expected / average * 100_000
        limit = tuple(funnel_limits(sizes, average, kind, confidence=level))[side]
        np.testing.assert_allclose(limit, average * observed / expected, rtol=2e-4)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.floats(0.001, 3000), levels)
def test_the_first_count_beyond_a_limit_is_found_by_search(expected: float, level: float) -> None:
    lower, upper = (limit * expected for limit in funnel_limits(expected, 1, "ratio", multiplier=1, confidence=level))
    far = int(expected + 12 * math.sqrt(expected) + 20)
    searched = np.arange(far + 1)
    high = searched[scipy.stats.poisson.sf(searched - 1, expected) < tail(level)][0]
    assert math.ceil(round(float(upper), 6)) == high or upper == pytest.approx(high, abs=1e-5)
    low = searched[scipy.stats.poisson.cdf(searched, expected) < tail(level)]
    if low.size:
        assert math.floor(round(float(lower), 6)) == low[-1] or lower == pytest.approx(low[-1], abs=1e-5)
    else:
        assert lower == pytest.approx(0, abs=1e-5)


@settings(max_examples=60)
@given(st.floats(1, 1e6), st.sampled_from([0.1, 0.5, 0.95, 0.998, 0.99999]))
def test_limits_leave_half_of_alpha_beyond_them(expected: float, level: float) -> None:
    # The gamma function in place of the sum, so that counts in between whole ones have a probability too.
    lower, upper = (limit * expected for limit in funnel_limits(expected, 1, "ratio", multiplier=1, confidence=level))
    assert gammainc(upper, expected) == pytest.approx(tail(level), rel=1e-4)
    if lower > 0:
        assert gammaincc(lower + 1, expected) == pytest.approx(tail(level), rel=1e-4)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.998])
def test_counts_are_those_of_the_inverse_distribution(level: float) -> None:
    expected = np.geomspace(20, 1e5, 2001)
    lower, upper = funnel_limits(expected, 1, "ratio", multiplier=1, confidence=level)
    np.testing.assert_allclose(lower * expected, pdtrik(tail(level), expected), atol=1e-6)
    np.testing.assert_allclose(upper * expected, pdtrik(1 - tail(level), expected) + 1, atol=1e-6)


@given(st.integers(1, 10**6), st.floats(0.001, 0.999), levels)
def test_limits_of_a_proportion_solve_the_score_equation(n: int, average: float, level: float) -> None:
    lower, upper = funnel_limits(n, average, "proportion", multiplier=1, confidence=level)
    for limit in (lower, upper):
        if 0 < limit < 1:
            z = (limit - average) / math.sqrt(average * (1 - average) / n)
            assert math.erfc(abs(z) / math.sqrt(2)) / 2 == pytest.approx(tail(level), rel=1e-5)


def units(kind: str) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(31)
    sizes = np.exp(random.uniform(2, 9, 1500)) if kind != "rate" else np.exp(random.uniform(6, 13, 1500))
    centre = {"proportion": 0.2, "rate": 0.002, "ratio": 1.0}[kind]
    sizes = np.round(sizes)
    counts = random.poisson(sizes * centre * np.exp(random.normal(0, 0.4, 1500)))
    return np.minimum(counts, sizes).astype(int) if kind == "proportion" else counts, sizes.astype(int)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_significance_agrees_with_the_professions_own_package(kind: str) -> None:
    x, n = units(kind)
    frame = pd.DataFrame({"x": x, "n": n, "rate": 100_000 * x / n})
    extra = {"rate": "rate", "rate_type": "crude", "multiplier": 100_000} if kind == "rate" else {}
    theirs = assign_funnel_significance(frame, "x", kind, denom_col="n", **extra)["significance"].map(WORDS)
    ours = funnel_significance(x, n, kind)
    assert len(set(ours)) == 5
    assert kind != "rate" or (x == 0).any()
    assert (ours == theirs).all()


def test_limits_agree_with_the_professions_own_package() -> None:
    x, n = units("proportion")
    theirs = calculate_funnel_limits(pd.DataFrame({"x": x, "n": n}), "x", "proportion", 100, denom_col="n")
    ours = funnel_limits(theirs["Population"], 100 * x.sum() / n.sum(), "proportion", confidence=[0.95, 0.998])
    for level, name in enumerate(("2s", "3s")):
        np.testing.assert_allclose(ours.lower[:, level], theirs[f"lower_{name}_limit"], rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(ours.upper[:, level], theirs[f"upper_{name}_limit"], rtol=1e-8, atol=1e-8)


def test_the_average_of_proportions_and_rates_is_that_of_all_units() -> None:
    assert funnel_significance([1, 99], [100, 100], "proportion").tolist() == ["Low (99.8%)", "High (99.8%)"]
    assert funnel_significance([1, 99], [100, 100], "proportion", average=1).tolist()[0] == "Not significant"
    blocks = funnel_significance([[1, 99], [50, 50]], 100, "rate")
    assert blocks.tolist() == [["Low (99.8%)", "High (99.8%)"], ["Not significant", "Not significant"]]


def test_a_ratio_is_compared_with_as_many_as_expected() -> None:
    assert funnel_significance([50, 100, 150], 100, "ratio").tolist()[1] == "Not significant"
    assert funnel_significance([50], [100], "ratio", average=50).tolist() == ["Not significant"]
    assert funnel_significance([50], [100], "ratio", average=0.5, multiplier=1).tolist() == ["Not significant"]


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_one_bad_row_spoils_one_row(kind: str) -> None:
    x, n = [20, -1, np.nan, 20, 20, 20, np.inf, 20], [100, 100, 100, 0, -5, np.nan, 100, 100]
    words = funnel_significance(x, n, kind)
    assert (words == "").tolist() == [False, *[True] * 6, False]
    assert words[0] == words[-1] == funnel_significance([20, 20], [100, 100], kind)[0]
    limits = funnel_limits([100, 0, -5, np.nan, np.inf, 100], 20, kind)
    for side in limits:
        assert np.isnan(side).tolist() == [False, True, True, True, True, False]


def test_an_impossible_average_gives_nothing() -> None:
    for average in (-1, np.nan, np.inf):
        assert np.isnan(funnel_limits(100, average, "rate").lower)
    assert np.isnan(funnel_limits(100, 101, "proportion").upper)
    assert funnel_significance([5], [10], "rate", average=np.nan).tolist() == [""]
    assert funnel_significance([5], [10], "rate", average=-1).tolist() == [""]


def test_zero_counts_and_full_counts() -> None:
    assert funnel_significance([0, 0], [10, 1000], "proportion", average=5).tolist() == [
        "Not significant",
        "Low (99.8%)",
    ]
    assert funnel_significance([10, 10], [10, 10], "proportion").tolist() == ["Not significant"] * 2
    assert funnel_significance([0, 0], [10, 10], "rate").tolist() == ["Not significant"] * 2
    assert funnel_limits(1000, 0, "rate").upper == pytest.approx(0, abs=1e-90)  # SciPy 1.13 gives 1e-98


def test_shapes() -> None:
    assert funnel_limits([[10], [20]], [5, 10, 20], "ratio").lower.shape == (2, 3)
    assert funnel_limits([10, 20], 5, "ratio", confidence=[0.95, 0.998]).lower.shape == (2, 2)
    assert funnel_limits(10, 5, "ratio").lower.shape == ()
    assert funnel_limits([], 5, "ratio").upper.shape == (0,)
    assert funnel_significance([], [], "rate").shape == (0,)
    assert funnel_significance(5, 10, "ratio").shape == ()


def test_refusals() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown kind of funnel 'ration'\. Did you mean 'ratio'\?$"):
        funnel_limits(10, 5, "ration")
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\. Write 95 per cent as"):
        funnel_limits(10, 5, "ratio", confidence=95)
    with pytest.raises(DomainError, match=r"^the lengths differ: counts 2, denominators 3; expected equal lengths"):
        funnel_significance([1, 2], [1, 2, 3], "rate")


def test_an_average_for_each_unit_has_their_length() -> None:
    with pytest.raises(
        DomainError, match=r"^the lengths differ: counts 3, denominators 3, average 2, multiplier 1; exp"
    ):
        funnel_significance([1, 2, 3], [10, 10, 10], "ratio", average=[1, 2])
    words = funnel_significance([1, 20, 30], [10, 10, 10], "ratio", average=[100, 100, 300])
    assert words.tolist() == ["Low (99.8%)", "High (95%)", "Not significant"]


@pytest.mark.parametrize("kind", [None, 5, ["ratio"], np.nan], ids=repr)
def test_refuses_what_is_no_kind(kind: object) -> None:
    for call in (lambda: funnel_limits(1, 1, kind), lambda: funnel_significance(1, 1, kind)):  # pyright: ignore[reportArgumentType]
        with pytest.raises(UnknownNameError, match=r"^unknown kind of funnel [^\n]*\. "):
            call()


def test_the_average_of_all_units() -> None:
    assert average_of([1, 5, np.nan], [10, 20, 30], "proportion").tolist() == [0.2]
    assert average_of([[1, 5], [2, 2]], [10, 20], "rate").tolist() == [[0.2], [pytest.approx(4 / 30)]]
    assert average_of([1, 5], [10, 20], "ratio") == 1


def test_an_average_that_cannot_be_says_nothing_of_its_row() -> None:
    words = funnel_significance([5, 5, 5], 10, "proportion", average=[101, 50, 100])
    assert words.tolist() == ["", "Not significant", "Low (99.8%)"]
    assert funnel_significance(5, 10, "rate", average=np.inf) == ""


@pytest.mark.parametrize(
    ("expected", "limit"),
    # By 40 digits of mpmath 1.3, bisecting the regularised lower incomplete gamma function at (1 - level) / 2.
    [
        (0.001, 3.703391419677962),
        (0.5, 11.862691476982645),
        (3, 22.571014214413132),
        (9, 38.0757315670922),
        (19, 58.02683953450198),
        (21, 61.65326547626439),
        (100, 179.66918916216827),
        (10000, 10721.806991501655),
    ],
)
def test_upper_limits_at_twelve_nines(expected: float, limit: float) -> None:
    upper = funnel_limits(expected, 100, "ratio", confidence=1 - 1e-12).upper * expected / 100
    assert upper == pytest.approx(limit, rel=1e-9)


def test_no_word_for_standardised_rates_from_few_events() -> None:
    words = funnel_significance([0, 9, 9.99, 10, 60, np.nan, -1], 1000, "rate", average=3000, standardised=True)
    plain = funnel_significance([0, 9, 9.99, 10, 60, np.nan, -1], 1000, "rate", average=3000)
    assert words.tolist() == [*["Not applicable"] * 3, *plain[3:5], "", ""]
