"""The table `narrative`: what people wrote, about which figure, and when that ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    return {
        (row["key"], row["heading"], row["text_hash"]): WrittenNarrative(
            row["key"],
            row["period"],
            row["value_text"],
            row["heading"],
            row["text_hash"],
            row["text"],
            month_of(row["month"]),
        )
        for row in store.read("SELECT * FROM narrative ORDER BY id")
    }


def add_narratives(store: Store, written: Iterable[WrittenNarrative]) -> None:
    """Record texts that are not recorded yet; each in its own words."""
    known = narratives_written(store)
    for each in written:
        if (each.key, each.heading, each.text_hash) not in known:
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
