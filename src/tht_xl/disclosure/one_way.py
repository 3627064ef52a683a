"""Withholding in one-way tables: cells on a line, with a total that must not give a small one away."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given, flags_given
from tht_xl.disclosure.line_cover import cover_lines, least_cover
from tht_xl.disclosure.released import Released, adds_up, released, whole_counts
from tht_xl.disclosure.rounded_lines import total_tells
from tht_xl.disclosure.rules import DisclosureRule, find_disclosure_rule, is_small
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers


def suppress(
    counts: ArrayLike,
    rule: DisclosureRule | str,
    totals: ArrayLike | None = None,
    *,
    is_national_total: ArrayLike = False,
) -> Released:
    """One-way tables as a rule lets them out: small cells withheld, and what would give them away.

    The cells of a table lie on the last axis; any number of tables at once. Where counts are exact, the smallest cells
    that cover for the small ones are withheld beside a published total [1], as many as leave every value from 1 to
    the limit possible for a reader who knows this method, all that is shown, and which cells are small. Cells of equal
    count go together, so that the order of rows never matters. Where no cells are left to cover, the total goes too.
    Where counts are rounded, a total that tells too much goes, and cells stay. No 0 ever is withheld.

    Args:
        counts: Whole people or events, 0 or more, before any rounding. Others become NaN without a symbol, and cover
            for nobody. [count]
        rule: One of DISCLOSURE_RULES, or its name.
        totals: The total published with each table, of the shape of `counts` without its last axis. NaN where none
            is published; None where none is for any. [count]
        is_national_total: Whether a total is a country's, which some rules spare.

    Returns:
        Counts, symbols and reasons in the shape of `counts`, and the totals likewise. A table whose total is not the
        sum of its cells is not released at all, and says why.

    Raises:
        DomainError: The totals do not fit the tables, or counts are no numbers.
        UnknownNameError: No rule has the name.

    Examples:
        >>> from tht_xl.disclosure.rules import DISCLOSURE_RULES
        >>> suppress([3, 12, 40, 0], DISCLOSURE_RULES["1-5"], 55).symbols.tolist()
        ['[c]', '[c]', '', '']

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), ch. 4.
    """
    rule = find_disclosure_rule(rule)
    cells = whole_counts(np.atleast_1d(counts_given("counts", counts)))
    tables = cells.shape[:-1]
    if totals is None:
        return released(rule, cells, is_small(rule, cells))
    national = flags_given("is_national_total", is_national_total, tables) & rule.spares_national
    stated = _totals(totals, tables)
    whole = whole_counts(stated)
    table = np.concatenate([cells, whole[..., None]], axis=-1)
    as_it_is = np.zeros(table.shape, bool)
    as_it_is[..., -1] = national
    primary = is_small(rule, table) & ~as_it_is
    possible = adds_up(rule, cells, whole) & (np.isnan(whole) == np.isnan(stated))
    refused = np.broadcast_to(~possible[..., None], table.shape)
    doubtful = primary[..., :-1].any(axis=-1) & ~np.isnan(whole) & ~refused[..., 0]
    secondary = np.zeros(table.shape, bool)
    secondary[doubtful] = _secondary(rule, table[doubtful], primary[doubtful], as_it_is[doubtful])
    every = released(rule, table, primary, secondary, refused, as_it_is)
    apart = [(each[..., :-1], each[..., -1]) for each in (every.counts, every.symbols, every.reasons)]
    ours, theirs = zip(*apart, strict=True)
    return Released(*ours, totals=Released(*theirs))


def _totals(totals: ArrayLike, shape: tuple[int, ...]) -> Numbers:
    given = counts_given("totals", totals)
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise DomainError(
            f"totals have the shape {given.shape}; expected {shape}", remedy="Give one total for each table."
        ) from None


def _secondary(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags:
    """The cells to withhold besides the small ones. Tables are rows; the last column is the total."""
    cells, small, spared = table[:, :-1], primary[:, :-1], as_it_is[:, -1]
    secondary = np.zeros(table.shape, bool)
    if rule.rounded_to and not spared.all():
        secondary[:, -1] = total_tells(rule, cells, table[:, -1], small)
    exact = spared if rule.rounded_to else np.ones(len(table), bool)
    if exact.any():
        # Rounded cells beside an exact total tell less than exact ones would, which are what this answers for.
        may_cover = cells[exact] >= least_cover(rule)
        secondary[exact] = np.column_stack(cover_lines(rule, cells[exact], small[exact], may_cover))
    return secondary & ~primary
