import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError

YEARS = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
COUNTS = {"numerator": [994, 1023, 1199, 1332, 1367], "denominator": [40299, 41527, 42811, 44064, 44701]}


def series(area: str | None, years: list[str] = YEARS) -> pd.DataFrame:
    return pd.DataFrame({"area": area, "period": years, **COUNTS})


def trends(frame: pd.DataFrame, **arguments: object) -> pd.DataFrame:
    given = {"by": "area", "polarity": "low", "numerator": "numerator", "denominator": "denominator"}
    return frames.recent_trends(frame, **{**given, **arguments})  # type: ignore[arg-type]


def test_series_are_put_in_order_by_their_periods() -> None:
    frame = pd.concat([series("b"), series(None)]).sample(frac=1, random_state=5)
    found = trends(frame)
    assert found.columns.tolist() == ["area", "period", "numerator", "denominator", "trend", "trend_reason"]
    assert found["numerator"].tolist() == [1367] * 2
    assert found["trend"].tolist() == ["Increasing and getting worse"] * 2
    assert found["period"].tolist() == ["2022/23"] * 2
    assert found["area"].isna().sum() == 1


def test_never_silently_no_change() -> None:
    pooled = series("pooled", ["2015 - 17", "2016 - 18", "2017 - 19", "2018 - 20", "2019 - 21"])
    gap = series("gap", ["2017/18", *YEARS[:2], *YEARS[3:]])
    found = trends(pd.concat([pooled, gap, series("short").iloc[:3], series("odd", [*YEARS[:4], "2010-11"])]))
    assert found["trend"].tolist() == ["Cannot be calculated"] * 4
    assert found["trend_reason"].tolist()[:3] == [
        "the periods overlap",
        "a point is missing among the latest five",
        "fewer than five points",
    ]
    assert found["trend_reason"][3].startswith("period: ")


def test_values_without_limits_have_no_trend() -> None:
    frame = pd.DataFrame({"period": YEARS, "value": [1.0, 2, 3, 4, 5], "lower": np.nan, "upper": np.nan})
    found = frames.recent_trends(frame, polarity="high")
    assert found[["trend", "trend_reason"]].iloc[0].tolist() == ["Cannot be calculated", "a point has no interval"]
    limits = frame.assign(lower=frame["value"] - 0.1, upper=frame["value"] + 0.1)
    assert frames.recent_trends(limits, polarity="high")["trend"].tolist() == ["Increasing and getting better"]


def test_the_variant_across_gaps_says_how_many_years_are_missing() -> None:
    found = trends(series("gap", ["2017/18", *YEARS[:2], *YEARS[3:]]), across_gaps=True)
    assert found["trend"].tolist() == ["Increasing and getting worse"]
    assert found["years_missing"].tolist() == [1]


def test_polarity_by_column_breaks_and_no_row() -> None:
    frame = pd.concat([series("a").assign(good="high"), series("b").assign(good="none")])
    assert trends(frame, polarity="good")["trend"].tolist() == ["Increasing and getting better", "Increasing"]
    assert trends(series("a"), breaks=("2021-04-01",))["trend_reason"].tolist() == [
        "the series breaks among the latest five points"
    ]
    assert len(trends(series("a").iloc[:0])) == 0


def test_columns_with_the_usual_names_need_no_argument() -> None:
    """Counts before values: beside each other, a trend is judged by its counts."""
    counts = series("a")
    assert frames.recent_trends(counts, polarity="low")["trend"].tolist() == ["Increasing and getting worse"]
    wide = counts.assign(value=1.0, lower=0.0, upper=2.0)
    assert frames.recent_trends(wide, polarity="low")["trend"].tolist() == ["Increasing and getting worse"]
    named = frames.recent_trends(wide, polarity="low", value="value", lower="lower", upper="upper")
    assert named["trend"].tolist() == ["No significant change"]
    blank = wide.assign(numerator=np.nan)
    assert frames.recent_trends(blank, polarity="low")["trend"].tolist() == ["No significant change"]
    with pytest.raises(ThtError) as refused:
        frames.recent_trends(counts.drop(columns="denominator"), polarity="low")
    assert str(refused.value) == (
        "the frame has neither numerator and denominator nor value, lower and upper; expected the columns of one kind. "
        "Give the names of the columns"
    )


def test_an_unknown_polarity_is_told_the_polarities() -> None:
    frame = series("a").assign(good="high", other="hgih")
    for given, message in (
        ("xyz", "unknown polarity 'xyz'. Known: high, low, none, good"),
        ("other", "polarity: column 'other', row 0: unknown polarity 'hgih'. Did you mean 'high'?"),
        (5, "unknown polarity '5'. Known: high, low, none, good"),
    ):
        with pytest.raises(ThtError) as refused:
            trends(frame, polarity=given)
        assert str(refused.value) == message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"polarity": "lo"}, "unknown polarity 'lo'. Did you mean 'low'?"),
        (
            {"denominator": None},
            "denominator is not given; expected the columns of numerator and denominator. Name them together",
        ),
    ],
)
def test_refusals(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        trends(series("a"), **arguments)
    assert str(refused.value) == message


def test_a_period_that_is_a_list_is_named() -> None:
    frame = series("Bow").assign(period=pd.Series([[2018]] * 5, dtype=object))
    with pytest.raises(ThtError) as refused:
        trends(frame)
    assert str(refused.value).startswith("period: column 'period' holds [2018] in row 0; expected texts, numbers or")


@pytest.mark.slow
@pytest.mark.parametrize("across_gaps", [False, True])
@pytest.mark.parametrize("absent", [[3], [5], [2, 4], [3, 4, 5]])
def test_an_absent_row_is_a_blank_row(absent: list[int], across_gaps: bool) -> None:
    frame = pd.DataFrame(
        {
            "area": "a",
            "period": [f"{year}/{year % 100 + 1}" for year in range(2014, 2023)],
            "numerator": [900.0, 920, 950, 994, 1023, 1100, 1199, 1332, 1367],
            "denominator": 44064.0,
        }
    )
    blank = frame.copy()
    blank.loc[absent, ["numerator", "denominator"]] = np.nan
    expected = trends(blank, across_gaps=across_gaps)
    pd.testing.assert_frame_equal(trends(frame.drop(index=absent), across_gaps=across_gaps), expected)
