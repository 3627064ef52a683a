"""An interval estimate: two limits, or arrays of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Flags, Numbers, column


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Interval:
    """Lower and upper limits of one shape; NaN in both where no interval is defined.

    Unpacks into its two limits: `lower, upper = interval`.

    Examples:
        >>> Interval(np.array([0.25, 0.5]), np.array([0.75, 1.0])).scaled(100)
        Interval(lower=[25.0, 50.0], upper=[75.0, 100.0])
    """

    lower: Numbers
    upper: Numbers

    def where(self, is_defined: Flags) -> "Interval":
        """Return the limits where the condition holds, NaN elsewhere."""
        return Interval(np.where(is_defined, self.lower, np.nan), np.where(is_defined, self.upper, np.nan))

    def scaled(self, multiplier: ArrayLike) -> "Interval":
        """Both limits times the multiplier, such as 100 for percentages; one below 0 swaps them.

        Raises:
            DomainError: The multiplier is not numeric.
        """
        factor = column("multiplier", multiplier)
        lower, upper = factor * self.lower, factor * self.upper
        if (factor < 0).any():
            return Interval(np.minimum(lower, upper), np.maximum(lower, upper))
        return Interval(lower, upper)

    def contains(self, value: ArrayLike) -> Flags:
        """Return whether the value lies between the limits, which belong to the interval. False where any is NaN.

        Raises:
            DomainError: The value is not numeric.
        """
        v = column("value", value)
        return (self.lower <= v) & (v <= self.upper)

    def round(self, decimals: int) -> "Interval":
        """Both limits rounded, for display only."""
        return Interval(np.round(self.lower, decimals), np.round(self.upper, decimals))

    def __iter__(self) -> Iterator[Numbers]:
        return iter((self.lower, self.upper))

    def __repr__(self) -> str:
        return f"Interval(lower={np.asarray(self.lower).tolist()}, upper={np.asarray(self.upper).tolist()})"
