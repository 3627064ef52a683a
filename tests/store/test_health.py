"""What is said of a store: what is in it, what is wrong, where it is at risk."""

import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.store.clock import newest_time
from tht_xl.store.health import describe, problems, warnings
from tht_xl.store.open import create_store, open_store
from tht_xl.store.place import place_warnings
from tht_xl.store.records.observations import add_observations
from tht_xl.store.records.remembered import Remembered
from tht_xl.store.store import Store

Row = Callable[..., Remembered]


def test_a_sound_store_has_no_problems_and_says_what_is_in_it(store: Store, row: Row) -> None:
    figure = 98_765_432  # no identifier or time of a store has these eight digits in a row
    add_observations(store, [row(count=float(figure)), row(version=2), row(period="2021/22")])
    assert problems(store) == []
    said = describe(store)
    assert (said["rows"], said["versions"], said["first_month"], said["framework"]) == (2, 3, "2026-11", "tht")
    assert str(figure) not in str(said)


def test_a_damaged_page_is_a_problem(path: Path, row: Row) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        add_observations(store, [row(version=n) for n in range(1, 400)])
        page = store.read("SELECT rootpage FROM sqlite_master WHERE name = 'observation'")[0][0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = os.urandom(1) * 4096
    path.write_bytes(content)
    with open_store(path) as store:
        found = problems(store)
    assert found
    assert all("damaged" in problem for problem in found)


def test_a_paper_that_is_not_what_was_archived_is_a_problem(store: Store) -> None:
    content = b"<html>the paper</html>"
    sha256 = hashlib.sha256(content).hexdigest()
    same = {"month": "2026-11", "edition": 1, "sha256": sha256, "size": len(content), "kind": "paper"}
    store.add("archived_file", name="board.html", content=zlib.compress(content), **same)
    assert problems(store) == []
    store.add("archived_file", name="other.html", content=zlib.compress(b"other"), **same)
    store.add("archived_file", name="broken.html", content=b"not packed", **same)
    assert problems(store) == [
        "other.html of the closed month 2026-11 is not what was archived",
        "broken.html of the closed month 2026-11 is not what was archived",
    ]


def test_a_paper_that_was_purged_is_no_problem(store: Store) -> None:
    with store.transaction():
        purge = store.add("purge", at="2026-11-30T00:00:00Z", role="records manager", reason="a name was in it",
                          record_type="closed months", subject="board.html", sha256_of_original="0" * 64)  # fmt: skip
    store.add("archived_file", month="2026-11", edition=1, sha256="0" * 64, size=9, kind="output", name="board.html",
              content=zlib.compress(b"redacted"), redacted_by_purge=purge)  # fmt: skip
    assert problems(store) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes; docs/store.md says what counts there")
def test_a_store_that_others_can_read_is_at_risk(store: Store) -> None:
    assert warnings(store) == []
    store.path.chmod(0o640)
    assert warnings(store) == [
        "others on this computer can read tht-xl-store.sqlite; the next run that writes makes it private"
    ]


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/nhs nfs4 rw 0 0
/dev/sdb1 /mnt/nhs/local ext4 rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
//me@server/share on /Volumes/share (smbfs, nodev, nosuid)
/dev/disk3s1 on /Volumes/disk (apfs, local)
"""


@pytest.mark.skipif(os.name == "nt", reason="the paths are those of other systems")
@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/home/me/OneDrive - NHS/month", "synchronised by OneDrive"),
        ("/Users/me/Library/CloudStorage/OneDrive-Council/month", "synchronised by OneDrive"),
        ("/Users/me/Library/Mobile Documents/com~apple~CloudDocs", "synchronised by iCloud"),
        ("/home/me/Dropbox (Council)", "synchronised by Dropbox"),
        ("/Users/me/Library/CloudStorage/Other", "synchronised by a cloud service"),
        ("/home/me/Google Drive/x", "synchronised by Google Drive"),
        ("/home/me/SharePoint", "synchronised by SharePoint"),
        ("/elsewhere/synced/month", "synchronised by OneDrive"),
        ("/mnt/nhs/month", "on a network (nfs4)"),
        ("/mnt/our share", "on a network (cifs)"),
        ("/Volumes/share/month", "on a network (smbfs)"),
        ("//server/share/month", "on a network (a shared folder)"),
        ("/home/me/dropboxes", ""),
        ("/home/me/boxing", ""),
        ("/mnt/nhs/local/month", ""),
        ("/mnt/nhs-copy", ""),
        ("/Volumes/disk", ""),
    ],
)
def test_a_folder_at_risk_is_named(folder: str, said: str) -> None:
    environment = {"OneDriveCommercial": "/elsewhere/synced"}
    found = place_warnings(Path(folder) / "tht-xl-store.sqlite", environment=environment, mounts=MOUNTS)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_this_computers_own_folders_can_be_asked(tmp_path: Path) -> None:
    assert place_warnings(tmp_path / "x.sqlite", environment={}) == []


def test_a_clock_that_went_back_is_said_once_and_recorded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_store(path, "tht")
    for day in ("2026-12-05", "2026-12-05"):
        monkeypatch.setenv("THT_XL_TODAY", day)
        with open_store(path, writes=True) as store:
            store.log("something")
            assert store.notices == []
    monkeypatch.setenv("THT_XL_TODAY", "2026-12-01")
    for _ in range(2):
        with open_store(path) as reader:
            assert len(reader.notices) == 1
    with open_store(path, writes=True) as store:
        assert store.notices[0].startswith("this computer's clock says 2026-12-01 ")
        assert "the store was last written at 2026-12-05 " in store.notices[0]
        store.log("later")
    with open_store(path, writes=True) as store:
        assert store.notices == []
        assert [row["what"] for row in store.read("SELECT what FROM log")][2:] == ["clock went back", "later"]
    monkeypatch.setenv("THT_XL_TODAY", "2026-12-09")
    with open_store(path, writes=True) as store:
        store.log("right again")
        assert newest_time(store).startswith("2026-12-09")
    monkeypatch.setenv("THT_XL_TODAY", "2026-12-06")
    with open_store(path, writes=True) as store:
        assert len(store.notices) == 1
