"""What the doctor finds; the Windows computers are simulated."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from tht_xl.hosts import doctor
from tht_xl.hosts.doctor import Computer, DoctorCheck, examine
from tht_xl.hosts.excel.addin import write_addin

SERVICE = "pywin32"


def windows(folder: Path, **files: str) -> Computer:
    """A Windows computer with xlwings' library beside Python, and these files."""
    python = folder / "Python" / "Scripts" / "pythonw.exe"
    library = f"Python/xlwings64-{version('xlwings')}.dll"
    for name, text in {"Python/Scripts/pythonw.exe": "", library: "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Computer("win32", python, {"APPDATA": str(folder / "Roaming")}, folder)


def found(computer: Computer, what: str) -> DoctorCheck:
    return next(check for check in examine(computer=computer) if check.what == what)


@pytest.fixture(autouse=True)
def pywin32(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(name: str) -> str:
        return "312" if name == SERVICE else version(name)

    monkeypatch.setattr(doctor, "version", known)


def test_this_computer_can_compute() -> None:
    states = {check.what: check.state for check in examine()}
    assert states["tht_xl"] == states["functions"] == states["framework tht"] == "fine"
    assert "fault" not in states.values()


def test_an_extra_that_is_missing_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "is_installed", lambda module: module != "gspread")
    monkeypatch.setattr(doctor, "install_command", lambda extras: f"pip install {extras}")
    check = next(check for check in examine() if check.what == "extra sheets")
    assert check == DoctorCheck(
        "extra sheets",
        "missing",
        "gspread not installed; only the shared Google Sheet needs it",
        "pip install ['sheets']",
    )


def test_a_broken_framework_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FRAMEWORKS", ("nowhere",))
    check = next(check for check in examine() if check.what == "framework nowhere")
    assert check.state == "fault"
    assert check.remedy == "Until it is corrected, its functions show #VALUE!"


def test_functions_that_give_a_wrong_number_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "call", lambda *_: 58)
    assert next(check for check in examine() if check.what == "functions").state == "fault"


def test_a_simulated_windows_computer_in_order(tmp_path: Path) -> None:
    addins = tmp_path / "Roaming/Microsoft/AddIns"
    addins.mkdir(parents=True)
    write_addin(addins / "tht.xlam")
    said = {check.what: check for check in examine(computer=windows(tmp_path))}
    assert {said[what].state for what in ("pywin32", "xlwings", "Excel's Python", "tht.xlam")} == {"fine"}


@pytest.mark.parametrize(
    ("what", "files", "said"),
    [
        ("Excel add-in", {}, "no add-in in "),
        ("tht.xlam", {"Roaming/Microsoft/AddIns/tht.xlam": "x"}, "cannot be read as an Excel file"),
        (
            "Excel's Python",
            {".tht_xl/tht_xl.conf": '"INTERPRETER_WIN","C:\\gone\\pythonw.exe"\n'},
            "names C:\\gone\\pythonw.exe, which is not there",
        ),
    ],
)
def test_faults_of_a_simulated_windows_computer(tmp_path: Path, what: str, files: dict[str, str], said: str) -> None:
    check = found(windows(tmp_path, **files), what)
    assert check.state in ("fault", "missing")
    assert said in check.said
    assert check.remedy


def test_simulated_python_in_a_synced_folder_and_without_xlwings_library(tmp_path: Path) -> None:
    computer = windows(tmp_path / "OneDrive - Council")
    next(computer.home.glob("Python/*.dll")).unlink()
    assert found(computer, "Python's folder").state == "fault"
    assert "is not beside Python" in found(computer, "xlwings").said


@pytest.mark.parametrize("folder", ["AddIns", "Excel/XLSTART"])
def test_add_ins_of_a_simulated_excel_are_found_where_it_loads_them(tmp_path: Path, folder: str) -> None:
    assert found(windows(tmp_path, **{f"Roaming/Microsoft/{folder}/tht.xlam": "x"}), "tht.xlam").state == "fault"


@pytest.mark.parametrize("place", ["Python/Scripts", "Python"])
def test_xlwings_library_beside_a_simulated_python_or_above_it(tmp_path: Path, place: str) -> None:
    computer = windows(tmp_path)
    library = next(tmp_path.glob("Python/*.dll"))
    library.rename(tmp_path / place / library.name)
    assert found(computer, "xlwings").state == "fine"


def test_a_folder_in_place_of_a_file_is_named() -> None:
    assert next(check for check in examine(Path()) if check.what == ".").state == "fault"


def test_simulated_windows_without_pywin32(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def known(name: str) -> Any:
        if name == SERVICE:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", known)
    assert found(windows(tmp_path), "pywin32").remedy == "pip install pywin32"
