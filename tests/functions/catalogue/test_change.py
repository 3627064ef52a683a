import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

quarters = st.integers(-40, 40).map(lambda number: number / 4)
MIRRORED = {"Better": "Worse", "Worse": "Better", "Similar": "Similar"}


@pytest.mark.parametrize(
    ("previous", "polarity", "word"),
    [
        ((13, 12, 14), "high", "Worse"),
        ((13, 12, 14), "low", "Better"),
        ((13, 12, 14), "none", "Lower"),
        ((8, 7, 9), "high", "Better"),
        ((8, 7, 9), "low", "Worse"),
        ((8, 7, 9), "none", "Higher"),
        ((9, 8, 9.5), "high", "Similar"),
        ((12, 11.7, 13), "high", "Similar"),
    ],
)
def test_words(previous: tuple[float, ...], polarity: str, word: str) -> None:
    assert call("THT_CHANGE", 10.5, 9.5, 11.7, *previous, polarity) == word


@settings(max_examples=60, deadline=None)
@given(st.lists(quarters, min_size=3, max_size=3), st.lists(quarters, min_size=3, max_size=3))
def test_the_other_way_round_is_the_other_word(now: list[float], before: list[float]) -> None:
    now, before = ([each[1], each[0], each[2]] for each in (sorted(now), sorted(before)))
    word = str(call("THT_CHANGE", *now, *before, "high"))
    assert call("THT_CHANGE", *before, *now, "high") == MIRRORED[word]
    assert call("THT_CHANGE", *now, *before, "low") == MIRRORED[word]


def test_one_bad_row_spoils_one_row() -> None:
    previous = [[13], [None], ["[c]"], [13]]
    shown = call("THT_CHANGE", 10.5, 9.5, 11.7, previous, [[12], [12], [12], [15]], 14, "low")
    assert shown == [["Better"], ["#N/A"], ["[c]"], ["#VALUE!"]]


def test_notes() -> None:
    assert call("THT_NOTE", "THT_CHANGE", 10.5, 9.5, 11.7, 13, 15, 14, "low") == (
        "The previous lower limit is above the previous upper limit; check whether the two cells are swapped."
    )
    assert call("THT_NOTE", "THT_CHANGE", 10.5, 9.5, 11.7, 13, 12, 14, "low") == (
        "Similar when the two intervals overlap or touch, which does not prove that nothing has changed."
    )


def test_a_value_outside_its_own_limits_spoils_its_own_row() -> None:
    assert call("THT_CHANGE", [[10.5], [9.0]], 9.5, 11.7, 13.0, 12.0, 14.2, "low") == [["Better"], ["#VALUE!"]]
    assert call("THT_CHANGE", 10.5, 9.5, 11.7, 15.0, 12.0, 14.2, "low") == "#VALUE!"
