"""A value against the one before it, with as much certainty as the published intervals allow."""

from collections.abc import Sequence

from tht_xl.evaluation.result import Result
from tht_xl.model.definition import Indicator
from tht_xl.monitoring.change import change


def reading_before(series: Sequence[Result], reading: Result) -> Result | None:
    """Return the reading that a reading's `previous` value comes from.

    Args:
        series: All readings of the indicator in the own area.
        reading: One of them.
    """
    if reading.previous is None:
        return None
    return next((r for r in reversed(series) if str(r.period) == reading.previous_period), None)


def change_since(indicator: Indicator, reading: Result, before: Result | None) -> str:
    """Return the word of THT_CHANGE for a reading and the one before it; "" where one of them has no interval.

    "Better", "Similar" or "Worse"; for an indicator without a good side "Higher", "Similar" or "Lower".
    """
    if before is None or reading.value is None or before.value is None:
        return ""
    if reading.limits is None or before.limits is None:
        return ""
    return str(change(reading.value, *reading.limits, before.value, *before.limits, indicator.polarity)[()])
