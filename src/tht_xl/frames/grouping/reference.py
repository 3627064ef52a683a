"""Counts and populations of a reference population by age band."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import numbers_of
from tht_xl.frames.grouping.groups import names_of
from tht_xl.frames.grouping.strata import strata_of
from tht_xl.stats.arrays import Numbers


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
