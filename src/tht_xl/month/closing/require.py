"""Refuse what cannot be done to a month in its present state."""

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.open import OpenMemory
from tht_xl.store.records.months import ClosedMonth, editions_of
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text


def require_not_closed(config: MonthConfig, memory: OpenMemory) -> None:
    """Refuse a run that would record returns for a closed month, or write its page again.

    Raises:
        ConfigError: The month is closed.
    """
    if memory.store is None or not memory.writes:
        return
    closed = current_edition(memory.store, month_text(config.month))
    if closed is not None:
        raise ConfigError(
            f"{config.month} is closed ({said(closed)}), so nothing was written",
            where="month",
            remedy="Run the next month, where figures that changed are marked [r]; or reopen this one: "
            'tht-xl month reopen --role ROLE --reason "WHY"',
        )


def current_edition(store: Store, month: str) -> ClosedMonth | None:
    """Return the edition in which a month is closed; None where it was never closed, or was reopened."""
    editions = editions_of(store, month)
    return editions[-1] if editions and editions[-1].is_closed else None


def require_edition(store: Store, month: str, number: int | None = None) -> ClosedMonth:
    """Return an edition of a closed month; the newest unless a number is given.

    Raises:
        ConfigError: There is none.
    """
    editions = editions_of(store, month)
    if not editions:
        raise ConfigError(f"{month_of(month)} was never closed", remedy="tht-xl month log lists the months that were")
    if number is not None and not 1 <= number <= len(editions):
        have = f"editions 1 to {len(editions)}" if len(editions) > 1 else "edition 1"
        raise ConfigError(f"{month_of(month)} has no edition {number}", remedy=f"It has {have}")
    return editions[-1 if number is None else number - 1]


def said(closed: ClosedMonth) -> str:
    """Return which edition it is, since when and by whom."""
    return f"edition {closed.edition}, {closed.closed_at[:10]}, {closed.role}"
