"""What a result is expressed per: checked once for every function."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Column, column
from tht_xl.stats.inputs.domain import are_all_populations, are_populations
from tht_xl.stats.inputs.refused import shown


def check_multiplier(name: str, multiplier: Any) -> float:  # noqa: ANN401 - whatever was given for a number
    """One multiplier as a number, where it is finite and above 0.

    Raises:
        DomainError: It is not.
    """
    factor = _number(name, multiplier)
    if not 0 < factor < np.inf:
        raise DomainError(f"{name} is {shown(multiplier)}; expected a number above 0", remedy="Write 100 for per cent")
    return factor


def check_signed_multiplier(name: str, multiplier: Any) -> float:  # noqa: ANN401
    """One multiplier as a number, where it is finite and not 0: one below 0 turns an index round.

    Raises:
        DomainError: It is not.
    """
    factor = _number(name, multiplier)
    if not 0 < abs(factor) < np.inf:
        raise DomainError(
            f"{name} is {shown(multiplier)}; expected a number other than 0",
            remedy="Use 100 for percentages, -1 to reverse the index",
        )
    return factor


def multipliers(given: ArrayLike | None) -> Column:
    """One multiplier, or one for each row; one of a column that is not finite and above 0 spoils its own row: NaN.

    Raises:
        DomainError: A single multiplier is not finite and above 0, or a column is not numeric.
    """
    if np.isscalar(given) or given is None or not hasattr(given, "__len__"):
        return np.asarray(check_multiplier("multiplier", given))
    each = column("multiplier", given)
    if not each.ndim:
        return np.asarray(check_multiplier("multiplier", each.item()))
    floats = np.asarray(each, float)
    return each if are_all_populations(floats) else np.where(are_populations(floats), floats, np.nan)


def _number(name: str, given: Any) -> float:  # noqa: ANN401
    """Return the number; NaN where it is not one."""
    if type(given) in (float, int):
        try:
            return float(given)
        except OverflowError:
            return np.nan
    try:
        each = column(name, given)
    except DomainError:
        return np.nan
    return float(each) if each.ndim == 0 else np.nan
