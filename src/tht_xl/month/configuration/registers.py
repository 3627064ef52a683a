"""The parts of a configuration that say which registers come into the month, and which views of them are written."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.month.configuration.part import Part
from tht_xl.partnership.views import ANY_COLUMN, find_view

RegisterFrequency = Literal["monthly", "quarterly", "annual", "once", "as needed"]


class RegisterSource(Part):
    """A plan, register or log that is kept up to date from month to month. One that is not listed is switched off."""

    workbook: Path
    mapping: Path | None = None
    """How it is read, where it is the owner's own tracker or a system's export; made by `tht-xl template map`."""
    role: str = ""
    """Who keeps it; the role that its template names unless given."""
    frequency: RegisterFrequency | None = None
    """How often it is brought up to date; as its template says unless given."""
    master: Literal["sheet", "file"] | None = None
    """Where it is kept up to date; as its template says unless given."""


def _known_view(given: str) -> str:
    try:
        find_view(given)
    except UnknownNameError as error:
        raise ConfigError(error.message, remedy=error.remedy) from None
    return given


class ViewSource(Part):
    """A view that is written as a page into the output folder."""

    view: Annotated[str, AfterValidator(_known_view)]
    by: str = ""
    of: str = ""

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"view-{self.view}.html"


def _as_view(given: object) -> object:
    return {"view": given} if isinstance(given, str) else given


ViewEntry = Annotated[ViewSource, BeforeValidator(_as_view)]


def require_grouping(given: tuple[ViewSource, ...]) -> tuple[ViewSource, ...]:
    """Refuse a view that cannot be grouped, or chosen from, as was asked; and one that is there twice.

    Raises:
        ConfigError: There is one.
    """
    for each in given:
        definition = find_view(each.view)
        if each.by and ANY_COLUMN not in definition.by and each.by not in definition.by:
            known = ", ".join(definition.by) or "nothing"
            raise ConfigError(f"the view {each.view!r} is not grouped by {each.by!r}", remedy=f"It can be by: {known}")
        if each.of and not definition.of:
            raise ConfigError(f"the view {each.view!r} is of everything", remedy="Leave out 'of'")
    names = [each.view for each in given]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ConfigError(f"the view {twice!r} is there twice", remedy="Name each view once")
    return given
