"""What the Python function behind a worksheet function gets: a value for a cell, an array for a column."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = float | NDArray[np.float64]
"""A number or a column of numbers; NaN is "not given", which only optional arguments can be."""

Words: TypeAlias = str | NDArray[np.object_]
"""A word or a column of words."""

Flags: TypeAlias = bool | np.bool_ | NDArray[np.bool_]
"""Whether something holds, for a row or for each row."""

Limits: TypeAlias = tuple[Numbers, Numbers, Numbers]
"""Value, lower and upper confidence limit."""
