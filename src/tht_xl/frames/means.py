"""Means of an analyst's frame."""

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.columns import check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import group_reasons, row_place, value_checks
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.frames.grouping.result import limit_columns, metadata_columns, one_row_each, with_columns
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.mean import mean_interval_from_summary

ONE_VALUE = "no interval: there is a single value"


def means(
    frame: pd.DataFrame,
    *,
    value: str = "value",
    by: By = None,
    confidence: Confidence = 0.95,
    metadata: bool = False,
) -> pd.DataFrame:
    """Return the mean of each group and its limits by Student's t distribution.

    Args:
        frame: One row for each value.
        value: Column of the values. [any unit]
        by: Columns that tell groups apart; None takes all rows together.
        confidence: Two-sided coverage, strictly between 0 and 1, or a list of levels. [fraction]
        metadata: Whether to add columns `statistic`, `confidence` and `method`.

    Returns:
        One row for each group in order of appearance: its keys, the `count` of its values, `value`,
        `standard_deviation`, `lower`, `upper` (`lower_95` and so on for a list of levels) and `reason`, which says
        why a group has no value, or no interval. A group with a missing value has no mean.

    Raises:
        DomainError: A column is not numeric, an argument is out of range, or the keys have a result's name.
        UnknownNameError: A column is not in the frame.

    Examples:
        >>> frame = pd.DataFrame({"area": ["Bow", "Bow", "Bow", "Mile End"], "value": [4.0, 5.0, 6.0, 2.0]})
        >>> means(frame, by="area").round(2)[["area", "count", "value", "lower", "upper"]]
               area  count  value  lower  upper
        0       Bow      3    5.0   2.52   7.48
        1  Mile End      1    2.0    NaN    NaN
    """
    checked_frame(frame)
    names = names_of(by)
    check_distinct({"value": value, **{f"by {number}": name for number, name in enumerate(names, 1)}})
    y = numbers_of(frame, value, argument="value")
    groups = group_rows(frame, names)
    reasons = group_reasons(value_checks("value", y), groups, row_place(frame))
    count, centre, deviation = _summary(y, groups)
    reasons[(reasons == "") & (count == 1)] = ONE_VALUE
    limits = mean_interval_from_summary(count, centre, deviation, confidence=confidence)
    return with_columns(
        one_row_each(frame, groups, used=[value]),
        {
            "count": count.astype(int),
            "value": centre,
            "standard_deviation": deviation,
            **limit_columns(limits, confidence),
            "reason": reasons,
            **(metadata_columns("mean", confidence, "Student's t") if metadata else {}),
        },
    )


def _summary(y: Numbers, groups: Groups) -> tuple[Numbers, Numbers, Numbers]:
    """Return how many values, their mean, and their standard deviation with divisor n − 1."""
    count = np.bincount(groups.codes, minlength=len(groups)).astype(float)
    with np.errstate(all="ignore"):
        # Distances from one of the values: equal values have exactly their own mean and no deviation.
        first = np.where(np.isfinite(y[groups.first]), y[groups.first], np.nan)
        distance = np.where(np.isfinite(y), y, np.nan) - first[groups.codes]
        shift = groups.sums(distance) / count
        deviation = np.sqrt(groups.sums((distance - shift[groups.codes]) ** 2) / np.where(count > 1, count - 1, np.nan))
    return count, first + shift, deviation
