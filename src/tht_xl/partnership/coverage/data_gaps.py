"""What is known to be missing: data gaps with owner, day and source, and subjects with their indicators."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.coverage.data import current_indicators, figures_of
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

_NEEDED = {"owner": "owner", "due": "due date", "closes-with": "source that closes it"}


@view("data-gaps", title="Data gaps", registers=("data-gaps",))
def data_gaps(given: ViewInput) -> View:
    """Return the data gaps with who closes them, and each subject with the indicators that measure it."""
    tables = given.register("data-gaps")
    open_gaps = [row for row in tables["gaps"] if row["status"] != "closed"]
    unmeasured = [name for name, rows in _subjects(tables).items() if not _measured(rows, given.framework)]
    overdue = [row for row in open_gaps if row["due"] and row["due"] < given.as_of]
    return View(
        "",
        (
            f"{counted(len(open_gaps), 'data gap is', 'data gaps are')} open"
            + (f", {len(overdue)} of them overdue." if overdue else "."),
            f"{len(unmeasured)} of {counted(len(_subjects(tables)), 'subject')} have no current indicator"
            + (f": {', '.join(unmeasured)}." if unmeasured else "."),
        ),
        (_gap_section(tables, given.framework), _subject_section(tables, given)),
        tuple(_gaps(tables, open_gaps, given)),
    )


def _subjects(tables: Tables) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in tables["subjects"]:
        if row["subject"]:
            found.setdefault(row["subject"], []).append(row)
    return found


def _measured(rows: list[Row], framework: Framework) -> bool:
    current = {each.id for each in current_indicators(framework)}
    return any(row["indicator"] in current for row in rows)


def _gap_section(tables: Tables, framework: Framework) -> ViewSection:
    names = {each.id: each.name for each in framework.workstreams}
    rows = tuple(
        (row["id"], row["gap"], names.get(row["workstream"], row["workstream"]), row["owner"], row["due"],
         row["closes-with"], row["status"], row["source"], row["note"] or "")
        for row in tables["gaps"]
    )  # fmt: skip
    columns = ("No.", "Gap", "Workstream", "Owner", "Due", "Closed by", "Status", "Source", "Note")
    return ViewSection("Data gaps", (), columns, rows)


def _subject_section(tables: Tables, given: ViewInput) -> ViewSection:
    known, figures = {each.id: each for each in given.framework.indicators}, figures_of(given)
    rows = tuple(
        (row["subject"], known[row["indicator"]].label if row["indicator"] in known else "none",
         known[row["indicator"]].state if row["indicator"] in known else "",
         figures[row["indicator"]].words if row["indicator"] in known else "", row["gap"] or "", row["source"])
        for row in tables["subjects"]
    )  # fmt: skip
    columns = ("Subject", "Indicator", "State", "Figures", "Gap", "Source")
    return ViewSection("Subjects that the framework is to cover", (), columns, rows)


def _gaps(tables: Tables, open_gaps: list[Row], given: ViewInput) -> Iterator[Gap]:
    for row in open_gaps:
        lacks = [words for column, words in _NEEDED.items() if row[column] is None]
        if lacks:
            yield Gap(
                f"{row['id']}, {row['gap']}: no {', '.join(lacks)}",
                row.place,
                "Who closes it, by when, with which source?",
            )
        elif row["due"] < given.as_of:
            yield Gap(f"{row['id']}, {row['gap']}: overdue", row.place, "When is it closed?")
    for name, rows in _subjects(tables).items():
        if not _measured(rows, given.framework):
            said = "; ".join(row["gap"] for row in rows if row["gap"])
            yield Gap(f"{name}: {said or 'no current indicator'}", rows[0].place, "Which indicator would show it?")


@partnership_check("closed-without-figures", template="data-gaps")
def closed_without_figures(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each gap that is closed with an indicator which is not watched today."""
    current, known = {each.id for each in current_indicators(framework)}, {each.id for each in framework.indicators}
    for row in tables["gaps"]:
        if row["status"] == "closed" and row["indicator"] in known - current:
            given = f"closed with {row['indicator']}, which is not current"
            yield wrong("closed-without-figures", row, "indicator", given, expected="a current indicator",
                        fix="Reopen the gap, or name another indicator")  # fmt: skip
