"""The normal distribution."""

import math
from numbers import Real

from scipy.special import ndtri  # pyright: ignore[reportMissingTypeStubs]

from tht_xl.errors import DomainError


def z_score(confidence: float) -> float:
    """Standard deviations either side of the mean that hold a share of a normal distribution.

    Args:
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> round(z_score(0.95), 6)
        1.959964
    """
    return -float(ndtri(tail(confidence)))


def tail(confidence: float) -> float:
    """The share of a distribution beyond each limit of a two-sided interval, as a fraction.

    Raises:
        DomainError: The confidence is outside its range, or no number.
    """
    # Levels also come as numpy's numbers and, from careless code, as text.
    level = float(confidence) if isinstance(confidence, Real) else math.nan
    if not 0 < level < 1:
        given = f"{confidence:g}" if isinstance(confidence, Real) else repr(confidence)
        raise DomainError(f"confidence is {given}; expected above 0 and below 1", remedy="Write 95 per cent as 0.95.")
    return (1 - level) / 2
