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
    words = np.full(np.broadcast_shapes(*(condition.shape for condition, _ in cases)), otherwise, object)
    for condition, word in reversed(cases):
        np.copyto(words, word, where=condition)
    return words
