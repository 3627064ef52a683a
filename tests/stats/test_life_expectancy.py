import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.life_expectancy import AGE_STARTS, REASONS, life_expectancy, life_expectancy_by_age
from tht_xl.stats.life_table import BLOCK

# Worked example of the Fingertips life expectancy calculator: one area, twenty bands; its limits were made with 1.96.
POPULATIONS = [
    7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
    50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936,
]  # fmt: skip
DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
VALUES = [
    80.16960813, 79.36245674, 75.44193645, 70.47299936, 65.52909542, 60.67510088, 55.78835987, 50.92752727,
    46.06740425, 41.24505636, 36.49322717, 31.83343842, 27.26027992, 22.9719144, 18.76856852, 14.95858336,
    11.51684445, 8.618849241, 6.163942934, 6.16210635,
]  # fmt: skip
LOWERS = [
    79.88268548, 79.0898816, 75.17407307, 70.20675732, 65.26548673, 60.41876577, 55.53801579, 50.68279939,
    45.82666794, 41.00842831, 36.26223216, 31.60996318, 27.04337271, 22.76653134, 18.57570352, 14.77985004,
    11.34831778, 8.451134045, 5.978358351, 5.887683386,
]  # fmt: skip
# A small area of the same source, whose values from 40 years are withheld: from there the limits are too far apart.
SMALL_POPULATIONS = [
    270, 235, 246, 248, 243, 238, 246, 257, 261, 355, 350, 356, 346, 339, 337, 337, 333, 323, 311, 311,
]  # fmt: skip
SMALL_DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 51, 10, 16, 26, 30, 36, 22, 13, 5, 6, 1]

counts = st.lists(st.tuples(st.integers(0, 400), st.integers(400, 5000)), min_size=20, max_size=20)


def exact_expectancy(deaths: list[Fraction], populations: list[Fraction], ages: list[int], at: int) -> Fraction:
    """The table as textbooks print it, survivors from top to bottom, in exact fractions."""
    alive, lived = Fraction(1), Fraction(0)
    for band, age in enumerate(ages[at:], start=at):
        rate = deaths[band] / populations[band]
        if band == len(ages) - 1:
            return lived + alive / rate
        width, share = Fraction(ages[band + 1] - age), Fraction(1, 10) if age == 0 else Fraction(1, 2)
        dying = min(width * rate / (1 + width * rate * (1 - share)), Fraction(1))
        lived += width * alive * (1 - dying + share * dying)
        alive *= 1 - dying
    raise AssertionError


def test_published_life_expectancies_at_every_age() -> None:
    result = life_expectancy_by_age(DEATHS, POPULATIONS)
    np.testing.assert_allclose(result.value, VALUES, atol=5e-9)
    np.testing.assert_allclose(result.interval.lower, LOWERS, atol=5e-5)
    np.testing.assert_allclose(result.interval.upper, 2 * np.array(VALUES) - LOWERS, atol=5e-5)
    np.testing.assert_allclose(np.array(VALUES) - 1.959964 * result.standard_error, LOWERS, atol=1e-5)
    assert set(result.reason) == {""}


def test_published_value_withheld_for_its_wide_interval_keeps_its_limits() -> None:
    result = life_expectancy_by_age(SMALL_DEATHS, SMALL_POPULATIONS)
    np.testing.assert_allclose(result.value[:9], [
        19.22914685, 19.44120610, 18.33467808, 14.67659995, 11.81284556, 11.63815414, 10.05641628, 9.93152356,
        11.95846561,
    ], atol=5e-9)  # fmt: skip
    assert np.isnan(result.value[9:]).all()
    assert result.reason.tolist() == [""] * 9 + ["wide-interval"] * 11
    np.testing.assert_allclose(result.interval.lower[[0, 9, 19]], [16.43900644, -1.60695210, -298.54880400], atol=2e-2)
    np.testing.assert_allclose(result.interval.upper[[0, 9, 19]], [22.01928726, 50.29765396, 920.54880400], atol=2e-2)


@settings(max_examples=40)
@given(counts, st.integers(0, 19))
def test_equals_the_table_in_exact_fractions(bands: list[tuple[int, int]], at: int) -> None:
    deaths, populations = [d for d, _ in bands], [p for _, p in bands]
    deaths[-1] += 1
    populations[-1] += 1
    expected = exact_expectancy([Fraction(d) for d in deaths], [Fraction(p) for p in populations], list(AGE_STARTS), at)
    result = life_expectancy(deaths, populations, at_age=AGE_STARTS[at])
    if result.reason == "":
        assert result.value == pytest.approx(float(expected), rel=1e-12)
    else:
        assert result.reason == "wide-interval" or sum(populations) <= 5000


@pytest.mark.parametrize("at", [0, 1, 7, 18, 19])
def test_the_variance_is_that_of_the_delta_method(at: int) -> None:
    # Var(q) = q^2 (1 - q) / D in each band and Var(M) = D / P^2 in the open one, carried through the numerical
    # derivative of the exact table with respect to each death count.
    populations = [Fraction(p) for p in POPULATIONS]

    def expectancy(deaths: list[Fraction]) -> Fraction:
        return exact_expectancy(deaths, populations, list(AGE_STARTS), at)

    variance = 0.0
    for band in range(at, 20):
        step = Fraction(DEATHS[band], 10**6)
        more, less = ([Fraction(d) + s * (i == band) for i, d in enumerate(DEATHS)] for s in (step, -step))
        slope = float((expectancy(more) - expectancy(less)) / (2 * step))
        variance += slope**2 * spread_of_deaths(band)
    result = life_expectancy(DEATHS, POPULATIONS, at_age=AGE_STARTS[at])
    assert result.standard_error == pytest.approx(math.sqrt(variance), rel=1e-9)


def spread_of_deaths(band: int) -> float:
    """Variance of D that gives q its variance: Var(q) / (dq/dD)^2."""
    d, p = DEATHS[band], POPULATIONS[band]
    if band == 19:
        return float(d)
    width = AGE_STARTS[band + 1] - AGE_STARTS[band]
    left = width * (0.9 if band == 0 else 0.5)
    q = width * d / (p + left * d)
    return q**2 * (1 - q) / d / (width * p / (p + left * d) ** 2) ** 2


@pytest.mark.parametrize("last", [85, 95])
def test_any_open_final_band(last: int) -> None:
    ages = [0, 1, *range(5, last + 1, 5)]
    deaths, populations = (
        [*column[: len(ages) - 1], sum(column[len(ages) - 1 :]) + (last == 95) * extra]
        for column, extra in ((DEATHS, 400), (POPULATIONS, 1200))
    )
    expected = exact_expectancy([Fraction(d) for d in deaths], [Fraction(p) for p in populations], ages, 0)
    result = life_expectancy(deaths, populations, age_starts=ages)
    assert result.value == pytest.approx(float(expected), rel=1e-13)
    assert life_expectancy_by_age(deaths, populations, age_starts=ages).value.shape == (len(ages),)


def test_the_fast_path_gives_what_all_ages_give() -> None:
    every = life_expectancy_by_age([DEATHS, SMALL_DEATHS], [POPULATIONS, SMALL_POPULATIONS], confidence=[0.95, 0.998])
    for column, age in enumerate(AGE_STARTS):
        one = life_expectancy(
            [DEATHS, SMALL_DEATHS], [POPULATIONS, SMALL_POPULATIONS], at_age=age, confidence=[0.95, 0.998]
        )
        np.testing.assert_array_equal(one.value, every.value[:, column])
        np.testing.assert_array_equal(one.interval.lower, every.interval.lower[:, column])
        np.testing.assert_array_equal(one.interval.upper, every.interval.upper[:, column])
        assert one.reason.tolist() == every.reason[:, column].tolist()


def scaled(total: int) -> NDArray[np.float64]:
    people = np.full(20, 250.0)
    people[0] += total - people.sum()
    return people


@pytest.mark.parametrize(("total", "reason"), [(5000, "small-population"), (5001, "")])
def test_a_population_of_exactly_5000_is_withheld_and_one_more_is_not(total: int, reason: str) -> None:
    deaths = np.full(20, 20.0)
    result = life_expectancy(deaths, scaled(total))
    assert result.reason == reason
    assert bool(np.isnan(result.value)) == bool(np.isnan(result.interval.lower)) == (reason != "")


@pytest.mark.parametrize(("people", "reason"), [(5100, ""), (5110, "wide-interval")])
def test_a_value_is_withheld_from_a_width_of_20_years(people: int, reason: str) -> None:
    # 100 deaths in one open band: 51 years and limits 0.392 of that apart, a width of 19.99; then 51.1 and 20.03.
    result = life_expectancy([100], [people], age_starts=[0])
    assert result.reason == reason
    assert bool(np.isnan(result.value)) == (reason != "")
    assert result.interval.upper - result.interval.lower == pytest.approx(0.3919928 * people / 100)


def changed(column: list[int], band: int, to: float) -> list[float]:
    return [*column[:band], to, *column[band + 1 :]]


BAD = [
    (changed(DEATHS, 3, np.nan), POPULATIONS, "missing-band"),
    (DEATHS, changed(POPULATIONS, 3, np.nan), "missing-band"),
    (changed(DEATHS, 3, -1), POPULATIONS, "impossible-deaths"),
    (DEATHS, changed(POPULATIONS, 3, 0), "impossible-population"),
    (DEATHS, changed(POPULATIONS, 3, -10), "impossible-population"),
    (DEATHS, changed(POPULATIONS, 3, np.inf), "impossible-population"),
    (changed(DEATHS, 3, 48490), POPULATIONS, "deaths-above-population"),
    (changed(DEATHS, 3, np.inf), POPULATIONS, "deaths-above-population"),
    (changed(DEATHS, 19, 0), POPULATIONS, "no-deaths-in-open-band"),
]


def test_one_bad_area_spoils_one_area() -> None:
    deaths = [DEATHS, *(d for d, _, _ in BAD), DEATHS]
    populations = [POPULATIONS, *(p for _, p, _ in BAD), POPULATIONS]
    reasons = ["", *(reason for _, _, reason in BAD), ""]
    result = life_expectancy(deaths, populations)
    assert result.reason.tolist() == reasons
    for column in (result.value, result.standard_error, *result.interval):
        assert np.isnan(column).tolist() == [reason != "" for reason in reasons]
    assert result.value[0] == result.value[-1] == life_expectancy(DEATHS, POPULATIONS).value
    every = life_expectancy_by_age(deaths, populations)
    assert every.reason.tolist() == [[reason] * 20 for reason in reasons]


def test_every_reason_is_explained() -> None:
    assert {reason for _, _, reason in BAD} | {"wide-interval", "small-population"} == set(REASONS)


def test_a_band_without_deaths_loses_nobody() -> None:
    deaths = changed(DEATHS, 2, 0)
    at_5 = life_expectancy(deaths, POPULATIONS, at_age=5)
    at_10 = life_expectancy(deaths, POPULATIONS, at_age=10)
    assert at_5.value == pytest.approx(5 + at_10.value, rel=1e-14)
    assert at_5.standard_error == pytest.approx(at_10.standard_error, rel=1e-14)


def test_a_band_that_nobody_survives_leaves_the_ages_above_it_alone() -> None:
    # 4 of 10 die in each of five years: the chance of dying within them is 1.
    deaths = changed(DEATHS, 5, 0.4 * POPULATIONS[5])
    result = life_expectancy_by_age(deaths, POPULATIONS)
    assert result.value[5] == pytest.approx(2.5)
    np.testing.assert_array_equal(result.value[6:], life_expectancy_by_age(DEATHS, POPULATIONS).value[6:])


@given(st.integers(0, 19))
def test_more_deaths_never_lengthen_life(band: int) -> None:
    more = changed(DEATHS, band, DEATHS[band] + 1)
    assert life_expectancy(more, POPULATIONS).value < life_expectancy(DEATHS, POPULATIONS).value


def test_several_levels_lie_on_one_more_axis() -> None:
    result = life_expectancy_by_age([DEATHS] * 3, POPULATIONS, confidence=[0.9, 0.95, 0.998, 0.5])
    assert result.value.shape == (3, 20)
    assert result.interval.lower.shape == (3, 20, 4)
    np.testing.assert_allclose(
        result.interval.upper[0, 0, 2], result.value[0, 0] + z_score(0.998) * result.standard_error[0, 0]
    )


def test_whether_a_value_is_withheld_does_not_depend_on_the_level_shown() -> None:
    at = AGE_STARTS[9]
    for level in (0.5, 0.95, 0.998):
        result = life_expectancy(SMALL_DEATHS, SMALL_POPULATIONS, at_age=at, confidence=level)
        assert result.reason == "wide-interval"


def test_blocks_join_without_a_seam() -> None:
    areas = BLOCK + 3
    spread = np.arange(areas)[:, None] % 7
    deaths, populations = np.array(DEATHS) + spread, np.array(POPULATIONS) + 100 * spread
    result = life_expectancy(deaths, populations)
    for area in (0, BLOCK - 1, BLOCK, areas - 1):
        alone = life_expectancy(deaths[area], populations[area])
        assert (result.value[area], result.interval.lower[area]) == (alone.value, alone.interval.lower)


def test_shapes() -> None:
    assert life_expectancy(DEATHS, POPULATIONS).value.shape == ()
    assert life_expectancy(DEATHS, POPULATIONS).reason.shape == ()
    assert life_expectancy(np.ones((2, 3, 20)), np.full(20, 900)).value.shape == (2, 3)
    assert life_expectancy(np.ones((0, 20)), np.ones((0, 20))).interval.lower.shape == (0,)
    assert life_expectancy_by_age(np.ones((0, 20)), np.ones((0, 20))).reason.shape == (0, 20)


@pytest.mark.parametrize(
    ("ages", "message"),
    [
        (AGE_STARTS[1:], "age_starts begins at 1; expected 0 first. Give every band from birth upwards"),
        ([], "age_starts is empty; expected 0 first. Give every band from birth upwards"),
        ([0, 5, 1], "age_starts has 1 after 5; expected rising ages. Order the bands by age"),
        ([0, 5, 5], "age_starts has 5 after 5; expected rising ages. Order the bands by age"),
        (
            AGE_STARTS[:-1],
            "deaths has 20 age bands; expected 19, as in age_starts. "
            "Give age_starts, the first age of each band, such as 0, 1, 5, 10 ... 85",
        ),
    ],
)
def test_refuses_bands_it_cannot_place(ages: list[float], message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        life_expectancy_by_age(DEATHS, POPULATIONS, age_starts=ages)
    assert str(refusal.value) == message


def test_refuses_an_age_inside_a_band() -> None:
    with pytest.raises(DomainError) as refusal:
        life_expectancy([1, 1, 9], [90, 90, 90], age_starts=[0, 1, 5], at_age=4)
    assert str(refusal.value) == "at_age is 4; expected the first age of a band. Use one of 0, 1, 5"


def test_refuses_unequal_lengths_and_impossible_levels() -> None:
    with pytest.raises(DomainError, match=r"^the lengths differ: deaths 2 x 20, populations 3 x 20; expected equal"):
        life_expectancy(np.ones((2, 20)), np.ones((3, 20)))
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\. Write 95 per cent as"):
        life_expectancy(DEATHS, POPULATIONS, confidence=95)


def test_one_area_gives_what_it_gives_among_others() -> None:
    alone = life_expectancy_by_age(DEATHS, POPULATIONS)
    among = life_expectancy_by_age([DEATHS, DEATHS], [POPULATIONS, POPULATIONS])
    for one, other in zip([alone.value, *alone.interval], [among.value, *among.interval], strict=True):
        np.testing.assert_array_equal(one, other[1])


@pytest.mark.parametrize("at_age", [np.nan, None, 2, -1])
def test_refuses_an_age_at_which_no_band_starts(at_age: float | None) -> None:
    with pytest.raises(DomainError, match=r"^at_age is [^\n]*; expected the first age of a band\. Use one of 0, 1, 5"):
        life_expectancy(DEATHS, POPULATIONS, at_age=at_age)  # pyright: ignore[reportArgumentType]


def test_an_area_alone_with_nobody_in_a_band_is_told_as_among_others() -> None:
    deaths, populations = np.full(20, 10.0), np.full(20, 1000.0)
    deaths[3] = populations[3] = 0
    alone = life_expectancy(deaths, populations)
    among = life_expectancy([deaths, np.full(20, 10.0)], [populations, np.full(20, 1000.0)])
    assert alone.reason == among.reason[0] == "impossible-population"
    assert np.isnan([alone.value, *alone.interval]).all()
