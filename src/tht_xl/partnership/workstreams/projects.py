"""The third thing that a workstream is asked: its quality-improvement projects, each with its chart."""

from collections.abc import Iterator, Sequence

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Workstream
from tht_xl.model.periods.label import day_label
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.workstreams.answer import WorkstreamAnswer, missing_register, stamped
from tht_xl.stats.run_chart import MIN_RUN_CHART
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

PROJECTS = "improvement-projects"
HEADING = "Quality-improvement projects"
COLUMNS = {"id": "No.", "aim": "Aim", "measure": "Measure", "owner": "Owner", "status": "Status"}


def projects(stream: Workstream, given: ViewInput) -> WorkstreamAnswer:
    """Return the projects of a workstream, each with its chart and what the chart says in words."""
    tables = given.optional(PROJECTS, of_framework=True)
    if tables is None:
        return missing_register(HEADING, PROJECTS, "Its quality-improvement projects")
    own = [row for row in tables["projects"] if row["workstream"] == stream.id]
    brief = "none entered" if not own else counted(len(own), "project")
    few = sum(_count(points_of(row, tables)) < MIN_RUN_CHART for row in own)
    brief += f", {few} with too few points" if few else ""
    if tables.is_illustrative:
        brief = f"none of its own; {brief}, illustrative and not counted" if own else "none of its own"
    heading = stamped(HEADING, tables)
    sections = [table_section(heading, own, COLUMNS, sentences=(f"{brief[:1].upper()}{brief[1:]}.",))]
    sections += [_section(row, tables) for row in own]
    return WorkstreamAnswer(brief, tuple(sections), () if tables.is_illustrative else tuple(_gaps(stream, own, tables)))


def points_of(project: Row, tables: Tables) -> list[Row]:
    """Return the points of a project by date; of several with one date the first, of those without a date none."""
    by_day: dict[object, Row] = {}
    for row in tables["points"]:
        if project["id"] and row["project"] == project["id"] and row["date"]:
            by_day.setdefault(row["date"], row)
    return sorted(by_day.values(), key=lambda row: row["date"])


@partnership_check("too-few-points", template=PROJECTS)
def too_few_points(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield the projects whose chart can say nothing yet; a project that was not started has no points to give."""
    for row in tables["projects"]:
        many = _count(points_of(row, tables))
        if row["id"] and many < MIN_RUN_CHART and row["status"] != "not started":
            yield wrong("too-few-points", row, "points", counted(many, "point"),
                        expected=f"{MIN_RUN_CHART} points or more for a chart that can be read",
                        fix="Go on measuring; say nothing of a change yet", is_error=False)  # fmt: skip


def _count(points: Sequence[Row]) -> int:
    return sum(row["value"] is not None for row in points)


def _section(project: Row, tables: Tables) -> ViewSection:
    heading = stamped(f"{project['id'] or project.place}: {project['aim'] or 'no aim'}", tables)
    points = points_of(project, tables)
    if not _count(points):
        return ViewSection(heading, ("No points are entered: nothing can be drawn.",))
    from tht_xl.partnership.workstreams.project_chart import project_chart

    chart, _ = project_chart(project, points)
    rows = tuple(
        (row["date"], row["value"], mark or "none", row["note"] or "none")
        for row, mark in zip(points, chart.marks, strict=True)
        if mark or row["note"]
    )
    columns = ("Date", "Value", "Special cause", "Note") if rows else ()
    return ViewSection(heading, (), columns, rows, chart)


def _gaps(stream: Workstream, own: Sequence[Row], tables: Tables) -> Iterator[Gap]:
    if not own:
        yield Gap(f"No project of {stream.name} is entered", "Projects", "Which projects does it run?")
    for row in own:
        many = _count(points_of(row, tables))
        if many < MIN_RUN_CHART and row["status"] != "not started":
            yield Gap(f"{row['id'] or row.place}: {counted(many, 'point')}, too few for its chart to be read",
                      gap_place(row, "id"), "When is it measured next?")  # fmt: skip
        if not row["owner"]:
            yield Gap(f"{row['id'] or row.place}: nobody owns it", gap_place(row, "owner"), "Which role?")
        yield from _points_left_out(row, tables)


def _points_left_out(project: Row, tables: Tables) -> Iterator[Gap]:
    drawn = {row.number for row in points_of(project, tables)}
    for row in tables["points"]:
        if row["project"] != project["id"] or not project["id"]:
            continue
        if row.number not in drawn:
            what = f"a second point on {day_label(row['date'])}" if row["date"] else "a point without a date"
            yield Gap(f"{project['id']}: {what} is not drawn", gap_place(row, "date"), "On which day was it measured?")
        elif row["value"] is None and row.cell_of("value") not in (None, ""):
            yield Gap(f"{project['id']}: the value is not a number", gap_place(row, "value"), "Which number is it?")
