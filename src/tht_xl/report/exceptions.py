"""The exceptions that the board is asked to look at first, as `tht_xl.evaluation.exceptions` decides it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import Assessment, exceptions_by_reason
from tht_xl.evaluation.reasons import (
    GETTING_WORSE,
    HELD_BACK,
    LATE,
    RED,
    STALE,
    UNTESTED_GAP,
    WITHHELD,
    WORSE,
    heading,
)
from tht_xl.report.card import Card

WHY: Mapping[str, str] = {
    RED: "Rated red against a target the partnership has agreed.",
    WORSE: "The difference is larger than chance would explain.",
    GETTING_WORSE: "A significant trend over the latest five points.",
    UNTESTED_GAP: "A large gap or fall that cannot be tested, because no interval was published.",
    LATE: "The return that reports it has not arrived; the last known figure is shown.",
    STALE: "A newer figure should have been published by now.",
    WITHHELD: "The latest figure may not be shown.",
    HELD_BACK: "A check kept the newest figure out; the last known figure is shown.",
}
"""The sentence under the heading of each group."""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Indicators for one reason; each indicator appears once, under its most serious reason."""

    id: str
    title: str
    why: str
    cards: tuple[Card, ...]


def exceptions(assessments: Iterable[Assessment], cards: Mapping[str, Card], comparator: str) -> tuple[Exceptions, ...]:
    """Return the live indicators that need attention, by most serious reason; a reason without indicators is left out.

    Args:
        assessments: What is known of each indicator, in the framework's order.
        cards: The card of each indicator, by its id.
        comparator: Name of the framework's first comparator, for the titles.
    """
    groups = []
    for name, found in exceptions_by_reason(assessments).items():
        shown = tuple(cards[assessment.indicator.id] for assessment in found)
        groups.append(Exceptions(name, heading(name, _beside(shown, comparator)), WHY[name], shown))
    return tuple(groups)


def _beside(cards: Sequence[Card], comparator: str) -> str:
    """Return the name of the comparator that all cards share."""
    return comparator if all(c.beside and c.beside.area.name == comparator for c in cards) else "the comparator"
