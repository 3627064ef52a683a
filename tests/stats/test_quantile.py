import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phstatsmethods import ph_quantile

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.quantile import quantile

values = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=60)
numbers_of_quantiles = st.sampled_from([2, 3, 4, 5, 7, 10])


def counted(column: list[float], k: int) -> list[float]:
    """The published formula by counting, value by value."""
    n = len(column)
    if n < k:
        return [np.nan] * n
    below = [1 + sum(other < value for other in column) for value in column]
    return [(k + 1) - -(-(n + 1 - rank) * k // n) for rank in below]


@given(values, numbers_of_quantiles)
def test_equals_the_formula_counted_by_hand(column: list[float], k: int) -> None:
    np.testing.assert_array_equal(quantile(column, quantiles=k), counted(column, k))
    turned = [-value for value in column]
    np.testing.assert_array_equal(quantile(column, quantiles=k, polarity="low"), counted(turned, k))


@pytest.mark.parametrize("invert", [True, False])
@pytest.mark.parametrize("k", [2, 4, 5, 7, 10])
def test_agrees_with_the_professions_own_package(k: int, *, invert: bool) -> None:
    random = np.random.default_rng(10)
    frame = pd.DataFrame({"group": random.integers(0, 40, 4000), "value": random.integers(0, 120, 4000) / 4})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = ph_quantile(frame, "value", ["group"], nquantiles=k, invert=invert)
    for _, rows in theirs.groupby("group"):
        ours = quantile(rows["value"].to_numpy(), quantiles=k, polarity="low" if invert else "high")
        np.testing.assert_array_equal(ours, rows["quantile"])


KNOWN_FAULTS = {"floating point puts a rank on a boundary into the next quantile": (28, 20)}


def test_the_fault_that_many_quantiles_bring_out_is_still_there_and_not_ours() -> None:
    n, k = KNOWN_FAULTS["floating point puts a rank on a boundary into the next quantile"]
    column = np.arange(float(n))
    theirs = ph_quantile(pd.DataFrame({"value": column}), "value", nquantiles=k, invert=False)["quantile"]
    ours = quantile(column, quantiles=k)
    np.testing.assert_array_equal(ours, counted(column.tolist(), k))
    assert (ours != theirs).sum() == 1


def test_ten_values_in_tenths_and_polarity() -> None:
    column = np.array([5.0, 1, 2, 3, 4, 6, 7, 8, 9, 10])
    assert quantile(column).tolist() == column.tolist()
    assert quantile(column, polarity="none").tolist() == column.tolist()
    assert quantile(column, polarity="low").tolist() == (11 - column).tolist()


def test_equal_values_share_a_quantile() -> None:
    assert quantile([1, 1, 1, 2], quantiles=2).tolist() == [1, 1, 1, 2]
    assert quantile([3, 3, 3, 3], quantiles=2).tolist() == [1, 1, 1, 1]


def test_missing_and_infinite_values_take_no_part() -> None:
    for absent in (np.nan, np.inf, -np.inf):
        for polarity in ("high", "low"):
            found = quantile([4, absent, 1, 3, 2], quantiles=4, polarity=polarity)
            assert np.isnan(found).tolist() == [False, True, False, False, False]
            np.testing.assert_array_equal(found[[0, 2, 3, 4]], quantile([4, 1, 3, 2], quantiles=4, polarity=polarity))


def test_fewer_values_than_quantiles_have_none() -> None:
    assert np.isnan(quantile([1, 2, 3], quantiles=4)).all()
    assert np.isnan(quantile([1, 2, 3, np.nan], quantiles=4)).all()
    assert not np.isnan(quantile([1, 2, 3, 4], quantiles=4)).any()


def test_groups_lie_on_the_leading_axes() -> None:
    random = np.random.default_rng(3)
    block = random.integers(0, 30, (2, 3, 25)).astype(float)
    block[0, 1, 3:] = np.nan
    found = quantile(block, quantiles=5)
    for place in np.ndindex(2, 3):
        np.testing.assert_array_equal(found[place], quantile(block[place], quantiles=5))
    assert np.isnan(found[0, 1]).all()


def test_shapes() -> None:
    assert quantile([]).shape == (0,)
    assert quantile(np.ones((0, 4))).shape == (0, 4)
    assert np.isnan(quantile(5.0))
    assert quantile(5.0).shape == ()


@pytest.mark.parametrize("k", [1, 0, -3, 2.5, np.nan, np.inf])
def test_refuses_what_is_no_number_of_quantiles(k: float) -> None:
    with pytest.raises(DomainError) as refusal:
        quantile([1, 2, 3], quantiles=k)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == f"quantiles is {k!r}; expected a whole number from 2. Use 10, 5 or 4"


def test_refuses_an_unknown_polarity() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'hihg'\. Did you mean 'high'\?$"):
        quantile([1, 2], quantiles=2, polarity="hihg")


@pytest.mark.parametrize("number", [1e19, 1_000_001])
def test_more_quantiles_than_areas_are_refused(number: float) -> None:
    with pytest.raises(DomainError, match="expected a whole number from 2"):
        quantile([1, 2, 3], quantiles=number)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [[10], [None], pd.Series([10, 5]), np.array([True])], ids=repr)
def test_one_number_of_quantiles_for_all(number: object) -> None:
    with pytest.raises(DomainError, match=r"^quantiles (is|holds) [^\n]*; expected "):
        quantile([1, 2, 3], quantiles=number)  # pyright: ignore[reportArgumentType]
