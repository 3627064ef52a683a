"""Former names: the same result as the current ones, and a warning that names them."""

from dataclasses import asdict, fields
from importlib import import_module
from typing import Any

import pytest

from tht_xl.disclosure.interval_guard import numerators_that_fit
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule
from tht_xl.former_names import FORMER_NAMES
from tht_xl.stats.directly_standardised import (
    directly_standardised_rate_of_non_independent_events,
    directly_standardised_rate_of_repeats,
)

FORMER = {
    "withheld_to": "suppression_threshold",
    "rounded_to": "rounding_base",
    "spares_national": "exempts_national",
}


@pytest.mark.parametrize(("former", "current"), FORMER.items())
def test_former_fields_of_a_disclosure_rule(former: str, current: str) -> None:
    rule = DISCLOSURE_RULES["1-7"]
    with pytest.warns(DeprecationWarning, match=f"^{former} is called {current}$") as warned:
        assert getattr(rule, former) == getattr(rule, current)
    assert warned[0].filename == __file__
    given: dict[str, Any] = asdict(rule)
    given[former] = given.pop(current)
    with pytest.warns(DeprecationWarning, match=f"^{former} is called {current}$") as warned:
        assert DisclosureRule(**given) == rule
    assert warned[0].filename == __file__


def test_former_keyword_of_a_function() -> None:
    former: dict[str, Any] = {"rounded_to": 10}
    with pytest.warns(DeprecationWarning, match="^rounded_to is called rounding_base$"):
        fitting = numerators_that_fit(310, 2940, 9.5, 11.7, **former)
    assert fitting == numerators_that_fit(310, 2940, 9.5, 11.7, rounding_base=10)


def test_both_names_at_once_are_refused() -> None:
    both: dict[str, Any] = {"rounded_to": 10, "rounding_base": 5}
    with (
        pytest.warns(DeprecationWarning),
        pytest.raises(TypeError, match="rounded_to and rounding_base are given; expected one of them"),
    ):
        numerators_that_fit(310, 2940, 9.5, 11.7, **both)


def test_former_name_of_a_function() -> None:
    given = ([[6, 20], [1, 5]], [1, 2], [10_000, 5_000], [70_000, 30_000])
    with pytest.warns(DeprecationWarning, match="^directly_standardised_rate_of_repeats is called .*_events$"):
        former = directly_standardised_rate_of_repeats(*given)
    assert repr(former) == repr(directly_standardised_rate_of_non_independent_events(*given))


def test_a_rule_has_the_current_names() -> None:
    assert set(FORMER.values()) <= {each.name for each in fields(DisclosureRule)}


@pytest.mark.parametrize(("former", "name"), FORMER_NAMES.items())
def test_a_former_name_gives_the_same_things_and_says_the_new_one(former: str, name: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"^{former} is called {name}$"):
        old = import_module(former)
    new = vars(import_module(name))
    public = {key for key in new if not key.startswith("_")}
    assert public
    assert all(vars(old)[key] is new[key] for key in public)


def test_other_names_are_unknown_as_ever() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"tht_xl\.monitoring\.nothing"):
        import_module("tht_xl.monitoring.nothing")
