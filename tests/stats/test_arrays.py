from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import check_shapes, column, named_columns, named_numbers, numbers
from tht_xl.stats.directly_standardised import (
    directly_standardised_rate,
    directly_standardised_rate_of_non_independent_events,
)
from tht_xl.stats.distributions.normal_limits import normal_interval, standard_error
from tht_xl.stats.distributions.poisson import byar_interval
from tht_xl.stats.funnel import funnel_limits, funnel_significance
from tht_xl.stats.indirectly_standardised import indirectly_standardised_ratio
from tht_xl.stats.life_expectancy import life_expectancy
from tht_xl.stats.mean import mean_interval
from tht_xl.stats.process_control import process_control
from tht_xl.stats.projection import least_squares_line
from tht_xl.stats.proportion import proportion, wilson_interval
from tht_xl.stats.quantile import quantile
from tht_xl.stats.rate import poisson_interval, rate_interval
from tht_xl.stats.slope_index import relative_index, slope_index
from tht_xl.stats.trend import interval_trend, proportion_trend

TAKE_COUNTS: dict[str, Callable[[ArrayLike], object]] = {
    "numerator": lambda each: proportion(each, 10),
    "numerator of limits": lambda each: wilson_interval(each, 10),
    "denominator": lambda each: wilson_interval(1, each),
    "count": lambda each: poisson_interval(each),
    "count of byar": lambda each: byar_interval(each),
    "count of rate": lambda each: rate_interval(each, 10),
    "multiplier": lambda each: rate_interval(1, 10, multiplier=each),
    "values": mean_interval,
    "values of quantiles": quantile,
    "values of a process": process_control,
    "counts": lambda each: directly_standardised_rate(each, [10, 10], [1, 1]),
    "standard": lambda each: directly_standardised_rate([10, 10], [10, 10], each),
    "people": lambda each: directly_standardised_rate_of_non_independent_events(each, [1, 2], [10, 10], [1, 1]),
    "events_each": lambda each: directly_standardised_rate_of_non_independent_events([[1, 2]], each, [10, 10], [1, 1]),
    "reference_counts": lambda each: indirectly_standardised_ratio([1, 2], [10, 10], each, [10, 10]),
    "counts of a ratio": lambda each: indirectly_standardised_ratio(each, [10, 10], [1, 1], [10, 10]),
    "deaths": lambda each: life_expectancy(each, [10, 10], age_starts=[0, 65]),
    "age_starts": lambda each: life_expectancy([1, 1], [10, 10], age_starts=each),  # pyright: ignore[reportArgumentType]
    "values of a slope": lambda each: slope_index(each, [1, 1], [1, 1]),
    "standard_errors": lambda each: relative_index([1, 1], each, [1, 1]),
    "denominators": lambda each: funnel_limits(each, 1, "ratio"),
    "average": lambda each: funnel_significance([1, 2], [10, 10], "ratio", average=each),
    "counts of a trend": lambda each: proportion_trend(each, [10] * 5),
    "times": lambda each: proportion_trend([1] * 5, [10] * 5, times=each),
    "lowers": lambda each: interval_trend([1] * 5, each, [2] * 5),
    "estimate": lambda each: normal_interval(each, 1),
    "standard_error": lambda each: normal_interval(1, each),
    "upper": lambda each: standard_error(1, each),
    "times of a line": lambda each: least_squares_line(each, [1, 2]),
}
"""Functions by the argument that they are to name."""


def test_integers_stay_integers_until_they_are_read() -> None:
    whole = np.arange(3)
    assert column("count", whole) is whole
    assert numbers("count", whole).dtype == np.float64


def test_nothing_known_is_nan() -> None:
    np.testing.assert_array_equal(numbers("count", np.array([1, None])), [1, np.nan])
    np.testing.assert_array_equal(numbers("count", pd.Series([1.0, None])), [1, np.nan])
    np.testing.assert_array_equal(numbers("count", pd.Series([1, None], dtype="Int64")), [1, np.nan])


TEXTS = "Convert the texts to numbers first, with NaN for those that mean a missing value"
NOTHING = "Write None or NaN for a missing value"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["1", "2"], f"the text '1' in place 1 of 2; expected numbers. {TEXTS}"),
        ("12", f"the text '12'; expected numbers. {TEXTS}"),
        ([1, "x" * 90], f"the text '{'x' * 40}' in place 2 of 2; expected numbers. {TEXTS}"),
        (pd.Series([3, "n/a"], dtype=object), f"the text 'n/a' in place 2 of 2; expected numbers. {TEXTS}"),
        (pd.Series(["a", "b"]), f"the text 'a' in place 1 of 2; expected numbers. {TEXTS}"),
        (b"3", f"the text b'3'; expected numbers. {TEXTS}"),
        ([{}, 2], f"{{}} in place 1 of 2; expected numbers. {NOTHING}"),
        ([[1, 2], [3, object]], f"<class 'object'> in place 4 of 4; expected numbers. {NOTHING}"),
        ({1, 2}, f"{{1, 2}}; expected numbers. {NOTHING}"),
        ([1, pd.NA], f"<NA> in place 2 of 2; expected numbers. {NOTHING}"),
        ([1 + 2j], f"(1+2j); expected numbers. {NOTHING}"),
        (np.array([1, 2j]), f"(1+0j) in place 1 of 2; expected numbers. {NOTHING}"),
        (np.array(["2025-09-05"], "M8[D]"), f"2025-09-05; expected numbers. {NOTHING}"),
        (np.array([3], "m8[D]"), f"3 days; expected numbers. {NOTHING}"),
        (True, f"the boolean True; expected numbers. {NOTHING}"),
        (np.array([True, False]), f"the boolean True in place 1 of 2; expected numbers. {NOTHING}"),
        ([3, False, True], f"the boolean False in place 2 of 3; expected numbers. {NOTHING}"),
        ([[1, 2], [3, True]], f"the boolean True in place 4 of 4; expected numbers. {NOTHING}"),
        (
            pd.Series([True, None], dtype="boolean"),
            f"the boolean True in place 1 of 2; expected numbers. {NOTHING}",
        ),
        (10**400, f"1{'0' * 59}; expected numbers. Numbers of up to 308 digits can be read"),
    ],
    ids=repr,
)
def test_refuses_what_is_no_number(given: ArrayLike, problem: str) -> None:
    with pytest.raises(DomainError) as refusal:
        rate_interval(given, 100)
    assert str(refusal.value) == f"count holds {problem}"


@pytest.mark.parametrize("ragged", [[[1, 2], [3]], [[[1]], [2]], [[1, 2], 3]], ids=repr)
@pytest.mark.parametrize("call", TAKE_COUNTS, ids=repr)
def test_rows_of_different_lengths_are_named(call: str, ragged: ArrayLike) -> None:
    with pytest.raises(DomainError) as refusal:
        TAKE_COUNTS[call](ragged)
    assert str(refusal.value) == (
        f"{call.partition(' ')[0]} has rows of different lengths; expected rows of one length. "
        "Fill the short ones with NaN"
    )


def test_decimals_and_fractions_are_numbers() -> None:
    given: list[Any] = [Decimal("1.5"), Fraction(1, 4), None]
    np.testing.assert_array_equal(numbers("count", given), [1.5, 0.25, np.nan])


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
