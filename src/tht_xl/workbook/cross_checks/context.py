"""What a check knows besides the workbook."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from tht_xl.model.days import today
from tht_xl.workbook.cross_checks.known import Key


@dataclass(frozen=True)
class AskedFor:
    """What the return should hold.

    Attributes:
        indicators: Ids that the month's configuration names; none where nobody said.
        rows: Indicator, area and period of each row that the workbook's own Read me sheet lists; none where it lists
            none.
    """

    indicators: tuple[str, ...] = ()
    rows: tuple[Key, ...] = ()

    @cached_property
    def rows_set(self) -> frozenset[Key]:
        """The rows, to look them up."""
        return frozenset(self.rows)


@dataclass(frozen=True, slots=True)
class Context:
    """What a check knows besides the workbook.

    Attributes:
        earlier: Observations of earlier returns; None where nobody keeps them.
        asked_for: What the return should hold.
        today: The day from which a period lies in the future.
    """

    earlier: pd.DataFrame | None = None
    asked_for: AskedFor = field(default_factory=AskedFor)
    today: date = field(default_factory=today)
