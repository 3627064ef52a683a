"""The result of primary and secondary suppression: the cells that may be shown, and why the others may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tht_xl.disclosure.rules import WITHHELD, DisclosureRule, round_to
from tht_xl.stats.arrays import Flags, Numbers, Words

UNBOUNDED = 2.0**40
"""Further than any count can be from its true value; finite, so that its sums and differences stay defined. [count]"""

NOT_ADDING_UP = "not released: the total is not the sum of its cells"
"""The reason of a table that cannot be judged: nothing of it is released."""

WHOLE_TABLE = "whole table"
"""The reason for a table of which every part would reveal too much."""


@dataclass(frozen=True, slots=True, eq=False)
class Released:
    """Cells after a disclosure rule.

    Attributes:
        counts: What may be shown; NaN where a cell is withheld, missing or impossible. [count]
        symbols: "[c]" where a cell is withheld, else "".
        reasons: The rule and "primary" (the cell itself is small), "secondary" (it would give another one away) or
            "whole table" (nothing of the table can be shown), such as "1-5: primary"; "" where nothing is withheld.
            For those who prepare a release, not for print: that a total is itself small says something about its
            cells.
        totals: The totals of one-way tables, released likewise; None where none were given.
    """

    counts: Numbers
    symbols: Words
    reasons: Words
    totals: "Released | None" = None


class FeasibilityInterval(NamedTuple):
    """How far below and above the true count each count could be, judged by that count alone.

    Attributes:
        down: Below the true count. [count]
        up: Above it. [count]
    """

    down: Numbers
    up: Numbers


def whole_counts(given: Numbers) -> Numbers:
    """Return the counts that are whole numbers from 0; NaN elsewhere."""
    with np.errstate(invalid="ignore"):
        return np.where((given >= 0) & (given == np.floor(given)) & (given < UNBOUNDED), given, np.nan)


def shown_range(rule: DisclosureRule, shown: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the most that counts can be if a rule shows them like this; empty where it shows none so.

    A reader knows the rule too: under "1-7" a 0 cannot be a 2 that was rounded, and a 10 is 8 or more.
    """
    half = rule.rounding_base / 2
    lowest, highest = np.maximum(np.ceil(shown - half), 0), np.ceil(shown + half) - 1
    if rule.suppression_threshold:
        lowest = np.where(shown > 0, np.maximum(lowest, rule.suppression_threshold + 1), 0)
        highest = np.where((shown == 0) & (highest <= rule.suppression_threshold), 0, highest)
    return lowest, highest


def feasibility_of_shown(rule: DisclosureRule, counts: Numbers, as_it_is: Flags) -> FeasibilityInterval:
    """Return the feasibility interval that rounding leaves around shown counts; none if they are exact or missing."""
    if not rule.rounding_base:
        return FeasibilityInterval(np.zeros(counts.shape), np.zeros(counts.shape))
    lowest, highest = shown_range(rule, round_to(counts, rule.rounding_base))
    exact = as_it_is | np.isnan(counts)
    return FeasibilityInterval(
        *(np.where(exact, 0.0, np.maximum(each, 0)) for each in (counts - lowest, highest - counts))
    )


def feasibility_of_withheld(
    rule: DisclosureRule, counts: Numbers, primary: Flags, is_total: Flags
) -> FeasibilityInterval:
    """Return the feasibility interval around withheld counts, for an attacker who knows which of them are small.

    Args:
        rule: The rule under which they are withheld.
        counts: The true counts; NaN for a total that is not published, which can be anything.
        primary: Which of them are small themselves. The others cover for them.
        is_total: Which of them are totals.
    """
    lowest = np.where(primary, 1, rule.suppression_threshold + 2)
    highest = np.where(primary, rule.suppression_threshold, UNBOUNDED)
    free = np.isnan(counts)
    down = np.where(free, UNBOUNDED * is_total, np.maximum(counts - lowest, 0))
    return FeasibilityInterval(down, np.where(free, UNBOUNDED * is_total, np.maximum(highest - counts, 0)))


def release_cells(
    rule: DisclosureRule,
    counts: Numbers,
    primary: Flags,
    secondary: Flags | np.bool_ = np.False_,
    refused: Flags | np.bool_ = np.False_,
    as_it_is: Flags | np.bool_ = np.False_,
    whole: Flags | np.bool_ = np.False_,
) -> Released:
    """Shown, rounded and withheld cells together.

    Args:
        rule: The rule that decided.
        counts: The true counts.
        primary: Cells that are small themselves.
        secondary: Cells that would give another one away.
        refused: Cells of tables that do not add up.
        as_it_is: Cells that the rule does not round.
        whole: Cells of tables of which nothing can be shown.
    """
    rounded = round_to(counts, rule.rounding_base) if rule.rounding_base else counts
    hidden = primary | secondary | whole
    return Released(
        counts=np.where(hidden | refused, np.nan, np.where(as_it_is, counts, rounded)),
        symbols=_last_word(hidden.shape, [(hidden, WITHHELD), (refused, "")]),
        reasons=_last_word(
            hidden.shape,
            [
                (secondary, f"{rule.name}: secondary"),
                (primary, f"{rule.name}: primary"),
                (whole, f"{rule.name}: {WHOLE_TABLE}"),
                (refused, NOT_ADDING_UP),
            ],
        ),
    )


def _last_word(shape: tuple[int, ...], cases: Sequence[tuple[Flags | np.bool_, str]]) -> Words:
    """Return the word of the last case that holds: `choose` for a few cells, for which a loop is faster."""
    words = np.full(shape, "", object)
    for holds, word in cases:
        if holds.any():
            words[holds] = word
    return words


def adds_up(rule: DisclosureRule, cells: Numbers, totals: Numbers) -> Flags:
    """Return whether totals can be the sums of their cells, on the last axis, as far as cells are known and unrounded.

    Counts that were already rounded need not add up exactly.
    """
    rounding = (rule.rounding_base // 2) * (cells.shape[-1] + 1)
    beyond = totals - np.nansum(cells, axis=-1)
    with np.errstate(invalid="ignore"):
        complete = ~np.isnan(cells).any(axis=-1)
        return np.isnan(totals) | ((beyond >= -rounding) & (~complete | (beyond <= rounding)))
