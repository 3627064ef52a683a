"""Refuse to ask for, or to chase, anything of a month that is closed."""

from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.month.closing.require import current_edition
from tht_xl.store.store import Store
from tht_xl.store.times import month_text


def require_open_month(store: Store | None, month: Period) -> None:
    """Refuse a closed month.

    Raises:
        ConfigError: It is closed, and not open again.
    """
    closed = None if store is None else current_edition(store, month_text(month))
    if closed is not None:
        raise ConfigError(
            f"{month} was closed on {closed.closed_at[:10]}",
            where="month",
            remedy="Take what comes now into the next month, where it shows as revised; or open this one again: "
            'tht-xl month reopen --role ROLE --reason "WHY"',
        )
