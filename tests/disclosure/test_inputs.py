from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tht_xl.disclosure.differencing import find_differences, has_small_remainder, has_small_step
from tht_xl.disclosure.groups import release_groups
from tht_xl.disclosure.inputs import counts_given, flags_given, truths_given
from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.rules import DISCLOSURE_RULES, apply, has_small_complement, is_small, round_to
from tht_xl.disclosure.totals import safe_total
from tht_xl.disclosure.two_way import suppress_table, with_totals
from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.arrays import Numbers

UNEQUAL = [[3, 12], [4]]
BY_RULE: list[Callable[..., object]] = [
    lambda rule: suppress([3, 12], rule, 15),
    lambda rule: suppress_table([[3, 3], [3, 3]], rule),
    lambda rule: release_groups(rule, 3, 10),
    lambda rule: apply(rule, 3, 10),
    lambda rule: is_small(rule, 3),
    lambda rule: has_small_complement(rule, 98, 100),
    lambda rule: has_small_step(rule, [30, 33]),
    lambda rule: has_small_remainder(rule, 33, [30]),
    lambda rule: find_differences(rule, [33, 30], [[True, True], [True, False]]),
]
OF_COUNTS: list[Callable[..., object]] = [
    lambda given: suppress(given, "1-5"),
    lambda given: suppress_table(given, "1-5"),
    lambda given: with_totals(given),
    lambda given: release_groups("1-5", given, 10),
    lambda given: apply("1-5", given, 10),
    lambda given: is_small("1-5", given),
    lambda given: round_to(given),
    lambda given: has_small_step("1-5", given),
    lambda given: safe_total(given, ""),
]


def test_counts() -> None:
    np.testing.assert_array_equal(counts_given("counts", np.array([3, None, 2.5, -1], object)), [3, np.nan, 2.5, -1])
    assert np.isnan(counts_given("counts", None))  # type: ignore[arg-type]


def test_flags() -> None:
    assert flags_given("is_national", True, (2,)).tolist() == [True, True]
    with pytest.raises(DomainError) as refused:
        flags_given("is_national", [True] * 3, (2,))
    assert str(refused.value) == (
        "is_national does not match the data, which have the shape (2,). "
        "Give one True or False for all, or one for each"
    )


OF_TRUTHS: list[Callable[..., object]] = [
    lambda given: apply("1-5", 3, 10, is_national=given),
    lambda given: apply("1-5", 3, 10, public_denominator=given),
    lambda given: release_groups("1-5", 3, 10, is_national=given),
    lambda given: release_groups("1-5", 30, 32, public_denominator=given),
    lambda given: suppress([3, 12], "1-5", 15, is_national_total=given),
    lambda given: suppress_table(with_totals([[3, 12]]), "1-5", is_national=given),
    lambda given: find_differences("1-5", [43], [[given]]),
]


@pytest.mark.parametrize("judge", OF_TRUTHS)
@pytest.mark.parametrize(("given", "shown"), [("no", "'no'"), (np.nan, "nan"), (None, "None"), (2, "2")])
def test_what_is_neither_true_nor_false_lifts_no_rule(judge: Callable[..., object], given: object, shown: str) -> None:
    with pytest.raises(DomainError) as refused:
        judge(given)
    name, _, rest = str(refused.value).partition(" ")
    assert name in {"is_national", "public_denominator", "is_national_total", "members"}
    assert rest == f"holds {shown}; expected true or false. Give one True or False for all, or one for each"


def test_zeros_and_ones_are_truths() -> None:
    each: list[Any] = [0, 1.0, np.int64(1), True]
    assert truths_given("is_national", each).tolist() == [False, True, True, True]


@pytest.mark.parametrize("judge", BY_RULE)
def test_a_rule_may_be_named(judge: Callable[..., object]) -> None:
    assert repr(judge("1-5")) == repr(judge(DISCLOSURE_RULES["1-5"]))
    with pytest.raises(UnknownNameError, match=r"^unknown disclosure rule '1-6'\. Did you mean '1-"):
        judge("1-6")
    for other in (None, 5):
        with pytest.raises(DomainError, match=rf"^rule is {other}; expected the name of a disclosure rule\. Give one"):
            judge(other)


@pytest.mark.parametrize("judge", OF_COUNTS)
def test_what_is_no_count_is_refused_by_name(judge: Callable[..., object]) -> None:
    refused = {"rows of unequal length": UNEQUAL, "the text 'many'": [3, "many"], "the boolean True": [3, True]}
    for what, given in refused.items():
        with pytest.raises(DomainError, match=rf"^(counts|cumulative|table) holds {what}"):
            judge(given)


def test_differences_of_what_is_no_count() -> None:
    for wrong in (np.inf, -3):
        with pytest.raises(DomainError, match=rf"^counts holds {wrong}; expected counts from 0 up\. Give NaN where"):
            find_differences("1-5", [wrong, 3], [[True], [True]])
        with pytest.raises(DomainError, match=rf"^cumulative holds {wrong}; expected counts from 0 up"):
            has_small_step("1-5", [3, wrong])
    with pytest.raises(DomainError, match=r"^members holds rows of unequal length"):
        find_differences("1-5", [43, 40], [[True, True], [True]])
    with pytest.raises(DomainError, match=r"^wholes have the shape \(3,\) beside parts of the shape \(2, 2\)"):
        has_small_remainder("1-5", [1, 2, 3], [[1, 2], [3, 4]])


@pytest.mark.parametrize("total", [-15, 15.5, np.inf])
def test_a_total_that_is_no_count_releases_nothing_of_its_table(total: float) -> None:
    for judged in (
        suppress([[3, 12], [3, 12]], "1-5", [total, 15]).symbols,
        suppress_table([[[3, 12, total], [3, 12, 15]], with_totals([[9, 12]])], "1-5").symbols,
    ):
        assert set(np.ravel(judged[0])) == {""}
    kept: Numbers = suppress([[30, 12], [30, 12]], "1-5", [total, 42]).counts
    np.testing.assert_array_equal(kept, [[np.nan, np.nan], [30, 12]])
