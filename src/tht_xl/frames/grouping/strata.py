"""Strata: the age bands, or the like, that the rows of a group stand for."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import label_text
from tht_xl.frames.grouping.groups import Places, group_rows
from tht_xl.model.age_bands.age_band import AgeBand


@dataclass(frozen=True, slots=True)
class Strata:
    """What each row stands for within its group.

    Attributes:
        codes: The number of each row's stratum, in order of appearance.
        keys: What each stratum is joined by: an age band, or text without regard to case; a tuple of these where
            several columns tell the strata apart.
        labels: What each stratum is called in messages.
    """

    codes: Places
    keys: list[Hashable]
    labels: list[str]

    @property
    def age_bands(self) -> list[AgeBand]:
        """The age bands among the keys, each once, youngest first."""
        return sorted({key for key in self.keys if isinstance(key, AgeBand)})

    def place(self, row: int) -> str:
        """Return a row's place, for messages."""
        return f"in age band {self.labels[int(self.codes[row])]!r}"


def strata_of(frame: pd.DataFrame, names: str | Sequence[str], *, argument: str) -> Strata:
    """Return the strata of the rows, told apart by one column or several.

    Raises:
        DomainError: No column is named.
        UnknownNameError: A column is not in the frame.
    """
    found = group_rows(frame, names, argument=argument)
    if not len(found.keys.columns):
        raise DomainError(f"{argument} names no column; expected one or more", remedy="Name the column of the bands")
    rows: list[tuple[object, ...]] = list(found.keys.itertuples(index=False, name=None))
    keys: list[Hashable] = [tuple(map(band_key, row)) if len(row) > 1 else band_key(*row) for row in rows]
    return Strata(found.codes, keys, [", ".join(map(label_text, row)) for row in rows])


def band_key(label: object) -> Hashable:
    """Return what a label is joined by: the ages it means, so that "0 to 4" is "0-4", or else its text."""
    try:
        # What pandas' `cut` makes of ages is an interval, which says what its text says: "[5, 10)".
        return AgeBand.parse(str(label) if isinstance(label, pd.Interval) else label)  # pyright: ignore[reportArgumentType]  # whatever is not a label is refused
    except DomainError:
        return label_text(label).strip().casefold()


def unknown_band(label: str) -> str:
    """Return why a label names no band: in the words of the reader of age bands where it has any."""
    try:
        AgeBand.parse(label)
    except DomainError as error:
        return f"unknown age band: {error.message}"
    return f"unknown age band {label!r}"
