"""Tables of an analyst that share cells or totals: protected by one call, and audited."""

from collections.abc import Sequence
from typing import TypeVar, cast

import numpy as np
import pandas as pd

from tht_xl.disclosure.inputs import flags_given
from tht_xl.disclosure.linked.audit import feasibility_intervals
from tht_xl.disclosure.linked.pattern import parts
from tht_xl.disclosure.linked.tables import suppress_linked
from tht_xl.disclosure.released import whole_counts
from tht_xl.disclosure.rules import WITHHELD, find_disclosure_rule
from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import numbers_of
from tht_xl.frames.grouping.result import with_columns
from tht_xl.frames.linked_figures import LinkedFigures, Tables, checked_tables, figures_of
from tht_xl.stats.arrays import Flags, Numbers, Words

_Given = TypeVar("_Given", Tables, pd.DataFrame)


def suppress_linked_tables(
    tables: _Given,
    *,
    rule: str,
    by: str | Sequence[str],
    count: str = "count",
    total_label: str | None = None,
    national_total: bool = False,
) -> _Given:
    """Tables that share cells or totals with small counts withheld, and what would give those away in any of them.

    Give every table that will be published of the same people in one call: tables protected one by one can be
    subtracted from each other. A table with fewer of the columns of `by` holds the totals of one with more, so a table
    of wards needs the column of their localities too. All rows are needed, with 0 where none occurred.

    Args:
        tables: Frames by name, or one frame that holds cells and totals; one row for each figure.
        rule: The name of a disclosure rule, such as "1-5" or "1-7". There is no default.
        by: Columns that say whom a figure counts, such as ward, locality, sex. Each table has some or none of them.
        count: Column of the counts in every table, before any rounding. [count]
        total_label: What a column of `by` holds in rows that are totals over it, such as "All".
        national_total: Whether the total of everything is a country's, which some rules spare.

    Returns:
        Each table with its own index, order and columns, the count replaced by what may be shown, missing where it is
        withheld; then `symbol`, "[c]" where it is, `withheld`, the rule and why ("1-5: primary", "1-5: secondary",
        "1-5: whole table", or that the tables do not add up), and `reason`, what is wrong with a row. What is called
        withheld is for those who prepare a release, not for print.

    Raises:
        DomainError: A column is not numeric, a frame has a result's column, or the tables have too many combinations.
        UnknownNameError: A column is not in a frame, or no rule has the name.

    Examples:
        >>> wards = pd.DataFrame({"locality": ["A", "A", "B", "B", "C", "C"],
        ...     "ward": ["a1", "a2", "b1", "b2", "c1", "c2"], "count": [3, 0, 6, 6, 25, 15]})
        >>> localities = wards.groupby("locality", as_index=False)["count"].sum()
        >>> borough = pd.DataFrame({"count": [wards["count"].sum()]})
        >>> shown = suppress_linked_tables({"wards": wards, "localities": localities, "borough": borough},
        ...     rule="1-5", by=["locality", "ward"])
        >>> shown["localities"][["locality", "count", "symbol"]]
          locality  count symbol
        0        A    NaN    [c]
        1        B   12.0
        2        C    NaN    [c]
        >>> shown["wards"]["symbol"].tolist()
        ['[c]', '', '', '', '[c]', '[c]']
    """
    chosen = find_disclosure_rule(rule)
    given = checked_tables(tables, {"count": count})
    figures = figures_of(given, by, total_label)
    national = _national(figures, national_total=national_total)
    counts, faults = _counts(given, figures, count)
    has_people = np.asarray(figures.members.any(axis=1))
    found = suppress_linked(counts[has_people], figures.members[has_people], chosen, is_national=national[has_people])
    # A figure that no cell belongs to, such as a ward without a row, is 0 or nothing; neither reveals anybody.
    shown = np.where(counts == 0, 0.0, np.nan)
    symbols, reasons = np.full(len(counts), "", object), np.full(len(counts), "", object)
    shown[has_people], symbols[has_people], reasons[has_people] = found.counts, found.symbols, found.reasons
    result: dict[str, pd.DataFrame] = {}
    for name, frame in given.items():
        own = figures.of_rows[name]
        judged = frame.copy(deep=False)
        judged[count] = shown[own]
        added = {"symbol": symbols[own], "withheld": reasons[own], "reason": faults[name]}
        result[name] = with_columns(judged, added)
    return cast(_Given, result[""] if isinstance(tables, pd.DataFrame) else result)


def audit_tables(
    tables: _Given,
    *,
    rule: str,
    by: str | Sequence[str],
    count: str = "count",
    symbol: str = "symbol",
    total_label: str | None = None,
    national_total: bool = False,
) -> _Given:
    """Return what an attacker can believe of each figure of released tables, whoever protected them and how.

    By linear programming, from the release alone: all figures shown, the rule with its rounding, and that nobody is
    counted less than never. Where a table has the column `withheld` of `suppress_linked_tables` or `suppressed`, the
    attacker has also been told which cells are small.

    Args:
        tables: Frames by name, or one frame, as released: counts missing where they are withheld.
        rule: The name of the disclosure rule that they were released under.
        by: Columns that say whom a figure counts, as for `suppress_linked_tables`.
        count: Column of the released counts in every table. [count]
        symbol: Column that holds "[c]" where a count is withheld.
        total_label: What a column of `by` holds in rows that are totals over it.
        national_total: Whether the total of everything is a country's, which some rules spare.

    Returns:
        Each table with its own index, order and columns, then `lowest` and `highest`, the feasibility interval of each
        figure, and `is_narrow`: a withheld figure of which fewer values remain possible than the rule asks for.

    Raises:
        DomainError: No counts can give the released ones, a row has a fault, or arguments as above.
        UnknownNameError: A column is not in a frame, or no rule has the name.

    Examples:
        >>> # Each table protected alone: 3, 12 and 40 of 55 by locality; the wards of each locality.
        >>> localities = pd.DataFrame({"locality": ["A", "B", "C"], "count": [None, None, 40],
        ...     "symbol": ["[c]", "[c]", ""]})
        >>> wards = pd.DataFrame({"locality": ["A", "B", "B", "C"], "ward": ["a", "b1", "b2", "c"],
        ...     "count": [None, 6, 6, 40], "symbol": ["[c]", "", "", ""]})
        >>> borough = pd.DataFrame({"count": [55], "symbol": [""]})
        >>> found = audit_tables({"borough": borough, "localities": localities, "wards": wards},
        ...     rule="1-5", by=["locality", "ward"])
        >>> found["localities"][["locality", "lowest", "highest", "is_narrow"]]
          locality  lowest  highest  is_narrow
        0        A     3.0      3.0       True
        1        B    12.0     12.0       True
        2        C    40.0     40.0      False
    """
    chosen = find_disclosure_rule(rule)
    given = checked_tables(tables, {"count": count, "symbol": symbol})
    figures = figures_of(given, by, total_label)
    for name, faults in figures.faults.items():
        wrong = np.flatnonzero(faults != "")
        if wrong.size:
            where = f"{name}, row {given[name].index[wrong[0]]}" if name else f"row {given[name].index[wrong[0]]}"
            raise DomainError(f"{where}: {faults[wrong[0]]}", remedy="Audit the tables as they are to be published")
    size = len(figures.members)
    counts, marks, small = np.full(size, np.nan), np.full(size, "", object), np.zeros(size, bool)
    for name, frame in given.items():
        own, shown = figures.of_rows[name], numbers_of(frame, count, argument="count")
        known = ~np.isnan(shown)
        # A figure that any table shows is known, whatever another one withholds.
        counts[own[known]] = shown[known]
        mark = frame[symbol].to_numpy(object)
        marks[own[mark == WITHHELD]] = WITHHELD
        if "withheld" in frame.columns:
            small[own] |= frame["withheld"].astype(str).str.endswith(": primary").to_numpy(bool)
    marks[~np.isnan(counts)] = ""
    # Totals over withheld figures: whether these are small themselves nobody is told.
    over_withheld = np.asarray((parts(figures.members) & (marks == WITHHELD)).any(axis=1))
    found = feasibility_intervals(
        counts,
        marks,
        figures.members,
        chosen,
        known_small=small & ~over_withheld,
        is_national=_national(figures, national_total=national_total),
    )
    result = {
        name: with_columns(
            frame,
            {
                each: values[figures.of_rows[name]]
                for each, values in zip(("lowest", "highest", "is_narrow"), found, strict=True)
            },
        )
        for name, frame in given.items()
    }
    return cast(_Given, result[""] if isinstance(tables, pd.DataFrame) else result)


def _national(figures: LinkedFigures, *, national_total: bool) -> Flags:
    return ~figures.have_keys & bool(flags_given("national_total", national_total, ()))


def _counts(tables: Tables, figures: LinkedFigures, count: str) -> tuple[Numbers, dict[str, Words]]:
    """Return the count of each figure, NaN where no table has one that can be trusted, and what is wrong with rows."""
    counts = np.full(len(figures.members), np.nan)
    is_wrong = np.zeros(len(counts), bool)
    faults: dict[str, Words] = {}
    for name, frame in tables.items():
        own, given = figures.of_rows[name], numbers_of(frame, count, argument="count")
        whole = whole_counts(given)
        said = figures.faults[name].copy()
        said[np.isnan(whole)] = "the count is not a whole number from 0 up"
        said[np.isnan(given)] = "the count is missing; enter 0 if none occurred"
        alone = ~figures.members[own].any(axis=1) & (whole != 0)
        said[alone & (said == "")] = "no cell of the other tables belongs to it; give each table all its rows"
        other = ~np.isnan(counts[own]) & (counts[own] != whole)
        said[other & (said == "")] = "another table states a different count for it"
        is_wrong[own[said != ""]] = True
        counts[own] = whole
        faults[name] = said
    counts[is_wrong] = np.nan
    return counts, faults
