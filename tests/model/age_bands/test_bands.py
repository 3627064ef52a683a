from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import ALL_AGES, check_cover, read_age_bands


@st.composite
def partitions(draw: st.DrawFn) -> list[AgeBand]:
    """All ages, cut into bands, in any order."""
    starts = sorted({0, *draw(st.sets(st.integers(1, 120), max_size=12))})
    closed = [AgeBand(start, after - 1) for start, after in pairwise(starts)]
    return draw(st.permutations([*closed, AgeBand(starts[-1], None)]))


@given(partitions())
def test_bands_in_any_order_cover_all_ages(bands: list[AgeBand]) -> None:
    check_cover(read_age_bands(map(str, bands)))


@given(partitions(), st.data())
def test_a_band_left_out_is_missed(bands: list[AgeBand], data: st.DataObject) -> None:
    left_out = data.draw(st.sampled_from(bands))
    with pytest.raises(DomainError, match="missing; expected all ages"):
        check_cover([band for band in bands if band != left_out])


def test_the_order_given_is_kept() -> None:
    assert [str(band) for band in read_age_bands(["5-9", "10 and over", "0 to 4"])] == ["5-9", "10+", "0-4"]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([], "no age band is given; expected one or more. Give the label of each band"),
        (
            ["0-4", "5-9", "10+", "5 to 9"],
            'the age band "5-9" is given twice, in places 2 and 4. Keep one of the two, or add them together',
        ),
        (["5-9", "0-4", "4-6"], 'the age bands "0-4" and "4-6" overlap, in places 2 and 3. Give each age once'),
        (["0-4", "85+", "90+"], 'the age bands "85+" and "90+" overlap, in places 2 and 3. Give each age once'),
        (["0-89", "5-9", "90+"], 'the age bands "0-89" and "5-9" overlap, in places 1 and 2. Give each age once'),
        (
            ["0-4", "old"],
            'age band 2: "old" is not an age band. Write for instance "0-4", "<1", "17" or "85+"',
        ),
    ],
)
def test_refuses_lists_in_which_a_band_is_not_once(labels: list[str], message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_age_bands(labels)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("labels", "ages", "message"),
    [
        (
            ["0-4", "15+"],
            ALL_AGES,
            'the ages "5-14" are missing; expected all ages. Add them, or say which ages the figure is meant to cover',
        ),
        (
            ["5-9", "15-19"],
            ALL_AGES,
            'the ages "0-4", "10-14", "20+" are missing; expected all ages. '
            "Add them, or say which ages the figure is meant to cover",
        ),
        (
            ["0-64"],
            AgeBand(0, 74),
            'the ages "65-74" are missing; expected every age of 0-74. '
            "Add them, or say which ages the figure is meant to cover",
        ),
        (
            ["0-64", "65+"],
            AgeBand(0, 74),
            'the age band "65+" is not among the ages 0-74. Leave the band out, or change the ages',
        ),
    ],
)
def test_names_what_is_missing_or_too_much(labels: list[str], ages: AgeBand, message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_cover(read_age_bands(labels), ages)
    assert str(refusal.value) == message
