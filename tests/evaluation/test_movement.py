"""A value against the one before it: tested where both have an interval."""

import pytest
from evaluation_samples import a_reading, an_indicator

from tht_xl.evaluation.movement import change_since, reading_before
from tht_xl.evaluation.result import Result


def before(value: float, lower: float | None, upper: float | None) -> Result:
    return a_reading("2021/22", value=value, lower=lower, upper=upper)


@pytest.mark.parametrize(
    ("polarity", "value", "lower", "upper", "word"),
    [
        ("high", 60.0, 55.1, 65.0, "Worse"),
        ("high", 60.0, 55.0, 65.0, "Similar"),
        ("high", 40.0, 35.0, 44.9, "Better"),
        ("low", 40.0, 35.0, 44.9, "Worse"),
        ("none", 40.0, 35.0, 44.9, "Higher"),
        ("high", 60.0, None, 65.0, ""),
        ("high", 60.0, 70.0, 80.0, ""),
    ],
)
def test_a_change_is_tested_as_tht_change_does(
    polarity: str, value: float, lower: float | None, upper: float | None, word: str
) -> None:
    assert change_since(an_indicator(polarity=polarity), a_reading(), before(value, lower, upper)) == word


def test_without_an_interval_or_a_point_before_nothing_is_tested() -> None:
    assert change_since(an_indicator(), a_reading(lower=None), before(90.0, 85.0, 95.0)) == ""
    assert change_since(an_indicator(), a_reading(value=None), before(90.0, 85.0, 95.0)) == ""
    assert change_since(an_indicator(), a_reading(), None) == ""


def test_the_point_before_is_the_one_that_evaluation_took() -> None:
    first, second = a_reading("2020/21"), a_reading("2021/22")
    latest = a_reading(previous=50.0, previous_period="2020/21")
    assert reading_before([first, second, latest], latest) is first
    assert reading_before([first, second, latest], a_reading()) is None
