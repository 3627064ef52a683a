import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.monitoring.trend import recent_trend
from tht_xl.monitoring.trend_across_gaps import trend_across_gaps
from tht_xl.stats.trend import SIGNIFICANT

RISING = ([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701])
Dates = NDArray[np.datetime64]

counts = st.lists(st.integers(1, 999), min_size=5, max_size=5)
years = st.lists(st.integers(2010, 2016), min_size=5, max_size=5, unique=True).map(sorted)


def financial(*given_years: int) -> dict[str, Dates]:
    starts = np.array([f"{year}-04-01" for year in given_years], "datetime64[D]")
    return {"starts": starts, "ends": (starts.astype("datetime64[M]") + 12).astype("datetime64[D]") - 1}


def why(*given_years: int, **series: object) -> str:
    given = {"counts": RISING[0], "denominators": RISING[1], **financial(*given_years), **series}
    trend = trend_across_gaps("low", **given)  # pyright: ignore[reportArgumentType]
    assert (trend.words.item() == "Cannot be calculated") == bool(trend.reasons.item())
    assert np.isnan(trend.years_missing.item()) == bool(trend.reasons.item())
    return trend.reasons.item()


def test_reception_obesity_has_no_2020_21() -> None:
    # Tower Hamlets, rounded counts of 2017/18 to 2022/23 without 2020/21: the strict rule refuses.
    periods = financial(2017, 2018, 2019, 2021, 2022)
    given = {"counts": [340, 360, 185, 335, 310], "denominators": [3230, 3175, 1515, 3065, 2940]}
    assert recent_trend("low", **given, **periods).words.item() == "Cannot be calculated"
    tolerant = trend_across_gaps("low", **given, **periods)
    assert (tolerant.words.item(), tolerant.years_missing.item()) == ("No significant change", 1)


@given(counts, st.sampled_from(["high", "low", "none"]))
def test_without_a_gap_it_is_the_recent_trend(x: list[int], polarity: str) -> None:
    given, periods = {"counts": x, "denominators": [1000] * 5}, financial(*range(2018, 2023))
    strict, tolerant = recent_trend(polarity, **given, **periods), trend_across_gaps(polarity, **given, **periods)
    assert (tolerant.words, tolerant.reasons) == (strict.words, strict.reasons)
    assert tolerant.years_missing.item() == 0


@given(counts, years)
def test_the_direction_is_that_of_lines_through_the_real_years(x: list[int], when: list[int]) -> None:
    c, n, t = np.array(x, float), 1000.0, np.array(when) - 2000.0
    logits = np.log(c / (n - c))
    slopes = [np.polyfit(np.delete(t, out), np.delete(logits, out), 1)[0] for out in range(5)]
    slopes.append(np.polyfit(t, logits, 1)[0])
    share = c.mean() / n
    spread = n * ((t - t.mean()) ** 2).sum()
    chi_square = ((c - n * share) * (t - t.mean())).sum() ** 2 / (share * (1 - share) * spread)
    if min(abs(slope) for slope in slopes) < 1e-9 or abs(chi_square - SIGNIFICANT) < 1e-6:
        return
    steady = all(slope > 0 for slope in slopes) or all(slope < 0 for slope in slopes)
    expected = "No significant change"
    if steady and chi_square > SIGNIFICANT:
        expected = "Increasing" if slopes[-1] > 0 else "Decreasing"
    found = trend_across_gaps("none", counts=x, denominators=[n] * 5, **financial(*when))
    assert found.words.item() == expected
    assert found.years_missing.item() == when[-1] - when[0] - 4


def test_the_years_matter() -> None:
    values = np.array([10, 10.6, 11.2, 11.8, 13.6])
    near, far = (
        trend_across_gaps("high", values=values, lowers=values - 2.2, uppers=values + 2.2, **financial(*years))
        for years in ((2016, 2017, 2018, 2019, 2020), (2014, 2015, 2018, 2019, 2020))
    )
    assert near.words.item() == far.words.item() == "No significant change"
    strict = recent_trend("high", values=values, lowers=values - 1, uppers=values + 1)
    assert strict.words.item() == "Increasing and getting better"


def test_blank_years_are_left_out_and_half_filled_ones_are_not() -> None:
    blank = [994, 1023, np.nan, 1199, 1332, 1367]
    base = [40299, 41527, np.nan, 42811, 44064, 44701]
    assert why(*range(2017, 2023), counts=blank, denominators=base) == ""
    half = [40299, 41527, 42000, 42811, 44064, 44701]
    missing = "a point is missing among the latest five"
    assert why(*range(2017, 2023), counts=blank, denominators=half) == missing
    assert why(*range(2016, 2022), counts=[7, *RISING[0]], denominators=[9, *RISING[1]]) == ""


def test_reasons() -> None:
    assert why(2014, 2015, 2017, 2019, 2020) == ""
    assert why(2014, 2015, 2017, 2019, 2021) == "more than two years are missing among the latest five points"
    assert why(2013, 2015, 2017, 2019, 2021) == "more than two years are missing among the latest five points"
    assert why(2018, 2019, 2020, 2021, counts=RISING[0][:4], denominators=RISING[1][:4]) == "fewer than five points"
    assert why(counts=[], denominators=[]) == "fewer than five points"
    assert why(2022, 2021, 2020, 2019, 2018) == "the periods are not in order"
    assert why(2018, 2019, 2020, 2021, 2021) == "the periods overlap"
    shared = financial(*range(2018, 2023))
    assert why(**shared | {"ends": shared["ends"] + 1}) == "the periods overlap"
    assert why(2017, 2018, 2019, 2021, 2022, breaks=["2018-04-01"]) == "the series breaks among the latest five points"
    assert why(2017, 2018, 2019, 2021, 2022, counts=[0, 1, 2, 3, 4]) == "none or all were counted at one of the points"
    monthly = np.arange("2024-01", "2024-06", dtype="datetime64[M]")
    ends = (monthly + 1).astype("datetime64[D]") - 1
    assert why(*range(2018, 2023), starts=monthly.astype("datetime64[D]"), ends=ends) == "the periods are not annual"


def test_one_bad_series_spoils_one_series() -> None:
    rows = np.array([RISING[0], [np.nan] * 5, RISING[0]], float)
    rows[2, 1] = np.nan
    found = trend_across_gaps(
        ["low", "low", "high"], counts=rows, denominators=np.where(np.isnan(rows), np.nan, RISING[1]),
        **financial(2017, 2018, 2019, 2021, 2022),
    )  # fmt: skip
    assert found.words.tolist() == ["Increasing and getting worse", *["Cannot be calculated"] * 2]
    assert found.reasons.tolist() == ["", "fewer than five points", "fewer than five points"]


@pytest.mark.parametrize("changed", ["starts", "ends"])
def test_a_day_for_each_point_or_one_line_that_says_so(changed: str) -> None:
    days = financial(2017, 2018, 2019, 2021, 2022)
    days[changed] = days[changed][:4]
    with pytest.raises(DomainError) as refusal:
        trend_across_gaps("low", counts=RISING[0], denominators=RISING[1], **days)
    assert all(each in str(refusal.value) for each in (f"{changed} 4", "figures 5", "the lengths differ"))


@pytest.mark.parametrize("shape", [(0, 5), (2, 0)])
def test_no_series_no_points(shape: tuple[int, int]) -> None:
    nothing = np.empty(shape)
    found = trend_across_gaps("low", counts=nothing, denominators=nothing, starts="2020-01-01", ends="2020-12-31")
    assert found.words.tolist() == ["Cannot be calculated"] * shape[0]
