"""With whom a framework is discussed, what for, and what was done with what they said."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Tables


@view("engagement-strands", title="Engagement strands", registers=("engagement-strands",), of="a strand")
def engagement_strands(given: ViewInput) -> View:
    """Return each strand with its groups and aims, and what was done with what was heard."""
    tables = given.register("engagement-strands")
    strands = [row for row in tables["strands"] if given.of in ("", row["id"])]
    answered = [row for row in tables["heard"] if row["did"]]
    return View(
        "",
        (
            f"{counted(len(tables['strands']), 'strand')}: {counted(len(tables['groups']), 'group')} of the public, "
            f"{counted(len(tables['aims']), 'aim')} with providers.",
            f"What we did with it: {counted(len(answered), 'answer')} to "
            f"{counted(len(tables['heard']), 'theme')} heard.",
        ),
        tuple(_section(row, tables) for row in strands),
        tuple(gap for row in strands for gap in _gaps(row, tables)),
    )


def _of(table: str, strand: Row, tables: Tables) -> list[Row]:
    return [row for row in tables[table] if row["strand"] == strand["id"]]


def _section(strand: Row, tables: Tables) -> ViewSection:
    said = [f"Asked: {strand['question']}" if strand["question"] else "", strand["note"] or "",
            f"Helped by {strand['helped-by']}." if strand["helped-by"] else ""]  # fmt: skip
    rows = [("Group", row["group"], row["why"] or "", row["source"]) for row in _of("groups", strand, tables)]
    rows += [("Aim", row["aim"], "", row["source"]) for row in _of("aims", strand, tables)]
    rows += [("Heard", row["theme"], f"What we did with it: {row['did'] or 'not stated'}", row["source"])
             for row in _of("heard", strand, tables)]  # fmt: skip
    columns = ("What", "Words", "More", "Source")
    return ViewSection(
        strand["strand"] or strand["id"], tuple(filter(None, said)), columns if rows else (), tuple(rows)
    )


def _gaps(strand: Row, tables: Tables) -> Iterator[Gap]:
    name, heard = strand["strand"] or strand["id"], _of("heard", strand, tables)
    if strand["when"] is None:
        yield Gap(f"{name}: no date", strand.place, "When are they asked?")
    if strand["owner"] is None:
        yield Gap(f"{name}: nobody owns it", strand.place, "Who asks them?")
    if not heard:
        yield Gap(f"{name}: what was heard, and what we did with it, is not stated", strand.place, "What did they say?")
    for row in heard:
        if row["did"] is None:
            yield Gap(
                f"{name}, {row['theme']}: nobody says what was done with it", row.place, "What did we do with it?"
            )
        elif row["told-on"] is None:
            yield Gap(f"{name}, {row['theme']}: they were not told", row.place, "When are they told?")
