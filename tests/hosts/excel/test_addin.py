"""The files for Excel, opened with pyOpenVBA, olevba and openpyxl."""

import hashlib
import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tht_xl.errors import DomainError
from tht_xl.hosts.excel.addin import write_addin
from tht_xl.hosts.excel.vba import MODULE, vba_module

pytestmark = pytest.mark.slow

FILES = ("tht.xlam", "tht.xlsm")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("excel")
    for name in (*FILES, "tht.bas"):
        write_addin(made / name, interpreter=r"%LOCALAPPDATA%\tht_xl\Scripts\pythonw.exe")
    return made


def module_texts(path: Path) -> dict[str, str]:
    """The VBA modules as olevba, a scanner's view of the file, finds them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # olevba's, of its parser
        from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(path))
    try:
        return {str(name).removesuffix(".bas"): str(code) for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()


@pytest.mark.parametrize("name", FILES)
def test_the_module_is_inside_as_generated(folder: Path, name: str) -> None:
    found = module_texts(folder / name)[MODULE].replace("\r\n", "\n")
    assert found.strip() == vba_module(addin=name.endswith(".xlam")).strip()


@pytest.mark.parametrize("name", FILES)
def test_the_project_holds_no_other_code_than_xlwings_own(folder: Path, name: str) -> None:
    from pyopenvba import ExcelFile

    with ExcelFile(folder / name) as file:
        assert file.validate() == []
        names = {each for each in file.module_names() if not re.fullmatch(r"ThisWorkbook|Sheet\d", each)}
    assert names == {MODULE, "xlwings", "Dictionary"}


@pytest.mark.parametrize("name", FILES)
def test_python_is_started_from_our_settings(folder: Path, name: str) -> None:
    starter = module_texts(folder / name)["xlwings"]
    assert 'PROJECT_NAME As String = "tht_xl"' in starter
    assert starter.count(r'GetConfig("INTERPRETER", "%LOCALAPPDATA%\tht_xl\Scripts\pythonw.exe")') == 2
    assert 'GetConfig("INTERPRETER", "pythonw")' not in starter


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_recalculated_on_opening_and_no_foreign_path_is_inside(folder: Path, name: str) -> None:
    with zipfile.ZipFile(folder / name) as file:
        workbook = file.read("xl/workbook.xml").decode()
    assert "fullCalcOnLoad" not in workbook
    assert "absPath" not in workbook
    assert 'name="_tht_xl.conf"' in workbook


def test_openpyxl_leaves_the_macros_as_they_are(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "tht.xlsm", keep_vba=True)
    book["Sheet1"]["A1"] = '=THT_RAG(57,57,"high")'
    book.save(tmp_path / "filled.xlsm")
    assert book.vba_archive is not None
    book.vba_archive.close()  # openpyxl leaves it open, and says so in whichever test runs when it is collected
    hashes = set()
    for path in (folder / "tht.xlsm", tmp_path / "filled.xlsm"):
        with zipfile.ZipFile(path) as file:
            hashes.add(hashlib.sha256(file.read("xl/vbaProject.bin")).hexdigest())
    assert len(hashes) == 1


@pytest.mark.parametrize("name", [*FILES, "tht.bas"])
def test_the_same_functions_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / "again").mkdir()
    first, second = write_addin(tmp_path / name), write_addin(tmp_path / "again" / name)
    assert first.read_bytes() == second.read_bytes()


def test_the_plain_module_can_be_imported_by_hand(folder: Path) -> None:
    text = (folder / "tht.bas").read_bytes().decode("cp1252")
    assert text.replace("\r\n", "\n") == vba_module()
    assert text.count("\r\n") == text.count("\n")


@pytest.mark.parametrize(
    ("name", "interpreter", "message"),
    [
        (
            "tht.xlsx",
            "pythonw",
            "tht.xlsx cannot be written. End the name in .xlam or .xlsm or .bas",
        ),
        ("tht.xlam", 'x"&Shell("calc")', 'the interpreter \'x"&Shell("calc")\' is not a path. '),
        ("tht.xlam", 'C:\\x"', "the interpreter 'C:\\\\x\"' is not a path. "),
        ("tht.xlam", "C:\\x\n", "the interpreter 'C:\\\\x\\n' is not a path. "),
        (
            "tht.xlam",
            "C:\\東京\\pythonw.exe",
            "the interpreter 'C:\\\\東京\\\\pythonw.exe' is not a path. Give a full path in",
        ),
        ("tht.xlam", "pythonw.exe", "the interpreter 'pythonw.exe' is not a path. "),
        ("tht.xlam", "C:/Python/pythonw.exe", "the interpreter 'C:/Python/pythonw.exe' is not a path. "),
        ("tht.xlam", " ", "the interpreter ' ' is not a path. "),
        ("tht.xlam", "C:\\" + 258 * "x", "the interpreter 'C:"),
        ("nowhere/tht.xlam", "pythonw", "there is no folder "),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, name: str, interpreter: str, message: str) -> None:
    with pytest.raises(DomainError) as refused:
        write_addin(tmp_path / name, interpreter=interpreter)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("interpreter", ["python", r"C:\Users\O'Brien & Söhne\100%\pythonw.exe", "C:\\" + 257 * "x"])
def test_any_path_of_windows_is_kept(tmp_path: Path, interpreter: str) -> None:
    starter = module_texts(write_addin(tmp_path / "tht.xlam", interpreter=interpreter))["xlwings"]
    assert starter.count(f'GetConfig("INTERPRETER", "{interpreter}")') == 2 + (interpreter == "python")


@pytest.mark.parametrize("name", FILES)
def test_no_other_workbook_chooses_what_is_started(folder: Path, name: str) -> None:
    """Neither by a sheet of settings, nor by a file of settings or a Python module beside it."""
    starter = module_texts(folder / name)["xlwings"]
    assert "ActiveWorkbook" not in starter
    assert starter.count('AddExcelDir = "false"') == 3  # xlwings' own "false" for code inside a workbook is one of them
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in starter


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "tht.bas"
    path.symlink_to(tmp_path / "gone" / "tht.bas")
    with pytest.raises(
        DomainError, match=r"cannot write .*tht\.bas: No such file or directory\. Choose another folder"
    ):
        write_addin(path)


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "tht.xlam"
    path.write_text("mine")
    with pytest.raises(DomainError, match="is there already"):
        write_addin(path)
    assert path.read_text() == "mine"
