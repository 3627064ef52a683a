"""Which workbooks somebody means by naming files and folders."""

import shutil
from pathlib import Path

import pytest

from tht_xl.cli.main import code
from tht_xl.cli.workbooks.folders import is_workbook, texts_passed_over, workbooks_in
from tht_xl.errors import WorkbookError


def touched(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def test_a_folder_stands_for_its_workbooks_in_order(tmp_path: Path) -> None:
    folder = touched(
        tmp_path / "returns", "b.xlsx", "A.XLSX", "c.xlsm", "~$b.xlsx", ".hidden.xlsx", "notes.docx", "old.xls", "x.ods"
    )
    touched(folder / "sub.xlsx", "inner.xlsx")
    single = tmp_path / "single.txt"
    found = workbooks_in([single, folder])
    assert [path.name for path in found] == ["single.txt", "A.XLSX", "b.xlsx", "c.xlsm", "old.xls", "x.ods"]


@pytest.mark.parametrize("names", [(), ("notes.docx", "~$a.xlsx")])
def test_a_folder_without_one_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder = touched(tmp_path / "empty", *names)
    with pytest.raises(WorkbookError) as refusal:
        workbooks_in([folder])
    assert str(refusal.value) == (
        f"{folder}: no workbook is in this folder. "
        "Name a folder that holds .xlsx files; folders inside it are not looked into"
    )


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(WorkbookError, match=r"the folder cannot be read \(Permission denied\)"):
        workbooks_in([tmp_path])


@pytest.mark.parametrize(("name", "expected"), [("a.xlsb", True), ("a.csv", False), ("~$a.xlsx", False)])
def test_what_is_a_workbook(tmp_path: Path, name: str, expected: bool) -> None:
    touched(tmp_path, name)
    assert is_workbook(tmp_path / name) is expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_text_with_the_headings_of_a_return_is_one(tmp_path: Path, encoding: str) -> None:
    headings = "Indicator;Area;Period;Numerator;Denominator;Value;Lower limit;Upper limit"
    (tmp_path / "a.csv").write_text(f"Return\n{headings}\n", encoding=encoding)
    (tmp_path / "log.csv").write_text(f"{headings.replace(';Lower', '')}\n", encoding=encoding)
    assert [path.name for path in workbooks_in([tmp_path])] == ["a.csv"]
    assert [path.name for path in texts_passed_over([tmp_path, tmp_path / "a.csv"])] == ["log.csv"]


def test_a_text_that_is_no_return_is_said_not_to_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(Path(__file__).parents[3] / "workbooks" / "child-weight.xlsx", tmp_path)
    (tmp_path / "log.csv").write_text("a,b\n", encoding="utf-8")
    assert code(["check", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "log.csv was not checked: it has not the headings of a return." in " ".join(said.split())
