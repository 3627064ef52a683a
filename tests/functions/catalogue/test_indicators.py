import numpy as np
import pytest

from tht_xl.evaluation.target_status import rating_of, target_status
from tht_xl.evaluation.value import values_of
from tht_xl.framework.load import load_packaged
from tht_xl.functions import call
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period


@pytest.mark.usefixtures("small")
class TestValue:
    def test_share(self) -> None:
        assert call("THT_VALUE", "share", 1, 8) == 12.5
        assert call("THT_VALUE_CI", "share", 57, 100) == call("THT_PROPORTION_CI", 57, 100)

    def test_rate(self) -> None:
        assert call("THT_VALUE", "events", 5, 2) == 250_000
        assert call("THT_VALUE_CI", "events", 7, 1000, 99.8) == call("THT_RATE_CI", 7, 1000, 100_000, 0.998)

    def test_rounded_before_use(self) -> None:
        for count, people in ((309, 2941), (312, 2938), (310, 2940)):
            shown = call("THT_VALUE_CI", "share-round-5", count, people)
            assert shown == call("THT_PROPORTION_CI", 310, 2940)

    def test_denominator_rounded_away(self) -> None:
        assert call("THT_VALUE", "share-round-5", 1, 2) == "#NUM!"
        assert call("THT_NOTE", "THT_VALUE", "share-round-5", 1, 2) == "The released denominator is 0."

    def test_small_counts_are_withheld(self) -> None:
        counts = [[0], [1], [5], [6], [7], [8]]
        shown = call("THT_VALUE", "share-1-5", counts, 100)
        assert shown == [["[c]"], ["[c]"], ["[c]"], [6], [7], [8]]
        assert call("THT_VALUE", "share-1-5", [[94], [96], [100]], 100) == [[94], ["[c]"], ["[c]"]]
        shown = call("THT_VALUE", "share-1-7", counts, 100)
        assert shown == [[0], ["[c]"], ["[c]"], ["[c]"], ["[c]"], [10]]

    def test_limits_of_a_withheld_value_are_withheld(self) -> None:
        assert call("THT_VALUE_CI", "share-1-5", 3, 100) == [["[c]", "[c]", "[c]"]]
        note = call("THT_NOTE", "THT_VALUE", "share-1-5", 3, 100)
        assert note == "Withheld by the indicator's disclosure rule: the count, or the rest of the group, is too small."

    def test_faults_come_before_disclosure(self) -> None:
        assert call("THT_VALUE", "share-1-5", 3, 2) == "#VALUE!"
        assert call("THT_VALUE", "share-1-5", 3, None) == "#N/A"
        assert call("THT_VALUE", "share-1-5", -3, 2) == "#VALUE!"
        assert call("THT_VALUE", "events", 3, 0) == "#DIV/0!"

    def test_published_values_pass_through(self) -> None:
        assert call("THT_VALUE", "survey", [[7.6], [-1], [None], ["[c]"]]) == [[7.6], [-1], ["#N/A"], ["[c]"]]
        assert call("THT_VALUE_CI", "survey", 7.6) == [[7.6, "[x]", "[x]"]]
        assert call("THT_VALUE", "survey", 7.6, 100) == "#VALUE!"

    def test_indicators_may_differ_by_row(self) -> None:
        shown = call(
            "THT_VALUE", [["share"], ["survey"], ["nobody"], [None], ["EVENTS"]], 5, [[10], [None], [9], [9], [10]]
        )
        assert shown == [[50], [5], ["#VALUE!"], ["#N/A"], [50_000]]

    def test_a_count_that_is_not_whole_is_refused_as_evaluate_refuses_it(self) -> None:
        assert call("THT_VALUE", "share", [[1.5], [3.0000000000000004]], 100) == [["#VALUE!"], [pytest.approx(3)]]
        assert "not a whole number" in str(call("THT_NOTE", "THT_VALUE", "share", 1.5, 100))

    def test_evaluate_gives_the_same(self, small: Framework) -> None:
        counts, people = np.array([0, 3, 7, 11, 93, 100.0]), np.full(6, 103.0)
        nothing = np.full(6, np.nan)
        for indicator in small.indicators:
            if indicator.measure not in ("proportion", "rate"):
                continue
            values = values_of(indicator, counts, people, nothing, nothing, nothing, is_national=np.zeros(6, bool))
            columns = zip(values.value, values.lower, values.upper, values.withheld, strict=True)
            expected = [[c] * 3 if c else [v, lower, upper] for v, lower, upper, c in columns]
            shown = call("THT_VALUE_CI", indicator.id, [[count] for count in counts], 103)
            assert shown == expected


@pytest.mark.usefixtures("small")
class TestStatus:
    @pytest.mark.parametrize(
        ("indicator", "value", "period", "word"),
        [
            ("agreed", 60, "2023/24", "Green"),
            ("agreed", 50, "2023/24", "Amber"),
            ("agreed", 49.9, "2024/25", "Red"),
            ("agreed", 60, "2022/23", "Not due"),
            ("tolerant", 54, "2023/24", "Amber"),
            ("tolerant", 53.9, "2023/24", "Red"),
            ("proposed", 60, "2023/24", "Proposed"),
            ("unnumbered", 60, "2023/24", "No target"),
            ("untargeted", 60, "2023/24", "No target"),
            ("contextual", 60, "2023/24", "Data only"),
            ("on-the-way", 51, "2022/23", "Green"),
            ("on-the-way", 49, "2022/23", "Red"),
        ],
    )
    def test_word(self, indicator: str, value: float, period: str, word: str) -> None:
        assert call("THT_STATUS", indicator, value, period) == word
        note = call("THT_NOTE", "THT_STATUS", indicator, value, period)
        assert isinstance(note, str)
        assert note.endswith(".")

    def test_an_unagreed_target_never_colours(self) -> None:
        for value in (-100, 0, 59, 60, 61, 1e9):
            assert call("THT_STATUS", "proposed", value, "2030/31") == "Proposed"

    def test_a_value_is_needed_for_every_word(self) -> None:
        for indicator in ("agreed", "proposed", "untargeted", "contextual"):
            assert call("THT_STATUS", indicator, None, "2023/24") == "#N/A"

    def test_limits_and_previous_are_read(self) -> None:
        assert call("THT_STATUS", "agreed", 60, "2023/24", 55, 65, 58) == "Green"
        assert call("THT_STATUS", "agreed", 60, "2023/24", 65, 55) == "#VALUE!"
        assert call("THT_STATUS", "agreed", 60, "2023/24", None, None, "#REF!") == "#REF!"

    def test_periods_and_indicators_may_differ_by_row(self) -> None:
        shown = call("THT_STATUS", [["agreed"], ["agreed"], ["proposed"]], 60, [["2022/23"], [45382], ["2023/24"]])
        assert shown == [["Not due"], ["Green"], ["Proposed"]]


@pytest.mark.usefixtures("small")
class TestTarget:
    def test_where_it_stands(self, small: Framework) -> None:
        periods = ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"]
        shown = call("THT_TARGET", "on-the-way", [[period] for period in periods])
        indicator = next(each for each in small.indicators if each.id == "on-the-way")
        stands = [target_status(indicator, Period.parse(period)).target for period in periods]
        assert shown == [["#N/A"], *([value] for value in stands[1:])]
        assert stands[1] == 40
        assert stands[3:] == [60, 60]

    def test_without_a_number(self) -> None:
        assert call("THT_TARGET", [["unnumbered"], ["untargeted"], ["contextual"]], "2023/24") == [["[x]"]] * 3

    def test_no_target_goes_on_to_the_rating(self) -> None:
        target = call("THT_TARGET", "untargeted", "2023/24")
        assert call("THT_RAG", 60, target, "high") == "No target"

    def test_note_says_whether_it_is_agreed(self) -> None:
        note = call("THT_NOTE", "THT_TARGET", "proposed", "2023/24")
        assert note == "The target of 60 by 2023/24 (proposed, not agreed), as it applies in 2023/24."


def test_fields() -> None:
    fields = [["Name"], ["target due"], ["TARGET-AGREED"], [" short name "], ["multiplier"]]
    shown = call("THT_INDICATOR", "strategy-2009:life-expectancy-male", fields)
    assert shown == [["Male life expectancy at birth"], ["2013"], [False], ["Life expectancy, men"], [1.0]]


@pytest.mark.parametrize("name", ["tht", "strategy-2009"])
def test_every_indicator_of_the_package_has_an_answer(name: str) -> None:
    """A target stands where it did before it was remembered, for every definition there is."""
    for indicator in load_packaged(name).indicators:
        given = f"{name}:{indicator.id}"
        for period in ("2012/13", "2023/24"):
            stands = target_status(indicator, Period.parse(period))
            shown = call("THT_TARGET", given, period)
            assert call("THT_TARGET", given, period) == shown
            assert shown in ("[x]", "#N/A") or shown == stands.target
            assert call("THT_STATUS", given, 5, period) == rating_of(indicator, stands, 5.0)


@pytest.mark.usefixtures("small")
def test_a_period_of_another_kind_keeps_its_word_and_the_note_says_so() -> None:
    name, said = (
        "pooled",
        "The period 2013 is a calendar year; the periods of this indicator",
    )
    assert call("THT_STATUS", name, 78, "2013") == "Green"
    assert f" {said} are 3 calendar years together, such as 2022 - 24." in str(
        call("THT_NOTE", "THT_STATUS", name, 78, "2013")
    )
    assert said in str(call("THT_NOTE", "THT_TARGET", name, "2013"))
    assert "The period" not in str(call("THT_NOTE", "THT_STATUS", name, 78, "2012 - 14"))
