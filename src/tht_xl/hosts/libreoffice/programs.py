"""Where LibreOffice's programs are."""

import os
import shutil
import subprocess
from pathlib import Path

from tht_xl.errors import ThtError

_PLACES = (
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
)
_INSTALL = "Install LibreOffice Calc with its Python (Debian: libreoffice-calc-nogui python3-uno)"


class MissingOfficeError(ThtError):
    """No LibreOffice, or one without Python."""


def office_folder() -> Path:
    """Return the folder of LibreOffice's programs.

    Raises:
        MissingOfficeError: There is none.
    """
    found = shutil.which("soffice")
    places = ([Path(found).resolve().parent] if found else []) + list(map(Path, _PLACES))
    for place in places:
        if office_program(place).exists():
            return place
    raise MissingOfficeError("LibreOffice is not installed", remedy=_INSTALL)


def office_program(folder: Path) -> Path:
    """Return the program itself, without the starter that would hide its process."""
    name = "soffice.bin" if (folder / "soffice.bin").exists() or os.name == "nt" else "soffice"
    return folder / name


def office_python(folder: Path) -> Path:
    """Return a Python that can talk to LibreOffice: its own, or the system's.

    Raises:
        MissingOfficeError: None can.
    """
    pythons = [folder / "python.exe", folder / "python", folder.parent / "Resources" / "python"]
    pythons.append(Path("/usr/bin/python3"))
    # Last, because the first on the PATH is often a virtual environment, in which nobody has installed uno.
    pythons += map(Path, filter(None, [shutil.which("python3")]))
    for python in pythons:
        if python.exists() and _can_talk(python):
            return python
    raise MissingOfficeError("no Python here can talk to LibreOffice", remedy=_INSTALL)


def _can_talk(python: Path) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603 - a Python of LibreOffice or of the system
            [python, "-E", "-c", "import uno"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0
