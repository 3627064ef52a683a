import builtins
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from engines import is_cut_by_index, recalculated_by_libreoffice, shown_by_ironcalc
from openpyxl import load_workbook
from worked_cases import assert_shows

from tht_xl.errors import DomainError, MissingExtraError
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.book import write_workbook

pytestmark = pytest.mark.slow


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "native.xlsx"
    write_workbook(path)
    return path


def test_each_native_form_is_a_name(book: Path) -> None:
    names = load_workbook(book).defined_names
    native = {name for name, each in REGISTRY.items() if isinstance(each.native, ClosedForm)}
    assert {name for name in names if name.startswith("THT_")} == native
    assert all(str(names[name].value).startswith("_xlfn.LAMBDA(") for name in native)


def test_each_function_is_listed_with_what_its_example_shows(book: Path) -> None:
    sheet = load_workbook(book, data_only=True)["Functions"]
    rows = {str(row[0].value): [cell.value for cell in row] for row in sheet.iter_rows(min_row=5)}
    assert list(rows) == list(REGISTRY)
    for name, row in rows.items():
        native = REGISTRY[name].native
        assert row[1] == REGISTRY[name].help
        if not isinstance(native, ClosedForm):
            assert row[3] == f"No such form: {native}"
            continue
        assert f"{name}(" in str(row[3])
        shown = [cell for cell in row[4:7] if cell is not None]
        assert len(shown) == len(REGISTRY[name].columns)
        # What is live has its cached value, so that the file looks right before anything works it out.
        assert_shows([cell for cell in row[7:10] if cell is not None], shown)


def test_is_the_same_file_each_time(book: Path, tmp_path: Path) -> None:
    write_workbook(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


def test_every_part_is_well_formed(book: Path) -> None:
    with ZipFile(book) as parts:
        for name in parts.namelist():
            ET.fromstring(parts.read(name))  # noqa: S314 - a file of our own


def test_libreoffice_works_out_the_formulas_that_need_no_names(book: Path, program: Any, tmp_path: Path) -> None:
    cached = load_workbook(book, data_only=True)["Formulas"]
    live = load_workbook(recalculated_by_libreoffice(book, program("soffice"), tmp_path), data_only=True)["Formulas"]
    results = [(row, column) for row in range(5, cached.max_row + 1, 3) for column in (9, 10, 11)]
    compared = 0
    for row, column in results:
        expected = cached.cell(row, column).value
        if expected is not None:
            compared += 1
            assert_shows(live.cell(row, column).value, expected)
    assert compared == sum(len(each.columns) for each in REGISTRY.values() if isinstance(each.native, ClosedForm))


@pytest.mark.hosts
def test_ironcalc_works_out_the_formulas_of_rows(book: Path) -> None:
    cached = load_workbook(book, data_only=True)["Formulas"]
    formulas = load_workbook(book)["Formulas"]
    results = [(row, column) for row in range(5, cached.max_row + 1, 3) for column in (9, 10, 11)]
    filled = [place for place in results if cached.cell(*place).value is not None]
    of_rows = [place for place in filled if not is_cut_by_index(str(formulas.cell(*place).value))]
    for place, shown in zip(of_rows, shown_by_ironcalc(book, "Formulas", of_rows), strict=True):
        assert_shows(shown, cached.cell(*place).value)
    assert len(of_rows) >= 22


def test_a_place_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"^cannot write .*native\.xlsx: No such file or directory\. Choose another"):
        write_workbook(tmp_path / "none" / "native.xlsx")


def test_without_xlsxwriter_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "xlsxwriter":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtraError, match=r"^XlsxWriter \(extra workbook\) is not installed\. Install it with: "):
        write_workbook(tmp_path / "native.xlsx")
