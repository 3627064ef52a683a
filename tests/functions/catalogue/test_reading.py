import pytest

from tht_xl.functions import call

VALUES = [[10], [11], [12], [13], [14]]
LOWERS = [[9.5], [10.5], [11.5], [12.5], [13.5]]
UPPERS = [[10.5], [11.5], [12.5], [13.5], [14.5]]


@pytest.mark.parametrize(
    ("comparator", "polarity", "word"),
    [
        (84, "high", "Best"),
        (86.5, "high", "Better"),
        (90, "high", "Similar"),
        (93.5, "high", "Worse"),
        (96, "high", "Worst"),
        (84, "low", "Worst"),
        (96, "low", "Best"),
        (84, "none", "Higher"),
        (96, "none", "Lower"),
    ],
)
def test_two_levels(comparator: float, polarity: str, word: str) -> None:
    assert call("THT_BENCHMARK", 90, 87, 93, comparator, polarity, 85, 95) == word


def test_one_outer_limit_judges_one_side() -> None:
    assert call("THT_BENCHMARK", 90, 87, 93, 84, "high", 85) == "Best"
    assert call("THT_BENCHMARK", 90, 87, 93, 96, "high", 85) == "Worse"
    assert call("THT_BENCHMARK", [[90], [90]], 87, 93, 84, "high", [[85], [None]]) == [["Best"], ["Better"]]


@pytest.mark.parametrize("limits", [(93, 87), (87, 93, 88), (87, 93, None, 92)])
def test_limits_the_wrong_way_round(limits: tuple[float, ...]) -> None:
    lower, upper, *outer = limits
    assert call("THT_BENCHMARK", 90, lower, upper, 84, "high", *outer) == "#VALUE!"


@pytest.mark.parametrize(
    ("polarity", "word"),
    [("high", "Increasing and getting better"), ("low", "Increasing and getting worse"), ("none", "Increasing")],
)
def test_trend_of_values(polarity: str, word: str) -> None:
    assert call("THT_TREND_VALUES", VALUES, LOWERS, UPPERS, polarity) == word


@pytest.mark.parametrize(
    ("polarity", "word"),
    [("high", "Decreasing and getting worse"), ("low", "Decreasing and getting better"), ("none", "Decreasing")],
)
def test_falling_trend(polarity: str, word: str) -> None:
    assert call("THT_TREND_VALUES", VALUES[::-1], LOWERS[::-1], UPPERS[::-1], polarity) == word


@pytest.mark.parametrize(
    ("periods", "reason"),
    [
        (["2018", "2019", "2020", "2022", "2023"], "a point is missing among the latest five"),
        (["2018 - 20", "2019 - 21", "2020 - 22", "2021 - 23", "2022 - 24"], "the periods overlap"),
        (["2022", "2021", "2020", "2019", "2018"], "the periods are not in order"),
        (["Q1 2022/23", "Q2 2022/23", "Q3 2022/23", "Q4 2022/23", "Q1 2023/24"], "the periods are not annual"),
    ],
)
def test_trend_that_cannot_be_calculated(periods: list[str], reason: str) -> None:
    cells = (VALUES, LOWERS, UPPERS, "high", [[each] for each in periods])
    assert call("THT_TREND_VALUES", *cells) == "Cannot be calculated"
    assert call("THT_NOTE", "THT_TREND_VALUES", *cells) == f"Cannot be calculated: {reason}."


def test_limits_of_no_width_carry_no_trend() -> None:
    assert call("THT_TREND_VALUES", VALUES, VALUES, VALUES, "high") == "Cannot be calculated"


def test_swapped_ranges_of_a_trend() -> None:
    assert call("THT_TREND_VALUES", VALUES, UPPERS, LOWERS, "high") == "#VALUE!"
    assert call("THT_TREND", [[9]] * 5, [[5]] * 5, "high") == "#VALUE!"


def test_a_value_outside_its_own_limits_spoils_its_own_row() -> None:
    column = call("THT_BENCHMARK", [[10.5], [9.0], [12.0]], 9.5, 11.7, 9.2, "low")
    assert column == [["Worse"], ["#VALUE!"], ["#VALUE!"]]
    assert call("THT_BENCHMARK", 9.0, 9.5, 11.7, 9.2, "low") == "#VALUE!"
    assert "value lies outside its own limits" in str(call("THT_NOTE", "THT_BENCHMARK", 9.0, 9.5, 11.7, 9.2, "low"))
    values, lowers, uppers = [[1], [2], [3], [4], [5]], [[2], [1], [2], [3], [4]], [[3], [3], [4], [5], [6]]
    assert call("THT_TREND_VALUES", values, lowers, uppers, "high") == "#VALUE!"
