"""Proportions and crude rates of an analyst's frame."""

import pandas as pd

from tht_xl.frames.grouping.complaints import RowCheck
from tht_xl.frames.grouping.counted import read_counts
from tht_xl.frames.grouping.groups import By
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, poisson_method, with_columns
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.bands import MissingCounts
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.inputs.multiplier import check_multiplier
from tht_xl.stats.proportion import proportion, wilson_interval
from tht_xl.stats.rate import crude_rate, rate_interval


def proportions(
    frame: pd.DataFrame,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    by: By = None,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    metadata: bool = False,
) -> pd.DataFrame:
    """Return the share counted and its Wilson limits, for each row or for each group.

    Args:
        frame: One row for each thing counted.
        numerator: Column of those counted, from 0 to the denominator. [count]
        denominator: Column of those who could have been counted, above 0. [count]
        by: Columns that tell groups apart, whose rows are added up first; None takes each row by itself, [] all rows
            together.
        multiplier: Scale of the result, 100 for a percentage.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether a missing numerator leaves the value "unknown" or counts as "zero".
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        The frame's own columns and index, or one row for each group in order of appearance with `numerator` and
        `denominator` added up; then `value`, `lower`, `upper` (`lower_95` and so on for a list of levels) and
        `reason`, which says why a row has no value.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the frame has a result's column.
        UnknownNameError: A column is not in the frame.

    Examples:
        >>> frame = pd.DataFrame({"area": ["Bow", "Poplar"], "numerator": [15, 148], "denominator": [148, 148]})
        >>> proportions(frame, multiplier=100).round(2)
             area  numerator  denominator   value  lower   upper reason
        0     Bow         15          148   10.14   6.24   16.05
        1  Poplar        148          148  100.00  97.47  100.00
    """

    def compare(x: Numbers, n: Numbers) -> list[RowCheck]:
        return [RowCheck(x > n, "the numerator is {}; expected at most the denominator", x)]

    check_multiplier("multiplier", multiplier)
    columns = {"numerator": numerator, "denominator": denominator}
    given = read_counts(frame, columns, by=by, missing_counts=missing_counts, compare=compare)
    limits = wilson_interval(given.count, given.denominator, confidence=confidence).scaled(multiplier)
    return with_columns(
        given.base,
        {
            "value": proportion(given.count, given.denominator, multiplier=multiplier),
            **limit_columns(limits, confidence),
            "reason": given.reasons,
            **(metadata_columns(f"proportion x {multiplier:g}", confidence, "Wilson") if metadata else {}),
        },
    )


def rates(
    frame: pd.DataFrame,
    *,
    count: str = "count",
    denominator: str = "denominator",
    by: By = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
    metadata: bool = False,
) -> pd.DataFrame:
    """Events per so many people and their limits, exact Poisson below 10 events and Byar's from 10.

    Args:
        frame: One row for each thing counted.
        count: Column of the events, 0 or more. [count]
        denominator: Column of the people or person-years at risk, above 0. [people]
        by: Columns that tell groups apart, whose rows are added up first; None takes each row by itself, [] all rows
            together.
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        missing_counts: Whether a missing count leaves the value "unknown" or counts as "zero".
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        The frame's own columns and index, or one row for each group in order of appearance with `count` and
        `denominator` added up; then `value`, `lower`, `upper` (`lower_95` and so on for a list of levels) and
        `reason`, which says why a row has no value.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the frame has a result's column.
        UnknownNameError: A column is not in the frame.

    Examples:
        >>> frame = pd.DataFrame({"count": [0, 1415, None], "denominator": [1000, 49_300_918, 1000]})
        >>> rates(frame).round(4)[["value", "lower", "upper", "reason"]]
            value   lower     upper                                           reason
        0  0.0000  0.0000  368.8879
        1  2.8701  2.7225    3.0237
        2     NaN     NaN       NaN  the count is missing; enter 0 if none occurred
    """
    check_multiplier("multiplier", multiplier)
    columns = {"count": count, "denominator": denominator}
    given = read_counts(frame, columns, by=by, missing_counts=missing_counts, compare=lambda _x, _n: [])
    limits = rate_interval(given.count, given.denominator, multiplier=multiplier, confidence=confidence)
    return with_columns(
        given.base,
        {
            "value": crude_rate(given.count, given.denominator, multiplier=multiplier),
            **limit_columns(limits, confidence),
            "reason": given.reasons,
            **(
                metadata_columns(f"rate per {multiplier:g}", confidence, poisson_method(given.count))
                if metadata
                else {}
            ),
        },
    )
