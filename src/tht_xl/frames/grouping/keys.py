"""Columns of keys turned into numbers, quickly whatever order their rows are in."""

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.errors import DomainError

Places: TypeAlias = NDArray[np.intp]

LONG = 50_000
"""Shorter columns stay in the processor's cache, where nothing is to be gained. [rows]"""

_SAMPLE, _NEAR = 4096, 2**16
"""Rows looked at to tell how keys lie in memory, and how far apart two may lie to be read together. [rows, bytes]"""


def factorize(values: "pd.Series[Any]", *, argument: str) -> tuple[Places, pd.Index]:
    """Return the number of each row's key, in order of appearance, and the distinct keys. Missing is a key.

    Args:
        values: The keys.
        argument: Which argument named the column, for messages.

    Raises:
        DomainError: A key is a list or the like, which cannot be told from another.
    """
    addresses = _addresses(values)
    if addresses is None:
        return _number_values(values, argument)
    if _are_shared(addresses):
        # Rows with the same object have the same key: only the objects are compared, not the rows.
        of_object, objects = pd.factorize(addresses)
        codes, keys = _number_values(values.iloc[first_rows(of_object, len(objects))], argument)
        return codes[of_object], keys
    if _are_scattered(addresses):
        # A million texts far apart in memory are read three times as fast in the order of their addresses.
        order = np.argsort(addresses)
        codes, keys = _number_values(values.iloc[order], argument)
        own = np.empty_like(codes)
        own[order] = codes
        codes, appearing = pd.factorize(own)
        return codes, keys[appearing]
    return _number_values(values, argument)


def first_rows(codes: Places, distinct: int) -> Places:
    """Return the row at which each number first appears.

    Args:
        codes: The number of each row, from 0.
        distinct: How many numbers there are.
    """
    first = np.empty(distinct, np.intp)
    # The last assignment to a place wins, so the rows go in backwards.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def rows_of_each(codes: Places, distinct: int) -> list[Places]:
    """Return the rows that have each number, ascending.

    Args:
        codes: The number of each row, from 0.
        distinct: How many numbers there are.
    """
    # One sort, since a search for each would cost the square of the rows where there are many groups.
    order, sizes = np.argsort(codes, kind="stable"), np.bincount(codes, minlength=distinct)
    return np.split(order, np.cumsum(sizes)[:-1]) if distinct else []


def _addresses(values: "pd.Series[Any]") -> Places | None:
    """Return where the keys of a long column lie in memory; None where they are no objects of Python."""
    are_objects = values.dtype == object or getattr(values.dtype, "storage", "") == "python"
    if len(values) < LONG or not are_objects:
        return None
    return np.frombuffer(np.ascontiguousarray(values.to_numpy(object)), np.intp)


def _are_shared(addresses: Places) -> bool:
    sample = addresses[:: len(addresses) // _SAMPLE]
    return 2 * len(np.unique(sample)) < len(sample)


def _are_scattered(addresses: Places) -> bool:
    step = len(addresses) // _SAMPLE
    each, following = addresses[:-1:step], addresses[1::step]
    return bool(np.mean(np.abs(following - each) > _NEAR) > 0.5)


def _number_values(values: "pd.Series[Any]", argument: str) -> tuple[Places, pd.Index]:
    try:
        return pd.factorize(values, use_na_sentinel=False)
    except TypeError:
        row = next(place for place, each in enumerate(values) if not _is_hashable(each))
        raise DomainError(
            f"{argument}: column {values.name!r} holds {values.iloc[row]!r:.42} in row {values.index[row]}; "
            "expected texts, numbers or dates",
            remedy="Convert it to text first",
        ) from None


def _is_hashable(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
