"""The shadow budget of a workstream's population segment: by partner, what is unallocated, and whether it sums."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tht_xl.model.counted import counted
from tht_xl.model.definition import Workstream
from tht_xl.partnership.money.amounts import pounds, total
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.workstreams.answer import WorkstreamAnswer, missing_register, stamped
from tht_xl.templates.table import Row, Tables

BUDGET: Final = "shadow-budget"
HEADING: Final = "Shadow budget"
COLUMNS = ("Partner", "Service line", "Budget", "Spend to date", "Spent")
UNALLOCATED = "unallocated"
PENNIES = 0.5
"""What rounding may add to a sum. [pounds]"""


def budget(stream: Workstream, given: ViewInput) -> WorkstreamAnswer:
    """Return the shadow budget of a workstream, segment by segment; segments and years are not added up."""
    tables = given.optional(BUDGET, of_framework=True)
    if tables is None:
        return missing_register(HEADING, BUDGET, "Its shadow budget")
    own = [row for row in tables["segments"] if row["workstream"] == stream.id]
    names = {each.id: each.name for each in given.framework.partners}
    sections = tuple(_section(row, lines_of(row, tables), names, tables) for row in own)
    if not own:
        sections = (ViewSection(stamped(HEADING, tables), ("No segment of it is entered.",)),)
    brief = "; ".join(_in_brief(row, lines_of(row, tables)) for row in own) or "none entered"
    if tables.is_illustrative:
        brief = "not stated; what is shown is illustrative and not counted"
    return WorkstreamAnswer(brief, sections, () if tables.is_illustrative else tuple(_gaps(stream, own, tables)))


def lines_of(segment: Row, tables: Tables) -> list[Row]:
    """Return the lines of a segment."""
    return [row for row in tables["lines"] if segment["id"] and row["segment"] == segment["id"]]


def difference(segment: Row, lines: Sequence[Row]) -> float | None:
    """Return by how many pounds the stated total is above the sum of the lines; None where it cannot be known.

    A line whose budget is blank or not a number is said to be so at its cell; that the sum is off would be said twice.
    """
    if segment["total"] is None or any(row["budget"] is None for row in lines):
        return None
    found = segment["total"] - sum(row["budget"] for row in lines)
    return found if abs(found) >= PENNIES else 0.0


def _off(more: float) -> str:
    return f"{pounds(abs(more))} {'less' if more > 0 else 'more'}"


def _section(segment: Row, lines: Sequence[Row], names: Mapping[str, str], tables: Tables) -> ViewSection:
    heading = f"{HEADING}: {segment['segment'] or 'segment not stated'}, {segment['year'] or 'year not stated'}"
    rows = list(_rows(lines, names))
    stated, off = segment["total"], difference(segment, lines)
    said = f"Stated total {pounds(stated) or 'not stated'}; {counted(len(lines), 'line')}"
    said += f" that come to {pounds(total(row['budget'] for row in lines)) or 'nothing stated'}"
    said += f": {_off(off)} than the stated total." if off else "."
    return ViewSection(stamped(heading, tables), (said,), COLUMNS if rows else (), tuple(rows))


def _rows(lines: Sequence[Row], names: Mapping[str, str]) -> Iterator[tuple[ViewCell, ...]]:
    """Yield the lines of each partner with their sum, then what is unallocated, then the sum of all."""
    partners = defaultdict[str, list[Row]](list)
    for row in lines:
        if row["partner"]:
            partners[row["partner"]].append(row)
    for partner, own in partners.items():
        name = names.get(partner, partner)
        if len(own) > 1:
            yield from (_amounts(name, row["line"], [row]) for row in own)
        yield _amounts(name, "all lines" if len(own) > 1 else own[0]["line"], own)
    rest = [row for row in lines if not row["partner"]]
    if lines:
        yield _amounts(UNALLOCATED, "none" if not rest else counted(len(rest), "line"), rest)
        yield _amounts("all", "sum of lines", lines)


def _amounts(partner: str, line: str | None, rows: Sequence[Row]) -> tuple[ViewCell, ...]:
    """Return a row of amounts. A sum of which a line is blank is not stated; spend is a share of those with spend."""
    blank = any(row["budget"] is None for row in rows)
    planned = None if blank else sum(row["budget"] for row in rows)
    spent = [row for row in rows if row["spend"] is not None]
    of = sum(row["budget"] or 0 for row in spent)
    share = f"{sum(row['spend'] for row in spent) / of:.0%}" if spent and of else None
    note = f" of {counted(len(spent), 'line')} with spend" if share and len(spent) < len(rows) else ""
    return (partner, line, pounds(planned), pounds(total(row["spend"] for row in spent)), share and f"{share}{note}")


def _in_brief(segment: Row, lines: Sequence[Row]) -> str:
    rest = total(row["budget"] for row in lines if not row["partner"])
    off = difference(segment, lines)
    said = f"{segment['segment'] or segment['id']}, {segment['year'] or 'year not stated'}: "
    said += f"{pounds(segment['total']) or 'total not stated'}, {pounds(rest or 0.0)} unallocated"
    return f"{said}, does not sum" if off else said


def _gaps(stream: Workstream, own: Sequence[Row], tables: Tables) -> Iterator[Gap]:
    if not own:
        yield Gap(f"No segment of {stream.name} has a shadow budget", "Segments", "What do the partners spend on it?")
    for row in own:
        lines = lines_of(row, tables)
        name, off = row["segment"] or row.place, difference(row, lines)
        if row["total"] is None:
            yield Gap(f"{name}: no total is stated", gap_place(row, "total"), "What do the partners say it comes to?")
        if not lines:
            yield Gap(f"{name}: no line is entered", gap_place(row, "id"), "Which lines of which partner are in it?")
        elif off:
            yield Gap(f"{name}: the lines come to {_off(off)} than the stated total", gap_place(row, "total"),
                      "Which line is missing or wrong?")  # fmt: skip
        for line in lines:
            if line["budget"] is None:
                yield Gap(f"{name}, {line['line'] or UNALLOCATED}: no budget", gap_place(line, "budget"), "How much?")
            elif line["partner"] and line["spend"] is None:
                yield Gap(f"{name}, {line['line'] or line.place}: spend is not known", gap_place(line, "spend"),
                          "How much was spent, up to which day?")  # fmt: skip
