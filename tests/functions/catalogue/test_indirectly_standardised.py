import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

REFERENCE = ([[600], [5_000]], [[1_000_000], [500_000]])
PEOPLE = [[10_000], [5_000]]
BLANKS = [[None]] * 1000

counts = st.integers(0, 10**5)
people = st.integers(1, 10**6)


@settings(max_examples=50, deadline=None)
@given(counts, counts, people, people)
def test_rate_is_the_ratio_times_the_reference_rate(one: int, two: int, here: int, there: int) -> None:
    arguments = ([[one], [two]], [[here], [there]], *REFERENCE)
    ratio, rate = call("THT_ISRATIO_CI", *arguments, 1)[0], call("THT_ISR_CI", *arguments, 1000)[0]  # type: ignore[index]
    assert rate == pytest.approx([1000 * 5_600 / 1_500_000 * each for each in ratio], rel=1e-12)  # type: ignore[union-attr]
    assert ratio[0] == pytest.approx((one + two) / (here * 0.0006 + there * 0.01), rel=1e-12)  # type: ignore[index]


def test_total_in_one_cell() -> None:
    for total in (42, [[42]], [[8], [34]]):
        assert call("THT_ISRATIO", total, PEOPLE, *REFERENCE) == pytest.approx(75)
    whole = [column + BLANKS for column in (PEOPLE, *REFERENCE)]
    assert call("THT_ISRATIO", 42, *whole) == pytest.approx(75)


def test_no_events() -> None:
    assert call("THT_ISRATIO_CI", 0, PEOPLE, *REFERENCE) == [[0, 0, pytest.approx(100 * 3.688879454 / 56)]]


@pytest.mark.parametrize(
    ("arguments", "cell", "note"),
    [
        (
            ([[8], [None]], PEOPLE, *REFERENCE),
            "#N/A",
            "Counts is blank; enter 0 if none occurred (number 2 of the 2 that count).",
        ),
        (
            (42, PEOPLE, REFERENCE[0], [[1_000_000], [0]]),
            "#DIV/0!",
            "An age band has a reference population of 0; enter it, or combine the band with its neighbour everywhere.",
        ),
        (
            (42, PEOPLE, [[0], [0]], REFERENCE[1]),
            "#NUM!",
            "No events are expected: in each age band there are no people, or no events in the reference population.",
        ),
        ((42, [[1], [2], [3]], *REFERENCE), "#VALUE!", "The ranges have different lengths, 2 and 3."),
        ((42, 10_000, *REFERENCE), "#VALUE!", "The ranges have different lengths, 1 and 2."),
    ],
)
@pytest.mark.parametrize("name", ["THT_ISR", "THT_ISRATIO"])
def test_what_a_cell_gets(name: str, arguments: tuple[object, ...], cell: str, note: str) -> None:
    assert call(name, *arguments) == cell
    assert call("THT_NOTE", name, *arguments) == note


def test_band_without_people_expects_nothing() -> None:
    assert call("THT_ISRATIO", 6, [[10_000], [0]], *REFERENCE) == pytest.approx(100)
