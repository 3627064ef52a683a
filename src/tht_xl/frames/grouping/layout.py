"""Rows laid out as groups by bands, joined by label and never by position."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from tht_xl.frames.grouping.groups import Groups
from tht_xl.frames.grouping.keys import Places
from tht_xl.frames.grouping.strata import Strata, unknown_band
from tht_xl.stats.arrays import Flags, Numbers, Words

MAX_NAMED = 3
"""Missing bands named in one message; the others are counted."""


@dataclass(frozen=True, slots=True)
class BandLayout:
    """Where each row goes in an array of groups by bands.

    Attributes:
        groups: Of the rows.
        strata: Of the rows.
        bands: Labels of the bands, in the order of the array.
        places: The place of each row in the flattened array; the one after the last for rows of no band.
        is_regular: Whether the rows are in the order of the array already, one for each place.
    """

    groups: Groups
    strata: Strata
    bands: list[str]
    places: Places
    is_regular: bool

    def shaped(self, values: Numbers) -> Numbers:
        """Return the values as groups by bands, NaN where a group has no row for a band."""
        shape = (len(self.groups), len(self.bands))
        if self.is_regular:
            return values.reshape(shape)
        filled = np.full(shape[0] * shape[1] + 1, np.nan)
        filled[self.places] = values
        return filled[:-1].reshape(shape)

    def reasons(self) -> Words:
        """Return what is wrong with the bands of each group, "" where it has one row for each."""
        reasons = np.full(len(self.groups), "", object)
        if self.is_regular:
            return reasons
        size = len(self.groups) * len(self.bands)
        rows = np.bincount(self.places, minlength=size + 1)[:-1].reshape(len(self.groups), len(self.bands))
        for group in _which(rows == 0):
            reasons[group] = _missing([self.bands[each] for each in np.flatnonzero(rows[group] == 0)])
        for group in _which(rows > 1):
            label = self.bands[int(np.argmax(rows[group] > 1))]
            reasons[group] = f"{rows[group].max()} rows for age band {label!r}; expected one"
        for row in np.flatnonzero(self.places == size)[::-1].tolist():
            reasons[self.groups.codes[row]] = unknown_band(self.strata.labels[int(self.strata.codes[row])])
        for group in np.flatnonzero(reasons != "").tolist():
            reasons[group] = self.groups.named(group, reasons[group])
        return reasons


def lay_out(groups: Groups, strata: Strata, bands: Sequence[tuple[Hashable, str]]) -> BandLayout:
    """Return where each row goes.

    Args:
        groups: Of the rows.
        strata: Of the rows.
        bands: Key and label of each band, in the order of the array.
    """
    order = {key: place for place, (key, _) in enumerate(bands)}
    own = np.array([order.get(key, -1) for key in strata.keys], np.intp)
    band = own[strata.codes]
    size = len(groups) * len(bands)
    places = groups.codes * len(bands) + band
    if (own < 0).any():
        places[band < 0] = size
    is_regular = len(places) == size and bool((places == np.arange(size)).all())
    return BandLayout(groups, strata, [label for _, label in bands], places, is_regular)


def _which(flags: Flags) -> list[int]:
    return np.flatnonzero(flags.any(-1)).tolist()


def _missing(labels: list[str]) -> str:
    named = ", ".join(repr(each) for each in labels[:MAX_NAMED])
    more = f" and {len(labels) - MAX_NAMED} more" if len(labels) > MAX_NAMED else ""
    return f"no row for age band{'s' if len(labels) > 1 else ''} {named}{more}"
