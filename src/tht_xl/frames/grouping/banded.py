"""Counts and populations by age band, and why a group has no result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.frames.grouping.columns import check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, count_checks, group_reasons, population_checks
from tht_xl.frames.grouping.counted import known_counts
from tht_xl.frames.grouping.groups import By, Groups, Places, group_rows, names_of
from tht_xl.frames.grouping.result import one_row_each
from tht_xl.frames.grouping.strata import Strata, strata_of
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.inputs.bands import MissingCounts


@dataclass(frozen=True, slots=True)
class Banded:
    """Rows of counts and populations, each a band of a group.

    Attributes:
        groups: Of the rows.
        strata: The bands of the rows.
        counts: Of the rows; NaN where unknown. [count]
        populations: Of the rows. [people]
        base: One row for each group: its keys and what else has a single value within it.
        checks: What is wrong with rows.
    """

    groups: Groups
    strata: Strata
    counts: Numbers
    populations: Numbers
    base: pd.DataFrame
    checks: Sequence[RowCheck]

    def totals(self, count_name: str) -> dict[str, Numbers]:
        """Return counts and populations of each group over its bands."""
        return {count_name: self.groups.sums(self.counts), "population": self.groups.sums(self.populations)}

    def explain(self, codes: Words, band_reasons: Words, sentences: Mapping[str, str]) -> tuple[Words, Words]:
        """Return the rule that withheld each value, and why there is none: the bands, a row, or the method.

        Args:
            codes: The method's reason codes.
            band_reasons: What is wrong with the bands of each group.
            sentences: Each code with its explanation; those that begin "withheld" are rules that withhold.
        """
        reasons, withheld = band_reasons.copy(), np.full(len(codes), "", object)
        open_ones = np.flatnonzero((codes != "") & (reasons == ""))
        if not open_ones.size:
            return withheld, reasons
        rules = {code for code, text in sentences.items() if text.startswith("withheld")}
        of_rows = [code not in rules for code in codes[open_ones].tolist()]
        if any(of_rows):
            complaints = group_reasons(self.checks, self.groups, self.strata.place)
            for group in open_ones[of_rows].tolist():
                reasons[group] = complaints[group]
        for group in open_ones[reasons[open_ones] == ""].tolist():
            code = str(codes[group])
            reasons[group] = sentences.get(code, code)
            withheld[group] = code if code in rules else ""
        return withheld, reasons


def read_bands(
    frame: pd.DataFrame,
    *,
    count: tuple[str, str] | None,
    population: str,
    age_band: str | Sequence[str],
    by: By,
    missing_counts: MissingCounts,
    zero_population: bool = False,
    count_noun: str = "count",
    checks_before: Sequence[RowCheck] = (),
) -> Banded:
    """Return the rows of a frame by group and band.

    Args:
        frame: The rows.
        count: The argument that names the column of counts, and its name; None where counts are not by band.
        population: Column of the populations.
        age_band: Column of the bands, or columns.
        by: Columns that tell groups apart.
        missing_counts: "unknown" or "zero".
        zero_population: Whether a band may have no people.
        count_noun: What a count is called in reasons.
        checks_before: What else can be wrong with rows, to be told first.

    Raises:
        DomainError: A column is not numeric, or one column is named for two arguments.
        UnknownNameError: A column is not in the frame.
    """
    checked_frame(frame)
    keys, bands = names_of(by), names_of(age_band, argument="age_band")
    named = {count[0]: count[1]} if count else {}
    columns = {**named, "population": population, **_argument_names("age_band", bands), **_argument_names("by", keys)}
    check_distinct(columns)
    n = numbers_of(frame, population, argument="population")
    checks = population_checks("population", n, zero_allowed=zero_population)
    x = np.zeros(len(frame))
    if count:
        x = known_counts(numbers_of(frame, count[1], argument=count[0]), missing_counts)
        checks = [*count_checks(count_noun, x), *checks]
    strata, groups = strata_of(frame, bands, argument="age_band"), group_rows(frame, keys)
    base = one_row_each(frame, groups, used=[*named.values(), population, *bands])
    return Banded(groups, strata, x, n, base, [*checks_before, *checks])


def gather(size: int, parts: Iterable[tuple[Places, Sequence[NDArray[Any]]]]) -> list[NDArray[Any]]:
    """Results of some groups at a time as results of all.

    Args:
        size: How many groups there are.
        parts: The numbers of the groups and their results, the groups on the first axis of each.
    """
    every = list(parts)
    if len(every) == 1:
        return list(every[0][1])
    whole = [np.empty((size, *each.shape[1:]), each.dtype) for each in every[0][1]]
    for which, results in every:
        for target, each in zip(whole, results, strict=True):
            target[which] = each
    return whole


def _argument_names(argument: str, names: Sequence[str]) -> dict[str, str]:
    if len(names) == 1:
        return {argument: names[0]}
    return {f"{argument} {number}": name for number, name in enumerate(names, 1)}
