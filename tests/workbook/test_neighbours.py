"""What lies beside a return and is said about it: lock files, and copies."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.file.neighbours import is_copy_of

PERSON = "J. Bloggs of Mile End"


@pytest.mark.parametrize(
    ("lock", "program"), [("~${}", "Excel"), (".~lock.{}#", "LibreOffice")], ids=["Excel", "LibreOffice"]
)
def test_a_lock_file_is_mentioned_without_the_name_in_it(
    lock: str, program: str, write_return: Callable[..., Path], framework: Framework
) -> None:
    path = write_return()
    before = check_return(path, framework)
    path.with_name(lock.format(path.name)).write_text(f",{PERSON},desk,30.11.2026 09:05;", encoding="utf-8")

    done = check_return(path, framework)

    (found,) = [finding for finding in done.report if finding not in before.report.findings]
    assert (found.code, found.given) == ("R123", f"{path.name} is open in {program}: its lock file lies beside it")
    assert PERSON not in str(done.report)
    assert done.observations.equals(before.observations)  # it is mentioned, and holds nothing back


def test_the_lock_file_of_another_workbook_says_nothing(
    write_return: Callable[..., Path], framework: Framework
) -> None:
    path = write_return()
    path.with_name(f"~$other-{path.name}").write_bytes(b"")
    assert "R123" not in {finding.code for finding in check_return(path, framework).report}


def test_copies_beside_a_return_are_one_line(write_return: Callable[..., Path], framework: Framework) -> None:
    path = write_return()
    path.with_name(f"Copy of {path.name}").write_bytes(b"")
    path.with_name(f"{path.stem} (1).xlsx").write_bytes(b"")
    (found,) = [finding for finding in check_return(path, framework).report if finding.code == "R124"]
    assert found.given == (
        f"'Copy of {path.name}' and '{path.stem} (1).xlsx' lie beside it, and only {path.name} is read"
    )
    path.with_name(f"{path.stem}_FINAL v2.xlsx").write_bytes(b"")
    (found,) = [finding for finding in check_return(path, framework).report if finding.code == "R124"]
    assert found.given.startswith(f"'Copy of {path.name}' and 2 more lie beside it")


def test_a_missing_return_is_told_of_the_copy_that_is_there(tmp_path: Path, framework: Framework) -> None:
    (tmp_path / "child-weight (1).xlsx").write_bytes(b"")
    (found,) = check_return(tmp_path / "child-weight.xlsx", framework).report
    assert found.code == "R101"
    assert found.fix == "'child-weight (1).xlsx' is there: if that is the return, rename it to child-weight.xlsx."


@pytest.mark.parametrize(
    ("name", "is_copy"),
    [
        ("child-weight (1).xlsx", True), ("child-weight(2).xlsx", True), ("CHILD-WEIGHT (1).XLSX", True),
        ("Copy of child-weight.xlsx", True), ("Copy (2) of child-weight.xlsx", True),
        ("Copy of Copy of child-weight.xlsx", True), ("child-weight - Copy.xlsx", True),
        ("child-weight - Copy (3).xlsx", True), ("child-weight copy 2.xlsx", True), ("child-weight_final.xlsx", True),
        ("child-weight v2.1.xlsx", True), ("child-weight-corrected.xls", True), ("Copy of child-weight (1).xlsx", True),
        ("child-weight.xlsx", False), ("child-weight-native.xlsx", False), ("child-weight 2024.xlsx", False),
        ("child-weights.xlsx", False), ("adult-weight (1).xlsx", False), ("child-weight (1).pdf", False),
        ("child-weight newham.xlsx", False),
    ],
)  # fmt: skip
def test_names_of_copies(name: str, *, is_copy: bool) -> None:
    assert is_copy_of(name, "child-weight.xlsx") is is_copy
