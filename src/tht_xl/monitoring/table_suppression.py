"""Withholding in two-way tables whose totals must not give a small cell away."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.monitoring.cover import covering_cells
from tht_xl.monitoring.disclosure import DisclosureRule, is_small
from tht_xl.monitoring.released import (
    Leeway,
    Released,
    adds_up,
    leeway_of_shown,
    leeway_of_withheld,
    released,
    whole_counts,
)
from tht_xl.monitoring.table_reach import Place, reach, total_places
from tht_xl.stats.arrays import Flags, Numbers


def with_totals(counts: ArrayLike) -> Numbers:
    """Tables with the row totals as a last column, the column totals as a last row and the grand total in the corner.

    Args:
        counts: Tables on the last two axes. A total over a missing cell is missing. [count]
    """
    cells = np.asarray(counts, float)
    rows = np.concatenate([cells, cells.sum(axis=-1, keepdims=True)], axis=-1)
    return np.concatenate([rows, rows.sum(axis=-2, keepdims=True)], axis=-2)


def suppress_table(table: ArrayLike, rule: DisclosureRule, *, is_national: ArrayLike = False) -> Released:
    """Two-way tables as a rule lets them out: small cells withheld, and what would give them away.

    The last row and the last column of a table are its totals, as `with_totals` makes them. A small cell is audited
    exactly: where a reader who knows the rule and all that is shown could narrow it to fewer than
    `rule.least_possible` values, or know it exactly even if told which cells are small, three more cells are withheld
    that form a rectangle with it [1]. Of all rectangles that cover for it, the one with the fewest totals is taken,
    and then the one with the smallest counts; equal ones are withheld together, so that the order of rows and columns
    never matters. No 0 ever is withheld.

    Args:
        table: Whole people or events, 0 or more, before any rounding; tables lie on the last two axes. NaN in a total
            means that it is not published, elsewhere that the count is missing. [count]
        rule: One of DISCLOSURE_RULES.
        is_national: Which cells are a country's, which some rules spare.

    Returns:
        Counts, symbols and reasons in the shape of the table. A table that does not add up is not released at all,
        and says why.

    Raises:
        DomainError: The table has no cell besides its totals.

    Examples:
        >>> from tht_xl.monitoring.disclosure import DISCLOSURE_RULES
        >>> shown = suppress_table(with_totals([[3, 20, 30], [15, 12, 40]]), DISCLOSURE_RULES["1-5"])
        >>> shown.symbols[:-1, :-1].tolist()
        [['[c]', '[c]', ''], ['[c]', '[c]', '']]

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), ch. 4.
    """
    whole = whole_counts(np.asarray(table, float))
    if whole.ndim < 2 or min(whole.shape[-2:]) < 2:
        raise DomainError(
            f"table has the shape {whole.shape}; expected 2 rows and 2 columns or more",
            remedy="Give the table with its totals in the last row and the last column.",
        )
    as_it_is = np.broadcast_to(np.asarray(is_national, bool), whole.shape) & rule.spares_national
    primary = is_small(rule, whole) & ~as_it_is
    refused = np.broadcast_to(~_adds_up(rule, whole)[..., None, None], whole.shape)
    secondary = np.zeros(whole.shape, bool)
    for index in np.argwhere(primary.any(axis=(-2, -1)) & ~refused[..., 0, 0]):
        at = tuple(index.tolist())
        secondary[at] = _secondary(rule, whole[at], primary[at], as_it_is[at])
    return released(rule, whole, primary, secondary, refused, as_it_is)


def _adds_up(rule: DisclosureRule, table: Numbers) -> Flags:
    across = adds_up(rule, table[..., :-1], table[..., -1])
    down = adds_up(rule, np.swapaxes(table, -1, -2)[..., :-1], table[..., -1, :])
    return np.logical_and(across.all(axis=-1), down.all(axis=-1))


def _secondary(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags:
    """The cells of one table to withhold besides the small ones."""
    withheld = primary.copy()
    shown = leeway_of_shown(rule, table, as_it_is)
    for alike in _in_order(table, primary):
        # Cells that nothing tells apart are judged before any of them changes what the next one sees.
        seen = withheld.copy()
        for place in alike:
            if not is_protected(rule, table, seen, shown, place):
                withheld |= covering_cells(rule, table, seen, place)
    return withheld & ~primary


def _in_order(table: Numbers, primary: Flags) -> Iterator[list[Place]]:
    """The small cells, smallest first, by what they are and never by where they stand."""
    is_total, across, down = total_places(table.shape), np.nansum(table, axis=1), np.nansum(table, axis=0)

    def key(place: Place) -> tuple[float, ...]:
        row, column = place
        return bool(is_total[place]), float(table[place]), float(across[row]), float(down[column])

    places = [(int(row), int(column)) for row, column in np.argwhere(primary)]
    for _, alike in groupby(sorted(places, key=key), key=key):
        yield list(alike)


def is_protected(rule: DisclosureRule, table: Numbers, withheld: Flags, shown: Leeway, place: Place) -> bool:
    """Whether enough values stay possible for a withheld cell, by an exact audit of one table.

    Args:
        rule: The rule.
        table: The true counts with their totals; NaN for totals that are not published. [count]
        withheld: Which cells are withheld.
        shown: The leeway of the cells where they are shown. [count]
        place: Row and column of the cell.
    """
    is_total = total_places(table.shape)
    # A total may be larger than the limit for all a reader knows; a cell that is small is known to be small.
    above = rule.withheld_to - 1 if is_total[place] else rule.withheld_to - table[place]
    for knows_why, least in ((False, rule.least_possible), (True, min(2, rule.withheld_to))):
        hidden = leeway_of_withheld(rule, table, is_total, knows_why=knows_why)
        unseen = withheld | (np.isnan(table) & is_total)
        leeway = Leeway(*(np.where(unseen, inside, out) for inside, out in zip(hidden, shown, strict=True)))
        possible = reach(leeway, place, 1, above) + 1
        if possible < least:
            possible += reach(leeway, place, -1, table[place] - 1)
        if possible < least:
            return False
    return True
