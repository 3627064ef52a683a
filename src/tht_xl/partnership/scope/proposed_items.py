"""What is proposed for a framework, and whether it belongs there: business as usual stays out."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Table

RULE = (
    "In scope: one of a small number of interventions that make the biggest difference to a priority, managed by the "
    "Board or by partners together, with a SMART target.",
    "Business as usual, which the Board does not control or manage, stays in the partner's own plan.",
)


@view("scope", title="Items proposed for the framework", registers=("proposed-items",))
def scope(given: ViewInput) -> View:
    """Return the scope rule, and each proposed item with what the rule says of it and why."""
    if "proposed-items" not in given.registers:
        ask = "tht-xl template new proposed-items --out FILE.xlsx; proposed-items-illustrative shows how it works"
        gap = Gap("No register of proposed items was given", "", ask)
        return View(sentences=("No item is proposed: the papers name none.", *RULE), gaps=(gap,))
    table = given.register("proposed-items")["items"]
    inside, outside = _with(table, "inside"), _with(table, "outside")
    return View(
        "",
        (
            f"{counted(len(table), 'item')} proposed: {len(inside)} inside, {len(outside)} outside, "
            f"{len(table) - len(inside) - len(outside)} open.",
            *RULE,
        ),
        (
            ViewSection(
                "Proposed items",
                (),
                ("No.", "Item", "Priority", "Scope", "Managed by", "Target"),
                tuple(
                    (row["id"], row["item"], row["priority"], row["scope"], row["managed-by"], row["target"])
                    for row in table
                ),
            ),
        ),
        tuple(_gaps(table)),
    )


def _with(table: Table, word: str) -> list[Row]:
    return [row for row in table if (row["scope"] or "").startswith(word)]


def _gaps(table: Table) -> Iterator[Gap]:
    for row in table:
        said = row["scope"] or ""
        if said.startswith("outside"):
            reason = said.removeprefix("outside: ")
            yield Gap(
                f"{row['id']}, {row['item']}: rejected, {reason}", row.place, "Leave it in the partner's own plan"
            )
        elif said.startswith("open"):
            yield Gap(
                f"{row['id']}, {row['item']}: {said.removeprefix('open: ')}",
                row.place,
                "Say what, by how much, by when",
            )
