"""What indirect standardisation takes besides the bands: a reference population, and totals of events observed."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import numbers_of
from tht_xl.frames.grouping.groups import Groups, group_rows, names_of
from tht_xl.frames.grouping.strata import strata_of
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.bands import MissingCounts


def reference_bands(reference: pd.DataFrame, age_band: str | Sequence[str]) -> list[tuple[Hashable, str]]:
    """Key and label of each band, in the order of the reference's rows.

    Args:
        reference: One row for each band.
        age_band: Column of the bands, or columns.

    Raises:
        DomainError: A band occurs twice, or there is none.
        UnknownNameError: A column is not in the reference.
    """
    strata = strata_of(reference, names_of(age_band, argument="age_band"), argument="reference age_band")
    keys, labels = strata.keys, strata.labels
    rows = np.bincount(strata.codes, minlength=len(keys))
    for place, key in enumerate(keys):
        if rows[place] > 1 or key in keys[:place]:
            raise DomainError(
                f"reference has several rows for age band {labels[place]!r}; expected one", remedy="Keep one of them"
            )
    if not keys:
        raise DomainError("reference has no rows; expected one for each age band", remedy="Give the reference figures")
    return list(zip(keys, labels, strict=True))


def of_reference(
    reference: pd.DataFrame, name: str, argument: str, bands: Sequence[tuple[Hashable, str]], *, zero_allowed: bool
) -> Numbers:
    """Return a column of the reference, which has to be whole.

    Args:
        reference: One row for each band.
        name: Of the column.
        argument: Which argument named it, for messages.
        bands: Key and label of each row's band.
        zero_allowed: Whether a number may be 0.

    Raises:
        DomainError: A number is missing, negative or infinite, or 0 where that is not allowed.
        UnknownNameError: No column has this name.
    """
    values = numbers_of(reference, name, argument=argument)
    wrong = ~((values >= 0 if zero_allowed else values > 0) & np.isfinite(values))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DomainError(
            f"{argument} is {values[place]:g} in age band {bands[place][1]!r}; "
            f"expected {'0 or more' if zero_allowed else 'above 0'}",
            remedy="Enter it, or leave the band out of both frames",
        )
    return values


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
        several = of_totals.with_key(twice, "observed has several rows for a group")
        raise DomainError(f"{several}; expected one for each", remedy="Add them up first")
    by_key = dict(zip(_keys(of_totals), totals.tolist(), strict=True))
    found = np.array([by_key.get(key, np.nan) for key in _keys(groups)], float)[:, None]
    return np.nan_to_num(found, nan=0.0) if missing_counts == "zero" else found


def _keys(groups: Groups) -> list[Hashable]:
    """Return the key of each group, whatever stands for a missing one."""
    keys = groups.keys.astype(object)
    return list(keys.where(keys.notna(), None).itertuples(index=False, name=None))
