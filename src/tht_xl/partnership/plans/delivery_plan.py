"""The delivery plan as a board reads it: by aim with counts, or its milestones by what they belong to."""

from collections import Counter
from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.model.join_words import join_words
from tht_xl.partnership.plans.groupings import GROUPINGS, NO_PART, choose_group, is_same
from tht_xl.partnership.plans.milestones import TrackedRow, has_rule, rows_in_words, track
from tht_xl.partnership.plans.status_rules import load_status_rules
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Table, Tables

STATES = ("done", "overdue", "late", "slipped", "due soon", "undated")
"""The states that have a column of their own in the counts; the others are one."""
COLUMNS = ("No.", "Milestone", "As printed", "Due", "Forecast", "Owner", "Status", "State")


@view(
    "delivery-plan",
    title="Delivery plan",
    registers=("delivery-plan",),
    by=tuple(GROUPINGS),
    of="one group, such as aim 1 or sub-element 2.4",
)
def delivery_plan(given: ViewInput) -> View:
    """Return a delivery plan: what it promises, and how far that is."""
    plan = given.register("delivery-plan")
    items = track(plan["milestones"], load_status_rules())
    by = given.by or "aim"
    groups = GROUPINGS[by](plan, items)
    chosen = choose_group(groups, given.of) if given.of else groups
    sections: list[ViewSection] = []
    for heading, group in chosen.items():
        is_counted = by == "aim" and heading != NO_PART
        if is_counted:
            sections.append(_counts(heading, plan, group))
        if not is_counted or given.of:
            sections.append(_milestones("Milestones" if is_counted else heading, group, _words(by, heading, plan)))
    shown = [item for group in chosen.values() for item in group] if given.of else items
    gaps = (*_missing(shown), *(() if given.of else _misfits(plan, items)))
    return View(plan.name, tuple(_sentences(plan, items)), tuple(sections), gaps)


def entries(table: Table) -> int:
    """Return how many entries of the paper the rows of a table are: the parts of one count once."""
    return sum((row["part"] or "a") == "a" for row in table)


def _sentences(plan: Tables, items: list[TrackedRow]) -> Iterator[str]:
    strategies = {row["strategy"] for row in plan["existing"]}
    yield (
        f"{counted(len(plan['aims']), 'aim')}, {counted(len(plan['sub-elements']), 'sub-element')}, "
        f"{counted(entries(plan['actions']), 'action')}, {counted(entries(plan['milestones']), 'milestone')} in "
        f"{counted(len(items), 'row')}, and {counted(len(plan['existing']), 'mention')} of "
        f"{counted(len(strategies), 'existing strategy', 'existing strategies')}."
    )
    states = Counter(item.state for item in items)
    if states:
        yield f"Rows: {join_words([f'{many} {state}' for state, many in states.most_common()])}."
    if silent := has_rule(items, "no-update"):
        many = "any of them" if len(silent) == len(items) else f"{len(silent)} of the {len(items)}"
        yield f"Nothing has been reported of {many}; a date that has passed does not say that nothing was done."


def _counts(heading: str, plan: Tables, group: list[TrackedRow]) -> ViewSection:
    parts = [row for row in plan["sub-elements"] if heading.startswith(f"{row['aim']} ")]
    columns = (
        "No.",
        "Sub-element",
        "Actions",
        "Milestone rows",
        *(s.capitalize() for s in STATES),
        "Other",
        "Strategies",
    )
    rows = [_count(part, plan, group) for part in parts]
    if len(rows) > 1:
        sums = [sum(int(str(row[at])) for row in rows) for at in range(2, len(columns))]
        rows.append(("", "All", *sums))
    return ViewSection(heading, (), columns, tuple(rows))


def _count(part: Row, plan: Tables, group: list[TrackedRow]) -> tuple[ViewCell, ...]:
    mine = [item for item in group if is_same(item["sub-element"], part["id"])]
    states = Counter(item.state for item in mine)
    known = [states[state] for state in STATES]
    actions = sum(is_same(row["sub-element"], part["id"]) for row in plan["actions"])
    strategies = sum(is_same(row["sub-element"], part["id"]) for row in plan["existing"])
    return part["id"], part["name"], actions, len(mine), *known, len(mine) - sum(known), strategies


def _words(by: str, heading: str, plan: Tables) -> tuple[str, ...]:
    """Return what a sub-element has besides its milestones: its actions, its strategies, its note."""
    if by != "sub-element" or heading == NO_PART:
        return ()
    part = next(row for row in plan["sub-elements"] if heading == f"{row['id']} {row['name']}")
    actions = [f"{row['id']} {row['action']}" for row in plan["actions"] if is_same(row["sub-element"], part["id"])]
    names = {str(row["id"]).casefold(): row["strategy"] for row in plan["strategies"]}
    named = [row["strategy"] for row in plan["existing"] if is_same(row["sub-element"], part["id"])]
    listed = ", ".join(str(names.get(str(name).casefold()) or name) for name in named)
    return (
        *(f"Action {action}." for action in actions),
        f"Existing strategies: {listed or 'none is named'}.",
        *((f"{part['note']}.",) if part["note"] else ()),
    )


def _milestones(heading: str, group: list[TrackedRow], words: tuple[str, ...]) -> ViewSection:
    rows = tuple(
        (item.row["id"], item.row["milestone"], item.row["printed"], item.row["due"], item.row["forecast"],
         item.row["owner"], item.row["status"], item.state_in_words)
        for item in group
    )  # fmt: skip
    many = counted(len(group), "milestone row")
    return ViewSection(heading[0].upper() + heading[1:], (*words, f"{many}."), COLUMNS if rows else (), rows)


def _missing(items: list[TrackedRow]) -> Iterator[Gap]:
    for rule, what, ask in (
        ("undated", "no due date", "By when is each to be done?"),
        ("no-owner", "no owner", "Which role owns each?"),
        ("no-update", "no update", "How far is each?"),
    ):
        found = has_rule(items, rule)
        if found:
            yield Gap(f"{counted(len(found), 'milestone has', 'milestones have')} {what}",
                      rows_in_words(item.row for item in found), ask)  # fmt: skip


def _misfits(plan: Tables, items: list[TrackedRow]) -> Iterator[Gap]:
    for part in plan["sub-elements"]:
        if not any(is_same(row["sub-element"], part["id"]) for row in plan["existing"]):
            yield Gap(f"{part['id']} {part['name']}: no existing strategy is named", part.place, "Does it rest on one?")
        for name in ("actions", "milestones", "strategies"):
            here = part[f"{name}-here"]
            if part[name] is not None and here is not None and part[name] != here:
                said = f"the paper prints {part[name]} {name}, here are {int(here)}"
                yield Gap(f"{part['id']} {part['name']}: {said}", part.place, "Which row is missing, or there twice?")
    known = {str(row["id"]).casefold() for row in plan["sub-elements"]}
    for item in items:
        if str(item["sub-element"] or "").casefold() not in known:
            part = item["sub-element"] or "blank"
            yield Gap(f"{item['id'] or item['milestone']}: its sub-element {part} is not in the list", item.row.place,
                      "Choose one of the list")  # fmt: skip
