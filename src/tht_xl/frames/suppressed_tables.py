"""Two-way tables of an analyst's frame as a disclosure rule lets them out."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from tht_xl.disclosure.released import Released
from tht_xl.disclosure.rules import DisclosureRule
from tht_xl.disclosure.two_way import suppress_table, with_totals
from tht_xl.frames.grouping.columns import column
from tht_xl.frames.grouping.complaints import RowCheck
from tht_xl.frames.grouping.groups import Groups, factorize, rows_of_each
from tht_xl.stats.arrays import Flags, Numbers, Words


class Crossed(NamedTuple):
    """Two-way tables of a frame, as its rows show them.

    Attributes:
        counts: What may be shown of each row's cell. [count]
        symbols: "[c]" where it is withheld, else "".
        reasons: The rule and why.
        totals: Released totals under the name of each: of the cell's row, of its column, and of its table. [count]
        withheld: Why each of them is withheld, under the same names.
    """

    counts: Numbers
    symbols: Words
    reasons: Words
    totals: dict[str, Numbers]
    withheld: dict[str, Words]


class TablePlaces(NamedTuple):
    """Where the rows of a frame are in their tables.

    Attributes:
        row: Number of the table's row.
        column: Number of its column.
        repeated: Rows whose place another row of the same table has too.
    """

    row: np.ndarray
    column: np.ndarray
    repeated: Flags


def places_of(frame: pd.DataFrame, groups: Groups, rows: str, columns: str) -> TablePlaces:
    """Return each row's position in its table; keys are numbered as they appear in the frame.

    Raises:
        DomainError: A name is not a text, or a key a list or the like.
        UnknownNameError: A column is not in the frame.
    """
    codes = [
        factorize(column(frame, name, argument=argument), argument=argument)[0]
        for name, argument in ((rows, "rows"), (columns, "columns"))
    ]
    keys = pd.DataFrame({"table": groups.codes, "row": codes[0], "column": codes[1]})
    return TablePlaces(codes[0], codes[1], keys.duplicated(keep=False).to_numpy(bool))


def repeated_check(places: TablePlaces, rows: str, columns: str) -> RowCheck:
    """Return the message that a cell of a table is given twice."""
    return RowCheck(places.repeated, f"another row of its table has the same {rows} and {columns}; expected one")


def cross_tabulate(
    counts: Numbers, rule: DisclosureRule, groups: Groups, places: TablePlaces, *, national_total: bool
) -> Crossed:
    """Each group as a two-way table, with the totals that its cells sum to.

    Args:
        counts: Of the rows; NaN where one is wrong or missing, as a cell is that no row gives. [count]
        rule: The rule.
        groups: The tables.
        places: Each row's position in its table.
        national_total: Whether the total of all cells is a country's.
    """
    size = len(counts)
    found = Crossed(
        np.full(size, np.nan),
        np.full(size, "", object),
        np.full(size, "", object),
        {name: np.full(size, np.nan) for name in _TOTALS},
        {name: np.full(size, "", object) for name in _TOTALS},
    )
    for rows in rows_of_each(groups.codes, len(groups)):
        _fill(found, rows, counts, rule, places, national_total=national_total)
    return found


_TOTALS = ("row_total", "column_total", "total")


def _fill(
    found: Crossed,
    rows: np.ndarray,
    counts: Numbers,
    rule: DisclosureRule,
    places: TablePlaces,
    *,
    national_total: bool,
) -> None:
    names, across = np.unique(places.row[rows], return_inverse=True)
    others, down = np.unique(places.column[rows], return_inverse=True)
    cells = np.full((len(names), len(others)), np.nan)
    cells[across, down] = np.where(places.repeated[rows], np.nan, counts[rows])
    national = np.zeros((len(names) + 1, len(others) + 1), bool)
    national[-1, -1] = national_total
    released: Released = suppress_table(with_totals(cells), rule, is_national=national)
    found.counts[rows] = released.counts[across, down]
    found.symbols[rows] = released.symbols[across, down]
    found.reasons[rows] = released.reasons[across, down]
    for name, place in zip(_TOTALS, ((across, -1), (-1, down), (-1, -1)), strict=True):
        found.totals[name][rows] = released.counts[place]
        found.withheld[name][rows] = released.reasons[place]
