"""Standard populations, joined to age bands by label."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import ALL_AGES, Label, check_cover, read_age_bands
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.refused import check_name, shown


@dataclass(frozen=True, slots=True)
class StandardPopulation:
    """A population of fixed shape, whose bands weigh the rates of real ones.

    Attributes:
        name: What formulas and definitions call it.
        title: Its full name.
        bands: Its finest published bands, youngest first.
        weights: People in each. [people]
        source: Where it is published.
    """

    name: str
    title: str
    bands: tuple[AgeBand, ...]
    weights: tuple[int, ...]
    source: str


def _population(
    name: str, title: str, starts: Iterable[int], weights: Iterable[int], source: str
) -> StandardPopulation:
    begins = list(starts)
    bands = [AgeBand(start, after - 1) for start, after in pairwise(begins)]
    return StandardPopulation(name, title, (*bands, AgeBand(begins[-1], None)), tuple(weights), source)


STANDARD_POPULATIONS: dict[str, StandardPopulation] = {
    each.name: each
    for each in (
        _population(
            "ESP2013",
            "European Standard Population 2013",
            (0, 1, *range(5, 96, 5)),
            (
                1000,
                4000,
                *[5500] * 3,
                *[6000] * 2,
                6500,
                *[7000] * 4,
                6500,
                6000,
                5500,
                5000,
                4000,
                2500,
                1500,
                800,
                200,
            ),
            "Eurostat, Revision of the European Standard Population (2013), table of 21 bands.",
        ),
        _population(
            "ESP1976",
            "European Standard Population 1976",
            (0, 1, *range(5, 86, 5)),
            (1600, 6400, *[7000] * 10, 6000, 5000, 4000, 3000, 2000, 1000, 1000),
            "J. Waterhouse et al. (eds), Cancer Incidence in Five Continents, vol. III, IARC (1976), p. 456.",
        ),
    )
}
"""Both sum to 100,000."""


def find_standard_population(name: str) -> StandardPopulation:
    """Return the standard population with this name, without regard to case, blanks and dashes.

    Raises:
        UnknownNameError: None has it; the nearest name is given.
    """
    # Careless code gives something else than a text.
    folded = "".join(filter(str.isalnum, name.upper())) if isinstance(cast(object, name), str) else ""
    if folded not in STANDARD_POPULATIONS:
        check_name("standard population", name, STANDARD_POPULATIONS)
    return STANDARD_POPULATIONS[folded]


def standard_weights(standard: str, age_bands: Iterable[Label], *, ages: Label = ALL_AGES) -> Numbers:
    """Return the weight of each age band in a standard population, in the order of the bands given.

    Bands join by label, so that their order does not matter. A band that is made of several of the standard's, such
    as "85+" or "0-4", weighs as much as they do together.

    Args:
        standard: "ESP2013" or "ESP1976".
        age_bands: The label of each band, as people write them.
        ages: The ages that the rate is about, such as "0-74" for one of people under 75; all ages otherwise.

    Returns:
        One weight for each band. [people]

    Raises:
        DomainError: A label names no band or has become a date; a band is given twice, overlaps another, cuts one of
            the standard's, or is missing.
        UnknownNameError: No standard population has this name.

    Examples:
        >>> standard_weights("ESP2013", ["75+", "0 to 64", "65-74"])
        array([ 9000., 80500., 10500.])
    """
    population = find_standard_population(standard)
    if isinstance(age_bands, str) or not hasattr(age_bands, "__iter__"):
        raise DomainError(
            f"age_bands is {shown(age_bands)}; expected a list of labels", remedy='Write ["0-64", "65 and over"]'
        )
    bands = read_age_bands(age_bands)
    check_cover(bands, AgeBand.parse(ages))
    return np.array([_weight(population, band) for band in bands])


def _weight(population: StandardPopulation, band: AgeBand) -> float:
    for own in population.bands:
        if band.overlaps(own) and not band.holds(own):
            raise DomainError(
                f'the age band "{band}" cuts "{own}" of {population.name}; expected bands made of whole ones of it',
                remedy=f"Its bands are {_bands_in_short(population)}",
            )
    return float(
        sum(weight for own, weight in zip(population.bands, population.weights, strict=True) if band.holds(own))
    )


def _bands_in_short(population: StandardPopulation) -> str:
    first, second, third, *_, last = population.bands
    return f"{first}, {second}, {third}, ... {last}"
