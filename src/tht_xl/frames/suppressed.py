"""Counts of an analyst's frame as a disclosure rule lets them out."""

from typing import Any

import numpy as np
import pandas as pd

from tht_xl.disclosure.inputs import flags_given
from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.released import whole_counts
from tht_xl.disclosure.rules import DisclosureRule, find_disclosure_rule
from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import brief, check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, row_reasons
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.frames.grouping.panels import panels
from tht_xl.frames.grouping.result import with_columns
from tht_xl.frames.suppressed_tables import cross_tabulate, places_of, repeated_check
from tht_xl.stats.arrays import Flags, Numbers


def suppressed(
    frame: pd.DataFrame,
    *,
    rule: str,
    count: str = "count",
    by: By = None,
    total: str | None = None,
    rows: str | None = None,
    columns: str | None = None,
    national_total: bool = False,
) -> pd.DataFrame:
    """Tables of counts with small ones withheld, and what would give those away.

    Each group is a table whose total is taken to be published: that of the column `total`, or the sum of its counts.
    With `rows` and `columns` it is a two-way table, and the totals of its rows and columns are published too.

    Args:
        frame: One row for each cell.
        rule: The name of a disclosure rule, such as "1-5" or "1-7". There is no default.
        count: Column of the counts, before any rounding. [count]
        by: Columns that tell tables apart; None takes all rows as one table.
        total: Column of the published total, the same in all rows of a one-way table; where it differs, nothing of the
            table is released. [count]
        rows: Column that names a cell's row in a two-way table; `columns` goes with it.
        columns: Column that names its column.
        national_total: Whether the totals are a country's, which some rules spare.

    Returns:
        The frame with its own index, order and columns, the count replaced by what may be shown, missing where it is
        withheld; then `symbol`, "[c]" where it is, `withheld`, the rule and whether the count itself is small
        ("1-5: primary"), would give another away ("1-5: secondary") or is in a table of which nothing can be shown
        ("1-5: whole table"), `released_total` and `total_withheld`, the same of the table's total, and `reason`, why a
        count cannot be judged. A total over such a count is not known, and not published. Two-way tables have
        `released_row_total`, `row_total_withheld`, `released_column_total` and `column_total_withheld` besides; a cell
        that no row gives is missing, never 0. What is called withheld is for those who prepare a release, not for
        print.

    Raises:
        DomainError: A column is not numeric, the frame has a result's column, or `rows` is given without `columns`.
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
    named = {"count": count, "total": total, "rows": rows, "columns": columns}
    keys = names_of(by)
    check_distinct(
        {
            **{argument: name for argument, name in named.items() if name is not None},
            **{f"by {number}": name for number, name in enumerate(keys, 1)},
        }
    )
    x, chosen = numbers_of(frame, count, argument="count"), find_disclosure_rule(rule)
    national = bool(flags_given("national_total", national_total, ()))
    groups = group_rows(frame, keys)
    cells = whole_counts(x)
    checks = [
        RowCheck(np.isnan(x), "the count is missing; enter 0 if none occurred"),
        RowCheck(np.isnan(cells), "the count is {}; expected a whole number from 0 up", x),
    ]
    if rows is None and columns is None:
        totals = groups.sums(cells)
        if total is not None:
            stated = numbers_of(frame, total, argument="total")
            differs = _state_different_totals(groups, stated)
            checks.append(
                RowCheck(differs[groups.codes], "the total differs between the rows of its table; expected one")
            )
            # Nobody knows which of them is published, so nothing is released beside any.
            totals = np.where(differs, -1.0, stated[groups.first])
        shown, added = _lines(cells, chosen, groups, totals, national_total=national)
    elif rows is None or columns is None or total is not None:
        raise DomainError(
            f"rows is {brief(rows)}, columns is {brief(columns)} and total is {brief(total)}; "
            "expected rows and columns, or neither",
            remedy="Name both for two-way tables, whose totals are added up, and leave total out",
        )
    else:
        places = places_of(frame, groups, rows, columns)
        checks.append(repeated_check(places, rows, columns))
        found = cross_tabulate(cells, chosen, groups, places, national_total=national)
        shown, added = found.counts, {"symbol": found.symbols, "withheld": found.reasons}
        for name, released in found.totals.items():
            added |= {f"released_{name}": released, f"{name}_withheld": found.withheld[name]}
    judged = frame.copy(deep=False)
    judged[count] = shown
    return with_columns(judged, {**added, "reason": row_reasons(checks, len(frame))})


def _state_different_totals(groups: Groups, stated: Numbers) -> Flags:
    """Return the groups whose rows state different totals, or only some of whose rows state one."""
    first = stated[groups.first][groups.codes]
    return groups.sums(np.where((stated == first) | (np.isnan(stated) & np.isnan(first)), 0.0, 1.0)) > 0


def _lines(
    counts: Numbers, rule: DisclosureRule, groups: Groups, totals: Numbers, *, national_total: bool
) -> tuple[Numbers, dict[str, Any]]:
    """Each group as a line with its total."""
    shown, total_counts = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    words = np.full((3, len(counts)), "", object)
    for which, rows in panels(groups):
        cells = suppress(counts[rows], rule, totals[which], is_national_total=national_total)
        shown[rows], words[0, rows], words[1, rows] = cells.counts, cells.symbols, cells.reasons
        if cells.totals is not None:
            total_counts[rows], words[2, rows] = cells.totals.counts[:, None], cells.totals.reasons[:, None]
    added = {"symbol": words[0], "withheld": words[1], "released_total": total_counts, "total_withheld": words[2]}
    return shown, added
