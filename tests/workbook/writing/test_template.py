"""Blank returns: what a partner gets, and what comes of it when it is filled in."""

import shlex
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbook_contents import BUILT_WITH, contents

from tht_xl.cli.main import FINE, code
from tht_xl.errors import DomainError, PeriodError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.functions import REGISTRY
from tht_xl.workbook.check import check_return
from tht_xl.workbook.writing.template import write_template

ROOT = Path(__file__).parents[3]
FRAMEWORK = load_framework("tht")
COUNTED = ["reception-obesity", "year-6-obesity"]


def commands() -> list[list[str]]:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in page.splitlines() if line.startswith("tht-xl template new --out")]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command[4])
def test_the_shipped_templates_are_what_the_page_s_commands_write(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    assert code(command[1:]) == FINE
    written, shipped = tmp_path / command[4], ROOT / command[4]
    assert contents(written) == contents(shipped)
    if version("XlsxWriter") == BUILT_WITH:  # another release may write the same in other bytes
        assert written.read_bytes() == shipped.read_bytes()


def test_every_shipped_template_has_its_command() -> None:
    assert {ROOT / command[4] for command in commands()} == set((ROOT / "templates").iterdir())


def test_an_empty_template_is_told_what_it_lacks_and_nothing_else(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, [*COUNTED, "life-satisfaction"], ["2023/24", "2024/25"])
    findings = list(check_return(path, FRAMEWORK).report)
    assert [(finding.code, finding.cell) for finding in findings] == [("R210", f"G{row}") for row in range(5, 11)]


def test_an_empty_native_template_is_told_the_same() -> None:
    findings = list(check_return(ROOT / "templates" / "child-weight-native.xlsx", FRAMEWORK).report)
    assert [(finding.code, finding.cell) for finding in findings] == [("R210", "G5"), ("R210", "G6")]


@pytest.mark.parametrize("native", [False, True])
def test_a_filled_template_can_be_used(tmp_path: Path, native: bool) -> None:
    rewrite = (lambda formula: formula.replace("THT_PROPORTION", "MAX")) if native else None
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED[:1], ["2024/25"], rewrite=rewrite)
    book = load_workbook(path)
    book["Data"]["E5"], book["Data"]["F5"] = 310, 2940
    for cell, value in {"G5": 10.5442176870748, "H5": 9.48507398625358, "I5": 11.7063341635115}.items():
        book["Data"][cell] = value
    book.save(path)
    done = check_return(path, FRAMEWORK)
    assert not done.report.errors
    assert done.observations.loc[:, ["indicator", "period", "count", "denominator"]].to_numpy().tolist() == [
        ["reception-obesity", "2024/25", 310, 2940]
    ]


def test_the_formulas_are_those_of_the_row(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED, ["2024/25"])
    sheet = load_workbook(path)["Data"]
    assert sheet["G6"].value == "=THT_VALUE(A6,E6,F6)"
    assert sheet["I6"].value == "=INDEX(THT_VALUE_CI(A6,E6,F6),1,3)"
    assert sheet["A6"].value == "year-6-obesity"


def test_a_native_template_writes_the_definition_into_its_formulas(tmp_path: Path) -> None:
    asked: list[str] = []

    def rewrite(formula: str) -> str:
        asked.append(formula)
        return "=1"

    write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED[:1], ["2024/25"], rewrite=rewrite)
    assert asked[0] == "=THT_PROPORTION(E5,F5,100)"
    assert asked[2] == "=INDEX(THT_PROPORTION_CI(E5,F5,100),1,3)"


def test_the_functions_sheet_lists_the_registry(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED, ["2024/25"])
    sheet = load_workbook(path)["Functions"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [str(row[0]).partition("\n")[0] for row in rows] == list(REGISTRY)
    rag = next(row for row in rows if str(row[0]).startswith("THT_RAG\n"))
    assert rag[3:5] == ('=THT_RAG(57, 57, "high")', '"Green"')
    assert "minimum: " in str(rag[2])


def test_excel_is_not_told_to_recalculate_a_template(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED, ["2024/25"])
    with zipfile.ZipFile(path) as package:
        assert '<calcPr calcId="191029"/>' in package.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("name", "indicators", "periods", "error", "message"),
    [
        ("a.xlsx", ["reception-obesty"], ["2024/25"], UnknownNameError, "Did you mean 'reception-obesity'?"),
        ("a.xlsx", COUNTED, ["2024-25"], PeriodError, 'Write "2024/25"'),
        ("a.xlsx", COUNTED, [], DomainError, "a return asks for at least one indicator and one period. Name them"),
        ("a.xls", COUNTED, ["2024/25"], DomainError, "a.xls cannot be written. End the name in .xlsx"),
        ("b/a.xlsx", COUNTED, ["2024/25"], DomainError, "Create it first, or choose another one"),
    ],
)
def test_what_cannot_be_written_is_refused(
    tmp_path: Path, name: str, indicators: list[str], periods: list[str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        write_template(tmp_path / name, FRAMEWORK, indicators, periods)
    assert message in str(refused.value)


def test_what_is_named_twice_is_asked_for_once(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED * 2, ["2024/25", "2024/25"])
    assert [row[0] for row in load_workbook(path)["Data"].iter_rows(min_row=5, values_only=True)] == COUNTED


def test_any_title_can_be_printed(tmp_path: Path) -> None:
    """In a page's header "&" begins a code, and there is an end to its length."""
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, COUNTED, ["2024/25"], title="Children&Families" * 20)
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;LChildren&amp;&amp;Families" in sheet
    assert load_workbook(path)["Read me"]["A1"].value == "Children&Families" * 20


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.symlink_to(tmp_path / "gone" / "a.xlsx")
    with pytest.raises(DomainError, match=r"cannot write .*a\.xlsx: No such file or directory\. Choose another folder"):
        write_template(path, FRAMEWORK, COUNTED, ["2024/25"])


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("mine")
    with pytest.raises(DomainError, match="is there already"):
        write_template(path, FRAMEWORK, COUNTED, ["2024/25"])
    assert path.read_text() == "mine"


def test_counts_that_their_source_rounds_must_be_rounded(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", FRAMEWORK, ["reception-obesity", "life-satisfaction"], ["2024/25"])
    rules = {str(each.sqref): each.formula1 for each in load_workbook(path)["Data"].data_validations.dataValidation}
    assert rules["E5:F5"] == "AND(ISNUMBER(E5),E5>=0,MOD(E5,5)=0)"
    assert rules["E6:F6"] == "AND(ISNUMBER(E6),E6>=0,MOD(E6,1)=0)"
    assert "E7:F500" in rules
