"""What a reader who knows the method can believe of the small cells of a two-way table, exactly."""

import numpy as np

from tht_xl.disclosure.feasibility import Place, reach, total_places
from tht_xl.disclosure.released import Leeway, leeway_of_shown, leeway_of_withheld
from tht_xl.disclosure.rules import DisclosureRule
from tht_xl.stats.arrays import Flags, Numbers


def are_protected(rule: DisclosureRule, table: Numbers, withheld: Flags, primary: Flags, as_it_is: Flags) -> bool:
    """Whether enough values stay possible for each small cell, beside all others and every sum.

    Args:
        rule: The rule.
        table: The true counts of one table with its totals; NaN for totals that are not published. [count]
        withheld: Which cells are withheld.
        primary: Which of them are small themselves, as the reader is taken to know.
        as_it_is: Which cells the rule does not round.
    """
    is_total = total_places(table.shape)
    unseen = withheld | (np.isnan(table) & is_total)
    hidden, shown = leeway_of_withheld(rule, table, primary, is_total), leeway_of_shown(rule, table, as_it_is)
    leeway = Leeway(*(np.where(unseen, inside, out) for inside, out in zip(hidden, shown, strict=True)))
    return all(
        _moves_within_a_rectangle(leeway, place) or _values(rule, leeway, place) >= rule.least_possible
        for place in map(tuple[int, int], np.argwhere(primary).tolist())
    )


def _values(rule: DisclosureRule, leeway: Leeway, place: Place) -> float:
    """How many values a small cell can have, no more of them counted than are asked for."""
    more = reach(leeway, place, 1, min(float(leeway.up[place]), rule.least_possible - 1)) + 1
    return more if more >= rule.least_possible else more + reach(leeway, place, -1, float(leeway.down[place]))


def _moves_within_a_rectangle(leeway: Leeway, place: Place) -> bool:
    """Whether three cells alone let a cell take all its values, as in most tables: quicker than `reach`."""
    (row, column), inside = place, np.s_[:-1, :-1]
    if row == leeway.up.shape[0] - 1 or column == leeway.up.shape[1] - 1:
        return False
    rise, fall = leeway.up[place], leeway.down[place]
    opposite = (leeway.up[inside] >= rise) & (leeway.down[inside] >= fall)
    adjoining = (leeway.down[inside] >= rise) & (leeway.up[inside] >= fall)
    fits = opposite & adjoining[row] & adjoining[:, column][:, None]
    fits[row, :] = fits[:, column] = False
    return bool(fits.any())
