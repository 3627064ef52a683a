from fractions import Fraction

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.blockwise import BLOCK
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate, indirectly_standardised_ratio
from tht_xl.stats.rate import crude_rate, poisson_interval, rate_interval

bands = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 100_000), st.integers(1, 5_000), st.integers(5_000, 10**7)),
    min_size=1,
    max_size=21,
)

X, N = np.array([600, 5000]), np.array([1_000_000, 500_000])
"""Reference rates of 0.6 and 10 per 1,000; 3.733 for both bands together."""


def test_by_hand() -> None:
    # Expected: 10,000 · 0.0006 + 5,000 · 0.01 = 56.
    ratio = indirectly_standardised_ratio([8, 34], [10_000, 5_000], X, N)
    assert (ratio.observed, ratio.expected) == (42, pytest.approx(56))
    assert ratio.value == pytest.approx(75)
    lower, upper = poisson_interval(42).scaled(100 / 56)
    assert (ratio.interval.lower, ratio.interval.upper) == (pytest.approx(lower), pytest.approx(upper))
    rate = indirectly_standardised_rate([8, 34], [10_000, 5_000], X, N)
    assert rate.value == pytest.approx(0.75 * 5600 / 1_500_000 * 1e5)
    assert rate.interval.lower / rate.value == pytest.approx(float(ratio.interval.lower / ratio.value))


@given(bands)
def test_the_reference_population_has_its_own_rate(rows: list[tuple[int, int, int, int]]) -> None:
    _, _, counts, populations = zip(*rows, strict=True)
    rate = indirectly_standardised_rate(counts, populations, counts, populations)
    assert rate.value == pytest.approx(float(crude_rate(sum(counts), sum(populations))), rel=1e-12)
    limits = rate_interval(sum(counts), sum(populations))
    assert rate.interval.upper == pytest.approx(float(limits.upper), rel=1e-12)
    assert indirectly_standardised_ratio(counts, populations, counts, populations).value == pytest.approx(100)


@given(bands)
def test_the_ratio_is_observed_over_expected(rows: list[tuple[int, int, int, int]]) -> None:
    counts, populations, reference, of = zip(*rows, strict=True)
    ratio = indirectly_standardised_ratio(counts, populations, reference, of, scale=1)
    expected = sum(Fraction(n * x, m) for _, n, x, m in rows)
    if expected == 0:
        assert ratio.reason == "no-expected-events"
        assert np.isnan([ratio.value, *ratio.interval]).all()
    else:
        assert float(ratio.value) == pytest.approx(float(sum(counts) / expected), rel=1e-12)


@given(st.integers(0, 9), st.sampled_from([0.5, 0.95, 0.998]))
def test_below_10_events_the_limits_leave_half_of_alpha_in_each_tail(count: int, confidence: float) -> None:
    ratio = indirectly_standardised_ratio([count, 0], [10_000, 5_000], X, N, scale=1, confidence=confidence)
    expected = float(ratio.expected)
    assert scipy.stats.poisson.cdf(count, float(ratio.interval.upper) * expected) == pytest.approx(
        (1 - confidence) / 2, rel=1e-9
    )
    if count:
        lower = float(ratio.interval.lower) * expected
        assert scipy.stats.poisson.sf(count - 1, lower) == pytest.approx((1 - confidence) / 2, rel=1e-9)


def test_no_events_give_0_with_a_proper_upper_limit() -> None:
    ratio = indirectly_standardised_ratio([0, 0], [10_000, 5_000], X, N)
    assert (ratio.value, ratio.interval.lower, ratio.reason) == (0, 0, "")
    assert ratio.interval.upper == pytest.approx(100 * 3.68888 / 56, rel=1e-5)


def test_a_total_will_do_for_the_counts() -> None:
    populations = [[10_000, 5_000], [20_000, 0]]
    by_band = indirectly_standardised_rate([[8, 34], [7, 2]], populations, X, N)
    by_total = indirectly_standardised_rate([[42], [9]], populations, X, N)
    np.testing.assert_array_equal(by_total.value, by_band.value)
    np.testing.assert_array_equal(by_total.interval.upper, by_band.interval.upper)


def test_missing_is_never_zero_unless_it_is_said_to_be() -> None:
    counts, populations = [[42, np.nan], [42, 0]], [10_000, 5_000]
    unknown = indirectly_standardised_ratio(counts, populations, X, N)
    assert unknown.reason.tolist() == ["missing-count", ""]
    assert np.isnan(unknown.observed).tolist() == [True, False]
    zero = indirectly_standardised_ratio(counts, populations, X, N, missing_counts="zero")
    assert zero.value.tolist() == [75, 75]


def test_one_bad_group_spoils_one_group() -> None:
    counts, populations = np.full((9, 2), 20.0), np.full((9, 2), 5000.0)
    reference, of = np.tile(X.astype(float), (9, 1)), np.tile(N.astype(float), (9, 1))
    counts[1, 0], counts[2, 1] = np.nan, -1
    populations[3, 1], populations[4, 0], populations[5] = np.nan, -5, 0
    reference[6, 0], of[7, 1] = np.nan, 0
    ratio = indirectly_standardised_ratio(counts, populations, reference, of)
    assert ratio.reason.tolist() == [
        "",
        "missing-count",
        "impossible-count",
        "missing-population",
        "impossible-population",
        "no-expected-events",
        "impossible-reference",
        "impossible-reference",
        "",
    ]
    for column in (ratio.value, *ratio.interval):
        assert np.isnan(column).tolist() == [False, *[True] * 7, False]
    assert ratio.value[0] == ratio.value[-1] == pytest.approx(100 * 40 / 53)


def test_groups_beyond_one_block_are_the_same_as_alone() -> None:
    random = np.random.default_rng(5)
    size = BLOCK // 2 + 5
    counts, populations = random.integers(0, 60, (size, 2)), random.integers(100, 9999, (size, 2))
    together = indirectly_standardised_rate(counts, populations, X, N)
    for row in (0, BLOCK // 2 - 1, BLOCK // 2, size - 1):
        alone = indirectly_standardised_rate(counts[row], populations[row], X, N)
        assert (together.value[row], together.interval.upper[row]) == (alone.value, alone.interval.upper)


def test_shapes() -> None:
    one = indirectly_standardised_ratio([1, 2], [3000, 4000], X, N)
    assert one.value.shape == one.reason.shape == one.interval.lower.shape == ()
    both = indirectly_standardised_ratio(np.ones((3, 1, 2)), np.full((4, 2), 500.0), X, N, confidence=[0.9, 0.95])
    assert both.value.shape == both.observed.shape == both.expected.shape == both.reason.shape == (3, 4)
    assert both.interval.upper.shape == (3, 4, 2)
    assert indirectly_standardised_rate(np.ones((0, 2)), [1, 2], X, N).value.shape == (0,)


REFUSED = {
    "lengths": (
        lambda: indirectly_standardised_ratio([1, 2, 3], [1, 2], X, N),
        "the numbers of bands differ: counts 3, populations 2; expected the same bands in each. "
        "Give every argument the same bands in the same order, on the last axis",
    ),
    "reference lengths": (
        lambda: indirectly_standardised_ratio([1, 2], [1, 2], X, N[:1]),
        "the numbers of bands differ: populations 2, reference_counts 2, reference_populations 1; expected the same "
        "bands in each. Give every argument the same bands in the same order, on the last axis",
    ),
    "groups": (
        lambda: indirectly_standardised_ratio(np.ones((3, 2)), np.ones((4, 2)), X, N),
        "the lengths differ: counts 3, populations 4; expected equal lengths. "
        "Give one number for each row, or a single number for all of them",
    ),
    "reference population": (
        lambda: indirectly_standardised_rate([1, 2], [1, 2], X, [0, 5]),
        "reference_populations is 0 in band 1 of 2; expected above 0 in every band. "
        "Enter it, or leave the band out everywhere",
    ),
    "reference count": (
        lambda: indirectly_standardised_rate([1, 2], [1, 2], [3, np.nan], N),
        "reference_counts is nan in band 2 of 2; expected 0 or more in every band. "
        "Enter it, or leave the band out everywhere",
    ),
    "scale": (
        lambda: indirectly_standardised_ratio([1, 2], [1, 2], X, N, scale=-100),
        "scale is -100; expected a number above 0. Write 100 for per cent",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_the_impossible_in_one_line(case: str) -> None:
    attempt, message = REFUSED[case]
    with pytest.raises(DomainError) as refusal:
        attempt()
    assert str(refusal.value) == message


# Deaths from skin cancer by ten age bands from 0-4 to 85 and over, Florida and the United States in 2000: SAS/STAT
# User's Guide, the STDRATE procedure, "Getting Started", with the expected events that it prints for each band.
FLORIDA = [0, 0, 4, 14, 43, 72, 70, 126, 136, 73]
FLORIDIANS = [953785, 1997935, 1885014, 1957573, 2356649, 2088000, 1548371, 1447432, 1087524, 335944]
AMERICA = [0, 1, 41, 186, 626, 1199, 1303, 1637, 1624, 803]
AMERICANS = [19175798, 41077577, 39183891, 39892024, 45148527, 37677952, 24274684, 18390986, 12361180, 4239587]
PRINTED = [0.0, 0.049, 1.972, 9.127, 32.676, 66.445, 83.112, 128.837, 142.878, 63.63]


def test_a_published_mortality_ratio() -> None:
    by_band = indirectly_standardised_ratio(
        *(np.array(each)[:, None] for each in (FLORIDA, FLORIDIANS, AMERICA, AMERICANS))
    )
    np.testing.assert_allclose(by_band.expected, PRINTED, atol=5e-4)
    np.testing.assert_allclose(by_band.value[2:6] / 100, [2.0280, 1.5339, 1.3160, 1.0836], atol=5e-5)
    ratio = indirectly_standardised_ratio(FLORIDA, FLORIDIANS, AMERICA, AMERICANS, scale=1)
    assert (ratio.observed, ratio.expected) == (538, pytest.approx(sum(PRINTED), abs=5e-3))
    assert ratio.value == pytest.approx(538 / sum(PRINTED), rel=1e-5)
    rate = indirectly_standardised_rate(FLORIDA, FLORIDIANS, AMERICA, AMERICANS)
    assert rate.value == pytest.approx(538 / sum(PRINTED) * sum(AMERICA) / sum(AMERICANS) * 1e5, rel=1e-5)


def test_fractions_that_add_up_to_ten_take_the_limits_of_ten() -> None:
    tenths = indirectly_standardised_ratio([0.1] * 100, [1000] * 100, [1] * 100, [1000] * 100, scale=100)
    for limit, of_ten in zip(tenths.interval, poisson_interval(10), strict=True):
        assert limit == pytest.approx(float(of_ten), rel=1e-14)


@pytest.mark.parametrize(("count", "population"), [(-1, 10), (np.inf, 10), (1, 0), (1, -5)])
def test_an_impossible_reference_of_its_own_spoils_one_group(count: float, population: float) -> None:
    ratio = indirectly_standardised_ratio([5, 5], [10, 10], [[1, 1], [1, count]], [[10, 10], [10, population]])
    assert ratio.reason.tolist() == ["", "impossible-reference"]
    assert np.isnan(ratio.value).tolist() == [False, True]
