"""What a workbook says of itself on its sheet Read me, under "Made from": template, framework, kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.framework.load import framework_names, load_framework
from tht_xl.model.definition import Framework
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.opened import AnyBook, read_sheet

READ_ME = "Read me"
MADE_FROM = "Made from"
"""Heading of the lines that say it."""
ILLUSTRATIVE = "Illustrative"
"""The stamp of a workbook whose rows are made up to show how something works."""
FOR_READING = "for reading"
"""The kind of a workbook that nobody sends in."""
OURS = "tht"
"""The framework of a workbook that names none."""
MAX_ROWS = 60
"""How far down the heading is looked for. [rows]"""


@dataclass(frozen=True, slots=True)
class BookOrigin:
    """What a workbook says that it was made from; "" where it does not say."""

    template: str = ""
    version: str = ""
    framework: str = ""
    partner: str = ""
    stamp: str = ""
    definitions: str = ""
    """The fingerprint of the definitions, where they are what it holds."""
    kind: str = ""

    @property
    def is_illustrative(self) -> bool:
        """Whether its rows are made up to show how something works."""
        return self.stamp.casefold() == ILLUSTRATIVE.casefold()

    @property
    def is_for_reading(self) -> bool:
        """Whether it is neither a return nor a register."""
        return self.kind.casefold() == FOR_READING


@dataclass(frozen=True, slots=True)
class UsedFramework:
    """The framework that a workbook says, and the one that it is checked with."""

    said: str
    used: Framework


def read_me(book: AnyBook) -> Sequence[Sequence[Cell]]:
    """Return the rows of the sheet Read me; none where there is no such sheet.

    Raises:
        DamagedError: It cannot be read.
    """
    entry = next((s for s in book.sheets if s.is_worksheet and tidy(s.name) == tidy(READ_ME)), None)
    return read_sheet(book, entry).values if entry else ()


def read_me_of_return(book: AnyBook) -> Sequence[Sequence[Cell]]:
    """Return the same of a return: instructions that cannot be read hold back no figures."""
    try:
        return read_me(book)
    except DamagedError:
        return ()


def origin_of(rows: Sequence[Sequence[Cell]]) -> BookOrigin:
    """Return what the rows of the sheet Read me say.

    Examples:
        >>> origin_of([["Made from"], ["", "Template: action-tracker"], ["", "Framework: tht"]]).template
        'action-tracker'
    """
    texts = [str(cell) for row in rows[:MAX_ROWS] for cell in row if cell != ""]
    if MADE_FROM not in texts:
        return BookOrigin()
    pairs = [text.split(": ", 1) for text in texts[texts.index(MADE_FROM) :] if ": " in text]
    # The lines come first; what follows may well begin with one of their words.
    said = dict(reversed([(name, text.strip()) for name, text in pairs]))
    names = ("Template", "Version", "Framework", "Partner", "Stamp", "Definitions", "Kind")
    return BookOrigin(*(said.get(name, "") for name in names))


def framework_of(origin: BookOrigin) -> Framework:
    """Return the framework that a workbook names, or ours.

    Only one that comes with the package: a workbook from outside must not say which folder is read. The lists of ours
    then say by name what is not known.
    """
    return load_framework(origin.framework if origin.framework in framework_names() else OURS)
