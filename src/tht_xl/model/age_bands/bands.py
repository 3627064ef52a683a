"""Lists of age bands: each once, none missing."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import AgeBand

Label = str | int | float | date | AgeBand
"""What may be in a column of age bands."""

ALL_AGES = AgeBand(0, None)


def read_age_bands(labels: Iterable[Label]) -> tuple[AgeBand, ...]:
    """Return the bands that labels name, in the order given.

    Raises:
        DomainError: There is none, a label names no band or has become a date, or a band is given twice or overlaps
            another; the message gives the places, counted from 1.

    Examples:
        >>> [band.label for band in read_age_bands(["0 to 4", "5-9", "10 and over"])]
        ['0-4', '5-9', '10+']
    """
    bands: list[AgeBand] = []
    for place, label in enumerate(labels, 1):
        try:
            bands.append(AgeBand.parse(label))
        except DomainError as error:
            raise DomainError(error.message, where=f"age band {place}", remedy=error.remedy) from None
    if not bands:
        raise DomainError("no age band is given; expected one or more", remedy="Give the label of each band")
    _check_each_once(bands)
    return tuple(bands)


def check_cover(bands: Iterable[AgeBand], ages: AgeBand = ALL_AGES) -> None:
    """Check that bands have each of some ages once, in any order, and no other age.

    Args:
        bands: Bands that do not overlap.
        ages: The ages that they should hold together.

    Raises:
        DomainError: They do not; the message names the ages that are missing or too many.
    """
    ordered = sorted(bands)
    for band in ordered:
        if not ages.holds(band):
            raise DomainError(
                f'the age band "{band}" is not among the ages {ages}', remedy="Leave the band out, or change the ages"
            )
    missing = list(_gaps(ordered, ages))
    if missing:
        names = ", ".join(f'"{band}"' for band in missing)
        raise DomainError(
            f"the ages {names} are missing; expected {'all ages' if ages == ALL_AGES else f'every age of {ages}'}",
            remedy="Add them, or say which ages the figure is meant to cover",
        )


def _check_each_once(bands: list[AgeBand]) -> None:
    # In order of age, where any two bands share an age, so do two neighbours: looking at those is enough.
    places = sorted(range(len(bands)), key=lambda place: bands[place])
    for one, other in pairwise(places):
        if bands[one] == bands[other]:
            raise DomainError(
                f'the age band "{bands[one]}" is given twice, in places {one + 1} and {other + 1}',
                remedy="Keep one of the two, or add them together",
            )
        if bands[one].overlaps(bands[other]):
            raise DomainError(
                f'the age bands "{bands[one]}" and "{bands[other]}" overlap, in places {one + 1} and {other + 1}',
                remedy="Give each age once",
            )


def _gaps(ordered: list[AgeBand], ages: AgeBand) -> Iterable[AgeBand]:
    begin: int | None = ages.start
    for band in ordered:
        if begin is not None and band.start > begin:
            yield AgeBand(begin, band.start - 1)
        begin = None if band.end is None else band.end + 1
    if begin is not None and (ages.end is None or begin <= ages.end):
        yield AgeBand(begin, ages.end)
