"""How meetings and bodies are called in views."""

from collections.abc import Mapping

from tht_xl.model.periods.label import day_label
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.table import Row


def body_names(given: ViewInput) -> Mapping[str, str]:
    """Return the name of each body in the register of bodies, by its number."""
    bodies = given.optional("bodies")
    return {row["id"]: row["body"] or row["id"] for row in bodies["bodies"] if row["id"]} if bodies else {}


def body_name(number: str | None, names: Mapping[str, str]) -> str:
    """Return the name of a body; its number where the register of bodies does not have it."""
    return names.get(number or "", number or "not stated")


def meeting_name(meeting: Row, names: Mapping[str, str]) -> str:
    """Return a meeting as "Health and Wellbeing Board, 19 Nov 2019"."""
    day = day_label(meeting["day"]) if meeting["day"] else "day not stated"
    return f"{body_name(meeting['body'], names)}, {day}"
