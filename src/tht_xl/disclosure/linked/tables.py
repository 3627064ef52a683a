"""Statistical disclosure control for tables that share cells or totals: wards within localities within a borough.

Protected one by one such tables give small counts away: what one withholds the other publishes. Here all figures are
looked at together, each as the sum of building blocks (ward by age band by sex, say) that need not be published.

Start with `suppress_linked`. `linked_pattern` says which figures are small, `linked_covers` what is withheld besides
them, `linked_reach` whether that is enough, and `linked_audit`, which shares no method with these three, checks a
release. docs/decisions/linked-tables.md has the reasons.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given, flags_given, truths_given
from tht_xl.disclosure.linked.feasibility import Knowledge, are_protected, blocks_exist
from tht_xl.disclosure.linked.pattern import Pattern, pattern_of
from tht_xl.disclosure.linked.secondary_suppression import choose_covers
from tht_xl.disclosure.released import WHOLE_TABLE, Released, shown_range, whole_counts
from tht_xl.disclosure.rules import WITHHELD, DisclosureRule, find_disclosure_rule, round_to
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, first_match

NOT_A_COUNT: Final = "not released: a count of its linked tables is missing, or not a whole number from 0 up"
NOT_ADDING_UP: Final = "not released: the linked tables do not add up; each total must be the sum of its cells"


def suppress_linked(
    counts: ArrayLike, members: ArrayLike, rule: DisclosureRule | str, *, is_national: ArrayLike = False
) -> Released:
    """Apply primary and secondary suppression to linked tables.

    A figure is the sum of the blocks that belong to it. Where one figure adds another up, or both count some of the
    same people, they are linked, and are protected together. Which figures cover for the small ones is decided by what
    the release shows: where small figures and zeros are, and totals that are published. Then an exact search over
    whole counts asks which values remain possible for each small figure. Where that is fewer than the rule asks for,
    nothing of the figures that are linked with it is shown.

    Args:
        counts: Whole people or events of each figure, 0 or more, before any rounding. [count]
        members: Whether each block (columns) belongs to each figure (rows).
        rule: One of DISCLOSURE_RULES, or its name.
        is_national: Which figures are a country's, which some rules exempt.

    Returns:
        Counts, symbols and reasons of each figure. Linked figures that do not add up, or of which one is not a count,
        are not released, and say why.

    Raises:
        DomainError: The shapes do not match, something is not a number, or a figure has no block.
        UnknownNameError: No rule has the name.

    Examples:
        >>> # Wards 1, 2 | 3, 4 | 5, 6 in three localities; the localities; the borough.
        >>> wards = np.eye(6, dtype=bool)
        >>> localities = np.repeat(np.eye(3, dtype=bool), 2, axis=1)
        >>> members = np.vstack([wards, localities, np.ones((1, 6), bool)])
        >>> shown = suppress_linked([3, 19, 12, 24, 40, 31, 22, 36, 71, 129], members, "1-5")
        >>> shown.symbols[:6].tolist(), shown.symbols[6:].tolist()
        (['[c]', '[c]', '', '', '', ''], ['', '', '', ''])

    References:
        [1] A. Hundepool et al., Statistical Disclosure Control, Wiley (2012), ch. 4.
    """
    rule = find_disclosure_rule(rule)
    whole, belongs = whole_counts(counts_given("counts", counts)), truths_given("members", members)
    if whole.ndim != 1 or belongs.ndim != 2 or len(whole) != len(belongs):
        raise DomainError(
            f"members has the shape {belongs.shape} beside counts of the shape {whole.shape}; expected a row for each",
            remedy="Give one count and one row of True and False for each figure.",
        )
    if not belongs.any(axis=1).all():
        raise DomainError(
            f"figure {int(np.argmin(belongs.any(axis=1))) + 1} has no block; expected one or more",
            remedy="Leave it out, or say what it counts.",
        )
    as_it_is = flags_given("is_national", is_national, whole.shape) & rule.exempts_national
    withheld, small = np.zeros(whole.shape, bool), np.zeros(whole.shape, bool)
    refusals = np.full(whole.shape, "", object)
    for figures in linked_sets(belongs):
        blocks = belongs[figures].any(axis=0)
        found = _one_set(rule, whole[figures], belongs[np.ix_(figures, blocks)], as_it_is[figures])
        withheld[figures], small[figures], refusals[figures] = found
    rounded = round_to(whole, rule.rounding_base) if rule.rounding_base else whole
    unreleased = withheld | (refusals != "")
    return Released(
        counts=np.where(unreleased, np.nan, np.where(as_it_is, whole, rounded)),
        symbols=first_match([(withheld, WITHHELD)], otherwise=""),
        reasons=np.where(
            refusals != "",
            refusals,
            first_match([(small, f"{rule.name}: primary"), (withheld, f"{rule.name}: secondary")], otherwise=""),
        ),
    )


def linked_sets(members: Flags) -> list[np.ndarray]:
    """Return the figures that are linked with one another, directly or through others: their places, set by set."""
    number = np.arange(len(members))
    while True:
        # Each block takes the lowest number of its figures, then each figure the lowest of its blocks.
        of_blocks = np.where(members, number[:, None], len(members)).min(axis=0, initial=len(members))
        lowest = np.where(members, of_blocks, len(members)).min(axis=1, initial=len(members))
        if (lowest == number).all():
            return [np.flatnonzero(number == each) for each in np.unique(number)]
        number = lowest


def _one_set(
    rule: DisclosureRule, counts: Numbers, members: Flags, as_it_is: Flags
) -> tuple[Flags | bool, Flags | bool, str]:
    """Of one set of linked figures: which are withheld, which of them are small, and why nothing is released."""
    if np.isnan(counts).any():
        return False, False, NOT_A_COUNT
    if not blocks_exist(counts, members):
        return False, False, NOT_ADDING_UP
    # The same people counted twice, as the one ward of a locality and the locality, are one figure.
    distinct, first, place = np.unique(members, axis=0, return_index=True, return_inverse=True)
    # In the order in which they were given, since the order breaks ties.
    order = np.argsort(first)
    x, place = counts[first[order]], np.argsort(order)[place.ravel()]
    exempt = np.zeros(len(order), bool)
    np.logical_or.at(exempt, place, as_it_is)
    pattern = pattern_of(rule, x, distinct[order], exempt)
    if not pattern.small.any():
        return False, False, ""
    withheld = _figures_to_withhold(rule, pattern)
    if withheld is None:
        return True, False, f"{rule.name}: {WHOLE_TABLE}"
    return withheld[place], (withheld & pattern.are_below_limit)[place], ""


def _figures_to_withhold(rule: DisclosureRule, pattern: Pattern) -> Flags | None:
    """Return the figures to withhold; None where nothing can be shown."""
    covers: Flags | None = np.zeros(len(pattern.counts), bool)
    if not rule.rounding_base or pattern.as_it_is.any():
        covers = choose_covers(pattern)
    if covers is None:
        return None
    knowledge = _knowledge_of_each(rule, pattern, covers)
    return pattern.always_withheld | covers if are_protected(rule, pattern, covers, knowledge) else None


def _knowledge_of_each(rule: DisclosureRule, pattern: Pattern, covers: Flags) -> Knowledge:
    """Return what an attacker who knows the rule, and which figures are small, knows of each figure by itself."""
    lowest, highest = shown_range(rule, pattern.shown) if rule.rounding_base else (pattern.shown, pattern.shown)
    lowest = np.where(pattern.as_it_is, pattern.counts, lowest)
    highest = np.where(pattern.as_it_is, pattern.counts, highest)
    small, sums = pattern.small, pattern.sums_of_small
    return Knowledge(
        np.where(small, 1.0, np.where(sums, 0.0, np.where(covers, pattern.least_cover, lowest))),
        np.where(small, float(rule.suppression_threshold), np.where(sums | covers, np.inf, highest)),
        pattern.members,
    )
