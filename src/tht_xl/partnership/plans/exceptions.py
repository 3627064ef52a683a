"""What in a delivery plan needs a word: each exception with its milestones, the longest first."""

import re
from collections.abc import Iterator, Sequence

from tht_xl.errors import UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.model.join_words import join_words
from tht_xl.partnership.plans.groupings import group_by_column
from tht_xl.partnership.plans.milestones import TrackedRow, has_rule, rows_in_words, track
from tht_xl.partnership.plans.status_rules import StatusRule, load_status_rules
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

_DAYS = re.compile(r"(?:due in )?(\d{1,4})(?: days)?", re.IGNORECASE)


@view(
    "plan-exceptions",
    title="Delivery plan: what needs a word",
    registers=("delivery-plan",),
    by=("exception", "owner", "sub-element"),
    of='one exception, such as overdue; or days, such as 90, in which "due soon" falls',
)
def plan_exceptions(given: ViewInput) -> View:
    """Return the milestones that need a word, by exception, or by who or what they belong to."""
    plan = given.register("delivery-plan")
    days = _DAYS.fullmatch(given.of.strip())
    rules = load_status_rules(within=int(days[1]) if days else None)
    exceptions = _chosen(rules, "due soon" if days else given.of)
    items = track(plan["milestones"], rules)
    found = has_rule(items, *(rule.id for rule in exceptions))
    if given.by in ("", "exception"):
        sections = [_of_rule(rule, items) for rule in exceptions]
    else:
        sections = list(_of_column(given.by, found, exceptions))
    listed = [f"{len(has_rule(items, rule.id))} {rule.name}" for rule in exceptions if has_rule(items, rule.id)]
    said = f": {join_words(listed)}" if listed else ""
    sentences = [f"{len(found)} of {counted(len(items), 'milestone row')} need a word{said}."]
    if len(listed) > 1:
        sentences.append("A milestone is counted under each exception that it is.")
    return View(f"{plan.name}: what needs a word", tuple(sentences), tuple(sections), tuple(_gaps(items, exceptions)))


def _chosen(rules: Sequence[StatusRule], wanted: str) -> list[StatusRule]:
    exceptions = [rule for rule in rules if rule.is_exception]
    if not wanted:
        return exceptions
    found = [rule for rule in exceptions if wanted.casefold() in (rule.id, rule.name)]
    if not found:
        raise UnknownNameError("exception", wanted, [rule.name for rule in exceptions])
    return found


def _of_rule(rule: StatusRule, items: list[TrackedRow]) -> ViewSection:
    found = has_rule(items, rule.id)
    heading = f"{rule.name.capitalize()}: {len(found)}"
    if not found:
        return ViewSection(heading, (rule.meaning_in_words,))
    if len(found) == len(items) > 1:
        return ViewSection(heading, (rule.meaning_in_words, "That is every milestone."))
    # The longest first; of those due soon the next one.
    sign = 1 if rule.within is not None else -1
    found.sort(key=lambda item: sign * (item.rules[rule.id].days or 0))
    has_days = any(item.rules[rule.id].days is not None for item in found)
    columns = ("No.", "Milestone", "Owner", "Due", "Forecast", *(("Days",) if has_days else ()), "Status")
    rows = tuple(_row(item, (item.rules[rule.id].days,) if has_days else ()) for item in found)
    return ViewSection(heading, (rule.meaning_in_words,), columns, rows)


def _row(item: TrackedRow, days: tuple[ViewCell, ...]) -> tuple[ViewCell, ...]:
    row = item.row
    return row["id"], row["milestone"], row["owner"], row["due"], row["forecast"], *days, row["status"]


def _of_column(column: str, found: list[TrackedRow], exceptions: list[StatusRule]) -> Iterator[ViewSection]:
    asked = {rule.id for rule in exceptions}
    for heading, group in group_by_column(found, column, f"No {column} is stated").items():
        rows = tuple(
            (item.row["id"], item.row["milestone"], item.row["due"], item.row["forecast"], item.row["status"],
             "; ".join(str(each) for each in item.statuses if each.rule.id in asked))
            for item in group
        )  # fmt: skip
        columns = ("No.", "Milestone", "Due", "Forecast", "Status", "Needs a word")
        yield ViewSection(f"{heading}: {len(group)}", (), columns, rows)


def _gaps(items: list[TrackedRow], exceptions: list[StatusRule]) -> Iterator[Gap]:
    for rule in exceptions:
        found = has_rule(items, rule.id)
        if found:
            yield Gap(f"{rule.name}: {len(found)}", rows_in_words(item.row for item in found), rule.ask)
