"""Columns for the limits at one confidence level, or at several."""

from decimal import Decimal

import numpy as np

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval


def limit_columns(interval: Interval, confidence: Confidence) -> dict[str, Numbers]:
    """Return the limits under the names of their columns.

    One level gives `lower` and `upper`; a list gives `lower_95`, `upper_95`, `lower_998`, `upper_998`.
    """
    names = level_names(confidence)
    if not names:
        return {"lower": interval.lower, "upper": interval.upper}
    return {
        f"{side}_{name}": limits[..., place]
        for place, name in enumerate(names)
        for side, limits in (("lower", interval.lower), ("upper", interval.upper))
    }


def level_names(confidence: Confidence) -> list[str]:
    """Return the levels as column names end: 0.95 is "95", 0.998 is "998"; empty where a single level is given.

    Raises:
        DomainError: A level occurs twice.
    """
    if isinstance(confidence, str) or np.ndim(confidence) == 0:
        return []
    names = [_percent(level).replace(".", "") for level in np.asarray(confidence).tolist()]
    for name in names:
        if names.count(name) > 1:
            raise DomainError(f"confidence names level {name} twice; expected each level once", remedy="Name it once")
    return names


def level_text(confidence: Confidence) -> str:
    """Return the levels as a reader writes them: "95%", "95%, 99.8%"."""
    return ", ".join(f"{_percent(level)}%" for level in np.atleast_1d(np.asarray(confidence)).tolist())


def _percent(level: float) -> str:
    try:
        return f"{100 * Decimal(repr(float(level))):f}".rstrip("0").rstrip(".") if 0 < level < 1 else repr(level)
    except (TypeError, ValueError):
        return repr(level)
