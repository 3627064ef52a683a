from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

YEARS: list[list[Any]] = [["2019/20"], ["2020/21"], ["2021/22"], ["2022/23"]]
FALLING: list[list[Any]] = [[16], [14.1], [12], [9.9]]
LAST_DAY = 45016  # 31 March 2023


@pytest.mark.parametrize("start", ["2022/23", "2023-03-31", date(2023, 3, 31), LAST_DAY])
@pytest.mark.parametrize("end", ["2025/26", "2026-03-31", date(2026, 3, 31), 46112])
def test_required_change_in_calendar_years(start: object, end: object) -> None:
    assert call("THT_REQUIRED_CHANGE", 28, start, 26.5, end) == -0.5


def test_years_with_and_without_a_leap_day_are_years() -> None:
    ends = [["2024-02-29"], ["2024-12-31"], ["2027-12-31"]]
    shown = call("THT_REQUIRED_CHANGE", 10, [["2023-02-28"], ["2023"], ["2023"]], 22, ends)
    assert shown == [[pytest.approx(12 / (1 + 1 / 366))], [12.0], [3.0]]
    assert call("THT_REQUIRED_CHANGE", 10, "2024-02-29", 22, "2025-02-28") == 12


def test_required_change_of_bad_rows() -> None:
    shown = call("THT_REQUIRED_CHANGE", [[10], [None], [10], [10]], 2023, 22, [[2024], [2024], [2023], ["soon"]])
    assert shown == [[12.0], ["#N/A"], ["#VALUE!"], ["#VALUE!"]]
    assert call("THT_NOTE", "THT_REQUIRED_CHANGE", 10, 2023, 22, 2022) == (
        "The target date is not after the date; check whether the two cells are swapped."
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=2, max_size=6),
    st.integers(45000, 46000),
    st.integers(44000, 47000),
)
def test_projection_is_the_fitted_line(values: list[int], first: int, at: int) -> None:
    days = first + 7 * np.arange(len(values))
    slope, level = np.polyfit(days - first, values, 1)
    shown = call("THT_PROJECT", [[int(each)] for each in days], [[each] for each in values], at)
    assert shown == pytest.approx(level + slope * (at - first), abs=1e-7)


def test_prediction_limits_by_hand() -> None:
    cells = ([[44927], [44928], [44929], [44930]], [[10], [12], [11], [13]], 44931)
    error = np.sqrt(1.8 / 2 * (1 + 1 / 4 + 2.5**2 / 5))
    for confidence, quantile in ((0.95, 4.30265273), (80, 1.88561808)):
        limits = [[13.5, pytest.approx(13.5 - quantile * error), pytest.approx(13.5 + quantile * error)]]
        assert call("THT_PROJECT_CI", *cells, confidence) == limits


def test_rows_without_a_value_are_left_out() -> None:
    gappy = (
        [*YEARS[:2], ["2010"], *YEARS[2:], ["2023/24"], [None]],
        [*FALLING[:2], [None], *FALLING[2:], [""], [None]],
    )
    for name, *others in (("THT_PROJECT", "2030"), ("THT_PROJECT_CI", "2030"), ("THT_TARGET_DATE", 8, "low")):
        assert call(name, *gappy, *others) == call(name, YEARS, FALLING, *others)


def test_value_without_a_date() -> None:
    undated = [*YEARS[:3], [None]]
    assert call("THT_PROJECT", undated, FALLING, "2030") == "#N/A"
    assert call("THT_TARGET_DATE", undated, FALLING, 8, "low") == "#N/A"
    assert call("THT_NOTE", "THT_PROJECT", undated, FALLING, "2030") == "A value has no date; enter its date."


@pytest.mark.parametrize(
    ("dates", "values", "shown", "note"),
    [
        ([["2022"]], [[5]], "#NUM!", "Rows with a date and a value: 1; at least 2 are needed."),
        ([["2022"], ["2022"]], [[5], [6]], "#NUM!", "The points share one date; a line needs two."),
        ([["2022"], [None]], [["[x]"], [None]], "#N/A", "No row has both a date and a value."),
        ([[None]], [[None]], "#N/A", "No row of the ranges is filled."),
        ([["2022"], ["soon"]], [[5], [6]], "#VALUE!", None),
        ([["2022"], ["2023"]], [[5], ["[c]"]], "[c]", None),
        ([["2022"], ["2023"]], [[5]], "#VALUE!", "The ranges have different lengths, 1 and 2."),
    ],
)
def test_no_projection(dates: object, values: object, shown: str, note: str | None) -> None:
    assert call("THT_PROJECT", dates, values, 2030) == shown
    said = call("THT_NOTE", "THT_PROJECT", dates, values, 2030)
    assert note is None or said == note


def test_limits_need_three_points() -> None:
    assert call("THT_PROJECT", YEARS[:2], FALLING[:2], "2030") != "#NUM!"
    assert call("THT_PROJECT_CI", YEARS[:2], FALLING[:2], "2030") == [["#NUM!"] * 3]


@pytest.mark.parametrize("target", [9.8, 9, 8, 7.7, 5, 0])
def test_target_date_is_the_first_day_on_which_the_line_from_the_last_point_is_there(target: float) -> None:
    serial = call("THT_TARGET_DATE", YEARS, FALLING, target, "low")
    assert isinstance(serial, float)
    ordinals = np.array([date(year, 3, 31).toordinal() for year in (2020, 2021, 2022, 2023)])
    slope = np.polyfit(ordinals - ordinals[0], [16, 14.1, 12, 9.9], 1)[0]
    assert 9.9 + slope * (serial - LAST_DAY) <= target < 9.9 + slope * (serial - LAST_DAY - 1)


@pytest.mark.parametrize(
    ("target", "polarity", "shown"),
    [
        (20, "high", "Not on course"),
        (8, "high", LAST_DAY),
        (9.9, "low", LAST_DAY),
        (8, "none", "#NUM!"),
        (-1e9, "low", "#NUM!"),
    ],
)
def test_target_dates(target: float, polarity: str, shown: object) -> None:
    assert call("THT_TARGET_DATE", YEARS, FALLING, target, polarity) == shown


def test_notes_of_target_dates() -> None:
    assert call("THT_NOTE", "THT_TARGET_DATE", YEARS, FALLING, 20, "high") == (
        "Not on course: the series does not move towards the target beyond what chance explains (95%)."
    )
    assert call("THT_NOTE", "THT_TARGET_DATE", YEARS, FALLING, -1e9, "low") == (
        "The line meets the target after the year 9999, where the calendar ends."
    )
    assert call("THT_NOTE", "THT_TARGET_DATE", YEARS[:2], FALLING[:2], 8, "low") == (
        "Rows with a date and a value: 2; at least 3 are needed."
    )
    assert str(call("THT_NOTE", "THT_TARGET_DATE", YEARS, FALLING, 8, "low")).startswith("The least-squares line")
