"""Refuse to ask for, or take in, anything of a month that is closed."""

from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_text


def require_open_month(store: Store | None, month: Period) -> None:
    """Refuse a closed month.

    Raises:
        ConfigError: It is closed, and not open again.
    """
    if store is None:
        return
    newest = store.read(
        "SELECT closed_at FROM closed_month WHERE month = ? AND reopened_at IS NULL ORDER BY edition DESC LIMIT 1",
        month_text(month),
    )
    if newest:
        raise ConfigError(
            f"{month} was closed on {newest[0]['closed_at'][:10]}",
            where="month",
            remedy="Take what comes now into the next month, where it shows as revised; or open this one again, with a "
            "reason: tht-xl month reopen",
        )
