"""Disclosure control of one-way tables: cells in a line, with a total that must not reveal a small one."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given, flags_given
from tht_xl.disclosure.released import Released, adds_up, feasibility_of_shown, release_cells, shown_range, whole_counts
from tht_xl.disclosure.rules import DisclosureRule, find_disclosure_rule, is_small, round_to
from tht_xl.disclosure.secondary_suppression import cover_lines, least_cover
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers


def suppress(
    counts: ArrayLike,
    rule: DisclosureRule | str,
    totals: ArrayLike | None = None,
    *,
    is_national_total: ArrayLike = False,
) -> Released:
    """Apply primary and secondary suppression to one-way tables.

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
        DomainError: The totals do not fit the tables, or counts are not numbers.
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
        return release_cells(rule, cells, is_small(rule, cells))
    national = flags_given("is_national_total", is_national_total, tables) & rule.exempts_national
    given = counts_given("totals", totals)
    try:
        stated = np.broadcast_to(given, tables)
    except ValueError:
        raise DomainError(
            f"totals have the shape {given.shape}; expected {tables}", remedy="Give one total for each table."
        ) from None
    whole = whole_counts(stated)
    table = np.concatenate([cells, whole[..., None]], axis=-1)
    # From here on the total is one more cell of its line: it can be small itself, and it can be what has to go.
    as_it_is = np.zeros(table.shape, bool)
    as_it_is[..., -1] = national
    primary = is_small(rule, table) & ~as_it_is
    possible = adds_up(rule, cells, whole) & (np.isnan(whole) == np.isnan(stated))
    refused = np.broadcast_to(~possible[..., None], table.shape)
    # Only lines with a small cell and a total need more: without a total nobody can subtract.
    doubtful = primary[..., :-1].any(axis=-1) & ~np.isnan(whole) & ~refused[..., 0]
    secondary = np.zeros(table.shape, bool)
    secondary[doubtful] = _secondary(rule, table[doubtful], primary[doubtful], as_it_is[doubtful])
    every = release_cells(rule, table, primary, secondary, refused, as_it_is)
    apart = [(each[..., :-1], each[..., -1]) for each in (every.counts, every.symbols, every.reasons)]
    ours, theirs = zip(*apart, strict=True)
    return Released(*ours, totals=Released(*theirs))


def _secondary(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags:
    """Return the cells to withhold besides the small ones. Tables are rows; the last column is the total."""
    cells, small, spared = table[:, :-1], primary[:, :-1], as_it_is[:, -1]
    secondary = np.zeros(table.shape, bool)
    if rule.rounding_base and not spared.all():
        secondary[:, -1] = total_tells(rule, cells, table[:, -1], small)
    exact = spared if rule.rounding_base else np.ones(len(table), bool)
    if exact.any():
        # Rounded cells beside an exact total tell less than exact ones would, which are what this answers for.
        may_cover = cells[exact] >= least_cover(rule)
        secondary[exact] = np.column_stack(cover_lines(rule, cells[exact], small[exact], may_cover))
    return secondary & ~primary


def total_tells(rule: DisclosureRule, cells: Numbers, totals: Numbers, primary: Flags) -> Flags:
    """Return which totals have to be withheld, where every count that is shown is rounded.

    A total goes where it leaves fewer than `rule.least_possible` values for a small cell, and also where one of the
    neighbouring totals would: to withhold the telling totals alone would say that they tell.

    Args:
        rule: A rule that withholds and rounds.
        cells: Counts of lines, on the last axis; NaN where missing. [count]
        totals: Of the lines. [count]
        primary: Small cells, one or more in each line.
    """
    small, stays = primary.sum(axis=-1, dtype=float), ~primary & ~np.isnan(cells)
    down, up = feasibility_of_shown(rule, cells, np.zeros(cells.shape, bool))
    least = np.where(stays, cells - down, 0).sum(axis=-1)
    most = np.where(stays, cells + up, 0).sum(axis=-1)
    # Whoever knows the missing cells knows the most.
    missing = np.where(np.isnan(cells).any(axis=-1), np.maximum(totals - np.nansum(cells, axis=-1), 0), 0)
    shown = round_to(totals, rule.rounding_base)
    tells = np.zeros(len(cells), bool)
    for neighbour in (shown - rule.rounding_base, shown, shown + rule.rounding_base):
        low, high = shown_range(rule, neighbour)
        tells |= (low <= high) & _narrows(rule, low - most - missing, high - least - missing, small)
    smallest = round_to(rule.suppression_threshold + 1, rule.rounding_base)
    of_small = _narrows(rule, 1 - most - missing, rule.suppression_threshold - least - missing, small)
    return tells | ((shown == smallest) & of_small)


def _narrows(rule: DisclosureRule, lowest: Numbers, highest: Numbers, small: Numbers) -> Flags:
    """Return whether a sum between these leaves too few values for a small cell; False where no sum could be so."""
    limit = rule.suppression_threshold
    low, high = np.maximum(lowest, small), np.minimum(highest, limit * small)
    values = np.minimum(limit, high - small + 1) - np.maximum(1, low - limit * (small - 1)) + 1
    return (low <= high) & (values < rule.least_possible)
