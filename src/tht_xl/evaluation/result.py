"""An evaluated row as a value: one `Result` for each row that is shown, missing numbers as None.

`results` makes them from what `evaluate` returned.
"""

from dataclasses import dataclass

from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.definition import Area
from tht_xl.model.observation_key import ObservationKey
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Comparison

VERDICTS = frozenset(each.value for each in Comparison if each is not Comparison.NOT_COMPARED)
"""What a comparison says where an interval allowed one."""


@dataclass(frozen=True, slots=True)
class ComparatorFigure:
    """A value beside one comparator's value for the same period."""

    area: Area
    value: float | None
    word: str
    in_interval: bool | None

    @property
    def is_tested(self) -> bool:
        """Whether the interval allowed a verdict."""
        return self.word in VERDICTS


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """What a returned figure said before; None where that is not to be repeated."""

    value: float | None
    month: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: each as its column of results says it, "" or None where that is not known.

    What `evaluate` gives knows a source alone, and a file and a cell where the observations had them; the results of a
    month know all of it.

    Attributes:
        source: What the source is called, as given.
        workbook: File of the return.
        sheet: Its worksheet.
        cell: Cell of the value.
        release: Day on which a published figure came out.
        version: 1 for the first figures of a key, one more for each that follow.
        returned_on: Day on which a month first read these figures.
        returned_by_role: Who returned them.
        status: "new", "carried", "revised" or "late"; "" for a published figure.
        overridden_by_role: Who let them in against what a check found.
        marks: "[r]" for a revised figure, "[p]" for a provisional one, "[b]" where the way of measuring changed.
        held_back: Which row an error held back this month, and which figure counts instead.
        approval: Provisional, checked or agreed, by which role and when.
    """

    source: str = ""
    workbook: str = ""
    sheet: str = ""
    cell: str = ""
    release: str = ""
    version: int | None = None
    returned_on: str = ""
    returned_by_role: str = ""
    status: str = ""
    overridden_by_role: str = ""
    marks: str = ""
    held_back: str = ""
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator in the framework's own area for one period, as `evaluate` left it."""

    key: str
    period: Period
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    comparisons: tuple[ComparatorFigure, ...]
    people_to_comparator: int | None
    previous: float | None
    previous_period: str
    direction: str
    trend: str
    trend_reason: str
    target_status: TargetStatus
    withheld: str
    reason: str
    sentence: str
    origin: Origin = Origin()
    revision: EarlierFigure | None = None

    @property
    def indicator(self) -> str:
        """Id of the indicator."""
        return ObservationKey.parse(self.key).indicator

    @property
    def area(self) -> str:
        """Id of the area."""
        return ObservationKey.parse(self.key).area

    @property
    def headline(self) -> ComparatorFigure | None:
        """The first comparator, in the framework's order of preference, that has a value."""
        return next((c for c in self.comparisons if c.value is not None), None)

    @property
    def limits(self) -> tuple[float, float] | None:
        """Lower and upper limit, where there are both."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)
