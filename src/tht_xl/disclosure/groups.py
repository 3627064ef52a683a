"""Group disclosure: what a proportion reveals of those not counted, and groups in which all or none are counted."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.released import feasibility_of_shown
from tht_xl.disclosure.rules import (
    WITHHELD,
    DisclosureRule,
    find_disclosure_rule,
    has_small_complement,
    released_rows,
    rows_given,
)
from tht_xl.stats.arrays import Flags, Numbers, Words, first_match


class ReleasedGroups(NamedTuple):
    """Numerators and denominators that may be shown; both NaN with the symbol "[c]" where a row is withheld.

    The reason names the rule and what bit: "1-5: primary", "1-5: small complement" or "1-5: whole group".
    """

    counts: Numbers
    denominators: Numbers
    symbols: Words
    reasons: Words


def release_groups(
    rule: DisclosureRule | str,
    counts: ArrayLike,
    denominators: ArrayLike,
    *,
    is_national: ArrayLike = False,
    public_denominator: ArrayLike = False,
) -> ReleasedGroups:
    """Return the rows of a proportion that may be shown: `disclosure.apply`, and what a share reveals besides.

    Arrays broadcast. A row is withheld too where those *not* counted are few and what is shown would say so, and,
    under rules that ask for it, where all or none of a group are counted. Missing and impossible rows become NaN
    without a symbol.

    Args:
        rule: One of DISCLOSURE_RULES, or its name.
        counts: Those counted, from 0 to the denominator. [people]
        denominators: The people of the group. [people]
        is_national: Whether the area is a country, whose counts some rules spare.
        public_denominator: Whether the denominator is a published population, which no rule withholds or rounds.

    Examples:
        >>> from tht_xl.disclosure.rules import DISCLOSURE_RULES
        >>> release_groups(DISCLOSURE_RULES["1-5"], [40, 98, 100, 3], 100).reasons.tolist()
        ['', '1-5: small complement', '1-5: whole group', '1-5: primary']
    """
    rule = find_disclosure_rule(rule)
    rows = rows_given(counts, denominators, is_national=is_national, public_denominator=public_denominator)
    x, n, national, public = rows
    shown = released_rows(rule, rows)
    if not (rule.suppression_threshold or rule.protects_complements or rule.protects_whole_groups):
        # So it is with most published sources, and nothing is left to look at.
        kept = ((x >= 0) & (x <= n)) | np.isnan(n)
        return ReleasedGroups(
            np.where(kept, shown.counts, np.nan),
            np.where(kept, shown.denominators, np.nan),
            shown.symbols,
            shown.symbols,
        )
    spared = national & rule.exempts_national
    with np.errstate(invalid="ignore"):
        possible = (x >= 0) & (x <= n)
        whole = ((x == 0) | (x == n)) & rule.protects_whole_groups
        # Where small complements are withheld, a share that is shown as 100% would say that nobody is missing from it,
        # and so would a rounded count beside an exact denominator that only small complements could have had too.
        whole |= (
            ((shown.counts == shown.denominators) | (x == n)) & (rule.rounding_base > 0) & rule.protects_complements
        )
        whole &= (n > 0) & ~spared
    cases = [
        (shown.symbols == WITHHELD, f"{rule.name}: primary"),
        (~possible, ""),
        (_tells_of_few(rule, x, n, spared, public), f"{rule.name}: small complement"),
        (whole, f"{rule.name}: whole group"),
    ]
    reasons = first_match(cases, otherwise="")
    kept = (reasons == "") & (possible | np.isnan(n))
    return ReleasedGroups(
        counts=np.where(kept, shown.counts, np.nan),
        denominators=np.where(kept, shown.denominators, np.nan),
        symbols=first_match([(reasons != "", WITHHELD)], otherwise=""),
        reasons=reasons,
    )


def _tells_of_few(rule: DisclosureRule, x: Numbers, n: Numbers, spared: Flags, public: Flags) -> Flags:
    """Return whether a small complement is revealed: rounding can hide it, and then nothing is."""
    if not rule.protects_complements:
        return np.zeros(x.shape, bool)
    rest = n - x
    furthest = feasibility_of_shown(rule, n, spared | public).up + feasibility_of_shown(rule, x, spared).down
    return has_small_complement(rule, x, n) & ~spared & (rest + furthest <= rule.suppression_threshold)
