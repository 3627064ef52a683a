"""Tables of an analyst as figures that share people: which row counts what."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.columns import brief, check_distinct, checked_frame, column, label_text
from tht_xl.frames.grouping.groups import Places, names_of
from tht_xl.stats.arrays import Flags, Words

MAX_BLOCKS: Final = 100_000
"""Combinations of keys in all tables together: more than this no search gets through."""

Tables = Mapping[str, pd.DataFrame]


class LinkedFigures(NamedTuple):
    """The figures of all tables, in an order of their own that does not depend on the order of rows.

    Attributes:
        of_rows: For each table, the figure of each row.
        members: Whether each block belongs to each figure. A block is a combination of all keys.
        faults: What is wrong with each row of each table; "".
        have_keys: Whether a figure is broken down at all; the total of everything is not.
    """

    of_rows: dict[str, Places]
    members: Flags
    faults: dict[str, Words]
    have_keys: Flags


def checked_tables(tables: "Tables | pd.DataFrame", needed: Mapping[str, str]) -> Tables:
    """Return the tables by name; a single frame is a table without one.

    Args:
        tables: What the analyst gave.
        needed: The columns that every table has, by argument.

    Raises:
        DomainError: There is no table, or one is not a DataFrame.
        UnknownNameError: A needed column is not in one of them.
    """
    if isinstance(tables, pd.DataFrame):
        tables = {"": tables}
    if not isinstance(tables, Mapping) or not tables:
        raise DomainError(
            f"tables is {brief(tables)}; expected frames by name", remedy='Write {"wards": wards, "borough": borough}'
        )
    check_distinct(dict(needed))
    for name, frame in tables.items():
        checked_frame(frame)
        for argument, each in needed.items():
            if each not in frame.columns:
                where = f"{argument}, table {name!r}" if isinstance(name, str) and name else argument
                raise UnknownNameError("column", each, [str(one) for one in frame.columns], where=where)
    return tables


def figures_of(tables: Tables, by: str | Sequence[str], total_label: str | None) -> LinkedFigures:
    """Return which figure each row is, and which blocks each figure counts.

    A table is broken down by those columns of `by` that it has. Rows in which one of them holds the label of totals are
    totals over it.

    Raises:
        DomainError: No column is named, a column of `by` is in no table, or there are too many combinations.
    """
    keys = names_of(by, argument="by")
    check_distinct({f"by {number}": name for number, name in enumerate(keys, 1)})
    if not keys:
        raise DomainError("by names no column; expected one or more", remedy="Name what the tables are broken down by")
    lacking = [name for name in keys if not any(name in frame.columns for frame in tables.values())]
    if lacking:
        columns = [str(each) for frame in tables.values() for each in frame.columns]
        raise UnknownNameError("column", lacking[0], list(dict.fromkeys(columns)), where="by")
    if not (total_label is None or isinstance(total_label, str)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise DomainError(
            f"total_label is {brief(total_label)}; expected a text",
            remedy='Write the label of rows of totals, such as "All"',
        )
    total = None if total_label is None else _label(total_label)
    labels = {name: _labels(frame, keys, total) for name, frame in tables.items()}
    every = pd.concat(labels.values(), ignore_index=True)
    distinct = every.drop_duplicates().sort_values(keys, na_position="first", ignore_index=True)
    of_all = pd.MultiIndex.from_frame(distinct).get_indexer(pd.MultiIndex.from_frame(every)).astype(np.intp)
    ends = np.cumsum([len(each) for each in labels.values()])[:-1]
    of_rows = dict(zip(labels, np.split(of_all, ends), strict=True))
    return LinkedFigures(
        of_rows,
        _members(distinct, keys),
        {name: _faults(labels[name], of_rows[name]) for name in labels},
        (distinct != _TOTAL).any(axis=1).to_numpy(bool),
    )


_TOTAL: Final = "\0"
"""Stands for every label of a key over which a row is a total. No label is this: it cannot be typed into a cell."""


def _label(value: object) -> str:
    return label_text(value).strip().casefold()


def _labels(frame: pd.DataFrame, keys: Sequence[str], total: str | None) -> pd.DataFrame:
    """Return the label of each key in each row; that of totals where the table is not broken down by it."""
    found: dict[str, list[str]] = {}
    for key in keys:
        if key not in frame.columns:
            found[key] = [_TOTAL] * len(frame)
            continue
        texts = map(_label, column(frame, key, argument="by").tolist())
        found[key] = [_TOTAL if total is not None and each == total else each for each in texts]
    return pd.DataFrame(found, dtype=object)


def _faults(labels: pd.DataFrame, figures: Places) -> Words:
    again = pd.Series(figures).duplicated(keep=False).to_numpy(bool)
    faults = np.where(again, "another row of its table has the same keys; expected one", "").astype(object)
    for key in labels.columns:
        blank = (labels[key] == "").to_numpy(bool)
        faults[blank] = f"the {key} is missing; a total needs the label that total_label names"
    return faults


def _members(figures: pd.DataFrame, keys: Sequence[str]) -> Flags:
    """Return which blocks each figure counts, blocks being all combinations of labels that tables agree to have."""
    broken_down = figures != _TOTAL
    kinds = [tuple(kind) for kind in broken_down.drop_duplicates().to_numpy(bool).tolist()]
    # A table that is broken down by less than another only adds its cells up: wards need no blocks beside wards by sex.
    blocks, waiting = pd.DataFrame(index=[0]), list[pd.DataFrame]()
    for kind in kinds:
        if not any(kind != other and all(a <= b for a, b in zip(kind, other, strict=True)) for other in kinds):
            own = [key for key, used in zip(keys, kind, strict=True) if used]
            waiting.append(figures.loc[_are_of_kind(broken_down, kind), own].reset_index(drop=True))
    while waiting:
        # The table that shares most keys with what there is comes next, so that as few as possible are crossed in full.
        waiting.sort(key=lambda each: -len(set(each.columns) & set(blocks.columns)))
        blocks = _join_blocks(blocks, waiting.pop(0))
    members = np.zeros((len(figures), len(blocks)), bool)
    for kind in kinds:
        own = [key for key, used in zip(keys, kind, strict=True) if used]
        rows = np.flatnonzero(_are_of_kind(broken_down, kind))
        if not own:
            members[rows] = True
            continue
        place = pd.MultiIndex.from_frame(figures.iloc[rows][own]).get_indexer(pd.MultiIndex.from_frame(blocks[own]))
        known = np.flatnonzero(place >= 0)
        members[rows[place[known]], known] = True
    return members


def _are_of_kind(broken_down: pd.DataFrame, kind: tuple[bool, ...]) -> Flags:
    return np.asarray((broken_down.to_numpy(bool) == np.array(kind)).all(axis=1))


def _join_blocks(blocks: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    shared = [key for key in table.columns if key in blocks.columns]
    if shared:
        sizes = blocks.groupby(shared).size().mul(table.groupby(shared).size(), fill_value=0)
        combinations = int(sizes.sum())
    else:
        combinations = len(blocks) * max(len(table), 1)
    if combinations > MAX_BLOCKS:
        raise DomainError(
            f"the tables have {combinations:,} combinations of keys together; expected up to {MAX_BLOCKS:,}",
            remedy="Give each call tables of one area or one period, which share no people with those of others",
        )
    if not len(table.columns):
        return blocks
    return blocks.merge(table, on=shared, how="inner") if shared else blocks.merge(table, how="cross")
