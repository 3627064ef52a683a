import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import check_shapes, column, named_columns, named_numbers, numbers
from tht_xl.stats.rate import rate_interval


def test_integers_stay_integers_until_they_are_read() -> None:
    whole = np.arange(3)
    assert column("count", whole) is whole
    assert numbers("count", whole).dtype == np.float64


def test_nothing_known_is_nan() -> None:
    np.testing.assert_array_equal(numbers("count", np.array([1, None])), [1, np.nan])
    np.testing.assert_array_equal(numbers("count", pd.Series([1.0, None])), [1, np.nan])
    np.testing.assert_array_equal(numbers("count", pd.Series([1, None], dtype="Int64")), [1, np.nan])


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["1", "2"], "the text '1'; expected numbers. Convert the texts"),
        ("12", "the text '12'; expected numbers. Convert the texts"),
        ([1, "x" * 90], f"the text '{'x' * 40}'; expected numbers. Convert the texts"),
        (pd.Series([3, "n/a"], dtype=object), "the text 'n/a'; expected numbers. Convert the texts"),
        ([{}], "something that is not a number; expected numbers"),
        (np.array(["2025-09-05"], "M8[D]"), "something that is not a number; expected numbers"),
    ],
    ids=["digits in quotes", "one text", "a long text", "a column with a word", "no number at all", "dates"],
)
def test_refuses_what_is_no_number(given: ArrayLike, problem: str) -> None:
    with pytest.raises(DomainError, match=f"^count holds {problem}"):
        rate_interval(given, 100)


def test_refuses_lengths_that_differ() -> None:
    with pytest.raises(DomainError) as refusal:
        rate_interval([1, 2, 3], [[10, 20]])
    assert str(refusal.value) == (
        "the lengths differ: count 3, denominator 1 x 2, multiplier 1; expected equal lengths. "
        "Give one number for each row, or a single number for all of them"
    )


def test_lengths_that_broadcast_pass() -> None:
    check_shapes({"one": (), "column": (3, 1), "row": (2,)})
    one, row = named_columns(one=5, row=[1, 2])
    assert (one.shape, row.shape) == ((), (2,))
    assert [each.dtype.kind for each in named_numbers(one=5, row=[1, 2])] == ["f", "f"]
