"""What people wrote belongs to the figure that they wrote about: its indicator, its period and its value.

It does so whether they wrote it in the shared sheet or in a return.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.evaluating.returned_words import ReturnedText
from tht_xl.month.memory.row import Key
from tht_xl.month.shared_sheet.narratives import own_words
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.store.records.narratives import WrittenNarrative, add_narratives, end_narrative, narratives_written
from tht_xl.store.store import Store

VALUE = "Value"
"""Column of the sheet whose change makes a narrative one about an earlier figure."""


@dataclass(frozen=True, slots=True)
class MonthNarratives:
    """The narratives of the shared sheet and the returns, each with the figure it was written about.

    Attributes:
        written: Every text.
        shown: The figure shown for each row, in words, by key.
        returned: Those of them that partners wrote in a return.
    """

    written: tuple[WrittenNarrative, ...] = ()
    shown: Mapping[str, str] | None = None
    returned: tuple[ReturnedText, ...] = ()

    @property
    def outdated(self) -> tuple[WrittenNarrative, ...]:
        """The texts whose figure has changed since."""
        shown = self.shown or {}
        return tuple(each for each in self.written if each.key in shown and each.value_text != shown[each.key])

    @property
    def owed_again(self) -> frozenset[str]:
        """Keys of rows with no text about the figure that is shown."""
        current = {each.key for each in self.written} - {each.key for each in self.outdated}
        current |= {each.key for each in self.written if each not in self.outdated}
        return frozenset(each.key for each in self.outdated) - frozenset(current)

    def dated(self, said: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """Return texts by key and heading, those about an earlier figure with that figure in front."""
        about = {(each.key, each.heading): f"{each.value_text}, {each.period}" for each in self.outdated}
        return {
            key: {
                heading: f"Written about {about[key, heading]}: {text}" if (key, heading) in about else text
                for heading, text in texts.items()
            }
            for key, texts in said.items()
        }


def month_narratives(
    sync: SyncResult | None,
    headings: Collection[str],
    results: Results,
    store: Store | None,
    month: Period,
    returned: Sequence[ReturnedText] = (),
) -> MonthNarratives:
    """Return the narratives of the sheet and the returns.

    A text of the sheet that nobody has recorded was written beside the figure that the sheet showed until this run; a
    text of a return is about the figure in the same return.

    Args:
        sync: What the sheet holds, and what was written to it; None where there is no sheet.
        headings: Headings of people's columns.
        results: What the partners may see.
        store: What earlier runs recorded; None where nothing is kept.
        month: The month that is run.
        returned: What partners wrote in their returns.
    """
    shown = dict(_shown(results))
    known = {} if store is None else narratives_written(store)
    written: list[WrittenNarrative] = []
    if sync is not None:
        before = {
            write.key: with_unit(find_indicator(results.framework, write.key.split("|")[0]), write.before)
            for write in sync.plan.writes
            if write.column == VALUE and isinstance(write.before, float | int)
        }
        for key, texts in own_words(sync.theirs, tuple(headings), results.framework).items():
            for heading, text in texts.items():
                if key in shown:
                    digest = hashlib.sha256(text.encode()).hexdigest()
                    new = WrittenNarrative(
                        key, key.split("|")[2], before.get(key, shown[key]), heading, digest, text, month
                    )
                    written.append(known.get((key, heading, digest), new))
    for each in returned:
        if each.key in shown:
            new = WrittenNarrative(
                each.key, each.key.split("|")[2], shown[each.key], each.headed, each.text_hash, each.text, month
            )
            before_it = known.get((each.key, each.headed, each.text_hash))
            is_known = before_it is not None and before_it.value_text == new.value_text
            written.append(each.recorded or (before_it if before_it is not None and is_known else new))
    return MonthNarratives(tuple(written), shown, tuple(returned))


def record_narratives(store: Store | None, found: MonthNarratives) -> None:
    """Record the narratives of a month, each with the figure it is about.

    Raises:
        StoreError: The store cannot be written.
    """
    if store is not None and store.writes:
        with store.transaction():
            add_narratives(store, found.written)


def end_outdated_narratives(store: Store, frozen: Mapping[Key, Mapping[str, Any]], framework: Framework) -> None:
    """Put the narratives about earlier figures into the history, when a month is closed.

    Args:
        store: The store.
        frozen: The results that are closed, by key.
        framework: The definitions.

    Raises:
        StoreError: The store cannot be written.
    """
    shown = {key_of(*key): _figure_words(row, key[0], framework) for key, row in frozen.items()}
    with store.transaction():
        for each in narratives_written(store).values():
            if shown.get(each.key, each.value_text) != each.value_text:
                end_narrative(store, each, beside=shown[each.key], day=today())


def _figure_words(row: Mapping[str, Any], indicator: str, framework: Framework) -> str:
    value = row["value"]
    return str(row["withheld"]) or ("" if value != value else with_unit(find_indicator(framework, indicator), value))


def _shown(results: Results) -> Iterator[tuple[str, str]]:
    """Yield the figure of each row of the home area, in words."""
    for indicator, series in results.by_indicator.items():
        unit = find_indicator(results.framework, indicator)
        for reading in series:
            if reading.value is not None or reading.withheld:
                yield reading.key, reading.withheld or with_unit(unit, reading.value or 0.0)
