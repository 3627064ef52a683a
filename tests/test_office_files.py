"""Every Office file that a writer of ours makes passes a validator of Office Open XML, and no writer is left out."""

import ast
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking

from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.hosts.excel.addin import write_addin
from tht_xl.hosts.native.book import write_workbook
from tht_xl.templates.load import load_template, template_names
from tht_xl.workbook.registers.framework_book import export_framework
from tht_xl.workbook.registers.write import write_register
from tht_xl.workbook.writing.partner_return import AskedFigure, write_partner_return
from tht_xl.workbook.writing.template import write_template

ROOT = Path(__file__).parents[1]
Writers = dict[str, Callable[[Path], object]]
LIBRARIES = ("xlsxwriter", "openpyxl", "pyopenvba", "docx", "pptx", "xlwt", "odf", "gptables")
"""What makes an Office file, or changes one."""


def _partner_return(path: Path) -> None:
    asked = (
        AskedFigure("year-6-obesity", "2022/23", "29.7% (2021/22)", (28.0, 31.0), was_red=True),
        AskedFigure("social-care-quality-of-life", "2024/25", "18.6 (2022/23)", (17.9, 19.2)),
    )
    write_partner_return(path, load_framework("tht"), asked, title="Council: return", due="30 November")


def _blank_register(name: str) -> Callable[[Path], object]:
    return lambda path: write_register(path, load_template(name), load_framework("tht"))


def _exported(name: str) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        assert code(["export", "--out", str(path.parent / "figures"), "--as-of", "2026-11-30"]) == 0
        (path.parent / "figures" / name).replace(path)

    return write


def _filled_register(path: Path) -> None:
    row = {"id": "A1", "action": "=1 & <b>", "owner": "Public health lead", "status": "on track", "evidence": "x" * 900}
    write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": [row]})


WRITERS: dict[str, Writers] = {
    "src/tht_xl/hosts/native/book.py": {"native.xlsx": write_workbook},
    "src/tht_xl/hosts/excel/addin.py": {
        "tht.xlam": lambda path: write_addin(path),
        "tht.xlsm": lambda path: write_addin(path),
    },
    "src/tht_xl/workbook/registers/write.py": {
        **{f"{name}.xlsx": _blank_register(name) for name in template_names()},
        "filled.xlsx": _filled_register,
        "framework.xlsx": lambda path: export_framework(load_framework("tht"), path),
        "strategy.xlsx": lambda path: export_framework(load_framework("strategy-2009"), path),
    },
    "src/tht_xl/report/accessible_book.py": {"accessible.xlsx": _exported("accessible.xlsx")},
    "src/tht_xl/workbook/writing/star_book.py": {"star.xlsx": _exported("star.xlsx")},
    "src/tht_xl/workbook/writing/template.py": {
        "template.xlsx": lambda path: write_template(path, load_framework("tht"), ["reception-obesity"], ["2025/26"]),
    },
    "src/tht_xl/workbook/writing/partner_return.py": {
        "return.xlsx": _partner_return,
    },
}
"""By the module in which a file is made, files that show all that it can make."""
SHIPPED_WRITERS = {f"workbooks/{name}.py" for name in ("build", "dashboard_book", "strategy_book", "ward_book")}
"""What they write is in the repository, and a test of its own holds both equal."""
OTHER_WRITERS = {
    "src/tht_xl/workbook/writing/new_book.py": "begins the workbook that another module fills",
    "src/tht_xl/hosts/libreoffice/extension.py": "an extension of LibreOffice (.oxt)",
    "src/tht_xl/hosts/libreoffice/rewriting.py": "a copy for LibreOffice alone, thrown away after it",
    "src/tht_xl/workbook/file/values.py": "a package in memory, for calamine alone",
}
FILES = [(name, write) for files in WRITERS.values() for name, write in files.items()]
SHIPPED = sorted(
    path for folder in ("workbooks", "templates", "src") for path in (ROOT / folder).rglob("*.[xdp][lop]*[xm]")
)


def faults(path: Path) -> list[str]:
    """What the validator says of a file; it is told the oldest Excel that we write for."""
    if find_spec("openxml_audit") is None:
        lacking("openxml-audit is not installed")
    audit: Any = import_module("openxml_audit")
    result = audit.OpenXmlValidator(file_format=audit.FileFormat.OFFICE_2019).validate(str(path))
    return [str(error) for error in result.errors] if result.errors or not result.is_valid else []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "write"), FILES, ids=[name for name, _ in FILES])
def test_what_a_writer_makes_is_valid(name: str, write: Callable[[Path], object], tmp_path: Path) -> None:
    write(tmp_path / name)
    assert zipfile.is_zipfile(tmp_path / name)
    assert faults(tmp_path / name) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=[path.name for path in SHIPPED])
def test_what_is_shipped_is_valid(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.slow
def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    write_register(tmp_path / "a.xlsx", load_template("action-tracker"), load_framework("tht"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as right, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as wrong:
        for name in right.namelist():
            wrong.writestr(name, right.read(name).replace(b"<sheetData>", b"<sheetDatum/><sheetData>", 1))
    assert faults(tmp_path / "a.xlsx") == []
    assert "sheetDatum" in " ".join(faults(tmp_path / "b.xlsx"))


@pytest.mark.slow
def test_every_module_that_makes_an_office_file_is_known() -> None:
    modules = [*(ROOT / "src").rglob("*.py"), *(ROOT / "workbooks").glob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in modules if any(ways_of_writing(path.read_text("utf-8")))}
    assert found == {*WRITERS, *SHIPPED_WRITERS, *OTHER_WRITERS}


@pytest.mark.parametrize(
    "source",
    [
        "import xlsxwriter\nxlsxwriter.Workbook('a.xlsx')",
        "def f():\n    from xlsxwriter import Workbook\n    return Workbook('a.xlsx')",
        "from xlsxwriter import Workbook as New\nNew('a.xlsx')",
        "from openpyxl import load_workbook\nload_workbook('a.xlsx').save('b.xlsx')",
        "from docx import Document\nDocument()",
        "import pptx",
        "def f():\n    import gptables as gpt",
        "import zipfile\nzipfile.ZipFile('a.docx', 'w')",
        "from zipfile import ZipFile\nZipFile('a.docx', mode='a')",
        "frame.to_excel('a.xlsx')",
        "from tht_xl.workbook.writing.new_book import new_book\nnew_book('a.xlsx', 'Title')",
    ],
)
def test_a_module_that_makes_one_is_recognised(source: str) -> None:
    assert any(ways_of_writing(source))


@pytest.mark.parametrize(
    "source",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from xlsxwriter import Workbook\ndef f(b): ...",
        "from openpyxl import load_workbook\nload_workbook('a.xlsx')",
        "import zipfile\nzipfile.ZipFile('a.xlsx')",
        "store.save()",
    ],
)
def test_a_module_that_reads_one_is_not(source: str) -> None:
    assert not any(ways_of_writing(source))


def ways_of_writing(source: str) -> Iterator[str]:
    """Each place where a module makes an Office file, or a package that could be one."""
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name: module.partition(".")[0]
        for node in _at_run_time(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        for module in [node.module or "" if isinstance(node, ast.ImportFrom) else alias.name]
    }
    libraries = {library for library in imported.values() if library in LIBRARIES}
    yield from libraries & {"docx", "pptx", "xlwt", "odf", "gptables"}
    for node in _at_run_time(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(node.func.value, "id", "") if isinstance(node.func, ast.Attribute) else name
        is_book = imported.get(owner) == "xlsxwriter" and (name == "Workbook" or owner == name) and name[:1].isupper()
        modes = [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "mode")]
        is_package = name == "ZipFile" and any(getattr(mode, "value", "r") != "r" for mode in modes)
        if is_book or is_package or (name == "save" and libraries) or name in ("to_excel", "new_book"):
            yield name


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module but for those that only a type checker sees."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            continue
        yield node
        yield from _at_run_time(node)
