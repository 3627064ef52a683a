"""May this run write to this sheet? Not from an older copy of the store, and not for an earlier month."""

from dataclasses import dataclass, field, replace

from tht_xl.errors import SheetError
from tht_xl.model.periods.period import Period
from tht_xl.sheets.ledger import Ledger, NullLedger
from tht_xl.sheets.state import State, StoreMark


@dataclass(frozen=True, slots=True)
class Writer:
    """On whose behalf a synchronisation writes.

    Attributes:
        ledger: The store's view of the sheet.
        month: The month that the sheet is brought to; None where rows belong to none.
        sets_back: Whether an earlier month than the sheet's may be written.
        takes_over: Whether the sheet may be taken over from another store.
        accepts_deleted: Whether somebody has confirmed that most rows of the sheet were deleted on purpose.
    """

    ledger: Ledger = field(default_factory=NullLedger)
    month: Period | None = None
    sets_back: bool = False
    takes_over: bool = False
    accepts_deleted: bool = False

    def require_may_write(self, state: State) -> None:
        """Refuse a sheet that is written from another store, or was brought to a later month.

        Raises:
            SheetError: It is; the message says the ways out.
        """
        refusal = self.refusal(state)
        if refusal:
            raise refusal

    def refusal(self, state: State) -> SheetError | None:
        """Return why this run may not write to a sheet in this state; None if it may."""
        if not self.takes_over and state.store and not (self.ledger.store_id and self._is_ours(state.store)):
            return _other_store(state.store, self.ledger)
        if not self.sets_back and state.month and self.month and self.month.start < state.month.start:
            return SheetError(
                older_month("the shared sheet was last brought to", state.month, self.month),
                where="--apply",
                remedy=remedy_for_older_month(state.month, self.month),
            )
        return None

    def former(self, state: State) -> StoreMark | None:
        """Return the store that this one takes the sheet over from; None where it is ours already."""
        return state.store if state.store and not self._is_ours(state.store) else None

    def owes_signature(self, state: State) -> bool:
        """Return whether the sheet has to be signed although no figure changes: first use, take-over, a new month."""
        is_signed = not self.ledger.store_id or (state.store is not None and self._is_ours(state.store))
        return not is_signed or (self.month is not None and state.month != self.month)

    def signed(self, state: State, run: str, sequence: int) -> State:
        """Return the state with this store and this month in it; without them it keeps what it has."""
        store = StoreMark(self.ledger.store_id, sequence, run) if self.ledger.store_id else state.store
        return replace(state, store=store, month=self.month or state.month)

    def _is_ours(self, store: StoreMark) -> bool:
        # The number alone would not do: of two copies of one store, each may have made a write of that number.
        if not self.ledger.store_id:
            return True  # it says nothing of itself in the state
        return store.id == self.ledger.store_id and self.ledger.knows(store.run)


def older_month(said: str, last: Period, month: Period) -> str:
    """Return what is wrong with writing a month that is older than the sheet's."""
    return f"{said} {last}: writing {month} would set it back to that month's figures, so nothing was written"


def remedy_for_older_month(last: Period, month: Period) -> str:
    """Return the ways out."""
    return (
        f"Write {last} again to correct it; leave out --apply to see {month}; or add --set-back if the sheet is meant "
        f"to show {month}"
    )


def _other_store(store: StoreMark, ledger: Ledger) -> SheetError:
    if not ledger.store_id:
        return SheetError(
            f"the sheet is written from a store ({store.id[:8]}), and this run has none, so nothing was written",
            where="--apply",
            remedy="Name the store in the month's file (store: FILE); if it is lost, add --take-over",
        )
    if store.id == ledger.store_id:
        message = (
            f"this store is an older copy: the sheet was written from a newer one (write {store.sequence}; this copy "
            f"knows {ledger.sequence})"
        )
    else:
        message = f"the sheet is written from another store ({store.id[:8]}, and this one is {ledger.store_id[:8]})"
    return SheetError(
        f"{message}, so nothing was written",
        where="--apply",
        remedy="Have whoever ran the month last export theirs (tht-xl store export) and put it in place here (tht-xl "
        "store import FILE); if it is lost, add --take-over, which is recorded",
    )
