"""What a purge takes, planned before it is done, and what it cannot reach."""

from dataclasses import dataclass
from datetime import date

from tht_xl.errors import ConfigError
from tht_xl.model.counted import counted
from tht_xl.model.days import months_later
from tht_xl.month.closing.require import require_edition
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.governance.restriction import require_named_role
from tht_xl.store.records.purging import FROZEN, find_frozen, find_old, purge_records
from tht_xl.store.store import Store

UNREACHED = (
    "the version history of the shared sheet: delete its earlier versions there, or make a copy and delete the sheet",
    "pages and papers that were downloaded, sent or printed, and the output folder itself",
    "backups and copies of the store, and exports handed to colleagues",
)
"""What no command here can take away."""


@dataclass(frozen=True, slots=True)
class Purge:
    """Records of one type that a purge takes.

    Attributes:
        record_type: Their type, as `retention:` names it.
        ids: Which.
        why: What they are, in words.
    """

    record_type: str
    ids: tuple[int, ...]
    why: str

    @property
    def line(self) -> str:
        """The same in a line."""
        return f"{self.record_type}: {counted(len(self.ids), 'record')} {self.why}"


def plan_purge(config: MonthConfig, store: Store, day: date, *, month: str = "", name: str = "") -> tuple[Purge, ...]:
    """Return what a purge would take; nothing is changed.

    Args:
        config: The configuration, whose `retention:` says how long records are kept.
        store: The open store.
        day: Today.
        month: A closed month whose frozen files are to go; what is too old where none is named.
        name: One file of it.

    Raises:
        ConfigError: There is nothing by that name, or the configuration says nothing of keeping.
    """
    if month:
        require_edition(store, month)
        ids = find_frozen(store, month, name)
        if not ids:
            raise ConfigError(
                f"{month} has no frozen file {name!r}" if name else f"everything frozen of {month} is redacted already",
                remedy=f"tht-xl month show {month} lists them",
            )
        return (Purge(FROZEN, ids, f"of {month}" + (f", {name}" if name else "")),)
    if not config.retention:
        raise ConfigError(
            "the configuration does not say how long records are kept",
            remedy="Add 'retention:' (docs/governance.md), or name a closed month: tht-xl month purge 2025-11",
        )
    found: list[Purge] = []
    for record_type, months in sorted(config.retention.items()):
        before = months_later(day, -months)
        ids = find_old(store, record_type, before.isoformat())
        found.append(Purge(record_type, ids, f"from before {before.isoformat()}"))
    return tuple(found)


def carry_out(config: MonthConfig, store: Store, plan: tuple[Purge, ...], *, role: str, reason: str) -> int:
    """Purge what was planned and return how many records were taken.

    Raises:
        ConfigError: Nobody says who purges and why.
    """
    role = require_named_role(config, "purge", role)
    if not reason.strip(". "):
        raise ConfigError("no reason is given", where="--reason", remedy='Say why: --reason "kept for seven years"')
    with store.transaction():
        return sum(
            purge_records(store, each.record_type, each.ids, role=role, reason=reason.strip())
            for each in plan
            if each.ids
        )
