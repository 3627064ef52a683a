import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.rating import (
    RATING_RULES,
    find_rating_rule,
    is_minimum_possible,
    rate,
    rate_with_tolerance,
    report_only,
)

tenths = st.integers(-1000, 1000).map(lambda n: n / 10)
ORDER = ["Red", "Amber", "Green"]


def test_tower_hamlets_rule() -> None:
    values = [92, 91, 90.9, 90, 89.9]
    assert rate(values, 91, "high", minimum=90).tolist() == ["Green", "Green", "Amber", "Amber", "Red"]
    mirrored = [-v for v in values]
    assert rate(mirrored, -91, "low", minimum=-90).tolist() == ["Green", "Green", "Amber", "Amber", "Red"]


def test_without_a_minimum_nothing_is_amber() -> None:
    assert rate([91, 90.9], 91, "high").tolist() == ["Green", "Red"]


def test_published_edges() -> None:
    assert rate(57 / 100 * 100, 57, "high").item() == "Green"
    assert rate_with_tolerance(0.95, 1.0, "high", 0.05).item() == "Amber"


def test_tolerance_is_a_share_of_the_target_on_either_side() -> None:
    assert rate_with_tolerance([100, 95, 94.9], 100, "high", 0.05).tolist() == ["Green", "Amber", "Red"]
    assert rate_with_tolerance([100, 105, 105.1], 100, "low", 0.05).tolist() == ["Green", "Amber", "Red"]
    assert rate_with_tolerance([-100, -105, -105.1], -100, "high", 0.05).tolist() == ["Green", "Amber", "Red"]
    assert rate_with_tolerance([100, 99.99], 100, "high", 0).tolist() == ["Green", "Red"]


@given(tenths, tenths, tenths, st.integers(0, 500).map(lambda n: n / 10), st.sampled_from(["high", "low"]))
def test_a_better_value_is_never_rated_worse(
    value: float, other: float, target: float, slack: float, polarity: str
) -> None:
    minimum = target - slack if polarity == "high" else target + slack
    words = rate([value, other], target, polarity, minimum).tolist()
    better = value >= other if polarity == "high" else value <= other
    assert (ORDER.index(words[0]) >= ORDER.index(words[1])) or not better
    share = rate_with_tolerance([value, other], target, polarity, 0.1).tolist()
    assert (ORDER.index(share[0]) >= ORDER.index(share[1])) or not better


@given(tenths, tenths, st.integers(0, 500).map(lambda n: n / 10))
def test_low_is_the_mirror_of_high(value: float, target: float, slack: float) -> None:
    assert rate(value, target, "high", target - slack) == rate(-value, -target, "low", slack - target)


def test_nothing_to_rate() -> None:
    assert rate([np.nan, 5, 5, np.nan], [5, np.nan, 5, np.nan], ["high", "low", "none", "none"]).tolist() == [
        "", "No target", "Data only", "",
    ]  # fmt: skip


def test_a_minimum_beyond_its_target_is_refused_in_its_row_only() -> None:
    assert rate(5, [5, 5, 5], "high", [4, 6, np.nan]).tolist() == ["Green", "", "Green"]
    assert is_minimum_possible(5, [4, 5, 6, np.nan], "high").tolist() == [True, True, False, True]
    assert is_minimum_possible(5, [4, 5, 6, np.nan], "low").tolist() == [False, True, True, True]
    assert bool(is_minimum_possible(5, 6, "none"))
    assert bool(is_minimum_possible(np.nan, 6, "high"))


def test_a_tolerance_out_of_range_spoils_its_row_only() -> None:
    assert rate_with_tolerance(5, 5, "high", [0.05, 1, -0.1, np.nan]).tolist() == ["Green", "", "", ""]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tower-hamlets", ["Green", "Amber", "Red", ""]),
        ("tolerance", ["Green", "Red", "Red", ""]),
        ("havering", ["Green", "Red", "Red", ""]),
        ("benchmark", ["Green", "Red", "Red", ""]),
        ("data-only", ["Data only", "Data only", "Data only", ""]),
    ],
)
def test_named_rules(name: str, words: list[str]) -> None:
    rule = find_rating_rule(name)
    assert rule.name == name
    values = np.array([10.5, 8, 6, np.nan])
    found = rule.rate(values, 10, "high", 7, 0.1, previous=9, lower=[10.1, 7, 5, np.nan], upper=values + 1)
    assert found.tolist() == words


@pytest.mark.parametrize("name", ["havering", "benchmark"])
def test_rules_that_look_further_say_nothing_where_they_cannot(name: str) -> None:
    assert find_rating_rule(name).rate([8, np.nan], 10, "high").tolist() == ["", ""]


def test_only_the_tolerance_rule_needs_a_tolerance() -> None:
    assert [name for name, rule in RATING_RULES.items() if rule.needs_tolerance] == ["tolerance"]


def test_refuses_an_unknown_rule_and_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        find_rating_rule("tower-hamlet")
    assert str(refusal.value) == "unknown rating rule 'tower-hamlet'. Did you mean 'tower-hamlets'?"


@pytest.mark.parametrize("target", [np.inf, -np.inf])
@pytest.mark.parametrize("polarity", ["high", "low"])
def test_an_infinite_target_rates_nothing(target: float, polarity: str) -> None:
    assert rate(5, target, polarity).item() == ""


@pytest.mark.parametrize("name", [None, 5, ["tolerance"]])
def test_a_rule_that_is_no_name_is_refused(name: object) -> None:
    with pytest.raises(
        UnknownNameError, match=r"^unknown rating rule .*(Known: tower-hamlets|Did you mean 'tolerance')"
    ):
        find_rating_rule(name)  # type: ignore[arg-type]


def test_report_only_refuses_text() -> None:
    with pytest.raises(DomainError, match=r"^value holds the text 'many'"):
        report_only("many")
