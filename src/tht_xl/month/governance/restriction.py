"""Publishing on restricted days, such as those before an election, needs a reason, which is recorded."""

from datetime import date

from tht_xl.errors import ConfigError
from tht_xl.model.periods.label import day_label
from tht_xl.model.role import as_role
from tht_xl.month.configuration.governance import Governed
from tht_xl.store.store import Store

PUBLISHED = "published on a restricted day"


def require_reason(
    config: Governed,
    day: date,
    *,
    reason: str = "",
    role: str = "",
    action: str = "sign-off",
    option: str = "--because",
) -> bool:
    """Refuse to publish on a restricted day without a reason and the role that gives it.

    Args:
        config: The month's configuration.
        day: The day on which something is published: the sheet is written, or the month closed.
        reason: Why it may be published.
        role: Who says so.
        action: What the role must be named for.
        option: The option that takes the reason.

    Returns:
        Whether the day is a restricted one, so that the reason has to be recorded.

    Raises:
        ConfigError: The day is restricted, and the reason or the role is missing.
    """
    period = config.restriction_on(day)
    if period is None:
        return False
    if not reason.strip(". ") or not role:
        why = f" ({period.reason})" if period.reason else ""
        raise ConfigError(
            f"publishing is restricted from {day_label(period.begins)} to {day_label(period.ends)}{why}",
            where="restricted",
            remedy=f'Wait, or say why it may be published: {option} "..." --role ROLE. Nothing was written',
        )
    require_named_role(config, action, role)
    return True


def record_reason(store: Store | None, month: str, *, reason: str, role: str, run: str | None = None) -> None:
    """Record why something was published on a restricted day.

    Raises:
        StoreError: The store cannot be written.
    """
    if store is not None and store.writes:
        store.log(PUBLISHED, month, role=role, reason=reason, run=run)


def require_named_role(config: Governed, action: str, role: str) -> str:
    """Return a role as it is recorded for an action, one of those that the configuration names for it.

    This is a record of what was agreed, and no access control: anybody can write any role.

    Raises:
        ConfigError: It is not a role, or others are named for the action.
    """
    given = as_role(role, where="--role")
    named = next((roles for name, roles in config.roles.items() if name == action), ())
    same = next((each for each in named if each.casefold() == given.casefold()), None)
    if named and same is None:
        raise ConfigError(
            f"{given!r} is not named for {action!r}",
            where="roles",
            remedy=f"Named are {', '.join(named)}; change 'roles:' if that is no longer agreed",
        )
    return same or given
