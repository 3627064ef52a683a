"""The risk register, ranked: the worst first, those that nobody has scored last and in sight."""

from collections.abc import Iterator, Sequence

from tht_xl.model.counted import counted
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Tables

_SCORED = {
    "id": "No.",
    "risk": "Risk",
    "likelihood": "Likelihood",
    "impact": "Impact",
    "score": "Score",
    "rating": "Rating",
    "trend": "Trend",
    "owner": "Owner",
    "next": "Next review",
}
_MITIGATED = {"id": "No.", "risk": "Risk", "because": "Because", "mitigation": "Mitigation", "source": "Source"}


@view("risks", title="Risks", registers=("risks",))
def risks(given: ViewInput) -> View:
    """Return the open risks by score, those without a score after them, and those that are closed."""
    tables = given.register("risks")
    rows = [row for row in tables["risks"] if row["risk"]]
    is_open = [row for row in rows if row["status"] != "closed"]
    scored = sorted((row for row in is_open if row["score"] is not None), key=lambda row: -row["score"])
    blank = [row for row in is_open if row["score"] is None]
    closed = [row for row in rows if row["status"] == "closed"]
    ranked = tuple((_rank(row, scored), *(row[each] for each in _SCORED)) for row in scored)
    unranked = tuple((None, *(row[each] for each in _SCORED)) for row in blank)
    sections = [
        ViewSection("By score", (), ("Rank", *_SCORED.values()), (*ranked, *unranked)),
        table_section("What is done about them", [*scored, *blank], _MITIGATED),
    ]
    if closed:
        sections.append(table_section("Closed", closed, _SCORED))
    return View(
        sentences=tuple(_in_short(tables, is_open, blank, closed)),
        sections=tuple(sections),
        gaps=tuple(_gaps(is_open)),
    )


def _in_short(tables: Tables, is_open: Sequence[Row], blank: Sequence[Row], closed: Sequence[Row]) -> Iterator[str]:
    unscored = f"; {len(blank)} without a score" if blank else ""
    yield f"{counted(len(is_open), 'open risk')}{unscored}{f'; {len(closed)} closed' if closed else ''}."
    for row in tables["thresholds"]:
        yield (
            f"The score is likelihood times impact. Amber from {row['amber']}, red from {row['red']} ({row['name']}: "
            f"{row['source']})."
        )


def _rank(row: Row, scored: Sequence[Row]) -> int:
    """Return a risk's rank: those with the same score share one."""
    return 1 + sum(each["score"] > row["score"] for each in scored)


def _gaps(is_open: Sequence[Row]) -> Iterator[Gap]:
    for row in is_open:
        if row["score"] is None:
            yield Gap(f"{row['risk']}: not scored", gap_place(row, "likelihood"), "How likely, and how bad?")
        if row["overdue"]:
            late = counted(int(row["overdue"]), "day")
            yield Gap(f"{row['risk']}: its review is {late} overdue", gap_place(row, "next"), "Look at it again")
        if not row["owner"]:
            yield Gap(f"{row['risk']}: nobody owns it", gap_place(row, "owner"), "Which role owns it?")
        if not row["mitigation"]:
            yield Gap(f"{row['risk']}: nothing is done about it", gap_place(row, "mitigation"), "What is done?")
