"""Many short runs of points at once: series cut into segments and laid end to end, so that none is looped over."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, as_bool_array

Places = NDArray[np.intp]

_REMEDY: Final = "Give true or false for each point"


class Segments(NamedTuple):
    """Series cut into segments and laid end to end.

    Attributes:
        is_first: Whether a point is the first of its segment.
        starts: The place of the first point of each segment.
        lengths: How many points each segment has. [points]
    """

    is_first: Flags
    starts: Places
    lengths: Places

    def total(self, flat: Numbers | Flags) -> Numbers:
        """Return the sum of each segment."""
        return np.add.reduceat(flat, self.starts, dtype=float) if self.starts.size else np.empty(0)

    def spread(self, each: Numbers) -> Numbers:
        """One number of each segment at all of its points."""
        return each.repeat(self.lengths)


def segments_of(shape: tuple[int, ...], rebase: ArrayLike) -> Segments:
    """Return the segments of series of a shape, which lie on its last axis.

    Args:
        shape: Shape of the series.
        rebase: Where a segment starts besides at the start of a series, in that shape or in that of one series.

    Raises:
        DomainError: The rebase does not fit the shape, or is neither true nor false somewhere.
    """
    is_first, flags = (
        np.empty(shape, bool),
        False if rebase is False else as_bool_array("rebase", rebase, remedy=_REMEDY),
    )
    try:
        is_first[...] = flags
    except ValueError:
        raise DomainError(
            f"rebase has the shape {np.shape(rebase)} and the values {shape}",
            remedy=_REMEDY,
        ) from None
    is_first[..., :1] = True
    flat = is_first.ravel()
    starts = flat.nonzero()[0]
    return Segments(flat, starts, _lengths(starts, flat.size))


def in_long_run(signs: Numbers, segments: Segments, length: int) -> Flags:
    """Return where a sign other than 0 repeats at least so many times within its segment."""
    changes = segments.is_first.copy()
    changes[1:] |= signs[1:] != signs[:-1]
    lengths = _lengths(changes.nonzero()[0], signs.size)
    return (lengths >= length).repeat(lengths) & (signs != 0)


def _lengths(starts: Places, size: int) -> Places:
    """From each start to the next, or to the end."""
    lengths = np.empty_like(starts)
    lengths[:-1] = starts[1:] - starts[:-1]
    lengths[-1:] = size - starts[-1:]
    return lengths
