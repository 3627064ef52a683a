"""Large differences that no published interval can test, on every kind of scale; small ones are left alone."""

from typing import Any

import pytest
from evaluation_samples import ENGLAND, LONDON, a_reading, an_indicator, beside

from tht_xl.evaluation.result import Result
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.evaluation.untested import assumed_limits, untested_differences
from tht_xl.model.periods.period import Period

NO_LIMITS: dict[str, Any] = {"lower": None, "upper": None}
UNTESTED = "Not compared: no interval"


def alone(value: float, other: float | None, **more: Any) -> Result:
    return a_reading(value=value, comparisons=(beside(ENGLAND, other, UNTESTED),), **(NO_LIMITS | more))


def test_the_gap_and_the_fall_of_short_term_services_are_found() -> None:
    """48.0% beside a median of 78.2%, and 78.1% three years before; no interval was published."""
    years = {"2019/20": 78.1, "2020/21": 69.6, "2021/22": 52.7}
    series = [a_reading(year, value=value, **NO_LIMITS) for year, value in years.items()]
    latest = alone(48.0, 78.2)
    assert untested_differences(an_indicator(), [*series, latest], latest) == (
        "78.2% (England)", "78.1% (2019/20)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "value", "near", "far"),
    [
        ({"polarity": "high"}, 48.0, 57.6, 57.8),
        ({"polarity": "low"}, 48.0, 38.6, 38.4),
        ({"polarity": "low"}, 7.0, 3.5, 3.4),
        ({"polarity": "low", "unit": "per 1,000", "measure": "published"}, 10.0, 8.2, 8.1),
        ({"polarity": "low", "unit": "deaths", "measure": "rate"}, 10.0, 8.2, 8.1),
        ({"polarity": "low", "unit": "deaths", "measure": "standardised"}, 10.0, 8.2, 8.1),
        ({"polarity": "high", "unit": "years", "measure": "life-expectancy"}, 60.0, 66.0, 66.1),
        ({"polarity": "low", "unit": "points"}, 5.0, 4.5, 4.4),
        ({"polarity": "high"}, -3.0, 6.9, 7.1),
    ],
)
def test_what_lies_within_the_assumed_interval_is_small(
    more: dict[str, Any], value: float, near: float, far: float
) -> None:
    indicator = an_indicator(**more)
    for other, is_large in ((near, False), (far, True)):
        latest = alone(value, other)
        assert bool(untested_differences(indicator, [latest], latest)) is is_large


@pytest.mark.parametrize(("polarity", "other"), [("high", 10.0), ("low", 90.0), ("none", 10.0), ("none", 90.0)])
def test_what_is_better_or_has_no_good_side_is_no_exception(polarity: str, other: float) -> None:
    latest = alone(50.0, other)
    before = a_reading("2021/22", value=other, **NO_LIMITS)
    assert untested_differences(an_indicator(polarity=polarity), [before, latest], latest) == ()


def test_what_has_an_interval_was_tested() -> None:
    compared = a_reading(comparisons=(beside(ENGLAND, 90.0, "Worse"),))
    before = a_reading("2021/22", value=90.0, lower=85.0, upper=95.0)
    assert untested_differences(an_indicator(), [before, compared], compared) == ()


def test_one_interval_of_two_does_not_test_a_fall() -> None:
    before = a_reading("2021/22", value=90.0, **NO_LIMITS)
    assert untested_differences(an_indicator(), [before, a_reading()], a_reading()) == ("90.0% (2021/22)",)
    wide = a_reading(lower=5.0, upper=95.0)
    assert untested_differences(an_indicator(), [before, wide], wide) == (), "its own interval counts"


def test_the_comparator_is_the_first_with_a_value() -> None:
    places = (beside(ENGLAND, None), beside(LONDON, 90.0, UNTESTED))
    latest = a_reading(comparisons=places, **NO_LIMITS)
    assert untested_differences(an_indicator(), [latest], latest) == ("90.0% (London)",)


def test_a_fall_is_looked_for_as_far_back_as_the_recent_trend() -> None:
    years = ["2017/18", "2018/19", "2019/20", "2020/21", "2021/22"]
    latest = alone(50.0, None)
    for number, is_seen in ((0, False), (1, True)):
        series = [a_reading(y, value=90.0 if n == number else 51.0, **NO_LIMITS) for n, y in enumerate(years)]
        assert bool(untested_differences(an_indicator(), [*series, latest], latest)) is is_seen


def test_a_new_method_begins_anew() -> None:
    before, latest = a_reading("2021/22", value=90.0, **NO_LIMITS), alone(50.0, None)
    for start, is_seen in (("2022/23", False), ("2021/22", True), ("2023/24", True)):
        indicator = an_indicator(breaks=(Period.parse(start),))
        assert bool(untested_differences(indicator, [before, latest], latest)) is is_seen


def test_overlapping_periods_are_no_point_before() -> None:
    before = a_reading("2020 - 22", value=90.0, **NO_LIMITS)
    latest = a_reading("2021 - 23", value=50.0, **NO_LIMITS)
    assert untested_differences(an_indicator(frequency="pooled"), [before, latest], latest) == ()


@pytest.mark.parametrize(("rating", "target", "said"), [
    ("", 90.0, ("a target of 90.0%",)), ("", 51.0, ()), ("", None, ()), ("Red", 90.0, ()), ("Proposed", 90.0, ()),
    ("Amber", 90.0, ()),
])  # fmt: skip
def test_a_target_counts_where_its_rule_needs_the_interval(
    rating: str, target: float | None, said: tuple[str, ...]
) -> None:
    standing = TargetStatus(rating, target, 90.0, "2022", None, None, None, None)
    latest = alone(50.0, None, target_status=standing)
    assert untested_differences(an_indicator(), [latest], latest) == said


def test_assumed_limits_are_those_of_a_hundred() -> None:
    assert assumed_limits(an_indicator(), 50.0) == pytest.approx((40.383, 59.617), abs=5e-4)
    assert assumed_limits(an_indicator(unit="per 1,000"), 10.0) == pytest.approx((8.136, 12.163), abs=5e-4)
    assert assumed_limits(an_indicator(unit="per 1,000"), 0.5) == pytest.approx((0.4068, 0.6081), abs=5e-5)
    assert assumed_limits(an_indicator(unit="per 1,000"), 0.0) == (0.0, 0.0)
    assert assumed_limits(an_indicator(unit="per 1,000"), -20.0) == (-22.0, -18.0)
    assert assumed_limits(an_indicator(unit="years"), -20.0) == (-22.0, -18.0)
