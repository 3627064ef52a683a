"""The reasons for which an indicator needs attention: their ids, their order and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass

RED, WORSE, GETTING_WORSE, UNTESTED_GAP = "red", "worse", "getting-worse", "untested-gap"
LATE, STALE, WITHHELD, HELD_BACK, NO_NARRATIVE = "late", "stale", "withheld", "held-back", "no-narrative"

BY_SERIOUSNESS = (RED, WORSE, GETTING_WORSE, UNTESTED_GAP, LATE, STALE, WITHHELD, HELD_BACK, NO_NARRATIVE)
"""The ids of all reasons, most serious first. They are part of the month's JSON and do not change."""

EXPLAINED = frozenset({RED, WORSE, GETTING_WORSE, UNTESTED_GAP})
"""Reasons that somebody has to explain; the others are about the figure's arrival and explain themselves."""

_HEADINGS: Mapping[str, str] = {
    RED: "Agreed target missed",
    WORSE: "Worse than {comparator}",
    GETTING_WORSE: "Getting worse",
    UNTESTED_GAP: "Far off, but not tested",
    LATE: "No newer return",
    STALE: "Older than expected",
    WITHHELD: "Withheld",
    HELD_BACK: "Newest figure held back",
}
"""A missing narrative has none: it is owed for another reason, and is said beside the figure."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an indicator needs attention.

    Attributes:
        id: One of `BY_SERIOUSNESS`.
        words: The reason for this indicator, without capital and full stop: "worse than London (24.8%)".
    """

    id: str
    words: str


def heading(reason: str, comparator: str = "the comparator") -> str:
    """Return the heading of the indicators with a reason, on the page and on the terminal alike.

    Args:
        reason: One of `BY_SERIOUSNESS` other than "no-narrative".
        comparator: Name of the comparator, where it is one for all of them.

    Examples:
        >>> heading(WORSE, "London"), heading(LATE)
        ('Worse than London', 'No newer return')
    """
    return _HEADINGS[reason].format(comparator=comparator)
