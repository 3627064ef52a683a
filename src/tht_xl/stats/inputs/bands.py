"""Numbers for each band of a group: bands lie on the last axis, groups on those before it."""

import math
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Column, Numbers, check_shapes, column
from tht_xl.stats.blockwise import BLOCK
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations, are_counts, are_populations
from tht_xl.stats.inputs.refused import shown

MissingCounts: TypeAlias = Literal["unknown", "zero"]
"""Whether a band without a count leaves the result unknown, or counts as no events."""

MIN_EVENTS: Final = 10
"""Where standardised rates begin to be shown, and counts to take Byar's limits. [count]"""
_BESIDE: Final = 1e-9

Lead: TypeAlias = tuple[int, ...]
"""The shape of the axes before the bands: one result for each element."""


class BandGroups(NamedTuple):
    """Arguments with one row for each group and one column for each band.

    Attributes:
        lead: The shape that the results take.
        rows: Each argument as (groups, bands); the rows of one that all groups share are one row in memory.
    """

    lead: Lead
    rows: tuple[Column, ...]


def as_groups(**given: ArrayLike) -> BandGroups:
    """Return the arguments, whose leading axes broadcast and whose last axes hold the same bands.

    Raises:
        DomainError: There is no band, the numbers of bands differ, the other axes do not broadcast, or an argument
            is not numeric.
    """
    arrays = {name: banded(name, each) for name, each in given.items()}
    shapes = [each.shape for each in arrays.values()]
    if shapes.count(shapes[0]) == len(shapes) and shapes[0][-1]:
        return BandGroups(shapes[0][:-1], tuple(each.reshape(-1, each.shape[-1]) for each in arrays.values()))
    check_bands({name: each.shape[-1] for name, each in arrays.items()})
    check_shapes({name: each.shape[:-1] for name, each in arrays.items()})
    lead = np.broadcast_shapes(*(each.shape[:-1] for each in arrays.values()))
    return BandGroups(lead, tuple(in_rows(each, lead) for each in arrays.values()))


def banded(name: str, given: ArrayLike) -> Column:
    """One argument as an array of numbers with one axis or more.

    Raises:
        DomainError: It is not numeric.
    """
    array = column(name, given)
    return array if array.ndim else array.reshape(1)


def in_rows(given: Column, lead: Lead) -> Column:
    """One argument as (groups, bands), where the groups have this shape; one row in memory where all share it."""
    bands = given.shape[-1]
    if given.ndim == 1 or given.size == bands:
        return np.broadcast_to(given.reshape(1, bands), (math.prod(lead), bands))
    return np.broadcast_to(given, (*lead, bands)).reshape(-1, bands)


def events_over_bands(x: Numbers) -> Numbers:
    """Σx of each group, to 15 digits where it falls beside the fewest events that a method asks for.

    A hundred tenths are 10 events, although adding them up in floating point can leave a little less. [count]
    """
    events = np.add.reduce(x, axis=-1)
    beside = np.abs(events - MIN_EVENTS) < _BESIDE
    if beside.any():
        for group in np.flatnonzero(beside & (events != MIN_EVENTS)):
            events[group] = float(f"{math.fsum(x[group].tolist()):.15g}")
    return events


def group_blocks(groups: int, bands: int) -> Iterator[slice]:
    """Yield slices of the groups, small enough that their numbers fit in the processor's cache."""
    size = max(1, BLOCK // bands)
    for start in range(0, groups, size):
        yield slice(start, min(start + size, groups))


def block(rows: Column, run: slice) -> Numbers:
    """Return some groups' numbers as floats, contiguous for each group; one row where all groups share it.

    So laid out, the sum over a group's bands is the same to the last digit whichever groups are beside it.
    """
    is_shared = rows.strides[0] == 0
    return np.ascontiguousarray(rows[:1] if is_shared else rows[run], float)


def zero_for_missing(x: Numbers, missing_counts: MissingCounts) -> Numbers:
    """Return the counts, with 0 for those that are missing if that is what missing means."""
    return np.where(np.isnan(x), 0.0, x) if missing_counts == "zero" else x


def check_missing_counts(missing_counts: str) -> None:
    """Check that the option is one of its two words.

    Raises:
        DomainError: It is not.
    """
    if not isinstance(cast(object, missing_counts), str) or missing_counts not in ("unknown", "zero"):
        raise DomainError(
            f"missing_counts is {shown(missing_counts)}; expected 'unknown' or 'zero'",
            remedy="Write 'zero' only if no count means that no event occurred",
        )


def check_bands(bands: dict[str, int]) -> None:
    """Check that the named arguments have the same number of bands, and at least one.

    Raises:
        DomainError: They have not.
    """
    if len(set(bands.values())) > 1:
        listed = ", ".join(f"{name} {count}" for name, count in bands.items())
        raise DomainError(
            f"the numbers of bands differ: {listed}; expected the same bands in each",
            remedy="Give every argument the same bands in the same order, on the last axis",
        )
    if 0 in bands.values():
        raise DomainError("no band is given; expected one or more", remedy="Give one number for each band")


def check_shared(name: str, shared: Column, *, zero_allowed: bool) -> None:
    """Check that numbers shared by all groups are in their range.

    Raises:
        DomainError: One does not; the message gives its band and value.
    """
    values = np.asarray(shared, float)
    if are_all_counts(values) if zero_allowed else are_all_populations(values):
        return
    wrong = np.flatnonzero(~(are_counts(values) if zero_allowed else are_populations(values)))
    if wrong.size:
        rule = "0 or more" if zero_allowed else "above 0"
        raise DomainError(
            f"{name} is {values[wrong[0]]:g} in band {wrong[0] + 1} of {values.size}; expected {rule} in every band",
            remedy="Enter it, or leave the band out everywhere",
        )
