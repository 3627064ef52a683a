"""Groups that come in different age bands: all groups of one set of bands at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tht_xl.frames.grouping.groups import Groups
from tht_xl.frames.grouping.keys import Places, rows_of_each
from tht_xl.frames.grouping.layout import BandLayout, lay_out
from tht_xl.frames.grouping.strata import Strata
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.stats.arrays import Numbers, Words

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
        return self.layout.shaped(values if self.rows is None else values[self.rows])


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
            reasons[group] = groups.named(group, problem)
    return BandSet(which, rows, bands, layout, reasons, problem)
