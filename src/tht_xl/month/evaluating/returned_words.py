"""What partners wrote beside the figures of their returns: in this month, and before about figures that still count.

A text of a return is headed by its column and its partner, "Narrative (Barts Health NHS Trust)", so that it lies beside
what others wrote in the shared sheet and neither replaces the other.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.definition import Framework
from tht_xl.model.periods.label import month_label
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.cycle.write_return import name_of_partner
from tht_xl.month.shared_sheet.placeholder import says_nothing
from tht_xl.store.records.narratives import WrittenNarrative, newest_narratives
from tht_xl.store.store import Store
from tht_xl.workbook.check import Return

ACTION = "Action"
"""The heading of what is being done, in a return and in the shared sheet."""
_HEADED = re.compile(r"(Narrative|Action) \((.+)\)")


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A text that a partner wrote in a return.

    Attributes:
        key: The figure beside which it is: "indicator|area|period".
        heading: "Narrative" or "Action".
        partner: The partner's name.
        text: As it was typed.
        place: Where: "Return of Barts Health NHS Trust, Nov 2026, barts.xlsx, Data!K7".
        recorded: The record of an earlier month that it comes from; None where this month's return has it.
    """

    key: str
    heading: str
    partner: str
    text: str
    place: str = ""
    recorded: WrittenNarrative | None = None

    @property
    def headed(self) -> str:
        """Its heading, with whose it is."""
        return f"{self.heading} ({self.partner})"

    @property
    def text_hash(self) -> str:
        """What stands for the text in the store."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def returned_texts(
    config: MonthConfig, framework: Framework, returns: Sequence[Return], store: Store | None
) -> tuple[ReturnedText, ...]:
    """Return what partners wrote beside the home area's figures.

    A text of an earlier month stays until the partner returns the same figure again: a quarterly figure has its
    narrative in the two months without a return too.

    Args:
        config: The month's configuration.
        framework: The definitions.
        returns: Each return as checked, in the configuration's order.
        store: What earlier months recorded; None where nothing is kept.
    """
    found: list[ReturnedText] = []
    given_again: set[tuple[str, str]] = set()
    for source, done in zip(config.returns, returns, strict=True):
        partner = name_of_partner(framework, source.partner) or source.workbook.name
        columns = done.observations[["indicator", "area", "period"]].itertuples(index=False)
        given_again |= {(partner, key_of(*map(str, row))) for row in columns}
        place = f"Return of {partner}, {month_label(config.month.start)}, {source.workbook.name}"
        for key, texts in done.written.items():
            if key.split("|")[1] == framework.home and not all(says_nothing(each.text) for each in texts.values()):
                found += [ReturnedText(key, h, partner, text, f"{place}, {cell}") for h, (text, cell) in texts.items()]
    before = newest_narratives(store, up_to=config.month) if store is not None else {}
    for (key, headed), record in before.items():
        parts = _HEADED.fullmatch(headed)
        if parts and (parts[2], key) not in given_again:
            found.append(ReturnedText(key, parts[1], parts[2], record.text, recorded=record))
    return tuple(found)


def with_returned(said: Mapping[str, Mapping[str, str]], returned: Iterable[ReturnedText]) -> dict[str, dict[str, str]]:
    """Return texts by key and heading with those of the returns; one that is in the sheet too is there once."""
    together = {key: dict(texts) for key, texts in said.items()}
    for each in returned:
        texts = together.setdefault(each.key, {})
        if _plain(each.text) not in {_plain(text) for heading, text in texts.items() if heading != each.headed}:
            texts[each.headed] = each.text
    return together


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
