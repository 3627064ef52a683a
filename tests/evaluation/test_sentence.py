from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.sentence import in_words, number, share_in_words
from tht_xl.evaluation.sentence_columns import sentences
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (10.54422, "One in ten"),
        (28.04878, "28 in 100"),
        (52.7, "53 in 100"),
        (66.2, "Two in three"),
        (4.4, "44 in 1,000"),
        (6.7, "67 in 1,000"),
        (7.04, "7 in 100"),
        (0.09, "9 in 10,000"),
        (99.6, "996 in 1,000"),
        (0, "None"),
        (100, "All"),
        (12.5, "One in eight"),
        (5, "One in 20"),
    ],
)
def test_share_in_words(percent: float, words: str) -> None:
    assert share_in_words(percent / 100) == words


WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@given(st.floats(0.0001, 0.9999))
def test_words_stay_close_to_the_share(share: float) -> None:
    part, whole = (
        WORDS.get(text) or int(text.replace(",", "")) for text in share_in_words(share).casefold().split(" in ")
    )
    assert abs(part / whole - share) <= 0.06 * min(share, 1 - share) + 1e-12


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(-1234.56, 1, "−1,234.6"), (-0.04, 1, "0.0"), (0.417, 3, "0.417"), (5, 0, "5"), (78.25, 1, "78.3")],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@given(
    st.one_of(st.floats(-1e16, 1e16), st.integers(-(10**6), 10**6).map(lambda n: n / 80), st.floats(-2, 2)),
    st.integers(0, 6),
)
def test_a_number_is_rounded_half_up_on_its_15_digits(value: float, decimals: int) -> None:
    exact = Decimal(f"{abs(value):.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert number(value, decimals) == f"{'−' if value < 0 and exact else ''}{exact:,f}"


def said(framework: Framework, name: str = "obesity", **given: object) -> str:
    """The sentence for one row of an indicator: ten per cent, and whatever else is given."""
    usual = {
        "value": 10.0, "reason": "", "england_value": np.nan, "england_comparison": "", "london_value": np.nan,
        "london_comparison": "", "people_to_comparator": np.nan, "rating": "", "target": np.nan,
        "target_in_interval": np.nan,
    }  # fmt: skip
    columns = {
        column: np.array([cell], object if isinstance(cell, str) else float) for column, cell in (usual | given).items()
    }
    return str(sentences([find_indicator(framework, name)], np.array([0]), columns, framework)[0])


@pytest.mark.parametrize(
    ("word", "people", "clause"),
    [
        ("Worse", 1234, "worse than England; 1,234 fewer children would match England"),
        ("Worse", 0, "worse than England"),
        ("Worse", np.nan, "worse than England"),
        ("Better", 41, "better than England"),
        ("Similar", 41, "similar to England"),
        ("Higher", 41, "higher than England"),
        ("Not compared: no interval", 41, "England 9.2, not compared as there is no interval"),
    ],
)
def test_people_are_spoken_of_only_where_the_value_is_worse(
    small: Framework, word: str, people: float, clause: str
) -> None:
    given = {"england_value": 9.1535, "england_comparison": word, "people_to_comparator": people}
    assert said(small, **given) == f"One in ten; {clause}"


def test_where_high_is_good_more_people_would_match(small: Framework) -> None:
    given = {"england_value": 12.0, "england_comparison": "Worse", "people_to_comparator": 3}
    assert said(small, "on-the-way", **given) == "One in ten; worse than England; 3 more people would match England"


def test_the_first_comparator_with_a_word_is_the_one(small: Framework) -> None:
    london = {"london_value": 9.0, "london_comparison": "Worse", "people_to_comparator": 30}
    assert said(small, **london) == "One in ten; worse than London; 30 fewer children would match London"
    assert said(small, **london, england_value=9.5, england_comparison="Similar") == "One in ten; similar to England"


@pytest.mark.parametrize(
    ("rating", "target", "clause"),
    [
        ("Green", 10.0, "; meets the target of 10.0"),
        ("Green", 11.0, "; meets the target of 11.0"),
        ("Amber", 9.5, "; short of the target of 9.5"),
        ("Red", 9.5, "; misses the target of 9.5"),
        # A rule with a tolerance colours green what is a little short; one with intervals, amber what is there.
        ("Green", 9.5, "; short of the target of 9.5"),
        ("Amber", 10.5, "; meets the target of 10.5"),
        ("Proposed", 9.5, ""),
        ("Not due", 9.5, ""),
        ("", 9.5, ""),
    ],
)
def test_only_a_met_target_is_said_to_be_met(small: Framework, rating: str, target: float, clause: str) -> None:
    assert said(small, rating=rating, target=target) == f"One in ten{clause}"


@pytest.mark.parametrize(("inside", "clause"), [(1.0, ", which is within the uncertainty"), (0.0, ""), (np.nan, "")])
def test_a_target_within_the_interval_is_uncertain(small: Framework, inside: float, clause: str) -> None:
    found = said(small, rating="Red", target=9.5, target_in_interval=inside)
    assert found == f"One in ten; misses the target of 9.5{clause}"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("no value: enter a value", "No value: enter a value"),
        ("the count is negative", "No value: the count is negative"),
        ("withheld: disclosure rule 1-7", "Withheld: disclosure rule 1-7"),
    ],
)
def test_without_a_value_the_reason_is_all_there_is(small: Framework, reason: str, sentence: str) -> None:
    given = {"england_value": 9.0, "england_comparison": "Worse", "rating": "Red", "target": 9.0}
    assert said(small, value=np.nan, reason=reason, **given) == sentence


@pytest.mark.parametrize(("value", "words"), [(0, "None"), (100, "All")])
def test_rounded_counts_may_hide_a_few(small: Framework, value: float, words: str) -> None:
    exact, rounded = (in_words(find_indicator(small, name), value) for name in ("context", "obesity"))
    assert (exact, rounded) == (words, f"{words} or almost {words.casefold()}")


def test_what_is_no_share_of_people_has_its_unit(small: Framework) -> None:
    rate = find_indicator(small, "rate")
    ratio = rate.model_copy(update={"unit": "ratio", "decimals": 2})
    assert [in_words(rate, 1234.56), in_words(ratio, 9.624), in_words(rate, np.nan)] == [
        "1,234.6 per 100,000", "9.62", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-3.2, "−3.2%"),
        (-0.04, "0.0%"),
        (140, "140.0%"),
        (100.04, "100.0%"),
        (0, "None"),
        (100, "All"),
        (99.9, "999 in 1,000"),
    ],
)
def test_a_percentage_that_is_no_share_keeps_its_figure(small: Framework, value: float, words: str) -> None:
    # A fall is not "None", and a growth by more than what there was is not "All".
    assert in_words(find_indicator(small, "context"), value) == words
