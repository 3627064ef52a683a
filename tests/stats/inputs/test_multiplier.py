from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.stats.directly_standardised import (
    directly_standardised_rate,
    directly_standardised_rate_of_non_independent_events,
)
from tht_xl.stats.funnel import funnel_limits, funnel_significance
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate, indirectly_standardised_ratio
from tht_xl.stats.proportion import proportion
from tht_xl.stats.rate import crude_rate, rate_interval
from tht_xl.stats.slope_index import slope_index
from tht_xl.stats.slope_simulation import simulated_slope_index

AREA = [8, 30], [10_000, 5_000], [70_000, 30_000]
REFERENCE = [8, 30], [10_000, 5_000], [600, 5_000], [1e6, 1e6]
TENTHS = [0.2, 0.3], [0.1, 0.1], [10, 10]

BY_ROW: dict[str, Callable[..., object]] = {
    "proportion": lambda per: proportion([1, 2], 10, multiplier=per),
    "rate": lambda per: crude_rate([1, 2], 10, multiplier=per),
    "limits of a rate": lambda per: rate_interval([1, 2], 10, multiplier=per),
    "funnel": lambda per: funnel_limits([10, 20], 1, "ratio", multiplier=per),
    "significance": lambda per: funnel_significance([10, 20], [5, 5], "ratio", multiplier=per),
}
FOR_ALL: dict[str, Callable[..., object]] = {
    "direct": lambda per: directly_standardised_rate(*AREA, multiplier=per),
    "repeats": lambda per: directly_standardised_rate_of_non_independent_events(
        [AREA[0]], [1], *AREA[1:], multiplier=per
    ),
    "indirect": lambda per: indirectly_standardised_rate(*REFERENCE, multiplier=per),
}
EITHER_SIGN: dict[str, Callable[..., object]] = {
    "slope": lambda per: slope_index(*TENTHS, multiplier=per),
    "simulation": lambda per: simulated_slope_index(*TENTHS, scale="log", draws=1_000, multiplier=per),
}
HAVE_A_DEFAULT = "funnel", "significance"
NONE_OF_THEM = [
    (0, "0"),
    (np.nan, "nan"),
    (np.inf, "inf"),
    (None, "None"),
    ("100", "'100'"),
    (True, "True"),
    (pd.NA, "<NA>"),
    (1 + 1j, "(1+1j)"),
    (10**400, "1" + "0" * 59),
]


@pytest.mark.parametrize("function", BY_ROW | FOR_ALL)
@pytest.mark.parametrize(("per", "shown"), [*NONE_OF_THEM, (-1, "-1"), (-np.inf, "-inf")], ids=str)
def test_refuses_what_is_no_multiplier(function: str, per: object, shown: str) -> None:
    if per is None and function in HAVE_A_DEFAULT:
        return
    with pytest.raises(DomainError) as refusal:
        (BY_ROW | FOR_ALL)[function](per)
    assert str(refusal.value) == f"multiplier is {shown}; expected a number above 0. Write 100 for per cent"


@pytest.mark.parametrize("function", EITHER_SIGN)
@pytest.mark.parametrize(("per", "shown"), NONE_OF_THEM, ids=str)
def test_an_index_may_be_turned_round_and_nothing_else(function: str, per: object, shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        EITHER_SIGN[function](per)
    assert str(refusal.value) == (
        f"multiplier is {shown}; expected a number other than 0. Use 100 for percentages, -1 to reverse the index"
    )
    assert EITHER_SIGN[function](-1).interval.lower <= EITHER_SIGN[function](-1).interval.upper  # type: ignore[attr-defined]


@pytest.mark.parametrize("function", FOR_ALL | EITHER_SIGN)
@pytest.mark.parametrize("per", [[100, 1000], pd.Series([100]), [[1, 2], [3]]], ids=str)
def test_one_multiplier_for_all(function: str, per: object) -> None:
    with pytest.raises(DomainError, match=r"^multiplier is [^\n]*; expected a number "):
        (FOR_ALL | EITHER_SIGN)[function](per)


def test_the_scale_is_named() -> None:
    with pytest.raises(DomainError) as refusal:
        indirectly_standardised_ratio(*REFERENCE, scale=None)  # type: ignore[arg-type]
    assert str(refusal.value) == "scale is None; expected a number above 0. Write 100 for per cent"


@pytest.mark.parametrize("wrong", [0, -100, np.nan, np.inf, None])
def test_one_bad_multiplier_spoils_one_row(wrong: float | None) -> None:
    per = [100, wrong]
    np.testing.assert_array_equal(proportion([1, 2], 10, multiplier=per), [10, np.nan])
    np.testing.assert_array_equal(crude_rate([1, 2], 10, multiplier=per), [10, np.nan])
    for limits in (rate_interval([1, 2], 10, multiplier=per), funnel_limits([10, 20], 1, "ratio", multiplier=per)):
        for limit in limits:
            np.testing.assert_array_equal(np.isnan(limit), [False, True])
    assert funnel_significance([10, 20], [5, 5], "ratio", average=100, multiplier=per).tolist()[1] == ""
