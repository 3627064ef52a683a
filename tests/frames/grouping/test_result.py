import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.groups import group_rows
from tht_xl.frames.grouping.result import ColumnsLeftOutWarning, one_row_each, with_columns

FRAME = pd.DataFrame(
    {"code": ["E1", "E2", "E1"], "name": ["Bow", None, "Bow"], "note": ["x", "y", "z"], "n": [1, 2, 3]}
)


def test_a_column_with_one_value_in_each_group_is_kept_and_others_are_told() -> None:
    with pytest.warns(ColumnsLeftOutWarning, match="^left out, because they differ within a group: note. Add them"):
        found = one_row_each(FRAME, group_rows(FRAME, "code"), used=["n"])
    assert found.columns.tolist() == ["code", "name"]
    assert found["code"].tolist() == ["E1", "E2"]
    assert found["name"].isna().tolist() == [False, True]


def test_nothing_left_out_means_no_warning() -> None:
    assert one_row_each(FRAME, group_rows(FRAME, "code"), used=["n", "note"]).shape == (2, 2)


def test_the_frame_given_is_left_as_it_was() -> None:
    before = FRAME.copy(deep=True)
    assert with_columns(FRAME, {"value": 1.0})["value"].tolist() == [1, 1, 1]
    pd.testing.assert_frame_equal(FRAME, before)


def test_a_column_is_never_overwritten() -> None:
    with pytest.raises(DomainError) as refused:
        with_columns(FRAME, {"note": 1})
    assert str(refused.value) == (
        "the frame already has a column 'note', which the result needs. Rename it, or drop it first"
    )
