import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.groups import group_rows
from tht_xl.frames.grouping.result import (
    ColumnsLeftOutWarning,
    level_names,
    level_text,
    limit_columns,
    one_row_each,
    with_columns,
)
from tht_xl.stats.interval import Interval

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


def test_one_level_gives_plain_names_and_a_list_gives_each_its_own() -> None:
    assert list(limit_columns(Interval(np.zeros(2), np.ones(2)), 0.95)) == ["lower", "upper"]
    found = limit_columns(Interval(np.array([[1.0, 0.5]]), np.array([[2.0, 2.5]])), [0.95, 0.998])
    assert {name: each.tolist() for name, each in found.items()} == {
        "lower_95": [1.0],
        "upper_95": [2.0],
        "lower_998": [0.5],
        "upper_998": [2.5],
    }


def test_levels_are_named_by_their_digits() -> None:
    assert level_names([0.95, 0.998, 0.9, 0.5, 0.99, 0.9545]) == ["95", "998", "90", "50", "99", "9545"]
    assert level_names(np.array([0.95])) == ["95"]
    assert level_text(0.95) == "95%"
    assert level_text([0.95, 0.998]) == "95%, 99.8%"


def test_a_level_twice_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        level_names([0.95, 0.95])
    assert str(refused.value) == "confidence names level 95 twice; expected each level once. Name it once"
