import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.keys import LONG, factorize, first_rows, rows_of_each

ROWS = LONG + 7


def texts(kind: str) -> pd.Series:
    """A long column of texts: as they were made, out of order in memory, or the same few again and again."""
    random = np.random.default_rng(3)
    numbers = random.integers(0, 900, ROWS)
    if kind == "in order":
        numbers = np.sort(numbers)
    names = [f"E{number:08d}" if number else None for number in numbers.tolist()]
    if kind == "shared":
        names = [{name: name for name in names}[name] for name in names[:50]] * (ROWS // 50) + names[:7]
    values = pd.Series(names, dtype=object, name="area")
    return values.sample(frac=1, random_state=3) if kind == "scattered" else values


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [object, "string", "category", None])
@pytest.mark.parametrize("kind", ["in order", "scattered", "shared"])
def test_long_columns_are_numbered_as_pandas_does(kind: str, dtype: object) -> None:
    """Whichever way the texts lie in memory."""
    values = texts(kind)
    values = values.infer_objects() if dtype is None else values.astype(dtype)  # type: ignore[call-overload]
    codes, keys = factorize(values, argument="by")
    expected, expected_keys = pd.factorize(values, use_na_sentinel=False)
    np.testing.assert_array_equal(codes, expected)
    assert pd.Index(keys).equals(pd.Index(expected_keys))


def test_missing_keys_of_every_kind_are_one() -> None:
    values = pd.Series(["a", None, float("nan"), pd.NA, "a"] * ROWS, dtype=object)
    for each in (values, values[:5], values.sample(frac=1, random_state=1)):
        codes, keys = factorize(each, argument="by")
        assert len(keys) == len(set(codes.tolist())) == len(pd.factorize(each, use_na_sentinel=False)[1])


def test_first_rows() -> None:
    assert first_rows(np.array([0, 1, 0, 2, 1]), 3).tolist() == [0, 1, 3]


def test_rows_of_each() -> None:
    assert [rows.tolist() for rows in rows_of_each(np.array([1, 0, 1, 3]), 4)] == [[1], [0, 2], [], [3]]
    assert rows_of_each(np.array([], np.intp), 0) == []


@pytest.mark.parametrize("times", [1, LONG])
def test_keys_that_cannot_be_compared_are_refused(times: int) -> None:
    with pytest.raises(DomainError) as refused:
        factorize(pd.Series(["a", ["b", "c"]] * times, name="area"), argument="by")
    assert str(refused.value) == (
        "by: column 'area' holds ['b', 'c'] in row 1; expected texts, numbers or dates. Convert it to text first"
    )
