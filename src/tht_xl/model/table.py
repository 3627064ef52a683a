"""Definitions and findings as a pandas DataFrame, for those who look at them in a notebook.

The one place below the frames that knows pandas, and only when a table is asked for: a method on the thing itself is
where somebody looks for it, and importing or loading the thing must not cost the import of pandas.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame


def table_of(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> "DataFrame":
    """Rows of plain values as a frame with these columns, also where there is no row."""
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(columns))
