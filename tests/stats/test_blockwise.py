import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.stats.arrays import Numbers
from tht_xl.stats.blockwise import BLOCK, in_blocks
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval, rate_interval


def add_twice(x: Numbers, y: Numbers, result: Numbers, work: Numbers) -> None:
    np.add(x, y, out=work)
    np.add(work, work, out=result)


def doubled_sum(x: Numbers, y: Numbers) -> Numbers:
    (result,) = in_blocks(add_twice, (x, y), results=1, scratch=1)
    return result


@settings(max_examples=30)
@given(
    st.sampled_from([(), (0,), (1,), (BLOCK - 1,), (BLOCK,), (BLOCK + 1,), (3 * BLOCK + 5,), (3, BLOCK), (2, 3, 4)]),
    st.sampled_from(["same", "scalar", "integer", "reversed", "column-major"]),
)
def test_blocks_give_what_the_whole_gives(shape: tuple[int, ...], other: str) -> None:
    x = np.arange(float(np.prod(shape))).reshape(shape)
    y = {
        "same": x + 0.5,
        "scalar": np.array(3.0),
        "integer": x.astype(np.int32),
        "reversed": x[::-1] if x.ndim else x,
        "column-major": np.asfortranarray(x),
    }[other]
    np.testing.assert_array_equal(doubled_sum(x, y), (x + y) * 2)


def test_axes_broadcast() -> None:
    x, y = np.arange(200.0)[:, None], np.arange(90.0)
    np.testing.assert_array_equal(doubled_sum(x, y), (x + y) * 2)
    assert doubled_sum(np.empty((0, 1)), y).shape == (0, 90)


def test_inputs_are_left_as_they_were() -> None:
    x, n = np.array([5.0, 0.0, -1.0, 20.0]), np.array([10.0, 10.0, 10.0, 0.0])
    before = x.copy(), n.copy()
    wilson_interval(x, n)
    rate_interval(x, n)
    poisson_interval(x)
    np.testing.assert_array_equal((x, n), before)


@pytest.mark.parametrize("row", [0, BLOCK - 1, BLOCK, 2 * BLOCK + 6])
def test_a_bad_row_in_any_block_spoils_one_row(row: int) -> None:
    n = np.full(2 * BLOCK + 7, 50.0)
    x = np.resize(np.arange(51.0), n.size)
    x[row] = -1
    for lower, upper in (wilson_interval(x, n), rate_interval(x, n)):
        assert np.flatnonzero(np.isnan(lower)).tolist() == np.flatnonzero(np.isnan(upper)).tolist() == [row]
    n[row], x[row] = 0, 0
    for lower, upper in (wilson_interval(x, n), rate_interval(x, n)):
        assert np.flatnonzero(np.isnan(lower)).tolist() == np.flatnonzero(np.isnan(upper)).tolist() == [row]
