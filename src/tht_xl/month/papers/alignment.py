"""Lay an edited paper beside the paper that the month wrote, and pair the numbers that are in the same place.

Runs of words and numbers that occur once in each paper, in the same order, are anchors; they are extended as far as
both papers agree. What lies between two anchors is small and is compared piece by piece. A paragraph that was moved has
no anchor, so its numbers have no partner and are looked up among the results instead.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tht_xl.month.papers.numbers import Token

RUN = 3
"""How many words and numbers in a row make an anchor."""
MAX_GAP = 4_000_000
"""Largest product of the lengths of two stretches that are compared piece by piece."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two papers lie beside each other.

    Attributes:
        same: Places in the edited paper that have the same word or number in the written one.
        pairs: For a place in the edited paper with another number, the number that the written one has there.
        share: The share of the edited paper that is the same. [fraction]
    """

    same: frozenset[int]
    pairs: dict[int, Token]
    share: float


def align(written: Sequence[Token], edited: Sequence[Token]) -> Alignment:
    """Return how an edited paper lies beside the written one."""
    ours, theirs = [token.same for token in written], [token.same for token in edited]
    same: set[int] = set()
    pairs: dict[int, Token] = {}
    for (a0, a1), (b0, b1), is_same in _stretches(ours, theirs):
        if is_same:
            same.update(range(b0, b1))
        elif (a1 - a0) * (b1 - b0) <= MAX_GAP:
            matcher = SequenceMatcher(None, ours[a0:a1], theirs[b0:b1], autojunk=False)
            for operation, i0, i1, j0, j1 in matcher.get_opcodes():
                if operation == "equal":
                    same.update(range(b0 + j0, b0 + j1))
                elif operation == "replace":
                    pairs |= _pair(written[a0 + i0 : a0 + i1], edited[b0 + j0 : b0 + j1], b0 + j0)
    return Alignment(frozenset(same), pairs, len(same) / len(edited) if edited else 0.0)


def _pair(written: Sequence[Token], edited: Sequence[Token], first: int) -> dict[int, Token]:
    """Pair the figures of two stretches in order, where both have as many."""
    ours = [token for token in written if token.is_figure]
    theirs = [first + place for place, token in enumerate(edited) if token.is_figure]
    return dict(zip(theirs, ours, strict=True)) if len(ours) == len(theirs) else {}


Span = tuple[int, int]


def _stretches(ours: list[str], theirs: list[str]) -> list[tuple[Span, Span, bool]]:
    """Return the stretches of both papers in turn, and whether they are the same."""
    found: list[tuple[Span, Span, bool]] = []
    a = b = 0
    for i, j in _anchors(ours, theirs):
        if i < a or j < b:
            continue  # within the stretch that the anchor before it was extended to
        start_a, start_b = i, j
        while start_a > a and start_b > b and ours[start_a - 1] == theirs[start_b - 1]:
            start_a, start_b = start_a - 1, start_b - 1
        end_a, end_b = i, j
        while end_a < len(ours) and end_b < len(theirs) and ours[end_a] == theirs[end_b]:
            end_a, end_b = end_a + 1, end_b + 1
        found += [((a, start_a), (b, start_b), False), ((start_a, end_a), (start_b, end_b), True)]
        a, b = end_a, end_b
    return [*found, ((a, len(ours)), (b, len(theirs)), False)]


def _anchors(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Return the places of runs that occur once in each, the longest row of them that is in order in both."""
    first, second = _runs(ours), _runs(theirs)
    once = {run for run, many in Counter(first).items() if many == 1} & {
        run for run, many in Counter(second).items() if many == 1
    }
    place_in_theirs = {run: place for place, run in enumerate(second) if run in once}
    places = [(place, place_in_theirs[run]) for place, run in enumerate(first) if run in once]
    return _longest_rising(places)


def _runs(tokens: list[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[place : place + RUN]) for place in range(len(tokens) - RUN + 1)]


def _longest_rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(places):
        pile = bisect_left(ends, place)
        before.append(at[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [place]
        at[pile : pile + 1] = [number]
    row: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        row.append(places[number])
        number = before[number]
    return row[::-1]
