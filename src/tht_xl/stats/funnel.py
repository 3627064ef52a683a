"""Funnel limits around an average, and which units lie beyond them."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.stats.arrays import Flags, Numbers, Words, broadcast_numbers, named_numbers
from tht_xl.stats.distributions import special
from tht_xl.stats.distributions.normal import tail, z_score
from tht_xl.stats.distributions.poisson_percentile import count_with_share_below
from tht_xl.stats.inputs.bands import MIN_EVENTS
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations, are_counts, are_populations
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import multipliers
from tht_xl.stats.inputs.refused import check_name
from tht_xl.stats.interval import Interval
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval

MULTIPLIERS: Final = {"proportion": 100.0, "rate": 100_000.0, "ratio": 100.0}
"""What each kind is expressed per, unless told otherwise."""

LEVELS: Final = (0.95, 0.998)
"""The two levels of a funnel: about two and three standard deviations. [fraction]"""

_FAR_TAIL: Final = 1e-6
"""A share in one tail, below which 1 less the share is too coarse."""

_MAX_FLOAT: Final = float(np.finfo(float).max)


def funnel_limits(
    denominators: ArrayLike,
    average: ArrayLike,
    kind: str,
    *,
    multiplier: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Interval:
    """Return the limits within which a unit of each size lies by chance alone if it shares the average [1, 2].

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
        DomainError: The lengths differ, an argument is not numeric, or the confidence is out of range.
        UnknownNameError: The kind is not one of these.

    Examples:
        >>> funnel_limits(4.795387629, 100, "ratio").upper.round(2)
        np.float64(208.53)

    References:
        [1] D. J. Spiegelhalter, Stat. Med. 24, 1185-1202 (2005).
        [2] Fingertips public health technical guidance, funnel plots.
        [3] F. Garwood, Biometrika 28, 437-442 (1936).
    """
    n, centre, per = named_numbers(denominators=denominators, average=average, multiplier=_multiplier(kind, multiplier))
    limits_at = _proportion_limits if kind == "proportion" else _poisson_limits
    with np.errstate(all="ignore"):
        share = centre / per
        most = _most(kind)
        # One look at the extremes: a funnel drawn through 10,000 sizes has nothing wrong in it.
        are_all_shares = are_all_counts(share) and bool(share.size == 0 or np.maximum.reduce(share, axis=None) <= most)
        if not (are_all_populations(n) and are_all_shares):
            # What is not defined at all has no limits either.
            share = np.where(are_populations(n) & (share >= 0) & (share <= most), share, np.nan)

        def interval_at(level: float) -> Interval:
            return limits_at(n, share, level).scaled(per)

        return at_each_level(confidence, interval_at)


def funnel_significance(
    counts: ArrayLike,
    denominators: ArrayLike,
    kind: str,
    *,
    average: ArrayLike | None = None,
    multiplier: ArrayLike | None = None,
    standardised: bool = False,
) -> Words:
    """Return whether each unit lies beyond the 95% or 99.8% limits: whether its own interval excludes the average [1].

    The interval is Wilson's for proportions, exact below 10 and Byar's from 10 for rates and ratios. Arrays
    broadcast; an element outside its range gives "" and leaves its neighbours alone.

    Args:
        counts: Events, or people counted, one unit in each place. [count]
        denominators: Populations, or expected events where the kind is "ratio". Above 0. [people or count]
        kind: "proportion", "rate" or "ratio".
        average: The centre of the funnel, on the scale of the multiplier. Unless given, all counts of the last axis
            over all its denominators; for ratios the multiplier itself: as many as expected.
        multiplier: What the average is expressed per: 100, 100,000 and 100 unless given.
        standardised: Whether the rates are directly standardised, with count / rate as the denominator. From fewer than
            10 events no such rate is shown, and none is judged.

    Returns:
        "Low (99.8%)", "Low (95%)", "Not significant", "High (95%)", "High (99.8%)", or ""; "Not applicable" for a
        standardised rate from fewer than 10 events.

    Raises:
        DomainError: The lengths differ, or an argument is not numeric.
        UnknownNameError: The kind is not one of these.

    Examples:
        >>> funnel_significance([5, 10, 30], [10, 10, 10], "ratio").tolist()
        ['Not significant', 'Not significant', 'High (99.8%)']

    References:
        [1] Fingertips public health technical guidance, funnel plots.
    """
    per = _multiplier(kind, multiplier)
    if average is None:
        x, n = broadcast_numbers(counts=counts, denominators=denominators)
        centre = average_of(x, n, kind)
    else:
        x, n, centre, per = named_numbers(counts=counts, denominators=denominators, average=average, multiplier=per)
        with np.errstate(all="ignore"):
            centre = centre / per
    with np.errstate(all="ignore"):
        # Beyond 99.8% is beyond 95% too, so that the number of limits passed says which word is due.
        passed = sum(_side(x, n, kind, level, centre) for level in LEVELS)
    known = _are_units(x, n, kind) & (centre >= 0) & (centre <= _most(kind))
    words = np.where(known, _WORDS[np.asarray(passed, np.intp) + len(LEVELS)], _NO_WORD)
    if not standardised:
        return words
    return np.where(are_counts(x) & (x < MIN_EVENTS), NOT_APPLICABLE, words)


def average_of(counts: ArrayLike, denominators: ArrayLike, kind: str) -> Numbers:
    """Return the centre of a funnel: the sum of counts on the last axis over that of denominators; 1 for ratios.

    Units outside their range are left out.

    Returns:
        One centre for each group, with a last axis of one, or without axes for a single unit. [fraction]

    Raises:
        DomainError: The lengths differ, or an argument is not numeric.
        UnknownNameError: The kind is not one of MULTIPLIERS.
    """
    check_name("kind of funnel", kind, MULTIPLIERS)
    if kind == "ratio":
        return np.asarray(1.0)
    x, n = broadcast_numbers(counts=counts, denominators=denominators)
    known = _are_units(x, n, kind)
    counted, among = np.where(known, x, 0.0), np.where(known, n, 0.0)
    with np.errstate(invalid="ignore"):
        if x.ndim == 0:
            return counted / among
        return counted.sum(-1, keepdims=True) / among.sum(-1, keepdims=True)


NOT_APPLICABLE: Final = np.array("Not applicable", object)
"""Shown in place of a word where a standardised rate is based on too few events."""

_WORDS: Final = np.array(["Low (99.8%)", "Low (95%)", "Not significant", "High (95%)", "High (99.8%)"], object)
_NO_WORD: Final = np.array("", object)


def _side(x: Numbers, n: Numbers, kind: str, level: float, centre: Numbers) -> NDArray[np.int8]:
    """-1 where the unit lies below the average, 1 where above, by its own interval at this level; else 0."""
    if kind == "proportion":
        limits = wilson_interval(x, n, confidence=level)
    else:
        limits = poisson_interval(x, confidence=level).scaled(1 / n)
    return np.asarray(limits.lower > centre, np.int8) - np.asarray(limits.upper < centre, np.int8)


def _are_units(x: Numbers, n: Numbers, kind: str) -> Flags:
    return are_populations(n) & are_counts(x) & ((x <= n) | (kind != "proportion"))


def _multiplier(kind: str, multiplier: ArrayLike | None) -> ArrayLike:
    check_name("kind of funnel", kind, MULTIPLIERS)
    return MULTIPLIERS[kind] if multiplier is None else multipliers(multiplier)


def _most(kind: str) -> float:
    """Return the highest average that there can be, as a fraction."""
    return 1.0 if kind == "proportion" else _MAX_FLOAT


def _proportion_limits(n: Numbers, share: Numbers, level: float) -> Interval:
    distance = z_score(level) * np.sqrt(share * (1 - share) / n)
    return Interval(np.maximum(share - distance, 0), np.minimum(share + distance, 1))


def _poisson_limits(n: Numbers, share: Numbers, level: float) -> Interval:
    expected, alpha_half = n * share, tail(level)
    z = z_score(level)
    lower = count_with_share_below(alpha_half, -z, expected)
    upper = count_with_share_below(1 - alpha_half, z, expected) + 1
    # So few are expected that one event is high already: pdtrik, which stops at 0, has put the limit at 1.
    few = expected < -np.log1p(-alpha_half)
    if few.any():
        upper = np.where(few, np.asarray(special.gdtrib(1, alpha_half, np.where(few, expected, np.nan))), upper)
    if alpha_half < _FAR_TAIL:
        upper = _by_its_own_tail(upper, expected, alpha_half)
    return Interval(lower / n, upper / n)


def _by_its_own_tail(upper: Numbers, expected: Numbers, alpha_half: float) -> Numbers:
    """Upper limits found from the share below them, improved by a step along the secant of the share above.

    At twelve nines of confidence, 1 less the share above has lost a third of its digits.
    """
    nearby = upper * (1 + 1e-5)
    missed, slope = (
        np.log(np.asarray(special.gammainc(each, expected))) - np.log(alpha_half) for each in (upper, nearby)
    )
    better = upper - missed * (nearby - upper) / (slope - missed)
    return np.where(np.isfinite(better), better, upper)
