"""What changed in a row since the month before, in words: a new figure, a revised one, another rating."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tht_xl.evaluation.sentence import with_unit
from tht_xl.model.definition import Indicator
from tht_xl.month.closing.results_table import Seen
from tht_xl.month.evaluating.provenance import NEW
from tht_xl.month.memory.row import Key

NOTHING_SEEN = Seen()
NEW_FIGURE = "New figure"


def what_changed(result: Mapping[Any, Any], indicator: Indicator, seen: Seen = NOTHING_SEEN) -> str | None:
    """Return what changed in a row since the month before; None for nothing.

    A figure that is withheld, or was, is never repeated: not as it was before it was withheld, and not as a difference.

    Args:
        result: The row, as the results of a month have it.
        indicator: What it measures.
        seen: What the board saw last. Without it, what the memory knows of the months before is all there is.
    """
    key: Key = (str(result["indicator"]), str(result["area"]), str(result["period"]))
    before = seen.rows.get(key)
    if result["withheld"]:
        return f"Withheld; it was not in {seen.month}" if before and not before["withheld"] else None
    if before and before["withheld"]:
        return f"Shown; it was withheld in {seen.month}"
    return "; ".join(_said(result, indicator, before, seen.month)) or None


def _said(
    result: Mapping[Any, Any], indicator: Indicator, before: Mapping[str, Any] | None, month: str
) -> Iterator[str]:
    if result.get("revised"):
        value, when = _number(result, "value_before"), result.get("month_before") or month
        # Where the earlier figure may not be repeated, it is not among the results either.
        yield f"Revised since {when}" if value is None else f"Revised; it was {with_unit(indicator, value)} in {when}"
    elif _is_new(result, before, month):
        value = _number(result, "previous")
        then = "" if value is None else f"; {result['previous_period']} was {with_unit(indicator, value)}"
        yield f"{NEW_FIGURE}{then}"
    if before and before.get("rating") and result["rating"] and before["rating"] != result["rating"]:
        yield f"Rating was {before['rating']} in {month}"


def _is_new(result: Mapping[Any, Any], before: Mapping[str, Any] | None, month: str) -> bool:
    if before is not None:
        return False
    # A figure of a source has no status: where no month is closed, nobody knows when it was first shown.
    return result.get("status") == NEW or (bool(month) and not result.get("status"))


def _number(result: Mapping[Any, Any], name: str) -> float | None:
    value = result.get(name)
    return float(value) if isinstance(value, float | int) and math.isfinite(value) else None
