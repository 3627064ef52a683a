import os
import sys
from pathlib import Path

import pytest

from tht_xl.documents.files import find_unfinished, write_whole


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    write_whole(path, "é\r\nnew\n")
    assert path.read_bytes() == b"\xc3\xa9\r\nnew\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize(("is_private", "mode"), [(True, 0o600), (False, 0o644)])
def test_who_may_read_it(tmp_path: Path, is_private: bool, mode: int) -> None:
    path = tmp_path / "a.csv"
    write_whole(path, "1", is_private=is_private)
    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("error", [OSError("no room"), KeyboardInterrupt()])
def test_a_write_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def full(_: int) -> None:
        raise error

    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(type(error)):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_cut_off_is_found(tmp_path: Path) -> None:
    left = tmp_path / ".a.csv.new-xyz"
    left.write_text("half")
    (tmp_path / ".b.csv.new-xyz").write_text("of another file")
    assert list(find_unfinished(tmp_path / "a.csv")) == [left]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink() and real.read_text() == "new"
