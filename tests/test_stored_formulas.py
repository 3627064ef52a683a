"""Every formula in every file that we write is one that Excel knows as it stands there."""

import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.utils import FORMULAE

from tht_xl.cli.functions.hosts import ordinary
from tht_xl.framework.load import load_framework
from tht_xl.hosts.excel.addin import write_addin
from tht_xl.hosts.native import write_workbook
from tht_xl.model.stored_formula import FUTURE_FUNCTIONS
from tht_xl.workbook.writing.template import write_template

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SHIPPED = sorted([*ROOT.glob("workbooks/*.xlsx"), *ROOT.glob("templates/*.xlsx")])
FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula[12]?|definedName|calculatedColumnFormula)(?:\s[^>]*)?>([^<]*)<")
"""In cells, validations, conditional formats, names, tables and charts."""
IGNORED = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
CALLED = re.compile(r"(?<![\w.])([A-Za-z_][\w.]*)\(")


def formulas_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml")]
    return [html.unescape(text) for part in parts for text in FORMULA.findall(part) if text]


def unknown_in(formula: str) -> list[str]:
    """Functions that Excel would not find under the name that is written."""
    return [name for name in CALLED.findall(IGNORED.sub("", formula)) if not is_known(name)]


def is_known(name: str) -> bool:
    if name.startswith("_xlfn."):
        plain = name.removeprefix("_xlfn.").removeprefix("_xlws.")
        second = "_xlws." if plain in ("SORT", "FILTER", "PY") else ""
        return plain in FUTURE_FUNCTIONS and name == f"_xlfn.{second}{plain}"
    return name in FORMULAE or name.startswith("THT_")


def plain_template(path: Path) -> None:
    write_template(path, load_framework("tht"), asked_for(), ["2024/25"])


def native_template(path: Path) -> None:
    write_template(path, load_framework("tht"), asked_for(), ["2024/25"], rewrite=ordinary)


def asked_for() -> list[str]:
    """Every indicator whose value has a formula; wellbeing and others have none, and no formula either."""
    return [indicator.id for indicator in load_framework("tht").indicators if indicator.measure == "proportion"]


WRITERS: dict[str, Callable[[Path], object]] = {
    "template.xlsx": plain_template,
    "native.xlsx": native_template,
    "functions.xlsx": write_workbook,
    "book.xlsm": write_addin,
    "tht.xlam": write_addin,
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_shipped_files(path: Path) -> None:
    assert_known(formulas_in(path))


@pytest.mark.parametrize("name", WRITERS)
def test_written_files(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    found = formulas_in(tmp_path / name)
    if name.endswith(".xlsx"):
        assert_known(found)
        assert len(found) > 10
    else:
        assert [each for each in found if unknown_in(each)] == []


def assert_known(found: list[str]) -> None:
    assert found
    assert [(unknown_in(each), each[:80]) for each in found if unknown_in(each)] == []


def test_a_native_template_has_its_limits_with_the_prefix() -> None:
    found = formulas_in(ROOT / "templates" / "child-weight-native.xlsx")
    assert any("_xlfn.NORM.S.INV(" in each for each in found)


def test_what_excel_would_not_find_is_seen() -> None:
    assert unknown_in("=NORM.S.INV(1)+_xlfn.SORT(A1)+SUMM(2)+SUM(3)") == ["NORM.S.INV", "_xlfn.SORT", "SUMM"]
    assert unknown_in('=_xlfn._xlws.SORT(A1)+_xlfn.LET(_xlpm.x,1,THT_RAG(1,2,"LET("))') == []
