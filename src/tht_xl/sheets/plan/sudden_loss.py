"""Refuse a plan where one side has suddenly lost all its rows, or most of them."""

from collections.abc import Sequence

from tht_xl.errors import SheetError
from tht_xl.sheets.cell_text import shown
from tht_xl.sheets.read.changed_key import ChangedKey
from tht_xl.sheets.table import Column, Row, Table

_MIN_LOST = 3
"""So few rows may go in a month without a question. [rows]"""


def refuse_sudden_emptiness(ours: Table, theirs: Table, base: Table, changed_keys: tuple[ChangedKey, ...]) -> None:
    """Refuse a plan in which nothing was computed, or nothing of the last time is in the sheet.

    Raises:
        SheetError: It is one.
    """
    # One side that is empty all at once is a mistake (returns not found, rows deleted), never a wish: going on would
    # mark every row as deleted, and the next month would not add them again.
    if base and not ours:
        raise SheetError(
            f"nothing was computed; last time there were {len(base)} rows",
            where="rows to write",
            remedy="Check that the returns were found; nothing was written",
        )
    if base and not any(key in theirs for key in base):
        raise SheetError(
            f"none of the {len(base)} rows written last time is in the sheet",
            remedy=f"{_was_changed(changed_keys)}If they were deleted by mistake, use File > Version history in the "
            "sheet; if the sheet is to start again, delete its hidden worksheet _tht_base and prepare it again",
        )


def suddenly_lost(ours: Table, theirs: Table, base: Table, columns: Sequence[Column]) -> list[str]:
    """Return the keys of rows that are gone since last time, where they are more than are left; else none.

    Rows that somebody deletes stay deleted. Most rows at once are more likely a slip in a filter or a sort.

    Args:
        ours: What we computed.
        theirs: What the sheet holds.
        base: What both held after the last synchronisation; rows whose loss was confirmed have nothing in it.
        columns: The managed columns without the key.
    """
    gone = [key for key in ours if key in base and key not in theirs]
    gone = [key for key in gone if any(base[key].get(column.name) is not None for column in columns)]
    left = sum(key in theirs for key in base)
    return gone if len(gone) >= _MIN_LOST and len(gone) > left else []


def sudden_loss(lost: Sequence[str], theirs: Table, base: Table, changed_keys: tuple[ChangedKey, ...]) -> SheetError:
    """Return the refusal of a plan in which most rows of the last time are gone."""
    left = sum(key in theirs for key in base)
    return SheetError(
        f"{len(lost)} rows written last time are not in the sheet, and {left} are",
        remedy=f"{_was_changed(changed_keys)}If they were deleted by mistake, use File > Version history in the "
        "sheet; if they are meant to be gone, run once with --accept-deleted",
    )


def confirmed_loss(lost: Sequence[str], base: Table, columns: Sequence[Column]) -> dict[str, Row]:
    """Return blank cells for rows whose loss was confirmed; their keys stay, so that they are not added again."""
    names = [column.name for column in columns]
    return {key: {name: None for name in names if base[key].get(name) is not None} for key in lost}


def _was_changed(changed_keys: tuple[ChangedKey, ...]) -> str:
    if not changed_keys:
        return ""
    first = changed_keys[0]
    return f"{first.place} holds {shown(first.standing)}: did somebody change the keys? Then put them back. "
