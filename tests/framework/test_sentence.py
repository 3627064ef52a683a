import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.framework.sentence import number, share_in_words


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
    ("value", "decimals", "text"), [(-1234.56, 1, "−1,234.6"), (-0.04, 1, "0.0"), (0.417, 3, "0.417"), (5, 0, "5")]
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text
