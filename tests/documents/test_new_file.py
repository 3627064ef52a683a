from pathlib import Path

import pytest

from tht_xl.documents.files import check_new_file
from tht_xl.errors import DomainError


def refusal(path: Path, *endings: str) -> str:
    with pytest.raises(DomainError) as refused:
        check_new_file(path, *endings)
    return str(refused.value)


def test_a_new_file_may_be_written(tmp_path: Path) -> None:
    check_new_file(tmp_path / "a.XLAM", ".xlam", ".xlsm")
    check_new_file(tmp_path / "anything")


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    assert refusal(tmp_path / "mine") == f"{tmp_path}/mine is there already. Choose another name, or move it away first"
    assert refusal(tmp_path) == f"{tmp_path} is there already. Choose another name, or move it away first"
    assert refusal(tmp_path / "b" / "a") == f"there is no folder {tmp_path}/b. Create it first, or choose another one"
    assert refusal(tmp_path / "a.xls", ".xlsx", ".xlsm") == "a.xls cannot be written. End the name in .xlsx or .xlsm"
