"""One commissioning plan's self-assessment: the three alignments, how far it is filled in, what is open."""

from collections.abc import Iterator
from datetime import date

from tht_xl.model.counted import counted
from tht_xl.partnership.commissioning.plan import MEANINGS, PARTS, PLAN, CommissioningPlan, misfits, things_to_score
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Tables

COLUMNS = ("What", "Score", "Evidence", "Gap", "Action", "Owner", "By when")


@view("self-assessment", title="Commissioning plan self-assessment", registers=(PLAN,))
def self_assessment(given: ViewInput) -> View:
    """Return a plan's scores for needs, outcomes and themes, what each score means, and what is not scored yet."""
    tables = given.optional(PLAN, of_framework=True) or given.register(PLAN)
    rows = list(tables["plan"])
    about = tuple((column.heading, _cell(rows[0][column.id]) if rows else None)
                  for column in tables["plan"].definition.columns)  # fmt: skip
    names = {name.casefold(): words for name, words in things_to_score(given.framework).items()}
    themes = {row["id"].casefold(): row["theme"] or row["id"] for row in tables["themes"] if row["id"]}
    unscored = tuple(_unscored(tables, names, themes))
    return View(
        tables.name,
        tuple(_sentences(tables, given)),
        (
            ViewSection("The plan", (), ("What", "Answer"), about),
            ViewSection("What each score means", (), ("Score", "Meaning"), tuple(enumerate(MEANINGS))),
            *(_part(tables, part, {"outcomes": names, "theme-scores": themes}.get(part, {})) for part in PARTS),
            _themes(tables),
            _trajectories(tables),
        ),
        (*unscored, *misfits(tables, given.framework)),
    )


def _cell(value: object) -> ViewCell:
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _sentences(tables: Tables, given: ViewInput) -> Iterator[str]:
    yield f"A plan gives assurance of {counted(len(PARTS), 'alignment')}: {'; '.join(PARTS.values())}."
    if len(tables["plan"]):
        scores = CommissioningPlan(tables, tables["plan"].rows[0], given.framework).scores
        done = sum(each.score is not None for each in scores)
        yield f"{done} of {counted(sum(len(tables[part]) for part in PARTS), 'row')} scored."


def _part(tables: Tables, part: str, names: dict[str, str]) -> ViewSection:
    rows = tuple(
        (names.get(str(row["thing"] or "").casefold(), row["thing"]), row["score"], row["evidence"], row["gap"] or "",
         row["action"] or "", row["owner"] or "", row["due"] or "")
        for row in tables[part]
    )  # fmt: skip
    said = () if rows else ("No row.",)
    return ViewSection(PARTS[part], said, COLUMNS if rows else (), rows)


def _themes(tables: Tables) -> ViewSection:
    rows = tuple((row["id"], row["theme"], row["source"] or "") for row in tables["themes"])
    said = () if rows else ("No theme is stated.",)
    return ViewSection("The themes that were sent", said, ("No.", "Theme", "Source") if rows else (), rows)


def _trajectories(tables: Tables) -> ViewSection:
    rows = tuple(
        (row["indicator"], row["baseline"], _cell(row["baseline-period"]), _cell(row["by"]), row["expected"],
         row["lowest"], row["highest"], row["how"])
        for row in tables["trajectories"]
    )  # fmt: skip
    columns = ("Indicator", "Baseline", "Of", "By", "Expected", "Lowest likely", "Highest likely", "By doing what")
    return ViewSection("What the plan will change", () if rows else ("No trajectory.",), columns if rows else (), rows)


def _unscored(tables: Tables, names: dict[str, str], themes: dict[str, str]) -> Iterator[Gap]:
    for part, asked, sheet in (("outcomes", names, "Outcomes"), ("theme-scores", themes, "Theme scores")):
        having = {str(row["thing"] or "").casefold() for row in tables[part]}
        lacking = [words for name, words in asked.items() if name not in having]
        if lacking:
            yield Gap(
                f"Not scored: {'; '.join(lacking)}", sheet, "Add a row for each, with 0 where it is not in the plan"
            )
    if not len(tables["needs"]):
        yield Gap("No need of the JSNA is scored", "Needs", "Which needs of the JSNA should the plan meet?")
    if not themes:
        yield Gap("No cross-cutting theme is stated", "Themes", "Which themes has the strategy?")
