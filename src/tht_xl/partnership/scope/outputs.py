"""What is to be produced for a framework, by when, and which deadlines cannot be meant."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.table_section import table_section
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

_STAGES = {"id": "No.", "stage": "Stage", "from": "From", "until": "Until", "source": "Source"}
_STRANDS = {"id": "No.", "strand": "Strand", "holds": "What it holds", "source": "Source"}
_TIES = {"document": "Document", "kept": "Where it is kept", "owner": "Owner", "source": "Source"}
_OPEN = ("no update", "no change", "not started", "on track", "late", None)


@view("outputs", title="Outputs of a framework", registers=("outputs",))
def outputs(given: ViewInput) -> View:
    """Return each output with its deadline as printed, what it holds, and how far it is."""
    tables = given.register("outputs")
    papers = _papers(tables)
    early = [row for table in ("outputs", "parts") for row in tables[table] if _is_before(row, papers)]
    silent = [row for row in tables["outputs"] if row["status"] == "no update"]
    return View(
        "",
        (
            f"{counted(len(tables['outputs']), 'output')}; {counted(len(silent), 'has', 'have')} no update.",
            f"{counted(len(early), 'deadline lies', 'deadlines lie')} before the paper itself.",
        ),
        (
            _section(tables),
            _parts(tables),
            table_section("Stages of the strategy", tables["stages"], _STAGES),
            table_section("Strands common to all stages", tables["strands"], _STRANDS),
            table_section("What the outputs must tie in with", tables["ties"], _TIES),
        ),
        tuple(_gaps(tables, given)),
    )


def _papers(tables: Tables) -> dict[str, Period]:
    """Return when the paper of each output came out, where that is stated."""
    return {row["id"]: row["paper-of"] for row in tables["outputs"] if row["id"] and row["paper-of"]}


def _is_before(row: Row, papers: dict[str, Period]) -> bool:
    """Return whether the deadline of an output, or of a part of one, had passed when its paper came out."""
    paper = papers.get(row["output"] if row.table.definition.id == "parts" else row["id"])
    return paper is not None and row["deadline"] is not None and row["deadline"].end < paper.start


def _section(tables: Tables) -> ViewSection:
    rows = tuple(
        (row["id"], row["output"], row["deadline-says"], str(row["deadline"]) if row["deadline"] else None,
         row["owner"], row["status"], row["note"] or "", row["source"])
        for row in tables["outputs"]
    )  # fmt: skip
    columns = ("No.", "Output", "Deadline as printed", "Deadline", "Owner", "Status", "Note", "Source")
    return ViewSection("Outputs", (), columns, rows)


def _parts(tables: Tables) -> ViewSection:
    names = {row["id"]: row["output"] for row in tables["outputs"]}
    rows = tuple(
        (row["output"], names.get(row["output"]), row["part"], str(row["deadline"]) if row["deadline"] else "")
        for row in tables["parts"]
    )
    return ViewSection("What each holds", (), ("No.", "Output", "Part", "Own deadline"), rows)


def _gaps(tables: Tables, given: ViewInput) -> Iterator[Gap]:
    papers = _papers(tables)
    for row in tables["ties"]:
        if row["document"] and row["kept"] is None:
            yield Gap(f"{row['document']}: where it is kept is not stated", row.place, "Which file or register is it?")
    for row in tables["parts"]:
        if _is_before(row, papers):
            said = f"{row['output']}, {row['part']}: {row['deadline']} is before the paper of {papers[row['output']]}"
            yield Gap(said, row.place, "Which date is meant?")
    for row in tables["outputs"]:
        name = f"{row['id']}, {row['output']}"
        if _is_before(row, papers):
            yield Gap(
                f"{name}: {row['deadline']} is before the paper of {row['paper-of']}", row.place, "Which date is meant?"
            )
        elif row["deadline"] is None:
            yield Gap(f"{name}: no deadline", row.place, "By when?")
        elif row["status"] in _OPEN and row["deadline"].end < given.as_of:
            yield Gap(f"{name}: due {row['deadline']}, {row['status'] or 'no status'}", row.place, "Was it produced?")
        if row["owner"] is None:
            yield Gap(f"{name}: nobody owns it", row.place, "Who produces it?")
        if row["id"] not in {part["output"] for part in tables["parts"]}:
            yield Gap(f"{name}: what it holds is not stated", row.place, "What does it hold?")


@partnership_check("deadline-before-paper", template="outputs")
def deadlines_before_paper(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each deadline that had passed when the paper that sets it came out."""
    papers = _papers(tables)
    for row in (row for table in ("outputs", "parts") for row in tables[table] if _is_before(row, papers)):
        paper = papers[row["output"] if row.table.definition.id == "parts" else row["id"]]
        given = f"{row['deadline']} is before the paper of {paper}"
        yield wrong("deadline-before-paper", row, "deadline", given, expected="a later deadline",
                        fix="Ask which date is meant", is_error=False)  # fmt: skip
