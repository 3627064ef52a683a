from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call
from tht_xl.stats.standard_population import STANDARD_POPULATIONS

ESP2013 = STANDARD_POPULATIONS["ESP2013"]
COUNTS, PEOPLE, WEIGHTS = [[8], [30]], [[10_000], [5_000]], [[70_000], [30_000]]
LABELS = [["0-64"], ["65+"]]
BLANKS = [[None]] * 1000

bands = st.lists(st.tuples(st.integers(1, 500), st.integers(1_000, 10**6)), min_size=21, max_size=21)


def _columns(given: list[tuple[int, int]]) -> tuple[list[list[float]], list[list[float]]]:
    return [[count] for count, _ in given], [[people] for _, people in given]


@settings(max_examples=30, deadline=None)
@given(bands, st.randoms(use_true_random=False))
def test_named_standards_are_joined_by_label_in_any_order(given: list[tuple[int, int]], random: object) -> None:
    labels = [[band.label] for band in ESP2013.bands]
    by_weights = call("THT_DSR_CI", *_columns(given), [[weight] for weight in ESP2013.weights])
    rows = list(zip(given, labels, strict=True))
    random.shuffle(rows)  # type: ignore[attr-defined]
    counts, people = _columns([row for row, _ in rows])
    by_label = call("THT_DSR_CI", counts, people, "ESP2013", [label for _, label in rows])
    assert by_label[0] == pytest.approx(by_weights[0], rel=1e-12)  # type: ignore[index]


@settings(max_examples=30, deadline=None)
@given(bands)
def test_value_is_the_weighted_mean_of_the_rates(given: list[tuple[int, int]]) -> None:
    rates = [count / people for count, people in given]
    expected = 1000 * np.average(rates, weights=ESP2013.weights)
    labels = [[band.label] for band in ESP2013.bands]
    assert call("THT_DSR", *_columns(given), "ESP2013", labels, 1000) == pytest.approx(expected, rel=1e-12)


def test_whole_columns() -> None:
    filled = [COUNTS + BLANKS, PEOPLE + BLANKS]
    assert call("THT_DSR", *filled, WEIGHTS + BLANKS) == pytest.approx(236)
    assert call("THT_DSR", *filled, "ESP2013", LABELS + BLANKS) == pytest.approx(181.4)
    assert call("THT_DSR", *filled, [["ESP2013"]], LABELS + BLANKS) == pytest.approx(181.4)


@pytest.mark.parametrize(
    ("arguments", "cell", "note"),
    [
        (
            ([[8], [None]], PEOPLE, WEIGHTS),
            "#N/A",
            "Counts is blank; enter 0 if none occurred (number 2 of the 2 that count).",
        ),
        ((COUNTS, [[10_000], [None]], WEIGHTS), "#N/A", "Populations is blank (number 2 of the 2 that count)."),
        (
            (COUNTS, [[10_000], [0]], WEIGHTS),
            "#DIV/0!",
            "An age band has a population of 0; enter the population, or combine the band with its neighbour "
            "everywhere.",
        ),
        (([[4], [5]], PEOPLE, WEIGHTS), "[u]", "Withheld: 9 events; a standardised rate needs 10 or more."),
        (
            (COUNTS, PEOPLE, "ESP2013"),
            "#N/A",
            'Age_bands is blank; the standard "ESP2013" is joined to the bands by their labels.',
        ),
        (
            (COUNTS, PEOPLE, None, LABELS),
            "#N/A",
            'Standard is blank; enter the weight of each band, or the name "ESP2013" or "ESP1976" '
            "(number 1 of the 1 that count).",
        ),
        (
            (COUNTS, PEOPLE, "ESP2013", [["0-64"], [None]]),
            "#N/A",
            "Age_bands has a gap (number 2 of the 2 that count).",
        ),
        (
            (COUNTS, PEOPLE, "ESP2013", [["0-64"], [date(2025, 9, 5)]]),
            "#VALUE!",
            "Age_bands is the date 2025-09-05: the age band is a date (5 September 2025): the spreadsheet has turned "
            '"5-9" into one; format the column as Text first, then type "5-9" again; changing the format alone does '
            "not bring it back (number 2 of the 2 that count).",
        ),
        (
            (COUNTS, PEOPLE, "ESP2013", [["0-64"], ["65-74"]]),
            "#VALUE!",
            'The ages "75+" are missing; expected all ages; add them, or give the standard as a range of weights where '
            "the rate is of some ages only.",
        ),
        (
            (COUNTS, PEOPLE, "ESP2013", [["0-66"], ["67+"]]),
            "#VALUE!",
            'The age band "0-66" cuts "65-69" of ESP2013; expected bands made of whole ones of it; its bands are <1, '
            "1-4, 5-9, ... 95+.",
        ),
        (
            (COUNTS, PEOPLE, WEIGHTS, [["0-64"], ["0 to 64"]]),
            "#VALUE!",
            'The age band "0-64" is given twice, in places 1 and 2; keep one of the two, or add them together.',
        ),
        (
            (COUNTS, PEOPLE, [[70_000], ["ESP2013"]]),
            "#VALUE!",
            'Standard has the name "ESP2013" in a range; give weights, or one cell with a name.',
        ),
        ((COUNTS, PEOPLE, 70_000), "#VALUE!", "The ranges have different lengths, 1 and 2."),
        ((COUNTS, PEOPLE, [[1], [2], [3]]), "#VALUE!", "The ranges have different lengths, 2 and 3."),
        ((COUNTS, [[1]], WEIGHTS), "#VALUE!", "The ranges have different lengths, 1 and 2."),
    ],
)
def test_what_a_cell_gets(arguments: tuple[object, ...], cell: str, note: str) -> None:
    assert call("THT_DSR", *arguments) == cell
    assert call("THT_DSR_CI", *arguments) == [[cell] * 3]
    assert call("THT_NOTE", "THT_DSR", *arguments) == note


def test_ten_events_are_enough() -> None:
    assert call("THT_DSR", [[4], [6]], PEOPLE, WEIGHTS) == pytest.approx(64)
