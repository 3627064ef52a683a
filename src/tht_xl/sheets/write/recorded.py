"""Send a write and keep the ledger in step: planned before it is sent, settled after the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import UncertainWriteError
from tht_xl.sheets.ledger import PlannedWrite
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.settling import settle_open_writes
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.state import State


@dataclass(frozen=True, slots=True)
class RecordedWrites:
    """The writes to one spreadsheet, each known to the ledger before it is sent.

    Attributes:
        sheet: Where they go.
        writer: On whose behalf, with the ledger.
    """

    sheet: Spreadsheet
    writer: Writer

    def begin(self, state: State) -> None:
        """Refuse what this run may not write to, and settle what earlier runs have left open.

        Raises:
            SheetError: The sheet is written from another store, or was brought to a later month.
        """
        self.writer.require_may_write(state)
        settle_open_writes(self.writer.ledger, state)

    def intend(self, read: SheetReading, write: PlannedWrite) -> SheetReading:
        """Tell the ledger what is about to be sent; gives back the reading with the state that the write signs."""
        former = self.writer.former(read.state)
        if former:
            self.writer.ledger.note_take_over(former)
        sequence = self.writer.ledger.intend(write)
        return replace(read, state=self.writer.signed(read.state, write.run, sequence))

    def send(self, run: str, body: Mapping[str, Any], *, must: bool = False) -> dict[str, Grid]:
        """Send a write; gives back its pre-images by tab. Whoever has checked those says `confirm`.

        Raises:
            UncertainWriteError: No answer came: the next reading settles it.
            SheetError: It did not happen.
        """
        try:
            return self.sheet.write(body, must=must)
        except UncertainWriteError as error:
            self.writer.ledger.note_retry(run, error.message)
            raise
        except SheetError as error:
            self.writer.ledger.settle(run, "refused")
            self.writer.ledger.note_retry(run, error.message)
            raise

    def confirm(self, read: SheetReading, run: str) -> None:
        """Say that a write on this reading happened and its answer was checked."""
        self.writer.ledger.settle(run, "confirmed")
        # Whatever else was planned for this generation cannot happen any more.
        settle_open_writes(self.writer.ledger, read.state.after(read.state.generation + 1, run, {}))
