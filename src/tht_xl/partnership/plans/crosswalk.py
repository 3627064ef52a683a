"""A crosswalk walked both ways: what of ours answers what of theirs, and what has no answer."""

from collections.abc import Iterator, Mapping

from tht_xl.model.counted import counted
from tht_xl.partnership.plans.groupings import is_same
from tht_xl.partnership.plans.milestones import rows_in_words
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Tables

OTHER = {"ours": "theirs", "theirs": "ours"}
HEADINGS = {"ours": "From ours to theirs", "theirs": "From theirs to ours"}


@view(
    "crosswalk",
    title="Crosswalk",
    registers=("crosswalk",),
    by=("both ways", "ours", "theirs"),
    of="one of ours or theirs, by its number",
)
def crosswalk(given: ViewInput) -> View:
    """Return a crosswalk, walked from each side."""
    tables = given.register("crosswalk")
    sides = tuple(OTHER) if given.by in ("", "both ways") else (given.by,)
    sections = [_walk(side, tables, given.of) for side in sides]
    linked = {side: sum(1 for row in tables[side] if _links(row, side, tables)) for side in OTHER}
    sentences = tuple(
        f"{side.capitalize()} linked to {OTHER[side]}: {linked[side]} of {len(tables[side])}." for side in OTHER
    )
    blank = [row for row in tables["theirs"] if not row["name"]]
    if blank:
        sentences += (f"The words of {counted(len(blank), 'item')} of theirs are not stated.",)
    return View(tables.name, sentences, tuple(sections), tuple(_gaps(tables)))


def _links(row: Row, side: str, tables: Tables) -> list[Row]:
    return [link for link in tables["links"] if link[side] and is_same(link[side], row["id"])]


def _walk(side: str, tables: Tables, wanted: str) -> ViewSection:
    names: Mapping[str, ViewCell] = {str(row["id"]).casefold(): row["name"] for row in tables[OTHER[side]]}
    rows: list[tuple[ViewCell, ...]] = []
    for row in tables[side]:
        links = [link for link in _links(row, side, tables)
                 if not wanted or is_same(wanted, row["id"]) or is_same(wanted, link[OTHER[side]])]  # fmt: skip
        for link in links:
            other = link[OTHER[side]]
            rows.append((row["id"], row["name"], other, names.get(str(other or "").casefold()), link["why"],
                         link["agreed-by"]))  # fmt: skip
        if not links and (not wanted or is_same(wanted, row["id"])):
            rows.append((row["id"], row["name"], "nothing", "", "", ""))
    theirs = OTHER[side].capitalize()
    columns = (side.capitalize(), "Name", theirs, f"Name of {OTHER[side]}", "Why", "Agreed by")
    return ViewSection(HEADINGS[side], (), columns if rows else (), tuple(rows))


def _gaps(tables: Tables) -> Iterator[Gap]:
    for row in tables["theirs"]:
        if not row["name"]:
            yield Gap(
                f"{row['id']}: its words are not stated",
                gap_place(row, "name"),
                f"What is {row['id']}, in its owner's words?",
            )
    for side, question in (("ours", "Which of theirs does each answer, or none?"),
                           ("theirs", "What of ours answers each, or nothing?")):  # fmt: skip
        without = [row for row in tables[side] if not _links(row, side, tables)]
        if without:
            yield Gap(f"{counted(len(without), 'item')} of {side} without a link", rows_in_words(without), question)
    for link in tables["links"]:
        for side in OTHER:
            if link[side] and not any(is_same(link[side], row["id"]) for row in tables[side]):
                yield Gap(f"{link[side]} is not among {side}", gap_place(link, side), "Which is meant?")
    proposals = [link for link in tables["links"] if not link["agreed-by"]]
    if proposals:
        yield Gap(f"{counted(len(proposals), 'link is a proposal', 'links are proposals')}", rows_in_words(proposals),
                  "Who agrees them?")  # fmt: skip
