"""Why a standardised rate has no value: the words that stand in its place, and their order."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from tht_xl.stats.arrays import Flags, Words

FEW_EVENTS: Final = "fewer-than-10-events"
"""Withheld by the method's rule: a rate from so few events is too unreliable to show."""

MISSING_COUNT: Final = "missing-count"
IMPOSSIBLE_COUNT: Final = "impossible-count"
MISSING_POPULATION: Final = "missing-population"
IMPOSSIBLE_POPULATION: Final = "impossible-population"
IMPOSSIBLE_STANDARD: Final = "impossible-standard"
IMPOSSIBLE_REFERENCE: Final = "impossible-reference"
NO_EXPECTED: Final = "no-expected-events"


def first_reason(shape: tuple[int, ...], cases: Sequence[tuple[Flags | np.bool_, str]]) -> Words:
    """For each element the word of the first condition that holds, "" where none does.

    Args:
        shape: Shape of the result.
        cases: Conditions, which broadcast to the shape, and their words; the first that holds wins.
    """
    words = np.full(shape, "", object)
    for condition, word in reversed(cases):
        if condition.any():
            words[np.broadcast_to(condition, shape)] = word
    return words
