"""What is installed, what is missing, and the usual faults, each with what to do."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from tht_xl.errors import ThtError
from tht_xl.extras import PACKAGES, is_installed, packages_of
from tht_xl.framework.load import load_framework
from tht_xl.functions import REGISTRY, call
from tht_xl.hosts.excel.inspection import inspect_file
from tht_xl.hosts.libreoffice.programs import office_folder
from tht_xl.installation import install_command

State = Literal["fine", "missing", "warning", "fault"]

PURPOSES: Mapping[str, str] = {
    "cli": "the command line",
    "workbook": "checking and writing workbooks",
    "sheets": "the shared Google Sheet",
    "report": "the board page",
    "addin": "files for Excel",
    "server": "Excel on the web and on a Mac",
    "spark": "evaluating on a Spark cluster",
}
"""What each extra is for."""
FRAMEWORKS = ("tht", "strategy-2009")
SETTINGS = Path(".tht_xl") / "tht_xl.conf"
SYNCED = ("OneDrive", "SharePoint")


@dataclass(frozen=True, slots=True)
class DoctorCheck:
    """One thing that was looked at.

    Attributes:
        what: Which thing.
        state: "fine"; "missing" where only some work needs it; "warning" where something is at risk; "fault" where
            something will not work.
        said: What was found.
        remedy: What to do; empty where it is fine.
    """

    what: str
    state: State
    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Computer:
    """Where the doctor looks; tests hand in another one."""

    platform: str = sys.platform
    executable: Path = field(default_factory=lambda: Path(sys.executable))
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    home: Path = field(default_factory=Path.home)


def examine(*files: Path, computer: Computer | None = None) -> list[DoctorCheck]:
    """Look at this computer, and at Excel files: add-ins, and workbooks whose formulas do not work.

    Args:
        files: .xlam, .xlsm or .xlsx files.
        computer: Where to look; this one unless given.
    """
    here = computer or Computer()
    found = [*_python(here), *_functions(), *map(_extra, PURPOSES), _libreoffice()]
    if here.platform == "win32":
        found += _excel_on_windows(here)
    else:
        found.append(
            DoctorCheck(
                "Excel add-in",
                "missing",
                "this is not Windows, and Excel starts Python only there",
                "On the web and on a Mac use tht-xl serve; without either, native formulas: tht-xl functions native "
                "--help",
            )
        )
    for file in files:
        found += (DoctorCheck(file.name or str(file), *each) for each in inspect_file(file))
    return found


def _python(here: Computer) -> Iterator[DoctorCheck]:
    running = ".".join(map(str, sys.version_info[:3]))
    yield DoctorCheck("tht_xl", "fine", f"{version('tht_xl')} on Python {running}, {here.executable}")
    synced = next((name for name in SYNCED if name.casefold() in str(here.executable).casefold()), "")
    if synced:
        yield DoctorCheck(
            "Python's folder",
            "fault",
            f"Python is in a folder that {synced} synchronises, {here.executable.parent}",
            "Move it to a local folder such as %LOCALAPPDATA%\\tht_xl: files that are fetched late stop the functions",
        )


def _functions() -> Iterator[DoctorCheck]:
    shown = call("THT_PROPORTION", 57, 100)
    if shown == 57:
        yield DoctorCheck("functions", "fine", f"{len(REGISTRY)} worksheet functions; 57 of 100 gives 57")
    else:
        yield DoctorCheck("functions", "fault", f"57 of 100 gives {shown}", "Install tht_xl again")
    for name in FRAMEWORKS:
        try:
            framework = load_framework(name)
        except ThtError as error:
            yield DoctorCheck(
                f"framework {name}", "fault", str(error), "Until it is corrected, its functions show #VALUE!"
            )
        else:
            yield DoctorCheck(
                f"framework {name}", "fine", f"{framework.version}, {len(framework.indicators)} indicators"
            )


def _extra(name: str) -> DoctorCheck:
    purpose = PURPOSES[name]
    absent = dict.fromkeys(PACKAGES[module].name for module in packages_of(name) if not is_installed(module))
    if not absent:
        return DoctorCheck(f"extra {name}", "fine", purpose)
    said = f"{', '.join(absent)} not installed; only {purpose} needs it"
    return DoctorCheck(f"extra {name}", "missing", said, install_command([name]))


def _libreoffice() -> DoctorCheck:
    try:
        folder = office_folder()
    except ThtError as error:
        return DoctorCheck("LibreOffice", "missing", error.message, error.remedy)
    return DoctorCheck("LibreOffice", "fine", str(folder))


def _excel_on_windows(here: Computer) -> Iterator[DoctorCheck]:
    try:
        pywin32 = version("pywin32")
    except PackageNotFoundError:
        yield DoctorCheck(
            "pywin32", "fault", "not installed, and Excel reaches Python through it", "pip install pywin32"
        )
    else:
        yield DoctorCheck("pywin32", "fine", pywin32)
    yield _library(here)
    yield _settings(here)
    roaming = Path(here.environment.get("APPDATA", here.home / "AppData" / "Roaming")) / "Microsoft"
    addins = [path for folder in ("AddIns", "Excel/XLSTART") for path in sorted((roaming / folder).glob("*.xlam"))]
    for path in addins:
        yield from (DoctorCheck(path.name, *each) for each in inspect_file(path))
    if not addins:
        yield DoctorCheck(
            "Excel add-in",
            "missing",
            f"no add-in in {roaming / 'AddIns'}",
            "Write one with: tht-xl functions addin --out tht.xlam (docs/excel.md says where it goes)",
        )


def _library(here: Computer) -> DoctorCheck:
    """Return the part of xlwings that Excel loads; its name carries xlwings' version."""
    name = f"xlwings64-{version('xlwings')}.dll"
    folders = (here.executable.parent, here.executable.parent.parent)
    if any((folder / name).exists() for folder in folders):
        return DoctorCheck("xlwings", "fine", name)
    return DoctorCheck(
        "xlwings",
        "fault",
        f"{name} is not beside Python in {here.executable.parent}",
        "pip install --force-reinstall xlwings, with the Python that Excel is to start",
    )


def _settings(here: Computer) -> DoctorCheck:
    path = here.home / SETTINGS
    if not path.exists():
        return DoctorCheck("Excel's Python", "fine", f"the add-in's own setting; {path} would override it")
    chosen = ""
    for line in path.read_text("utf-8", "replace").splitlines():
        name, comma, value = line.partition(",")  # as xlwings writes it: "INTERPRETER_WIN","C:\\Python\\pythonw.exe"
        if comma and name.strip().strip('"').upper().startswith("INTERPRETER_WIN"):
            chosen = value.strip().strip('"')
            break
    if not chosen or Path(os.path.expandvars(chosen)).exists():
        return DoctorCheck("Excel's Python", "fine", f"{chosen or 'not set'} in {path}")
    return DoctorCheck(
        "Excel's Python", "fault", f"{path} names {chosen}, which is not there", f"Write {here.executable} in its place"
    )
