"""The paper in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import GETTING_WORSE_TRENDS
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.model.vocabulary import COLOURS, Comparison, Rating, Trend
from tht_xl.report import marks, text
from tht_xl.report.card import Card
from tht_xl.report.marks import Mark
from tht_xl.report.outline import Chapter


@dataclass(frozen=True, slots=True)
class Share:
    """How many indicators have a verdict."""

    many: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Tally:
    """One question, and how many indicators have each answer; answers nobody has are left out."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the band at the top of the paper says."""

    live: int
    with_value: int
    without: tuple[Card, ...]
    history: int
    wanted: int
    compared_with: str
    tallies: tuple[Tally, ...]
    received: int
    due: int
    held_back: tuple[ReturnSummary, ...]
    in_part: tuple[ReturnSummary, ...]
    missing: tuple[ReturnSummary, ...]


RULES_ABOUT_THE_TARGET = frozenset({"tower-hamlets", "tolerance", "data-only"})
GETTING_BETTER_TRENDS = frozenset({Trend.INCREASING_BETTER.value, Trend.DECREASING_BETTER.value})


def summary(chapters: Sequence[Chapter], returns: Sequence[ReturnSummary], comparator: str) -> Summary:
    """Return the numbers of the paper. Only live indicators with a value are counted in a tally, each once per tally.

    Args:
        chapters: The whole framework.
        returns: Every return that was due.
        comparator: Name of the framework's first comparator.
    """
    live = [c for chapter in chapters for c in chapter.current]
    valued = [c for c in live if c.value]
    beside = compared_with(valued, comparator)
    return Summary(
        live=len(live),
        with_value=len(valued),
        without=tuple(c for c in live if not c.value),
        history=sum(len(c.history) for c in chapters),
        wanted=sum(len(c.wanted) + len(c.gaps) for c in chapters),
        compared_with=beside,
        tallies=(_tally_comparisons(valued, beside), _trends(valued), _targets(valued)),
        received=sum(r.received for r in returns),
        due=len(returns),
        held_back=tuple(r for r in returns if r.is_held_back),
        in_part=tuple(r for r in returns if r.rows_held_back and not r.is_held_back),
        missing=tuple(r for r in returns if not r.received),
    )


def _tally_comparisons(cards: Sequence[Card], comparator: str) -> Tally:
    """Return how many are better or worse than the comparator that each card names, as the exceptions count them."""
    words = Counter(_comparison_word(c) for c in cards)
    known = [Share(words[word], marks.COMPARED[word]) for word in marks.COMPARED]
    rest = Share(words[""], Mark(Comparison.NOT_COMPARED.value, "unknown"))
    return Tally(f"Beside {comparator}", _present([*known, rest]))


def _comparison_word(card: Card) -> str:
    """Return the verdict against the headline comparator; "" where there is none."""
    return card.beside.word if card.beside is not None and card.beside.is_tested else ""


def compared_with(cards: Sequence[Card], comparator: str) -> str:
    """Return what the cards are compared with, by name: "England", or "England or the next that has a figure"."""
    named = {c.beside.area.name for c in cards if c.beside is not None}
    return comparator if named <= {comparator} else f"{comparator}, or the next comparator with a figure"


def _trends(cards: Sequence[Card]) -> Tally:
    words = Counter(c.latest.trend for c in cards if c.latest)
    better = sum(words[w] for w in GETTING_BETTER_TRENDS)
    worse = sum(words[w] for w in GETTING_WORSE_TRENDS)
    steady, moving = words[Trend.NO_CHANGE], words[Trend.INCREASING] + words[Trend.DECREASING]
    shares = [
        Share(better, Mark("Getting better", "tick", "good")),
        Share(steady, Mark(Trend.NO_CHANGE.value, "flat")),
        Share(worse, Mark("Getting worse", "cross", "poor")),
        Share(moving, Mark("Moving, neither good nor bad", "above")),
        Share(len(cards) - better - worse - steady - moving, Mark(Trend.CANNOT_BE_CALCULATED.value, "unknown")),
    ]
    return Tally("Recent trend", _present(shares))


def _targets(cards: Sequence[Card]) -> Tally:
    words = Counter(c.latest.target_status.rating for c in cards if c.latest)
    short: dict[str, str] = {Rating.PROPOSED: "Proposed only", Rating.DATA_ONLY: "For context: no target applies"}
    asks_if_met = all(c.indicator.rating in RULES_ABOUT_THE_TARGET for c in cards)
    # Under other rules a colour does not say whether the target is met, so the tally names the colour alone.
    short |= (
        {Rating.GREEN: "Green: met", Rating.AMBER: "Amber: short", Rating.RED: "Red: missed"}
        if asks_if_met
        else {colour: colour for colour in COLOURS}
    )
    rated = [Share(words[w], Mark(short.get(w, m.word), m.icon, m.tone)) for w, m in marks.RATINGS.items()]
    return Tally("Targets", _present(rated))


def _present(shares: Sequence[Share]) -> tuple[Share, ...]:
    return tuple(s for s in shares if s.many)


def in_a_sentence(found: Summary) -> str:
    """Return the summary in two sentences."""
    many = {s.mark.word: s.many for tally in found.tallies for s in tally.shares}
    beside = [_are(many[w], w.lower()) for w in marks.COMPARED if w in many]
    said = [f"{found.with_value} of {text.count_of(found.live, 'current indicator')} have a value."]
    said += [f"Compared with {found.compared_with}, {text.join_names(beside)}."] if beside else []
    moving = [_are(many[w], w.lower()) for w in ("Getting better", "Getting worse") if w in many]
    said += [f"Over the latest five points {text.join_names(moving)}."] if moving else []
    proposed = many.get("Proposed only", 0)
    said += [f"{text.count_of(proposed, 'target is', 'targets are')} proposed only, so not rated."] if proposed else []
    return " ".join(said)


def _are(many: int, what: str) -> str:
    return f"{many} {'is' if many == 1 else 'are'} {what}"
