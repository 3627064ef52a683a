"""Numbers, units, periods and sources as a reader sees them."""

import pytest

from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Polarity
from tht_xl.report import marks, text
from tht_xl.report.charts.labels import wrap
from tht_xl.report.facts import cited


def indicator(unit: str, decimals: int = 1) -> Indicator:
    return Indicator(
        id="x", name="X", domain="d", definition="X.", measure="published", unit=unit, decimals=decimals,
        polarity=Polarity.NONE, frequency="annual", disclosure="published",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "said"),
    [
        ("%", 1, 10.54422, "10.5%"),
        ("%", 1, 0.0, "0.0%"),
        ("%", 0, 99.6, "100%"),
        ("per 100,000", 1, 1234.56, "1,234.6 per 100,000"),
        ("years", 1, -0.04, "0.0 years"),
        ("years", 1, -3.25, "−3.3 years"),
        ("ratio", 2, 9.62, "9.62"),
        ("Score", 3, 0.417, "0.417"),
    ],
)
def test_a_value_has_its_decimals_its_unit_and_a_true_minus(unit: str, decimals: int, value: float, said: str) -> None:
    assert text.amount(indicator(unit, decimals), value) == said


def test_percentages_differ_by_points() -> None:
    assert text.distance(indicator("%"), 1.64878) == "1.6 percentage points"
    assert text.distance(indicator("%"), 1.0) == "1.0 percentage point"
    assert text.distance(indicator("years"), 2) == "2.0 years"


def test_limits_repeat_only_a_percent_sign() -> None:
    assert text.limits(indicator("%"), 9.459, 11.679) == "9.5% to 11.7%"
    assert text.limits(indicator("years"), -1, 2) == "−1.0 to 2.0"


def test_a_due_date_says_by_once() -> None:
    assert [text.due(label) for label in ("by 2012", "2022/23")] == ["by 2012", "by 2022/23"]


def test_names_are_joined_as_people_join_them() -> None:
    assert [text.join_names(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_a_source_s_address_becomes_its_link() -> None:
    fact = cited("Source", "ONS (table 3): https://www.ons.gov.uk/data.")
    assert (fact.answer, fact.address) == ("ONS (table 3)", "https://www.ons.gov.uk/data")
    alone = cited("Source", "https://www.ons.gov.uk/data?a=1&b=2")
    assert (alone.answer, alone.address) == ("ons.gov.uk", "https://www.ons.gov.uk/data?a=1&b=2")
    assert cited("Source", "javascript:alert(1)").address == ""


def test_unknown_words_are_never_coloured() -> None:
    assert marks.compared("Purple").tone == marks.trend("Purple").tone == marks.rating("Purple").tone == "plain"


@pytest.mark.parametrize(
    ("change", "value", "previous", "said", "icon", "tone"),
    [
        ("Better", 1.0, 2.0, "Better since, by more than chance", "tick", "good"),
        ("Worse", 2.0, 1.0, "Worse since, by more than chance", "cross", "poor"),
        ("Higher", 2.0, 1.0, "Higher since, by more than chance", "above", "plain"),
        ("Lower", 1.0, 2.0, "Lower since, by more than chance", "below", "plain"),
        ("Similar", 1.0, 2.0, "No significant change since", "equal", "plain"),
        ("", 1.0, 2.0, "Lower than before; may be chance", "below", "plain"),
        ("", 2.0, 1.0, "Higher than before; may be chance", "above", "plain"),
        ("", 1.0, 1.0, "Same as before", "equal", "plain"),
    ],
)
def test_since_the_point_before_only_a_tested_change_is_good_or_poor(
    change: str, value: float, previous: float, said: str, icon: str, tone: str
) -> None:
    assert marks.since(change, value, previous) == marks.Mark(said, icon, tone)


def test_a_far_fall_is_not_played_down() -> None:
    assert marks.since("", 1.0, 2.0, is_far=True).word == "Lower than before; not tested: no interval"


@pytest.mark.parametrize(
    ("word", "rule", "misses_minimum", "said"),
    [
        ("Red", "tower-hamlets", False, "Red: target missed"),
        ("Red", "tower-hamlets", True, "Red: short of the minimum expectation"),
        ("Amber", "tower-hamlets", False, "Amber: short of the target"),
        ("Green", "tower-hamlets", False, "Green: target met"),
        ("Green", "havering", False, "Green: within 10% of the target"),
        ("Red", "havering", False, "Red: target missed"),
        ("Green", "benchmark", False, "Green: better than the target"),
        ("Amber", "benchmark", False, "Amber: the target is within the interval"),
        ("Red", "benchmark", False, "Red: worse than the target"),
    ],
)
def test_a_colour_says_what_its_rule_asked(word: str, rule: str, misses_minimum: bool, said: str) -> None:
    assert marks.rating(word, rule, misses_minimum=misses_minimum).word == said


def test_a_label_that_is_too_long_is_cut() -> None:
    assert wrap("Donaudampfschifffahrt") == ("Donaudampfsch…",)
    assert wrap("one two three four five six seven eight nine")[-1].endswith("…")
    assert len(wrap("one two three four five six seven eight nine")) == 3
