"""The gap between two areas, and the slope index over all of them, each with its interval."""

import math
from collections import defaultdict
from collections.abc import Sequence
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
    # pandas is imported where an index is asked for, in this one function: a list of areas needs none.
    import pandas as pd

    from tht_xl.frames.slope_indices import slope_indices

    found = slope_indices(pd.DataFrame(_groups(having), dtype=float)).iloc[0]
    reason = str(found["reason"])
    if pd.isna(found["value"]):
        return Inequality(None, reason=reason)
    lower, upper = (None if pd.isna(found[name]) else float(found[name]) for name in ("lower", "upper"))
    return Inequality(float(found["value"]), lower, upper, reason)


def _groups(areas: Sequence[AreaValue]) -> list[dict[str, float | None]]:
    """Return a row for each deprivation rank, numbered from 1 without gaps, the most deprived first.

    Areas that share a rank, such as the wards of one tenth, are one group: their mean by population, with the limits
    that follow from theirs as those of a sum of independent parts (MOVER, as in `gap_between`).
    """
    by_rank = defaultdict[int, list[AreaValue]](list)
    for each in areas:
        by_rank[each.quantile or 0].append(each)
    rows: list[dict[str, float | None]] = []
    for number, rank in enumerate(sorted(by_rank), start=1):
        own = by_rank[rank]
        people = sum(each.population or 0 for each in own)
        shares = [(each.population or 0) / people for each in own]
        value = sum(share * each.value for share, each in zip(shares, own, strict=True))
        lower = upper = None
        if all(each.lower is not None and each.upper is not None for each in own):
            pairs = list(zip(shares, own, strict=True))
            lower = value - math.hypot(*(share * (each.value - (each.lower or 0.0)) for share, each in pairs))
            upper = value + math.hypot(*(share * ((each.upper or 0.0) - each.value) for share, each in pairs))
        rows.append({"value": value, "lower": lower, "upper": upper, "population": people, "quantile": number})
    return rows
