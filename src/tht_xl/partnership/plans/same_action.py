"""An action that is in the tracker twice, in words that differ in nothing but capitals, spaces and punctuation."""

from collections.abc import Iterator

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.plans.merge_actions import plain_words
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables


@partnership_check("same-action", template="action-tracker")
def same_action(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each action that an earlier row has already, for the same indicator."""
    first: dict[tuple[str, str | None], Row] = {}
    for row in tables["actions"]:
        words = plain_words(row["action"] or "")
        if not words:
            continue
        earlier = first.setdefault((words, row["indicator"]), row)
        if earlier is not row:
            yield wrong("same-action", row, "action", f"the action is in row {earlier.number} too",
                        expected="each action once",
                        fix="Keep one of the two, or say in the action what differs", is_error=False)  # fmt: skip
