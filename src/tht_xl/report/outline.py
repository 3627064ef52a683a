"""The framework as the paper's chapters: domains, statements, indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

from tht_xl.model.definition import Domain, Framework, Indicator, Statement
from tht_xl.report.card import Card


@dataclass(frozen=True, slots=True)
class Section:
    """A statement with its indicators; without a statement, the domain's indicators that are linked to none."""

    statement: Statement | None
    current: tuple[Card, ...]
    history: tuple[Card, ...]

    @property
    def unconfirmed(self) -> tuple[Card, ...]:
        """The indicators whose place here the partnership has not confirmed."""
        return tuple(c for c in (*self.current, *self.history) if not c.indicator.mapping_confirmed)

    @property
    def is_all_unconfirmed(self) -> bool:
        """Whether none of its indicators has a confirmed place."""
        return len(self.unconfirmed) == len(self.current) + len(self.history)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A domain with its statements.

    Attributes:
        wanted: Indicators the partnership aspires to have.
        gaps: Indicators for which no data exist.
    """

    domain: Domain
    sections: tuple[Section, ...]
    wanted: tuple[Indicator, ...]
    gaps: tuple[Indicator, ...]

    @property
    def anchor(self) -> str:
        """Id of the chapter in the page."""
        return f"domain-{self.domain.id}"

    @property
    def current(self) -> tuple[Card, ...]:
        """The indicators that are live."""
        return tuple(c for section in self.sections for c in section.current)

    @property
    def history(self) -> tuple[Card, ...]:
        """The indicators whose series has ended."""
        return tuple(c for section in self.sections for c in section.history)

    @property
    def has_data(self) -> bool:
        """Whether any live indicator has a value."""
        return any(c.value for c in self.current)


def chapters(framework: Framework, cards: Mapping[str, Card]) -> tuple[Chapter, ...]:
    """Every domain in the framework's order, with everything that belongs to it.

    Args:
        framework: The definitions.
        cards: The card of every indicator that is neither aspirational nor a data gap, by id.
    """
    return tuple(_chapter(domain, framework, cards) for domain in framework.domains)


def _chapter(domain: Domain, framework: Framework, cards: Mapping[str, Card]) -> Chapter:
    own = [s for s in framework.statements if s.domain == domain.id]
    inside = [i for i in framework.indicators if i.domain == domain.id]
    sections = [_section(s, [i for i in inside if i.statement == s.id], cards) for s in own]
    known = {s.id for s in own}
    loose = _section(None, [i for i in inside if i.statement not in known], cards)
    return Chapter(
        domain,
        (*sections, *([loose] if loose.current or loose.history else [])),
        tuple(i for i in inside if i.status == "aspirational"),
        tuple(i for i in inside if i.status == "data-gap"),
    )


def _section(statement: Statement | None, indicators: list[Indicator], cards: Mapping[str, Card]) -> Section:
    found = [cards[i.id] for i in indicators if i.id in cards]
    # The indicators that speak for the statement come first; otherwise the framework's own order applies.
    found.sort(key=lambda c: c.indicator.tier != "primary")
    return Section(statement, tuple(c for c in found if not c.is_history), tuple(c for c in found if c.is_history))
