"""An independent audit of released tables: the feasibility interval of each withheld figure, by linear programming.

It starts from the release alone and shares no method with the code that protects tables, so that it can check that
code, and releases made in any other way: tables protected one by one, or by hand.
"""

from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given, flags_given, truths_given
from tht_xl.disclosure.released import shown_range
from tht_xl.disclosure.rules import WITHHELD, DisclosureRule, find_disclosure_rule
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers

_CLOSE = 1e-6


class FeasibilityIntervals(NamedTuple):
    """What an attacker can believe of each figure.

    Attributes:
        lowest: The least that it can be, for all that is released. [count]
        highest: The most; infinite where nothing bounds it. [count]
        is_narrow: Withheld figures of which fewer values remain possible than the rule asks for.
    """

    lowest: Numbers
    highest: Numbers
    is_narrow: Flags


def feasibility_intervals(
    counts: ArrayLike,
    symbols: ArrayLike,
    members: ArrayLike,
    rule: DisclosureRule | str,
    *,
    known_small: ArrayLike = False,
    is_national: ArrayLike = False,
) -> FeasibilityIntervals:
    """Return the least and the most that each figure can be beside everything that is released [1].

    The attacker knows the rule: a count is shown rounded, and "[c]" is never a 0 where anything around it is shown. He
    adds and subtracts whatever he likes; people are never fewer than none. Each interval is that of a linear program,
    cut back to whole counts, and so at least as wide as the values that remain possible.

    Args:
        counts: Released figures; NaN where one is withheld or not released. [count]
        symbols: "[c]" where a figure is withheld, else "".
        members: Whether each block (columns) belongs to each figure (rows).
        rule: One of DISCLOSURE_RULES, or its name.
        known_small: Withheld figures that the attacker has been told to be small. To be told of one is to be told that
            the others are withheld for its sake, though not that totals are large.
        is_national: Which figures are a country's, and so shown exactly where the rule exempts these.

    Returns:
        Intervals of all figures, and which withheld ones are narrow: under `1-5` fewer than five values, or for a
        figure known to be small fewer than the five from 1 to 5.

    Raises:
        DomainError: No counts of the blocks can give the released figures, the shapes do not match, or something is not
            a number.
        UnknownNameError: No rule has the name.

    Examples:
        >>> # A, B and C by locality, protected alone: [c], [c], 40 of 55; then B's wards: 6 and 6.
        >>> members = [[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 0]]
        >>> nan, is_in = float("nan"), np.array(members) == 1
        >>> found = feasibility_intervals([nan, nan, 40, 55, 6, 6], ["[c]", "[c]", "", "", "", ""], is_in, "1-5")
        >>> found.lowest[:2].tolist(), found.highest[:2].tolist(), found.is_narrow[:2].tolist()
        ([3.0, 12.0], [3.0, 12.0], [True, True])

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), sec. 4.4.
    """
    rule = find_disclosure_rule(rule)
    shown, belongs = counts_given("counts", counts), truths_given("members", members)
    marks = np.asarray(symbols, object)
    if shown.ndim != 1 or belongs.ndim != 2 or not len(shown) == len(belongs) == len(marks):
        raise DomainError(
            f"members has the shape {belongs.shape} beside counts of the shape {shown.shape} and {len(marks)} symbols; "
            "expected a row for each",
            remedy="Give one count, one symbol and one row of True and False for each figure.",
        )
    withheld = marks == WITHHELD
    small = flags_given("known_small", known_small, shown.shape) & withheld
    exact = flags_given("is_national", is_national, shown.shape) & rule.exempts_national
    lowest, highest = _bounds_of_each(rule, shown, withheld, small, exact, belongs)
    least, most = _intervals(belongs, lowest, highest)
    values = np.where(small, np.minimum(most, rule.suppression_threshold) - np.maximum(least, 1) + 1, most - least + 1)
    return FeasibilityIntervals(least, most, withheld & (values < rule.least_possible))


def _bounds_of_each(
    rule: DisclosureRule, shown: Numbers, withheld: Flags, small: Flags, exact: Flags, members: Flags
) -> tuple[Numbers, Numbers]:
    """Return what is known of each figure by itself."""
    low, high = shown_range(rule, shown) if rule.rounding_base else (shown, shown)
    low, high = np.where(exact, shown, low), np.where(exact, shown, high)
    unknown = np.isnan(shown)
    # Zeros are withheld where everything is, and nowhere else.
    linked = _linked_with(members, ~unknown)
    at_least = np.where(withheld & linked, 1.0, 0.0)
    if small.any():
        # Told which are small, the attacker knows that other cells are not; of totals he has been told nothing.
        shared = members.astype(np.float32) @ members.T.astype(np.float32)
        size = members.sum(axis=1)
        holds = (shared == size[None, :]) & (size[None, :] < size[:, None]) & withheld[None, :]
        cells = withheld & ~small & linked & ~holds.any(axis=1)
        at_least = np.where(cells, rule.suppression_threshold + 1.0, at_least)
    low = np.where(unknown, np.where(small, 1.0, at_least), low)
    return low, np.where(unknown, np.where(small, float(rule.suppression_threshold), np.inf), high)


def _linked_with(members: Flags, figures: Flags) -> Flags:
    """Return the figures that share blocks with these, or with others that do."""
    while True:
        further = np.asarray((members & members[figures].any(axis=0)).any(axis=1))
        if (further == figures).all():
            return figures
        figures = further


def _intervals(members: Flags, lowest: Numbers, highest: Numbers) -> tuple[Numbers, Numbers]:
    # Slow to import, and nothing else needs it.
    optimize: Any = import_module("scipy.optimize")
    sparse: Any = import_module("scipy.sparse")
    sums = members.astype(float)
    bounded = np.isfinite(highest)
    rows: Any = sparse.csr_array(np.concatenate([sums[bounded], -sums[lowest > 0]]))
    limits = np.concatenate([highest[bounded], -lowest[lowest > 0]])
    found = np.zeros((2, len(members)))
    for figure in range(len(members)):
        for end, sign in enumerate((1.0, -1.0)):
            if lowest[figure] == highest[figure]:
                found[end, figure] = lowest[figure]
                continue
            result: Any = optimize.linprog(
                sign * sums[figure], A_ub=rows, b_ub=limits, bounds=(0, None), method="highs"
            )
            if result.status not in (0, 3):
                raise DomainError(
                    "no counts of the blocks agree with the released figures",
                    remedy="Check that the tables belong to one another and to one period.",
                )
            found[end, figure] = sign * result.fun if result.status == 0 else np.inf
    return np.ceil(found[0] - _CLOSE), np.where(np.isfinite(found[1]), np.floor(found[1] + _CLOSE), np.inf)
