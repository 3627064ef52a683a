from pathlib import Path

import pytest
from openpyxl import load_workbook

from tht_xl.errors import DomainError
from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.writing.template import write_asked_rows, write_template

ROWS = [("reception-obesity", "2023/24"), ("reception-obesity", "2024/25"), ("year-6-obesity", "2024/2025")]


def test_each_indicator_is_asked_for_its_own_periods(tmp_path: Path) -> None:
    path = write_asked_rows(tmp_path / "a.xlsx", load_framework("tht"), ROWS, about=("Due on Friday.",))
    book = load_workbook(path)
    data = [[cell.value for cell in row[:4]] for row in book["Data"].iter_rows() if row[0].value]
    assert [(row[0], row[3]) for row in data[-3:]] == [
        ("reception-obesity", "2023/24"), ("reception-obesity", "2024/25"), ("year-6-obesity", "2024/25")
    ]  # fmt: skip
    texts = [cell.value for row in book["Read me"].iter_rows() for cell in row if cell.value]
    assert "Due on Friday." in texts
    assert "year-6-obesity | Tower Hamlets | 2024/25" in texts
    report = check_return(path, load_framework("tht")).report
    assert {finding.code for finding in report} == {"R210"}  # nothing is wrong but that it is still blank


def test_the_same_rows_give_the_same_bytes_as_a_template(tmp_path: Path) -> None:
    framework = load_framework("tht")
    one = write_template(tmp_path / "a.xlsx", framework, ["year-6-obesity"], ["2023/24", "2024/25"])
    rows = [("year-6-obesity", "2023/24"), ("year-6-obesity", "2024/25")]
    other = write_asked_rows(tmp_path / "b.xlsx", framework, rows)
    assert one.read_bytes() == other.read_bytes()


def test_nothing_asked_for_and_a_file_that_is_there_are_refused(tmp_path: Path) -> None:
    framework = load_framework("tht")
    with pytest.raises(DomainError, match="at least one"):
        write_asked_rows(tmp_path / "a.xlsx", framework, [])
    (tmp_path / "a.xlsx").write_bytes(b"typed")
    with pytest.raises(DomainError, match="is there already"):
        write_asked_rows(tmp_path / "a.xlsx", framework, ROWS)
    assert (tmp_path / "a.xlsx").read_bytes() == b"typed"
