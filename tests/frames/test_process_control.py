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
