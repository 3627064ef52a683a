"""The worksheets of a workbook: their names, whether they are hidden, and where each is kept."""

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tht_xl.workbook.file.container import Container
from tht_xl.workbook.file.markup import PACKAGE, RELATION, Attributes, Start, read_starts

DATA_SHEET = "Data"
LITERAL = re.compile(r'"[^"]*"|\\.')
"""Text in a number format: 0.0"%" shows a sign without multiplying by a hundred."""
BUILT_IN_PERCENT = (9, 10)
"""Number formats 0% and 0.00%, which Excel does not spell out in the file."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet as the workbook lists it.

    Attributes:
        name: As on its tab.
        is_hidden: Whether a person does not see the tab.
        part: The part that holds it.
        is_worksheet: Whether it has cells; a chart sheet has none.
    """

    name: str
    is_hidden: bool
    part: str
    is_worksheet: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that could be opened.

    Attributes:
        container: Its parts.
        sheets: Its sheets, in the order of their tabs.
        strings: The part that holds the texts that cells share, "" where there is none.
        styles: The part that holds the formats of cells, "" where there is none.
        counts_from_1904: Whether day numbers count from 1904, as the first Excel for the Mac had it.
    """

    container: Container
    sheets: tuple[SheetEntry, ...]
    strings: str = ""
    styles: str = ""
    counts_from_1904: bool = False

    @staticmethod
    def open(container: Container) -> "Book":
        """List the sheets, once for each file.

        Raises:
            DamagedError: The list, or the table that says where the sheets are, cannot be read.
        """
        return container.once(Book._read)

    @staticmethod
    def _read(container: Container) -> "Book":
        main = workbook_part(container)
        targets = _targets(container, main)
        shared = {kind: path for path, kind in targets.values()}
        sheets: list[SheetEntry] = []
        properties: Attributes = {}

        def sheet(attributes: Attributes) -> None:
            relation = next((attributes[key] for key in RELATION if key in attributes), "")
            part, kind = targets.get(relation, ("", ""))
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetEntry(attributes.get("name", ""), hidden, part, kind == "worksheet"))

        read_starts(container.part(main), main, {"sheet": sheet, "workbookPr": properties.update})
        from_1904 = properties.get("date1904") in ("1", "true")
        return Book(container, tuple(sheets), shared.get("sharedStrings", ""), shared.get("styles", ""), from_1904)

    @property
    def data_sheet(self) -> SheetEntry | None:
        """The worksheet "Data", whatever its capitals."""
        wanted = DATA_SHEET.casefold()
        return next((s for s in self.sheets if s.is_worksheet and s.name.strip().casefold() == wanted), None)

    def related(self, part: str, kinds: Collection[str]) -> tuple[str, ...]:
        """Return the parts of these kinds that a part names and that are there.

        Raises:
            DamagedError: The list of them cannot be read.
        """
        if not self.container.has(_relations_of(part)):
            return ()
        targets = _targets(self.container, part).values()
        return tuple(path for path, kind in targets if kind in kinds and self.container.has(path))

    def percent_styles(self) -> frozenset[str]:
        """Return the cell styles that show 0.28 as 28%, as the cells name them."""
        return self.container.once(_percent_styles_of) if self.styles else frozenset()


def parts_read(container: Container) -> Iterator[str]:
    """Yield the names of the parts that a check reads, each before it is read, so that it can be checked first.

    All others are the partner's own and are left alone: pictures, macros, queries, what other programs have added.

    Raises:
        DamagedError: A part that names others cannot be read.
    """
    main = workbook_part(container)
    yield main
    yield _relations_of(main)
    book = Book.open(container)
    entry = book.data_sheet
    yield from (part for part in (entry.part if entry else "", book.strings, book.styles) if part)


def workbook_part(container: Container) -> str:
    """Return the part that lists the worksheets.

    Raises:
        DamagedError: It is not there.
    """
    found = "xl/workbook.xml"
    if not container.has(found):
        found = next((name for name in container.names if name.casefold().endswith("/workbook.xml")), found)
    return container.entry(found).filename.replace("\\", "/")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _targets(container: Container, main: str) -> dict[str, tuple[str, str]]:
    folder, part = posixpath.dirname(main), _relations_of(main)
    targets: dict[str, tuple[str, str]] = {}

    def relation(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[attributes.get("Id", "")] = (path, attributes.get("Type", "").rpartition("/")[2])

    read_starts(container.part(part), part, {"Relationship": relation}, PACKAGE)
    return targets


def _percent_styles_of(container: Container) -> frozenset[str]:
    styles = Book.open(container).styles
    return _percent_styles(container.part(styles), styles)


def _percent_styles(data: bytes, part: str) -> frozenset[str]:
    formats = {str(number) for number in BUILT_IN_PERCENT}
    styles: list[str] = []
    # The element xf describes both named styles and cells' styles; cells point at the second list only.
    list_name = ""

    def number_format(attributes: Attributes) -> None:
        if "%" in LITERAL.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))

    def begin(name: str) -> Start:
        def start(_: Attributes) -> None:
            nonlocal list_name
            list_name = name

        return start

    def style(attributes: Attributes) -> None:
        if list_name == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    lists = {name: begin(name) for name in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs")}
    read_starts(data, part, {"numFmt": number_format, "xf": style, **lists})
    return frozenset(str(index) for index, number in enumerate(styles) if number in formats)
