"""Ownership and freshness: of the current indicators, how many are up to date, explained and owned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Indicator
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.coverage.data import Figures, current_indicators, figures_of
from tht_xl.partnership.monitoring.owners import owner_rows
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

FORMULA = (
    "Score = of the current indicators, (up to date + narrative given + owner named) as a percentage of three times "
    "their number. Up to date: the next figure is not overdue. Named: in the definitions, or agreed in the register; a "
    "proposed owner counts for nothing until it is agreed."
)
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class OwnershipScore:
    """What one indicator scores: each of the three is one point."""

    indicator: Indicator
    figures: Figures
    partner: str
    is_named: bool
    narrative: str

    @property
    def points(self) -> int:
        """Its points, from 0 to 3."""
        return self.figures.is_up_to_date + bool(self.narrative) + self.is_named


@view("ownership", title="Owners and freshness", registers=("ownership",), by=("domain", "partner"))
def ownership(given: ViewInput) -> View:
    """Return the score of ownership and freshness by domain or partner, with what each indicator lacks."""
    framework, rows = given.framework, owner_rows(given)
    scored = _score_indicators(given, rows)
    names = {each.id: each.name for each in framework.partners}
    owned, proposed = sum(each.is_named for each in scored), sum(bool(each.partner) for each in scored)
    return View(
        "",
        (
            f"{counted(len(scored), 'current indicator')}: {owned} with a named owner, "
            f"{proposed - owned} with a proposed one, {len(scored) - proposed} with none; "
            f"{sum(map(_is_fresh, scored))} up to date; "
            f"{sum(bool(each.narrative) for each in scored)} with a narrative. Score {_score_in_words(scored)}.",
            FORMULA,
        ),
        (*_sections_by_group(given, scored, names), _listed(scored, names)),
        tuple(_gaps(scored, rows)),
    )


def _score_indicators(given: ViewInput, rows: Mapping[str, Row]) -> list[OwnershipScore]:
    found, partners = figures_of(given), {each.id for each in given.framework.partners}
    told = _told(given)
    return [
        _score_indicator(each, found[each.id], rows.get(each.id), partners, told.get(each.id, ""))
        for each in current_indicators(given.framework)
    ]


def _told(given: ViewInput) -> dict[str, str]:
    """Return what somebody wrote beside the latest figure of each indicator, where there are such texts."""
    if not given.narratives:
        return {}
    # It evaluates every figure, with pandas: not needed where nobody wrote anything.
    from tht_xl.partnership.monitoring.assessed import assessments, words_beside

    return {name: words_beside(given, found).narrative for name, found in assessments(given).items()}


def _score_indicator(
    indicator: Indicator, figures: Figures, row: Row | None, partners: set[str], told: str
) -> OwnershipScore:
    given = row["partner"] if row is not None and row["partner"] in partners else ""
    is_agreed = bool(given) and row is not None and row["standing"] == "agreed"
    # What the partnership has agreed in its register comes before the definitions, and a proposal after them.
    partner = given if is_agreed else indicator.owner or given
    return OwnershipScore(
        indicator,
        figures,
        partner,
        is_agreed or indicator.owner is not None,
        told or (row["narrative"] if row else "") or "",
    )


def _is_fresh(score: OwnershipScore) -> bool:
    return score.figures.is_up_to_date


def _score_in_words(scored: list[OwnershipScore]) -> str:
    if not scored:
        return "not known"
    points, most = sum(each.points for each in scored), 3 * len(scored)
    return f"{100 * points / most:.0f}% ({points} of {most})"


def _sections_by_group(given: ViewInput, scored: list[OwnershipScore], names: dict[str, str]) -> Iterator[ViewSection]:
    is_by_partner = given.by == "partner"
    groups = {**names, "": NOBODY} if is_by_partner else {each.id: each.name for each in given.framework.domains}
    rows: list[tuple[ViewCell, ...]] = []
    for group, name in groups.items():
        of_it = [each for each in scored if group == (each.partner if is_by_partner else each.indicator.domain)]
        fresh, told = sum(map(_is_fresh, of_it)), sum(bool(each.narrative) for each in of_it)
        rows.append((name, len(of_it), fresh, told, sum(each.is_named for each in of_it), _score_in_words(of_it)))
    columns = (
        "Partner" if is_by_partner else "Domain",
        "Indicators",
        "Up to date",
        "Narrative",
        "Owner named",
        "Score",
    )
    yield ViewSection("By partner" if is_by_partner else "By domain", (), columns, tuple(rows))


def _listed(scored: list[OwnershipScore], names: dict[str, str]) -> ViewSection:
    rows = tuple(
        (each.indicator.label, names.get(each.partner, NOBODY),
         "named" if each.is_named else "proposed" if each.partner else "", each.figures.words,
         each.narrative or None, each.points)
        for each in scored
    )  # fmt: skip
    return ViewSection("Indicators", (), ("Indicator", "Owner", "Standing", "Figures", "Narrative", "Points"), rows)


def _gaps(scored: list[OwnershipScore], rows: Mapping[str, Row]) -> Iterator[Gap]:
    for each in scored:
        row = rows.get(each.indicator.id)
        place = row.place if row else ""
        if not each.partner:
            yield Gap(f"{each.indicator.id}: nobody owns it", place, "Which partner answers for it?")
        elif not each.is_named:
            yield Gap(f"{each.indicator.id}: its owner is proposed", place, "Does the partner agree?")
    late = [each.indicator.id for each in scored if each.figures.newest and not each.figures.is_up_to_date]
    if late:
        yield Gap(f"Overdue: {', '.join(late)}", "", "When does the next figure come?")
    untold = [each.indicator.id for each in scored if not each.narrative]
    if untold:
        yield Gap(f"No narrative: {', '.join(untold)}", "", "What does the trend mean?")


@partnership_check("indicator-without-row", template="ownership")
def indicators_without_row(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield, at the last row, the current indicators that have no row, so that nobody can own them."""
    having = {row["indicator"] for row in tables["owners"]}
    missing = [each.id for each in current_indicators(framework) if each.id not in having]
    if missing and len(tables["owners"]):
        given = f"no row for {counted(len(missing), 'current indicator')}: {', '.join(missing)}"
        yield wrong("indicator-without-row", tables["owners"].rows[-1], "indicator", given,
                    expected="a row for each current indicator", fix="Add a row for each", is_error=False)  # fmt: skip


@partnership_check("indicator-not-current", template="ownership")
def indicators_not_current(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each row about an indicator that has ended or has no figures yet."""
    known, current = {each.id for each in framework.indicators}, {each.id for each in current_indicators(framework)}
    for row in tables["owners"]:
        if row["indicator"] in known - current:
            yield wrong("indicator-not-current", row, "indicator", f"{row['indicator']} is not watched today",
                        expected="a current indicator", fix="Clear the row, or make the indicator live",
                        is_error=False)  # fmt: skip
