"""Who reports to whom, how often they meet, who votes."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

STEP = "– "
"""Written before the name of a body, once for each body above it."""


@view("bodies", title="Bodies: who reports to whom", registers=("bodies",))
def bodies(given: ViewInput) -> View:
    """Return every body below the one that it reports to, with its members and venues."""
    tables = given.register("bodies")
    rows = [row for row in tables["bodies"] if row["id"]]
    names = {row["id"]: row["body"] or row["id"] for row in rows}
    voting = {row["body"] for row in tables["members"] if row["votes"] == "voting"}
    named = {"id": names, "body": names}
    listed = list(_from_the_top(rows))
    return View(
        sentences=(_in_short(rows, names),),
        sections=(
            _reports(listed, names),
            table_section("What each is for", [row for _, row in listed], _PURPOSE, names=named),
            table_section("Members", tables["members"], _MEMBERS, names=named),
            table_section("Where they met", tables["venues"], _VENUES, names=named),
        ),
        gaps=tuple(_gaps(rows, names, voting)),
    )


_PURPOSE = {"id": "Body", "purpose": "What it is for"}
_MEMBERS = {"body": "Body", "member": "Member", "partner": "Partner", "votes": "Votes", "source": "Source"}
_VENUES = {"body": "Body", "venue": "Venue", "day": "Day", "heard": "Who came and spoke", "source": "Source"}


def _reports(listed: Sequence[tuple[int, Row]], names: Mapping[str, str]) -> ViewSection:
    rows = tuple(
        (
            STEP * depth + names[row["id"]],
            row["kind"],
            names.get(row["reports-to"], row["reports-to"]),
            row["how"],
            row["meets"],
            row["chair"],
            row["source"],
        )
        for depth, row in listed
    )
    return ViewSection(
        "Who reports to whom", (), ("Body", "Kind", "Reports to", "How", "Meets", "Chair", "Source"), rows
    )


def _in_short(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    reporting = sum(row["reports-to"] in names for row in rows)
    return f"{counted(len(rows), 'body', 'bodies')}; {counted(reporting, 'reports', 'report')} to another of them."


def _from_the_top(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Yield each body below the one that it reports to, and how many are above it; those in a circle last."""
    by_id = {row["id"]: row for row in rows}
    tops = [row for row in rows if row["reports-to"] not in by_id]
    seen = set[str]()
    left = [(0, row) for row in reversed([*tops, *rows])]
    while left:
        depth, row = left.pop()
        if row["id"] not in seen:
            seen.add(row["id"])
            yield depth, row
            left += [(depth + 1, each) for each in reversed(rows) if each["reports-to"] == row["id"]]


def _gaps(rows: Sequence[Row], names: Mapping[str, str], voting: set[str]) -> Iterator[Gap]:
    silent = [row for row in rows if not row["meets"]]
    if silent:
        yield Gap(
            f"How often they meet is not stated: {', '.join(names[row['id']] for row in silent)}",
            ask="How often does each meet?",
        )
    for row in rows:
        place = gap_place(row, "reports-to")
        if row["kind"] == "board" and row["id"] not in voting:
            yield Gap(f"{names[row['id']]}: who votes is not stated", row.place, "Which of its members vote?")
        if row["reports-to"] and row["reports-to"] not in names:
            yield Gap(
                f"{names[row['id']]} reports to {row['reports-to']}, which is not a body", place, "Name one of No."
            )
        elif not row["reports-to"]:
            yield Gap(f"{names[row['id']]}: to whom it reports is not stated", place, "To whom does it report?")


@partnership_check("reports-in-a-circle", template="bodies")
def reports_in_a_circle(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each body whose reports come back to itself by way of others."""
    above = {row["id"]: row["reports-to"] for row in tables["bodies"] if row["id"]}
    for row in tables["bodies"]:
        way = [row["id"], row["reports-to"]]
        while way[-1] in above and way[-1] not in way[:-1]:
            way.append(above[way[-1]])
        # Its own rule says that a body reports to itself.
        if row["id"] and way[-1] == row["id"] and len(way) > 2:
            circle = " to ".join(way)
            yield wrong("reports-in-a-circle", row, "reports-to", f"reports go in a circle: {circle}",
                        expected="a body at the top", fix="Correct Reports to of one of them")  # fmt: skip
