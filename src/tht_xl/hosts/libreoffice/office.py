"""A LibreOffice of our own: its own profile, reached through a named pipe, with the add-in and with time limits."""

import subprocess
import sys
import tempfile
import time
import uuid
from importlib.resources import as_file, files
from pathlib import Path, PurePath
from typing import Any, Self

from tht_xl.errors import ThtError
from tht_xl.hosts.libreoffice.conversation import Conversation, Silence
from tht_xl.hosts.libreoffice.extension import COMPONENTS, TYPES, unpack_extension
from tht_xl.hosts.libreoffice.programs import office_folder, office_program, office_python

START_SECONDS = 90.0
STOP_SECONDS = 10.0
_NEW_PROFILE = 81
"""LibreOffice's exit code when it has made a profile and wants to be started again."""


class OfficeError(ThtError):
    """LibreOffice did not do what was asked."""


class Office:
    """A private LibreOffice with the add-in loaded, for as long as the `with` block lasts.

    Nothing is installed, and no LibreOffice that somebody has open is touched.

    Args:
        seconds: Time limit of each request. [s]
        folder: LibreOffice's programs; found if None.
        python: The Python in which the functions run; this one if None.
        add_in: Whether to load the add-in; False where the profile has its own.
        profile: A profile to use; a new one if None.

    Attributes:
        pipe: Name of the pipe through which it listens.

    Raises:
        MissingOfficeError: LibreOffice is not installed.
        OfficeError: It does not start or does not answer in time.
    """

    def __init__(
        self,
        *,
        seconds: float = 120.0,
        folder: Path | None = None,
        python: PurePath | None = None,
        add_in: bool = True,
        profile: Path | None = None,
    ) -> None:
        self._seconds = seconds
        self._folder = folder or office_folder()
        self._python = python or PurePath(sys.executable)
        self._add_in = add_in
        self._profile = profile
        self.pipe = f"tht-xl-{uuid.uuid4().hex}"
        self._process: subprocess.Popen[bytes] | None = None
        self._driver: Conversation | None = None

    def __enter__(self) -> Self:
        self._scratch = tempfile.TemporaryDirectory(prefix="tht-xl-office-", ignore_cleanup_errors=True)
        try:
            command = self._command(Path(self._scratch.name))
            process = self._process = _run(command)
            with as_file(files("tht_xl.hosts.libreoffice") / "driver.py") as script:
                driver = self._driver = Conversation([office_python(self._folder), "-E", script, self.pipe])
                self._connect(command, process, driver)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._driver is not None and self._process is not None and self._process.poll() is None:
                self._driver.ask({"do": "stop"}, STOP_SECONDS)
                self._process.wait(STOP_SECONDS)
        except (Silence, subprocess.TimeoutExpired):
            pass
        finally:
            self._end()

    def ask(self, what: str, **details: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return an answer of the driver.

        Raises:
            OfficeError: It failed, or there was none in time; then LibreOffice is ended.
        """
        if self._driver is None:
            raise OfficeError("LibreOffice is not running", remedy="Start it again")
        try:
            answer = self._driver.ask({"do": what, **details}, self._seconds)
        except Silence:
            self._end()
            raise OfficeError(
                f"LibreOffice gave no answer within {self._seconds:g} seconds and was ended",
                remedy="Allow more time, or look for a formula that never ends",
            ) from None
        if "failed" in answer:
            raise OfficeError(f"LibreOffice refused: {answer['failed']}", remedy="Check that it opens in LibreOffice")
        return answer

    def _connect(self, command: list[str], process: subprocess.Popen[bytes], driver: Conversation) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                if "failed" not in driver.ask({"do": "connect"}, START_SECONDS):
                    return
            except Silence:
                break
            ended = process.poll()
            if ended == _NEW_PROFILE:
                process = self._process = _run(command)
            elif ended is not None:
                raise OfficeError(f"LibreOffice ended with code {ended}", remedy="Check that it starts by itself")
            time.sleep(0.05)
        raise OfficeError(f"LibreOffice did not start within {START_SECONDS:g} seconds", remedy="Try again")

    def _command(self, scratch: Path) -> list[str]:
        profile = self._profile or scratch / "profile"
        return [
            str(office_program(self._folder)),
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            *(self._with_add_in(scratch) if self._add_in else ()),
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            f"--accept=pipe,name={self.pipe};urp;",
        ]

    def _with_add_in(self, scratch: Path) -> tuple[str, str]:
        add_in = scratch / "add-in"
        unpack_extension(add_in, python=self._python)
        types = _addresses(self._folder / "types", add_in / TYPES)
        services = _addresses(self._folder / "services", add_in / COMPONENTS)
        return f"-env:URE_MORE_TYPES={types}", f"-env:URE_MORE_SERVICES={services}"

    def _end(self) -> None:
        if self._driver is not None:
            self._driver.close()
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._driver = self._process = None
        self._scratch.cleanup()


def _run(command: list[str]) -> subprocess.Popen[bytes]:
    # LibreOffice itself, with options of our own making.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _addresses(shipped: Path, own: Path) -> str:
    # What is set here replaces what LibreOffice ships, so its own come first.
    return " ".join(each.resolve().as_uri() for each in (*sorted(shipped.glob("*.rdb")), own))
