"""Counts and denominators: of each row, or added up for each group."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.columns import check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import (
    RowCheck,
    count_checks,
    group_reasons,
    population_checks,
    row_place,
    row_reasons,
)
from tht_xl.frames.grouping.groups import By, group_rows, names_of
from tht_xl.frames.grouping.result import one_row_each, with_columns
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.inputs.bands import MissingCounts, check_missing_counts, zero_for_missing


@dataclass(frozen=True, slots=True)
class Counted:
    """What values are computed from.

    Attributes:
        base: The frame that the values are added to.
        count: Of each row of the base; NaN where there is a reason. [count]
        denominator: Likewise. [people]
        reasons: Why nothing can be computed from a row; "".
    """

    base: pd.DataFrame
    count: Numbers
    denominator: Numbers
    reasons: Words


def read_counts(
    frame: pd.DataFrame,
    columns: dict[str, str],
    *,
    by: By,
    missing_counts: MissingCounts,
    compare: Callable[[Numbers, Numbers], list[RowCheck]],
) -> Counted:
    """Return counts and denominators of the rows, or their totals for each group.

    Args:
        frame: The rows.
        columns: What the count and the denominator are called, and the column of each, in this order.
        by: Columns that tell groups apart; None takes each row by itself.
        missing_counts: "unknown" or "zero".
        compare: What can be wrong with a count beside its denominator.

    Raises:
        DomainError: A column is not numeric, or the frame cannot take the result.
        UnknownNameError: A column is not in the frame.
    """
    checked_frame(frame)
    names = names_of(by)
    check_distinct({**columns, **{f"by {number}": name for number, name in enumerate(names, 1)}})
    (count_name, count_column), (denominator_name, denominator_column) = columns.items()
    x = known_counts(numbers_of(frame, count_column, argument=count_name), missing_counts)
    n = numbers_of(frame, denominator_column, argument=denominator_name)
    checks = [*count_checks(count_name, x), *population_checks(denominator_name, n), *compare(x, n)]
    if by is None:
        base, reasons = frame, row_reasons(checks, len(frame))
    else:
        groups = group_rows(frame, names)
        reasons = group_reasons(checks, groups, row_place(frame))
        x, n = groups.sums(x), groups.sums(n)
        base = one_row_each(frame, groups, used=columns.values())
        base = with_columns(base, {count_name: x, denominator_name: n})
    fine = reasons == ""
    return Counted(base, np.where(fine, x, np.nan), np.where(fine, n, np.nan), reasons)


def known_counts(counts: Numbers, missing_counts: MissingCounts) -> Numbers:
    """Return the counts, with 0 for a missing one where that is what missing means.

    Raises:
        DomainError: It is said to mean something else.
    """
    check_missing_counts(missing_counts)
    return zero_for_missing(counts, missing_counts)
