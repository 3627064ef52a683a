"""The table `narrative`: what people wrote, about which figure, and when that ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from sqlite3 import Row

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text


@dataclass(frozen=True, slots=True)
class WrittenNarrative:
    """One text beside one figure.

    Attributes:
        key: The row: "indicator|area|period".
        period: The figure's period.
        value_text: The figure that it was written about, as it was shown.
        heading: The column it was written in.
        text_hash: Of the text.
        text: As it was typed.
        month: The month in which it was first seen.
    """

    key: str
    period: str
    value_text: str
    heading: str
    text_hash: str
    text: str
    month: Period


def narratives_written(store: Store) -> dict[tuple[str, str, str], WrittenNarrative]:
    """Return the newest record of each key, heading and text, ended ones included."""
    rows = map(_narrative, store.read("SELECT * FROM narrative ORDER BY id"))
    return {(each.key, each.heading, each.text_hash): each for each in rows}


def newest_narratives(store: Store, *, up_to: Period) -> dict[tuple[str, str], WrittenNarrative]:
    """Return the newest text of each key and heading that was first seen by a month and is not ended."""
    rows = map(_narrative, store.read("SELECT * FROM narrative WHERE ended_on IS NULL ORDER BY id"))
    return {(each.key, each.heading): each for each in rows if each.month.start <= up_to.start}


def _narrative(row: Row) -> WrittenNarrative:
    return WrittenNarrative(
        row["key"],
        row["period"],
        row["value_text"],
        row["heading"],
        row["text_hash"],
        row["text"],
        month_of(row["month"]),
    )


def add_narratives(store: Store, written: Iterable[WrittenNarrative]) -> None:
    """Record texts that are not recorded yet, or not about this figure; each in its own words."""
    known = narratives_written(store)
    for each in written:
        before = known.get((each.key, each.heading, each.text_hash))
        if before is None or before.value_text != each.value_text:
            store.add(
                "narrative",
                key=each.key,
                period=each.period,
                value_text=each.value_text,
                heading=each.heading,
                text_hash=each.text_hash,
                text=each.text,
                month=month_text(each.month),
            )


def end_narrative(store: Store, each: WrittenNarrative, *, beside: str, day: date) -> None:
    """Put a text into the history: the figure that it was written about is no longer the one shown.

    Args:
        store: The store.
        each: The text.
        beside: The figure that is shown.
        day: The day on which it ended.
    """
    store.change(
        "UPDATE narrative SET ended_on = ?, written_about = ? "
        "WHERE key = ? AND heading = ? AND text_hash = ? AND ended_on IS NULL",
        day.isoformat(),
        f"{each.value_text}, {each.period}; {beside} since" if beside else f"{each.value_text}, {each.period}",
        each.key,
        each.heading,
        each.text_hash,
    )
