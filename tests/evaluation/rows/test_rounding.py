"""Numbers of one key are put into the same words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.rows.rounding import number_keys, share_keys
from tht_xl.evaluation.sentence import number, share_in_words

shares = st.one_of(
    st.floats(0, 1),
    st.tuples(st.integers(0, 3_000), st.integers(1, 3_000)).map(lambda pair: min(pair) / max(pair)),
    st.sampled_from([0.0, 1.0, 0.5, 1 / 3, 0.05, 0.25 + 0.01, 1e-9, 1 - 1e-9, 0.0005, 0.1054422]),
)
numbers = st.one_of(
    st.floats(-1e18, 1e18),
    st.integers(-40_000, 40_000).map(lambda n: n / 16),
    st.sampled_from([0.0, -0.0, -0.04, 0.05, -0.05, 78.25, 78.35, 1e17, 2.0**50, 0.45, 1.005]),
)


def check(keys: list[int], texts: list[str]) -> None:
    said: dict[int, str] = {}
    for key, text in zip(keys, texts, strict=True):
        assert said.setdefault(key, text) == text


@given(st.lists(shares, max_size=40))
def test_shares_of_one_key_are_one_text(some: list[float]) -> None:
    check(share_keys(np.array(some, float)).tolist(), [share_in_words(share) for share in some])


@given(st.lists(numbers, max_size=40), st.integers(0, 3))
def test_numbers_of_one_key_are_one_text(some: list[float], decimals: int) -> None:
    keys = number_keys(np.array(some, float), np.full(len(some), decimals))
    check(keys.tolist(), [number(value, decimals) for value in some])


def test_alike_numbers_share_a_key() -> None:
    # Two thousand values with one decimal are a few dozen texts.
    values = np.random.default_rng(1).uniform(20, 30, 2_000)
    assert len(set(number_keys(values, np.full(2_000, 1)).tolist())) == 101
    assert len(set(share_keys(values / 100).tolist())) <= 12
