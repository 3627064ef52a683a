"""The columns that `evaluate` adds, their order and their types."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.observations import NUMBERS, compared
from tht_xl.model.definition import Framework

DESCRIBING = ("name", "unit", "polarity", "period_start", "period_end")
"""What a row is about: from the definition of its indicator, and the days of its period. Behind all other columns."""

TEXT = ("interval", "previous_period", "direction", "trend", "trend_reason", "target_due", "rating", "withheld",
        "reason", "sentence")  # fmt: skip
WHOLE = ("people_to_target", "people_to_comparator")
TRUTH = ("target_in_interval", "agreed")

Columns = dict[str, NDArray[Any]]


def result_columns(framework: Framework) -> tuple[str, ...]:
    """The columns that `evaluate` adds to the observation columns, in order."""
    beside = [compared(c, what) for c in framework.comparators for what in ("value", "comparison", "in_interval")]
    return ("interval", *beside, "people_to_comparator", "previous", "previous_period", "direction", "trend",
            "trend_reason", "target", "target_final", "target_due", "minimum", "agreed", "rating", "gap",
            "people_to_target", "target_in_interval", "withheld", "reason", "sentence", *DESCRIBING)  # fmt: skip


def blank_columns(size: int, framework: Framework) -> Columns:
    """Each result column with nothing in it; yes and no as 1, 0 and NaN."""
    names = (*NUMBERS, *(name for name in result_columns(framework) if name not in DESCRIBING))
    return {n: np.full(size, "" if _is_text(n) else np.nan, object if _is_text(n) else float) for n in names}


def typed_columns(results: Columns) -> dict[str, NDArray[Any] | pd.Series]:
    """Numbers as floats, whole people as nullable integers, yes and no as nullable booleans, text as objects."""
    typed: dict[str, NDArray[Any] | pd.Series] = {}
    for name, column in results.items():
        if name in WHOLE:
            typed[name] = _nullable(column, np.int64, pd.arrays.IntegerArray)
        elif name in TRUTH or name.endswith("_in_interval"):
            typed[name] = _nullable(column, np.bool_, pd.arrays.BooleanArray)
        else:
            typed[name] = column
    return typed


def _nullable(column: NDArray[np.float64], dtype: type, array: type) -> pd.Series:
    blank = np.isnan(column)
    return pd.Series(array(np.where(blank, 0, column).astype(dtype), blank), copy=False)


def _is_text(name: str) -> bool:
    return name in TEXT or name.endswith("_comparison")
