"""A workbook of which only the values are known, as the checks see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tht_xl.workbook.file.book import DATA_SHEET, SheetEntry
from tht_xl.workbook.file.container import DamagedError, RawFile, TooManyCellsError
from tht_xl.workbook.file.marks import SheetMarks
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.values_only.kind import Kind
from tht_xl.workbook.values_only.sheet import ValuesSheet


@dataclass(frozen=True, slots=True)
class ValuesBook:
    """A workbook that could be opened.

    Attributes:
        kind: Of the file.
        worksheets: Its sheets with their values.
    """

    kind: Kind
    worksheets: tuple[ValuesSheet, ...]

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """Its sheets as a workbook lists them."""
        return tuple(SheetEntry(each.name, each.is_hidden, "", is_worksheet=True) for each in self.worksheets)

    @property
    def data_sheet(self) -> SheetEntry | None:
        """The worksheet "Data", whatever its capitals; of a text, which has no names of sheets, the only one."""
        wanted = DATA_SHEET.casefold()
        return next((s for s in self.sheets if self.kind == "csv" or s.name.strip().casefold() == wanted), None)

    def marks(self, entry: SheetEntry) -> SheetMarks:
        """Return what is known of a sheet beside its values.

        Raises:
            TooManyCellsError: It is too large to be read.
        """
        sheet = self._sheet(entry)
        if sheet.too_large:
            raise TooManyCellsError(f"the sheet {entry.name!r} {sheet.too_large}")
        return sheet.marks

    def values(self, entry: SheetEntry) -> Sequence[Sequence[Cell]]:
        """Return the values of a sheet, all rows of one length, from A1 on."""
        return self._sheet(entry).values

    def _sheet(self, entry: SheetEntry) -> ValuesSheet:
        return self.worksheets[self.sheets.index(entry)]


_OPENED: WeakKeyDictionary[RawFile, ValuesBook | DamagedError] = WeakKeyDictionary()
"""What came of each file that somebody still holds: whether it is a register is asked before it is checked."""


def open_values(raw: RawFile, kind: Kind) -> ValuesBook:
    """Read the values of a file, once.

    Raises:
        DamagedError: They cannot be read.
        MissingExtraError: The library that reads this kind is not installed.
    """
    if raw not in _OPENED:
        try:
            _OPENED[raw] = ValuesBook(kind, tuple(_reader(kind)(raw)))
        except DamagedError as problem:
            _OPENED[raw] = problem
    found = _OPENED[raw]
    if isinstance(found, DamagedError):
        raise found
    return found


def _reader(kind: Kind) -> Callable[[RawFile], Sequence[ValuesSheet]]:
    # Each is imported when a file of its kind comes: most checks see none.
    if kind == "csv":
        from tht_xl.workbook.values_only.text import read_text

        return read_text
    if kind == "ods":
        from tht_xl.workbook.values_only.opendocument import read_opendocument

        return read_opendocument
    from tht_xl.workbook.values_only.binary import read_binary

    return read_binary
