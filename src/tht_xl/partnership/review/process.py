"""How the work was done in the year: deadlines, returns, engagement, conflicts. A blank where nobody says."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.partnership.view import ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput

NOT_KNOWN = "not known: "
ASPECTS = ("Deadlines", "Returns", "Engagement held", "Conflicts")


def process_section(given: ViewInput) -> ViewSection:
    """Return what the registers, and the month's store where one was given, say of how the work was done."""
    said = {"Deadlines": _deadlines(given), "Engagement held": _engagement(given), **given.process}
    without = f"{NOT_KNOWN}no month was given (--results month.yaml)"
    rows: list[tuple[ViewCell, ...]] = [(each, said.get(each, without)) for each in ASPECTS]
    return ViewSection("How the work was done", (), ("What", "What is known"), tuple(rows))


def _deadlines(given: ViewInput) -> str:
    register = given.optional("outputs")
    if register is None or not len(register["outputs"]):
        return f"{NOT_KNOWN}no register of outputs"
    rows = [row for row in register["outputs"] if row["deadline"] is not None and row["deadline"].end < given.as_of]
    done = sum(row["status"] == "done" for row in rows)
    silent = sum(row["status"] in ("no update", None) for row in rows)
    said = [f"{done} done", f"{len(rows) - done - silent} open or dropped", f"{silent} without an update"]
    return f"{counted(len(rows), 'output')} due by the day of this page: {', '.join(said)}"


def _engagement(given: ViewInput) -> str:
    register = given.optional("engagement-plan")
    if register is None:
        return f"{NOT_KNOWN}no engagement plan"
    rows = list(register["activities"])
    if not rows:
        return f"{NOT_KNOWN}the plan's activities are not stated"
    done = [row for row in rows if row["status"] == "done"]
    acted = sum(row["did"] is not None for row in done)
    return f"{len(done)} of {counted(len(rows), 'activity', 'activities')} held; {acted} say what was done with it"


def learning(given: ViewInput) -> Iterator[ViewSection]:
    """Yield the learning points, the plan of the review, and what it asks."""
    tables = given.register("year-review")
    points = tuple((row["about"], row["learnt"], row["proposal"], row["owner"], row["source"] or "")
                   for row in tables["learning"])  # fmt: skip
    columns = ("About", "What we learnt", "Proposal", "Owner", "Source")
    yield ViewSection("Learning points", () if points else ("None is stated.",), columns if points else (), points)
    steps = tuple((row["id"], row["step"], row["who"], row["by-says"], str(row["by"]) if row["by"] else None,
                   row["status"], row["note"] or "") for row in tables["steps"])  # fmt: skip
    columns = ("No.", "Step", "Who", "By when as printed", "By when", "Status", "Note")
    yield ViewSection("How the review will be run", () if steps else ("No step is stated.",),
                      columns if steps else (), steps)  # fmt: skip
    asked = tuple((row["question"], row["answer"], row["source"] or "") for row in tables["questions"])
    columns = ("Question", "Answer", "Source")
    yield ViewSection("What the review asks", () if asked else ("Nothing.",), columns if asked else (), asked)
