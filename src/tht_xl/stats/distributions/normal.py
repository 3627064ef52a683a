"""The normal distribution."""

import math
from functools import lru_cache
from numbers import Real
from typing import Final

from tht_xl.errors import DomainError
from tht_xl.stats.distributions import special
from tht_xl.stats.inputs.refused import is_truth_value, shown


def z_score(confidence: float) -> float:
    """Return standard deviations either side of the mean that hold a share of a normal distribution.

    Args:
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> round(z_score(0.95), 6)
        1.959964
    """
    return _quantile(tail(confidence))


def tail(confidence: float) -> float:
    """Return the share of a distribution beyond each limit of a two-sided interval, as a fraction.

    Raises:
        DomainError: The confidence is outside its range, or no number.
    """
    # Levels also come as numpy's numbers and, from careless code, as text.
    is_number = isinstance(confidence, float) or (isinstance(confidence, Real) and not is_truth_value(confidence))
    level = float(confidence) if is_number else math.nan
    if not 0 < level < 1:
        given = f"{level:g}" if is_number else shown(confidence)
        raise DomainError(f"confidence is {given}; expected above 0 and below 1", remedy="Write 95 per cent as 0.95.")
    return (1 - level) / 2


_USUAL: Final = {(1 - 0.95) / 2: 1.959963984540054, (1 - 0.998) / 2: 3.090232306167813}
"""What scipy gives at the two usual levels, to the last digit, so that a cell need not wait for scipy to load. A test
compares them with the scipy that is installed."""


@lru_cache(maxsize=64)
def _quantile(share: float) -> float:
    return _USUAL.get(share) or -float(special.ndtri(share))
