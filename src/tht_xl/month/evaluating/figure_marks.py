"""The marks beside a figure: [r] revised, [p] provisional, [b] break in the series."""

import pandas as pd

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period

MARKS = "marks"
"""Column of the results."""
REVISED, PROVISIONAL, BREAK = "[r]", "[p]", "[b]"
"""The shorthand of government statistics in spreadsheets for these."""


def with_marks(results: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Return the results with the column `marks`: every mark of a row, in this order, separated by blanks.

    Args:
        results: The evaluated rows; revised ones and approvals are marked in columns of their own already.
        framework: The definitions, which say from which period an indicator was measured in a new way.
    """
    breaks = {i.id: frozenset(map(str, i.breaks)) for i in framework.indicators if i.breaks}
    approvals = results["approval"] if "approval" in results else [""] * len(results)
    said = [
        " ".join(
            mark
            for mark, is_there in (
                (REVISED, bool(revised)),
                (PROVISIONAL, str(approval).startswith(PROVISIONAL)),
                (BREAK, _is_break(indicator, period, breaks, framework)),
            )
            if is_there
        )
        for indicator, period, revised, approval in zip(
            results["indicator"], results["period"], results["revised"], approvals, strict=True
        )
    ]
    return results.assign(**{MARKS: pd.Series(said, results.index, dtype=object)})


def _is_break(indicator: str, period: str, breaks: dict[str, frozenset[str]], framework: Framework) -> bool:
    """Return whether a period is the first that was measured in a new way."""
    if not breaks:
        return False
    try:
        found = find_indicator(framework, indicator, suggests=False).id
        return found in breaks and str(Period.parse(period)) in {str(Period.parse(first)) for first in breaks[found]}
    except ThtError:
        return False  # a row that names nothing we know has no figure to mark
