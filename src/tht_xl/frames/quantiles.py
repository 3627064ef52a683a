"""Quantiles of an analyst's frame."""

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.columns import numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, row_reasons, value_checks
from tht_xl.frames.grouping.groups import By, group_rows, names_of
from tht_xl.frames.grouping.panels import by_panel
from tht_xl.frames.grouping.result import with_columns
from tht_xl.model.vocabulary import Polarity
from tht_xl.stats.quantile import quantile


def quantiles(
    frame: pd.DataFrame, *, value: str = "value", by: By = None, number: int = 10, polarity: str = Polarity.HIGH.value
) -> pd.DataFrame:
    """Return the quantile of each row among the rows of its group; 1 is the worst.

    Args:
        frame: One row for each area.
        value: Column of the values. [any unit]
        by: Columns that tell groups apart; None ranks all rows together.
        number: How many quantiles, a whole number from 2. [count]
        polarity: "high" where a high value is good, so that 1 holds the lowest; "low": 1 holds the highest, as with
            deprivation scores; "none": 1 holds the lowest.

    Returns:
        The frame with its own index and columns, then `quantile` (a whole number, missing where there is none) and
        `quantile_reason`, which says why.

    Raises:
        DomainError: The column is not numeric, an argument is out of range, or the frame has a result's column.
        UnknownNameError: A column is not in the frame, or the polarity is unknown.

    Examples:
        >>> frame = pd.DataFrame({"area": ["A", "B", "C", "D"], "value": [21.5, 8.1, 30.2, 15.0]})
        >>> quantiles(frame, number=2, polarity="low")
          area  value  quantile quantile_reason
        0    A   21.5         1
        1    B    8.1         2
        2    C   30.2         1
        3    D   15.0         2
    """
    y = numbers_of(frame, value, argument="value")
    groups = group_rows(frame, names_of(by))
    quantile([], quantiles=number, polarity=polarity)  # refuses what is out of range, whatever the rows
    found = by_panel(groups, lambda rows: quantile(y[rows], quantiles=number, polarity=polarity))
    checks = [
        *value_checks("value", y),
        RowCheck(np.isnan(found), f"fewer than {number} values in the group"),
    ]
    whole = pd.array(found, dtype="Float64").astype("Int64")
    return with_columns(frame, {"quantile": whole, "quantile_reason": row_reasons(checks, len(frame))})
