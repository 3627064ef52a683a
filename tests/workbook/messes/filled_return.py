"""A template filled in as a partner would, as Excel would save it, and what somebody may do to it."""

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from xml.etree import ElementTree as ET

from tht_xl.documents.addresses import column_letters, column_number
from tht_xl.framework.load import load_framework
from tht_xl.functions import call
from tht_xl.workbook.writing.template import write_template

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ET.register_namespace("", MAIN)
ET.register_namespace("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
DATA = "xl/worksheets/sheet2.xml"
INDICATORS = ("reception-obesity", "year-6-obesity", "service-users-find-information")
PERIODS = ("2023/24", "2024/25")
"""What is asked for: rows 5 and 6, 7 and 8, 9 and 10."""
FIGURES: dict[str, object] = {
    "E5": 310, "F5": 2940, "E6": 305, "F6": 2900,
    "E7": 905, "F7": 3215, "E8": 890, "F8": 3190,
    "G9": 65.2, "H9": 61.1, "I9": 69.3, "G10": 66.0, "H10": 61.9, "I10": 70.1,
}  # fmt: skip
REFERENCE = re.compile(r"\b([A-Z]{1,2})([0-9]+)\b")
OURS = re.compile(r"(?:INDEX\()?(THT_\w+)\(([^()]*)\)(?:,1,(\d)\))?")


@cache
def _blank() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        path = write_template(Path(folder) / "return.xlsx", load_framework("tht"), INDICATORS, PERIODS)
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


class FilledReturn:
    """The template with figures in it. Formulas of ours follow what is typed, as they would in Excel."""

    def __init__(self) -> None:
        self.parts = dict(_blank())
        self.sheet = ET.fromstring(self.parts[DATA])  # noqa: S314 - our own
        strings = ET.fromstring(self.parts["xl/sharedStrings.xml"])  # noqa: S314 - our own
        self.strings = ["".join(item.itertext()) for item in strings]
        self.text = ""
        """The worksheet as XML, where somebody has changed it as such."""
        self.put(FIGURES)

    # Cells

    def put(self, cells: Mapping[str, object]) -> None:
        """Type into cells: a text, a number, True or False, or None to clear."""
        for address, content in cells.items():
            cell = self.cleared(address)
            if isinstance(content, bool):
                cell.set("t", "b")
                _add(cell, "v", str(int(content)))
            elif isinstance(content, str):
                cell.set("t", "inlineStr")
                _add(_add(cell, "is"), "t", content)
            elif content is not None:
                _add(cell, "v", repr(content))

    def formula(self, address: str, text: str, result: float | str | None = None) -> None:
        """Type a formula, with the result that is saved with it."""
        cell = self.cleared(address)
        _add(cell, "f", text)
        if isinstance(result, str):
            cell.set("t", "e" if result.startswith("#") else "str")
        if result is not None:
            _add(cell, "v", str(result))

    def error(self, address: str, value: str) -> None:
        """An error value without a formula, as a query or a pasted value leaves it."""
        cell = self.cleared(address)
        cell.set("t", "e")
        _add(cell, "v", value)

    def show_as(self, address: str, number_format: int) -> None:
        """Give a cell one of Excel's built-in number formats: 9 is 0%, 17 is mmm-yy."""
        styles = self.parts["xl/styles.xml"].decode()
        listed = re.search(r'<cellXfs count="(\d+)">', styles)
        assert listed
        style = f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        self.parts["xl/styles.xml"] = styles.replace("</cellXfs>", style).encode()
        count = styles[listed.start() : styles.index("</cellXfs>")].count("<xf ")
        self.cell(address).set("s", str(count))

    def raw(self, address: str, xml: str) -> None:
        """Make a cell of XML as another program writes it, without its address."""
        cell = self.cleared(address)
        made = ET.fromstring(f'<c xmlns="{MAIN}" {xml[2:].lstrip()}')  # noqa: S314 - our own
        cell.attrib.update(made.attrib)
        cell.extend(list(made))

    def value(self, address: str) -> object:
        """What a cell shows."""
        cell = self.cell(address)
        kind, value = cell.get("t", ""), cell.find(f"{{{MAIN}}}v")
        if kind == "inlineStr":
            return "".join(cell.itertext())
        if value is None or value.text is None:
            return None
        if kind == "s":
            return self.strings[int(value.text)] if value.text in map(str, range(len(self.strings))) else "?"
        try:
            return value.text if kind in ("str", "e") else float(value.text)
        except ValueError:
            return value.text

    def cell(self, address: str) -> ET.Element:
        """The element of a cell, made where there is none."""
        letters, number = _split(address)
        row = self.row(number)
        for cell in row:
            if cell.get("r") == address:
                return cell
        made = ET.Element(f"{{{MAIN}}}c", {"r": address})
        later = [i for i, c in enumerate(row) if column_number(_split(c.get("r", ""))[0]) > column_number(letters)]
        row.insert(later[0] if later else len(row), made)
        return made

    def cleared(self, address: str) -> ET.Element:
        """A cell with nothing in it but its format."""
        cell = self.cell(address)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        return cell

    def row(self, number: int) -> ET.Element:
        """The element of a row, made where there is none."""
        data = self.sheet.find(f"{{{MAIN}}}sheetData")
        assert data is not None
        for at, row in enumerate(data):
            if int(row.get("r", "0")) == number:
                return row
            if int(row.get("r", "0")) > number:
                data.insert(at, made := ET.Element(f"{{{MAIN}}}row", {"r": str(number)}))
                return made
        return _add(data, "row", r=str(number))

    # The sheet and the file

    def clear_row(self, number: int) -> None:
        """Clear a whole row, formulas too."""
        for cell in list(self.row(number)):
            self.row(number).remove(cell)

    def copy_row(self, source: int, target: int) -> None:
        """Copy a row; its formulas come with it."""
        self.clear_row(target)
        for cell in self.row(source):
            copy = ET.fromstring(ET.tostring(cell))  # noqa: S314 - our own
            copy.set("r", f"{_split(cell.get('r', ''))[0]}{target}")
            for formula in copy.iter(f"{{{MAIN}}}f"):
                formula.text = REFERENCE.sub(lambda found: f"{found[1]}{target}", formula.text or "")
            self.row(target).append(copy)

    def insert_rows(self, before: int, how_many: int) -> None:
        """Insert rows, as Excel does: formulas follow."""
        self._move(lambda column: column, lambda row: row + how_many * (row >= before))

    def swap_columns(self, first: str, second: str) -> None:
        """Put two columns in each other's place."""
        swapped = {first: second, second: first}
        self._move(lambda column: swapped.get(column, column), lambda row: row)

    def _move(self, column: Callable[[str], str], row: Callable[[int], int]) -> None:
        def moved(text: str) -> str:
            return REFERENCE.sub(lambda found: f"{column(found[1])}{row(int(found[2]))}", text)

        for element in self.sheet.iter(f"{{{MAIN}}}row"):
            for cell in element:
                cell.set("r", moved(cell.get("r", "")))
                for formula in cell.iter(f"{{{MAIN}}}f"):
                    formula.text = moved(formula.text or "")
            element[:] = sorted(element, key=lambda cell: column_number(_split(cell.get("r", ""))[0]))
            element.set("r", str(row(int(element.get("r", "0")))))

    def merge(self, cells: str) -> None:
        """Merge cells."""
        merged = self.sheet.find(f"{{{MAIN}}}mergeCells")
        if merged is None:
            data = self.sheet.find(f"{{{MAIN}}}sheetData")
            assert data is not None
            merged = ET.Element(f"{{{MAIN}}}mergeCells")
            self.sheet.insert(list(self.sheet).index(data) + 1, merged)
        _add(merged, "mergeCell", ref=cells)

    def hide_row(self, number: int) -> None:
        """Hide a row."""
        self.row(number).set("hidden", "1")

    def rename(self, name: str) -> None:
        """Give the sheet Data another name."""
        self.replace("xl/workbook.xml", 'name="Data"', f'name="{name}"')

    def replace(self, part: str, old: str, new: str) -> None:
        """Change the XML of a part as another program would write it."""
        text = (self.text or self._xml()) if part == DATA else self.parts[part].decode()
        assert old in text, old
        text = text.replace(old, new)
        if part == DATA:
            self.text = text
        else:
            self.parts[part] = text.encode()

    def _xml(self) -> str:
        for cell in self.sheet.iter(f"{{{MAIN}}}c"):
            self._calculate(cell)
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + ET.tostring(self.sheet, encoding="unicode")

    def _calculate(self, cell: ET.Element) -> None:
        formula = cell.find(f"{{{MAIN}}}f")
        ours = OURS.fullmatch(formula.text or "") if formula is not None else None
        if formula is None or not ours:
            return
        result = call(ours[1], *(self.value(address) for address in ours[2].split(",")))
        if ours[3] and isinstance(result, list):
            result = result[0][int(ours[3]) - 1]
        self.formula(cell.get("r", ""), formula.text or "", cast("float | str", result))

    def save(self, path: Path) -> Path:
        """Write the workbook."""
        self.parts[DATA] = (self.text or self._xml()).encode()
        with zipfile.ZipFile(content := BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in self.parts.items():
                package.writestr(name, part)
        path.write_bytes(content.getvalue())
        return path


def _split(address: str) -> tuple[str, int]:
    letters = address.rstrip("0123456789")
    return letters, int(address[len(letters) :] or 0)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{MAIN}}}{name}", attributes)
    made.text = text
    if text is not None and text != text.strip():
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def column_after(address: str, steps: int) -> str:
    """The cell so many columns to the right."""
    letters, row = _split(address)
    return f"{column_letters(column_number(letters) + steps)}{row}"
