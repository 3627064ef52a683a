"""A cross-cutting theme or topical issue as a whole: what framework, data and plans say, who owns what, what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tht_xl.errors import UnknownNameError
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.owners import OWNERSHIP, owners
from tht_xl.partnership.monitoring.words import (
    comparison_words,
    not_measured_words,
    status_words,
    trend_words,
    value_and_period_words,
)
from tht_xl.partnership.review.mentions import (
    PLANS,
    Theme,
    ThemeMention,
    indicators_about,
    mentions,
    outcomes_about,
    searched_registers,
    theme_of,
)
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Tables

THEMES = "themes"
QUESTIONS = ("Question", "Asked of", "Why")


@dataclass(frozen=True, slots=True)
class WholePicture:
    """All that is said of a theme.

    Attributes:
        theme: The theme.
        outcomes: What the framework asks for, in words.
        indicators: The indicators about it.
        found: The rows of registers that speak of it.
        known: What is known of each indicator.
        owned: Who owns each indicator.
    """

    theme: Theme
    outcomes: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    found: tuple[ThemeMention, ...]
    known: Mapping[str, Assessment]
    owned: Mapping[str, str | None]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to look for: no words, and nothing was said to belong to it."""
        return not self.theme.words and not self.indicators and not self.outcomes

    @property
    def name(self) -> str:
        """What the theme is called."""
        return self.theme.row["subject"] or self.theme.row["id"] or self.theme.row.place


@view(
    "whole-systems",
    title="Whole-systems resource",
    registers=(THEMES, OWNERSHIP, *PLANS),
    of="a theme or issue",
    reads_results=True,
    several=PLANS,
)
def whole_systems(given: ViewInput) -> View:
    """Return a page for each theme or issue, for secretariat and members: what is said, who owns it, what to ask."""
    tables = given.register(THEMES)
    themes = [theme_of(row) for row in tables["subjects"]]
    if given.of:
        themes = [each for each in themes if given.of.casefold() in _names(each)]
        if not themes:
            raise UnknownNameError("theme", given.of, [str(row["id"] or row["subject"]) for row in tables["subjects"]])
    registers, known, owned = searched_registers(given), assessments(given), owners(given)
    pictures = [_picture(each, given, registers, known, owned) for each in themes]
    used = {found.register for each in pictures for found in each.found}
    given.used += [each for each in registers if each.name in used and each not in given.used]
    return View(
        pictures[0].name if given.of else "",
        tuple(_sentence(each) for each in pictures) or ("No theme or issue is stated.",),
        tuple(section for each in pictures for section in _sections(each)),
        tuple(gap for each in pictures for gap in _gaps(each)),
    )


def _names(theme: Theme) -> set[str]:
    return {str(theme.row[each] or "").casefold() for each in ("id", "subject")}


def _picture(
    theme: Theme,
    given: ViewInput,
    registers: Sequence[Tables],
    known: Mapping[str, Assessment],
    owned: Mapping[str, str | None],
) -> WholePicture:
    outcomes = tuple(outcomes_about(theme, given.framework).values())
    indicators = tuple(indicators_about(theme, given.framework))
    return WholePicture(theme, outcomes, indicators, tuple(mentions(theme, registers)), known, owned)


def _sentence(of: WholePicture) -> str:
    if of.is_blank:
        return f"{of.name}: nothing to look for."
    said = (counted(len(of.outcomes), "outcome"), counted(len(of.indicators), "indicator"))
    return f"{of.name}: {' and '.join(said)} of the framework, {counted(len(of.found), 'mention')} in registers."


def _sections(of: WholePicture) -> Iterator[ViewSection]:
    if of.is_blank:
        yield _section(f"{of.name}: questions to ask", QUESTIONS, tuple(_questions(of)), "None.")
        return
    said = tuple((each,) for each in of.outcomes)
    yield _section(f"{of.name}: what the framework says", ("Outcome",), said, "The framework says nothing of it.")
    yield _section(f"{of.name}: what the data says",
                   ("Indicator", "Value", "Compared", "Trend", "Status", "Owner"),
                   tuple(_data(each, of) for each in of.indicators), "No indicator is about it.")  # fmt: skip
    rows = tuple((each.register, each.place, each.says, each.owner, each.state or "") for each in of.found)
    yield _section(f"{of.name}: what plans and registers say", ("Register", "Where", "What it says", "Owner", "State"),
                   rows, "No plan or register speaks of it.")  # fmt: skip
    yield _section(f"{of.name}: who owns what", ("Owner", "What"), tuple(_owners(of)), "Nobody is named.")
    yield _section(f"{of.name}: questions to ask", QUESTIONS, tuple(_questions(of)), "None.")


def _section(
    heading: str, columns: tuple[str, ...], rows: tuple[tuple[ViewCell, ...], ...], without: str
) -> ViewSection:
    return ViewSection(heading, () if rows else (without,), columns if rows else (), rows)


def _data(indicator: Indicator, of: WholePicture) -> tuple[ViewCell, ...]:
    found, owner = of.known.get(indicator.id), of.owned.get(indicator.id)
    if found is None:
        why = not_measured_words(indicator)
        return (indicator.label, why, "none", "none", why, owner)
    words = (value_and_period_words, comparison_words, trend_words, status_words)
    return (indicator.label, *(each(found) for each in words), owner)


def _owners(of: WholePicture) -> Iterator[tuple[ViewCell, ...]]:
    if of.theme.row["owner"]:
        yield of.theme.row["owner"], "The theme as a whole"
    for each in of.indicators:
        if of.owned.get(each.id):
            yield of.owned[each.id], f"Indicator: {each.label}"
    for each in of.found:
        if each.owner:
            yield each.owner, f"{each.says} ({each.register}, {each.place})"


def _questions(of: WholePicture) -> Iterator[tuple[ViewCell, ...]]:
    """Yield the questions of the register, then those that follow from what is there and what is not."""
    wanted = str(of.theme.row["id"] or "").casefold()
    for row in of.theme.row.table.tables["questions"]:
        if row["question"] and str(row["subject"] or "").casefold() == wanted:
            yield row["question"], row["asked-of"], "of the register"
    owner = of.theme.row["owner"]
    if not of.theme.words:
        yield "Which are they, and by which words are they found?", owner, "no words to find it by"
        return
    if not of.outcomes:
        yield "Does the strategy mean to say something of it?", owner, "no outcome speaks of it"
    if not any(each.is_live for each in of.indicators):
        yield "What would show how it is going?", owner, "no live indicator"
    for each in of.indicators:
        found = of.known.get(each.id)
        if found is not None and found.reasons:
            yield f"{each.label}: what is being done about it?", of.owned.get(each.id), found.words
    unowned = sum(each.owner is None for each in of.found)
    if unowned:
        yield "Who owns what no role is named for?", owner, f"{counted(unowned, 'mention')} without an owner"
    if not any(each.template in ("delivery-plan", "action-tracker", "commissioning-plan") for each in of.found):
        yield "Which plan takes it up?", owner, "no plan speaks of it"
    late = [each for each in of.found if each.state == "late"]
    for each in late:
        yield f"{each.says}: what will bring it back?", each.owner, f"late ({each.register}, {each.place})"


def _gaps(of: WholePicture) -> Iterator[Gap]:
    row = of.theme.row
    if not of.theme.words:
        yield Gap(f"{of.name}: no words to find it by", gap_place(row, "words"), "Which words do plans use for it?")
    if row["owner"] is None:
        yield Gap(f"{of.name}: nobody owns it as a whole", gap_place(row, "owner"), "Which role brings it together?")
