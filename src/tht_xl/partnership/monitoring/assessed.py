"""What is known of each indicator on the day of a view: figures, reasons for attention, narrative, actions."""

from collections.abc import Mapping
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import Assessment, assess
from tht_xl.partnership.view_input import ViewInput

ACTION_HEADINGS = frozenset({"action", "actions", "remedial action", "remedial actions"})
"""Columns of a shared sheet in which an action is typed, in small letters; text under any other is a narrative."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote beside the latest figure.

    Attributes:
        narrative: What happened, every text of it; "" for none.
        action: What is being done, where it was typed beside the figure and not in the action tracker; "" for none.
    """

    narrative: str = ""
    action: str = ""


def assessments(given: ViewInput) -> dict[str, Assessment]:
    """Return what is known of every indicator that is measured, by its id, in the framework's order."""
    narrated = {key for key, texts in given.narratives.items() if _words(texts).narrative}
    return assess(given.figures(), given.framework, as_of=given.as_of, narrated=narrated)


def words_beside(given: ViewInput, found: Assessment) -> Words:
    """Return what was written beside the latest figure; text about an earlier period is not about this one."""
    return _words(given.narratives.get(found.latest.key, {})) if found.latest else Words()


def is_action_heading(heading: str) -> bool:
    """Return whether a column's text is an action; of a return's, "Action (Barts Health)" names the partner too."""
    return " ".join(heading.partition("(")[0].split()).casefold() in ACTION_HEADINGS


def _words(texts: Mapping[str, str]) -> Words:
    is_action = {heading: is_action_heading(heading) for heading in texts}
    said = ["\n".join(text for heading, text in texts.items() if is_action[heading] is kind) for kind in (False, True)]
    return Words(*said)
