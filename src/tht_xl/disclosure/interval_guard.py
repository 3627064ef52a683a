"""Find whether published limits beside rounded counts reveal the exact numerator."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given
from tht_xl.errors import DomainError
from tht_xl.former_names import accept_former_keywords
from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval

Measure = Literal["proportion", "rate"]

_PAIRS_AT_ONCE = 500_000
"""Rows are tried out in blocks of so many pairs of candidates, which keeps a block in the processor's cache."""
_MAX_ROUNDING_BASE = 1_000
"""Counts are never rounded to more than this. [count]"""
_SLACK = 1e-7
"""Share of the last decimal by which a published limit may miss, since it was rounded in another program."""


@accept_former_keywords(rounded_to="rounding_base")
def numerators_that_fit(
    counts: ArrayLike,
    denominators: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    rounding_base: int = 5,
    decimals: tuple[ArrayLike, ArrayLike] = (5, 5),
    multiplier: ArrayLike = 100.0,
    confidence: float = 0.95,
    measure: Measure = "proportion",
) -> Numbers:
    """Return how many exact numerators within the rounding of released counts give the limits that are published.

    Arrays broadcast. Every pair of whole counts that rounds to what is released is tried: its Wilson limits, or the
    Poisson limits of a rate, whose denominator is public and exact. 1 means that the rounding is undone; 0 that the
    limits belong to other counts or another method.

    Args:
        counts: Released numerators. [count]
        denominators: Released denominators; of a rate the exact ones. [count]
        lower: Published lower limits. [unit of the indicator]
        upper: Published upper limits. [unit of the indicator]
        rounding_base: What the counts were rounded to, 1 or more. [count]
        decimals: Decimal places to which the lower and the upper limits are published.
        multiplier: Scale of the limits: 100 for percentages.
        confidence: Two-sided coverage of the limits, strictly between 0 and 1. [fraction]
        measure: "proportion" or "rate".

    Returns:
        Whole numbers in the broadcast shape, NaN where something is missing. [count]

    Raises:
        DomainError: The rounding is not a whole number from 1 to 1,000, or the confidence or the measure is none.

    Examples:
        >>> numerators_that_fit(310, 2940, 9.45915, 11.67868).item()
        1.0
        >>> numerators_that_fit(310, 2940, 9.5, 11.7, decimals=(1, 1)).item()
        3.0
    """
    is_number = isinstance(rounding_base, int | float) and not isinstance(rounding_base, bool)  # pyright: ignore[reportUnnecessaryIsInstance]
    if not is_number or not 1 <= rounding_base <= _MAX_ROUNDING_BASE or rounding_base % 1:
        raise DomainError(
            f"rounding_base is {rounding_base!r:.40}; expected a whole number from 1 to {_MAX_ROUNDING_BASE:,}",
            remedy="Counts are usually rounded to 5.",
        )
    if measure not in ("proportion", "rate"):
        raise DomainError(f"measure is {measure!r}; expected 'proportion' or 'rate'")
    if not isinstance(decimals, tuple) or len(decimals) != 2:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise DomainError(
            f"decimals is {decimals!r:.40}; expected two numbers",
            remedy="Give those of the lower and the upper limits.",
        )
    rows = broadcast_numbers(
        counts=counts_given("counts", counts),
        denominators=counts_given("denominators", denominators),
        lower=counts_given("lower", lower),
        upper=counts_given("upper", upper),
        **dict(zip(("decimals of lower", "decimals of upper"), decimals, strict=True)),
        multiplier=multiplier,
    )
    flat = np.stack([each.ravel() for each in rows])
    fitting = np.full(flat.shape[1], np.nan)
    known = np.flatnonzero(np.isfinite(flat).all(axis=0))
    rows_at_once = max(1, _PAIRS_AT_ONCE // int(rounding_base) ** 2)
    for start in range(0, len(known), rows_at_once):
        block = known[start : start + rows_at_once]
        fitting[block] = _number_that_fit(flat[:, block], int(rounding_base), confidence, measure)
    return fitting.reshape(rows[0].shape)


def undoes_rounding(fitting: ArrayLike) -> Flags:
    """Return whether limits reveal the exact numerator, given how many numerators fit them."""
    return np.asarray(fitting, float) == 1


def _number_that_fit(rows: Numbers, rounding_base: int, confidence: float, measure: Measure) -> Numbers:
    # Axes: rows, candidates for the denominator, candidates for the numerator.
    x, n, *published, lower_decimals, upper_decimals, scale = rows[:, :, None, None]
    within = np.arange(rounding_base) - rounding_base // 2
    x = x + within
    if measure == "proportion":
        computed = wilson_interval(x, n + within[:, None], confidence=confidence)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            computed = poisson_interval(x, confidence=confidence).scaled(1 / n)
    fits = np.ones(np.broadcast_shapes(x.shape, computed.lower.shape), bool)
    for given, limit, places in zip(published, computed, (lower_decimals, upper_decimals), strict=True):
        with np.errstate(invalid="ignore"):
            fits &= np.abs(scale * limit - given) <= (0.5 + _SLACK) * 10.0**-places
    return fits.any(axis=1).sum(axis=-1).astype(float)
