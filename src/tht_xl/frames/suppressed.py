"""Counts of an analyst's frame as a disclosure rule lets them out."""

import numpy as np
import pandas as pd

from tht_xl.frames.columns import checked_frame, numbers_of
from tht_xl.frames.groups import By, group_rows, names_of
from tht_xl.frames.panels import panels
from tht_xl.frames.result import with_columns
from tht_xl.monitoring.disclosure import find_disclosure_rule
from tht_xl.monitoring.suppression import suppress


def suppressed(
    frame: pd.DataFrame,
    *,
    rule: str,
    count: str = "count",
    by: By = None,
    total: str | None = None,
    national_total: bool = False,
) -> pd.DataFrame:
    """Tables of counts with small ones withheld, and what would give those away.

    Each group is a table whose total is taken to be published: that of the column `total`, or the sum of its counts.

    Args:
        frame: One row for each cell.
        rule: The name of a disclosure rule, such as "1-5" or "1-7". There is no default.
        count: Column of the counts, before any rounding. [count]
        by: Columns that tell tables apart; None takes all rows as one table.
        total: Column of the published total, the same in all rows of a table. [count]
        national_total: Whether the totals are a country's, which some rules spare.

    Returns:
        The frame with its own index, order and columns, the count replaced by what may be shown, missing where it is
        withheld; then `symbol`, "[c]" where it is, `withheld`, the rule and whether the count itself is small
        ("1-5: primary") or would give another away ("1-5: secondary"), and `released_total` and `total_withheld`, the
        same of the table's total. The last two and `withheld` are for those who prepare a release, not for print.

    Raises:
        DomainError: A column holds no numbers, or the frame has a result's column.
        UnknownNameError: A column is not in the frame, or no rule has the name.

    Examples:
        >>> frame = pd.DataFrame({"area": ["Bow", "Poplar", "Wapping", "Shadwell"], "count": [3, 12, 40, 0]})
        >>> suppressed(frame, rule="1-5")[["area", "count", "symbol"]]
               area  count symbol
        0       Bow    NaN    [c]
        1    Poplar    NaN    [c]
        2   Wapping   40.0
        3  Shadwell    0.0
    """
    checked_frame(frame)
    x, chosen = numbers_of(frame, count, argument="count"), find_disclosure_rule(rule)
    groups = group_rows(frame, names_of(by))
    totals = groups.sums(x) if total is None else numbers_of(frame, total, argument="total")[groups.first]
    counts, total_counts = np.full(len(x), np.nan), np.full(len(x), np.nan)
    words = np.full((3, len(x)), "", object)
    for which, rows in panels(groups):
        cells = suppress(x[rows], chosen, totals[which], is_national_total=national_total)
        counts[rows], words[0, rows], words[1, rows] = cells.counts, cells.symbols, cells.reasons
        if cells.totals is not None:
            total_counts[rows], words[2, rows] = cells.totals.counts[:, None], cells.totals.reasons[:, None]
    shown = frame.copy(deep=False)
    shown[count] = counts
    return with_columns(
        shown,
        {
            "symbol": words[0],
            "withheld": words[1],
            "released_total": total_counts,
            "total_withheld": words[2],
        },
    )
