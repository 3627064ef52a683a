"""All workstreams in brief: a line for each of the things that they are asked."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.groupings import grouping_of
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.partnership.workstreams.answer import REGISTERS
from tht_xl.partnership.workstreams.budget import BUDGET
from tht_xl.partnership.workstreams.projects import PROJECTS
from tht_xl.partnership.workstreams.workstream import answers, population

COLUMNS = ("Workstream", "Population", "Outcomes", "Delivery", "Quality improvement", "Shadow budget", "Missing")


@view("workstreams", title="Workstreams", registers=REGISTERS, reads_results=True)
def workstreams(given: ViewInput) -> View:
    """Return what every workstream answers, in brief, and what belongs to none."""
    streams = given.framework.workstreams
    if not streams:
        gap = Gap(f"{given.framework.name} names no workstreams", given.framework.id, "Which are there?")
        return View("", ("No workstreams.",), (), (gap,))
    known = assessments(given)
    found = [(each, answers(each, given, known)) for each in streams]
    rows = tuple(
        (each.name, population(each, given), *(part.brief for part in parts), sum(len(part.gaps) for part in parts))
        for each, parts in found
    )
    said = f"{counted(len(streams), 'workstream')}: {', '.join(each.name for each in streams)}."
    pages = ", ".join(each.id for each in streams)
    missing = tuple(
        Gap(f"{each.name}: {gap.what}", gap.place, gap.ask)
        for each, parts in found
        for part in parts
        for gap in part.gaps
    )
    sections = (ViewSection("What each is asked", (f"The page of one: tht-xl view workstream --of ({pages}).",),
                            COLUMNS, rows),)  # fmt: skip
    return View("", (said,), sections, (*missing, *_of_none(given)))


def _of_none(given: ViewInput) -> Iterator[Gap]:
    """Yield what belongs to no workstream."""
    for each in grouping_of(given, "workstream").without:
        if each.is_live:
            yield Gap(f"{each.label} has no workstream", f"{given.framework.id}, {each.id}", "Which one watches it?")
    known = {each.id for each in given.framework.workstreams}
    for template, table, what in ((PROJECTS, "projects", "aim"), (BUDGET, "segments", "segment")):
        tables = given.optional(template, of_framework=True)
        for row in tables[table] if tables and not tables.is_illustrative else ():
            if row["workstream"] not in known:
                yield Gap(f"{row[what] or row['id'] or row.place}: no workstream", gap_place(row, "workstream"),
                          "Whose is it?")  # fmt: skip
