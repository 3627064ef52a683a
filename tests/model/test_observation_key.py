"""Keys of observations: today's stay as they are, breakdowns have their own, and every key can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.model.observation_key import DIMENSIONS, ObservationKey

PLAIN = "year-6-obesity|tower-hamlets|2022/23"


def test_a_key_without_a_breakdown_is_what_it_always_was() -> None:
    key = ObservationKey.of("year-6-obesity", "tower-hamlets", "2022/23")
    assert (str(key), key.is_whole) == (PLAIN, True)
    assert ObservationKey.parse(PLAIN) == key


def test_dimensions_have_one_order_and_blank_ones_are_left_out() -> None:
    given = {"tenure": "rented", "deprivation": "1", "age": " ", "sex": "Male"}
    key = ObservationKey.of("obesity", "here", "2022", given)
    assert str(key) == "obesity|here|2022|sex=Male|deprivation=1|tenure=rented"
    assert ObservationKey.parse("obesity|here|2022| tenure = rented|deprivation=1|sex=Male") == key
    assert not key.is_whole


def test_signs_of_the_key_are_escaped_in_its_values() -> None:
    key = ObservationKey.of("obesity", "here", "2022", {"ethnicity": "White|Irish = 50% @home"})
    assert str(key) == "obesity|here|2022|ethnicity=White%7CIrish %3D 50%25 %40home"
    assert ObservationKey.parse(str(key)) == key


texts = st.text(max_size=12).map(str.strip)
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
periods = st.sampled_from(["2022/23", "2021 - 23", "by Jul 2010", "Q1 2024/25"])
breakdowns = st.dictionaries(st.sampled_from([*DIMENSIONS, "tenure", "x1"]), texts)


@pytest.mark.slow
@given(ids, ids, periods, breakdowns)
def test_every_key_is_read_back(indicator: str, area: str, period: str, dimensions: dict[str, str]) -> None:
    key = ObservationKey.of(indicator, area, period, dimensions)
    assert ObservationKey.parse(str(key)) == key
    assert str(ObservationKey.parse(str(key))) == str(key)


@given(breakdowns, breakdowns)
def test_two_breakdowns_have_two_keys(one: dict[str, str], other: dict[str, str]) -> None:
    keys = [ObservationKey.of("a", "b", "2022", each) for each in (one, other)]
    assert (str(keys[0]) == str(keys[1])) == (keys[0] == keys[1])


@pytest.mark.parametrize(
    "text", ["", "a|b", "a||2022", "a|b|2022|sex", "a|b|2022|sex=", "a|b|2022|=Male", "a|b|2022|sex=A|sex=B", "|||"]
)
def test_what_is_not_a_key_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        ObservationKey.parse(text)


def test_a_refusal_says_what_to_write() -> None:
    with pytest.raises(DomainError) as refused:
        ObservationKey.parse("year-6-obesity|tower-hamlets")
    assert str(refused.value) == (
        "'year-6-obesity|tower-hamlets' is not the key of a row. Write year-6-obesity|tower-hamlets|2022/23, or "
        "year-6-obesity|tower-hamlets|2022/23|sex=Male|deprivation=1"
    )
    with pytest.raises(DomainError, match="'Sex Group' is not the name of a dimension"):
        ObservationKey.of("a", "b", "2022", {"Sex Group": "x"})
