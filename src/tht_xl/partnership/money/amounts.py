"""What each saving comes to: its effect, what its months add up to, and what finance has confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tht_xl.partnership.money.double_counting import months_twice
from tht_xl.templates.table import Row, Tables


class Amounts(NamedTuple):
    """The amounts of a saving, or of several, in pounds; None where nothing is stated.

    Attributes:
        in_year: What it saves in its financial year.
        full_year: What it saves in a whole year once it is in place.
        forecast: What its months are forecast to come to.
        planned_so_far: The plan of those months of which it is known what was delivered.
        delivered: What those months delivered.
        confirmed: What finance has confirmed.
    """

    in_year: float | None
    full_year: float | None
    forecast: float | None
    planned_so_far: float | None
    delivered: float | None
    confirmed: float | None

    @property
    def unconfirmed(self) -> float:
        """Pounds that were delivered and that finance has not confirmed."""
        return max(0.0, (self.delivered or 0) - (self.confirmed or 0))


def amounts_of(savings: Tables) -> dict[int, Amounts]:
    """Return the amounts of each scheme by the number of its row; a month that is there twice counts once."""
    again = {each.row.number for each in months_twice(savings)}
    months = defaultdict[str, list[Row]](list)
    for month in savings["months"]:
        if month["scheme"] and month.number not in again:
            months[month["scheme"]].append(month)
    return {row.number: _amounts(row, months.get(row["id"] or "", ())) for row in savings["schemes"]}


def sum_of(amounts: Sequence[Amounts]) -> Amounts:
    """Return the sums of what is stated."""
    return Amounts(*(total(each[at] for each in amounts) for at in range(len(Amounts._fields))))


def total(found: Iterable[float | None]) -> float | None:
    """Return the sum of what is stated; None where nothing is."""
    stated = [each for each in found if each is not None]
    return sum(stated) if stated else None


def pounds(amount: float | None) -> str | None:
    """Return an amount in pounds as it is written.

    Examples:
        >>> pounds(60_000_000), pounds(None)
        ('£60,000,000', None)
    """
    return None if amount is None else f"£{amount:,.0f}"


def _amounts(row: Row, months: Sequence[Row]) -> Amounts:
    known = [month for month in months if month["delivered"] is not None]
    return Amounts(
        row["in-year"],
        row["full-year"],
        total(month["forecast"] for month in months),
        total(month["planned"] for month in known),
        total(month["delivered"] for month in known),
        row["confirmed"],
    )
