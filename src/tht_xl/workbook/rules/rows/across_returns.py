"""R311, R312 and R316: cross-checks of a return with the month and with the other returns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from tht_xl.model.finding import Severity
from tht_xl.model.periods.period import Period
from tht_xl.workbook.rule import Fault, rule

Key = tuple[str, str, Period]


@dataclass(frozen=True, slots=True)
class ReturnInContext:
    """A return beside the others of its month.

    Attributes:
        keys: Indicator, area and period of each of its rows, by position in `own`.
        own: Its observations.
        differing: Those of its rows that another return gives with other figures, with that workbook.
        repeated: Those that an earlier return of the month gives with the same figures, with that workbook.
        month: The month that is run; None where nobody said.
    """

    keys: tuple[Key, ...]
    own: pd.DataFrame
    differing: Mapping[Key, str]
    repeated: Mapping[Key, str]
    month: Period | None

    def fault(self, place: int, given: str, expected: str) -> Fault:
        """Return a fault in one of the return's rows."""
        row = self.own.iloc[place]
        return Fault(given, expected, cell=str(row["cell"]).rpartition("!")[2], row=int(row["row"]))


@rule(
    "R311",
    "Another return gives the same row with other figures",
    stage="across_returns",
    why="Nobody can tell which of the two figures is right, so neither is used.",
    fix="Agree with the other partner who returns this indicator, and take it out of one of the workbooks.",
)
def another_return_gives_the_row(beside: ReturnInContext) -> Iterator[Fault]:
    """Report the same indicator, area and period in another workbook of the month, with other figures."""
    for place, key in enumerate(beside.keys):
        if key in beside.differing:
            given = f"{beside.differing[key]} gives this row too, with other figures"
            yield beside.fault(place, given, "one return for each row")


@rule(
    "R316",
    "Another return gives the same row with the same figures",
    stage="across_returns",
    severity=Severity.WARNING,
    why="Two partners have taken the same figure, such as England's, from its source. It is used once.",
    fix="Leave it, or take it out of one of the workbooks.",
)
def another_return_repeats_the_row(beside: ReturnInContext) -> Iterator[Fault]:
    """Report the same indicator, area, period and figures in a workbook that the month names before this one."""
    for place, key in enumerate(beside.keys):
        if key in beside.repeated:
            given = f"{beside.repeated[key]} gives this row too, with the same figures"
            yield beside.fault(place, given, "one return for each row")


@rule(
    "R312",
    "The period lies after the month",
    stage="across_returns",
    why="A figure for a period that has not begun is a mistake, and would be shown as the latest.",
    fix="Correct the period.",
)
def period_lies_after_the_month(beside: ReturnInContext) -> Iterator[Fault]:
    """Report a period that begins after the month that is run has ended."""
    for place, (_, _, period) in enumerate(beside.keys):
        if beside.month is not None and period.start > beside.month.end:
            yield beside.fault(place, f"period is {period}", f"a period that has begun by {beside.month}")
