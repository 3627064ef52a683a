"""The worksheets of a workbook: their names, whether they are hidden, and where each is kept."""

import posixpath
import re
from dataclasses import dataclass

from tht_xl.workbook.container import Container, DamagedError
from tht_xl.workbook.markup import PACKAGE, RELATION, Attributes, Start, read_starts

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
        data: The file as bytes.
        sheets: Its sheets, in the order of their tabs.
    """

    container: Container
    data: bytes
    sheets: tuple[SheetEntry, ...]

    @staticmethod
    def open(container: Container, data: bytes) -> "Book":
        """List the sheets.

        Raises:
            DamagedError: The list, or the table that says where the sheets are, cannot be read.
        """
        main = _workbook_part(container)
        targets = _targets(container, main)
        sheets: list[SheetEntry] = []

        def sheet(attributes: Attributes) -> None:
            relation = next((attributes[key] for key in RELATION if key in attributes), "")
            part, kind = targets.get(relation, ("", ""))
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetEntry(attributes.get("name", ""), hidden, part, kind == "worksheet"))

        read_starts(container.part(main), main, {"sheet": sheet})
        return Book(container, data, tuple(sheets))

    @property
    def data_sheet(self) -> SheetEntry | None:
        """The worksheet "Data", whatever its capitals."""
        wanted = DATA_SHEET.casefold()
        return next((s for s in self.sheets if s.is_worksheet and s.name.strip().casefold() == wanted), None)

    def percent_styles(self) -> frozenset[str]:
        """The cell styles that show 0.28 as 28%, as the cells name them."""
        part = next((name for name in self.container.parts if name.endswith("/styles.xml")), "")
        return _percent_styles(self.container.part(part), part) if part else frozenset()


def _workbook_part(container: Container) -> str:
    found = [name for name in container.parts if name == "xl/workbook.xml" or name.endswith("/workbook.xml")]
    if not found:
        raise DamagedError("the part xl/workbook.xml is missing")
    return found[0]


def _targets(container: Container, main: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(main)
    part = f"{folder}/_rels/{name}.rels"
    targets: dict[str, tuple[str, str]] = {}

    def relation(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[attributes.get("Id", "")] = (path, attributes.get("Type", "").rpartition("/")[2])

    read_starts(container.part(part), part, {"Relationship": relation}, PACKAGE)
    return targets


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
