"""A private LibreOffice: what happens when it is missing or misbehaves. Programs that stand in for it say so."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tht_xl.hosts.libreoffice import Office, programs
from tht_xl.hosts.libreoffice.office import OfficeError
from tht_xl.hosts.libreoffice.programs import MissingOfficeError, office_folder


def _simulated(folder: Path, script: str) -> Path:
    program = folder / "soffice.bin"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(programs, "_PLACES", ())
    with pytest.raises(MissingOfficeError, match=r"^LibreOffice is not installed\. Install LibreOffice Calc with its"):
        office_folder()


def test_a_place_without_the_program_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _simulated(tmp_path, "exit 0")
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(programs, "_PLACES", (str(tmp_path / "none"), str(tmp_path)))
    assert office_folder() == tmp_path


@pytest.mark.usefixtures("libreoffice")
def test_a_simulated_office_that_ends_at_once_is_reported(tmp_path: Path) -> None:
    with (
        pytest.raises(OfficeError, match=r"^LibreOffice ended with code 3\."),
        Office(folder=_simulated(tmp_path, "exit 3")),
    ):
        pass


@pytest.mark.usefixtures("libreoffice")
def test_a_simulated_office_that_never_listens_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tht_xl.hosts.libreoffice.office.START_SECONDS", 1.0)
    marks = tmp_path / "pid"
    folder = _simulated(tmp_path, f"echo $$ > {marks}; exec sleep 60")
    with pytest.raises(OfficeError, match=r"did not start within 1 seconds"), Office(folder=folder):
        pass
    assert not Path(f"/proc/{marks.read_text().strip()}").exists()


@pytest.mark.usefixtures("libreoffice")
def test_a_simulated_office_with_a_new_profile_is_started_again(tmp_path: Path) -> None:
    count = tmp_path / "count"
    script = f"echo x >> {count}; [ $(wc -l < {count}) -lt 3 ] && exit 81; exit 4"
    with pytest.raises(OfficeError, match=r"ended with code 4"), Office(folder=_simulated(tmp_path, script)):
        pass
    assert count.read_text().split() == ["x", "x", "x"]


def test_it_leaves_no_process_and_no_file(libreoffice: Path) -> None:
    with Office(folder=libreoffice) as office:
        process, scratch = office._process, Path(office._scratch.name)
        assert scratch.exists()
    assert process is not None
    assert process.poll() is not None
    assert not scratch.exists()
    with pytest.raises(OfficeError, match=r"^LibreOffice is not running\. Start it again$"):
        office.ask("calculate", path="x")


def test_when_the_caller_is_killed_libreoffice_goes_too(libreoffice: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from tht_xl.hosts.libreoffice import Office\n"
        "with Office(folder=Path(sys.argv[1]), add_in=False) as office:\n"
        "    print(office._process.pid, office._scratch.name, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, libreoffice], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout
        process, scratch = caller.stdout.readline().split()
        caller.kill()
    for _ in range(200):
        if not Path(f"/proc/{process}").exists() or "Z" in Path(f"/proc/{process}/stat").read_text().split()[2]:
            break
        time.sleep(0.1)
    else:
        os.kill(int(process), signal.SIGKILL)
        pytest.fail("LibreOffice still runs")
    shutil.rmtree(scratch, ignore_errors=True)


def test_a_file_that_libreoffice_cannot_read_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"^LibreOffice refused: .*\. Check that it opens in LibreOffice$"):
        office.ask("calculate", path=str(tmp_path / "none.xlsx"))
