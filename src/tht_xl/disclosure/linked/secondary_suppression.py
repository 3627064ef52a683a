"""Secondary suppression in linked tables: which figures are withheld so that no total reveals a small one.

For each small figure a linear program looks for the cheapest set of figures that can move when it does, while all that
is shown stays as it is [1]. It sees where small figures, zeros and covers may be, and totals that the release shows;
never the size of a figure that is withheld. So whoever repeats the choice learns nothing.

References:
    [1] M. Fischetti and J. J. Salazar, Manage. Sci. 47, 1008-1027 (2001).
"""

from importlib import import_module
from typing import Any, Final

import numpy as np

from tht_xl.disclosure.linked.pattern import Pattern
from tht_xl.stats.arrays import Flags, Numbers

SHARES: Final = (0.5, 1.0)
"""How much of a small figure's move one cell may take up, tried in this order. Two cells that share it leave room where
one of them is nearly as small as a cover can be. A total may take up all of it: totals are large, and few."""

_USED: Final = 1e-7
_GOLDEN: Final = (5**0.5 - 1) / 2


def choose_covers(pattern: Pattern) -> Flags | None:
    """Return the figures to withhold in secondary suppression; None where a small figure cannot be protected at all.

    Cells cover before totals do, so that totals stay published and their size may say where covers are likely large.
    """
    is_cell = pattern.may_cover & ~pattern.is_whole
    for may_cover, weights in ((is_cell, _weights_by_totals(pattern)), (pattern.may_cover, _weights_by_size(pattern))):
        for share in SHARES:
            covers = _covers(pattern, may_cover, weights, np.where(pattern.is_whole, 1.0, share))
            if covers is not None:
                return covers
    return None


def _covers(pattern: Pattern, may_cover: Flags, weights: Numbers, shares: Numbers) -> Flags | None:
    taken = np.zeros(len(pattern.counts), bool)
    for small in np.flatnonzero(pattern.small).tolist():
        moves = _cheapest_moves(pattern, small, may_cover, np.where(taken, 0.0, weights), shares)
        if moves is None:
            return None
        taken |= moves
    return taken


def _cheapest_moves(pattern: Pattern, small: int, may_cover: Flags, weights: Numbers, shares: Numbers) -> Flags | None:
    """Return the cheapest figures to withhold so that one small figure can rise by 1 while all others stay the same."""
    optimize: Any = import_module("scipy.optimize")
    sparse: Any = import_module("scipy.sparse")
    covers = np.flatnonzero(may_cover)
    fixed = np.flatnonzero(~may_cover & ~pattern.sums_of_small)
    # Blocks of a published 0 are 0.
    free = ~pattern.members[pattern.counts == 0].any(axis=0)
    members = pattern.members[:, free].astype(float)
    # Of scipy.sparse, what SciPy 1.11 has too: neither eye_array nor block_array.
    identity = sparse.csr_array(np.eye(len(covers)))
    equal = (
        sparse.bmat(
            [
                [sparse.csr_array(members[fixed]), None, None],
                [sparse.csr_array(members[covers]), -identity, identity],
            ]
        )
        if len(covers)
        else sparse.csr_array(members[fixed])
    )
    wanted = np.concatenate([(fixed == small).astype(float), np.zeros(len(covers))])
    costs = np.concatenate([np.zeros(members.shape[1]), weights[covers], weights[covers]])
    at_most = shares[covers].tolist() * 2
    bounds = [(None, None)] * members.shape[1] + [(0, each) for each in at_most]
    result: Any = optimize.linprog(costs, A_eq=equal, b_eq=wanted, bounds=bounds, method="highs-ds")
    if result.status != 0:
        return None
    up, down = np.split(result.x[members.shape[1] :], 2)
    moves = np.zeros(len(pattern.counts), bool)
    moves[covers] = np.abs(up - down) > _USED
    return moves


def _weights_by_totals(pattern: Pattern) -> Numbers:
    """Return the cost of withholding each cell where totals stay published: less where a total is large."""
    size = pattern.members.sum(axis=1)
    is_shown = pattern.is_whole & ~pattern.always_withheld
    share = np.where(pattern.inside & is_shown[:, None], (pattern.shown / size)[:, None] * size, np.inf)
    expected = share.min(axis=0, initial=np.inf)
    return (1 + 10 / (1 + expected)) * _ties(len(size))


def _weights_by_size(pattern: Pattern) -> Numbers:
    """Return the cost of withholding each figure where totals may go: its number of blocks, so wide totals go last."""
    return pattern.members.sum(axis=1).astype(float) * _ties(len(pattern.counts))


def _ties(number: int) -> Numbers:
    """Factors near 1, all different, by which equal costs are told apart: by place, never by size."""
    return np.asarray(1 + 0.01 * (np.arange(1.0, number + 1) * _GOLDEN % 1), float)
