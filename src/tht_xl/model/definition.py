"""What a framework is made of: the definitions that are kept as data."""

from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import Field, PlainSerializer

from tht_xl.errors import UnknownNameError
from tht_xl.model.fields import Day, Definition, Identifier, Number, Numbers, PeriodKindText, PeriodText, Text
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period
from tht_xl.model.table import table_of
from tht_xl.model.vocabulary import Polarity

if TYPE_CHECKING:
    from tht_xl.model.table import DataFrame

Measure = Literal["proportion", "rate", "standardised", "life-expectancy", "mean", "survey", "published"]
"""How a value comes about. The first two are computed from counts; the others pass through with their own interval."""


class Named(Definition):
    """Anything with an id and a name."""

    id: Identifier
    name: Text
    note: str = ""
    source: str = ""


class Partner(Named):
    """A member of the partnership."""

    kind: str = ""


class Workstream(Named):
    """A programme of the partnership."""

    priorities: tuple[str, ...] = ()


class Area(Named):
    """A place for which indicators exist. Names recur between generations of wards, so ids are what counts."""

    kind: Literal["country", "region", "county", "borough", "locality", "lap", "ward", "network", "practice", "group"]
    code: str = ""
    parent: Identifier | None = None
    aliases: tuple[str, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None


class Domain(Named):
    """One of the framework's domains."""

    narrative: str = ""


class Statement(Definition):
    """An outcome in the words of a resident."""

    id: Identifier
    domain: Identifier
    text: Text
    confirmed: bool
    narrative: str = ""
    note: str = ""
    source: str = ""


class Milestone(Definition):
    """A point on the way to a target."""

    period: PeriodText
    value: Number


class Target(Definition):
    """What an indicator should reach, and by when.

    `value` is on the indicator's own scale; it is None where the source gives no number.
    `minimum` is the minimum expectation: stored, never derived. A target that is not agreed never colours.
    """

    value: Number | None = None
    due: PeriodText
    agreed: bool
    minimum: Number | None = None
    baseline: Number | None = None
    baseline_period: PeriodText | None = None
    path: Literal["linear", "geometric", "step"] = "step"
    milestones: tuple[Milestone, ...] = ()
    kind: Literal["reach", "ceiling"] = "reach"
    statement: str = ""
    note: str = ""
    source: str = ""


class Indicator(Named):
    """One indicator: sex and age are part of it, so male and female are separate."""

    domain: Identifier
    statement: Identifier | None = None
    mapping_confirmed: bool = False
    short_name: str = ""
    definition: Text
    numerator: str = ""
    denominator: str = ""
    measure: Measure
    multiplier: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=6)] = 1
    polarity: Annotated[Polarity, PlainSerializer(str)]
    sex: Literal["Persons", "Male", "Female"] = "Persons"
    age: str = "All ages"
    people: str = "people"
    """Who is counted, in the plural: "children"."""
    frequency: Literal["monthly", "quarterly", "annual", "biennial", "pooled"]
    period_kind: PeriodKindText | None = None
    """What its periods are, such as "school year" or "3 calendar years"; None where the source does not fix it."""
    release_month: Annotated[int, Field(ge=1, le=12)] | None = None
    external_id: str = ""
    tier: Literal["primary", "secondary"] = "secondary"
    status: Literal["current", "aspirational", "data-gap"] = "current"
    state: Literal["live", "historic"] = "live"
    owner: Identifier | None = None
    workstream: Identifier | None = None
    dashboard_priority: Identifier | None = None
    disclosure: str
    """Name of a disclosure rule of `monitoring.disclosure`; there is no default."""
    rating: str = "tower-hamlets"
    """Name of a rating rule of `monitoring.rating`."""
    tolerance: Annotated[float, Field(gt=0, lt=1)] | None = None
    target: Target | None = None
    breaks: tuple[PeriodText, ...] = ()
    """First periods measured in a new way."""

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def is_live(self) -> bool:
        """Whether it is watched today: neither ended, nor only wanted, nor known to be missing."""
        return self.status == "current" and self.state == "live"


class PublishedSeries(Definition):
    """Values that a source published, by area and period: value, or value, lower and upper limit."""

    indicator: Identifier
    source: Text
    url: str = ""
    note: str = ""
    values: dict[str, dict[str, Numbers]]
    releases: dict[str, Day] = Field(default_factory=dict)
    """The day on which the values of a period were first published, by the period's label; only where a source says."""


class Mention(Definition):
    """What a paper says of a measure beside its target: a figure of the day, or another deadline.

    It is never rated and enters no total. It is kept because the SMART check compares it with the targets, and because
    two places of one paper that disagree are a question for its owner.
    """

    id: Identifier
    indicator: Identifier | None = None
    """The indicator that measures the same, where there is one."""
    about: str = ""
    """What it is about, where no indicator measures it; mentions about the same thing are compared."""
    text: Text
    value: Number | None = None
    unit: str = ""
    """What is counted, and per what: "contacts a month"."""
    period: PeriodText | None = None
    """When the figure holds."""
    due: PeriodText | None = None
    """When it is to be done or reached."""
    note: str = ""
    source: str = ""


class Framework(Definition):
    """An outcomes framework: what a partnership agreed to watch, and how."""

    id: Identifier
    name: Text
    version: Text
    mission: str = ""
    vision: str = ""
    note: str = ""
    source: str = ""
    issued: PeriodText | None = None
    """When the paper came out: a deadline no later than that leaves no time."""
    home: Identifier
    """The area the framework is about."""
    comparators: tuple[Identifier, ...] = ()
    objectives: tuple[Named, ...] = ()
    priorities: tuple[Named, ...] = ()
    partners: tuple[Partner, ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    areas: tuple[Area, ...]
    domains: tuple[Domain, ...]
    statements: tuple[Statement, ...] = ()
    indicators: tuple[Indicator, ...]
    published: tuple[PublishedSeries, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def vision_statements(self) -> tuple[str, ...]:
        """The statements of the vision, which are separated by semicolons."""
        return tuple(filter(None, (each.strip() for each in self.vision.split(";"))))

    def indicator(self, given: str) -> Indicator:
        """Return the indicator with this id, whatever its capitals and surrounding blanks.

        Raises:
            UnknownNameError: There is none; the nearest id is named.
        """
        wanted = given.strip().casefold()
        found = next((indicator for indicator in self.indicators if indicator.id == wanted), None)
        if found is None:
            raise UnknownNameError("indicator", given, [indicator.id for indicator in self.indicators])
        return found

    def to_frame(self) -> "DataFrame":
        """Return the indicators as a frame, one row each in the framework's order.

        Returns:
            The fields of the definition, those of the target as `target_value`, `target_due` and so on, periods as
            their labels; None where a field is left out.
        """
        plain = [name for name in Indicator.model_fields if name != "target"]
        return table_of(
            (
                [
                    *(_cell(getattr(indicator, name)) for name in plain),
                    *(_cell(getattr(indicator.target, name, None)) for name in Target.model_fields),
                ]
                for indicator in self.indicators
            ),
            [*plain, *(f"target_{name}" for name in Target.model_fields)],
        )

    def __repr__(self) -> str:
        return f"<Framework {self.id}: {self.name}, version {self.version}, {len(self.indicators)} indicators>"

    __str__ = __repr__


def _cell(value: object) -> object:
    """Return a field as a cell of a frame: what has a label by its label, several things separated by semicolons."""
    if isinstance(value, Period | PeriodKind | Polarity):
        return str(value)
    if isinstance(value, tuple):
        several = cast("tuple[object, ...]", value)
        return "; ".join(
            f"{each.period} {each.value:g}" if isinstance(each, Milestone) else str(each) for each in several
        )
    return value
