"""Intervals, differences and periods as people read them, beside the numbers and units of `sentence`."""

import re

from tht_xl.evaluation.sentence import number, with_unit
from tht_xl.model.definition import Indicator


def distance(indicator: Indicator, value: float) -> str:
    """Return a difference between two values: percentages differ by percentage points."""
    if indicator.unit == "%":
        text = number(value, indicator.decimals)
        return f"{text} percentage point{'' if text == number(1, indicator.decimals) else 's'}"
    return with_unit(indicator, value)


def limits(indicator: Indicator, lower: float, upper: float) -> str:
    """Return an interval: "26.5% to 29.6%"."""
    sign = "%" if indicator.unit == "%" else ""
    return f"{number(lower, indicator.decimals)}{sign} to {number(upper, indicator.decimals)}{sign}"


def period(label: str) -> str:
    """Return a period label with a dash between its ends, closed up where both are single words.

    Examples:
        >>> period("2021 - 23"), period("Aug 2024 - Jul 2025"), period("by 2012")
        ('2021–23', 'Aug 2024 – Jul 2025', 'by 2012')
    """
    return label.replace(" - ", "–" if re.fullmatch(r"\S+ - \S+", label) else " – ")


def due(label: str) -> str:
    """Return when a target is due: "by 2012", whether or not the label says "by" itself."""
    return period(label) if label.startswith("by ") else f"by {period(label)}"
