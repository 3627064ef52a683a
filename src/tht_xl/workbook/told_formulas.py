"""The formulas of a workbook that call our functions: what they are told, and which indicator their cells are about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tht_xl.documents.addresses import column_number
from tht_xl.model.definition import Framework, Indicator
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.file.book import Book, SheetEntry
from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.file.marks import SheetMarks, read_marks
from tht_xl.workbook.file.values import Cell, read_values

NAME = re.compile(r"\b(THT_[A-Z0-9_]+)\(", re.IGNORECASE)
REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!)?\$?[A-Z]{1,3}\$?(\d{1,7})(?::\$?[A-Z]{1,3}\$?(\d{1,7}))?(?![\w(!])"
)
COLUMN = re.compile(r"[$\d]")
"""What is not the letters of a column in a cell's address."""
QUOTED = re.compile(r'"(?:[^"]|"")*"')
TOLD = ("polarity", "multiplier", "indicator")
MAX_ROWS = 1_000
"""A reference to more rows is to whole columns, and to no one indicator."""


Contents = tuple[SheetMarks, Sequence[Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class FormulaCall:
    """One call of a function.

    Attributes:
        name: Of the function.
        told: What is written for its polarity, multiplier and indicator.
        others: What is written for its other arguments.
    """

    name: str
    told: dict[str, str]
    others: tuple[str, ...]


def calls(formula: str) -> Iterator[FormulaCall]:
    """Every call of one of our functions in a formula, nested ones too."""
    from tht_xl.functions.engine.registry import REGISTRY  # the functions take a while to load, and few books have them

    # Nothing within quotes is a call.
    bare = QUOTED.sub(lambda found: " " * len(found.group()), formula)
    for found in NAME.finditer(bare):
        function = REGISTRY.get(found[1].upper())
        if function is None:
            continue
        texts = _arguments(formula, found.end())
        named = list(zip((argument.name for argument in function.arguments), texts, strict=False))
        told = {name: text for name, text in named if name in TOLD}
        yield FormulaCall(function.name, told, tuple(text for name, text in named if name not in TOLD))


def _arguments(formula: str, start: int) -> list[str]:
    """Return the arguments of a call from behind its bracket on."""
    found, depth, quoted, begin = list[str](), 0, False, start
    for place in range(start, len(formula)):
        sign = formula[place]
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "({":
            depth += 1
        elif sign in ")}" and depth:
            depth -= 1
        elif sign == ")" or (sign == "," and not depth):
            found.append(formula[begin:place])
            begin = place + 1
            if sign == ")":
                return found
    return found


@dataclass(frozen=True)
class FormulaSheets:
    """The worksheets of a book that call our functions.

    Attributes:
        book: The workbook.
        framework: Whose indicators are looked for.
        data: The sheet that has been read already.
    """

    book: Book
    framework: Framework
    data: DataSheet

    @cached_property
    def _sheets(self) -> dict[str, Contents]:
        read: dict[str, Contents] = {self.data.name: (self.data.marks, self.data.values)}
        for entry in self.book.sheets:
            if entry.is_worksheet and entry.name not in read and (found := self._read(entry, holding=b"THT_")):
                read[entry.name] = found
        return read

    def _read(self, entry: SheetEntry, *, holding: bytes = b"") -> Contents | None:
        """Return a worksheet whose part has these letters; one that cannot be read is the partner's, not a fault."""
        try:
            part = self.book.container.part(entry.part)
            if holding not in part.upper():
                return None
            marks = read_marks(part, entry.part, frozenset())
            return marks, read_values(self.book, entry.part, marks)
        except DamagedError:
            return None

    def has_quotes(self, sheet: str, letters: str) -> bool:
        """Return whether any cell of a column of a sheet has a text with quotes in it."""
        key = sheet, letters
        if key not in self._with_quotes:
            column = column_number(letters) if letters else -1
            cells = (row[column] for row in self._sheets[sheet][1] if 0 <= column < len(row))
            self._with_quotes[key] = any(isinstance(cell, str) and '"' in cell for cell in cells)
        return self._with_quotes[key]

    @cached_property
    def _with_quotes(self) -> dict[tuple[str, str], bool]:
        return {}

    def told(self, text: str, sheet: str) -> str:
        """Return an argument as a formula writes it: as it is, or the contents of the one cell it refers to.

        A cell that holds a formula says what was saved with it; one that is blank, or cannot be read, says nothing.
        """
        reference = REFERENCE.fullmatch(text.strip())
        if reference is None or reference[4]:
            return text
        name = (reference[1] or reference[2] or "").replace("''", "'") or sheet
        letters, row = COLUMN.sub("", text.strip().rpartition("!")[2]), int(reference[3])
        values = self._values(name)
        column = column_number(letters.upper())
        cell = values[row - 1][column] if 0 < row <= len(values) and column < len(values[row - 1]) else ""
        if isinstance(cell, str):
            return f'"{cell}"' if cell else ""
        return f"{cell:.15g}" if isinstance(cell, float) else ""

    def _values(self, sheet: str) -> Sequence[Sequence[Cell]]:
        if sheet in self._sheets:
            return self._sheets[sheet][1]
        if sheet not in self._others:
            entry = next((each for each in self.book.sheets if each.is_worksheet and each.name == sheet), None)
            found = self._read(entry) if entry else None
            self._others[sheet] = found[1] if found else ()
        return self._others[sheet]

    @cached_property
    def _others(self) -> dict[str, Sequence[Sequence[Cell]]]:
        """The sheets without a formula of ours that one refers to, as far as they have been read."""
        return {}

    def __len__(self) -> int:
        return len(self.formulas)

    @cached_property
    def formulas(self) -> list[tuple[str, int, int, str]]:
        """Sheet, row, column and text of each formula that calls one of our functions."""
        return [
            (name, row, column, text)
            for name, (marks, _) in self._sheets.items()
            for (row, column), text in marks.formulas.items()
            if "THT_" in text or "THT_" in text.upper()
        ]

    def indicators_of(self, call: FormulaCall, sheet: str, row: int) -> tuple[Indicator, ...]:
        """Return the indicators in the rows of a call's other arguments, else of its own row; none in doubt."""
        found: set[str] = set()
        for text in call.others:
            for quoted, plain, first, last in REFERENCE.findall(QUOTED.sub('""', text)):
                where = (quoted or plain).replace("''", "'") or sheet
                end = int(last or first)
                if end - int(first) >= MAX_ROWS:
                    return ()
                for each in range(int(first), end + 1):
                    found |= self._ids(where, each)
        found = found or self._ids(sheet, row)
        return tuple(self._indicators[name] for name in sorted(found))

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.framework.indicators}

    @cached_property
    def _known(self) -> dict[tuple[str, int], set[str]]:
        return {}

    def _ids(self, sheet: str, row: int) -> set[str]:
        """Return the ids of indicators in a row."""
        if (sheet, row) not in self._known:
            values = self._sheets[sheet][1] if sheet in self._sheets else ()
            cells = values[row - 1] if 0 < row <= len(values) else ()
            texts = (cell.strip().casefold() for cell in cells if isinstance(cell, str))
            self._known[sheet, row] = {text for text in texts if text in self._indicators}
        return self._known[sheet, row]
