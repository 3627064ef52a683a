"""Directly standardised rates and their confidence limits."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.former_names import accept_former_name
from tht_xl.stats.arrays import Numbers, Words, column, first_match, numbers
from tht_xl.stats.distributions.poisson import byar_interval
from tht_xl.stats.inputs.bands import (
    MIN_EVENTS,
    BandGroups,
    MissingCounts,
    as_groups,
    block,
    check_missing_counts,
    check_shared,
    events_over_bands,
    group_blocks,
    in_rows,
    zero_for_missing,
)
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations, are_counts, are_populations
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import check_multiplier
from tht_xl.stats.interval import Interval
from tht_xl.stats.reason import (
    FEW_EVENTS,
    IMPOSSIBLE_COUNT,
    IMPOSSIBLE_POPULATION,
    IMPOSSIBLE_STANDARD,
    MISSING_COUNT,
    MISSING_POPULATION,
)


class DirectlyStandardisedRate(NamedTuple):
    """One rate for each group, in the shape of the leading axes.

    Attributes:
        value: Events per `multiplier` people of the standard population; NaN where there is a reason.
        interval: Its limits; several confidence levels add a last axis.
        events: Events over all bands, NaN where they are not known. [count]
        reason: "fewer-than-10-events" where the method withholds the rate; "missing-count", "missing-population",
            "impossible-count", "impossible-population" or "impossible-standard" where it is not defined; "".
    """

    value: Numbers
    interval: Interval
    events: Numbers
    reason: Words


def directly_standardised_rate(
    counts: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
) -> DirectlyStandardisedRate:
    """Return the rate a standard population would have at each band's own rate, with Dobson's limits [1, 2].

    Bands lie on the last axis, in the same order in each argument; the leading axes broadcast. A group with a number
    outside its range gives NaN with its reason and leaves the other groups alone.

    Args:
        counts: Events in each band, 0 or more. [count]
        populations: People or person-years at risk in each band, above 0. [people]
        standard: Weight of each band, above 0: `standard_weights` gives those of a standard population. [people]
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]
        missing_counts: "unknown" leaves a group without its rate where a count is missing; "zero" reads it as 0.

    Returns:
        Value, interval, events and reason of each group. Fewer than 10 events: withheld.

    Raises:
        DomainError: The confidence or multiplier is outside its range, the numbers of bands or of groups differ, a
            weight that all groups share is not above 0, or an argument is not numeric.

    Examples:
        >>> rate = directly_standardised_rate([8, 30], [10_000, 5_000], [70_000, 30_000])
        >>> rate.value.tolist(), rate.interval.round(1), rate.events.tolist()
        (236.0, Interval(lower=166.8, upper=324.1), 38.0)

    References:
        [1] A. J. Dobson, K. Kuulasmaa, E. Eberle and J. Scherer, Stat. Med. 10, 457-462 (1991).
        [2] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), p. 69.
    """
    groups = as_groups(counts=counts, populations=populations, standard=standard)
    x, n, w = groups.rows
    return _rates(BandGroups(groups.lead, (x, x, n, w)), standard, multiplier, confidence, missing_counts)


def directly_standardised_rate_of_non_independent_events(
    people: ArrayLike,
    events_each: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
    missing_counts: MissingCounts = "unknown",
) -> DirectlyStandardisedRate:
    """Return the directly standardised rate of events that the same person can have again, such as admissions [1].

    Events of one person are not independent, so the variance counts people: f² times that of those with f events.

    Args:
        people: How many people had so many events each, shaped (..., numbers of events, bands). [people]
        events_each: The numbers of events, one for each place on the last axis but one of `people`, above 0. [count]
        populations: People at risk in each band, above 0. [people]
        standard: Weight of each band, above 0. [people]
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]
        missing_counts: "unknown" leaves a group without its rate where a number of people is missing; "zero" reads
            it as none.

    Returns:
        Value, interval, events and reason of each group. Fewer than 10 events: withheld.

    Raises:
        DomainError: As for `directly_standardised_rate`, or the numbers of events do not fit the people.

    Examples:
        >>> people = [[6, 20], [1, 5]]  # six and twenty people once, one and five people twice
        >>> rate = directly_standardised_rate_of_non_independent_events(
        ...     people, [1, 2], [10_000, 5_000], [70_000, 30_000]
        ... )
        >>> rate.value.tolist(), rate.interval.round(1), rate.events.tolist()
        (236.0, Interval(lower=156.8, upper=336.9), 38.0)

    References:
        [1] Office for Health Improvement and Disparities, technical guide: confidence intervals, section on
            directly standardised rates of non-independent events.
    """
    check_missing_counts(missing_counts)
    times = _events_each(events_each, (given := numbers("people", people)).shape)
    having = zero_for_missing(given, missing_counts)
    impossible = ~(are_counts(having) | np.isnan(having)).all(-2)
    counts = np.where(impossible, -1.0, np.einsum("...fb,f->...b", having, times))
    squares = np.einsum("...fb,f->...b", having, times**2)
    groups = as_groups(people=counts, populations=populations, standard=standard)
    x, n, w = groups.rows
    rows = x, in_rows(squares, groups.lead), n, w
    return _rates(BandGroups(groups.lead, rows), standard, multiplier, confidence, missing_counts)


directly_standardised_rate_of_repeats = accept_former_name(
    "directly_standardised_rate_of_repeats", directly_standardised_rate_of_non_independent_events
)


def _rates(
    groups: BandGroups, standard: ArrayLike, multiplier: float, confidence: Confidence, missing_counts: MissingCounts
) -> DirectlyStandardisedRate:
    check_missing_counts(missing_counts)
    multiplier = check_multiplier("multiplier", multiplier)
    weights = column("standard", standard)
    if weights.ndim <= 1:
        check_shared("standard", weights, zero_allowed=False)
    value, variance, events, reason = _sums(groups, missing_counts, is_checked=weights.ndim <= 1)
    few = events < MIN_EVENTS
    if few.any():
        reason[few & (reason == "")] = FEW_EVENTS
    value[reason != ""] = np.nan
    value, variance, events = (each.reshape(groups.lead) for each in (value, variance, events))
    words = reason.reshape(groups.lead)
    with np.errstate(all="ignore"):
        scale = np.sqrt(variance / events)

        def interval_at(level: float) -> Interval:
            lower, upper = byar_interval(events, confidence=level)
            limits = (multiplier * (value + scale * (limit - events)) for limit in (lower, upper))
            return Interval(*limits)

        return DirectlyStandardisedRate(multiplier * value, at_each_level(confidence, interval_at), events, words)


def _sums(
    groups: BandGroups, missing_counts: MissingCounts, *, is_checked: bool
) -> tuple[Numbers, Numbers, Numbers, Words]:
    """For each group Σw·x/n / Σw, Σ(w/n)²x / (Σw)², Σx, and the reason why there is none.

    The second sum takes each person's events squared, which are the same as x where each person has one.
    """
    counts, squares, populations, standard = groups.rows
    size, bands = counts.shape
    value, variance, events = np.empty((3, size))
    reason = np.full(size, "", object)
    with np.errstate(all="ignore"):
        for run in group_blocks(size, bands):
            x = zero_for_missing(block(counts, run), missing_counts)
            n, w = block(populations, run), block(standard, run)
            x2 = x if squares is counts else block(squares, run)
            weight = w / n
            total = np.add.reduce(w, axis=-1)
            value[run] = np.add.reduce(x * weight, axis=-1) / total
            variance[run] = np.add.reduce(weight * weight * x2, axis=-1) / (total * total)
            events[run] = events_over_bands(x)
            if not (are_all_counts(x) and are_all_populations(n) and (is_checked or are_all_populations(w))):
                reason[run] = _reasons(x, n, w)
                events[run] = np.where(are_counts(x).all(-1), events[run], np.nan)
    return value, variance, events, reason


def _reasons(x: Numbers, n: Numbers, w: Numbers) -> Words:
    cases = [
        (np.isnan(x).any(-1), MISSING_COUNT),
        (np.isnan(n).any(-1), MISSING_POPULATION),
        (~are_counts(x).all(-1), IMPOSSIBLE_COUNT),
        (~are_populations(n).all(-1), IMPOSSIBLE_POPULATION),
        (~are_populations(w).all(-1), IMPOSSIBLE_STANDARD),
    ]
    return first_match(cases, shape=(max(x.shape[0], n.shape[0], w.shape[0]),))


def _events_each(events_each: ArrayLike, people: tuple[int, ...]) -> Numbers:
    times = np.atleast_1d(numbers("events_each", events_each))
    if times.ndim != 1 or len(people) < 2 or people[-2] != times.size:
        raise DomainError(
            f"people has the shape {people} for {times.size} numbers of events; expected (..., {times.size}, bands)",
            remedy="Give one row of people for each number of events, and one column for each band",
        )
    check_shared("events_each", times, zero_allowed=False)
    return times
