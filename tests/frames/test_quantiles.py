import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.stats.quantile import quantile


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 5))), max_size=30))
def test_each_group_is_ranked_by_itself(rows: list[tuple[str, int | None]]) -> None:
    frame = pd.DataFrame(rows, columns=["area", "value"]).astype({"value": float})
    found = frames.quantiles(frame, by="area", number=3, polarity="low")
    assert found.index.tolist() == frame.index.tolist()
    for _, own in found.groupby("area"):
        expected = quantile(own["value"].to_numpy(), quantiles=3, polarity="low")
        np.testing.assert_array_equal(own["quantile"].to_numpy(float, na_value=np.nan), expected)
    assert ((found["quantile_reason"] == "") == found["quantile"].notna()).all()


def test_reasons_and_null_groups() -> None:
    frame = pd.DataFrame({"area": [None, None, "a", "a", "a"], "value": [1.0, 2.0, None, np.inf, 3.0]})
    found = frames.quantiles(frame, by="area", number=2)
    assert found["quantile"].isna().tolist() == [False, False, True, True, True]
    assert found["quantile_reason"].tolist() == [
        *["", ""],
        "the value is missing",
        "the value is inf; expected a number",
        "fewer than 2 values in the group",
    ]


def test_no_row_and_no_group() -> None:
    assert len(frames.quantiles(pd.DataFrame({"value": []}))) == 0
    assert frames.quantiles(pd.DataFrame({"value": [3, 1]}), number=2)["quantile"].tolist() == [2, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"number": 1}, "quantiles is 1; expected a whole number from 2. Use 10, 5 or 4"),
        ({"polarity": "hgih"}, "unknown polarity 'hgih'. Did you mean 'high'?"),
    ],
)
def test_refusals_even_without_rows(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        frames.quantiles(pd.DataFrame({"value": []}), **arguments)  # type: ignore[arg-type]
    assert str(refused.value) == message
