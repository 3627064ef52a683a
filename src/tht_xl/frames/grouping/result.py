"""Frames handed back: the analyst's own columns first, then what was found out."""

import warnings
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.groups import Groups, factorize
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.distributions.poisson import EXACT_BELOW
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval

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


def limit_columns(interval: Interval, confidence: Confidence) -> dict[str, Numbers]:
    """Return the limits under the names of their columns.

    One level gives `lower` and `upper`; a list gives `lower_95`, `upper_95`, `lower_998`, `upper_998`.
    """
    names = level_names(confidence)
    if not names:
        return {"lower": interval.lower, "upper": interval.upper}
    return {
        f"{side}_{name}": limits[..., place]
        for place, name in enumerate(names)
        for side, limits in (("lower", interval.lower), ("upper", interval.upper))
    }


def level_names(confidence: Confidence) -> list[str]:
    """Return the levels as column names end: 0.95 is "95", 0.998 is "998"; empty where a single level is given.

    Raises:
        DomainError: A level occurs twice.
    """
    if isinstance(confidence, str) or np.ndim(confidence) == 0:
        return []
    names = [_percent(level).replace(".", "") for level in np.asarray(confidence).tolist()]
    for name in names:
        if names.count(name) > 1:
            raise DomainError(f"confidence names level {name} twice; expected each level once", remedy="Name it once")
    return names


def level_text(confidence: Confidence) -> str:
    """Return the levels as a reader writes them: "95%", "95%, 99.8%"."""
    return ", ".join(f"{_percent(level)}%" for level in np.atleast_1d(np.asarray(confidence)).tolist())


def _percent(level: float) -> str:
    try:
        return f"{100 * Decimal(repr(float(level))):f}".rstrip("0").rstrip(".") if 0 < level < 1 else repr(level)
    except (TypeError, ValueError):
        return repr(level)


def metadata_columns(statistic: str, confidence: Confidence, method: str | Words) -> Added:
    """Return the statistic, the confidence level and the method of the limits, of all rows or of each."""
    return {"statistic": statistic, "confidence": level_text(confidence), "method": method}


def poisson_method(count: Numbers) -> Words:
    """Return which limits a count takes; "" where it has none."""
    return np.where(count < EXACT_BELOW, "exact Poisson", np.where(np.isnan(count), "", "Byar")).astype(object)
