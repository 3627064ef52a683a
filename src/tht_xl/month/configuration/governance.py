"""The parts of a configuration about what may be shown when and to whom, who decides, and how long it is kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from tht_xl.documents.problem import Problem
from tht_xl.errors import ConfigError, ThtError
from tht_xl.model.definition import Framework
from tht_xl.model.role import as_role
from tht_xl.month.configuration.asking import Day
from tht_xl.month.configuration.part import Part
from tht_xl.month.configuration.selection import Selection, require_figure
from tht_xl.month.configuration.withdrawals import At

Audience = Literal["open", "partners", "exempt"]
ACTIONS = ("sign-off", "waive", "close", "reopen", "purge")
"""What a role may be named for."""
RECORD_TYPES = (
    "approvals",
    "closed months",
    "explanations",
    "log",
    "narratives",
    "observations",
    "registers",
    "returns",
    "runs",
)
"""What the store keeps, and a time can be given for."""
_YEARS = re.compile(r"(\d{1,2}) ?(years?|months?)")


def _months(given: object) -> int:
    found = _YEARS.fullmatch(str(given).strip())
    if not found or not int(found[1]):
        raise ConfigError(f"{given!r} is not a length of time", remedy="Write it as 6 years, or 18 months")
    return int(found[1]) * (12 if found[2].startswith("year") else 1)


Role = Annotated[str, AfterValidator(as_role)]


class NotBefore(Part):
    """A figure that may not be shown before a day: pre-release access to official statistics, say."""

    figure: str
    """An indicator, or an indicator and a period: "year-6-obesity|2025/26"."""
    day: Day
    """The first day on which it may be shown."""
    reason: str = ""


class Content(Part):
    """Who may see a figure."""

    figure: str
    audience: Audience
    reason: str = ""


class Restricted(Part):
    """Days on which publishing needs a reason, such as those before an election."""

    begins: Day = Field(alias="from")
    ends: Day = Field(alias="to")
    reason: str = ""

    @model_validator(mode="after")
    def _runs_forward(self) -> "Restricted":
        if self.ends < self.begins:
            raise ConfigError(f"it ends on {self.ends}, before it begins", remedy="Exchange 'from' and 'to'")
        return self


class Governed(Part):
    """What is agreed about showing, deciding and keeping."""

    not_before: tuple[NotBefore, ...] = ()
    content: tuple[Content, ...] = ()
    restricted: tuple[Restricted, ...] = ()
    roles: Mapping[Literal["sign-off", "waive", "close", "reopen", "purge"], tuple[Role, ...]] = Field(
        default_factory=dict
    )
    """Roles named for a decision. A record of what is agreed: nobody's identity is checked."""
    retention: Mapping[
        Literal[
            "approvals",
            "closed months",
            "explanations",
            "log",
            "narratives",
            "observations",
            "registers",
            "returns",
            "runs",
        ],
        Annotated[int, BeforeValidator(_months)],
    ] = Field(default_factory=dict)
    """How many months records of a type are kept; for good where nothing is said."""

    def restriction_on(self, day: date) -> Restricted | None:
        """Return the restricted period that a day lies in."""
        return next((each for each in self.restricted if each.begins <= day <= each.ends), None)


def unknown_figures(
    content: Mapping[str, Sequence[Mapping[str, Any]]], framework: Framework | None, at: At
) -> Iterator[Problem]:
    """Yield a problem for each `figure` under `not_before` and `content` that the framework does not know.

    Where the framework that is named cannot be had (None), for each that no framework could know.
    """
    for name in ("not_before", "content"):
        for number, entry in enumerate(content.get(name, ())):
            figure = entry.get("figure")
            if isinstance(figure, str) and figure.strip():
                try:
                    require_figure(figure) if framework is None else Selection.parse(figure, framework)
                except ThtError as error:
                    yield at((name, number, "figure"), error.message, error.remedy)
