"""Events known in total only, joined to the groups they were observed in."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import numbers_of
from tht_xl.frames.grouping.groups import Groups, group_rows
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.bands import MissingCounts


def observed_totals(groups: Groups, observed: pd.DataFrame, count: str, missing_counts: MissingCounts) -> Numbers:
    """Return the total events of each group, joined by the keys; groups by one.

    Args:
        groups: Whose totals are wanted.
        observed: One row for each group, with the key columns of the groups.
        count: Column of the totals. [count]
        missing_counts: "unknown" or "zero", for groups without a total.

    Raises:
        DomainError: A group has several rows, or the column is not numeric.
        UnknownNameError: A column is not in the frame.
    """
    names = list(groups.keys.columns)
    totals = numbers_of(observed, count, argument="observed count")
    if not names:
        if len(observed) != 1:
            raise DomainError(
                f"observed has {len(observed)} rows; expected one for all rows together",
                remedy="Add them up, or name the columns of the groups in by",
            )
        return np.full((len(groups), 1), totals[0])
    of_totals = group_rows(observed, names, argument="observed by")
    if len(of_totals) < len(observed):
        twice = int(np.argmax(np.bincount(of_totals.codes) > 1))
        several = of_totals.named(twice, "observed has several rows for a group")
        raise DomainError(f"{several}; expected one for each", remedy="Add them up first")
    by_key = dict(zip(_keys(of_totals), totals.tolist(), strict=True))
    found = np.array([by_key.get(key, np.nan) for key in _keys(groups)], float)[:, None]
    return np.nan_to_num(found, nan=0.0) if missing_counts == "zero" else found


def _keys(groups: Groups) -> list[Hashable]:
    """Return the key of each group, whatever stands for a missing one."""
    keys = groups.keys.astype(object)
    return list(keys.where(keys.notna(), None).itertuples(index=False, name=None))
