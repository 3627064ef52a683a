"""Numbers for each band of a group: bands lie on the last axis, groups on those before it."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Column, Numbers, check_shapes, column
from tht_xl.stats.blockwise import BLOCK
from tht_xl.stats.domain import are_counts, are_populations

MissingCounts: TypeAlias = Literal["unknown", "zero"]
"""Whether a band without a count leaves the result unknown, or counts as no events."""

Lead: TypeAlias = tuple[int, ...]
"""The shape of the axes before the bands: one result for each element."""


class Groups(NamedTuple):
    """Arguments with one row for each group and one column for each band.

    Attributes:
        lead: The shape that the results take.
        rows: Each argument as (groups, bands); the rows of one that all groups share are one row in memory.
    """

    lead: Lead
    rows: tuple[Column, ...]


def as_groups(**given: ArrayLike) -> Groups:
    """The arguments, whose leading axes broadcast and whose last axes hold the same bands.

    Raises:
        DomainError: There is no band, the numbers of bands differ, the other axes do not broadcast, or an argument
            holds no numbers.
    """
    arrays = {name: np.atleast_1d(column(name, each)) for name, each in given.items()}
    check_bands({name: each.shape[-1] for name, each in arrays.items()})
    check_shapes({name: each.shape[:-1] for name, each in arrays.items()})
    lead = np.broadcast_shapes(*(each.shape[:-1] for each in arrays.values()))
    return Groups(lead, tuple(_rows(each, lead) for each in arrays.values()))


def group_blocks(groups: int, bands: int) -> Iterator[slice]:
    """Runs of groups whose numbers stay in the processor's cache together."""
    size = max(1, BLOCK // bands)
    for start in range(0, groups, size):
        yield slice(start, min(start + size, groups))


def block(rows: Column, run: slice) -> Numbers:
    """Some groups' numbers as floats, each group's in one piece of memory; one row where all groups share it.

    So laid out, the sum over a group's bands is the same to the last digit whichever groups stand beside it.
    """
    is_shared = rows.strides[0] == 0
    return np.ascontiguousarray(rows[:1] if is_shared else rows[run], float)


def zero_for_missing(x: Numbers, missing_counts: MissingCounts) -> Numbers:
    """The counts, with 0 for those that are missing if that is what missing means."""
    return np.where(np.isnan(x), 0.0, x) if missing_counts == "zero" else x


def check_missing_counts(missing_counts: str) -> None:
    """Nothing, where the option is one of its two words.

    Raises:
        DomainError: It is not.
    """
    if missing_counts not in ("unknown", "zero"):
        raise DomainError(
            f"missing_counts is {missing_counts!r}; expected 'unknown' or 'zero'",
            remedy="Write 'zero' only if no count means that no event occurred",
        )


def check_multiplier(name: str, multiplier: float) -> None:
    """Nothing, where the multiplier is a number above 0.

    Raises:
        DomainError: It is not.
    """
    if isinstance(multiplier, str) or np.ndim(multiplier) or not 0 < multiplier < np.inf:
        raise DomainError(f"{name} is {multiplier!r}; expected a number above 0", remedy="Write 100 for per cent")


def check_bands(bands: dict[str, int]) -> None:
    """Nothing, where the named arguments have the same number of bands, and at least one.

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
    """Nothing, where numbers that all groups share lie in their range.

    Raises:
        DomainError: One does not; the message gives its band and value.
    """
    values = np.asarray(shared, float)
    wrong = np.flatnonzero(~(are_counts(values) if zero_allowed else are_populations(values)))
    if wrong.size:
        rule = "0 or more" if zero_allowed else "above 0"
        raise DomainError(
            f"{name} is {values[wrong[0]]:g} in band {wrong[0] + 1} of {values.size}; expected {rule} in every band",
            remedy="Enter it, or leave the band out everywhere",
        )


def _rows(given: Column, lead: Lead) -> Column:
    bands = given.shape[-1]
    if given.ndim == 1 or given.size == bands:
        return np.broadcast_to(given.reshape(1, bands), (int(np.prod(lead)), bands))
    return np.broadcast_to(given, (*lead, bands)).reshape(-1, bands)
