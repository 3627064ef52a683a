"""What was asked and what was said: counted by question and by theme; texts only where a role has released them."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.disclosure.personal_data.kinds import personal_data_in
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.engagement.counts import RULE, released_counts
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

NO_THEME, NO_QUESTION = "no theme yet", "a question that is not in the list"


@view("consultation", title="Consultation: what was asked, what was said", registers=("consultation",))
def consultation(given: ViewInput) -> View:
    """Return every question, the points made by question and by theme, and the texts that are released."""
    tables = given.register("consultation")
    points = list(tables["points"])
    by_audience = [
        _questions(audience, [row for row in tables["questions"] if row["audience"] == audience])
        for audience in dict.fromkeys(row["audience"] for row in tables["questions"])
    ]
    return View(
        sentences=tuple(_in_short(tables, points, is_of_papers="consultation" not in given.registers)),
        sections=(*by_audience, *(_said(tables, points) if points else ())),
        gaps=tuple(_gaps(points)),
    )


def _in_short(tables: Tables, points: Sequence[Row], *, is_of_papers: bool) -> Iterator[str]:
    rows = list(tables["questions"])
    people, staff = (sum(row["audience"] == each for row in rows) for each in ("local people", "staff"))
    yield f"{counted(len(rows), 'question')}: {people} for local people, {staff} for staff."
    if not points:
        yield "Responses: not stated in the paper." if is_of_papers else "Responses: none is entered."
        return
    yield (
        "A response is counted by the points it makes. Counts from 1 to 5 are withheld, [c], and so is what would give "
        f"them away (rule {RULE}). A text is shown only when a role has released it."
    )


def _questions(audience: str | None, rows: Sequence[Row]) -> ViewSection:
    """Return the questions for one audience, each below the one it is part of."""
    depth, listed = dict[str, int](), list[tuple[ViewCell, ...]]()
    for row in rows:
        depth[row["id"]] = depth.get(row["part-of"], -1) + 1
        listed.append((row["id"], "– " * depth[row["id"]] + (row["question"] or "not stated"), row["source"]))
    heading = f"Questions for {audience}" if audience else "Questions"
    return ViewSection(heading, (f"{counted(len(rows), 'question')}.",), ("No.", "Question", "Source"), tuple(listed))


def _said(tables: Tables, points: Sequence[Row]) -> Iterator[ViewSection]:
    questions = {row["id"]: row["question"] or row["id"] for row in tables["questions"] if row["id"]}
    themes = {row["id"]: row for row in tables["themes"] if row["id"]}
    names = {each: row["theme"] or each for each, row in themes.items()}
    yield _counts("Points by question", "Question", points, "question", questions, NO_QUESTION)
    yield _counts("Points by theme", "Theme", points, "theme", names, NO_THEME)
    did = tuple((names[each], row["response"]) for each, row in themes.items())
    yield ViewSection("What we did with it", (), ("Theme", "What we did"), did)
    # In the order of questions and themes: that of the rows could show which points are of one response.
    texts = sorted((questions.get(row["question"], NO_QUESTION), names.get(row["theme"], NO_THEME), row["text"],
                    row["released-by"]) for row in points if _may_be_shown(row))  # fmt: skip
    yield ViewSection("In their words", (), ("Question", "Theme", "What was said", "Released by"), tuple(texts))


def _counts(
    heading: str, column: str, points: Sequence[Row], by: str, names: Mapping[str, str], other: str
) -> ViewSection:
    kinds = [names.get(row[by], other) for row in points]
    categories = [*dict.fromkeys(names.values()), *([other] if other in kinds else [])]
    cells, total = released_counts(kinds, categories)
    rows = (*zip(categories, cells, strict=True), ("All points", total))
    return ViewSection(heading, (), (column, "Points"), rows)


def _may_be_shown(row: Row) -> bool:
    """Return whether a text is released and does not look as if somebody could be recognised by it."""
    return bool(row["text"]) and row.is_released("text") and not personal_data_in(row["text"])


def _gaps(points: Sequence[Row]) -> Iterator[Gap]:
    if not points:
        yield Gap("No response is entered", "Responses", "What did people say?")
        return
    waiting = sum(bool(row["text"]) and not row.is_released("text") for row in points)
    if waiting:
        said = counted(waiting, "text that waits for release is", "texts that wait for release are")
        yield Gap(f"{said} not shown", "Responses", "Who reads them, and enters a role under Released by?")
    for row in points:
        if row.is_released("text") and (kinds := personal_data_in(row["text"] or "")):
            place = gap_place(row, "text")
            yield Gap(f"A released text holds {' and '.join(kinds)}, so it is not shown", place, "Take it out")


@partnership_check("somebody-may-be-recognised", template="consultation")
def somebody_may_be_recognised(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each text with personal data: an error once it is released, a second look before. It is never repeated."""
    for row in tables["points"]:
        kinds = personal_data_in(row["text"] or "")
        if kinds:
            given = f"the text holds {' and '.join(kinds)}"
            yield wrong("somebody-may-be-recognised", row, "text", given, expected="nobody to be recognised",
                        fix="Take it out", is_error=row.is_released("text"))  # fmt: skip
