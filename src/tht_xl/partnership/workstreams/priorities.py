"""The second thing that a workstream is asked: how far its priorities are, by the plans and actions that concern it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tht_xl.model.counted import counted
from tht_xl.model.definition import Workstream
from tht_xl.partnership.monitoring.groupings import IndicatorGroup
from tht_xl.partnership.plans.milestones import TrackedRow, track
from tht_xl.partnership.plans.status_rules import StatusRule, load_status_rules
from tht_xl.partnership.view import Gap, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.workstreams.answer import ILLUSTRATIVE, WorkstreamAnswer

HEADING = "Delivery of its priorities"
COLUMNS = ("No.", "What", "Owner", "Due", "Forecast", "State", "Why it is here", "From")
CLOSED = ("done", "dropped")
_READ = (("action-tracker", "actions", "action"), ("delivery-plan", "milestones", "milestone"))
"""The registers of deliveries: template, table, and the column that says what is to be done."""
_TEXTS = ("owner", "evidence", "note", "source")
"""Further columns in which somebody may name a workstream."""


class Delivery(NamedTuple):
    """A row that concerns a workstream.

    Attributes:
        item: The row, and what is true of it.
        what: What is to be done.
        why: Why it concerns the workstream.
        register: The name of its register.
        is_illustrative: Whether it is made up.
    """

    item: TrackedRow
    what: str
    why: str
    register: str
    is_illustrative: bool


def priorities(stream: Workstream, group: IndicatorGroup, given: ViewInput) -> WorkstreamAnswer:
    """Return the priorities of a workstream, and the actions and milestones that name it or its indicators."""
    rules = load_status_rules()
    found = list(_deliveries(stream, group, given, rules))
    counts = [each for each in found if not each.is_illustrative]
    stated = counted(len(stream.priorities), "priority", "priorities") if stream.priorities else "priorities not stated"
    still = sum(each.item.state not in CLOSED for each in counts)
    brief = f"{stated}; {counted(len(counts), 'action or milestone', 'actions or milestones')}, {still} open"
    if len(counts) < len(found):
        brief += f"; {len(found) - len(counts)} illustrative, not counted"
    rows = tuple(_row(each) for each in found)
    sentences = tuple(_sentences(stream, found))
    section = ViewSection(HEADING, (*sentences, f"{brief[:1].upper()}{brief[1:]}."), COLUMNS if rows else (), rows)
    return WorkstreamAnswer(brief, (section,), tuple(_gaps(stream, given, found, counts, rules)))


def names(text: str, wanted: str) -> bool:
    """Return whether a text names something, as whole words with its capitals; "&" is "and".

    Capitals count: "people living well with dementia" does not name the workstream Living Well.

    Examples:
        >>> names("To Born Well & Growing Well", "Born Well and Growing Well"), names("living well", "Living Well")
        (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(_spelled_out(wanted))}(?!\w)", _spelled_out(text)) is not None


def _spelled_out(text: str) -> str:
    return " ".join(text.replace("&", " and ").split())


def _deliveries(
    stream: Workstream, group: IndicatorGroup, given: ViewInput, rules: Sequence[StatusRule]
) -> Iterator[Delivery]:
    labels = {each.id: each.label for each in group.indicators}
    for template, table, column in _READ:
        tables = given.optional(template, of_framework=True)
        for item in track(tables[table], rules) if tables else ():
            why = _why(item, column, stream, labels)
            if tables and why:
                what = item.row[column] or "not stated"
                yield Delivery(item, what, why, tables.name, tables.is_illustrative)


def _why(item: TrackedRow, column: str, stream: Workstream, labels: dict[str, str]) -> str:
    if item.row["indicator"] in labels:
        return f"indicator {labels[item.row['indicator']]}"
    known = item.row.table.columns
    texts = [str(item.row[each]) for each in (column, *_TEXTS) if each in known and item.row[each]]
    if any(names(text, name) for text in texts for name in (stream.name, stream.id)):
        return "names the workstream"
    said = next((each for each in stream.priorities if any(names(text, each) for text in texts)), "")
    return f"priority {said}" if said else ""


def _row(found: Delivery) -> tuple[ViewCell, ...]:
    row = found.item.row
    made_up = ILLUSTRATIVE if found.is_illustrative else ""
    return (row["id"], found.what, row["owner"], row["due"], row["forecast"], found.item.state_in_words, found.why,
            f"{found.register}{made_up}")  # fmt: skip


def _sentences(stream: Workstream, found: Sequence[Delivery]) -> Iterator[str]:
    if not stream.priorities:
        yield "Its priorities: not stated in the paper, which has them in an appendix that did not come with it."
        return
    for each in stream.priorities:
        many = sum(names(one.what, each) for one in found)
        yield f"{each}: {counted(many, 'action or milestone', 'actions or milestones')} that name it."


def _gaps(
    stream: Workstream,
    given: ViewInput,
    found: Sequence[Delivery],
    counts: Sequence[Delivery],
    rules: Sequence[StatusRule],
) -> Iterator[Gap]:
    if not stream.priorities:
        yield Gap("Its priorities are not stated", f"{given.framework.id}, {stream.id}",
                  "What is in the appendix of its priorities?")  # fmt: skip
    if not found:
        yield Gap(f"No action or milestone names {stream.name} or one of its indicators", "",
                  "Which actions deliver its priorities? Give an action tracker or a delivery plan")  # fmt: skip
    for rule in rules if counts else ():
        for each in counts if rule.is_exception else ():
            if rule.id in each.item.rules:
                yield Gap(f"{each.what}: {each.item.rules[rule.id]}", each.item.row.place, rule.ask)
