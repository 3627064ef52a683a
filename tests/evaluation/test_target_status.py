"""Where a target stands at a period, and what its indicator's rule then says."""

import numpy as np
import pytest

from tht_xl.evaluation.target_status import TargetStatus, rated_values, rating_of, target_status
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework, Indicator, Target
from tht_xl.model.periods.period import Period

STEP: dict[str, object] = {"value": 80, "due": "2024", "agreed": "yes"}
FROM_60 = STEP | {"baseline": 60, "baseline_period": "2020"}
LINE = FROM_60 | {"path": "linear"}
MILESTONES = [{"period": "2022", "value": 75}, {"period": "2023", "value": 76}]


@pytest.fixture
def high(small: Framework) -> Indicator:
    return find_indicator(small, "on-the-way")


def aimed(indicator: Indicator, target: dict[str, object], **changes: object) -> Indicator:
    return indicator.model_copy(update={"target": Target.model_validate(target), **changes})


def at(indicator: Indicator, period: str) -> TargetStatus:
    return target_status(indicator, Period.parse(period))


@pytest.mark.parametrize(
    ("target", "stands"),
    [
        # A step without a baseline stands nowhere until it is due, and then all at once.
        (STEP, {"2023": None, "Q4 2023/24": 80, "2024": 80, "2025": 80}),
        (STEP | {"milestones": MILESTONES}, {"2021": None, "2022": 75, "2023": 76, "2024": 80}),
        # A line needs both a baseline and its date: without one of them it is a step.
        (STEP | {"path": "linear"}, {"2023": None, "2024": 80}),
        (STEP | {"path": "linear", "baseline": 60}, {"2023": None, "2024": 80}),
        (STEP | {"path": "linear", "baseline_period": "2020"}, {"2023": None, "2024": 80}),
        (LINE, {"2019": None, "2020": None, "2021": 65, "2022": 70, "2024": 80, "2025": 80}),
        (LINE | {"milestones": MILESTONES}, {"2020": None, "2021": 67.5, "2022": 75, "2023": 76, "2024": 80}),
        (FROM_60 | {"path": "geometric"}, {"2022": 60 * (80 / 60) ** 0.5, "2024": 80}),
    ],
)
def test_a_target_stands_where_its_path_is(
    high: Indicator, target: dict[str, object], stands: dict[str, float | None]
) -> None:
    indicator = aimed(high, target)
    for period, expected in stands.items():
        found = at(indicator, period)
        assert (found.is_due, found.rating) == ((True, "") if expected is not None else (False, "Not due"))
        assert expected is None or found.target == pytest.approx(expected, abs=0.02)
        assert found.final == 80


def test_before_its_baseline_no_target_stands_anywhere(high: Indicator) -> None:
    for target in (FROM_60, LINE, FROM_60 | {"milestones": MILESTONES}):
        assert at(aimed(high, target), "2019").target is None
        assert at(aimed(high, target), "2020").target == 60
    assert at(aimed(high, STEP), "2023").target is None


def test_a_step_stays_at_its_baseline_until_it_is_due(high: Indicator) -> None:
    found = [at(aimed(high, FROM_60), period) for period in ("2023", "2024")]
    assert [(each.target, each.rating) for each in found] == [(60, "Not due"), (80, "")]


@pytest.mark.parametrize(
    ("target", "changes", "period", "word"),
    [
        (STEP, {"polarity": "none"}, "2024", "Data only"),
        (STEP, {"rating": "data-only"}, "2024", "Data only"),
        ({"due": "2024", "agreed": "yes"}, {}, "2024", "No target"),
        (STEP | {"agreed": "no"}, {}, "2023", "Proposed"),
        (STEP | {"agreed": "no"}, {}, "2024", "Proposed"),
        (STEP, {}, "2023", "Not due"),
    ],
)
def test_what_is_not_rated_has_a_word(
    high: Indicator, target: dict[str, object], changes: dict[str, object], period: str, word: str
) -> None:
    indicator = aimed(high, target, **changes)
    found = at(indicator, period)
    assert (found.rating, rating_of(indicator, found, 90), rating_of(indicator, found, np.nan)) == (word, word, "")


def test_an_indicator_without_target_has_none(high: Indicator) -> None:
    found = at(high.model_copy(update={"target": None}), "2024")
    assert (found.rating, found.is_due) == ("No target", False)
    assert (found.target, found.final) == (None, None)


@pytest.mark.parametrize(
    ("period", "value", "word"),
    [
        # In 2022 the line stands at 70: the minimum of 75 lies beyond it and is not asked for yet.
        ("2022", 71, "Green"),
        ("2022", 69, "Red"),
        ("2024", 80, "Green"),
        ("2024", 76, "Amber"),
        ("2024", 74, "Red"),
    ],
)
def test_a_minimum_beyond_the_trajectory_waits(high: Indicator, period: str, value: float, word: str) -> None:
    indicator = aimed(high, LINE | {"minimum": 75})
    assert rating_of(indicator, at(indicator, period), value) == word


def test_a_minimum_where_low_is_good_waits_too(high: Indicator) -> None:
    falling = LINE | {"value": 40, "minimum": 45}
    indicator = aimed(high, falling, polarity="low")
    assert [rating_of(indicator, at(indicator, year), 51) for year in ("2022", "2024")] == ["Red", "Red"]
    assert [rating_of(indicator, at(indicator, year), 44) for year in ("2022", "2024")] == ["Green", "Amber"]


def test_each_rule_is_told_what_it_looks_at(high: Indicator) -> None:
    values = np.array([70.0, 70.0, np.nan])
    for changes, expected in (
        ({"rating": "tolerance", "tolerance": 0.125}, ["Amber", "Amber", ""]),
        ({"rating": "havering"}, ["Amber", "Red", ""]),
        ({"rating": "benchmark"}, ["Amber", "Red", ""]),
    ):
        indicator = aimed(high, STEP, **changes)
        words = rated_values(
            indicator, at(indicator, "2024"), values, previous=[69, 71, 70], lower=60, upper=[81, 79, 80]
        )
        assert words.tolist() == expected
