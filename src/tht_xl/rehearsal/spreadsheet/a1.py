"""A1 notation: "'My sheet'!A1:C", "Sheet1", "B:B", "2:5"."""

import re
from dataclasses import dataclass

from tht_xl.documents.addresses import column_letters, column_number
from tht_xl.rehearsal.spreadsheet.grid_range import UNBOUNDED, GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,9})?")
_CELL = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]{1,9}")
_NAME = re.compile(r"(?![A-Za-z]{1,3}[0-9]+$)[^\W\d][\w.]*")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@dataclass(frozen=True, slots=True)
class SheetReference:
    """What a text in A1 notation names.

    Attributes:
        title: Sheet name; None means the first visible sheet.
        block: Cells, open ends at UNBOUNDED; None means the whole sheet.
        name: A bare word, alone or behind the title, which may be a named range; "" otherwise.
    """

    title: str | None
    block: GridRange | None
    name: str = ""


def parse_block(text: str) -> GridRange | None:
    """Return the cells of "A1", "A1:B2", "A:C", "2:5", "A5:A" or "B2:1"; None if the text is not one of these."""
    first, colon, second = text.partition(":")
    if not colon:
        return _block_between(first, first) if _CELL.fullmatch(first) else None
    return _block_between(first, second)


def _block_between(first: str, second: str) -> GridRange | None:
    one, other = _CORNER.fullmatch(first), _CORNER.fullmatch(second)
    if not one or not other or not any(one.groups()) or not any(other.groups()):
        return None
    rows = [int(m[2]) - 1 for m in (one, other) if m[2]]
    columns = [column_number(m[1]) for m in (one, other) if m[1]]
    if min([*rows, 0]) < 0:
        return None
    # "A5:A" starts at row 5 and never ends; "A:C" has no row at all.
    return GridRange(
        min(rows) if rows else 0,
        min(columns) if columns else 0,
        max(rows) + 1 if len(rows) == 2 else UNBOUNDED,
        max(columns) + 1 if len(columns) == 2 else UNBOUNDED,
    )


def parse(text: str) -> SheetReference:
    """Read a text in A1 notation.

    Raises:
        ApiError: It names nothing.

    Examples:
        >>> parse("'Bob''s data'!B2:C")
        SheetReference(title="Bob's data", block=GridRange(top=1, left=1, bottom=2147483648, right=3), name='')
    """
    quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
    if quoted:
        title, cells = quoted[1].replace("''", "'"), quoted[2]
    elif "!" in text:
        title, _, cells = text.rpartition("!")
    else:
        block = parse_block(text)
        if block:
            return SheetReference(None, block)
        if not text:
            raise unparsable(text)
        return SheetReference(text, None, name=text)
    if cells is None:
        return SheetReference(title, None)
    block = parse_block(cells)
    if not title or (block is None and not _NAME.fullmatch(cells)):
        raise unparsable(text)
    return SheetReference(title, block, name="" if block else cells)


def unparsable(text: str) -> ApiError:
    """Return Google's error for a range that names nothing."""
    return ApiError(f"Unable to parse range: {text}")


def quote_title(title: str) -> str:
    """Return the title as it is written before "!", in quotes where it could be read as anything else.

    Examples:
        >>> quote_title("Sheet1"), quote_title("D3"), quote_title("Bob's")
        ('Sheet1', "'D3'", "'Bob''s'")
    """
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write(title: str, block: GridRange) -> str:
    """Return a block of a sheet in A1 notation.

    Examples:
        >>> write("Data", GridRange(0, 0, 2, 3)), write("Data", GridRange(4, 0, UNBOUNDED, 2))
        ('Data!A1:C2', 'Data!A5:B')
    """
    first = f"{column_letters(block.left)}{block.top + 1}"
    last = column_letters(max(block.right, block.left + 1) - 1) if block.right < UNBOUNDED else ""
    last += str(max(block.bottom, block.top + 1)) if block.bottom < UNBOUNDED else ""
    return f"{quote_title(title)}!{first}" + (f":{last}" if last not in ("", first) else "")
