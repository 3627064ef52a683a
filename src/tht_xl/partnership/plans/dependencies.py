"""What waits for what in a delivery plan, and which of it waits for something that is late."""

from collections.abc import Iterator
from datetime import date

from tht_xl.errors import UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.partnership.plans.circles import circle_in_words, find_circles, graph_of, waiting
from tht_xl.partnership.plans.milestones import TrackedRow, track
from tht_xl.partnership.plans.status_rules import load_status_rules
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Tables

HOLDS_UP = frozenset({"overdue", "late", "slipped", "dropped", "forecast missed"})
"""States of a milestone for which another cannot safely wait."""
COLUMNS = ("Milestone", "Due", "Waits for", "Its state", "Due or forecast", "Why")


@view(
    "plan-dependencies", title="What waits for what", registers=("delivery-plan",), of="one milestone, such as 5.2-M2"
)
def plan_dependencies(given: ViewInput) -> View:
    """Return what waits for what, the hindered first."""
    plan = given.register("delivery-plan")
    # Of two milestones with one id the first is meant, and the check says that there are two.
    listed = reversed(track(plan["milestones"], load_status_rules()))
    items = {str(each["id"]).casefold(): each for each in listed if each["id"]}
    if given.of and given.of.casefold() not in items:
        raise UnknownNameError("milestone", given.of, [str(each["id"]) for each in items.values()])
    ends = [(items[who], items[what], row["why"]) for row, who, what in waiting(plan)]
    ends = [each for each in ends if not given.of or _is_about(given.of, each[0], each[1])]
    held_up = [each for each in ends if _holds_up(each[0], each[1])]
    sections = [
        ViewSection(f"Waits for what is late: {len(held_up)}", () if held_up else ("No milestone does.",),
                    COLUMNS if held_up else (), tuple(_row(*each) for each in held_up)),
        _rest([each for each in ends if not _holds_up(each[0], each[1])]),
        _outside(plan, items, given.of),
    ]  # fmt: skip
    many = sum(1 for row in plan["dependencies"] if row["outside"])
    sentence = (
        f"{counted(len(waiting(plan)), 'milestone waits', 'milestones wait')} for another of the plan, and "
        f"{many} for something outside it; {len(held_up)} for what is late."
    )
    return View(
        f"{plan.name}: what waits for what",
        (sentence,),
        tuple(each for each in sections if each),
        tuple(_gaps(plan, items)),
    )


def _is_about(wanted: str, *items: TrackedRow) -> bool:
    return any(str(item["id"]).casefold() == wanted.casefold() for item in items)


def _holds_up(who: TrackedRow, what: TrackedRow) -> bool:
    if who.state in ("done", "dropped") or what.state == "done":
        return False
    names = {each.rule.name for each in what.statuses}
    return not names.isdisjoint(HOLDS_UP) or _days_too_late(who, what) > 0


def _expected(item: TrackedRow) -> date | None:
    return item.row["forecast"] or item.row["due"]


def _days_too_late(who: TrackedRow, what: TrackedRow) -> int:
    """Return by how many days the one comes after the other is due; 0 where that is not known."""
    due, expected = who.row["due"], _expected(what)
    return (expected - due).days if due and expected else 0


def _row(who: TrackedRow, what: TrackedRow, why: ViewCell) -> tuple[ViewCell, ...]:
    late = _days_too_late(who, what)
    state = what.state_in_words + (f"; {counted(late, 'day')} too late for it" if late > 0 else "")
    named = f"{what['id']} {what['milestone']}"
    return f"{who['id']} {who['milestone']}", who.row["due"], named, state, _expected(what), why


def _rest(ends: list[tuple[TrackedRow, TrackedRow, ViewCell]]) -> ViewSection | None:
    if not ends:
        return None
    return ViewSection(f"Waits for what is not late: {len(ends)}", (), COLUMNS, tuple(_row(*each) for each in ends))


def _outside(plan: Tables, items: dict[str, TrackedRow], wanted: str) -> ViewSection | None:
    rows: list[tuple[ViewCell, ...]] = []
    for row in plan["dependencies"]:
        item = items.get(str(row["milestone"] or "").casefold())
        if row["outside"] and item and (not wanted or _is_about(wanted, item)):
            rows.append((f"{item['id']} {item['milestone']}", item.row["due"], row["outside"], row["why"]))
    if not rows:
        return None
    return ViewSection(f"Waits for something outside the plan: {len(rows)}", (),
                       ("Milestone", "Due", "Waits for", "Why"), tuple(rows))  # fmt: skip


def _gaps(plan: Tables, items: dict[str, TrackedRow]) -> Iterator[Gap]:
    rows = {(who, what): row for row, who, what in waiting(plan)}
    for circle in find_circles(graph_of(plan)):
        row = rows[circle[0], circle[1 % len(circle)]]
        yield Gap(f"A circle: {circle_in_words(circle, plan)}", row.place, "Which of them can begin first?")
    for row in plan["dependencies"]:
        for column in ("milestone", "waits-for"):
            named = row[column]
            if named and str(named).casefold() not in items:
                yield Gap(
                    f"{named} is not a milestone of the plan", gap_place(row, column), "Which milestone is meant?"
                )
        if not row["waits-for"] and not row["outside"]:
            yield Gap(f"{row['milestone']} waits for nothing that is named", row.place, "What does it wait for?")
