"""The gap between two areas, and the slope index over all of them, each with its interval."""

import math
from dataclasses import dataclass

from tht_xl.partnership.places.area_values import AreaMeasure, AreaValue


@dataclass(frozen=True, slots=True)
class Inequality:
    """A measure of inequality: None where it cannot be computed, with the reason."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AreaGap:
    """The difference between two areas, and its 95% limits where both have limits."""

    value: float
    lower: float | None
    upper: float | None


def gap_between(one: AreaValue, other: AreaValue) -> AreaGap:
    """Return how much higher one area is than another, with the limits that the limits of both give [1].

    The two are taken to be independent. The highest and lowest of many areas lie apart by chance too, so that the gap
    between them is on average wider than it would be between the true values.

    References:
        [1] R. G. Newcombe, Stat. Med. 17, 873-890 (1998), method 10; G. Y. Zou, A. Donner, Stat. Med. 27, 1693-1702
            (2008).
    """
    gap = one.value - other.value
    if one.lower is None or one.upper is None or other.lower is None or other.upper is None:
        return AreaGap(gap, None, None)
    down = math.hypot(one.value - one.lower, other.upper - other.value)
    up = math.hypot(one.upper - one.value, other.value - other.lower)
    return AreaGap(gap, gap - down, gap + up)


def slope_of(measure: AreaMeasure) -> Inequality:
    """Return the slope index of the newest figures of small areas, from the most to the least deprived."""
    rows = [each for each in measure.newest_small if each.area is not None]
    having = [each for each in rows if each.quantile is not None and each.population is not None]
    if len(having) < len(measure.newest_small) or not having:
        lacking = len(measure.newest_small) - len(having)
        return Inequality(None, reason=f"{lacking} of {len(measure.newest_small)} areas lack a deprivation rank, a "
                                       "population or an area of the list")  # fmt: skip
    if len({each.quantile for each in having}) != len(having):
        return Inequality(None, reason="several areas share a deprivation rank; give each its own")
    # pandas is imported where an index is asked for, in this one function: a list of areas needs none.
    import pandas as pd

    from tht_xl.frames.slope_indices import slope_indices

    names = ("value", "lower", "upper", "population", "quantile")
    frame = pd.DataFrame([{name: getattr(each, name) for name in names} for each in having], dtype=float)
    found = slope_indices(frame).iloc[0]
    reason = str(found["reason"])
    if pd.isna(found["value"]):
        return Inequality(None, reason=reason)
    lower, upper = (None if pd.isna(found[name]) else float(found[name]) for name in ("lower", "upper"))
    return Inequality(float(found["value"]), lower, upper, reason)
