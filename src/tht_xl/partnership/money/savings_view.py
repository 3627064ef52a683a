"""Savings by owner and kind, planned against delivered and confirmed, with each pound counted once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tht_xl.model.counted import counted
from tht_xl.model.periods.label import financial_year_label
from tht_xl.partnership.money.amounts import Amounts, amounts_of, pounds, sum_of, total
from tht_xl.partnership.money.double_counting import counted_twice, months_twice, shares_above_whole
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Tables

_BY = {"owner": "owner", "kind": "kind", "recurrence": "recurs", "outcome": "indicator"}
"""The column of each grouping."""
_AMOUNTS = ("In-year effect", "Full-year effect", "Forecast", "Planned so far", "Delivered so far", "Confirmed")
_SCHEMES = {
    "id": "No.",
    "scheme": "Scheme",
    "owner": "Owner",
    "kind": "Kind",
    "recurs": "Recurs",
    "lead": "Lead",
    "confirmed-by": "Confirmed by",
    "evidence": "Evidence",
    "indicator": "Outcome",
}
_MONTHS = ("Month", "Planned", "Forecast", "Delivered")
_NOT_COUNTED = ("not counted",) * len(_AMOUNTS)


@view("savings", title="Savings", registers=("savings", "facts"), by=tuple(_BY))
def savings(given: ViewInput) -> View:
    """Return the savings of each financial year by owner and kind, each scheme and month, and what is counted twice."""
    tables, by = given.register("savings"), given.by or "owner"
    left_out = _left_out(tables)
    rows = [row for row in tables["schemes"] if row["scheme"]]
    counting = [row for row in rows if row.number not in left_out]
    amounts = amounts_of(tables)
    groups = tuple(dict.fromkeys((by.capitalize(), "Kind")))
    schemes = tuple(_scheme(row, None if row.number in left_out else amounts[row.number]) for row in rows)
    months = tuple(_months(tables, counting))
    sections = [
        ViewSection(
            "By owner and kind" if by == "owner" else f"By {by}",
            ("Savings of different kinds and years are not added up.",),
            ("Year", *groups, "Schemes", *_AMOUNTS),
            tuple(_sums(counting, amounts, by)),
        ),
        ViewSection("What each saves", (), ("No.", "Scheme", *_AMOUNTS), schemes),
        table_section("Schemes", rows, _SCHEMES),
    ]
    if months:
        sections.append(ViewSection("Month by month", (), _MONTHS, months))
    return View(
        sentences=tuple(_in_short(given, rows, [amounts[row.number] for row in counting])),
        sections=tuple(sections),
        gaps=(*left_out.values(), *_gaps(counting, amounts)),
    )


def _in_short(given: ViewInput, rows: Sequence[Row], amounts: Sequence[Amounts]) -> Iterator[str]:
    stated = sum(each.in_year is not None for each in amounts)
    yield f"{counted(len(rows), 'saving')}, {stated} with an amount that is counted."
    facts = given.optional("facts")
    for row in facts["resources"] if facts else ():
        if row["kind"] == "funding gap" and row["amount"] is not None:
            yield (
                f"{row['resource']}: {pounds(row['amount'])} ({row['source']}). It is a figure by itself: no saving is "
                "subtracted from it."
            )


def _sums(rows: Sequence[Row], amounts: Mapping[int, Amounts], by: str) -> Iterator[tuple[ViewCell, ...]]:
    """Yield a row for each year, group and kind: a recurrent saving is in each year, so years are never added up."""
    groups = defaultdict[tuple[ViewCell, ...], list[Amounts]](list)
    for row in rows:
        year = financial_year_label(row["first"].year - (row["first"].month < 4)) if row["first"] else None
        kinds = (row["kind"],) if by == "kind" else (row[_BY[by]], row["kind"])
        groups[(year, *kinds)].append(amounts[row.number])
    for group, found in sorted(groups.items(), key=lambda each: [(cell is None, str(cell)) for cell in each[0]]):
        yield (*group, len(found), *map(pounds, sum_of(found)))


def _scheme(row: Row, amounts: Amounts | None) -> tuple[ViewCell, ...]:
    return (row["id"], row["scheme"], *(_NOT_COUNTED if amounts is None else map(pounds, amounts)))


def _months(tables: Tables, counting: Sequence[Row]) -> Iterator[tuple[ViewCell, ...]]:
    again, schemes = {each.row.number for each in months_twice(tables)}, {row["id"] for row in counting}
    months = defaultdict[object, list[Row]](list)
    for row in tables["months"]:
        if row["month"] and row.number not in again and row["scheme"] in schemes:
            months[row["month"]].append(row)
    for month in sorted({rows[0]["month"] for rows in months.values()}, key=lambda each: (each.start, each.end)):
        sums = (total(row[column] for row in months[month]) for column in ("planned", "forecast", "delivered"))
        yield (str(month), *map(pounds, sums))


def _left_out(tables: Tables) -> dict[int, Gap]:
    """Return the rows that enter no sum, each with the reason; the row that counts a saving first stays in."""
    found = dict[int, Gap]()
    for name, more in shares_above_whole(tables).items():
        # Which share is too high nobody can say, so none is counted.
        for row in tables["schemes"]:
            if row["joint"] == name:
                said = f"{row['scheme']}, {row['owner']}: the shares of {name} are {pounds(more)} more than the whole"
                found[row.number] = Gap(f"{said}; not counted", gap_place(row, "in-year"), "Which share is right?")
    for each in counted_twice(tables):
        said = f"{each.row['scheme']}: row {each.earlier.number} has the same {each.what}; not counted again"
        found[each.row.number] = Gap(said, gap_place(each.row, each.column), "Which of the two is right?")
    return found


def _gaps(counting: Sequence[Row], amounts: Mapping[int, Amounts]) -> Iterator[Gap]:
    for row in counting:
        found = amounts[row.number]
        if found.in_year is None:
            yield Gap(f"{row['scheme']}: no amount is stated", row.place, "How much, for whom, from when?")
        elif found.unconfirmed:
            said = f"{row['scheme']}: {pounds(found.unconfirmed)} delivered and not confirmed by finance"
            yield Gap(said, gap_place(row, "confirmed"), "What shows it?")
    silent = [row["id"] or row.place for row in counting if not row["indicator"]]
    if silent:
        yield Gap(f"No outcome is named: {', '.join(silent)}", "Schemes", "Which outcome must each not harm?")
