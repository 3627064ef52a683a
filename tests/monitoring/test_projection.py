import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.projection import NOT_ON_COURSE, project, projection_interval, target_date

YEARS = ["2019-03-31", "2020-03-31", "2021-03-31", "2022-03-31", "2023-03-31"]
DAYS = np.array([0, 365, 730, 1095, 1460])
FALLING = [16.0, 14.2, 11.9, 10.1, 8.0]

values = st.lists(st.integers(-50, 50).map(lambda n: n / 10), min_size=5, max_size=5)
tenths = st.integers(-100, 100).map(lambda n: n / 10)
Numbers = NDArray[np.float64]


def test_a_straight_line_goes_on() -> None:
    assert project(DAYS, [1, 2, 3, 4, 5], [1825, -365]).tolist() == pytest.approx([6, 0])
    assert project(YEARS[2:], [10, 12, 14], "2024-03-30") == pytest.approx(16)
    assert np.isnan(project(YEARS[:1], [10], "2024-03-31"))


def test_projection_by_another_route() -> None:
    slope, intercept = np.polyfit(DAYS, FALLING, 1)
    assert project(DAYS, FALLING, 2000) == pytest.approx(intercept + slope * 2000)
    lower, upper = projection_interval(DAYS, FALLING, 2000)
    residuals = np.array(FALLING) - (intercept + slope * DAYS)
    leverage = 1 + 1 / 5 + (2000 - DAYS.mean()) ** 2 / ((DAYS - DAYS.mean()) ** 2).sum()
    reach = scipy.stats.t.ppf(0.975, 3) * np.sqrt(residuals @ residuals / 3 * leverage)
    assert [lower, upper] == pytest.approx([intercept + slope * 2000 - reach, intercept + slope * 2000 + reach])


def test_several_series_days_and_levels() -> None:
    rows = np.array([FALLING, FALLING[::-1], [np.nan] * 5])
    assert project(DAYS, rows, 1460).shape == (3,)
    assert project(DAYS, rows, [0, 730, 1460]).tolist()[0] == project(DAYS, FALLING, 0)
    both = projection_interval(DAYS, rows, 2000, confidence=[0.8, 0.95])
    assert both.lower.shape == (3, 2)
    assert (both.lower[:2, 1] < both.lower[:2, 0]).all()
    assert np.isnan(both.lower[2]).all()


def test_the_date_is_reckoned_from_the_last_point() -> None:
    slope = np.polyfit(DAYS, FALLING, 1)[0]
    assert target_date(DAYS, FALLING, 6, "low").day == pytest.approx(1460 + (6 - 8.0) / slope)
    when = target_date(YEARS, [16, 14, 12, 10, 8.0], 6, "low")
    assert when.date == np.datetime64("2024-03-31")
    assert when.reason == ""


@pytest.mark.parametrize(
    ("points", "target", "polarity", "reason"),
    [
        (FALLING, 20, "high", NOT_ON_COURSE),  # falls, but should rise
        (FALLING[::-1], 5, "low", NOT_ON_COURSE),  # rises, but should fall
        ([9, 11, 8, 12, 9.5], 12, "high", NOT_ON_COURSE),  # rises no more than chance would
        ([9.0] * 5, 12, "high", NOT_ON_COURSE),
        ([9, 57 / 100 * 10, 5.7, np.nan, np.nan], 12, "high", NOT_ON_COURSE),
        ([np.nan, np.nan, np.nan, 9, 10], 12, "high", "fewer than three points"),
        ([np.nan] * 5, 12, "high", "fewer than three points"),
        (FALLING, np.nan, "low", ""),
        (FALLING, 5, "none", ""),
    ],
)
def test_there_is_no_date(points: list[float], target: float, polarity: str, reason: str) -> None:
    when = target_date(YEARS, points, target, polarity)
    assert when.reason.item() == reason
    assert np.isnan(when.day)
    assert np.isnat(when.date)


def test_a_target_met_at_the_last_point_is_met_on_its_date() -> None:
    for points in (FALLING, FALLING[::-1], [9.0] * 5, [np.nan, np.nan, np.nan, np.nan, 9.0]):
        when = target_date(YEARS, points, 20, "low")
        assert (when.date, when.reason) == (np.datetime64("2023-03-31"), "")
    assert target_date(YEARS, FALLING, 8.0, "low").date == np.datetime64("2023-03-31")


def test_the_last_point_is_the_latest_one_known() -> None:
    shuffled = [3, 0, 4, 1, 2]
    here, there = (
        target_date(YEARS, FALLING, 6, "low"),
        target_date([YEARS[i] for i in shuffled], [FALLING[i] for i in shuffled], 6, "low"),
    )
    assert here.day == pytest.approx(float(there.day))
    short = target_date(YEARS, [*FALLING[:4], np.nan], 6, "low")
    assert short.day == pytest.approx(float(target_date(YEARS[:4], FALLING[:4], 6, "low").day))
    assert target_date([5, 5, 5], [1, 2, 3], 9, "high").reason == "the points share one date"


@given(values, tenths, st.sampled_from(["high", "low"]))
def test_the_mirror_image_has_the_same_date(points: list[float], target: float, polarity: str) -> None:
    other = {"high": "low", "low": "high"}[polarity]
    here = target_date(DAYS, points, target, polarity)
    there = target_date(DAYS, -np.array(points), -target, other)
    assert there.reason == here.reason
    assert there.day == pytest.approx(float(here.day), nan_ok=True)


@given(values, tenths)
def test_on_course_is_a_significant_slope_the_right_way(points: list[float], target: float) -> None:
    when = target_date(DAYS, points, target, "high")
    fit = scipy.stats.linregress(DAYS, points) if len(set(points)) > 1 else None
    if points[-1] >= target:
        assert when.day == 1460
    elif fit is None or fit.slope <= 0:  # pyright: ignore[reportAttributeAccessIssue]
        assert when.reason == NOT_ON_COURSE
    else:
        p: float = fit.pvalue  # pyright: ignore[reportAttributeAccessIssue]
        assert when.reason == ("" if p < 0.05 else NOT_ON_COURSE) or abs(p - 0.05) < 1e-9
        assert np.isnan(when.day) or when.day > 1460


@given(st.lists(values, min_size=2, max_size=4), tenths, st.data())
def test_one_bad_series_spoils_one_series(rows: list[list[float]], target: float, data: st.DataObject) -> None:
    series = np.array(rows)
    series[data.draw(st.integers(0, len(rows) - 1))] = data.draw(st.sampled_from([np.nan, np.inf]))
    together = target_date(DAYS, series, target, "high")
    for row, each in enumerate(series):
        alone = target_date(DAYS, each, target, "high")
        assert together.reason[row] == alone.reason.item()
        assert together.day[row] == pytest.approx(float(alone.day), nan_ok=True)


def test_no_series_no_points() -> None:
    assert target_date(DAYS, np.empty((0, 5)), 1, "low").day.shape == (0,)
    assert target_date([], [], 1, "low").reason == "fewer than three points"
    assert target_date(np.empty((2, 0)), np.empty((2, 0)), 1, ["low", "high"]).day.shape == (2,)


def test_refusals() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        target_date(YEARS, FALLING, 6, "up")
    with pytest.raises(DomainError, match=r"^the lengths differ: times 5, values 4; expected equal lengths\."):
        project(YEARS, FALLING[:4], "2024-03-31")


def test_refuses_a_mixture_of_day_numbers_and_dates() -> None:
    with pytest.raises(DomainError, match=r"^at_date holds day numbers and dates dates; expected one kind"):
        project(["2024-01-01", "2025-01-01"], [1, 2], 5)


def test_refuses_days_and_targets_for_another_number_of_series() -> None:
    with pytest.raises(DomainError, match=r"^the lengths differ: at_date 3, rows or series 2"):
        project([[1, 2], [1, 2]], [1, 2], [3, 4, 5])
    with pytest.raises(DomainError, match=r"^the lengths differ: at_date 3, rows or series 2"):
        projection_interval([[1, 2, 3], [1, 2, 3]], [1, 2, 4], [3, 4, 5])
    with pytest.raises(DomainError, match=r"^the lengths differ: target 3, rows or series 2"):
        target_date([[1, 2, 3]] * 2, [[1, 2, 3]] * 2, [1, 2, 3], "high")
