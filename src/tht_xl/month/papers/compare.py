"""List the numbers of an edited paper that are not those of the results."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tht_xl.model.vocabulary import Symbol
from tht_xl.month.papers.alignment import Alignment, align
from tht_xl.month.papers.known import BEFORE, Figure, Known
from tht_xl.month.papers.numbers import Token, TokenKind, find_tokens

SAME_PAPER = 0.5
"""From this share of equal words and numbers on, a paper is taken for an edited copy of one that the month wrote."""
LOOKS_BACK = re.compile(r"\b(?:before|previous(?:ly)?|from|since|earlier|last year|than)\b", re.IGNORECASE)
"""Words of a sentence that may say the value before: "down from 31.3%"."""
AROUND = 60
"""How much of the text on either side of a number is shown. [characters]"""
HIDDEN = "a figure"
"""Said for a number in a place where the results withhold one: it is not repeated."""
NEAR = 0.3
"""How far from a value a number may be that was probably meant to say it. [fraction]"""
LOOK_BACK = 40
"""How many paragraphs back the indicator may be named that a number is about."""
NUMBERED = re.compile(
    r"\b(?:section|table|figure|appendix|item|page|paragraph|para|chapter|version|year|age|aged|agenda|slide|ref)\s*$",
    re.IGNORECASE,
)
"""Words before a number that counts parts of the paper, or says an age."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of an edited paper that is not the results'.

    Attributes:
        was: What the frozen results or the written paper have; "" where they have none.
        now: What the edited paper has.
        about: Which figure it was, in words; "" where that is not known.
        place: The text around it.
    """

    was: str
    now: str
    about: str
    place: str

    def __str__(self) -> str:
        before = f"was {self.was}" if self.was else "not among the frozen results"
        about = f" ({self.about})" if self.about else ""
        return f"{self.now}: {before}{about}, in “{self.place}”"


@dataclass(frozen=True, slots=True)
class PaperComparison:
    """What comparing a paper came to.

    Attributes:
        beside: Name of the written paper that it is an edited copy of; "" where it is one of its own.
        numbers: How many numbers it has.
        unchecked: How many of them are dates, or count parts of the paper. [count]
        differences: Those that differ, in the paper's order.
    """

    beside: str
    numbers: int
    unchecked: int
    differences: tuple[Difference, ...]


def compare_paper(blocks: tuple[str, ...], written: Mapping[str, tuple[str, ...]], known: Known) -> PaperComparison:
    """Return every number of an edited paper that differs from the frozen results.

    An edited copy of a paper that the month wrote is laid beside it: a number that was there before in that place is
    right, another one is listed. Numbers of other papers, and of paragraphs that were added, are looked up among the
    results of the indicator that their paragraph, or a heading before it, names.

    Args:
        blocks: Its paragraphs, headings and table rows.
        written: Those of the papers that the month wrote, by name.
        known: The figures of the results.
    """
    edited = find_tokens(blocks)
    beside, alignment = "", Alignment(frozenset(), {}, 0.0)
    for name, own in written.items():
        found = align(find_tokens(own), edited)
        if found.share > alignment.share:
            beside, alignment = name, found
    if alignment.share < SAME_PAPER:
        beside, alignment = "", Alignment(frozenset(), {}, 0.0)
    check = _PaperCheck(blocks, known)
    differences: list[Difference] = []
    unchecked = 0
    for place, token in enumerate(edited):
        if not token.is_figure or place in alignment.same:
            continue
        if place in alignment.pairs:
            differences.append(check.changed(token, alignment.pairs[place]))
        elif check.is_apart(token):
            unchecked += 1
        elif (difference := check.look_up(token)) is not None:
            differences.append(difference)
    figures = sum(token.is_figure for token in edited)
    return PaperComparison(beside, figures, unchecked, tuple(differences))


@dataclass(frozen=True, slots=True)
class _PaperCheck:
    """The numbers of one paper beside the results."""

    blocks: tuple[str, ...]
    known: Known

    def changed(self, token: Token, was: Token) -> Difference:
        """Return the difference of a number where the written paper has another one."""
        hidden = was.kind is TokenKind.SYMBOL and token.kind is not TokenKind.SYMBOL
        return Difference(
            was.text, HIDDEN if hidden else token.text, self._named(token), self._place(token, is_hidden=hidden)
        )

    def is_apart(self, token: Token) -> bool:
        """Return whether a number is not a figure of results: a date, or the number of a section."""
        if token.kind is TokenKind.DATE:
            return True
        before = self.blocks[token.block][: token.start]
        is_plain = token.kind is TokenKind.NUMBER and not token.unit
        if not before.strip(" #*-|"):
            # "2. Child health" and "4 Quality of care", and not "41 fewer children".
            return is_plain and bool(
                re.match(r"\s*(?:[.)]|$)", self.blocks[token.block][token.start + len(token.text) :])
            )
        return is_plain and bool(NUMBERED.search(before))

    def look_up(self, token: Token) -> Difference | None:
        """Return the difference of a number that none of the results says."""
        named = self._indicators(token)
        ids = named or tuple(self.known.by_indicator)
        if token.kind is TokenKind.SYMBOL:
            says_nothing = token.text.casefold() in (Symbol.NOT_AVAILABLE, Symbol.NOT_APPLICABLE)
            is_there = says_nothing or any(self.known.withheld.get(name) for name in ids)
            return None if is_there else Difference("", token.text, "", self._place(token))
        if token.kind is TokenKind.PERIOD:
            return None if self._is_period(token) else Difference("", token.text, "", self._place(token))
        figures = [figure for name in ids for figure in self.known.by_indicator.get(name, ())]
        if named:
            figures = self._of_its_period(token, figures)
        looks_back = not named or LOOKS_BACK.search(self._sentence(token))
        if any(figure.is_said_by(token) for figure in figures if looks_back or figure.what != BEFORE):
            return None
        if named and self._may_be_withheld(token, named):
            return Difference(Symbol.CONFIDENTIAL, HIDDEN, self._named(token), self._place(token, is_hidden=True))
        near = self._nearest(token, figures) if named else None
        if near is None:
            return Difference("", token.text, "", self._place(token))
        return Difference(near.text_for(token), token.text, near.about, self._place(token))

    def _is_period(self, token: Token) -> bool:
        said = token.same.replace(" ", "")
        # A single year may be part of a period: "since 2019" beside 2019/20.
        return any(said == label or (len(said) == 4 and said in label) for label in self.known.periods) or any(
            said.replace("-", "/") == label or said.replace("/", "-") == label for label in self.known.periods
        )

    def _of_its_period(self, token: Token, figures: list[Figure]) -> list[Figure]:
        """Return the figures of the periods that the sentence names, or its paragraph; else those of the latest.

        "Year 6 obesity is 31.3%" is wrong although that was the figure of an earlier year.
        """
        for text in (self._sentence(token), self.blocks[token.block]):
            if named := [figure for figure in figures if figure.period in text]:
                return named
        return [figure for figure in figures if figure.period == self.known.latest.get(figure.indicator.id)]

    def _nearest(self, token: Token, figures: Iterable[Figure]) -> Figure | None:
        """Return the figure that was most likely meant: the value itself where it is not far, else the nearest."""
        given = abs(token.value or 0.0)

        def distance(figure: Figure) -> tuple[bool, float]:
            off = abs(abs(figure.value) - given)
            return not (figure.is_own_value and off <= NEAR * abs(figure.value)), off

        return min((figure for figure in figures if figure.may_be(token)), key=distance, default=None)

    def _may_be_withheld(self, token: Token, named: tuple[str, ...]) -> bool:
        """Return whether the sentence may be about a withheld value, so that the number could be that value."""
        sentence = self._sentence(token)
        has_period = any(each.kind is TokenKind.PERIOD for each in find_tokens((sentence,)))
        periods = {period for name in named for period in self.known.withheld.get(name, ())}
        return any(period in sentence for period in periods) or (bool(periods) and not has_period)

    def _indicators(self, token: Token) -> tuple[str, ...]:
        if found := self.known.indicators_in(self._sentence(token)):
            return found
        for block in reversed(self.blocks[max(0, token.block - LOOK_BACK) : token.block + 1]):
            if found := self.known.indicators_in(block):
                return found
        return ()

    def _sentence(self, token: Token) -> str:
        block = self.blocks[token.block]
        ends = [0, *(match.end() for match in re.finditer(r"[.;!?]\s+(?=[A-Z])", block)), len(block)]
        start = max(end for end in ends if end <= token.start)
        return block[start : min(end for end in ends if end > token.start)]

    def _named(self, token: Token) -> str:
        names = self._indicators(token)
        figures = [
            self.known.by_indicator[name][0].indicator.label for name in names if name in self.known.by_indicator
        ]
        return " or ".join(figures[:2])

    def _place(self, token: Token, *, is_hidden: bool = False) -> str:
        block = self.blocks[token.block]
        start, end = token.start, token.start + len(token.text)
        before, after = block[max(0, start - AROUND) : start], block[end : end + AROUND]
        if is_hidden:
            # The sentence may say the same number twice, or its numerator beside it.
            before, after = (re.sub(r"\d[\d,.]*", "…", text) for text in (before, after))
        number = HIDDEN if is_hidden else block[start:end]
        return f"{'…' if start > AROUND else ''}{before}{number}{after}{'…' if end + AROUND < len(block) else ''}"
