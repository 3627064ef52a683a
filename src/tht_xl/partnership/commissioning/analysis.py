"""The analysis of commissioning plans: several plans read as one document."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tht_xl.evaluation.figure_words import due, limits, period
from tht_xl.evaluation.sentence import with_unit
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.model.periods.label import day_label
from tht_xl.partnership.commissioning.coverage import NOBODY, SEVERAL, CoveredThing, coverage, matrix, needs
from tht_xl.partnership.commissioning.found_in_plans import Analysed
from tht_xl.partnership.commissioning.plan import PLAN, CommissioningPlan, read_plans
from tht_xl.partnership.commissioning.progress import (
    VERDICTS,
    ExpectedProgress,
    expected_progress,
    in_numbers,
    trajectories,
)
from tht_xl.partnership.commissioning.recommendations import recommendations
from tht_xl.partnership.commissioning.sign_off import SIGN_OFF, decision_words, decisions, key_of, sign_offs
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

ASK = (
    f"tht-xl template new {PLAN} --out FILE.xlsx makes the form; plan-east-illustrative, plan-council-illustrative and "
    "plan-mental-health-illustrative show how it works"
)


@view(
    "commissioning-analysis",
    title="Analysis of commissioning plans",
    registers=(PLAN, SIGN_OFF),
    several=(PLAN,),
)
def commissioning_analysis(given: ViewInput) -> View:
    """Return an overview of each plan, their alignment, the progress expected, recommendations and sign-off."""
    plans, gaps = read_plans(given)
    if not plans:
        gap = Gap("No filled-in commissioning plan was given", "", ASK)
        return View(sentences=("No plan to analyse: the papers have none.",), gaps=(*gaps, gap))
    things = coverage(plans, given.framework)
    progress = expected_progress(trajectories(plans, given.framework))
    decided, unfit = decisions(given, plans)
    names = _headings(plans)
    sections = (
        _overview(plans, decided),
        needs(plans),
        *matrix(plans, things, names),
        _uncovered(things),
        _shared(things),
        _as_a_whole(progress, given.framework),
        _by_indicator(progress),
        _recommended(Analysed(given.framework, plans, things, progress, decided)),
        sign_offs(plans, decided),
    )
    said = tuple(_sentences(plans, things, progress, given.framework))
    return View("", said, sections, (*gaps, *_themes_differ(plans), *unfit))


def _headings(plans: Sequence[CommissioningPlan]) -> list[str]:
    """Return a heading for each plan: its commissioner, and its title too where one commissioner has several."""
    many = Counter(plan.commissioner for plan in plans)
    return [
        plan.commissioner if many[plan.commissioner] == 1 else f"{plan.commissioner}: {plan.title}" for plan in plans
    ]


def _sentences(
    plans: Sequence[CommissioningPlan],
    things: Sequence[CoveredThing],
    progress: Sequence[ExpectedProgress],
    framework: Framework,
) -> Iterator[str]:
    without = sum(not each.covered_by for each in things)
    several = sum(len(each.covered_by) > 1 for each in things)
    asked = counted(len(things), "outcome and theme", "outcomes and themes")
    said = f"{without} {'is' if without == 1 else 'are'} covered by nobody and {several} by two or more"
    yield f"{counted(len(plans), 'plan')} for {framework.name}. Of {asked}, {said}."
    yield in_numbers(progress, framework)


def _overview(plans: Sequence[CommissioningPlan], decided: dict[str, Row]) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = []
    for plan in plans:
        covered = sum(each.is_covered for each in plan.scores)
        row = plan.row
        budget = f"£{row['budget']:,.0f}" if row["budget"] is not None else None
        rows.append((
            plan.commissioner, plan.title, str(row["covers"]) if row["covers"] else None, row["does"], budget,
            f"{covered} of {len(plan.scores)}", _scored(row),
            decision_words(decided.get(key_of(plan))),
        ))  # fmt: skip
    columns = ("Commissioner", "Plan", "Covers", "What it does", "Budget", "Covered, of what is scored", "Scored by",
               "Sign-off")  # fmt: skip
    return ViewSection("Each plan", (), columns, tuple(rows))


def _scored(row: Row) -> str | None:
    said = (row["scored-by"], day_label(row["scored-on"]) if row["scored-on"] else None)
    return ", ".join(filter(None, said)) or None


def _uncovered(things: Sequence[CoveredThing]) -> ViewSection:
    rows = tuple((each.words,) for each in things if not each.covered_by)
    said = () if rows else ("Everything is covered.",)
    return ViewSection(NOBODY, said, ("What",) if rows else (), rows)


def _shared(things: Sequence[CoveredThing]) -> ViewSection:
    rows = tuple((each.words, ", ".join(each.covered_by)) for each in things if len(each.covered_by) > 1)
    said = () if rows else ("Nothing is covered twice.",)
    return ViewSection(SEVERAL, said, ("What", "Plans of") if rows else (), rows)


def _as_a_whole(progress: Sequence[ExpectedProgress], framework: Framework) -> ViewSection:
    """Return by domain what the plans expect; an indicator with several years counts by the latest."""
    latest: dict[str, ExpectedProgress] = {}
    for each in sorted(progress, key=lambda each: each.by.end):
        latest[each.indicator.id] = each
    rows: list[tuple[ViewCell, ...]] = []
    for domain in framework.domains:
        live = [e for e in framework.indicators if e.domain == domain.id and e.is_live]
        verdicts = Counter(latest[each.id].verdict for each in live if each.id in latest)
        rows.append((domain.name, len(live), *(verdicts[word] for word in VERDICTS), len(live) - verdicts.total()))
    sums = [sum(int(str(row[at])) for row in rows) for at in range(1, len(VERDICTS) + 3)]
    said = "Each live indicator once. An average over indicators would mix units, so there is none."
    columns = ("Domain", "Live indicators", *(word[0].upper() + word[1:] for word in VERDICTS), "Nothing expected")
    return ViewSection("Progress on the strategy as a whole", (said,), columns, (*rows, ("All", *sums)))


def _by_indicator(progress: Sequence[ExpectedProgress]) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = []
    for each in progress:
        indicator, start = each.indicator, each.parts[0]
        one = with_unit(indicator, each.expected[0])
        rows.append((
            indicator.label,
            f"{with_unit(indicator, each.baseline)} ({period(str(start.baseline_period))})",
            due(str(each.by)),
            one if each.expected[0] == each.expected[1] else limits(indicator, *each.expected),
            limits(indicator, *each.range) if each.range else None,
            each.verdict,
            _asked(each),
            each.reaches,
            "; ".join(f"{part.plan.commissioner}: {with_unit(indicator, part.expected)}" for part in each.parts),
        ))  # fmt: skip
    columns = ("Indicator", "Baseline", "When", "Expected", "Range", "Verdict", "Strategy asks", "Against it", "From")
    said = (
        "Where several plans act on one indicator: from what the largest change brings alone to the sum of all.",
        "The range is what the plans themselves call likely; it is not a 95% interval.",
    )
    if not rows:
        return ViewSection("Expected of each indicator", ("No plan expects anything that can be used.",))
    return ViewSection("Expected of each indicator", said, columns, tuple(rows))


def _asked(each: ExpectedProgress) -> str:
    """Return what the strategy asks for by then, and whether it is agreed."""
    target = each.indicator.target
    if each.asked is None or target is None:
        return "nothing"
    return with_unit(each.indicator, each.asked) + ("" if target.agreed else " (proposed)")


def _recommended(of: Analysed) -> ViewSection:
    rows = tuple(recommendations(of))
    columns = ("Rule", "Applies when", "Found", "Recommendation")
    return ViewSection("Recommendations", () if rows else ("None.",), columns if rows else (), rows)


def _themes_differ(plans: Sequence[CommissioningPlan]) -> Iterator[Gap]:
    every = {name: words for plan in plans for name, words in plan.themes.items()}
    if not every:
        yield Gap("No cross-cutting theme is stated", "Themes", "Which themes has the strategy? Fill in the sheet")
    for plan in plans:
        lacking = [words for name, words in every.items() if name not in plan.themes]
        if lacking:
            said = f"{plan.commissioner} was not asked about {', '.join(lacking)}"
            yield Gap(said, "Themes", "Send the same list to all")
