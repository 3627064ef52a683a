"""Find out what became of writes that were planned and not settled, by the writes that the sheet lists.

The table of cases is in `tht_xl.sheets.state`.
"""

from tht_xl.sheets.ledger import Fate, Ledger, PlannedWrite
from tht_xl.sheets.state import State


def fate_of(write: PlannedWrite, state: State) -> Fate | None:
    """Return what became of a planned write, by what the sheet says since; None while that is open.

    Examples:
        >>> state = State(13, "id", "Data", {}, history=((12, "a1"), (13, "b7")))
        >>> [fate_of(PlannedWrite(run, 12, "plan"), state) for run in ("a1", "c3")]
        ['confirmed', 'refused']
        >>> [fate_of(PlannedWrite("c3", generation, "plan"), state) for generation in (14, 2)]
        [None, 'unknown']
    """
    if any(run == write.run for _, run in state.history):
        return "confirmed"
    if state.generation < write.generation:
        return None  # it may still be on its way; whoever makes that generation settles it
    oldest = state.history[0][0] if state.history else state.generation + 1
    return "refused" if write.generation >= oldest else "unknown"


def settle_open_writes(ledger: Ledger, state: State) -> None:
    """Settle what earlier runs have left open, by the writes that the sheet lists."""
    for write in ledger.open_writes():
        fate = fate_of(write, state)
        if fate is not None:
            ledger.settle(write.run, fate)
