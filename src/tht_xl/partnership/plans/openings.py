"""How many capital schemes open in each year: at their earliest, at their latest, and beside what a plan promises."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tht_xl.templates.checks import FIRST_YEAR, LAST_YEAR
from tht_xl.templates.table import Row, Table

MAX_FITTED = 500
"""Schemes beyond which no years are looked for: no programme has as many. [schemes]"""


@dataclass(frozen=True)
class Opening:
    """When a scheme opens.

    Attributes:
        row: The scheme.
        years: The first and the last year in which it may open; None where no year is stated.
    """

    row: Row
    years: tuple[int, int] | None

    @property
    def name(self) -> str:
        """The name of the scheme."""
        return str(self.row["scheme"] or self.row["id"])

    @property
    def is_outside_plan(self) -> bool:
        """Whether it is not among those that the plan promises by year."""
        return self.row["beside"] == "yes"

    @property
    def is_range(self) -> bool:
        """Whether it may open in several years."""
        return self.years is not None and self.years[0] < self.years[1]


def openings_of(schemes: Table) -> list[Opening]:
    """Return when each scheme opens, as printed; schemes that are dropped are left out."""
    return [Opening(row, _years(row)) for row in schemes if row["status"] != "dropped"]


def _years(row: Row) -> tuple[int, int] | None:
    # What is not a year is a finding in its cell, and no year here.
    ends = [year for year in map(year_of, (row["earliest"], row["latest"])) if year is not None]
    return (min(ends), max(ends)) if ends else None


def year_of(cell: object) -> int | None:
    """Return the year that a cell holds; None where it holds none."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and FIRST_YEAR <= cell <= LAST_YEAR else None


def planned_openings(planned: Table) -> dict[int, int]:
    """Return how many openings a plan promises in each year; a row without a year or a whole number is left out."""
    rows = [(year_of(row["year"]), row["openings"]) for row in planned]
    return {year: count for year, count in rows if year is not None and isinstance(count, int) and count >= 0}


def openings_by_year(openings: Sequence[Opening], *, latest: bool) -> Counter[int]:
    """Return how many open in each year, if all open at their earliest, or at their latest."""
    return Counter(each.years[latest] for each in openings if each.years)


def years_that_fit(openings: Sequence[Opening], planned: Mapping[int, int]) -> dict[int, int] | None:
    """Return years within the ranges that give exactly the openings planned; None where there are none.

    A scheme with a range is put into one of its years so that each planned year gets its number. Which goes where is a
    matching of schemes and places, found by augmenting paths; the schemes that have only planned years come first,
    because none of them may be left over.

    Args:
        openings: The schemes, each with its years.
        planned: Openings by year.

    Returns:
        The year of each scheme that opens in a planned year, by the row of the scheme.
    """
    if sum(planned.values()) > len(openings) or len(openings) > MAX_FITTED:
        return None
    places = [(year, number) for year, count in planned.items() for number in range(count)]
    choices = [
        [place for place in places if each.years and each.years[0] <= place[0] <= each.years[1]] for each in openings
    ]
    must = [at for at, each in enumerate(openings) if each.years and _is_within(each.years, planned)]
    taken: dict[tuple[int, int], int] = {}
    for at in must:
        if not _place(at, choices, taken, set()):
            return None
    for at in range(len(openings)):
        if at not in must:
            _place(at, choices, taken, set())
    if len(taken) < len(places):
        return None
    return {openings[at].row.number: place[0] for place, at in taken.items()}


def _is_within(years: tuple[int, int], planned: Mapping[int, int]) -> bool:
    return all(year in planned for year in range(years[0], years[1] + 1))


def _place(
    at: int,
    choices: Sequence[Sequence[tuple[int, int]]],
    taken: dict[tuple[int, int], int],
    tried: set[tuple[int, int]],
) -> bool:
    """Find a place for a scheme, moving others to another of theirs where that makes room."""
    for place in choices[at]:
        if place in tried:
            continue
        tried.add(place)
        if place not in taken or _place(taken[place], choices, taken, tried):
            taken[place] = at
            return True
    return False
