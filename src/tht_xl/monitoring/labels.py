"""Arrays of the words a reader sees."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.stats.arrays import Flags

Words: TypeAlias = NDArray[np.object_]
"""Python strings; "" is "nothing to say"."""


def choose(cases: Sequence[tuple[Flags | np.bool_, str]], *, otherwise: str) -> Words:
    """For each element the word of the first case that holds.

    Args:
        cases: Conditions, which broadcast, each with its word, in order of priority.
        otherwise: The word where none holds.
    """
    if not any(condition.shape for condition, _ in cases):
        return np.array(next((word for condition, word in cases if condition), otherwise), object)
    # Numbers of the cases first, and one look-up of all words at the end: a text that is written over another costs ten
    # times as much as a small number.
    chosen = np.full(np.broadcast_shapes(*(condition.shape for condition, _ in cases)), len(cases), np.intp)
    for place in range(len(cases) - 1, -1, -1):
        np.copyto(chosen, place, where=cases[place][0])
    return np.array([*(word for _, word in cases), otherwise], object)[chosen]
