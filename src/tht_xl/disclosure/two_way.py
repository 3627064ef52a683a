"""Withholding in two-way tables whose totals must not give a small cell away."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.feasibility import are_protected, total_places
from tht_xl.disclosure.inputs import counts_given, flags_given
from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.released import Released, adds_up, release_cells, whole_counts
from tht_xl.disclosure.rules import DisclosureRule, find_disclosure_rule, is_small
from tht_xl.disclosure.secondary_suppression import covering_cells, least_cover
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers


def with_totals(counts: ArrayLike) -> Numbers:
    """Tables with the row totals as a last column, the column totals as a last row and the grand total in the corner.

    Args:
        counts: Tables on the last two axes. A total over a missing cell is missing. [count]

    Raises:
        DomainError: The counts are not numbers, or lie on one line.
    """
    cells = counts_given("counts", counts)
    if cells.ndim < 2:
        raise DomainError(
            f"counts have the shape {cells.shape}; expected rows and columns", remedy="Give a list of rows."
        )
    rows = np.concatenate([cells, cells.sum(axis=-1, keepdims=True)], axis=-1)
    return np.concatenate([rows, rows.sum(axis=-2, keepdims=True)], axis=-2)


def suppress_table(table: ArrayLike, rule: DisclosureRule | str, *, is_national: ArrayLike = False) -> Released:
    """Two-way tables as a rule lets them out: small cells withheld, and what would give them away.

    The last row and the last column of a table are its totals, as `with_totals` makes them. For each small cell three
    more are withheld that form a rectangle with it [1], of at least `rule.suppression_threshold` + 2 each. Where is
    decided by what the release shows, which a reader may therefore follow without learning from it. Then an exact audit
    asks what a reader who knows the method, all that is shown, and which cells are small can believe of each. Where it
    leaves fewer than `rule.least_possible` values from 1 to the limit, nothing of the table is shown. Where a small
    cell has no rectangle, the totals over small cells are withheld instead. Equal rectangles are withheld together, so
    that the order of rows and columns never matters.

    Args:
        table: Whole people or events, 0 or more, before any rounding; tables lie on the last two axes. NaN in a total
            means that it is not published, elsewhere that the count is missing. [count]
        rule: One of DISCLOSURE_RULES, or its name.
        is_national: Which cells are a country's, which some rules spare.

    Returns:
        Counts, symbols and reasons in the shape of the table. A table that does not add up is not released at all,
        and says why.

    Raises:
        DomainError: The table has no cell besides its totals, or its counts are not numbers.
        UnknownNameError: No rule has the name.

    Examples:
        >>> from tht_xl.disclosure.rules import DISCLOSURE_RULES
        >>> shown = suppress_table(with_totals([[3, 20, 30], [15, 12, 40]]), DISCLOSURE_RULES["1-5"])
        >>> shown.symbols[:-1, :-1].tolist()
        [['[c]', '', '[c]'], ['[c]', '', '[c]']]

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), ch. 4.
    """
    rule = find_disclosure_rule(rule)
    stated = counts_given("table", table)
    whole = whole_counts(stated)
    if whole.ndim < 2 or min(whole.shape[-2:]) < 2:
        raise DomainError(
            f"table has the shape {whole.shape}; expected 2 rows and 2 columns or more",
            remedy="Give the table with its totals in the last row and the last column.",
        )
    as_it_is = flags_given("is_national", is_national, whole.shape) & rule.exempts_national
    primary = is_small(rule, whole) & ~as_it_is
    impossible = (np.isnan(whole) != np.isnan(stated)) & total_places((whole.shape[-2], whole.shape[-1]))
    across = adds_up(rule, whole[..., :-1], whole[..., -1]).all(axis=-1)
    down = adds_up(rule, np.swapaxes(whole, -1, -2)[..., :-1], whole[..., -1, :]).all(axis=-1)
    possible = across & down & ~impossible.any(axis=(-2, -1))
    refused = np.broadcast_to(~possible[..., None, None], whole.shape)
    secondary, hidden = np.zeros(whole.shape, bool), np.zeros(whole.shape, bool)
    for index in np.argwhere(primary.any(axis=(-2, -1)) & ~refused[..., 0, 0]):
        at = tuple(index.tolist())
        more = _secondary(rule, whole[at], primary[at], as_it_is[at])
        if more is None:
            hidden[at] = True
        else:
            secondary[at] = more
    return release_cells(rule, whole, primary, secondary, refused, as_it_is, hidden)


def _secondary(rule: DisclosureRule, table: Numbers, primary: Flags, as_it_is: Flags) -> Flags | None:
    """Return the cells of one table to withhold besides the small ones; None where nothing of it can be shown."""
    # Step by step, for the table           with primary suppression of 3 under "1-5":
    #     3  20  30 |  53                        [c]  20  30 |  53
    #    15  12  40 |  67                         15  12  40 |  67
    #    18  32  70 | 120                         18  32  70 | 120
    # 53 - 20 - 30 gives the 3 away, and so does 18 - 15.
    #
    # 1. Where totals of one kind only are published, nobody can subtract the other way: each line is a one-way table.
    lines = _lines(rule, table, as_it_is)
    if lines is not None:
        return lines
    # 2. Rounded counts do not add up exactly, which may protect by itself: the audit decides, all or nothing.
    if rule.rounding_base:
        return np.zeros(table.shape, bool) if are_protected(rule, table, primary, primary, as_it_is) else None
    # 3. A rectangle for each small cell: here 3, 30, 15 and 40. One can go up while the next goes down, and no total
    #    changes. Corners have to be large enough (`least_cover`) to take what the small cell may lose or gain.
    filled = _fill_totals(table)
    cells, small = filled[:-1, :-1], primary[:-1, :-1]
    may_cover = (cells >= least_cover(rule)) & ~as_it_is[:-1, :-1]
    across, down = np.nan_to_num(filled[:-1, -1]), np.nan_to_num(filled[-1, :-1])
    is_total = total_places(table.shape)
    covers = None if (primary & is_total).any() else covering_cells(small, may_cover, across, down)
    # 4. No rectangle, or a small total: withhold the totals over small cells, so that nobody can subtract at all.
    if covers is None:
        return _totals_of_small(primary) & ~np.isnan(table) & ~primary
    # 5. The audit: what can a reader who knows this method and every figure shown believe of each small cell? Where
    #    fewer values than the rule asks for remain, the whole table goes: a choice among rectangles by the true counts
    #    would tell the reader which choice was made, and so something of the counts.
    secondary = np.zeros(table.shape, bool)
    secondary[:-1, :-1] = covers
    return secondary if are_protected(rule, filled, primary | secondary, primary, as_it_is) else None


def _totals_of_small(primary: Flags) -> Flags:
    """Return the totals over small cells, and the grand total: without them nothing can be subtracted.

    Which they are depends on where the small cells are, and never on how small they are.
    """
    rows, columns = primary[:, :-1].any(axis=1), primary[:-1, :].any(axis=0)
    totals = np.zeros(primary.shape, bool)
    totals[:, -1], totals[-1, :] = rows, columns
    totals[-1, -1] = True
    return totals


def _fill_totals(table: Numbers) -> Numbers:
    """Return the table with unpublished totals filled in: an attacker who has them knows the most."""
    filled = table.copy()
    for each in (filled, filled.T):
        each[:-1, -1] = np.where(np.isnan(each[:-1, -1]), each[:-1, :-1].sum(axis=-1), each[:-1, -1])
    corner = filled[:-1, -1].sum()
    filled[-1, -1] = corner if np.isnan(filled[-1, -1]) else filled[-1, -1]
    return filled


def _lines(rule: DisclosureRule, table: Numbers, as_it_is: Flags) -> Flags | None:
    """Return what to withhold of a table that publishes totals of its rows, or of its columns, or of all cells only.

    Its rows, its columns, or all its cells are one-way tables then. None where more totals are published.
    """
    across, down, corner = table[:-1, -1], table[-1, :-1], table[-1, -1]
    secondary = np.zeros(table.shape, bool)
    if np.isnan(across).all() and np.isnan(down).all():
        flat = suppress(table[:-1, :-1].ravel(), rule, corner, is_national_total=as_it_is[-1, -1])
        secondary[:-1, :-1] = _is_secondary(flat).reshape(secondary[:-1, :-1].shape)
        secondary[-1, -1] = flat.totals is not None and _is_secondary(flat.totals).item()
        return secondary
    if not np.isnan(corner):
        return None
    for each, turned, exact in ((table, secondary, as_it_is), (table.T, secondary.T, as_it_is.T)):
        if np.isnan(each[-1, :-1]).all():
            found = suppress(each[:-1, :-1], rule, each[:-1, -1], is_national_total=exact[:-1, -1])
            turned[:-1, :-1] = _is_secondary(found)
            turned[:-1, -1] = found.totals is not None and _is_secondary(found.totals)
            return secondary
    return None


def _is_secondary(found: Released) -> Flags:
    return np.char.endswith(found.reasons.astype(str), "secondary")
