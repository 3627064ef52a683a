import math
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.blockwise import BLOCK
from tht_xl.stats.directly_standardised import (
    directly_standardised_rate,
    directly_standardised_rate_of_non_independent_events,
)
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.rate import crude_rate, poisson_interval

# Down's syndrome by mother's age (six bands) and birth order, Michigan 1950-64: J. L. Fleiss, Statistical Methods
# for Rates and Proportions (1981), table 14.4; the standard is all births.
BIRTHS = np.array([
    [230061, 329449, 114920, 39487, 14208, 3052],
    [72202, 326701, 208667, 83228, 28466, 5375],
    [15050, 175702, 207081, 117300, 45026, 8660],
    [2293, 68800, 132424, 98301, 46075, 9834],
    [327, 30666, 123419, 149919, 104088, 34392],
])  # fmt: skip
CASES = np.array([
    [107, 141, 60, 40, 39, 25],
    [25, 150, 110, 84, 82, 39],
    [3, 71, 114, 103, 108, 75],
    [1, 26, 64, 89, 137, 96],
    [0, 8, 63, 112, 262, 295],
])  # fmt: skip

bands = st.lists(
    st.tuples(st.integers(0, 300), st.integers(301, 100_000), st.integers(1, 10_000)), min_size=1, max_size=21
)


def test_fleiss_1981() -> None:
    rate = directly_standardised_rate(CASES, BIRTHS, BIRTHS.sum(0))
    assert rate.value[0] == pytest.approx(92.3, abs=0.05)
    assert crude_rate(CASES[0].sum(), BIRTHS[0].sum()) == pytest.approx(56.3, abs=0.05)
    # The gamma limits of M. P. Fay and E. J. Feuer, Stat. Med. 16, 791-801 (1997), are 80.4 to 105.8 for it.
    assert rate.interval.lower[0] == pytest.approx(80.4, abs=0.5)
    assert rate.interval.upper[0] == pytest.approx(105.8, abs=1)
    assert rate.events.tolist() == CASES.sum(1).tolist()
    assert rate.reason.tolist() == [""] * 5


@given(bands)
def test_the_rate_is_the_weighted_mean_of_the_rates_of_the_bands(rows: list[tuple[int, int, int]]) -> None:
    counts, populations, weights = zip(*rows, strict=True)
    rate = directly_standardised_rate(counts, populations, weights, multiplier=1)
    if sum(counts) < 10:
        assert (rate.reason.item(), math.isnan(rate.value)) == ("fewer-than-10-events", True)
        return
    exact = sum(Fraction(w * x, n) for x, n, w in rows) / sum(weights)
    assert float(rate.value) == pytest.approx(float(exact), rel=1e-12)


@given(bands, st.sampled_from([0.5, 0.95, 0.998]))
def test_the_limits_stand_to_byars_as_the_standard_errors_do(
    rows: list[tuple[int, int, int]], confidence: float
) -> None:
    # A second route: each band's rate varies by x / n², and Byar's limits solve 9x((L/x)^(1/3) - 1 + 1/(9x))² = z².
    counts, populations, weights = zip(*rows, strict=True)
    events = sum(counts)
    if events < 10:
        return
    rate = directly_standardised_rate(counts, populations, weights, multiplier=1, confidence=confidence)
    variance = sum(Fraction(w, sum(weights)) ** 2 * Fraction(x, n * n) for x, n, w in rows)
    error = math.sqrt(variance / events)
    for limit, x in ((rate.interval.lower, events), (rate.interval.upper, events + 1)):
        count = float(limit - rate.value) / error + events
        z = 3 * math.sqrt(x) * abs(math.cbrt(count / x) - 1 + 1 / (9 * x))
        assert z == pytest.approx(z_score(confidence), rel=1e-6)


@given(st.integers(10, 10**6), st.integers(1, 10**7))
def test_one_band_is_a_crude_rate_with_byars_limits(count: int, people: int) -> None:
    rate = directly_standardised_rate([count], [people], [7])
    lower, upper = poisson_interval(count).scaled(1e5 / people)
    assert rate.value == pytest.approx(float(crude_rate(count, people)), rel=1e-12)
    assert (rate.interval.lower, rate.interval.upper) == (pytest.approx(lower), pytest.approx(upper))


@given(bands, st.randoms())
def test_neither_the_order_nor_the_size_of_the_standard_matters(
    rows: list[tuple[int, int, int]],
    random: Random,
) -> None:
    plain = directly_standardised_rate(*zip(*rows, strict=True))
    random.shuffle(rows)
    counts, populations, weights = np.array(rows).T
    other = directly_standardised_rate(counts, populations, weights / 1000)
    np.testing.assert_allclose(other.value, plain.value, rtol=1e-12)
    np.testing.assert_allclose(tuple(other.interval), tuple(plain.interval), rtol=1e-9, atol=1e-9)


def test_nine_events_are_withheld_and_ten_are_not() -> None:
    rate = directly_standardised_rate([[4, 5], [5, 5], [0, 0], [4, 5.99], [4.5, 5.5]], [1000, 2000], [6, 4])
    assert rate.reason.tolist() == ["fewer-than-10-events", "", "fewer-than-10-events", "fewer-than-10-events", ""]
    for column in (rate.value, *rate.interval):
        assert np.isnan(column).tolist() == [True, False, True, True, False]
    assert rate.events.tolist() == [9, 10, 0, 9.99, 10]


def test_a_missing_count_is_not_zero_unless_it_is_said_to_be() -> None:
    counts, populations, standard = [[20, np.nan], [20, 0]], [1000, 2000], [6, 4]
    unknown = directly_standardised_rate(counts, populations, standard)
    assert unknown.reason.tolist() == ["missing-count", ""]
    assert np.isnan(unknown.value).tolist() == np.isnan(unknown.events).tolist() == [True, False]
    zero = directly_standardised_rate(counts, populations, standard, missing_counts="zero")
    assert zero.reason.tolist() == ["", ""]
    assert zero.value[0] == zero.value[1] == unknown.value[1]


def test_one_bad_group_spoils_one_group() -> None:
    counts = np.full((9, 2), 50.0)
    populations, standard = np.full((9, 2), 1000.0), np.full((9, 2), 5.0)
    counts[1, 0], counts[2, 1], counts[3, 0] = np.nan, -1, np.inf
    populations[4, 1], populations[5, 0], populations[6, 0] = np.nan, 0, np.inf
    standard[7, 1] = 0
    rate = directly_standardised_rate(counts, populations, standard)
    assert rate.reason.tolist() == [
        "",
        "missing-count",
        "impossible-count",
        "impossible-count",
        "missing-population",
        "impossible-population",
        "impossible-population",
        "impossible-standard",
        "",
    ]
    for column in (rate.value, *rate.interval):
        assert np.isnan(column).tolist() == [False, *[True] * 7, False]
    assert np.isnan(rate.events).tolist() == [False, True, True, True, False, False, False, False, False]
    assert rate.value[0] == rate.value[-1] == 5000


@pytest.mark.parametrize("weight", [0, -1, np.nan, np.inf])
def test_a_weight_that_cannot_be_is_found_where_all_else_is_sound(weight: float) -> None:
    rate = directly_standardised_rate([50, 50], [1000, 1000], [[5, 5], [5, weight]])
    assert rate.reason.tolist() == ["", "impossible-standard"]
    assert np.isnan(rate.value).tolist() == [False, True]


def test_groups_beyond_one_block_are_the_same_as_alone() -> None:
    random = np.random.default_rng(5)
    size = BLOCK // 6 * 2 + 3
    counts, populations = random.integers(0, 60, (size, 6)), random.integers(100, 9999, (size, 6))
    counts[-1, 0] = -1
    together = directly_standardised_rate(counts, populations, BIRTHS.sum(0))
    for row in (0, BLOCK // 6 - 1, BLOCK // 6, size - 2):
        alone = directly_standardised_rate(counts[row], populations[row], BIRTHS.sum(0))
        assert (together.value[row], together.interval.upper[row]) == (alone.value, alone.interval.upper)
    assert np.flatnonzero(together.reason == "impossible-count").tolist() == [size - 1]


def test_shapes() -> None:
    assert directly_standardised_rate(CASES[0], BIRTHS[0], BIRTHS.sum(0)).value.shape == ()
    assert directly_standardised_rate(CASES[:0], BIRTHS[:0], BIRTHS.sum(0)).reason.shape == (0,)
    both = directly_standardised_rate(CASES[:, None], BIRTHS[:3], BIRTHS.sum(0), confidence=[0.95, 0.998])
    assert both.value.shape == both.events.shape == both.reason.shape == (5, 3)
    assert both.interval.upper.shape == (5, 3, 2)
    own = directly_standardised_rate(CASES[1], BIRTHS[2], BIRTHS.sum(0))
    assert both.value[1, 2] == own.value


def test_repeated_events_of_one_each_are_independent() -> None:
    alone = directly_standardised_rate(CASES, BIRTHS, BIRTHS.sum(0))
    repeats = directly_standardised_rate_of_non_independent_events(CASES[:, None], [1], BIRTHS, BIRTHS.sum(0))
    np.testing.assert_array_equal(repeats.value, alone.value)
    np.testing.assert_array_equal(repeats.interval.lower, alone.interval.lower)


def test_repeated_events_by_hand() -> None:
    # 26 people had one event and 6 had two: 38 events, and a variance of Σf²·people·(w/n)².
    rate = directly_standardised_rate_of_non_independent_events(
        [[6, 20], [1, 5]], [1, 2], [10_000, 5_000], [70_000, 30_000]
    )
    variance = (6 + 4 * 1) * (0.7 / 10_000) ** 2 + (20 + 4 * 5) * (0.3 / 5_000) ** 2
    lower, upper = poisson_interval(38)
    assert rate.events == 38
    assert rate.value == pytest.approx(236)
    assert rate.interval.lower == pytest.approx(236 + 1e5 * math.sqrt(variance / 38) * (float(lower) - 38))
    assert rate.interval.upper == pytest.approx(236 + 1e5 * math.sqrt(variance / 38) * (float(upper) - 38))


def test_events_of_the_same_person_widen_the_interval_and_leave_the_value() -> None:
    people = np.array([[[6, 20], [1, 5]], [[8, 30], [0, 0]]])
    rate = directly_standardised_rate_of_non_independent_events(people, [1, 2], [10_000, 5_000], [70_000, 30_000])
    assert rate.value[0] == rate.value[1]
    assert rate.interval.upper[0] > rate.interval.upper[1]


def test_a_bad_number_of_people_spoils_one_group() -> None:
    people = np.array([[[60, 20], [1, 5]], [[60, np.nan], [1, 5]], [[60, 20], [-1, 5]], [[60, 20], [1, np.nan]]])
    rate = directly_standardised_rate_of_non_independent_events(people, [1, 2], [1000, 500], [7, 3])
    assert rate.reason.tolist() == ["", "missing-count", "impossible-count", "missing-count"]
    zero = directly_standardised_rate_of_non_independent_events(
        people, [1, 2], [1000, 500], [7, 3], missing_counts="zero"
    )
    assert zero.reason.tolist() == ["", "", "impossible-count", ""]
    assert zero.events.tolist()[3] == 82


REFUSED = {
    "lengths": (
        lambda: directly_standardised_rate([1, 2, 3], [1, 2], [1, 2, 3]),
        "the numbers of bands differ: counts 3, populations 2, standard 3; expected the same bands in each. "
        "Give every argument the same bands in the same order, on the last axis",
    ),
    "groups": (
        lambda: directly_standardised_rate(np.ones((3, 2)), np.ones((4, 2)), [1, 2]),
        "the lengths differ: counts 3, populations 4, standard 1; expected equal lengths. "
        "Give one number for each row, or a single number for all of them",
    ),
    "no band": (
        lambda: directly_standardised_rate([], [], []),
        "no band is given; expected one or more. Give one number for each band",
    ),
    "weight": (
        lambda: directly_standardised_rate([1, 2], [3, 4], [5, 0]),
        "standard is 0 in band 2 of 2; expected above 0 in every band. Enter it, or leave the band out everywhere",
    ),
    "multiplier": (
        lambda: directly_standardised_rate([1], [2], [3], multiplier=0),
        "multiplier is 0; expected a number above 0. Write 100 for per cent",
    ),
    "missing": (
        lambda: directly_standardised_rate([1], [2], [3], missing_counts="none"),  # pyright: ignore[reportArgumentType]
        "missing_counts is 'none'; expected 'unknown' or 'zero'. "
        "Write 'zero' only if no count means that no event occurred",
    ),
    "text": (
        lambda: directly_standardised_rate([1], ["2"], [3]),
        "populations holds the text '2'; expected numbers. "
        "Convert the texts to numbers first, with NaN for those that mean a missing value",
    ),
    "events each": (
        lambda: directly_standardised_rate_of_non_independent_events([[1, 2]], [1, 2], [3, 4], [5, 6]),
        "people has the shape (1, 2) for 2 numbers of events; expected (..., 2, bands). "
        "Give one row of people for each number of events, and one column for each band",
    ),
    "no events": (
        lambda: directly_standardised_rate_of_non_independent_events([[1, 2]], [0], [3, 4], [5, 6]),
        "events_each is 0 in band 1 of 1; expected above 0 in every band. Enter it, or leave the band out everywhere",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_the_impossible_in_one_line(case: str) -> None:
    attempt, message = REFUSED[case]
    with pytest.raises(DomainError) as refusal:
        attempt()
    assert str(refusal.value) == message


def test_numbers_that_all_groups_share_may_be_any_of_the_three() -> None:
    counts, populations, standard = CASES[:3].astype(float), BIRTHS[:3], BIRTHS[2:]
    for which in range(3):
        given = [counts, populations, standard]
        given[which] = given[which][:1]
        whole = directly_standardised_rate(*np.broadcast_arrays(*given))
        shared = directly_standardised_rate(*given)
        np.testing.assert_array_equal(shared.value, whole.value)
        np.testing.assert_array_equal(shared.interval.upper, whole.interval.upper)
    bad = directly_standardised_rate(counts, [[1, 2, 3, 4, 5, np.nan]], BIRTHS[0])
    assert bad.reason.tolist() == ["missing-population"] * 3
    bad = directly_standardised_rate([[1, 2, 3, 4, 5, -6]], populations, BIRTHS[0])
    assert bad.reason.tolist() == ["impossible-count"] * 3
    assert np.isnan(bad.events).all()


@pytest.mark.parametrize("tenths", [[0.1] * 100, [3.0, 0.5, 1.6, 2.6, 1.2, 1.1], [0.2] * 50], ids=len)
def test_counts_that_add_up_to_ten_are_ten(tenths: list[float]) -> None:
    bands = len(tenths)
    for counts in (tenths, [tenths, tenths]):
        rate = directly_standardised_rate(counts, [1000] * bands, [1] * bands)
        assert (rate.reason == "").all()
        assert (rate.events == 10).all()
    assert directly_standardised_rate([9.99999999], [1000], [1]).reason == "fewer-than-10-events"


def test_the_message_names_arguments_only() -> None:
    with pytest.raises(DomainError) as refusal:
        directly_standardised_rate_of_non_independent_events([[1, 2], [3, 4]], [1, 2], [100, 100, 100], [1, 1])
    assert str(refusal.value) == (
        "the numbers of bands differ: people 2, populations 3, standard 2; expected the same bands in each. "
        "Give every argument the same bands in the same order, on the last axis"
    )


def test_one_group_gives_what_it_gives_among_others() -> None:
    x, n, w = [8, 30, 4], [10_000, 5_000, 700], [7, 3, 1]
    alone, among = directly_standardised_rate(x, n, w), directly_standardised_rate([x] * 20, n, w)
    for one, other in zip([alone.value, *alone.interval], [among.value, *among.interval], strict=True):
        np.testing.assert_array_equal(one, other[7])
