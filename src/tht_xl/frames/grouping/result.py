"""Frames handed back: the analyst's own columns first, then what was found out."""

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.groups import Groups
from tht_xl.frames.grouping.keys import factorize

Added: TypeAlias = Mapping[str, Any]
"""Columns of a result under their names: arrays, or a single word that is the same in every row."""


class ColumnsLeftOutWarning(UserWarning):
    """Columns that differ within a group, so that no single value could be kept."""


def with_columns(base: pd.DataFrame, added: Added) -> pd.DataFrame:
    """Return the frame with further columns; the one given stays as it is.

    Raises:
        DomainError: A column of that name is there already.
    """
    for name in added:
        if name in base.columns:
            raise DomainError(
                f"the frame already has a column {name!r}, which the result needs",
                remedy="Rename it, or drop it first",
            )
    result = base.copy(deep=False)
    for name, values in added.items():
        result[name] = values
    return result


def one_row_each(frame: pd.DataFrame, groups: Groups, *, used: Iterable[str]) -> pd.DataFrame:
    """One row for each group: its keys, and every other column that has a single value within each group.

    Args:
        frame: The rows.
        groups: Of the rows.
        used: Columns that the result replaces by their totals or does without.

    Warns:
        ColumnsLeftOutWarning: A column differs within a group, so that its values have no place in the result.
    """
    kept = groups.keys
    taken = {*kept.columns, *used}
    left_out: list[str] = []
    others = {name: place for place, name in enumerate(frame.columns) if name not in taken}
    carried: dict[str, pd.Series[Any]] = {}
    for name, place in others.items():
        values = frame.iloc[:, place]
        if _is_single(values, groups):
            carried[name] = values.iloc[groups.first].reset_index(drop=True)
        else:
            left_out.append(str(name))
    if left_out:
        warnings.warn(
            f"left out, because they differ within a group: {', '.join(left_out)}. Add them to by to keep them",
            ColumnsLeftOutWarning,
            stacklevel=4,
        )
    return kept.assign(**carried) if carried else kept


def _is_single(values: "pd.Series[Any]", groups: Groups) -> bool:
    try:
        codes, _ = factorize(values, argument="frame")
    except DomainError:  # lists and the like cannot be compared
        return False
    return bool((codes == codes[groups.first][groups.codes]).all())
