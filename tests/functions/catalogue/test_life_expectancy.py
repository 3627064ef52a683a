from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call
from tht_xl.stats.life_expectancy import life_expectancy

DEATHS, PEOPLE, LABELS = [[40], [160], [600]], [[40_000], [40_000], [10_000]], [["0-39"], ["40 to 64"], ["65+"]]
STARTS = [[0], [40], [65]]
BLANKS = [[None]] * 1000
NAME = "THT_LIFE_EXPECTANCY"

deaths = st.lists(st.integers(50, 1000), min_size=20, max_size=20)


@settings(max_examples=30, deadline=None)
@given(deaths, st.sampled_from([0, 65, 90]), st.sampled_from([0.9, 0.998]))
def test_cells_give_what_arrays_give(given: list[int], at_age: int, confidence: float) -> None:
    given[-1] += 2_000
    shown = call("THT_LIFE_EXPECTANCY_CI", [[d] for d in given], [[10_000]] * 20, None, at_age, confidence)
    expected = life_expectancy(given, [10_000] * 20, at_age=at_age, confidence=confidence)
    assert shown == [[expected.value, expected.interval.lower, expected.interval.upper]]


def test_labelled_bands_are_put_in_order() -> None:
    expected = call(NAME, DEATHS, PEOPLE, STARTS)
    for order in permutations(range(3)):
        ranges = ([column[place] for place in order] for column in (DEATHS, PEOPLE, LABELS))
        assert call(NAME, *ranges) == expected


@pytest.mark.parametrize("first", [0, "0", 0.0, "<1", "[0,1)", "age_0", "Persons aged under 1"])
@pytest.mark.parametrize(
    "others", [("1-4", "5+"), ("[1,5)", "[5,Inf)"), ("age_1_4", "age_5_plus"), ("1 to 4", "5 and over")]
)
def test_a_number_among_labels_is_a_single_age(first: object, others: tuple[str, str]) -> None:
    # {0; "1-4"; ...} is how a table of deaths often begins. One reading only covers every age.
    ages = [[first], *([each] for each in others)]
    assert call(NAME, DEATHS, PEOPLE, ages) == call(NAME, DEATHS, PEOPLE, [[0], [1], [5]])
    assert call(NAME, *(column[::-1] for column in (DEATHS, PEOPLE, ages))) == call(
        NAME, DEATHS, PEOPLE, [[0], [1], [5]]
    )


def test_a_number_among_labels_reads_alike_in_standardised_rates() -> None:
    counts, people, weights = [[5], [6], [7]], [[1000], [2000], [3000]], [[1], [4], [95]]
    plain = call("THT_DSR", counts, people, weights, [["<1"], ["1-4"], ["5+"]])
    assert call("THT_DSR", counts, people, weights, [[0], ["[1,5)"], ["persons aged 5 and over"]]) == plain


def test_whole_columns() -> None:
    whole = (column + BLANKS for column in (DEATHS, PEOPLE, STARTS))
    assert call(NAME, *whole) == call(NAME, DEATHS, PEOPLE, LABELS)


def test_open_band_of_any_age() -> None:
    assert call(NAME, DEATHS, PEOPLE, STARTS, 65) == pytest.approx(10_000 / 600)


SMALL = [[2_000], [2_000], [1_000]]


@pytest.mark.parametrize(
    ("arguments", "cell", "note"),
    [
        (
            ([[40], [None], [600]], PEOPLE, STARTS),
            "#N/A",
            "Deaths is blank; enter 0 if none occurred (number 2 of the 3 that count).",
        ),
        ((DEATHS, [[40_000], [None], [1]], STARTS), "#N/A", "Populations is blank (number 2 of the 3 that count)."),
        (
            (DEATHS, [[40_000], [0], [10_000]], STARTS),
            "#VALUE!",
            "An age band has more deaths than people; check whether the two ranges are swapped.",
        ),
        (
            ([[40], [0], [600]], [[40_000], [0], [10_000]], STARTS),
            "#DIV/0!",
            "An age band has a population of 0; enter it, or end with a younger open band.",
        ),
        (
            ([[40], [160], [0]], PEOPLE, STARTS),
            "#NUM!",
            "Nobody died in the open last age band, so how long people live in it is unknown.",
        ),
        (
            ([[40], [160], [0]], SMALL, STARTS),
            "#NUM!",
            "Nobody died in the open last age band, so how long people live in it is unknown.",
        ),
        (([[40], [160], [600]], SMALL, STARTS), "[u]", "Withheld: the total population is 5,000 or less."),
        (
            (DEATHS, PEOPLE),
            "#VALUE!",
            "Deaths has 3 age bands; expected 20, as in age_starts; give age_starts, the first age of each band, such "
            "as 0, 1, 5, 10 ... 85.",
        ),
        (
            (DEATHS, PEOPLE, STARTS, 60),
            "#VALUE!",
            "At_age is 60; expected the first age of a band; use one of 0, 40, 65.",
        ),
        (
            (DEATHS, PEOPLE, [[0], [65], [40]]),
            "#VALUE!",
            "Age_starts has 40 after 65; expected rising ages; order the bands by age.",
        ),
        (
            (DEATHS, PEOPLE, [["0-39"], [40], ["65+"]]),
            "#VALUE!",
            'The ages "41-64" are missing; expected all ages; add them: a life table has every age; among labels, '
            "a number such as 40 is a single age.",
        ),
        (
            (DEATHS, PEOPLE, [["0-39"], ["40-64"], [65]]),
            "#VALUE!",
            'The ages "66+" are missing; expected all ages; add them: a life table has every age; among labels, '
            "a number such as 65 is a single age.",
        ),
        (
            (DEATHS, PEOPLE, [["0-39"], [39], ["40+"]]),
            "#VALUE!",
            'The age bands "0-39" and "39" overlap, in places 1 and 2; give each age once; among labels, a number '
            "such as 39 is a single age.",
        ),
        (
            (DEATHS, PEOPLE, [["0-39"], ["45-64"], ["65+"]]),
            "#VALUE!",
            'The ages "40-44" are missing; expected all ages; add them: a life table has every age.',
        ),
    ],
)
def test_what_a_cell_gets(arguments: tuple[object, ...], cell: str, note: str) -> None:
    assert call(NAME, *arguments) == cell
    assert call("THT_LIFE_EXPECTANCY_CI", *arguments) == [[cell] * 3]
    assert call("THT_NOTE", NAME, *arguments) == note


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.998])
def test_a_value_that_is_too_uncertain_keeps_its_limits(confidence: float) -> None:
    few = [[2], [3], [6]], [[3_000], [2_000], [500]], STARTS
    # The width that withholds is that of 95%, whatever level is shown: 2 times 1.96 standard errors of 32.08 years.
    sentence = "Withheld: the 95% interval is 125.7 years wide, and one wider than 20 years says too little."
    limits = life_expectancy([2, 3, 6], [3_000, 2_000, 500], age_starts=[0, 40, 65], confidence=confidence).interval
    assert call("THT_LIFE_EXPECTANCY_CI", *few, None, confidence) == [["[u]", limits.lower, limits.upper]]
    assert call("THT_NOTE", "THT_LIFE_EXPECTANCY_CI", *few, None, confidence) == sentence
    assert call(NAME, *few) == "[u]"
    assert call("THT_NOTE", NAME, *few) == sentence


def test_the_note_of_limits_that_are_shown_is_their_method() -> None:
    note = call("THT_NOTE", "THT_LIFE_EXPECTANCY_CI", DEATHS, PEOPLE, STARTS)
    assert note == "The limits come from Chiang's variance with Silcocks' term for the open last band."


def test_just_above_the_smallest_population() -> None:
    # Of those born 1 - 0.8/1.72 reach 40, nobody reaches 65: 40 and half of 25 years for them, 4 for the others.
    reach_40 = 1 - 0.8 / 1.72
    expected = 40 * reach_40 + 4 * (1 - reach_40) + 12.5 * reach_40
    assert call(NAME, DEATHS, [[2_000], [2_000], [1_001]], STARTS) == pytest.approx(expected)
