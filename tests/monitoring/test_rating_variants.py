import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.rating_variants import rate_by_interval, rate_with_previous

tenths = st.integers(-1000, 1000).map(lambda n: n / 10)
halves = st.integers(0, 99).map(lambda n: n / 10)
ORDER = ["Red", "Amber", "Green"]


def test_havering() -> None:
    assert rate_with_previous([100, 90, 89.9, 89.9, 89.9], 100, "high", [0, 99, 89.8, 89.9, 90]).tolist() == [
        "Green", "Green", "Amber", "Amber", "Red",
    ]  # fmt: skip
    assert rate_with_previous([100, 110, 110.1, 110.1, 110.1], 100, "low", [0, 99, 111, 110.1, 110]).tolist() == [
        "Green", "Green", "Amber", "Amber", "Red",
    ]  # fmt: skip
    assert rate_with_previous([-110, -110.1], -100, "high", -120).tolist() == ["Green", "Amber"]


def test_a_previous_value_is_needed_only_where_it_decides() -> None:
    assert rate_with_previous([95, 80], 100, "high", np.nan).tolist() == ["Green", ""]


def test_comparisons_are_made_at_15_digits() -> None:
    assert rate_with_previous(0.9, 1.0, "high", 0.95).item() == "Green"
    assert rate_with_previous(57 / 100 * 100, 90, "high", 57).item() == "Amber"
    assert rate_by_interval(0.2, 0.3, "high", 0.1, 0.1 + 0.2).item() == "Amber"


def test_by_interval() -> None:
    targets = [8.9, 9, 10, 12, 12.1]
    assert rate_by_interval(10, targets, "high", 9, 12).tolist() == ["Green", "Amber", "Amber", "Amber", "Red"]
    assert rate_by_interval(10, targets, "low", 9, 12).tolist() == ["Red", "Amber", "Amber", "Amber", "Green"]


@given(tenths, tenths, tenths, halves)
def test_low_is_the_mirror_of_high(value: float, target: float, previous: float, half: float) -> None:
    assert rate_with_previous(value, target, "high", previous) == rate_with_previous(-value, -target, "low", -previous)
    here = rate_by_interval(value, target, "high", value - half, value + half)
    assert here == rate_by_interval(-value, -target, "low", -value - half, -value + half)


@given(tenths, tenths, tenths, tenths, halves)
def test_a_better_value_is_never_rated_worse(
    value: float, other: float, target: float, previous: float, half: float
) -> None:
    low, high = np.sort([value, other])
    by_previous = [ORDER.index(w) for w in rate_with_previous([low, high], target, "high", previous)]
    ends = np.array([low, high])
    by_interval = [ORDER.index(w) for w in rate_by_interval(ends, target, "high", ends - half, ends + half)]
    assert by_previous[0] <= by_previous[1]
    assert by_interval[0] <= by_interval[1]


def test_nothing_to_rate_spoils_its_row_only() -> None:
    values, targets, polarities = [np.nan, 5, 5, 5], [5, np.nan, 5, 5], ["high", "low", "none", "high"]
    words = ["", "No target", "Data only", "Green"]
    assert rate_with_previous(values, targets, polarities, 5).tolist() == words
    assert rate_by_interval(values, targets, polarities, 5, 7).tolist() == [*words[:3], "Amber"]
    assert rate_by_interval(5, 5, "high", [4, np.nan, 7], [6, 6, 6]).tolist() == ["Amber", "", ""]


def test_refuses_an_unknown_polarity() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        rate_with_previous(1, 1, "up", 1)
