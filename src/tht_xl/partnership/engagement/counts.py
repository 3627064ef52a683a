"""Counts of what people said, as far as they may be shown."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from tht_xl.disclosure.one_way import suppress
from tht_xl.partnership.view import ViewCell

RULE = "1-5"
"""The disclosure rule for responses: counts from 1 to 5 are withheld, and what would give them away."""


def released_counts(kinds: Iterable[str], categories: Sequence[str]) -> tuple[list[ViewCell], ViewCell]:
    """Return how many there are of each category and in all, with small counts withheld as "[c]".

    Args:
        kinds: The category of each thing that is counted.
        categories: The categories in their order; a kind that is in none of them is not counted.

    Examples:
        >>> released_counts(["a"] * 12 + ["b"] * 3 + ["c"] * 9, ["a", "b", "c", "d"])
        (['[c]', '[c]', '[c]', 0], 24)
    """
    many = Counter(kinds)
    if not categories:
        return [], 0
    counts = np.array([many[each] for each in categories], float)
    released = suppress(counts, RULE, counts.sum())
    cells = [_cell(count, symbol) for count, symbol in zip(released.counts, released.symbols, strict=True)]
    total = released.totals
    return cells, None if total is None else _cell(total.counts, total.symbols)


def _cell(count: object, symbol: object) -> ViewCell:
    return str(symbol) or int(float(np.asarray(count)))
