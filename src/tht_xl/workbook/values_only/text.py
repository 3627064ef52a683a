"""Read a text of values separated by commas, semicolons or tabs, line by line and within limits."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.file.sheet_marks import ERROR
from tht_xl.workbook.values_only.sheet import ReadRow, SheetGatherer, ValuesSheet

SEPARATORS = ",;\t|"
"""What may separate values, the likeliest first."""
LOOKED_AT = 50
"""Lines by which the separator is found."""
MAX_LINE = 1_000_000
"""Characters of a line. A row of a table has a few hundred."""
MAX_LINES_OF_A_ROW = 2_000
"""Lines between two quotation marks, or many such: beyond it one is missing, and the rest of the file one cell."""
MIN_UTF_16 = 20
"""Below this length zeros prove nothing. [bytes]"""
A_TABLE = "a text of values separated by commas, semicolons or tabs"


def read_text(raw: RawFile) -> list[ValuesSheet]:
    """Return the one sheet of a text, named after the file.

    Excel writes such a text in the alphabet of its computer (cp1252 here), in UTF-8 with a mark in front, or in UTF-16
    ("Unicode text"). All are read; a text in none of them is refused, because guessing would change what was typed.

    Raises:
        DamagedError: It is not such a text, or a line of it is too long.
    """
    text = decoded(raw.data)
    said = text[: text.find("\n")].strip().casefold()
    # Excel's own way to say it, in a line that is not one of the table.
    separator = said[4] if len(said) == 5 and said.startswith("sep=") else ""
    sheet = SheetGatherer(raw.path.stem)
    for number, row in enumerate(_rows(text, separator or find_separator(text)), start=1):
        sheet.add(_row(row) if number > 1 or not separator else ReadRow())
        if sheet.too_large:
            break
    return [sheet.done()]


def decoded(data: bytes) -> str:
    """Return a text in the alphabet that it is written in.

    Raises:
        DamagedError: It is written in none that is known, or has NUL characters.
    """
    # Without its mark, UTF-16 has a zero beside every letter of English.
    low, high = data[1:200:2].count(0), data[0:200:2].count(0)
    half = len(data[1:200:2]) * 0.8 if len(data) > MIN_UTF_16 else 0
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        elif half and max(low, high) > half:
            text = data.decode("utf-16-le" if low > high else "utf-16-be")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise DamagedError("the text is written in no alphabet that is known here: save it as CSV UTF-8") from None
    if "\0" in text:
        raise DamagedError("the text has NUL characters, as only files that are not text have")
    return text


def find_separator(text: str) -> str:
    r"""Return what separates the values: what gives most of the first lines the same number of them.

    Examples:
        >>> find_separator("Risk;Note\nFlu;late, or not at all\nCold;no")
        ';'
    """
    best, found = (0, 0), SEPARATORS[0]
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in islice(_rows(text, separator), LOOKED_AT) if len(row) > 1)
        except DamagedError:
            continue
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        if (times, width) > best:
            best, found = (times, width), separator
    return found


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    lines = _TextLines(text)
    try:
        for row in csv.reader(lines, delimiter=separator):
            lines.of_this_row = 0
            yield row
    except csv.Error as problem:
        raise DamagedError(f"line {lines.number} cannot be read ({problem}); expected {A_TABLE}") from None


class _TextLines:
    """The lines of a text, none of them too long and none with too many in one row of the table."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self.number = 0
        self.of_this_row = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(MAX_LINE + 1):
            self.number += 1
            self.of_this_row += 1
            if len(line) > MAX_LINE:
                raise DamagedError(f"line {self.number} has more than {MAX_LINE:,} characters; expected {A_TABLE}")
            if self.of_this_row > MAX_LINES_OF_A_ROW:
                raise DamagedError(
                    f"the row that ends at line {self.number} goes over more than {MAX_LINES_OF_A_ROW:,} lines: "
                    "a quotation mark before it is not closed"
                )
            yield line


def _row(texts: Sequence[str]) -> ReadRow:
    """Return a row of texts with the error values among them told: a spreadsheet writes those as they show."""
    row = ReadRow(list(texts))
    for at, text in enumerate(texts):
        if text.startswith("#") and ERROR.fullmatch(text.strip()):
            row.errors[at], row.cells[at] = text.strip(), ""
    return row
