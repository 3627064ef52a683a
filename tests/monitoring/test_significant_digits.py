import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.monitoring.significant_digits import compare_digits, meets

numbers = st.floats(-1e12, 1e12, allow_subnormal=False)


def test_floats_that_look_alike_are_equal() -> None:
    assert compare_digits([57 / 100 * 100, 0.1 + 0.2, 1 - 0.05], [57, 0.3, 0.95]).tolist() == [0, 0, 0]


def test_the_fifteenth_digit_counts() -> None:
    assert compare_digits([56.9999999999999, 57.0000000000001], 57).tolist() == [-1, 1]
    assert compare_digits(1.00000000000001, 1) == 1
    assert compare_digits(1e-300, 0) == 1


@given(numbers, st.one_of(numbers, st.floats(-3e-14, 3e-14)))
def test_agrees_with_the_digits_written_out(left: float, right: float) -> None:
    for other in (right, left * (1 + right) if abs(right) < 1e-13 else right):
        a, b = float(f"{left:.15g}"), float(f"{other:.15g}")
        assert compare_digits(left, other) == (a > b) - (a < b)


def test_meets_looks_the_way_that_is_good() -> None:
    assert meets([9, 10, 11], 10, "high").tolist() == [False, True, True]
    assert meets([9, 10, 11], 10, "low").tolist() == [True, True, False]
    assert meets([9, 10, 11], 10, "none").tolist() == [False, False, False]


def test_the_unknown_meets_nothing() -> None:
    assert meets([np.nan, 1], [1, np.nan], ["high", "low"]).tolist() == [False, False]
    assert np.isnan(compare_digits([np.nan, 1], [1, np.nan])).all()
