from pathlib import Path

import pytest

from tht_xl.documents.file_lock import locked


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.csv"
    with locked(path), pytest.raises(TimeoutError, match="is in use"), locked(path, patience=0):
        pass
    assert [file.name for file in path.parent.iterdir()] == [".a.csv.lock"]


def test_a_lock_is_free_again_whatever_its_holder_ran_into(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(ValueError, match="by chance"), locked(path):
        raise ValueError("by chance")
    with locked(path, patience=0):
        pass


def test_two_files_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with locked(tmp_path / "a.csv"), locked(tmp_path / "b.csv", patience=0):
        assert len(list(tmp_path.iterdir())) == 2
