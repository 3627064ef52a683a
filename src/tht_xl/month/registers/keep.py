"""Record what a run found of each register."""

from collections.abc import Sequence

from tht_xl.month.registers.registers import MonthRegister
from tht_xl.store.records.registers import add_updates, note_seen
from tht_xl.store.store import Store


def keep_registers(store: Store, registers: Sequence[MonthRegister], *, run: str | None) -> None:
    """Record the updates of each register, and how the month found it; all or none.

    An illustrative register is not recorded.
    """
    with store.transaction():
        for register in registers:
            if register.seen is not None and register.is_used:
                add_updates(store, register.updates, run=run)
                note_seen(store, register.seen, run=run)
