from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

tenths = st.integers(0, 1000).map(lambda number: number / 10)


@settings(max_examples=100, deadline=None)
@given(tenths, tenths, st.sampled_from(["high", "low"]))
def test_green_where_nothing_is_short(value: float, target: float, polarity: str) -> None:
    gap = call("THT_GAP", value, target, polarity)
    assert isinstance(gap, float)
    assert (call("THT_RAG", value, target, polarity) == "Green") == (gap <= 0)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 1000), st.data(), tenths, st.sampled_from(["high", "low"]))
def test_nobody_is_needed_where_the_target_is_met(
    people: int, data: st.DataObject, target: float, polarity: str
) -> None:
    count = data.draw(st.integers(0, people))
    short = call("THT_PEOPLE_TO_TARGET", count, people, target, polarity)
    value = call("THT_PROPORTION", count, people)
    assert (short == 0) == (call("THT_RAG", value, target, polarity) == "Green")


def test_57_in_floats_meets_57() -> None:
    assert 57 / 100 * 100 != 57
    assert call("THT_RAG", 57 / 100 * 100, 57, "high") == "Green"


def test_wrong_minimum_only_where_it_is_wrong() -> None:
    shown = call("THT_RAG", [[57]] * 4, [[60], [60], [60], [None]], "high", [[50], [61], [None], [70]])
    assert shown == [["Amber"], ["#VALUE!"], ["Red"], ["No target"]]


def test_polarity_may_differ_by_row() -> None:
    assert call("THT_RAG", 57, 60, [["high"], ["low"], ["none"]]) == [["Red"], ["Green"], ["Data only"]]


@pytest.mark.parametrize("path", ["linear", "geometric", "step", "LINEAR", None, ""])
def test_trajectories_reach_the_target_on_its_date(path: str | None) -> None:
    for at in ("2025-12-31", date(2025, 12, 31), 46022, "2025", 2025, "2026", "2100-12-31"):
        assert call("THT_TARGET_AT", 20, "2022", 10, "2025", at, path) == 10


def test_trajectory_before_its_baseline() -> None:
    shown = call("THT_TARGET_AT", 20, "2022", 10, "2025", [["2021"], ["2022"], ["2023"], ["soon"]])
    assert shown == [["#N/A"], [20], [pytest.approx(20 - 10 * 365 / 1096)], ["#VALUE!"]]


def test_paths_may_differ_by_row() -> None:
    shown = call("THT_TARGET_AT", 20, 44926, 5, 44928, 44927, [["linear"], ["geometric"], ["step"]])
    assert shown == [[12.5], [10], [20]]


def test_target_date_on_the_baseline_date() -> None:
    assert call("THT_TARGET_AT", 20, 44926, 5, 44926, 44926) == "#VALUE!"


@pytest.mark.parametrize("tolerance", [-0.1, "abc"])
def test_tolerance_of_a_direction(tolerance: object) -> None:
    assert call("THT_DIRECTION", 10, 10, "high", tolerance) == "#VALUE!"


def test_negative_target_for_people() -> None:
    assert call("THT_PEOPLE_TO_TARGET", 5, 10, -1, "low") == "#VALUE!"


def test_a_target_above_everybody_has_no_number_of_people() -> None:
    assert call("THT_PEOPLE_TO_TARGET", [[5], [5]], 10, [[150], [60]], "high") == [["#VALUE!"], [1.0]]
    assert call("THT_PEOPLE_TO_TARGET", 5, 10, 150, "low") == 0.0
    note = str(call("THT_NOTE", "THT_PEOPLE_TO_TARGET", 5, 10, 150, "high"))
    assert "no number of people reaches it; check the target and the multiplier" in note
