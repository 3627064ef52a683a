"""The sources of a paper, each once."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.report.card import Card


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, its address where it has one, and the indicators it supplies."""

    words: str
    address: str
    indicators: tuple[str, ...]


def citations(cards: Sequence[Card]) -> tuple[Citation, ...]:
    """Every source behind the latest figures, in alphabetical order."""
    found: dict[tuple[str, str], list[str]] = {}
    for card in cards:
        for fact in card.sources:
            if fact.term == "Source":
                found.setdefault((fact.answer, fact.address), []).append(card.indicator.label)
    return tuple(
        Citation(words, address, tuple(names))
        for (words, address), names in sorted(found.items(), key=lambda item: item[0][0].casefold())
    )
