"""The engines that work native formulas out: LibreOffice, formualizer and IronCalc."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import formualizer
from lacking import lacking
from openpyxl import load_workbook
from xlsxwriter import Workbook

from tht_xl.formulas.expression import Atom, Binary, Call, Node, replace_nodes, write
from tht_xl.functions.engine.cells import CellError
from tht_xl.model.days import serial_of
from tht_xl.model.stored_formula import stored_formula

SHEET = "Cases"
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
Cells = dict[tuple[int, int], Any]
_KINDS = {"Na": "#N/A", "Value": "#VALUE!", "Div": "#DIV/0!", "Num": "#NUM!", "Ref": "#REF!", "Name": "#NAME?"}


def in_libreoffice(cells: Cells, formulas: Sequence[str], column: int, soffice: str, work: Path) -> list[Any]:
    """What LibreOffice shows for formulas in a column beside the cells."""
    source = work / "cases.xlsx"
    with Workbook(str(source)) as book:
        sheet = book.add_worksheet(SHEET)
        for (row, place), cell in cells.items():
            if isinstance(cell, str) and cell in set(CellError):
                sheet.write_formula(row, place, f"={cell}")
            elif isinstance(cell, str):
                sheet.write_string(row, place, cell)
            elif isinstance(cell, date):
                sheet.write_number(row, place, serial_of(cell))
            elif cell is not None:
                sheet.write(row, place, cell)
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, column, stored_formula(formula))
    recalculated = recalculated_by_libreoffice(source, soffice, work)
    sheet = load_workbook(recalculated, data_only=True)[SHEET]
    return ["" if (cell := sheet.cell(row + 1, column + 1).value) is None else cell for row in range(len(formulas))]


def recalculated_by_libreoffice(source: Path, soffice: str, work: Path) -> Path:
    profile, out = work / "profile", work / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx",
               "--outdir", str(out), str(source)]  # fmt: skip
    for _ in range(2):  # a first start in a new profile may end before it has begun
        subprocess.run(command, check=False, capture_output=True, timeout=300)
        if (out / source.name).is_file():
            break
    return out / source.name


def recalculated_by_ironcalc(
    path: Path, places: Iterable[tuple[str, int]], typed: Mapping[tuple[str, int, int], str | float] | None = None
) -> dict[tuple[str, int], Any]:
    """What IronCalc shows in column A of some rows of a workbook, by sheet and row, after cells were typed into it.

    A file that openpyxl has saved serves badly: to IronCalc its blank cells are zeros.
    """
    if find_spec("ironcalc") is None:
        lacking("IronCalc is not installed")
    ironcalc: Any = import_module("ironcalc")

    book: Any = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    names = _names_of_sheets(book)
    for (sheet, row, column), cell in (typed or {}).items():
        write = book.update_cell_with_text if isinstance(cell, str) else book.update_cell_with_number
        write(names.index(sheet), row, column, cell)
    book.evaluate()
    return {(sheet, row): book.get_cell_value(names.index(sheet), row, 1) for sheet, row in places}


def shown_by_ironcalc(path: Path, sheet: str, cells: Iterable[tuple[int, int]]) -> list[Any]:
    """What IronCalc shows in some cells of a sheet of a workbook, by row and column from 1."""
    if find_spec("ironcalc") is None:
        lacking("IronCalc is not installed")
    book: Any = import_module("ironcalc").load_from_xlsx(str(path), "en", "UTC", "en")
    book.evaluate()
    return [book.get_cell_value(_names_of_sheets(book).index(sheet), *cell) for cell in cells]


def _names_of_sheets(book: Any) -> list[str]:
    return [sheet["name"] if isinstance(sheet, dict) else sheet.name for sheet in book.get_worksheets_properties()]


def in_ironcalc(cells: Cells, formulas: Sequence[str], column: int) -> list[Any]:
    """What IronCalc shows for formulas in a column beside the cells."""
    if find_spec("ironcalc") is None:
        lacking("IronCalc is not installed")
    book: Any = import_module("ironcalc").create("book", "en", "UTC", "en")
    for (row, place), cell in cells.items():
        at = 0, row + 1, place + 1
        if isinstance(cell, str) and cell in set(CellError):
            book.update_cell_with_formula(*at, f"={cell}")
        elif isinstance(cell, str):
            book.update_cell_with_text(*at, cell)
        elif isinstance(cell, bool):
            book.update_cell_with_bool(*at, cell)
        elif cell is not None:
            book.update_cell_with_number(*at, serial_of(cell) if isinstance(cell, date) else cell)
    for row, formula in enumerate(formulas, 1):
        book.update_cell_with_formula(0, row, column + 1, formula)
    book.evaluate()
    shown = [book.get_cell_value(0, row, column + 1) for row in range(1, len(formulas) + 1)]
    return ["" if cell is None else cell for cell in shown]


def is_cut_by_index(formula: str) -> bool:
    """Whether a formula has INDEX(range,1):INDEX(range,n), which IronCalc does not work out."""
    return "):INDEX(" in formula


class Formualizer:
    """A sheet in formualizer."""

    def __init__(self, cells: Cells) -> None:
        self._book = formualizer.Workbook()
        self._book.add_sheet(SHEET)
        for (row, place), cell in cells.items():
            if isinstance(cell, str) and cell in set(CellError):
                self._book.set_formula(SHEET, row + 1, place + 1, f"={cell}")
            elif cell is not None:
                content = serial_of(cell) if isinstance(cell, date) else cell
                self._book.set_value(SHEET, row + 1, place + 1, content)

    def shows(self, formulas: Sequence[str], column: int) -> list[Any]:
        """The results of formulas, as `for_formualizer` writes them, in a column."""
        for row, formula in enumerate(formulas, 1):
            self._book.set_formula(SHEET, row, column + 1, formula)
        self._book.evaluate_all()
        results = [self._book.get_value(SHEET, row, column + 1) for row in range(1, len(formulas) + 1)]
        return [_KINDS.get(str(each.get("kind")), each) if isinstance(each, dict) else each for each in results]


def for_formualizer(tree: Node) -> str:
    """A formula without what formualizer cannot do."""
    return f"={write(replace_nodes(tree, _cut))}"


def _cut(node: Node) -> Node | None:
    """INDEX(range,1):INDEX(range,n) as OFFSET: formualizer does not multiply what INDEX cuts out."""
    if not (isinstance(node, Binary) and node.operator == ":" and isinstance(node.right, Call)):
        return None
    area, count = node.right.arguments
    assert area
    assert count
    size = Call("MAX", (Atom("1"), replace_nodes(count, _cut)))
    is_row = Binary("=", Call("ROWS", (area,)), Atom("1"))
    sizes = (Call("IF", (is_row, Atom("1"), size)), Call("IF", (is_row, size, Atom("1"))))
    return Call("OFFSET", (area, Atom("0"), Atom("0"), *sizes))
