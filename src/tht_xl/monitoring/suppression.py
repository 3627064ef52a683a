"""Withholding in one-way tables: cells on a line, with a total that must not give a small one away."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
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
from tht_xl.stats.arrays import Flags, Numbers


def suppress(
    counts: ArrayLike, rule: DisclosureRule, totals: ArrayLike | None = None, *, is_national_total: ArrayLike = False
) -> Released:
    """One-way tables as a rule lets them out: small cells withheld, and what would give them away.

    The cells of a table lie on the last axis; any number of tables at once. Where a reader who subtracts from a
    published total could narrow a withheld cell to fewer than `rule.least_possible` values, or know it exactly even
    if told which cells are small, the smallest other cell that can cover for it is withheld too [1]: one of at least
    `rule.withheld_to` + 2, so that its size tells nothing of the small cell. Cells of equal count are withheld
    together, so that the order of rows never matters. Where no cell can cover, the total is withheld. No 0 ever is.

    Args:
        counts: Whole people or events, 0 or more, before any rounding. Others become NaN without a symbol, and cover
            for nobody. [count]
        rule: One of DISCLOSURE_RULES.
        totals: The total published with each table, of the shape of `counts` without its last axis. NaN where none
            is published; None where none is for any. [count]
        is_national_total: Whether a total is a country's, which some rules spare.

    Returns:
        Counts, symbols and reasons in the shape of `counts`, and the totals likewise. A table whose total is not the
        sum of its cells is not released at all, and says why.

    Raises:
        DomainError: The totals do not fit the tables.

    Examples:
        >>> from tht_xl.monitoring.disclosure import DISCLOSURE_RULES
        >>> suppress([3, 12, 40, 0], DISCLOSURE_RULES["1-5"], 55).symbols.tolist()
        ['[c]', '[c]', '', '']

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), ch. 4.
    """
    cells = whole_counts(np.atleast_1d(np.asarray(counts, float)))
    tables = cells.shape[:-1]
    national = np.broadcast_to(np.asarray(is_national_total, bool), tables) & rule.spares_national
    whole = whole_counts(_totals(totals, tables))
    table = np.concatenate([cells, whole[..., None]], axis=-1)
    as_it_is = np.zeros(table.shape, bool)
    as_it_is[..., -1] = national
    primary = is_small(rule, table) & ~as_it_is
    refused = np.broadcast_to(~adds_up(rule, cells, whole)[..., None], table.shape)
    doubtful = primary.any(axis=-1) & ~np.isnan(whole) & ~refused[..., 0]
    secondary = np.zeros(table.shape, bool)
    secondary[doubtful] = _secondary(rule, table[doubtful], primary[doubtful], as_it_is[doubtful])
    every = released(rule, table, primary, secondary, refused, as_it_is)
    apart = [(each[..., :-1], each[..., -1]) for each in (every.counts, every.symbols, every.reasons)]
    ours, theirs = zip(*apart, strict=True)
    return Released(*ours, totals=None if totals is None else Released(*theirs))


def _totals(totals: ArrayLike | None, shape: tuple[int, ...]) -> Numbers:
    given = np.asarray(np.nan if totals is None else totals, float)
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise DomainError(
            f"totals have the shape {given.shape}; expected {shape}", remedy="Give one total for each table."
        ) from None


def _secondary(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags:
    """The cells to withhold besides the small ones. Tables are rows; the last column is the total."""
    exposed = ~_is_protected(rule, table, primary, as_it_is)
    covers = (table >= rule.withheld_to + 2) & exposed[:, None]
    covers[:, -1] = False
    smallest = np.min(np.where(covers, table, np.inf), axis=-1, keepdims=True)
    secondary = covers & (table == smallest)
    secondary[:, -1] = exposed & np.isinf(smallest[:, 0])
    return secondary


def _is_protected(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags:
    shown = leeway_of_shown(rule, table, as_it_is)
    is_total = np.zeros(table.shape, bool)
    is_total[:, -1] = True
    enough = np.ones(len(table), bool)
    for knows_why, least in ((False, rule.least_possible), (True, min(2, rule.withheld_to))):
        hidden = leeway_of_withheld(rule, table, is_total, knows_why=knows_why)
        leeway = Leeway(*(np.where(primary, inside, out) for inside, out in zip(hidden, shown, strict=True)))
        possible = _possible_values(rule, table, leeway)
        enough &= np.where(primary[:, :-1], possible >= least, True).all(axis=-1)
    # Nobody subtracts from a total that is withheld itself.
    return enough | primary[:, -1]


def _possible_values(rule: DisclosureRule, table: Numbers, leeway: Leeway) -> Numbers:
    """How many values from 1 to the rule's limit each cell could have, all other cells and the total considered."""
    cells, down, up = table[:, :-1], leeway.down[:, :-1], leeway.up[:, :-1]
    # A cell is larger where the others are smaller or the total is larger.
    more = down.sum(axis=-1, keepdims=True) - down + leeway.up[:, -1:]
    fewer = up.sum(axis=-1, keepdims=True) - up + leeway.down[:, -1:]
    return np.minimum(more, rule.withheld_to - cells) + np.minimum(fewer, cells - 1) + 1
