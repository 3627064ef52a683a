"""Process control in words: special causes, the variation and assurance icons, and how far to trust the limits."""

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.model.counted import counted
from tht_xl.monitoring.broadcasting import are_known, at_places, rows_of
from tht_xl.monitoring.polarity import check_fit, good_sides
from tht_xl.monitoring.significant_digits import exceeds
from tht_xl.stats.arrays import Flags, Numbers, Words, first_match, numbers
from tht_xl.stats.process_control import ProcessRules, find_process_rules, process_control

_Scalar = TypeVar("_Scalar", bound=np.generic)

COMMON_CAUSE: Final = "Common cause"
MIN_POINTS: Final = 13
"""Limits that rest on fewer points are provisional. [points]"""

CAUSES: Final = ("None", "Outside limits", "Trend", "Two of three near a limit", "One side of the mean")
"""What a reader sees for each `Cause`, in its order."""

_CAUSES: Final = np.array([*CAUSES, ""], object)
_UNREAD: Final = 3
_POINT_TYPES: Final = np.array(
    [
        # Fallen or low, no special cause, risen or high, unread; where low is good, neither is, high is.
        ["Improvement (low)", COMMON_CAUSE, "Concern (high)", ""],
        ["Special cause (low)", COMMON_CAUSE, "Special cause (high)", ""],
        ["Concern (low)", COMMON_CAUSE, "Improvement (high)", ""],
    ],
    object,
)


class ProcessChart(NamedTuple):
    """A process as a reader sees it: for each point, and of the latest point of each series.

    Attributes:
        mean: Mean of the point's segment. [unit of the values]
        lower: Lower limit; NaN where the segment has no limits. [unit of the values]
        upper: Upper limit, likewise. [unit of the values]
        special_cause: "Outside limits", "Trend", "Two of three near a limit", "One side of the mean" or "None"; ""
            where the point or its limits are missing.
        point_type: "Improvement (high)", "Improvement (low)", "Concern (high)", "Concern (low)"; for polarity "none"
            "Special cause (high)" or "Special cause (low)"; "Common cause"; "" likewise. A trend counts by its
            direction, any other cause by its side of the mean.
        variation: The point type of the latest point.
        assurance: `assurance` of the latest limits.
        note: Why there are no limits, or that they are provisional; "".
    """

    mean: Numbers
    lower: Numbers
    upper: Numbers
    special_cause: Words
    point_type: Words
    variation: Words
    assurance: Words
    note: Words


def process_chart(
    values: ArrayLike,
    polarity: ArrayLike,
    *,
    target: ArrayLike = np.nan,
    rules: str = "plotthedots",
    rebase: ArrayLike = False,
    fixed_after: int | None = None,
) -> ProcessChart:
    """Return what a process does, by Making Data Count: limits, special causes, variation and assurance [1].

    Series lie on the last axis, oldest first; polarity and target have the shape of the leading axes.

    Args:
        values: The points; NaN where one is missing. [unit of the indicator]
        polarity: "high", "low" or "none".
        target: What the process should reach; NaN where there is none. [unit of the indicator]
        rules: "plotthedots" or "mdc", as for `process_control`.
        rebase: Where limits and runs start afresh: true or false for each point. Never decided by the program.
        fixed_after: Limits rest on this many first points of each segment, 12 or more.

    Returns:
        Limits and words. The latest point is the last one that is not missing.

    Raises:
        DomainError: Limits would be fixed on fewer than 12 points; the rebase, the polarity or the target does not fit
            the values; or something is not a number.
        UnknownNameError: The polarity or the rules are unknown.

    Examples:
        >>> chart = process_chart([5, 7, 6, 8, 5, 7, 6, 4, 6, 7, 5, 6, 19], polarity="low", target=20)
        >>> chart.special_cause[-1], chart.variation.item(), chart.assurance.item()
        ('Outside limits', 'Concern (high)', 'Consistently passes')

    References:
        [1] NHS England, Making Data Count; NHSRplotthedots (MIT licence).
    """
    y, aim = np.atleast_1d(numbers("values", values)), numbers("target", target)
    check_fit("target", aim.shape, y.shape[:-1])
    good_high, good_low = good_sides(polarity, y.shape[:-1])
    control = process_control(y, rules=rules, rebase=rebase, fixed_after=fixed_after)
    is_read = ~np.isnan(control.direction)
    goodness = 1 + np.asarray(1 * good_high - good_low)
    types = _POINT_TYPES[goodness[..., None], np.where(is_read, control.direction + 1, _UNREAD).astype(np.intp)]
    latest = _latest_places(np.isfinite(y))
    lower, upper = _at(control.lower, latest, np.nan), _at(control.upper, latest, np.nan)
    return ProcessChart(
        control.mean,
        control.lower,
        control.upper,
        special_cause=_CAUSES[np.where(is_read, control.cause, len(CAUSES))],
        point_type=types,
        variation=_at(types, latest, ""),
        assurance=assurance(lower, upper, aim, polarity),
        note=_notes(_at(control.points, latest, 0.0), ~np.isnan(upper), find_process_rules(rules)),
    )


def assurance(lower: ArrayLike, upper: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Words:
    """Return whether a process that stays as it is will meet its target [1].

    Arrays broadcast. The target is compared with the limits at 15 significant digits; one on a limit is hit or miss.

    Args:
        lower: The latest lower limit. [unit of the indicator]
        upper: The latest upper limit. [unit of the indicator]
        target: What the process should reach. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        "Consistently passes", "Hit or miss" or "Consistently fails"; "" for polarity "none" and where a number is
        unknown or infinite, or the limits are out of order.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> assurance(4, 8, target=[3, 6, 9], polarity="high").tolist()
        ['Consistently passes', 'Hit or miss', 'Consistently fails']

    References:
        [1] NHS England, Making Data Count, assurance icons.
    """
    low, high, aim = rows_of(lower=lower, upper=upper, target=target)
    below, above = exceeds(low, aim), exceeds(aim, high)
    good_high, good_low = good_sides(polarity, low.shape)
    judged = are_known(low, high, aim) & (low <= high) & (good_high | good_low)
    return first_match(
        [
            (~judged, ""),
            ((below & good_high) | (above & good_low), "Consistently passes"),
            (below | above, "Consistently fails"),
        ],
        otherwise="Hit or miss",
    )


def _latest_places(known: Flags) -> NDArray[np.intp]:
    """Return the place of the last point that is not missing; of the last one where all are."""
    if not known.shape[-1]:
        return np.zeros(known.shape[:-1], np.intp)
    return np.asarray(known.shape[-1] - 1 - known[..., ::-1].argmax(-1))


def _at(series: NDArray[_Scalar], places: NDArray[np.intp], blank: object) -> NDArray[_Scalar]:
    """One point of each series; blank where a series has no points at all."""
    if not series.shape[-1]:
        return np.full(series.shape[:-1], blank, series.dtype)
    return at_places(series, places)


def _notes(points: Numbers, has_limits: Flags, rules: ProcessRules) -> Words:
    if not points.shape:
        return np.array(_note(int(points), rules, has_limits=bool(has_limits)), object)
    notes = np.full(points.shape, "", object)
    for count in np.unique(points[~has_limits | (points < MIN_POINTS)]).tolist():
        for kind in (True, False):
            notes[(points == count) & (has_limits == kind)] = _note(int(count), rules, has_limits=kind)
    return notes


def _note(points: int, rules: ProcessRules, *, has_limits: bool) -> str:
    if not has_limits:
        return _no_limits(points, rules)
    if points < MIN_POINTS:
        return f"the limits are based on {points} points; they are provisional below {MIN_POINTS}"
    return ""


def _no_limits(points: int, rules: ProcessRules) -> str:
    if points >= rules.fewest_points:
        return "no limits: no two points adjoin"
    return f"no limits: {counted(points, 'point')}, and the rules {rules.name} need {rules.fewest_points}"
