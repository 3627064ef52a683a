from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.trajectory import PATHS, target_at, target_through

values = st.floats(0.1, 1000)
days = st.integers(0, 40_000)


def at(day: str, path: str) -> float:
    return float(target_at(20, "2024-01-01", 10, "2024-01-11", day, path))


def test_half_way() -> None:
    assert at("2024-01-06", "linear") == 15
    assert at("2024-01-06", "geometric") == pytest.approx(np.sqrt(200))
    assert at("2024-01-06", "step") == 20


@pytest.mark.parametrize("path", PATHS)
def test_ends(path: str) -> None:
    assert np.isnan(at("2023-12-31", path))
    assert at("2024-01-01", path) == 20
    assert at("2024-01-11", path) == at("2030-01-01", path) == 10


@given(values, values, days, st.integers(1, 10_000), st.floats(0, 1))
def test_linear_keeps_its_slope_and_geometric_its_proportion(
    baseline: float, target: float, start: int, length: int, share: float
) -> None:
    end, now = start + length, start + share * length
    linear = target_at(baseline, start, target, end, now)
    geometric = target_at(baseline, start, target, end, now, "geometric")
    assert linear - baseline == pytest.approx((target - baseline) * (now - start) / length, abs=1e-9)
    assert np.log(geometric / baseline) == pytest.approx(np.log(target / baseline) * (now - start) / length, abs=1e-9)


def test_dates_of_every_kind() -> None:
    for kind in (
        lambda d: d,
        np.datetime64,
        lambda d: date.fromisoformat(d),
        lambda d: date.fromisoformat(d).toordinal(),
    ):
        assert target_at(0, kind("2024-01-01"), 10, kind("2024-01-11"), kind("2024-01-04")) == 3


def test_one_bad_row_spoils_one_row() -> None:
    found = target_at(
        [0, 0, np.nan, 0], ["2024-01-01", "NaT", "2024-01-01", "2025-01-01"], 10, "2024-01-11", "2024-01-04"
    )
    np.testing.assert_array_equal(found, [3, np.nan, np.nan, np.nan])


def test_without_a_baseline_the_target_still_stands_once_due() -> None:
    np.testing.assert_array_equal(
        target_at(np.nan, "NaT", 10, "2024-01-11", ["2024-01-10", "2024-01-11"], "step"), [np.nan, 10]
    )


def test_a_target_due_before_its_baseline_stands_nowhere() -> None:
    assert np.isnan(target_at(5, "2025-01-01", 10, ["2024-01-01", "2025-01-01"], "2026-01-01")).all()


def test_a_geometric_path_cannot_cross_0() -> None:
    found = target_at([-20, 0, -20], 0, [10, 10, -5], 10, 5, "geometric")
    np.testing.assert_allclose(found, [np.nan, np.nan, -10])


def test_milestones() -> None:
    dates, steps = ["2020-01-01", "2021-01-01", "2023-01-01"], [10, 20, 21]
    asked = ["2019-12-31", "2020-01-01", "2020-07-02", "2021-01-01", "2022-01-01", "2023-01-01", "2030-01-01"]
    np.testing.assert_allclose(target_through(dates, steps, asked), [np.nan, 10, 15, 20, 20.5, 21, 21], atol=1e-12)
    np.testing.assert_array_equal(target_through(dates, steps, asked, "step"), [np.nan, 10, 10, 20, 20, 21, 21])
    np.testing.assert_array_equal(target_through(["2023-01-01"], [21], ["2022-12-31", "2023-01-01"]), [np.nan, 21])


@given(values, values, days, st.integers(1, 10_000), days, st.sampled_from(PATHS))
def test_two_stations_are_a_plain_trajectory(b: float, t: float, start: int, length: int, now: int, path: str) -> None:
    np.testing.assert_array_equal(
        target_through([start, start + length], [b, t], now, path), target_at(b, start, t, start + length, now, path)
    )


def test_refusals() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown path 'straight'\. Known: linear, geometric, step$"):
        target_at(0, 0, 1, 10, 5, "straight")
    with pytest.raises(DomainError, match=r"^milestones are not in order\. List them with the earliest first, each"):
        target_through(["2021-01-01", "2020-01-01"], [1, 2], "2020-06-01")
    with pytest.raises(DomainError, match=r"^1 dates with 2 values\. Give one value for each date\.$"):
        target_through(["2021-01-01"], [1, 2], "2020-06-01")
    with pytest.raises(DomainError, match=r"^0 dates with 0 values\."):
        target_through([], [], "2020-06-01")


@pytest.mark.parametrize("path", [None, ["linear"]])
def test_a_path_that_is_no_name_is_refused(path: object) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown path "):
        target_at(0, 0, 1, 10, 5, path)  # type: ignore[arg-type]


def test_refuses_a_mixture_of_day_numbers_and_dates() -> None:
    with pytest.raises(DomainError, match=r"^baseline_date holds day numbers and target_date dates; expected one kind"):
        target_at(20, 45000, 10, "2025-01-01", "2024-06-01")
    with pytest.raises(DomainError, match=r"^dates holds day numbers and at_date dates; expected one kind"):
        target_through([1, 2], [1, 2], "2024-06-01")
    with pytest.raises(DomainError, match=r"^values holds the text 'a'"):
        target_through(["2021-01-01", "2022-01-01"], ["a", "b"], "2021-06-01")
