import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.rules import (
    DISCLOSURE_RULES,
    apply,
    find_disclosure_rule,
    has_small_complement,
    round_to,
)
from tht_xl.errors import DomainError, UnknownNameError

ALL = sorted(DISCLOSURE_RULES)
counts = st.lists(st.integers(0, 60), min_size=1, max_size=20)


def shown(name: str, given: list[float], **flags: bool) -> list[float | str]:
    result = apply(DISCLOSURE_RULES[name], given, 1000, **flags)
    return [symbol or count for symbol, count in zip(result.symbols, result.counts.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("published", [0, 1, 5, 6, 7, 8, 12, 13]),
        ("round-5", [0, 0, 5, 5, 5, 10, 10, 15]),
        ("1-7", [0, "[c]", "[c]", "[c]", "[c]", 10, 10, 15]),
        ("1-5", [0, "[c]", "[c]", 6, 7, 8, 12, 13]),
    ],
)
def test_each_rule(name: str, expected: list[float | str]) -> None:
    assert shown(name, [0, 1, 5, 6, 7, 8, 12, 13]) == expected


@pytest.mark.parametrize(("name", "expected"), [("1-7", [3, 12]), ("1-5", [3, 12]), ("round-5", [5, 10])])
def test_withholding_is_for_areas_smaller_than_the_country(name: str, expected: list[float]) -> None:
    assert shown(name, [3, 12], is_national=True) == expected


@given(counts, st.sampled_from(ALL))
def test_what_is_released_may_be_released_again(given: list[int], name: str) -> None:
    rule = DISCLOSURE_RULES[name]
    once = apply(rule, given, 100)
    again = apply(rule, once.counts, once.denominators)
    np.testing.assert_array_equal(again.counts, once.counts)
    assert "[c]" not in again.symbols.tolist()


@given(counts, st.integers(0, 60), st.sampled_from(ALL))
def test_a_proportion_stays_a_proportion(given: list[int], more: int, name: str) -> None:
    released = apply(DISCLOSURE_RULES[name], given, np.array(given) + more)
    assert not (released.counts > released.denominators).any()


def test_a_small_denominator_withholds_the_row() -> None:
    released = apply(DISCLOSURE_RULES["1-7"], [0, 0, 40], [7, 43, 43])
    np.testing.assert_array_equal(released.counts, [np.nan, 0, 40])
    np.testing.assert_array_equal(released.denominators, [np.nan, 45, 45])
    assert released.symbols.tolist() == ["[c]", "", ""]


def test_a_public_population_is_left_as_it_is() -> None:
    released = apply(DISCLOSURE_RULES["1-7"], [12, 3], [616_283, 6], public_denominator=True)
    assert released.denominators.tolist() == [616_283, 6]
    assert released.symbols.tolist() == ["", "[c]"]


def test_one_bad_row_spoils_one_row() -> None:
    released = apply(DISCLOSURE_RULES["1-5"], [12, np.nan, -3, 12], [100, 100, 100, np.nan])
    np.testing.assert_array_equal(released.counts, [12, np.nan, np.nan, 12])
    np.testing.assert_array_equal(released.denominators, [100, 100, 100, np.nan])
    assert released.symbols.tolist() == [""] * 4


def test_a_fraction_just_above_the_limit_is_not_rounded_into_it() -> None:
    assert shown("1-7", [0.4, 7.4, 8]) == ["[c]", "[c]", 10]


def test_98_of_100_tells_of_2() -> None:
    rule = DISCLOSURE_RULES["1-7"]
    assert has_small_complement(rule, [98, 100, 90, np.nan], 100).tolist() == [True, False, False, False]
    assert not has_small_complement(DISCLOSURE_RULES["published"], 98, 100)


def test_rounding() -> None:
    np.testing.assert_array_equal(round_to([0, 2, 2.5, 3, -1, np.nan]), [0, 0, 5, 5, np.nan, np.nan])
    assert round_to(44, base=10) == 40
    with pytest.raises(DomainError, match=r"^base is 0; expected 1 or more\. Counts are usually rounded to 5\.$"):
        round_to(4, base=0)
    with pytest.raises(DomainError, match=r"^base is inf; expected 1 or more"):
        round_to(4, base=np.inf)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match=r"^base holds the text 'five'; expected numbers\."):
        round_to(4, base="five")  # type: ignore[arg-type]


def test_rules_are_known_by_their_names() -> None:
    assert all(find_disclosure_rule(name).name == name for name in ALL)
    assert set(ALL) == {"published", "round-5", "1-7", "1-5"}
    with pytest.raises(UnknownNameError) as refusal:
        find_disclosure_rule("round5")
    assert str(refusal.value) == "unknown disclosure rule 'round5'. Did you mean 'round-5'?"


@pytest.mark.parametrize(
    ("name", "least_possible", "complements", "whole_groups"),
    [("published", 0, False, False), ("round-5", 0, False, False), ("1-7", 2, True, False), ("1-5", 5, True, True)],
)
def test_what_each_rule_protects_besides_the_count(
    name: str, least_possible: int, complements: bool, whole_groups: bool
) -> None:
    rule = DISCLOSURE_RULES[name]
    assert (rule.least_possible, rule.protects_complements, rule.protects_whole_groups) == (
        least_possible,
        complements,
        whole_groups,
    )
    assert rule.least_possible <= rule.suppression_threshold
    assert name == "published" or "standardised rates and their intervals" in rule.exempts
