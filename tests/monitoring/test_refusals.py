"""Bad input to any rule: one line that names the argument, the value and what to do."""

from collections.abc import Callable

import pytest

from tht_xl.errors import DomainError
from tht_xl.monitoring.benchmark import compare
from tht_xl.monitoring.change import change
from tht_xl.monitoring.direction import direction
from tht_xl.monitoring.gap import gap, people_to_target
from tht_xl.monitoring.goal import compare_with_goal
from tht_xl.monitoring.rating import rate

RULES: list[tuple[Callable[..., object], int]] = [
    (compare, 4),
    (change, 6),
    (direction, 2),
    (gap, 2),
    (compare_with_goal, 2),
    (rate, 2),
]


@pytest.mark.parametrize(("rule", "numbers"), RULES)
def test_digits_in_quotes_are_text(rule: Callable[..., object], numbers: int) -> None:
    with pytest.raises(DomainError, match=r"^value holds the text '57'; expected numbers\. Convert the texts"):
        rule("57", *[1] * (numbers - 1), "high")


@pytest.mark.parametrize(("rule", "numbers"), RULES)
def test_unequal_lengths_are_named(rule: Callable[..., object], numbers: int) -> None:
    with pytest.raises(DomainError, match=r"^the lengths differ: value 3, .* 2.*; expected equal lengths\. Give one"):
        rule([1, 2, 3], *[[1, 2]] * (numbers - 1), "high")


def test_people_to_target_names_its_arguments() -> None:
    with pytest.raises(DomainError, match=r"^count holds the text 'many'; expected numbers"):
        people_to_target("many", 10, 5, "low")
