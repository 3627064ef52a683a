"""Small counts that can be found by subtracting released figures: months in a row, and areas that overlap."""

from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.disclosure.inputs import counts_given, truths_given
from tht_xl.disclosure.released import feasibility_of_shown
from tht_xl.disclosure.rules import DisclosureRule, find_disclosure_rule
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers

_CLOSE = 1e-6


class SmallDifference(NamedTuple):
    """Released figures whose difference is a small count.

    Attributes:
        added: Places of the figures that are added up.
        subtracted: Places of the figures that are taken away from them.
        blocks: Places of the building blocks that the difference is about.
        lowest: The least that the blocks can sum to, for all a reader knows. [count]
        highest: The most. [count]
    """

    added: tuple[int, ...]
    subtracted: tuple[int, ...]
    blocks: tuple[int, ...]
    lowest: float
    highest: float


def has_small_step(rule: DisclosureRule | str, cumulative: ArrayLike) -> Flags:
    """Return which released months reveal a small count when compared with the month released before them.

    Cumulative counts lie on the last axis, one series within one year. Up or down makes no difference: a correction
    by three people reveals three people. A step is flagged where it is small however the counts were rounded.

    Args:
        rule: One of DISCLOSURE_RULES, or its name.
        cumulative: Released counts; NaN where a month is withheld or missing. [count]

    Returns:
        The later month of each such pair, in the shape given.

    Raises:
        DomainError: Something is not a count.

    Examples:
        >>> from tht_xl.disclosure.rules import DISCLOSURE_RULES
        >>> has_small_step(DISCLOSURE_RULES["1-5"], [20, 31, float("nan"), 34, 34]).tolist()
        [False, False, False, True, False]
    """
    rule = find_disclosure_rule(rule)
    x = np.atleast_1d(_finite("cumulative", cumulative))
    lowest, highest = _range(rule, x)
    months: NDArray[np.intp] = np.where(np.isnan(x), -1, np.arange(x.shape[-1], dtype=np.intp))
    latest = np.maximum.accumulate(months, axis=-1)
    before = np.concatenate([np.full((*x.shape[:-1], 1), -1), latest[..., :-1]], axis=-1)[..., : x.shape[-1]]
    held = np.maximum(before, 0)
    least = lowest - np.take_along_axis(highest, held, axis=-1)
    most = highest - np.take_along_axis(lowest, held, axis=-1)
    return (before >= 0) & (_is_revealed(rule, least, most) | _is_revealed(rule, -most, -least))


def has_small_remainder(rule: DisclosureRule | str, wholes: ArrayLike, parts: ArrayLike) -> Flags:
    """Return which totals reveal a small count when compared with their released parts, which do not overlap.

    Args:
        rule: One of DISCLOSURE_RULES, or its name.
        wholes: Released counts of the wholes, of the shape of `parts` without its last axis. [count]
        parts: Released counts of their parts, on the last axis; NaN where one is withheld or missing. [count]

    Raises:
        DomainError: The shapes do not match, or something is not a count.
    """
    rule = find_disclosure_rule(rule)
    x, of_each = _finite("wholes", wholes), np.atleast_1d(_finite("parts", parts))
    try:
        np.broadcast_shapes(x.shape, of_each.shape[:-1])
    except ValueError:
        raise DomainError(
            f"wholes have the shape {x.shape} beside parts of the shape {of_each.shape}; expected one for each row",
            remedy="Give one whole for each row of parts.",
        ) from None
    lowest, highest = _range(rule, of_each)
    low, high = _range(rule, x)
    return _is_revealed(rule, low - np.nansum(highest, axis=-1), high - np.nansum(lowest, axis=-1))


def find_differences(rule: DisclosureRule | str, counts: ArrayLike, members: ArrayLike) -> tuple[SmallDifference, ...]:
    """Small counts that released figures of overlapping areas give away when they are added and subtracted.

    Areas are sets of building blocks that do not overlap: the wards of an old and of a new set, for instance, as sets
    of the pieces into which both cut the borough. All sums and differences are searched, not pairs alone: by linear
    programming, the most that each piece can hold, and from the dual solution the figures that say so [1].

    Args:
        rule: One of DISCLOSURE_RULES, or its name.
        counts: Released counts of the areas; NaN where one is withheld. [count]
        members: Whether each block (columns) belongs to each area (rows).

    Returns:
        One entry for each set of blocks whose sum is known to be small and not 0.

    Raises:
        DomainError: The shapes do not match, something is not a count, or no counts of the blocks can give the released
            ones.

    Examples:
        >>> from tht_xl.disclosure.rules import DISCLOSURE_RULES
        >>> found, = find_differences(DISCLOSURE_RULES["1-5"], [43, 40], [[True, True, True], [True, True, False]])
        >>> found.added, found.subtracted, found.blocks, found.highest
        ((0,), (1,), (2,), 3.0)

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), sec. 4.4.
    """
    rule = find_disclosure_rule(rule)
    x = _finite("counts", counts)
    try:
        np.asarray(members)
    except ValueError:
        raise DomainError(
            "members holds rows of unequal length; expected equal lengths",
            remedy="Give one True or False for each block in every row.",
        ) from None
    belongs = truths_given("members", members)
    if x.ndim != 1 or belongs.ndim != 2 or len(x) != len(belongs):
        raise DomainError(
            f"members has the shape {belongs.shape} beside counts of the shape {x.shape}; expected a row for each area",
            remedy="Give one count and one row of True and False for each area.",
        )
    released = np.flatnonzero(~np.isnan(x))
    if not len(released) or not rule.suppression_threshold:
        return ()
    # Blocks of which every area has all or none are one piece.
    pieces, piece_of = np.unique(belongs[released], axis=1, return_inverse=True)
    attacker = _Attacker(pieces.astype(float), *_range(rule, x[released]))
    found: dict[tuple[int, ...], SmallDifference] = {}
    for piece in np.flatnonzero(pieces.any(axis=0)).tolist():
        most, weights = attacker.most(np.arange(pieces.shape[1], dtype=np.intp) == piece)
        if most > rule.suppression_threshold + _CLOSE:
            continue
        region = weights @ pieces >= 1 - _CLOSE
        highest, lowest = attacker.most(region)[0], attacker.least(region)
        if _is_revealed(rule, np.float64(lowest), np.float64(highest)):
            blocks = tuple(np.flatnonzero(region[np.ravel(piece_of)]).tolist())
            added, subtracted = (released[sign * weights > _CLOSE].tolist() for sign in (1, -1))
            found[blocks] = SmallDifference(tuple(added), tuple(subtracted), blocks, lowest, highest)
    return tuple(found.values())


class _Attacker:
    """What an attacker who has the released figures can work out about the pieces."""

    def __init__(self, pieces: Numbers, lowest: Numbers, highest: Numbers) -> None:
        self._rows = np.concatenate([pieces, -pieces])
        self._limits = np.concatenate([highest, -lowest])

    def most(self, chosen: Flags) -> tuple[float, Numbers]:
        """Return the most that the chosen pieces can sum to, and the weight of each figure in the proof."""
        value, marginals = self._solve(-chosen.astype(float))
        for_more, for_less = np.split(-marginals, 2)
        return -value, for_more - for_less

    def least(self, chosen: Flags) -> float:
        """Return the least that the chosen pieces can sum to."""
        return self._solve(chosen.astype(float))[0]

    def _solve(self, costs: Numbers) -> tuple[float, Numbers]:
        # Slow to import, and nothing else needs it.
        optimize: Any = import_module("scipy.optimize")
        result: Any = optimize.linprog(costs, A_ub=self._rows, b_ub=self._limits, bounds=(0, None), method="highs")
        if result.status != 0:
            raise DomainError(
                "no counts of the blocks agree with the released ones",
                remedy="Check that areas and counts belong to one another and to one period.",
            )
        marginals: NDArray[np.float64] = result.ineqlin.marginals
        return round(float(result.fun), 6), marginals


def _finite(name: str, given: ArrayLike) -> Numbers:
    x = counts_given(name, given)
    wrong = x[np.isinf(x) | (x < 0)]
    if wrong.size:
        raise DomainError(
            f"{name} holds {wrong.flat[0]:g}; expected counts from 0 up", remedy="Give NaN where one is withheld."
        )
    return x


def _range(rule: DisclosureRule, shown: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the most that released counts can have been before rounding."""
    down, up = feasibility_of_shown(rule, shown, np.zeros(shown.shape, bool))
    return shown - down, shown + up


def _is_revealed(rule: DisclosureRule, lowest: Numbers | np.float64, highest: Numbers | np.float64) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray((lowest >= 1 - _CLOSE) & (highest <= rule.suppression_threshold + _CLOSE))
