"""The stakeholder engagement action plan: how people take part, what they said, what was done with it."""

from collections.abc import Iterator, Sequence
from datetime import date

from tht_xl.model.counted import counted
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

ENDED = ("done", "dropped")
_STRANDS = {"strand": "Strand", "whom": "With whom", "aim": "What for", "lead": "Lead", "source": "Source"}
_ACTIVITIES = {
    "strand": "Strand",
    "activity": "Activity",
    "owner": "Owner",
    "due": "Due",
    "status": "Status",
    "said": "What we heard",
    "did": "What we did with it",
}


@view("engagement", title="Stakeholder engagement action plan", registers=("engagement-plan",))
def engagement(given: ViewInput) -> View:
    """Return the strands, and what is done in each."""
    tables = given.register("engagement-plan")
    strands = {row["id"]: row["strand"] or row["id"] for row in tables["strands"] if row["id"]}
    activities = list(tables["activities"])
    many = counted(len(activities), "activity", "activities")
    silent = "not stated in the paper" if "engagement-plan" not in given.registers else "none is entered"
    said = f"{many}." if activities else f"Activities: {silent}."
    return View(
        sentences=(f"{counted(len(strands), 'strand')}. {said}",),
        sections=(
            table_section("Strands", tables["strands"], _STRANDS),
            table_section("Activities", activities, _ACTIVITIES, names={"strand": strands}),
        ),
        gaps=tuple(_gaps(list(tables["strands"]), activities, given.as_of)),
    )


def _gaps(strands: Sequence[Row], activities: Sequence[Row], as_of: date) -> Iterator[Gap]:
    if not activities:
        yield Gap("What the plan consists of is not stated", "Activities", "What will be done, by whom, when?")
    served = {row["strand"] for row in activities}
    for row in strands:
        if activities and row["id"] not in served:
            yield Gap(f"{row['strand']}: nothing is planned", row.place, "What will be done?")
    for row in activities:
        if row["due"] and row["due"] < as_of and row["status"] not in ENDED:
            place = gap_place(row, "due")
            yield Gap(f"{row['activity']}: due, and not done", place, "How far is it?")
