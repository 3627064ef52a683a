"""The milestones of a delivery plan with what is true of each, and what several of them are called in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tht_xl.model.join_words import join_words
from tht_xl.partnership.plans.status_rules import Status, StatusRule, state_of, statuses_of
from tht_xl.templates.table import Row, Table


@dataclass(frozen=True)
class TrackedRow:
    """A milestone or an action, and the status rules that hold of it.

    Attributes:
        row: The row.
        statuses: What holds of it, in the order of the rules.
        state: The one word for where it is.
    """

    row: Row
    statuses: tuple[Status, ...]
    state: str

    @cached_property
    def rules(self) -> dict[str, Status]:
        """What holds of it, by the id of the rule."""
        return {each.rule.id: each for each in self.statuses}

    def __getitem__(self, column: str) -> object:
        return self.row[column]

    @property
    def state_in_words(self) -> str:
        """Its state with the days it is about: "overdue by 12 days"."""
        return next((str(each) for each in self.statuses if each.rule.name == self.state), self.state)


def track(table: Table, rules: Sequence[StatusRule]) -> list[TrackedRow]:
    """Return the rows of a table, each with what is true of it."""
    found = ((row, statuses_of(row, rules)) for row in table)
    return [TrackedRow(row, statuses, state_of(row, statuses)) for row, statuses in found]


def has_rule(items: Iterable[TrackedRow], *rules: str) -> list[TrackedRow]:
    """Return those of which one of the rules holds."""
    return [item for item in items if not item.rules.keys().isdisjoint(rules)]


def rows_in_words(rows: Iterable[Row]) -> str:
    """Return where rows are: "Milestones, rows 5-7 and 9"; "" for none.

    Args:
        rows: Rows of one table.
    """
    listed = sorted(rows, key=lambda row: row.number)
    if not listed:
        return ""
    runs: list[str] = []
    for _, run in groupby(enumerate(listed), key=lambda pair: pair[1].number - pair[0]):
        numbers = [row.number for _, row in run]
        runs.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    sheet = listed[0].table.definition.sheet
    return f"{sheet}, row{'' if len(listed) == 1 else 's'} {join_words(runs)}"
