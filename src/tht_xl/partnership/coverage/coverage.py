"""The coverage check: statements without a current indicator, and indicators that lack what they need."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.model.definition import Indicator, Statement
from tht_xl.model.join_words import join_words
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.coverage.data import Figures, current_indicators, figures_of
from tht_xl.partnership.sound_rows import sound_rows
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view


@view("coverage", title="Coverage", registers=("ownership",))
def coverage(given: ViewInput) -> View:
    """Return which statements a current indicator measures, and which indicators lack source, owner, target or data."""
    framework, figures = given.framework, figures_of(given)
    live = current_indicators(framework)
    of_statement = {
        each.id: [i for i in framework.indicators if i.statement == each.id] for each in framework.statements
    }
    uncovered = [each for each in framework.statements if not any(i in live for i in of_statement[each.id])]
    owners = _owners(given)
    lacking = {each.id: tuple(_lacks(each, figures[each.id], owners)) for each in live}
    homeless = [each for each in live if each.statement is None]
    sentences = (
        f"{len(uncovered)} of {counted(len(framework.statements), 'statement')} have no current indicator.",
        f"{sum(map(bool, lacking.values()))} of {counted(len(live), 'current indicator')} lack a source, an owner, "
        "a target or data.",
        f"{counted(len(homeless), 'current indicator belongs', 'current indicators belong')} to no statement.",
    )
    gaps = [
        *(Gap(f"{each.id}: no current indicator", "", _ask(of_statement[each.id])) for each in uncovered),
        *(Gap(f"{name}: no {join_words(lacks, 'or')}", "", "Enter it, or say why there is none")
          for name, lacks in lacking.items() if lacks),
        *(Gap(f"{each.id}: belongs to no statement", "", "Choose one, or say that none is close") for each in homeless),
    ]  # fmt: skip
    return View(
        "",
        sentences,
        (_statements(given, of_statement, live), _indicators(live, figures, owners, lacking)),
        tuple(gaps),
    )


def _owners(given: ViewInput) -> dict[str, str]:
    """Return the owner of each indicator, in words; one that is not agreed says so."""
    names = {each.id: each.name for each in given.framework.partners}
    found = {each.id: names[each.owner] for each in given.framework.indicators if each.owner}
    register = given.optional("ownership", of_framework=True)
    if register is None or register.is_illustrative:
        return found
    for row in sound_rows(register, "owners", given.framework):
        if row["indicator"] not in found and row["partner"] in names:
            is_agreed = row["standing"] == "agreed"
            found[row["indicator"]] = names[row["partner"]] + ("" if is_agreed else " (proposed)")
    return found


def _lacks(indicator: Indicator, figures: Figures, owners: dict[str, str]) -> Iterator[str]:
    if not indicator.source:
        yield "source"
    if owners.get(indicator.id, "(proposed)").endswith("(proposed)"):
        yield "named owner"
    if indicator.target is None and indicator.polarity is not Polarity.NONE:
        yield "target"
    if figures.newest is None and not figures.is_by_return:
        yield "data"


def _ask(indicators: list[Indicator]) -> str:
    ended = [each.id for each in indicators if each.state == "historic"]
    wanted = [each.id for each in indicators if each.status != "current"]
    if ended:
        return f"Which series takes the place of {', '.join(ended)}, which ended?"
    return f"When will {', '.join(wanted)} have figures?" if wanted else "Which indicator would show it?"


def _statements(given: ViewInput, of_statement: dict[str, list[Indicator]], live: tuple[Indicator, ...]) -> ViewSection:
    domains = {each.id: each.name for each in given.framework.domains}
    rows = tuple(
        (domains[each.domain], _wording(each), *_by_state(of_statement[each.id], live))
        for each in given.framework.statements
    )
    unconfirmed = sum(not each.confirmed for each in given.framework.statements)
    said = ["Which indicator belongs to which statement is a proposal until the partnership confirms it."]
    if unconfirmed:
        said.append(f"{counted(unconfirmed, 'wording')} marked with * are still to be confirmed.")
    columns = ("Domain", "Statement", "Current indicators", "Ended", "Wanted")
    return ViewSection("Statements", tuple(said) if rows else (), columns, rows)


def _wording(statement: Statement) -> str:
    return statement.text if statement.confirmed else f"{statement.text} *"


def _by_state(indicators: list[Indicator], live: tuple[Indicator, ...]) -> tuple[str, str, str]:
    current = "; ".join(each.label for each in indicators if each in live)
    ended = "; ".join(each.label for each in indicators if each.state == "historic")
    wanted = "; ".join(each.label for each in indicators if each.status != "current")
    return current or "none", ended, wanted


def _indicators(
    live: tuple[Indicator, ...],
    figures: dict[str, Figures],
    owners: dict[str, str],
    lacking: dict[str, tuple[str, ...]],
) -> ViewSection:
    rows = tuple(
        (each.label, each.source or None, owners.get(each.id), _target(each), figures[each.id].words,
         join_words(lacking[each.id], "or"))
        for each in live
    )  # fmt: skip
    return ViewSection("Current indicators", (), ("Indicator", "Source", "Owner", "Target", "Figures", "Lacks"), rows)


def _target(indicator: Indicator) -> str | None:
    target = indicator.target
    if target is None:
        return "none: neither way is good" if indicator.polarity is Polarity.NONE else None
    value = "no number" if target.value is None else f"{target.value:.{indicator.decimals}f}"
    return f"{value} by {target.due}" + ("" if target.agreed else " (proposed)")
