"""Indirectly standardised rates and ratios and their confidence limits."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Numbers, Words, check_shapes, first_match
from tht_xl.stats.inputs.bands import (
    BandGroups,
    MissingCounts,
    as_groups,
    banded,
    block,
    check_bands,
    check_missing_counts,
    check_shared,
    events_over_bands,
    group_blocks,
    zero_for_missing,
)
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations, are_counts, are_populations
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import check_multiplier
from tht_xl.stats.interval import Interval
from tht_xl.stats.rate import poisson_interval
from tht_xl.stats.reason import (
    IMPOSSIBLE_COUNT,
    IMPOSSIBLE_POPULATION,
    IMPOSSIBLE_REFERENCE,
    MISSING_COUNT,
    MISSING_POPULATION,
    NO_EXPECTED,
)


class IndirectlyStandardised(NamedTuple):
    """One rate or ratio for each group, in the shape of the leading axes.

    Attributes:
        value: Observed over expected events, on the scale asked for; NaN where there is a reason.
        interval: Its limits; several confidence levels add a last axis.
        observed: Events over all bands, NaN where they are not known. [count]
        expected: Events there would be at the reference rates, NaN where they are not known. [count]
        reason: "missing-count", "missing-population", "impossible-count", "impossible-population",
            "impossible-reference" or "no-expected-events" where it is not defined; "".
    """

    value: Numbers
    interval: Interval
    observed: Numbers
    expected: Numbers
    reason: Words


def indirectly_standardised_ratio(
    counts: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    scale: float = 100,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
) -> IndirectlyStandardised:
    """Events observed over those expected at a reference population's rates, such as a mortality ratio [1].

    Bands lie on the last axis, in the same order in each argument; the leading axes broadcast. Where only the total
    of the events is known, `counts` holds that one number on its last axis. A group with a number outside its range
    gives NaN with its reason and leaves the other groups alone.

    Args:
        counts: Events in each band, 0 or more, or their total. [count]
        populations: People or person-years at risk in each band, 0 or more. [people]
        reference_counts: Events in each band of the reference population, 0 or more. [count]
        reference_populations: People or person-years at risk there, above 0. [people]
        scale: What the result is where observed and expected are equal.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]
        missing_counts: "unknown" leaves a group without its ratio where a count is missing; "zero" reads it as 0.

    Returns:
        Value, interval, observed and expected events, and reason of each group. No events give the value 0 and a
        proper upper limit.

    Raises:
        DomainError: The confidence or scale is outside its range, the numbers of bands or of groups differ, a
            reference number that all groups share is impossible, or an argument is not numeric.

    Examples:
        >>> ratio = indirectly_standardised_ratio([8, 30], [10_000, 5_000], [600, 5_000], [1_000_000, 1_000_000])
        >>> ratio.value.round(1).tolist(), ratio.interval.round(1), ratio.expected.tolist()
        (122.6, Interval(lower=86.7, upper=168.3), 31.0)

    References:
        [1] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), chapter 2.
    """
    scale = check_multiplier("scale", scale)
    parts = _observed_and_expected(counts, populations, reference_counts, reference_populations, missing_counts)
    return _standardise(parts, np.asarray(scale), confidence)


def indirectly_standardised_rate(
    counts: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
) -> IndirectlyStandardised:
    """Return the indirectly standardised ratio times the reference population's crude rate [1].

    Takes the arguments of `indirectly_standardised_ratio`, and a multiplier instead of a scale.

    Args:
        counts: Events in each band, 0 or more, or their total. [count]
        populations: People or person-years at risk in each band, 0 or more. [people]
        reference_counts: Events in each band of the reference population, 0 or more. [count]
        reference_populations: People or person-years at risk there, above 0. [people]
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]
        missing_counts: "unknown" leaves a group without its rate where a count is missing; "zero" reads it as 0.

    Returns:
        Value, interval, observed and expected events, and reason of each group.

    Raises:
        DomainError: As for `indirectly_standardised_ratio`.

    Examples:
        >>> rate = indirectly_standardised_rate([8, 30], [10_000, 5_000], [600, 5_000], [1_000_000, 1_000_000])
        >>> rate.value.round(1).tolist(), rate.interval.round(1)
        (343.2, Interval(lower=242.9, upper=471.1))

    References:
        [1] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), chapter 2.
    """
    multiplier = check_multiplier("multiplier", multiplier)
    parts = _observed_and_expected(counts, populations, reference_counts, reference_populations, missing_counts)
    return _standardise(parts, multiplier * parts.reference_rate, confidence)


class _Parts(NamedTuple):
    """What a ratio and a rate are both made of: arrays of one shape, an element for each group."""

    observed: Numbers
    expected: Numbers
    reference_rate: Numbers
    reason: Words


class _Expected(NamedTuple):
    """Events at the reference rates, the reference's crude rate, and the reason why there are none."""

    events: Numbers
    rate: Numbers
    reason: Words


def _standardise(parts: _Parts, scale: Numbers, confidence: Confidence) -> IndirectlyStandardised:
    with np.errstate(invalid="ignore", divide="ignore"):
        per_event = np.where(parts.reason == "", scale / parts.expected, np.nan)

    def interval_at(level: float) -> Interval:
        return poisson_interval(parts.observed, confidence=level).scaled(per_event)

    value, interval = parts.observed * per_event, at_each_level(confidence, interval_at)
    return IndirectlyStandardised(value, interval, parts.observed, parts.expected, parts.reason)


def _observed_and_expected(
    counts: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    missing_counts: MissingCounts,
) -> _Parts:
    check_missing_counts(missing_counts)
    x_ref, n_ref = banded("reference_counts", reference_counts), banded("reference_populations", reference_populations)
    for name, each, zero_allowed in (("reference_counts", x_ref, True), ("reference_populations", n_ref, False)):
        if each.ndim == 1:
            check_shared(name, each, zero_allowed=zero_allowed)
    groups = as_groups(populations=populations, reference_counts=x_ref, reference_populations=n_ref)
    given = banded("counts", counts)
    if given.shape[-1] != 1:
        check_bands({"counts": given.shape[-1], "populations": groups.rows[0].shape[-1]})
    check_shapes({"counts": given.shape[:-1], "populations": groups.lead})
    expected = _expected(groups, is_checked=x_ref.ndim == n_ref.ndim == 1)
    observed, reason = _observed(as_groups(counts=given), missing_counts)
    parts = _Parts(observed, expected.events, expected.rate, np.where(reason == "", expected.reason, reason))
    return parts if observed.shape == groups.lead else _Parts(*np.broadcast_arrays(*parts))


def _observed(groups: BandGroups, missing_counts: MissingCounts) -> tuple[Numbers, Words]:
    (counts,) = groups.rows
    size, bands = counts.shape
    events, reason = np.empty(size), np.full(size, "", object)
    for run in group_blocks(size, bands):
        x = zero_for_missing(block(counts, run), missing_counts)
        events[run] = events_over_bands(x)
        if not are_all_counts(x):
            cases = [(np.isnan(x).any(-1), MISSING_COUNT), (~are_counts(x).all(-1), IMPOSSIBLE_COUNT)]
            reason[run] = first_match(cases, shape=x.shape[:-1])
    events[reason != ""] = np.nan
    return events.reshape(groups.lead), reason.reshape(groups.lead)


def _expected(groups: BandGroups, *, is_checked: bool) -> _Expected:
    populations, counts, of = groups.rows
    size, bands = populations.shape
    events, rate = np.empty((2, size))
    reason = np.full(size, "", object)
    with np.errstate(all="ignore"):
        for run in group_blocks(size, bands):
            n, x_ref, n_ref = block(populations, run), block(counts, run), block(of, run)
            events[run] = np.add.reduce(n * (x_ref / n_ref), axis=-1)
            rate[run] = np.add.reduce(x_ref, axis=-1) / np.add.reduce(n_ref, axis=-1)
            if not (are_all_counts(n) and (is_checked or (are_all_counts(x_ref) and are_all_populations(n_ref)))):
                reason[run] = _reasons(n, x_ref, n_ref)
    none = events <= 0
    if none.any():
        reason[(reason == "") & none] = NO_EXPECTED
    events[(reason != "") & (reason != NO_EXPECTED)] = np.nan
    return _Expected(events.reshape(groups.lead), rate.reshape(groups.lead), reason.reshape(groups.lead))


def _reasons(n: Numbers, x_ref: Numbers, n_ref: Numbers) -> Words:
    cases = [
        (np.isnan(n).any(-1), MISSING_POPULATION),
        (~are_counts(n).all(-1), IMPOSSIBLE_POPULATION),
        (~(are_counts(x_ref) & are_populations(n_ref)).all(-1), IMPOSSIBLE_REFERENCE),
    ]
    return first_match(cases, shape=(max(n.shape[0], x_ref.shape[0], n_ref.shape[0]),))
