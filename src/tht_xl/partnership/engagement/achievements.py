"""What has been achieved so far."""

from collections.abc import Iterator, Sequence

from tht_xl.model.counted import counted
from tht_xl.partnership.table_section import table_section
from tht_xl.partnership.view import Gap, View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

_COLUMNS = {
    "box": "Box",
    "achievement": "Achievement",
    "figure": "Figure",
    "unit": "Of what",
    "evidence": "Evidence",
    "source": "Source",
}


@view("achievements", title="So far we have", registers=("achievements",))
def achievements(given: ViewInput) -> View:
    """Return each achievement with its figure and the place where it is said."""
    rows = list(given.register("achievements")["achievements"])
    boxes = len({row["box"] for row in rows if row["box"]})
    in_boxes = f" in {counted(boxes, 'box', 'boxes')}" if boxes else ""
    return View(
        sentences=(f"{counted(len(rows), 'achievement')}{in_boxes}.",),
        sections=(table_section("", rows, _COLUMNS),),
        gaps=tuple(_gaps(rows)),
    )


def _gaps(rows: Sequence[Row]) -> Iterator[Gap]:
    bare = [row["id"] for row in rows if not row["evidence"]]
    if bare:
        yield Gap(f"No evidence is given for {', '.join(map(str, bare))}", "Achievements", "What shows it?")
    unmeasured = [row["id"] for row in rows if row["figure"] is None]
    if unmeasured:
        yield Gap(
            f"No figure is given for {', '.join(map(str, unmeasured))}", "Achievements", "How much, and for whom?"
        )
