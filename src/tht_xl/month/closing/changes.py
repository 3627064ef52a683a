"""What has changed since a month was closed: figures, definitions, narratives."""

import contextlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from tht_xl.errors import ThtError
from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.month.closing.definitions import definitions_of_today
from tht_xl.month.closing.results_table import RESULTS, frozen_rows, key_text, rows_of
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.revised import HIDDEN, shows_the_same
from tht_xl.month.memory.row import Key
from tht_xl.store.records.evaluated import Evaluated, newest_evaluated, sha256
from tht_xl.store.records.months import ClosedMonth
from tht_xl.store.records.registers import updates_after
from tht_xl.store.store import Store
from tht_xl.store.times import month_of

SHOWN = ("value", "lower", "upper", "count", "denominator")
WITHDRAWN = "no longer among the results"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that the board saw and that reads otherwise since.

    Attributes:
        key: Its key.
        before: What the board saw.
        after: What it is since.
        when: When its figures were returned; "" for a published one.
        returned: The return and the role that gave them; "published" for a published one.
    """

    key: str
    before: str
    after: str
    when: str
    returned: str

    def __str__(self) -> str:
        source = " ".join(filter(None, (self.when, self.returned)))
        return f"[r] {self.key}: {self.before} then, {self.after} since" + (f" ({source})" if source else "")


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that has changed since.

    Attributes:
        compared_with: The month and time of the run that today's figures are from; "" where none has been since.
        figures: Figures that changed.
        definitions: Definitions that changed, in words.
        narratives: Keys of narratives that changed, were added or taken out, with what became of them.
        registers: Rows of plans, registers and logs that were brought up to date, with what became of them.
    """

    compared_with: str
    figures: tuple[FigureChange, ...]
    definitions: tuple[str, ...]
    narratives: tuple[str, ...]
    registers: tuple[str, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Return the same for a program."""
        return {
            "compared_with": self.compared_with,
            "figures": [asdict(change) for change in self.figures],
            "definitions": list(self.definitions),
            "narratives": list(self.narratives),
            "registers": list(self.registers),
        }


def changes_since(store: Store, closed: ClosedMonth, config: MonthConfig) -> Changes:
    """Return what has changed since a month was closed, by what the newest run after it came to.

    Args:
        store: The open store.
        closed: The edition that is looked at.
        config: The configuration of today, which names the definitions of today.
    """
    newest = newest_evaluated(store, closed.month)
    framework, definitions = definitions_of_today(store, closed, config)
    if newest is None or _is_what_was_closed(newest, closed):
        return Changes("", (), definitions, ())
    figures = _figure_changes(frozen_rows(store, closed), rows_of(newest.files[RESULTS]), framework)
    narratives = _narrative_changes(closed.manifest.get("narratives", {}), newest.detail.get("narratives", {}))
    when = f"the run of {month_of(newest.month)} on {newest.at[:10]}"
    return Changes(when, tuple(figures), definitions, tuple(narratives), tuple(_register_changes(store, closed)))


def _is_what_was_closed(newest: Evaluated, closed: ClosedMonth) -> bool:
    """Return whether the newest run is the one that was closed. Times are whole seconds, so its files tell as well."""
    frozen = {each["name"]: each["sha256"] for each in closed.manifest["files"] if each["kind"] == "output"}
    files = {name: sha256(content) for name, content in newest.files.items()}
    return newest.month == closed.month and newest.at == closed.manifest["run_at"] and files == frozen


def _figure_changes(
    before: Mapping[Key, Mapping[str, object]],
    after: Mapping[Key, Mapping[str, object]],
    framework: Framework | None,
) -> Iterator[FigureChange]:
    for key, old in before.items():
        new = after.get(key)
        if new is None:
            yield FigureChange(key_text(key), _words(old, key, framework), WITHDRAWN, "", "")
        elif not shows_the_same(new, old):
            is_hidden = bool(new["withheld"]) and not old["withheld"]
            said_before, said_after = _words(old, key, framework), _words(new, key, framework)
            if said_before == said_after:
                said_before, said_after = _in_full(old, said_before), _in_full(new, said_after)
            returned = f"{new['workbook']}, {new['returned_by_role']}".strip(", ") or "published"
            yield FigureChange(
                key_text(key), HIDDEN if is_hidden else said_before, said_after, str(new["returned_on"]), returned
            )


def _words(row: Mapping[str, object], key: Key, framework: Framework | None) -> str:
    value = row["value"]
    if not isinstance(value, float) or math.isnan(value):
        return str(row["withheld"] or row.get("reason") or "no value")
    with contextlib.suppress(ThtError):  # an indicator that the framework of today does not have
        if framework is not None:
            return with_unit(find_indicator(framework, key[0], suggests=False), value)
    return f"{value:.6g}"


def _in_full(row: Mapping[str, object], said: str) -> str:
    """Return a figure whose value reads as before, with the interval and counts that tell it from the other."""
    numbers = [
        f"{name} {row[name]:.10g}"
        for name in SHOWN
        if isinstance(row[name], float) and not math.isnan(row[name])  # type: ignore[arg-type]
    ]
    return f"{said} ({', '.join(numbers)})"


def _narrative_changes(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            what = "added" if key not in before else "taken out" if key not in after else "changed"
            yield f"{key}: narrative {what}"


def _register_changes(store: Store, closed: ClosedMonth) -> Iterator[str]:
    """Yield each row of a register that a later run found otherwise, by its number: not everybody may read the rest."""
    for update in updates_after(store, closed.manifest["run_at"]):
        name = f"row without a number ({update.place})" if update.key.startswith("#") else update.key
        yield f"{update.register}, {name}: {update.status}"
