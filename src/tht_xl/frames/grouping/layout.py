"""Rows laid out as groups by bands, joined by label and never by position."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tht_xl.frames.grouping.groups import Groups, Places, rows_of_each
from tht_xl.frames.grouping.strata import Strata, unknown_band
from tht_xl.model.age_bands.age_band import AgeBand
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

    def in_bands(self, values: Numbers) -> Numbers:
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
            reasons[group] = self.groups.with_key(group, reasons[group])
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


Judge = Callable[[Sequence[AgeBand]], str]
"""Says what is wrong with bands, youngest first, as a set; "" where they will do."""


class BandSet(NamedTuple):
    """Groups that share their bands.

    Attributes:
        which: The numbers of the groups.
        rows: Their rows; None for all rows of the frame.
        bands: The bands, youngest first.
        layout: Where each of the rows goes.
        reasons: What is wrong with each group's bands; "".
        problem: What is wrong with the bands as a set; "".
    """

    which: Places
    rows: Places | None
    bands: list[AgeBand]
    layout: BandLayout
    reasons: Words
    problem: str

    def pick(self, values: Numbers) -> Numbers:
        """Return the values of the rows as groups by bands; a single band of unknowns where the bands are wrong."""
        if self.problem:
            return np.full((len(self.which), 1), np.nan)
        return self.layout.in_bands(values if self.rows is None else values[self.rows])


def band_sets(groups: Groups, strata: Strata, judge: Judge) -> Iterator[BandSet]:
    """Yield the groups of each set of bands in turn.

    Where the bands of all groups together make one set, every group is to have them all. Otherwise each group has the
    set of its own bands, so that some may end in 85+ and others in 90+.
    """
    everything = strata.age_bands
    if not judge(everything) or len(groups) <= 1:
        yield _band_set(groups, strata, everything, judge, np.arange(len(groups)), None)
        return
    present = _presence(groups, strata, everything)
    distinct, number = np.unique(present, axis=0, return_inverse=True)
    number = number.reshape(-1)
    groups_of, rows_of = rows_of_each(number, len(distinct)), rows_of_each(number[groups.codes], len(distinct))
    for flags, which, rows in zip(distinct, groups_of, rows_of, strict=True):
        bands = [band for band, there in zip(everything, flags.tolist(), strict=True) if there]
        own = Strata(strata.codes[rows], strata.keys, strata.labels)
        yield _band_set(groups.only(which, rows), own, bands, judge, which, rows)


def _presence(groups: Groups, strata: Strata, bands: list[AgeBand]) -> np.ndarray:
    """Return which groups have a row for which band."""
    columns = {band: place for place, band in enumerate(bands)}
    own = np.array([columns.get(key, len(bands)) for key in strata.keys], np.intp)  # type: ignore[call-overload]
    present = np.zeros((len(groups), len(bands) + 1), bool)
    present[groups.codes, own[strata.codes]] = True
    return present[:, :-1]


def _band_set(
    groups: Groups, strata: Strata, bands: list[AgeBand], judge: Judge, which: Places, rows: Places | None
) -> BandSet:
    layout = lay_out(groups, strata, [(band, band.label) for band in bands])
    reasons, problem = layout.reasons(), judge(bands)
    if problem:
        for group in np.flatnonzero(reasons == "").tolist():
            reasons[group] = groups.with_key(group, problem)
    return BandSet(which, rows, bands, layout, reasons, problem)
