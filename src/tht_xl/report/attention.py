"""What the board is asked to look at first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tht_xl.report.card import Card


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Indicators for one reason; each indicator appears once, under its gravest reason."""

    id: str
    title: str
    why: str
    cards: tuple[Card, ...]


def is_red(card: Card) -> bool:
    """Whether an agreed target is missed."""
    return card.rating is not None and card.rating.tone == "red"


def is_worse(card: Card) -> bool:
    """Whether the value is worse than the headline comparator's."""
    return card.comparison is not None and card.beside is not None and card.beside.word == "Worse"


def is_getting_worse(card: Card) -> bool:
    """Whether the recent trend is for the worse."""
    return card.trend is not None and card.trend.tone == "poor"


def is_withheld(card: Card) -> bool:
    """Whether the latest value is withheld."""
    return card.is_withheld


REASONS: tuple[tuple[str, str, str, Callable[[Card], bool]], ...] = (
    ("red", "Agreed target missed", "Rated red against a target the partnership has agreed.", is_red),
    ("worse", "Worse than {comparator}", "The difference is larger than chance would explain.", is_worse),
    ("getting-worse", "Getting worse", "A significant trend over the latest five points.", is_getting_worse),
    ("withheld", "Withheld", "The latest figure may not be shown.", is_withheld),
)
"""In order of gravity. Returns that were held back are shown between the third and the fourth."""


def needs_narrative(card: Card) -> bool:
    """Whether the board may expect an explanation that nobody has written."""
    return (is_red(card) or is_worse(card) or is_getting_worse(card)) and not card.narrative.is_given


def _beside(cards: Sequence[Card], comparator: str) -> str:
    """The comparator that all cards stand beside, by name."""
    return comparator if all(c.beside and c.beside.area.name == comparator for c in cards) else "the comparator"


def exceptions(cards: Sequence[Card], comparator: str) -> tuple[Exceptions, ...]:
    """The live indicators that need attention, by gravest reason; a reason without indicators is left out.

    Args:
        cards: Cards in the framework's order.
        comparator: Name of the framework's first comparator, for the titles.
    """
    left = [c for c in cards if not c.is_history]
    groups = []
    for name, title, why, applies in REASONS:
        found = tuple(c for c in left if applies(c))
        left = [c for c in left if c not in found]
        if found:
            groups.append(Exceptions(name, title.format(comparator=_beside(found, comparator)), why, found))
    return tuple(groups)
