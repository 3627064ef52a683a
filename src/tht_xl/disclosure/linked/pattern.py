"""The pattern of linked tables: which figures are small, and which may be withheld to protect them.

An attacker is taken to know this much, so that nothing decided by it tells him more.
"""

from typing import NamedTuple

import numpy as np

from tht_xl.disclosure.released import shown_range
from tht_xl.disclosure.rules import DisclosureRule, is_small, round_to
from tht_xl.disclosure.secondary_suppression import least_cover
from tht_xl.stats.arrays import Flags, Numbers


class Pattern(NamedTuple):
    """Distinct linked figures, and what may be known of each.

    Attributes:
        shown: What the release would show of each figure. [count]
        counts: The true counts. [count]
        members: Whether each block belongs to each figure.
        as_it_is: Figures that the rule exempts: shown exactly.
        inside: Whether each figure (columns) counts a part of the people of another (rows), and not all.
        small: Small figures that hold no smaller published one but zeros.
        sums_of_small: Figures above those alone, whatever their size: a total whose every cell is small or 0 is
            withheld with them, since whether it is small itself would tell how small they are.
        may_cover: Figures large enough to be withheld for others; the rest are always shown.
        are_below_limit: Figures that the rule withholds for their own size.
        least_cover: The least count that covers for others. [count]
    """

    shown: Numbers
    counts: Numbers
    members: Flags
    as_it_is: Flags
    inside: Flags
    small: Flags
    sums_of_small: Flags
    may_cover: Flags
    are_below_limit: Flags
    least_cover: float

    @property
    def always_withheld(self) -> Flags:
        """Small figures, and what they alone add up to."""
        return self.small | self.sums_of_small

    @property
    def is_whole(self) -> Flags:
        """Figures that hold another one that is not 0."""
        return np.asarray((self.inside & (self.counts > 0)).any(axis=1))


def pattern_of(rule: DisclosureRule, counts: Numbers, members: Flags, as_it_is: Flags) -> Pattern:
    """Return the pattern of distinct figures that add up.

    A small figure that holds others is the sum of small ones and zeros, and so always among `sums_of_small`: whatever
    counts agree with the release have the same pattern.
    """
    inside, nonzero = parts(members), counts > 0
    below_limit = is_small(rule, counts) & ~as_it_is
    is_whole = np.asarray((inside & nonzero).any(axis=1))
    small = below_limit & ~is_whole
    larger_cell = nonzero & ~is_whole & ~small
    sums = nonzero & is_whole & ~np.asarray((inside & larger_cell).any(axis=1)) & ~as_it_is
    shown, least = counts, float(least_cover(rule))
    if rule.rounding_base:
        # Which figures can cover has to be seen in the release, where counts are rounded: those above the least shown.
        shown, above = (
            round_to(counts, rule.rounding_base),
            round_to(rule.suppression_threshold + 1, rule.rounding_base),
        )
        least = float(shown_range(rule, above + rule.rounding_base)[0])
        may_cover = shown > above
    else:
        may_cover = counts >= least
    may_cover &= ~small & ~sums & ~as_it_is
    return Pattern(shown, counts, members, as_it_is, inside, small, sums, may_cover, below_limit, least)


def parts(members: Flags) -> Flags:
    """Return whether each figure (columns) counts a part of the people of another (rows), and not all of them."""
    shared = members.astype(np.float32) @ members.T.astype(np.float32)
    size = members.sum(axis=1)
    return np.asarray((shared == size[None, :]) & (size[None, :] < size[:, None]))
