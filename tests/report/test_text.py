"""Numbers, units, periods and sources as a reader sees them."""

import pytest

from tht_xl.model.definition import Indicator
from tht_xl.report import marks, text
from tht_xl.report.facts import cited
from tht_xl.report.labels import wrapped


def indicator(unit: str, decimals: int = 1) -> Indicator:
    return Indicator(
        id="x", name="X", domain="d", definition="X.", measure="published", unit=unit, decimals=decimals,
        polarity="none", frequency="annual", disclosure="published",
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
    assert [text.listed(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_a_source_s_address_becomes_its_link() -> None:
    fact = cited("Source", "ONS (table 3): https://www.ons.gov.uk/data.")
    assert (fact.answer, fact.address) == ("ONS (table 3)", "https://www.ons.gov.uk/data")
    alone = cited("Source", "https://www.ons.gov.uk/data?a=1&b=2")
    assert (alone.answer, alone.address) == ("ons.gov.uk", "https://www.ons.gov.uk/data?a=1&b=2")
    assert cited("Source", "javascript:alert(1)").address == ""


def test_unknown_words_are_never_coloured() -> None:
    assert marks.compared("Purple").tone == marks.trend("Purple").tone == marks.rating("Purple").tone == "plain"


@pytest.mark.parametrize(
    ("word", "change", "said", "icon"),
    [("Improving", -1.0, "Improving since", "below"), ("Worsening", 1.0, "Worsening since", "above"),
     ("No change", 0.0, "No change since", "equal"), ("Up", 2.0, "Higher now", "above")],
)  # fmt: skip
def test_a_direction_is_a_word_and_the_way_the_number_went(word: str, change: float, said: str, icon: str) -> None:
    found = marks.direction(word, change)
    assert found is not None
    assert (found.word, found.icon, found.tone) == (said, icon, "plain")
    assert marks.direction("", 1.0) is None


def test_a_label_that_is_too_long_is_cut() -> None:
    assert wrapped("Donaudampfschifffahrt") == ("Donaudampfsch…",)
    assert wrapped("one two three four five six seven eight nine")[-1].endswith("…")
    assert len(wrapped("one two three four five six seven eight nine")) == 3
