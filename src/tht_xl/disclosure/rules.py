"""Disclosure rules: which counts are withheld, and which are rounded before anything is computed from them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given, truths_given
from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.former_names import accept_former_keywords, warn_of_former_name
from tht_xl.model.vocabulary import Symbol
from tht_xl.stats.arrays import Flags, Numbers, Words, broadcast_numbers, check_shapes, first_match, one_number

WITHHELD = Symbol.CONFIDENTIAL.value
"""Shorthand symbol of government statistics for a value withheld to protect confidentiality."""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """One source's rule.

    Attributes:
        name: What definitions call it.
        description: What it does, in one sentence for a reader of the definition.
        suppression_threshold: Counts above 0 and up to this one are withheld; 0 withholds nothing. [count]
        rounding_base: Counts that stay are rounded to the nearest multiple of this; 0 leaves them as they are. [count]
        exempts_national: Whether national counts are left as they are.
        least_possible: How many values a reader who subtracts must still think possible for a withheld count. The
            whole of 1 to `suppression_threshold` where other counts are exact, 2 where rounding replaces withholding
            more; 0 where nothing is withheld.
        protects_complements: Whether those *not* counted are protected like those counted: 98 of 100 reveals 2.
        protects_whole_groups: Whether 0% and 100% of a group are withheld, since they reveal every member.
        exempts: What the rule leaves alone, in words.
        source: Who asks for it.
    """

    name: str
    description: str
    suppression_threshold: int
    rounding_base: int
    exempts_national: bool
    least_possible: int
    protects_complements: bool
    protects_whole_groups: bool
    exempts: tuple[str, ...]
    source: str

    @property
    def withheld_to(self) -> int:
        """Former name of `suppression_threshold`."""
        warn_of_former_name("withheld_to", "suppression_threshold")
        return self.suppression_threshold

    @property
    def rounded_to(self) -> int:
        """Former name of `rounding_base`."""
        warn_of_former_name("rounded_to", "rounding_base")
        return self.rounding_base

    @property
    def spares_national(self) -> bool:
        """Former name of `exempts_national`."""
        warn_of_former_name("spares_national", "exempts_national")
        return self.exempts_national


DisclosureRule.__init__ = accept_former_keywords(
    withheld_to="suppression_threshold", rounded_to="rounding_base", spares_national="exempts_national"
)(DisclosureRule.__init__)


class Disclosed(NamedTuple):
    """What may be used and shown. A withheld count is NaN and carries the symbol "[c]"."""

    counts: Numbers
    denominators: Numbers
    symbols: Words


_CALCULATED = ("standardised rates and their intervals", "published populations")

DISCLOSURE_RULES: dict[str, DisclosureRule] = {
    rule.name: rule
    for rule in (
        DisclosureRule(
            "published",
            "Already released by its source: nothing is withheld or rounded again.",
            suppression_threshold=0,
            rounding_base=0,
            exempts_national=True,
            least_possible=0,
            protects_complements=False,
            protects_whole_groups=False,
            exempts=("everything",),
            source="The source that released the figures applied its own rule.",
        ),
        DisclosureRule(
            "round-5",
            "Counts are released rounded to the nearest 5; one that is not a multiple of 5 is rounded before use.",
            suppression_threshold=0,
            rounding_base=5,
            exempts_national=False,
            least_possible=0,
            protects_complements=False,
            protects_whole_groups=False,
            exempts=_CALCULATED,
            source="National Child Measurement Programme, local authority tables.",
        ),
        DisclosureRule(
            "1-7",
            "Sub-national counts from 1 to 7 are withheld, and other sub-national counts rounded to the nearest 5.",
            suppression_threshold=7,
            rounding_base=5,
            exempts_national=True,
            least_possible=2,
            protects_complements=True,
            protects_whole_groups=False,
            exempts=("national figures", *_CALCULATED),
            source="NHS England, disclosure control methodology for Hospital Episode Statistics, since September 2018.",
        ),
        DisclosureRule(
            "1-5",
            "Sub-national counts from 1 to 5 are withheld; other counts stay as they are.",
            suppression_threshold=5,
            rounding_base=0,
            exempts_national=True,
            least_possible=5,
            protects_complements=True,
            protects_whole_groups=True,
            exempts=("national figures", *_CALCULATED),
            source="Common practice for small health and care counts; the data provider's agreement decides.",
        ),
    )
}


def find_disclosure_rule(name: object) -> DisclosureRule:
    """Return the rule with this name; a rule is itself.

    Raises:
        DomainError: It is neither a name nor a rule.
        UnknownNameError: No rule has the name; the nearest one is given.
    """
    if isinstance(name, DisclosureRule):
        return name
    if not isinstance(name, str):
        raise DomainError(
            f"rule is {name!r:.40}; expected the name of a disclosure rule",
            remedy=f"Give one of: {', '.join(DISCLOSURE_RULES)}",
        )
    if name not in DISCLOSURE_RULES:
        raise UnknownNameError("disclosure rule", name, list(DISCLOSURE_RULES))
    return DISCLOSURE_RULES[name]


def apply(
    rule: DisclosureRule | str,
    counts: ArrayLike,
    denominators: ArrayLike,
    *,
    is_national: ArrayLike = False,
    public_denominator: ArrayLike = False,
) -> Disclosed:
    """Return the counts and denominators that may be used and shown under a rule.

    Arrays broadcast. A withheld count or denominator takes the whole row with it: the count is NaN and the symbol
    "[c]". An element that is missing or negative becomes NaN without a symbol. Each row is looked at alone: `one_way`
    and `two_way` protect tables with totals, and `groups` protects small complements and whole groups.

    Args:
        rule: One of DISCLOSURE_RULES, or its name.
        counts: People or events counted, 0 or more. [count]
        denominators: People or events that could have been counted. NaN where there is none. [count]
        is_national: Whether the area is a country, whose counts some rules spare.
        public_denominator: Whether the denominator is a published population, which no rule withholds or rounds.

    Returns:
        Counts, denominators and symbols ("" or "[c]") in the broadcast shape.

    Raises:
        DomainError: An argument is not numeric or not boolean, or the shapes do not broadcast.
        UnknownNameError: No rule has the name.
    """
    rows = rows_given(counts, denominators, is_national=is_national, public_denominator=public_denominator)
    return released_rows(find_disclosure_rule(rule), rows)


class Rows(NamedTuple):
    """Rows of counts in one shape."""

    counts: Numbers
    denominators: Numbers
    is_national: Flags
    public_denominator: Flags


def rows_given(
    counts: ArrayLike, denominators: ArrayLike, *, is_national: ArrayLike, public_denominator: ArrayLike
) -> Rows:
    """Return the arguments of `apply`, read and brought into one shape.

    Raises:
        DomainError: An argument is not numeric or not boolean, or the shapes do not broadcast.
    """
    given = {
        "counts": counts_given("counts", counts),
        "denominators": counts_given("denominators", denominators),
        "is_national": truths_given("is_national", is_national),
        "public_denominator": truths_given("public_denominator", public_denominator),
    }
    check_shapes({name: each.shape for name, each in given.items()})
    return Rows(*np.broadcast_arrays(*given.values()))


def released_rows(rule: DisclosureRule, rows: Rows) -> Disclosed:
    """`apply` for rows that have been read."""
    x, n, national, public = rows
    spared = national & rule.exempts_national
    small_denominator = is_small(rule, n) & ~spared & ~public
    withheld = (is_small(rule, x) & ~spared) | small_denominator
    return Disclosed(
        counts=np.where(withheld, np.nan, _release_counts(rule, x, spared)),
        denominators=np.where(small_denominator, np.nan, _release_counts(rule, n, spared | public)),
        symbols=first_match([(withheld, WITHHELD)], otherwise=""),
    )


def is_small(rule: DisclosureRule | str, counts: ArrayLike) -> Flags:
    """Return whether the rule withholds a count of this size.

    Fractions count as small up to the next whole number, since 7.4 would otherwise be shown as 5.
    """
    rule = find_disclosure_rule(rule)
    x = counts_given("counts", counts)
    return (x > 0) & (x < rule.suppression_threshold + 1) & (rule.suppression_threshold > 0)


def has_small_complement(rule: DisclosureRule | str, counts: ArrayLike, denominators: ArrayLike) -> Flags:
    """Return whether those *not* counted are few enough to be withheld: 98 of 100 reveals 2."""
    x, n = broadcast_numbers(counts=counts, denominators=denominators)
    return is_small(rule, n - x)


def round_to(counts: ArrayLike, base: int = 5) -> Numbers:
    """Return counts rounded to the nearest multiple of a whole number, halves up.

    Args:
        counts: 0 or more; missing and negative counts become NaN. [count]
        base: 1 or more. [count]

    Raises:
        DomainError: The base is below 1, infinite or no number.
    """
    step = one_number("base", base)
    if not 1 <= step < np.inf:
        raise DomainError(f"base is {step:g}; expected 1 or more", remedy="Counts are usually rounded to 5.")
    x = counts_given("counts", counts)
    return np.where(x >= 0, np.floor(x / step + 0.5) * step, np.nan)


def _release_counts(rule: DisclosureRule, counts: Numbers, as_it_is: Flags) -> Numbers:
    rounded = round_to(counts, rule.rounding_base) if rule.rounding_base else counts
    return np.where(counts >= 0, np.where(as_it_is, counts, rounded), np.nan)
