"""Faults of Excel files whose functions do not work."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tht_xl.hosts.excel import inspection
from tht_xl.hosts.excel.addin import write_addin
from tht_xl.hosts.excel.inspection import inspect_file

ROOT = Path(__file__).parents[3]


def workbook(path: Path, *formulas: str, shown: Any = 1) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, formula, None, shown)
    return path


def test_a_fresh_add_in_is_fine(tmp_path: Path) -> None:
    states = [state for state, _, _ in inspect_file(write_addin(tmp_path / "tht.xlam"))]
    assert states == ["fine", "fine"]


def test_an_add_in_of_other_versions_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_addin(tmp_path / "tht.xlam")
    monkeypatch.setattr(inspection, "version", {"tht_xl": "9.9.9", "xlwings": "8.8.8"}.get)
    said = [text for state, text, _ in inspect_file(path) if state == "fault"]
    assert [text.partition("installed is ")[2] for text in said] == ["9.9.9", "8.8.8"]


def test_the_shipped_workbooks_are_fine() -> None:
    for path in (ROOT / "workbooks").glob("*.xlsx"):
        assert [state for state, _, _ in inspect_file(path)] == ["fine"]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (
            "='C:\\Users\\a\\tht.xlam'!THT_RAG(A2,B2,\"low\")",
            "tied to one copy of the add-in, 'C:\\Users\\a\\tht.xlam'!",
        ),
        ('=1+[1]!THT_GAP(A2,B2,"low")', "tied to one copy of the add-in, [1]!"),
        ("=THT_RGA(A2,B2)", "no function is called THT_RGA"),
    ],
)
def test_formulas_that_will_not_work_are_found(tmp_path: Path, formula: str, said: str) -> None:
    found = [text for state, text, _ in inspect_file(workbook(tmp_path / "a.xlsx", formula)) if state == "fault"]
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize("name", ["_xll.THT_GAP", "_xldudf_THT_GAP", "THT_GAP", "tht_gap"])
def test_other_ways_to_store_a_name_are_no_fault(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "a.xlsx", f'={name}(A2,B2,"low")')
    assert [state for state, _, _ in inspect_file(path)] == ["fine"]


def test_lost_values_are_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "=THT_VERSION()", "=THT_VERSION()", shown="#NAME?")
    assert any(text.startswith("2 of them last showed #NAME?") for _, text, _ in inspect_file(path))


def test_a_function_s_name_in_a_text_is_none(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", '="see THT_RATIO(a,b)"', '=THT_NOTE("THT_RATIO(")')
    assert [each[:2] for each in inspect_file(path)] == [("fine", "1 THT_ functions in its formulas")]


def test_what_unpacks_to_too_much_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", "=THT_VERSION()")
    monkeypatch.setattr(inspection, "MAX_EXPANDED_SIZE", 2**10)
    assert [each[0] for each in inspect_file(path)] == ["missing"]


def test_formulas_that_never_end_do_not_hold_it_up(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/worksheets/sheet1.xml", "<f " * 300_000)
    assert list(inspect_file(path)) == []


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert next(inspect_file(tmp_path))[1] == "cannot be read as an Excel file (Is a directory)"


def test_a_workbook_without_our_functions_says_nothing(tmp_path: Path) -> None:
    assert list(inspect_file(workbook(tmp_path / "a.xlsx", "=SUM(A2:A3)"))) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook"])
def test_what_is_no_workbook_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlam"
    path.write_bytes(content)
    ((state, said, _),) = inspect_file(path)
    assert state == "fault"
    assert said.startswith("cannot be read as an Excel file")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert next(inspect_file(tmp_path / "a.xlam"))[1] == "there is no such file"


def test_broken_macros_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/vbaProject.bin", b"nonsense")
    assert next(inspect_file(path))[1].startswith("its macros cannot be read")


def test_windows_mark_of_the_web_is_found(tmp_path: Path) -> None:
    """Elsewhere than on Windows the stream is a file of that name, which serves to simulate it."""
    path = workbook(tmp_path / "a.xlsx", "=THT_VERSION()")
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert next(inspect_file(path))[0] == "fault"
