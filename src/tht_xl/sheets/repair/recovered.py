"""The worksheet `Recovered`: what a write ran over and what could not be put back for certain, for people to see to.

Its rows are inserted below the heading and never written to again: people delete those that they have put right.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.table import Cell
from tht_xl.sheets.write.batch import Request, insert, write

HEADINGS = ("When", "Worksheet", "Address", "Heading", "Key", "What was there", "What happened")
NOT_PLACED = "Somebody moved rows or columns while tht_xl wrote over it; its place is not certain."
PLACED = "Somebody moved rows or columns twice while tht_xl wrote; it was put back. Please check."
_ROWS = 100


@dataclass(frozen=True, slots=True)
class Recovered:
    """Something of a person's that a write of ours ran over while rows or columns moved.

    Attributes:
        address: Where it was when it was run over.
        heading: The header that was above it; "" for none.
        key: The key that was beside it; "" for none.
        content: What was there.
        is_put_back: Whether it was put back as well, as far as anybody can tell.
    """

    address: str
    heading: str
    key: str
    content: Cell
    is_put_back: bool = False

    @property
    def line(self) -> str:
        """What is said of it in the plan; not what it is: lines of a plan travel further than the sheet."""
        place = f"{self.address} ({', '.join(filter(None, (self.key, self.heading))) or 'no key or heading'})"
        said = "put back, please check" if self.is_put_back else "its place is not certain"
        return f"! {place}: typed before the sheet moved while we wrote; {said}. A copy is in the worksheet {RECOVERED}"


def with_recovered(read: SheetReading) -> SheetReading:
    """Return a reading whose state knows a number for the worksheet, a new one where there is none yet."""
    ids = read.state.sheet_ids
    if RECOVERED in ids:
        return read
    while (number := secrets.randbelow(2**31 - 1) + 1) in ids.values():
        pass
    return replace(read, state=replace(read.state, sheet_ids={**ids, RECOVERED: number}))


def recover(sheet_id: int, worksheet: str, found: Sequence[Recovered], day: date, *, is_new: bool) -> Iterable[Request]:
    """Yield what puts these into the worksheet, each in a row of its own.

    Args:
        sheet_id: Its number.
        worksheet: Title of the worksheet in which they were.
        found: What to put there.
        day: Today.
        is_new: Whether the worksheet has still to be made.
    """
    if is_new:
        size = {"rowCount": _ROWS, "columnCount": len(HEADINGS), "frozenRowCount": 1}
        yield {"addSheet": {"properties": {"sheetId": sheet_id, "title": RECOVERED, "gridProperties": size}}}
        yield write(sheet_id, 0, 0, [HEADINGS])
    # Rows of their own: somebody may just be typing into the first row, or sorting.
    yield insert(sheet_id, "ROWS", 1, len(found))
    rows = [
        # As text, so that no formula is computed where it does not belong.
        [day.isoformat(), worksheet, each.address, each.heading, each.key, _as_text(each.content),
         PLACED if each.is_put_back else NOT_PLACED]
        for each in found
    ]  # fmt: skip
    yield write(sheet_id, 1, 0, rows)


def _as_text(content: Cell) -> Cell:
    return str(content) if isinstance(content, str) else content
