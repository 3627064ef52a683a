"""What a card notes of a value whose interval holds its target or its comparator."""

from dataclasses import replace

import pandas as pd
import pytest

from tht_xl.evaluation.result import Result
from tht_xl.evaluation.results import readings
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.report.facts import uncertain


@pytest.fixture
def reading(results: pd.DataFrame, framework: Framework) -> Result:
    """Year 6 obesity in 2022/23: 28.0 (26.5 to 29.6), a target of 26.4 and England at 22.7, both outside."""
    return readings(results, framework)["year-6-obesity"][-1]


def noted(reading: Result, framework: Framework, rating: str, *, in_interval: bool | None) -> tuple[str, ...]:
    standing = replace(reading.target_status, rating=rating, in_interval=in_interval)
    return uncertain(find_indicator(framework, "year-6-obesity"), replace(reading, target_status=standing))


@pytest.mark.parametrize("rating", ["Proposed", "Green", "Amber", "Red"])
def test_a_target_within_the_interval_is_noted_agreed_or_not(
    rating: str, reading: Result, framework: Framework
) -> None:
    note = "The target, 26.4%, is within the interval of this value: whether it is met is uncertain."
    assert noted(reading, framework, rating, in_interval=True) == (note,)
    assert noted(reading, framework, rating, in_interval=False) == ()
    assert noted(reading, framework, rating, in_interval=None) == ()


@pytest.mark.parametrize(("rating", "said"), [("Amber", "27.0%"), ("Proposed", "26.4%")])
def test_the_note_names_the_target_that_the_rating_is_about(
    rating: str, said: str, reading: Result, framework: Framework
) -> None:
    on_the_way = replace(reading, target_status=replace(reading.target_status, target=27.0, final=26.4))
    (note,) = noted(on_the_way, framework, rating, in_interval=True)
    assert note.startswith(f"The target, {said}, is within")


@pytest.mark.parametrize("rating", ["Not due", "No target", "Data only", ""])
def test_a_target_that_asks_for_nothing_yet_is_not_noted(rating: str, reading: Result, framework: Framework) -> None:
    assert noted(reading, framework, rating, in_interval=True) == ()


def test_without_limits_nothing_is_noted(reading: Result, framework: Framework) -> None:
    assert noted(replace(reading, upper=None), framework, "Red", in_interval=True) == ()


def test_a_comparator_within_the_interval_is_noted(reading: Result, framework: Framework) -> None:
    england, *others = reading.comparisons
    inside = replace(reading, comparisons=(replace(england, in_interval=True), *others))
    assert noted(inside, framework, "Proposed", in_interval=False) == (
        "England, 22.7%, is within the interval of this value: the difference may be chance.",
    )
