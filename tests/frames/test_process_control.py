import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.monitoring.process_control import process_chart

ADDED = ["mean", "lower_limit", "upper_limit", "special_cause", "point_type", "variation", "assurance", "note"]


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


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (series("a"), {"rules": "plot"}, "unknown process control rules 'plot'. Did you mean 'plotthedots'?"),
        (series("a"), {"fixed_after": 3}, "fixed_after is 3; expected a whole number from 12. "),
        (series("a"), {"target": "aim"}, "target: unknown column 'aim'. "),
        (series("a").assign(month="soon"), {}, "row 0: period: "),
        (series("a"), {"rebase": "value"}, "rebase: column 'value' holds something else than true and false"),
    ],
)
def test_refusals(frame: pd.DataFrame, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        control(frame, **arguments)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
