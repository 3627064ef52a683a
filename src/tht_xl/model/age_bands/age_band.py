"""Age bands: which ages they hold, and what they are called."""

from dataclasses import dataclass
from datetime import date
from numbers import Real

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.date import refuse_date
from tht_xl.model.age_bands.text import EXAMPLES, read_age_band

OLDEST = 130
"""Ages above this are mistakes. [years]"""


@dataclass(frozen=True, slots=True, repr=False)
class AgeBand:
    """A run of whole ages, such as "10-14", "<1" or "90+".

    Two bands are equal if they hold the same ages, however they were written. Bands sort by their youngest age.

    Attributes:
        start: The youngest age. [years]
        end: The oldest age, which belongs to the band; None where it is open. [years]

    Examples:
        >>> AgeBand.parse("85 and over"), AgeBand.parse("5–9 years"), AgeBand.parse("under 1")
        (AgeBand('85+'), AgeBand('5-9'), AgeBand('<1'))
    """

    start: int
    end: int | None

    def __post_init__(self) -> None:
        last = self.start if self.end is None else self.end
        if not 0 <= self.start <= last <= OLDEST:
            raise DomainError(
                f"ages {self.start} to {'any' if self.end is None else self.end}; expected from 0 to {OLDEST}, "
                "the youngest first",
                remedy=EXAMPLES,
            )

    @classmethod
    def parse(cls, label: "str | int | float | date | AgeBand") -> "AgeBand":
        """Return the band that a label names.

        Args:
            label: Text such as "0-4", "0 to 4", "<1", "17", "85+" or "90 and over"; the number of a single age.

        Raises:
            DomainError: It names no band, names one in two ways, or has become a date.
        """
        if isinstance(label, AgeBand):
            return label
        refuse_date(label)
        if isinstance(label, str):
            return cls(*read_age_band(label))
        number: object = label
        if isinstance(number, Real) and not isinstance(label, bool) and float(number).is_integer():
            age = int(float(number))
            return cls(age, age)
        shown = f"{label:g}" if isinstance(label, float) else f"{label!r}"[:40]
        raise DomainError(f"{shown} is not an age band", remedy=EXAMPLES)

    @property
    def label(self) -> str:
        """The one way in which tht_xl writes the band."""
        if self.end is None:
            return f"{self.start}+"
        if self.start == self.end:
            return "<1" if self.end == 0 else f"{self.start}"
        return f"{self.start}-{self.end}"

    @property
    def width(self) -> int | None:
        """How many ages the band holds, in years; None where it is open."""
        return None if self.end is None else self.end - self.start + 1

    def holds(self, other: "AgeBand") -> bool:
        """Return whether every age of the other band belongs to this one."""
        return self.start <= other.start and other._last() <= self._last()

    def overlaps(self, other: "AgeBand") -> bool:
        """Return whether some age belongs to both."""
        return self.start <= other._last() and other.start <= self._last()

    def is_followed_by(self, other: "AgeBand") -> bool:
        """Return whether the other band begins where this one ends."""
        return self.end is not None and other.start == self.end + 1

    def __lt__(self, other: "AgeBand") -> bool:
        return (self.start, self._last()) < (other.start, other._last())

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"AgeBand({self.label!r})"

    def _last(self) -> float:
        return float("inf") if self.end is None else self.end
