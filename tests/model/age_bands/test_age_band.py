import datetime as dt
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import OLDEST, AgeBand

ages = st.integers(0, OLDEST)
bands = st.one_of(
    ages.map(lambda start: AgeBand(start, None)),
    st.tuples(ages, ages).map(lambda pair: AgeBand(min(pair), max(pair))),
)


@given(bands)
def test_a_label_names_its_band(band: AgeBand) -> None:
    assert AgeBand.parse(band.label) == band
    assert AgeBand.parse(band) is band
    assert str(band) == band.label


@given(bands, bands)
def test_order_and_equality_are_by_age(one: AgeBand, other: AgeBand) -> None:
    assert (one == other) == (one.label == other.label) == (not one < other and not other < one)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) or one.end is None or other.end is None or one.end < other.start or other.end < one.start


def test_bands_sort_by_their_youngest_age() -> None:
    labels = ["85+", "10-14", "5-9", "<1", "100+", "1-4", "17"]
    assert [str(band) for band in sorted(map(AgeBand.parse, labels))] == [
        "<1", "1-4", "5-9", "10-14", "17", "85+", "100+",
    ]  # fmt: skip


def test_ages_of_a_band() -> None:
    band = AgeBand.parse("5-9")
    assert (band.start, band.end, band.width) == (5, 9, 5)
    assert AgeBand.parse("90+").width is None
    assert band.holds(AgeBand(7, 9))
    assert not band.holds(AgeBand(7, 10))
    assert AgeBand(85, None).holds(AgeBand(90, None))
    assert not AgeBand(85, 99).holds(AgeBand(90, None))
    assert band.is_followed_by(AgeBand(10, None))
    assert not AgeBand(10, None).is_followed_by(AgeBand(11, 12))


def test_bands_can_be_kept_and_looked_up() -> None:
    assert len({AgeBand.parse("0-4"), AgeBand.parse("0 to 4"), AgeBand.parse("under 5")}) == 1
    assert pickle.loads(pickle.dumps(AgeBand(0, None))) == AgeBand(0, None)  # noqa: S301
    assert repr(AgeBand(0, 4)) == "AgeBand('0-4')"


@pytest.mark.parametrize("number", [5, 5.0, np.int64(5), np.float64(5), "5", "05"])
def test_a_number_is_a_single_age(number: int) -> None:
    assert AgeBand.parse(number) == AgeBand(5, 5)


@pytest.mark.parametrize(
    ("given_label", "shown"),
    [(5.5, "5.5"), (True, "True"), (None, "None"), (float("nan"), "nan"), (float("inf"), "inf"), ([5, 9], "[5, 9]")],
    ids=str,
)
def test_refuses_what_is_no_label(given_label: int, shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        AgeBand.parse(given_label)
    assert str(refusal.value) == f'{shown} is not an age band. Write for instance "0-4", "<1", "17" or "85+"'


@pytest.mark.parametrize("label", ["131", "0-999", "200+", 200, -1])
def test_refuses_ages_that_nobody_reaches(label: str | int) -> None:
    with pytest.raises(DomainError, match="expected from 0 to 130, the youngest first"):
        AgeBand.parse(label)


def test_refuses_a_date_cell() -> None:
    with pytest.raises(DomainError, match=r"^the age band is a date \(5 September 2025\)"):
        AgeBand.parse(dt.datetime(2025, 9, 5))  # noqa: DTZ001
