from collections.abc import Callable

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.month.cycle.needs import MAX_PERIODS, Needs, needs_of

OBESITY = "year-6-obesity"


@pytest.fixture
def needed() -> Callable[..., Needs]:
    framework = load_framework("tht")

    def find(month: str, known: dict[str, list[str]], *indicators: str, periods: tuple[str, ...] = ()) -> Needs:
        source = ReturnSource.model_validate(
            {"workbook": "a.xlsx", "partner": "x", "indicators": indicators or (OBESITY,), "periods": periods}
        )
        given = {name: [Period.parse(label) for label in labels] for name, labels in known.items()}
        return needs_of(source, framework, Period.parse(month), given)

    return find


def test_what_follows_the_newest_known_figure_is_wanted_once_it_can_be_there(needed: Callable[..., Needs]) -> None:
    known = {OBESITY: ["2021/22", "2022/23"]}
    # The 12 months after March 2025 end in March 2026: 2024/25 is asked for from then on, and 2025/26 a year later.
    assert needed("Feb 2026", known).by_indicator() == {OBESITY: ["2023/24"]}
    assert needed("Mar 2026", known).by_indicator() == {OBESITY: ["2023/24", "2024/25"]}
    assert needed("Mar 2027", known).by_indicator() == {OBESITY: ["2023/24", "2024/25", "2025/26"]}


def test_what_is_known_is_not_asked_for(needed: Callable[..., Needs]) -> None:
    found = needed("Mar 2026", {OBESITY: ["2022/23", "2024/25"]})
    assert found.wanted == ()
    assert found.not_wanted == {
        OBESITY: "nothing new by Mar 2026: 2024/25 is known, and 2025/26 comes next, expected by March 2027"
    }


def test_the_configuration_may_name_the_periods_and_known_ones_are_left_out(needed: Callable[..., Needs]) -> None:
    found = needed("Nov 2026", {OBESITY: ["2022/23"]}, periods=("2022/23", "2025/26"))
    assert found.by_indicator() == {OBESITY: ["2025/26"]}
    assert needed("Nov 2026", {OBESITY: ["2025/26"]}, periods=("2025/26",)).not_wanted == {
        OBESITY: "2025/26 known already"
    }


def test_a_series_that_has_ended_is_not_asked_for(needed: Callable[..., Needs]) -> None:
    found = needed("Nov 2026", {}, "mmr-two-doses", OBESITY)
    assert found.not_wanted == {"mmr-two-doses": "its series has ended"}


def test_without_any_figure_the_newest_period_that_can_be_there_is_wanted(needed: Callable[..., Needs]) -> None:
    assert needed("Nov 2026", {}).by_indicator() == {OBESITY: ["2024/25"]}
    assert needed("Nov 2026", {}, "adult-obesity").by_indicator() == {"adult-obesity": ["16 Nov 2024 - 15 Nov 2025"]}


def test_after_a_long_gap_the_last_periods_are_wanted(needed: Callable[..., Needs]) -> None:
    (periods,) = needed("Nov 2026", {OBESITY: ["1990/91"]}).by_indicator().values()
    assert (len(periods), periods[-1]) == (MAX_PERIODS, "2024/25")


def test_cells_to_fill_in_are_counts_or_a_value_with_its_limits(needed: Callable[..., Needs]) -> None:
    assert needed("Nov 2026", {}).cells == 2
    assert needed("Nov 2026", {}, "smoking-prevalence-adults").cells == 3


def test_every_indicator_of_the_framework_can_be_asked_for_or_says_why_not(needed: Callable[..., Needs]) -> None:
    framework: Framework = load_framework("tht")
    names = tuple(indicator.id for indicator in framework.indicators)
    found = needed("Nov 2026", {}, *names)
    assert {row.indicator for row in found.wanted} | set(found.not_wanted) == set(names)
    assert all(len(periods) == 1 for periods in found.by_indicator().values())
