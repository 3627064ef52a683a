import datetime as dt
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.model.age_bands.bands import Label
from tht_xl.stats.standard_population import STANDARD_POPULATIONS, find_standard_population, standard_weights

FIVES = [f"{start}-{start + 4}" for start in range(5, 85, 5)]
TO_84_2013 = [5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500]
TO_84_1976 = [*[7000] * 10, 6000, 5000, 4000, 3000, 2000, 1000]

PUBLISHED = {
    "2013, 19 bands": ("ESP2013", ["0-4", *FIVES, "85-89", "90+"], [5000, *TO_84_2013, 1500, 1000]),
    "2013, 20 bands from 0": ("ESP2013", ["<1", "1-4", *FIVES, "85-89", "90+"], [1000, 4000, *TO_84_2013, 1500, 1000]),
    "2013, 20 bands to 95": ("ESP2013", ["0-4", *FIVES, "85-89", "90-94", "95+"], [5000, *TO_84_2013, 1500, 800, 200]),
    "2013, 21 bands": (
        "ESP2013",
        ["0", "1-4", *FIVES, "85-89", "90-94", "95 and over"],
        [1000, 4000, *TO_84_2013, 1500, 800, 200],
    ),
    "2013, 18 bands": ("ESP2013", ["0-4", *FIVES, "85+"], [5000, *TO_84_2013, 2500]),
    "1976, 18 bands": ("ESP1976", ["0-4", *FIVES, "85 plus"], [8000, *TO_84_1976, 1000]),
    "1976, 19 bands": ("ESP1976", ["under 1", "1 to 4", *FIVES, "85+"], [1600, 6400, *TO_84_1976, 1000]),
}


@pytest.mark.parametrize("form", PUBLISHED)
def test_published_weights(form: str) -> None:
    standard, labels, weights = PUBLISHED[form]
    assert standard_weights(standard, labels).tolist() == weights
    assert sum(weights) == 100_000


@given(st.sampled_from(sorted(PUBLISHED)), st.randoms())
def test_bands_join_by_label_and_never_by_position(form: str, random: Random) -> None:
    standard, labels, weights = PUBLISHED[form]
    order = list(range(len(labels)))
    random.shuffle(order)
    assert standard_weights(standard, [labels[i] for i in order]).tolist() == [weights[i] for i in order]


def test_each_band_has_its_weight() -> None:
    for population in STANDARD_POPULATIONS.values():
        assert len(population.bands) == len(population.weights)
        assert all(
            one.is_followed_by(other) for one, other in zip(population.bands, population.bands[1:], strict=False)
        )


def test_a_rate_of_some_ages_takes_their_weights_only() -> None:
    np.testing.assert_array_equal(standard_weights("ESP2013", ["70-74", "0-69"], ages="0-74"), [5000, 86_000])


@pytest.mark.parametrize("name", ["ESP2013", "esp2013", "ESP 2013", "Esp-2013"])
def test_names_are_found_however_they_are_written(name: str) -> None:
    assert find_standard_population(name).title == "European Standard Population 2013"


def test_refuses_an_unknown_name() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        find_standard_population("ESP2031")
    assert str(refusal.value) == "unknown standard population 'ESP2031'. Did you mean 'ESP2013'?"


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (
            ["0-4", *FIVES, "90+"],
            'the ages "85-89" are missing; expected all ages. Add them, or say which ages the figure is meant to cover',
        ),
        (
            ["0-4", *FIVES, "85-89", "85-89", "90+"],
            'the age band "85-89" is given twice, in places 18 and 19. Keep one of the two, or add them together',
        ),
        (
            ["0-2", "3+"],
            'the age band "0-2" cuts "1-4" of ESP2013; expected bands made of whole ones of it. '
            "Its bands are <1, 1-4, 5-9, ... 95+",
        ),
        (
            ["0-4", dt.date(2025, 9, 5), "10+"],
            'age band 2: the age band is a date (5 September 2025): the spreadsheet has turned "5-9" into one. '
            'Format the column as Text first, then type "5-9" again; changing the format alone does not bring it back',
        ),
    ],
    ids=["missing", "twice", "cut", "date"],
)
def test_refuses_bands_that_do_not_fit(labels: list[Label], message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        standard_weights("ESP2013", labels)
    assert str(refusal.value) == message


def test_ninety_five_and_over_has_no_weight_of_its_own_in_1976() -> None:
    with pytest.raises(DomainError, match=r'^the age band "85-89" cuts "85\+" of ESP1976'):
        standard_weights("ESP1976", ["0-4", *FIVES, "85-89", "90+"])


@pytest.mark.parametrize("name", [None, 5, np.nan, True, ["ESP2013"], ("a\nb",)], ids=repr)
def test_refuses_what_is_no_name(name: object) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown standard population [^\n]*\. "):
        standard_weights(name, ["all ages"])  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("labels", [None, True, 5, "0-64"], ids=repr)
def test_refuses_what_is_no_list_of_labels(labels: object) -> None:
    with pytest.raises(DomainError) as refusal:
        standard_weights("ESP2013", labels)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == (f'age_bands is {labels!r}; expected a list of labels. Write ["0-64", "65 and over"]')
