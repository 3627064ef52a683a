import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.monitoring.process_control import process_chart

LIMITS = ["mean", "lower_limit", "upper_limit"]
ADDED = [*LIMITS, "special_cause", "point_type", "variation", "assurance", "note", "reason"]


def series(area: str | None, points: int = 20, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "area": area,
            "month": pd.date_range("2023-01-01", periods=points, freq="MS"),
            "value": random.normal(50, 5, points),
        }
    )


def control(frame: pd.DataFrame, **arguments: object) -> pd.DataFrame:
    given = {"by": "area", "polarity": "high", "period": "month"}
    return frames.process_control(frame, **{**given, **arguments})  # type: ignore[arg-type]


def test_rows_keep_their_place_and_series_are_read_in_time() -> None:
    frame = pd.concat([series("b"), series(None, 15, 2)], ignore_index=True).sample(frac=1, random_state=1)
    found = control(frame, target=48)
    assert found.index.tolist() == frame.index.tolist()
    assert found.columns.tolist() == ["area", "month", "value", *ADDED]
    own = found[found["area"] == "b"].sort_values("month")
    chart = process_chart(own["value"].to_numpy(), "high", target=48)
    np.testing.assert_array_equal(own["upper_limit"], chart.upper)
    assert own["special_cause"].tolist() == chart.special_cause.tolist()
    assert own["variation"].unique().tolist() == [chart.variation.item()]
    assert own["assurance"].unique().tolist() == [chart.assurance.item()]


def test_the_variation_is_that_of_the_latest_point() -> None:
    """A signal thirty points old does not colour the icon of today."""
    values = [*[45, 55] * 3, 90, *[45, 55] * 17]
    found = frames.process_control(pd.DataFrame({"value": values}), polarity="high")
    assert found["special_cause"][6] == "Outside limits"
    assert found["variation"].unique().tolist() == ["Common cause"]


def test_rebase_target_and_polarity_by_column() -> None:
    frame = series("a").assign(anew=pd.array([*[False] * 10, True, *[None] * 9], dtype="boolean"), good="low", aim=60.0)
    found = control(frame, polarity="good", target="aim", rebase="anew")
    assert found["mean"].nunique() == 2
    assert found["mean"][0] == pytest.approx(frame["value"][:10].mean())
    assert found["assurance"].unique().tolist() in (["Consistently passes"], ["Hit or miss"])


def test_periods_as_text_and_no_row() -> None:
    frame = pd.DataFrame({"quarter": ["Q1 2024/25", "Q4 2023/24", "Q2 2024/25"], "value": [2.0, 1.0, 3.0]})
    assert frames.process_control(frame, polarity="high", period="quarter")["mean"].tolist() == [2, 2, 2]
    assert len(control(series("a").iloc[:0])) == 0


def test_a_point_that_cannot_be_read_says_why() -> None:
    """And the others keep their limits."""
    frame = series("a").drop(columns="area")
    frame.loc[[3, 7], "value"] = [np.inf, np.nan]
    found = control(frame, by=None)
    assert found["reason"][[2, 3, 7]].tolist() == ["", "the value is inf; expected a number", "the value is missing"]
    assert found["special_cause"][[3, 7]].tolist() == ["", ""]
    assert found["mean"].nunique() == 1


@pytest.mark.parametrize(
    ("row", "period", "reason"),
    [
        (5, pd.Timestamp("2023-01-01"), "the period occurs again in row 5; expected one row for each"),
        (2, pd.NaT, "the period is missing in row 2"),
    ],
)
@pytest.mark.parametrize("dtype", ["datetime64[ns]", "datetime64[ns, UTC]", "object", "numbers"])
def test_a_series_without_an_order_has_no_result(row: int, period: pd.Timestamp, reason: str, dtype: str) -> None:
    """A period there twice, or none, leaves open which point came first."""
    bad = series("bad")
    bad.loc[row, "month"] = period
    frame = pd.concat([bad, series("good")], ignore_index=True)
    if dtype == "numbers":
        frame["month"] = (frame["month"].dt.year * 12 + frame["month"].dt.month).astype("Int64")
    elif dtype == "datetime64[ns, UTC]":
        frame["month"] = frame["month"].dt.tz_localize("UTC")
    else:
        frame["month"] = frame["month"].astype(dtype)  # type: ignore[call-overload]
    found = control(frame)
    assert found["reason"].tolist() == [*[reason] * 20, *[""] * 20]
    assert found[["mean", "lower_limit"]].notna().all(axis=1).tolist() == [*[False] * 20, *[True] * 20]
    assert (found.loc[:19, ["special_cause", "point_type", "variation", "assurance", "note"]] == "").all(axis=None)


def test_a_text_that_is_no_period_is_told() -> None:
    frame = pd.concat([series("bad").astype({"month": object}), series("good")], ignore_index=True)
    frame.loc[4, "month"] = "soon"
    found = control(frame)
    assert found["reason"][0].startswith('period: "soon" is not a period in row 4')
    assert found["mean"].notna().tolist() == [*[False] * 20, *[True] * 20]


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (series("a"), {"rules": "plot"}, "unknown process control rules 'plot'. Did you mean 'plotthedots'?"),
        (series("a"), {"fixed_after": 3}, "fixed_after is 3; expected a whole number from 12. "),
        (series("a"), {"target": "aim"}, "target: unknown column 'aim'. "),
        (series("a").assign(again=[0.0, 2.5] * 10), {"rebase": "again"}, "rebase: column 'again' holds 2.5 in row 1; "),
        (
            series("a").assign(good="hihg"),
            {"polarity": "good"},
            "polarity: column 'good', row 0: unknown ",
        ),
    ],
)
def test_refusals(frame: pd.DataFrame, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        control(frame, **arguments)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)


# A process that falls at two absent months, and would be a shift of seven points if they were closed up.
SHIFTING = [52.0, 48, 51, 47, 53, 49, 52, 55, 54, 56, 55, 60, 61, 60, 62, 61, 60, 63, 52, 47]
STARTS = {
    "months": pd.period_range("2022-11", periods=20, freq="M"),
    "quarters": pd.period_range("2018Q2", periods=20, freq="Q"),
    "weeks": pd.period_range("2023-01-02", periods=20, freq="W-SUN"),
    "days": pd.period_range("2023-02-20", periods=20, freq="D"),
    "years": pd.period_range("2001", periods=20, freq="Y"),
}


def written(kind: str, form: str) -> pd.Series:
    starts = pd.Series(STARTS[kind].start_time)
    if form == "dates":
        return starts
    if form == "month ends":
        return starts + pd.offsets.MonthEnd(0)
    if form == "texts":
        styles = {"months": "%b %Y", "years": "%Y"}
        return starts.dt.strftime(styles.get(kind, "%Y-%m-%d"))
    if form == "financial years":
        return pd.Series([f"{year}/{(year + 1) % 100:02d}" for year in starts.dt.year])
    if form == "pooled":
        return pd.Series([f"{year} - {(year + 2) % 100:02d}" for year in starts.dt.year])
    if form == "numbers":
        return starts.dt.strftime({"months": "%Y%m", "years": "%Y", "days": "%Y%m%d"}[kind]).astype(int)
    return pd.Series(range(len(starts)))


@pytest.mark.slow
@pytest.mark.parametrize("rules", ["plotthedots", "mdc"])
@pytest.mark.parametrize("absent", [[8], [12, 13], [3, 11, 15], [1], [18]])
@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("months", "dates"),
        ("months", "month ends"),
        ("months", "texts"),
        ("months", "numbers"),
        ("quarters", "dates"),
        ("weeks", "dates"),
        ("weeks", "texts"),
        ("days", "dates"),
        ("days", "texts"),
        ("days", "numbers"),
        ("years", "texts"),
        ("years", "numbers"),
        ("years", "financial years"),
        ("years", "pooled"),
        ("months", "ranks"),
    ],
)
def test_an_absent_row_is_a_blank_row(kind: str, form: str, absent: list[int], rules: str) -> None:
    frame = pd.DataFrame({"period": written(kind, form), "value": SHIFTING})
    blank = frame.assign(value=frame["value"].mask(frame.index.isin(absent)))
    given = {"polarity": "low", "period": "period", "rules": rules, "target": 50.0}
    expected = frames.process_control(blank, **given).drop(index=absent)  # type: ignore[arg-type]
    found = frames.process_control(frame.drop(index=absent).sample(frac=1, random_state=2), **given)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(found.sort_index(), expected)
    gaps = 2 if absent == [12, 13] else len(absent) + 1
    assert found["note"].str.contains(f"{gaps - 1} gap").all()


def test_a_series_without_gaps_says_nothing_of_them() -> None:
    for kind, form in (("months", "dates"), ("weeks", "texts"), ("years", "pooled"), ("months", "numbers")):
        frame = pd.DataFrame({"period": written(kind, form), "value": SHIFTING})
        found = frames.process_control(frame, polarity="low", period="period")
        assert found["note"].unique().tolist() == [""]


def test_a_run_that_an_absent_month_interrupts_is_no_shift() -> None:
    frame = pd.DataFrame({"period": written("months", "texts"), "value": [*[40.0, 60] * 5, *[54.0, 56] * 5]})
    closed_up = frame.drop(index=[13, 16])
    found = frames.process_control(closed_up, polarity="low", period="period")
    assert "One side of the mean" not in found["special_cause"].tolist()
    assert frames.process_control(closed_up, polarity="low")["special_cause"].tolist().count("One side of the mean") > 6
    assert found["note"][0] == "2 gaps in the series, across which no run or moving range is counted"


def test_gaps_are_those_of_each_series() -> None:
    """A quarterly series beside a monthly one has no gaps, and lies in one frame with one that has."""
    monthly, quarterly = (pd.DataFrame({"area": kind, "period": written(kind, "dates"), "value": SHIFTING})
                          for kind in ("months", "quarters"))  # fmt: skip
    frame = pd.concat([monthly.drop(index=[4]), quarterly.drop(index=[19])], ignore_index=True)
    notes = frames.process_control(frame, polarity="low", period="period", by="area").groupby("area")["note"].first()
    assert notes["months"].startswith("1 gap in the series, ")
    assert notes["quarters"] == ""


def test_weekends_are_no_gaps_of_a_series_of_working_days() -> None:
    days = pd.Series(pd.bdate_range("2023-03-01", periods=20))
    for period in (days, days.dt.strftime("%Y-%m-%d")):
        frame = pd.DataFrame({"period": period, "value": SHIFTING})
        notes = frames.process_control(frame, polarity="low", period="period")["note"]
        assert notes.unique().tolist() == [""]
        absent = frames.process_control(frame.drop(index=[9]), polarity="low", period="period")
        assert absent["note"][0].startswith("1 gap in the series, ")
        every_day = frames.process_control(frame, polarity="low", period="period", step="day")["note"]
        assert every_day[0].startswith("4 gaps")


def test_the_step_may_be_declared() -> None:
    """Every other month is there: only the analyst knows whether that is all there should be."""
    dates = written("months", "dates")[::2]
    frame = pd.DataFrame({"period": dates, "value": SHIFTING[:10]})
    assert frames.process_control(frame, polarity="low", period="period")["note"].str.startswith("the limits").all()
    declared = frames.process_control(frame, polarity="low", period="period", step="month")
    assert declared["note"][0] == (
        "no limits: no two points adjoin; 9 gaps in the series, across which no run or moving range is counted"
    )
    assert frames.process_control(frame, polarity="low", period="period", step=62)["note"][0].startswith("the limits")
    # A text says that it is a month.
    texts = frame.assign(period=dates.dt.strftime("%b %Y"))
    assert frames.process_control(texts, polarity="low", period="period")["note"][0] == declared["note"].iloc[0]


def test_a_rebase_keeps_its_place_beside_a_gap() -> None:
    frame = pd.DataFrame({"period": written("months", "dates"), "value": SHIFTING, "anew": np.arange(20) == 11})
    blank = frame.assign(value=frame["value"].mask(frame.index == 9))
    expected = frames.process_control(blank, polarity="low", period="period", rebase="anew").drop(index=9)
    found = frames.process_control(frame.drop(index=9), polarity="low", period="period", rebase="anew")
    pd.testing.assert_frame_equal(found, expected)
    assert found["mean"].nunique() == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"step": "fortnight"}, "unknown step 'fortnight'. "),
        ({"step": 0}, "step is 0; expected one of day, weekday, week, month, quarter, year, or a number above 0. "),
        ({"step": True}, "step is True; expected one of "),
        ({"step": "month", "period": None}, "step is 'month' and period is not given; expected both, or neither. "),
        ({"step": "month", "period": "rank"}, "step is 'month' and column 'rank' holds numbers that name no dates; "),
    ],
)
def test_a_step_that_cannot_be(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        control(series("a").assign(rank=range(20)), **arguments)
    assert str(refused.value).startswith(message)


def test_a_period_just_over_one_and_a_half_steps_away_is_beyond_a_gap() -> None:
    ranks = pd.DataFrame({"rank": [1.0, 3, 5, 8, 10, 13.1, 15.2], "value": SHIFTING[:7]})
    notes = frames.process_control(ranks, polarity="low", period="rank")["note"]
    assert "1 gap in the series" in notes[0]
    two = frames.process_control(ranks, polarity="low", period="rank", step=1.9)["note"]
    assert "2 gaps in the series" in two[0]
    assert "gap" not in frames.process_control(ranks.iloc[:5], polarity="low", period="rank")["note"][0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"rules": "nelson"}, "unknown "), ({"fixed_after": 1}, "fixed_after is 1; expected ")],
)
def test_a_frame_without_rows_is_no_way_round_a_refusal(arguments: dict[str, object], message: str) -> None:
    """A month without rows must not hide a misspelt setting until there are some."""
    frame = series("a")
    for given in (frame, frame.iloc[:0]):
        with pytest.raises(ThtError) as refused:
            control(given, **arguments)
        assert str(refused.value).startswith(message)
