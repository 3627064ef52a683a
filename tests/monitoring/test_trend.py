import numpy as np
import pytest
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.monitoring.trend import REASONS, recent_trend

RISING = ([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701])
LEVEL = ([5405, 5500, 5435, 5480, 5315], [18095, 18170, 18005, 17890, 17860])
RATES = ([24.67, 24.6, 28, 30.2, 30.6], [23.16, 23.15, 26.44, 28.63, 28.98], [26.25, 26.19, 29.64, 31.9, 32.25])
Dates = NDArray[np.datetime64]


def periods(starts: list[str], months: int = 12) -> dict[str, Dates]:
    first = np.array(starts, "datetime64[D]")
    day = first - first.astype("datetime64[M]")
    return {"starts": first, "ends": (first.astype("datetime64[M]") + months).astype("datetime64[D]") + day - 1}


def financial(*years: int) -> dict[str, Dates]:
    return periods([f"{year}-04-01" for year in years])


def words(polarity: str, counts: list[int], denominators: list[int]) -> str:
    return recent_trend(polarity, counts=counts, denominators=denominators).words.item()


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("high", "Increasing and getting better", "Decreasing and getting worse"),
        ("low", "Increasing and getting worse", "Decreasing and getting better"),
        ("none", "Increasing", "Decreasing"),
    ],
)
def test_words(polarity: str, up: str, down: str) -> None:
    assert words(polarity, *RISING) == up
    assert words(polarity, RISING[0][::-1], RISING[1][::-1]) == down
    assert words(polarity, *LEVEL) == "No significant change"


def test_values_with_intervals() -> None:
    values, lowers, uppers = RATES
    trend = recent_trend("low", values=values, lowers=lowers, uppers=uppers, **financial(*range(2014, 2019)))
    assert (trend.words.item(), trend.reasons.item()) == ("Increasing and getting worse", "")


def test_a_series_without_counts_is_judged_by_its_intervals() -> None:
    blank = [np.nan] * 5
    trend = recent_trend(
        "low", counts=[RISING[0], blank], denominators=[RISING[1], blank],
        values=RATES[0], lowers=RATES[1], uppers=RATES[2],
    )  # fmt: skip
    assert trend.words.tolist() == ["Increasing and getting worse"] * 2


def test_only_the_latest_five_points_count() -> None:
    trend = recent_trend("low", counts=[np.nan, 0, *RISING[0]], denominators=[10, 10, *RISING[1]])
    assert trend.words.item() == "Increasing and getting worse"


def why(**series: object) -> str:
    counts = {"counts": RISING[0], "denominators": RISING[1]}
    trend = recent_trend("low", **(counts | series))  # pyright: ignore[reportArgumentType]
    assert (trend.words.item() == "Cannot be calculated") == bool(trend.reasons.item())
    return trend.reasons.item()


def test_annual_periods_of_any_start_are_fine() -> None:
    assert why(**financial(*range(2018, 2023))) == ""
    assert why(**periods([f"{y}-01-01" for y in range(2018, 2023)])) == ""
    assert why(**periods([f"{y}-11-16" for y in range(2018, 2023)])) == ""


def test_fewer_than_five_points() -> None:
    assert why(counts=[1, 2, 3, 4], denominators=[9] * 4) == "fewer than five points"
    assert why(counts=3, denominators=9) == "fewer than five points"
    assert why(counts=[], denominators=[]) == "fewer than five points"
    assert why(counts=[np.nan, 2, 3, 4, 5], denominators=[np.nan, 9, 9, 9, 9]) == "fewer than five points"
    padded = financial(*range(2018, 2023))
    for days in padded.values():
        days[0] = np.datetime64("NaT")
    assert why(counts=[np.nan, 2, 3, 4, 5], denominators=[np.nan, 9, 9, 9, 9], **padded) == "fewer than five points"


def test_a_missing_point() -> None:
    missing = "a point is missing among the latest five"
    assert why(counts=[1, 2, np.nan, 4, 5]) == missing
    assert why(counts=[1, 2, np.nan, 4, 5], denominators=[9, 9, np.nan, 9, 9]) == missing
    assert why(counts=[np.nan, 2, 3, 4, 5], **financial(*range(2018, 2023))) == missing
    # Reception has no 2020/21.
    assert why(**financial(2017, 2018, 2019, 2021, 2022)) == missing


def test_periods_that_are_not_annual() -> None:
    not_annual = "the periods are not annual"
    assert why(**periods(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"], 1)) == not_annual
    assert why(**periods([f"{y}-01-01" for y in range(2006, 2021, 3)], 36)) == not_annual
    assert why(**financial(2013, 2015, 2017, 2019, 2021)) == not_annual


def test_pooled_years_overlap() -> None:
    assert why(**periods([f"{y}-01-01" for y in range(2016, 2021)], 36)) == "the periods overlap"
    assert why(**financial(2018, 2019, 2020, 2021, 2021)) == "the periods overlap"


def test_periods_that_share_one_day_overlap() -> None:
    """As when every year is written from 1 April to 1 April."""
    shared = financial(*range(2018, 2023))
    shared["ends"] = shared["ends"] + 1
    assert why(**shared) == "the periods overlap"


def test_newest_first_is_refused() -> None:
    assert why(**financial(2022, 2021, 2020, 2019, 2018)) == "the periods are not in order"


@pytest.mark.parametrize(
    ("first", "breaks"), [("2018-04-01", False), ("2018-04-02", True), ("2022-04-01", True), ("2023-04-01", False)]
)
def test_a_break_in_the_series(first: str, breaks: bool) -> None:
    # A new method from the first of the five points on leaves all five comparable.
    expected = "the series breaks among the latest five points" if breaks else ""
    assert why(**financial(*range(2018, 2023)), breaks=[first, "NaT"]) == expected


def test_an_interval_is_needed() -> None:
    values = {"counts": None, "denominators": None, "values": RATES[0]}
    assert why(**values) == "a point has no interval"
    assert why(**values, lowers=RATES[0], uppers=RATES[0]) == "a point has no interval"
    assert why(**values, lowers=RATES[2], uppers=RATES[1]) == "a point is impossible"


def test_none_or_all() -> None:
    assert why(counts=[0, 1, 2, 3, 4], denominators=[9] * 5) == "none or all were counted at one of the points"
    assert why(counts=[9, 1, 2, 3, 4], denominators=[9] * 5) == "none or all were counted at one of the points"


def test_one_bad_series_spoils_one_series() -> None:
    trend = recent_trend(
        ["low", "high"], counts=[RISING[0], [0, 1, 2, 3, 4]], denominators=RISING[1], **financial(*range(2018, 2023))
    )
    assert trend.words.tolist() == ["Increasing and getting worse", "Cannot be calculated"]
    assert trend.reasons.tolist() == ["", REASONS["none-or-all"]]


def test_no_series_give_no_words() -> None:
    assert recent_trend("low", counts=np.empty((0, 5)), denominators=np.empty((0, 5))).words.shape == (0,)


def test_refuses_days_that_are_none_and_lengths_that_differ() -> None:
    counts, denominators = [1, 2, 3, 4, 5], [9] * 5
    with pytest.raises(DomainError, match=r"^starts holds the text '31/03/2024'; expected a date"):
        recent_trend("low", counts=counts, denominators=denominators, starts=["31/03/2024"] * 5, ends=["NaT"] * 5)
    with pytest.raises(DomainError, match=r"^the lengths differ: starts 3, ends 3, figures 5"):
        recent_trend(
            "low", counts=counts, denominators=denominators, starts=["2024-01-01"] * 3, ends=["2024-12-31"] * 3
        )
    with pytest.raises(DomainError, match=r"^the lengths differ: counts 2, denominators 3"):
        recent_trend("low", counts=[1, 2], denominators=[1, 2, 3])
    with pytest.raises(DomainError, match=r"^breaks holds the text '2024'"):
        recent_trend(
            "low", counts=counts, denominators=denominators, starts=["NaT"] * 5, ends=["NaT"] * 5, breaks=["2024"]
        )


@pytest.mark.parametrize("periods", [{}, {"starts": ["2018-04-01"] * 5}, {"ends": ["2019-03-31"] * 5}])
def test_breaks_without_periods_are_not_passed_over(periods: dict[str, list[str]]) -> None:
    with pytest.raises(DomainError) as refused:
        recent_trend("low", counts=[1] * 5, denominators=[9] * 5, breaks=["2020-04-01"], **periods)  # type: ignore[arg-type]
    assert str(refused.value) == (
        "breaks is given without starts and ends; expected all three. "
        "Give the first and the last day of each period, or leave breaks out"
    )
