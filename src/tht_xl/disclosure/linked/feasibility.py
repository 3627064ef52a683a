"""What an attacker can believe of the withheld figures of linked tables: exactly, in whole counts.

Sums over a two-way table or a single hierarchy make a network, in which a linear program has whole solutions. Linked
tables in general do not, so each value is asked for by an integer program: is there a table of whole counts from 0 up
that agrees with everything released, and in which the figure has this value?
"""

from importlib import import_module
from typing import Any, Final, NamedTuple

import numpy as np

from tht_xl.disclosure.linked.pattern import Pattern
from tht_xl.disclosure.rules import DisclosureRule
from tht_xl.stats.arrays import Flags, Numbers

_MAX_NODES: Final = 10_000
"""A search that branches more often than this is given up, and counts as no value found."""


class Knowledge(NamedTuple):
    """What is known of each figure by itself, and how figures are made of blocks.

    Attributes:
        lowest: The least each figure can be. [count]
        highest: The most; infinite where nothing is known. [count]
        members: Whether each block (columns) belongs to each figure (rows).
    """

    lowest: Numbers
    highest: Numbers
    members: Flags


def blocks_exist(counts: Numbers, members: Flags) -> bool:
    """Return whether whole counts of the blocks can add up to the figures."""
    single = np.flatnonzero(members.sum(axis=1) == 1)
    blocks = np.full(members.shape[1], np.nan)
    blocks[members[single].argmax(axis=1)] = counts[single]
    if not np.isnan(blocks).any():
        return bool((members @ blocks == counts).all())
    return _Search(Knowledge(counts, counts, members)).find(None) is not None


def are_protected(rule: DisclosureRule, pattern: Pattern, covers: Flags, knowledge: Knowledge) -> bool:
    """Return whether enough values stay possible for each withheld figure, beside all others and every sum.

    Small figures: as many from 1 to the limit as the rule asks for. Sums of small figures: every value up to the limit
    that so many small ones can add up to. Covers: as many values as a small figure has.
    """
    search = _Search(knowledge)
    # The true counts agree with the release. Whatever else does is released alike, so the answer tells nobody of them.
    search.note(pattern.counts)
    limit, needed = rule.suppression_threshold, rule.least_possible
    for figure in np.flatnonzero(pattern.small).tolist():
        if not search.has_values(figure, 1, limit, needed):
            return False
    for figure in np.flatnonzero(pattern.sums_of_small).tolist():
        least = _least_sum(pattern, figure)
        if not search.has_values(figure, least, limit, min(needed, limit - least + 1)):
            return False
    return all(search.is_as_wide(figure, needed) for figure in np.flatnonzero(covers).tolist())


def _least_sum(pattern: Pattern, figure: int) -> int:
    """Return how many small figures with no people in common a sum of small figures has at least."""
    parts = pattern.members[pattern.inside[figure] & pattern.small]
    met, number = np.zeros(parts.shape[1], bool), 0
    for part in parts:
        if not (met & part).any():
            met |= part
            number += 1
    return number


class _Search:
    """Tables of whole counts that agree with a release."""

    def __init__(self, knowledge: Knowledge) -> None:
        sparse: Any = import_module("scipy.sparse")
        self._optimize: Any = import_module("scipy.optimize")
        self._known = knowledge
        self._members = knowledge.members.astype(float)
        self._matrix: Any = sparse.csr_array(self._members)
        self._found: list[Numbers] = []

    def note(self, figures: Numbers) -> None:
        """Keep figures that are known to agree with the release."""
        self._found.append(figures)

    def find(self, asked: tuple[int, float, float] | None, costs: Numbers | None = None) -> Numbers | None:
        """Figures of a table that agrees with the release; None where there is none.

        Args:
            asked: A figure with the least and the most that it is to be.
            costs: Of each figure, to be as low in sum as can be.
        """
        lowest, highest = self._known.lowest.copy(), self._known.highest.copy()
        if asked is not None:
            figure, least, most = asked
            lowest[figure], highest[figure] = max(lowest[figure], least), min(highest[figure], most)
        result: Any = self._optimize.milp(
            np.zeros(self._members.shape[1]) if costs is None else costs @ self._members,
            integrality=1,
            bounds=self._optimize.Bounds(0, np.inf),
            constraints=self._optimize.LinearConstraint(self._matrix, lowest, highest),
            options={"node_limit": _MAX_NODES},
        )
        if result.x is None:
            return None
        blocks = np.round(np.asarray(result.x, float))
        figures: Numbers = np.asarray(self._members @ blocks, np.float64)
        # A solver works within a tolerance; what it found has to hold exactly.
        if (figures < lowest).any() or (figures > highest).any():
            return None
        self._found.append(figures)
        return figures

    def has_values(self, figure: int, lowest: int, highest: int, needed: int) -> bool:
        """Return whether a figure can have so many of the values from the lowest to the highest."""
        seen = {int(each[figure]) for each in self._found if lowest <= each[figure] <= highest}
        for value in range(lowest, highest + 1):
            if len(seen) >= needed:
                return True
            if value not in seen and self.find((figure, value, value)) is not None:
                seen.add(value)
        return len(seen) >= needed

    def is_as_wide(self, figure: int, values: int) -> bool:
        """Return whether a figure's feasibility interval spans at least this many values, both ends included."""
        costs = np.zeros(len(self._members))
        for sign in (0, 1, -1):
            seen = [float(each[figure]) for each in self._found]
            if max(seen) - min(seen) + 1 >= values:
                return True
            if sign == 0:
                continue
            costs[figure] = sign
            # No further than is needed: what is unbounded has no most.
            bound = (min(seen), max(seen) + values) if sign < 0 else (max(min(seen) - values, 0), max(seen))
            self.find((figure, *bound), costs)
        seen = [float(each[figure]) for each in self._found]
        return max(seen) - min(seen) + 1 >= values
