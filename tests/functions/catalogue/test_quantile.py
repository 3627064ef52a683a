import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import REGISTRY, call
from tht_xl.stats.quantile import quantile

FEW = "The range has fewer values than quantiles; give the values of all areas in one range."


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 50), min_size=2, max_size=40),
    st.integers(2, 10),
    st.sampled_from(["high", "low", "none"]),
)
def test_rows_without_a_value_take_no_part(values: list[int | None], quantiles: int, polarity: str) -> None:
    shown = call("THT_QUANTILE", [[each] for each in values], quantiles, polarity)
    known = [each for each in values if each is not None]
    expected = iter(quantile(known, quantiles=quantiles, polarity=polarity).tolist() if known else [])
    for value, row in zip(values, shown, strict=True):  # type: ignore[arg-type]
        found = "#N/A" if value is None else next(expected)
        assert row == [found if found == found else "#NUM!"]


def test_one_bad_row_spoils_one_row() -> None:
    cells = [[1], ["[c]"], ["#REF!"], ["abc"], [2]]
    assert call("THT_QUANTILE", cells, 2) == [[1], ["[c]"], ["#REF!"], ["#VALUE!"], [2]]


def test_notes() -> None:
    said = call("THT_NOTE", "THT_QUANTILE", [[1], [None], [2]], 2)
    assert said == [[REGISTRY["THT_QUANTILE"].method], ["Values is blank."], [REGISTRY["THT_QUANTILE"].method]]
    assert call("THT_NOTE", "THT_QUANTILE", [[1], [None], [2]], 3) == [[FEW], ["Values is blank."], [FEW]]
    assert call("THT_NOTE", "THT_QUANTILE", 5) == FEW


@pytest.mark.parametrize("quantiles", [1, 2.5, 0, -2, "abc"])
def test_quantiles_out_of_range(quantiles: object) -> None:
    assert call("THT_QUANTILE", [[1], [2], [3]], quantiles) == [["#VALUE!"]] * 3
    note = call("THT_NOTE", "THT_QUANTILE", [[1]], quantiles)[0][0]  # type: ignore[index]
    assert str(note).endswith("; expected a whole number from 2.")
