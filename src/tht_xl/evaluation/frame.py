"""A frame with columns put into it, without a copy of what it has."""

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd
from numpy.typing import NDArray


def with_columns(frame: pd.DataFrame, columns: Mapping[str, NDArray[Any] | pd.Series]) -> pd.DataFrame:
    """Return a frame with these columns in place of its own of the same names, then the others; nothing is copied.

    Args:
        frame: What passes through.
        columns: Arrays, of objects where they hold text; or series whose index counts the rows.
    """
    index = pd.RangeIndex(len(frame))
    passed = {name: frame[name].set_axis(index) for name in frame.columns if name not in columns}
    made = {
        # The type is stated because pandas 3 would make its own text type of objects, and pandas 2 would not.
        name: each if isinstance(each, pd.Series) else pd.Series(each, index, each.dtype, copy=False)
        for name, each in columns.items()
    }
    order = [*frame.columns, *(name for name in columns if name not in frame.columns)]
    # As pandas asks of whoever makes a frame from a frame, so that a frame of maps stays one.
    make = cast("type[pd.DataFrame]", frame._constructor)
    together = make({name: made[name] if name in made else passed[name] for name in order}, copy=False)
    if not order:
        together = make(index=index)
    together.index = frame.index
    together.columns.name = frame.columns.name
    return cast("Any", together).__finalize__(frame)
