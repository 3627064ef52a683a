"""Funnel limits around an average, and which units lie beyond them."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincc, gammaln, gdtrib, pdtrik  # pyright: ignore[reportMissingTypeStubs]

from tht_xl.errors import UnknownNameError
from tht_xl.stats.arrays import Flags, Numbers, Words, named_columns
from tht_xl.stats.interval import Interval
from tht_xl.stats.level import Confidence, at_each_level
from tht_xl.stats.normal import tail, z_score
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval

MULTIPLIERS: Final = {"proportion": 100.0, "rate": 100_000.0, "ratio": 100.0}
"""What each kind is expressed per, unless told otherwise."""

LEVELS: Final = (0.95, 0.998)
"""The two levels of a funnel: about two and three standard deviations. [fraction]"""

_MANY: Final = 20
"""From so many expected events on, the approximation is a good place to begin. [count]"""
_STEPS, _SETTLED = 3, 1e-5


def funnel_limits(
    denominators: ArrayLike,
    average: ArrayLike,
    kind: str,
    *,
    multiplier: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Interval:
    """The limits within which a unit of each size lies by chance alone if it shares the average [1, 2].

    Proportions: average plus and minus z sqrt(average (1 - average) / n), cut off at 0 and 1. Rates and ratios: the
    counts whose exact Poisson limits [3] just touch the expected number. Arrays broadcast; an element outside its
    range gives NaN and leaves its neighbours alone.

    Args:
        denominators: Populations, or expected events where the kind is "ratio". Above 0. [people or count]
        average: The centre of the funnel, on the scale of the result. [per multiplier]
        kind: "proportion", "rate" or "ratio".
        multiplier: What average and limits are expressed per: 100, 100,000 and 100 unless given.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits on the scale of the average, in the broadcast shape.

    Raises:
        DomainError: The lengths differ, an argument holds no numbers, or the confidence is out of range.
        UnknownNameError: The kind is none of these.

    Examples:
        >>> funnel_limits(4.795387629, 100, "ratio").upper.round(2)
        np.float64(208.53)

    References:
        [1] D. J. Spiegelhalter, Stat. Med. 24, 1185-1202 (2005).
        [2] Fingertips public health technical guidance, funnel plots.
        [3] F. Garwood, Biometrika 28, 437-442 (1936).
    """
    scale = _multiplier(kind, multiplier)
    n, centre, per = _floats(denominators=denominators, average=average, multiplier=scale)
    limits_at = _proportion_limits if kind == "proportion" else _poisson_limits
    with np.errstate(all="ignore"):
        share = centre / per
        defined = (n > 0) & np.isfinite(n) & (share >= 0) & np.isfinite(share) & (per > 0)
        if kind == "proportion":
            defined &= share <= 1

        def interval_at(level: float) -> Interval:
            return limits_at(n, share, level).scaled(per).where(defined)

        return at_each_level(confidence, interval_at)


def funnel_significance(
    counts: ArrayLike,
    denominators: ArrayLike,
    kind: str,
    *,
    average: ArrayLike | None = None,
    multiplier: ArrayLike | None = None,
) -> Words:
    """Whether each unit lies beyond the 95% or the 99.8% limits: whether its own interval excludes the average [1].

    The interval is Wilson's for proportions, exact below 10 and Byar's from 10 for rates and ratios. Arrays
    broadcast; an element outside its range gives "" and leaves its neighbours alone.

    Args:
        counts: Events, or people counted, one unit in each place. [count]
        denominators: Populations, or expected events where the kind is "ratio". Above 0. [people or count]
        kind: "proportion", "rate" or "ratio".
        average: The centre of the funnel, on the scale of the multiplier. Unless given, all counts of the last axis
            over all its denominators; for ratios the multiplier itself: as many as expected.
        multiplier: What the average is expressed per: 100, 100,000 and 100 unless given.

    Returns:
        "Low (99.8%)", "Low (95%)", "Not significant", "High (95%)", "High (99.8%)", or "".

    Raises:
        DomainError: The lengths differ, or an argument holds no numbers.
        UnknownNameError: The kind is none of these.

    Examples:
        >>> funnel_significance([5, 10, 30], [10, 10, 10], "ratio").tolist()
        ['Not significant', 'Not significant', 'High (99.8%)']

    References:
        [1] Fingertips public health technical guidance, funnel plots.
    """
    scale = _multiplier(kind, multiplier)
    x, n = _floats(counts=counts, denominators=denominators)
    with np.errstate(all="ignore"):
        defined = (n > 0) & (x >= 0) & np.isfinite(n) & np.isfinite(x)
        if kind == "proportion":
            defined &= x <= n
        centre = _default_average(x, n, defined, kind) if average is None else _share(average, scale)
        centre = np.where(centre >= 0, centre, np.nan)
        # Beyond 99.8% is beyond 95% too, so that the number of limits passed says which word is due.
        passed = sum(_side(x, n, kind, level, centre) for level in LEVELS)
    known = defined & ~np.isnan(centre)
    return np.where(known, _WORDS[np.where(known, passed, 0).astype(int) + len(LEVELS)], np.array("", object))


_WORDS: Final = np.array(["Low (99.8%)", "Low (95%)", "Not significant", "High (95%)", "High (99.8%)"], object)


def _side(x: Numbers, n: Numbers, kind: str, level: float, centre: Numbers) -> Numbers:
    """-1 where the unit lies below the average, 1 where above, by its own interval at this level; else 0."""
    if kind == "proportion":
        limits = wilson_interval(x, n, confidence=level)
    else:
        limits = poisson_interval(x, confidence=level).scaled(1 / n)
    return (limits.lower > centre).astype(float) - (limits.upper < centre)


def _default_average(x: Numbers, n: Numbers, defined: Flags, kind: str) -> Numbers:
    if kind == "ratio":
        return np.ones(x.shape)
    counted, among = np.where(defined, x, 0.0), np.where(defined, n, 0.0)
    if x.ndim == 0:
        return counted / among
    return counted.sum(-1, keepdims=True) / among.sum(-1, keepdims=True)


def _floats(**given: ArrayLike) -> tuple[Numbers, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(each, float) for each in named_columns(**given))))


def _share(average: ArrayLike, scale: ArrayLike) -> Numbers:
    centre, per = _floats(average=average, multiplier=scale)
    return centre / per


def _multiplier(kind: str, multiplier: ArrayLike | None) -> ArrayLike:
    if kind not in MULTIPLIERS:
        raise UnknownNameError("kind of funnel", str(kind), list(MULTIPLIERS))
    return MULTIPLIERS[kind] if multiplier is None else multiplier


def _proportion_limits(n: Numbers, share: Numbers, level: float) -> Interval:
    distance = z_score(level) * np.sqrt(share * (1 - share) / n)
    return Interval(np.maximum(share - distance, 0), np.minimum(share + distance, 1))


def _poisson_limits(n: Numbers, share: Numbers, level: float) -> Interval:
    expected, alpha_half = n * share, tail(level)
    z = z_score(level)
    lower = _count_with_share_below(alpha_half, -z, expected)
    upper = _count_with_share_below(1 - alpha_half, z, expected) + 1
    # So few are expected that one event is high already: pdtrik, which stops at 0, has put the limit at 1.
    few = expected < -np.log1p(-alpha_half)
    exact = np.asarray(gdtrib(1, alpha_half, np.where(few, expected, np.nan)))
    return Interval(lower / n, np.where(few, exact, upper) / n)


def _count_with_share_below(share: float, z: float, expected: Numbers) -> Numbers:
    """The count, between whole ones too, up to which a share of the Poisson distribution lies: pdtrik(share, expected).

    Twice as fast as pdtrik, which does what is left over: from the Cornish-Fisher approximation, Newton's steps with
    the probability midway between two counts as the derivative. Each leaves less than a fiftieth of the error.
    """
    spread, logarithm = np.sqrt(expected), np.log(expected)
    count = expected + z * spread + (z**2 - 4) / 6 + (z - z**3) / (72 * spread)
    step = np.full_like(count, np.nan)
    for _ in range(_STEPS):
        midway = np.exp((count + 0.5) * logarithm - expected - np.asarray(gammaln(count + 1.5)))
        step = (np.asarray(gammaincc(count + 1, expected)) - share) / midway
        count = count - step
    settled = (expected >= _MANY) & (np.abs(step) < _SETTLED)
    return np.where(settled, count, np.asarray(pdtrik(share, np.where(settled, np.nan, expected))))
