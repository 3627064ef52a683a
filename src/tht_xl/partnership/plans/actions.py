"""The action tracker as a meeting reads it: by owner, indicator or status, and what needs a word."""

from collections.abc import Iterator

from tht_xl.model.counted import counted
from tht_xl.model.join_words import join_words
from tht_xl.partnership.plans.groupings import choose_group, group_by_column
from tht_xl.partnership.plans.milestones import TrackedRow, has_rule, rows_in_words, track
from tht_xl.partnership.plans.status_rules import StatusRule, load_status_rules
from tht_xl.partnership.view import Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

COLUMNS = ("No.", "Action", "Owner", "Indicator", "Due", "Forecast", "Status", "State", "Source")


@view(
    "actions",
    title="Actions",
    registers=("action-tracker",),
    by=("owner", "indicator", "status", "exception"),
    of="one group, such as an owner or an indicator",
)
def actions(given: ViewInput) -> View:
    """Return the actions of a tracker."""
    tracker = given.register("action-tracker")
    rules = load_status_rules()
    items, by = track(tracker["actions"], rules), given.by or "owner"
    names = {indicator.id: indicator.name for indicator in given.framework.indicators}
    groups: dict[str, list[TrackedRow]] = {}
    if by == "exception":
        groups = {r.name: has_rule(items, r.id) for r in rules if r.is_exception and has_rule(items, r.id)}
    else:
        groups = group_by_column(items, by, f"{by.capitalize()}: not stated")
    chosen = choose_group(groups, given.of) if given.of else groups
    sections = tuple(_section(h, names.get(h, "") if by == "indicator" else "", g) for h, g in chosen.items())
    return View(tracker.name, tuple(_sentences(items, rules)), sections, tuple(_gaps(items, rules)))


def _sentences(items: list[TrackedRow], rules: tuple[StatusRule, ...]) -> Iterator[str]:
    open_ones = [item for item in items if item.state not in ("done", "dropped")]
    yield f"{counted(len(items), 'action')}, {len(open_ones)} of them open."
    found = [f"{len(has_rule(items, r.id))} {r.name}" for r in rules if r.is_exception and has_rule(items, r.id)]
    if found:
        yield f"Needs a word: {join_words(found)}."


def _section(heading: str, name: str, group: list[TrackedRow]) -> ViewSection:
    rows = tuple(
        (i.row["id"], i.row["action"], i.row["owner"], i.row["indicator"], i.row["due"], i.row["forecast"],
         i.row["status"], i.state_in_words, i.row["source"])
        for i in group
    )  # fmt: skip
    said = f"{name}: {counted(len(group), 'action')}." if name else f"{counted(len(group), 'action')}."
    return ViewSection(f"{heading[0].upper()}{heading[1:]}" if not name else heading, (said,), COLUMNS, rows)


def _gaps(items: list[TrackedRow], rules: tuple[StatusRule, ...]) -> Iterator[Gap]:
    for rule in rules:
        found = has_rule(items, rule.id) if rule.is_exception else []
        if found:
            yield Gap(f"{rule.name}: {len(found)}", rows_in_words(item.row for item in found), rule.ask)
