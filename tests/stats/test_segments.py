from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.segments import in_long_run, segments_of


def test_segments_start_with_their_series_and_where_they_are_told() -> None:
    segments = segments_of((2, 4), [False, False, True, False])
    assert segments.starts.tolist() == [0, 2, 4, 6]
    assert segments.lengths.tolist() == [2, 2, 2, 2]
    assert segments.total(np.arange(8.0)).tolist() == [1, 5, 9, 13]
    assert segments.spread(np.array([1.0, 2, 3, 4])).tolist() == [1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize("shape", [(0,), (0, 4), (3, 0)])
def test_no_points(shape: tuple[int, ...]) -> None:
    segments = segments_of(shape, rebase=False)
    assert segments.starts.tolist() == []
    assert segments.total(np.empty(0)).tolist() == []
    assert in_long_run(np.empty(0), segments, 2).tolist() == []


@given(
    st.lists(st.tuples(st.sampled_from([-1.0, 0.0, 1.0]), st.booleans()), min_size=1, max_size=30), st.integers(1, 7)
)
def test_long_runs_one_by_one(points: list[tuple[float, bool]], length: int) -> None:
    signs, rebase = (list(each) for each in zip(*points, strict=True))
    rebase[0] = True
    keys = zip(np.cumsum(rebase).tolist(), signs, strict=True)
    runs = [(key[1], len(list(group))) for key, group in groupby(keys)]
    expected = [sign != 0 and size >= length for sign, size in runs for _ in range(size)]
    assert in_long_run(np.array(signs), segments_of((len(points),), rebase), length).tolist() == expected


def test_refuses_a_rebase_of_another_shape() -> None:
    with pytest.raises(DomainError) as refusal:
        segments_of((3,), [True, False])
    assert str(refusal.value) == "rebase has the shape (2,) and the values (3,). Give true or false for each point"


@pytest.mark.parametrize(("rebase", "shown"), [(["yes"] * 3, "'yes'"), ([np.nan] * 3, "nan"), ([2, 0, 0], "2")])
def test_refuses_a_rebase_that_is_neither_true_nor_false(rebase: list[object], shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        segments_of((3,), rebase)  # type: ignore[arg-type]
    assert str(refusal.value) == f"rebase holds {shown}; expected true or false. Give true or false for each point"


def test_excel_truths_are_truths() -> None:
    assert segments_of((3,), [0, 1, 0]).starts.tolist() == segments_of((3,), [False, True, False]).starts.tolist()
