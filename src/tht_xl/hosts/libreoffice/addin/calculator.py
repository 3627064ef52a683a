"""The process in which the worksheet functions run: started at the first formula, a message each way."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from typing import Any

from .messages import read_message, write_message  # noqa: TID252 - inside LibreOffice the package has another name

SERVER = "tht_xl.hosts.libreoffice.server"
START_SECONDS = 60.0
CALL_SECONDS = 60.0
PAUSE_SECONDS = 15.0
"""After a failure nothing is tried for so long: ten thousand cells must not wait for the same thing one by one."""

_WINDOWS_NO_WINDOW = 0x08000000


class CalculationError(Exception):
    """The functions cannot be reached. The message is one line for a cell."""


class Calculator:
    """Calls worksheet functions in another Python.

    Args:
        python: Path of a Python in which tht_xl is installed.
    """

    def __init__(self, python: str) -> None:
        self.python = python
        self._process: subprocess.Popen[bytes] | None = None
        self._failure = ""
        self._failed_at = 0.0
        self._lock = threading.Lock()

    def call(self, name: str, cells: list[Any]) -> Any:  # noqa: ANN401 - a cell or rows of cells
        """Return what a cell with this formula shows: a scalar or rows; errors are their text.

        Raises:
            CalculationError: There is no answer.
        """
        with self._lock:
            if self._failure and time.monotonic() - self._failed_at < PAUSE_SECONDS:
                raise CalculationError(self._failure)
            try:
                if self._process is None:
                    self._start()
                return self._ask([name, *cells], CALL_SECONDS, f"{name} took longer than {CALL_SECONDS:.0f} seconds")
            except CalculationError as error:
                self._failure, self._failed_at = str(error), time.monotonic()
                self.close()
                raise

    def close(self) -> None:
        """End the process; the next call starts it again."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                _close(stream)

    def _start(self) -> None:
        if not self.python or not os.path.exists(self.python):  # noqa: PTH110 - plain text is all this needs
            raise CalculationError(
                f"The Python of tht_xl is not there: {self.python or 'none is named'}. Write the extension again"
            )
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the Python that the extension names
                [self.python, "-E", "-m", SERVER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(os.environ),
                creationflags=_WINDOWS_NO_WINDOW if os.name == "nt" else 0,
            )
        except OSError as error:
            raise CalculationError(f"{self.python} cannot be started: {error.strerror}") from None
        slow = f"{self.python} did not start tht_xl within {START_SECONDS:.0f} seconds"
        ready = self._ask([], START_SECONDS, slow)
        if ready != "ready":
            raise CalculationError(str(ready))

    def _ask(self, question: list[Any], seconds: float, slow: str) -> Any:  # noqa: ANN401
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise CalculationError("The functions are not running")
        too_slow = threading.Event()
        guard = threading.Timer(seconds, lambda: (too_slow.set(), process.kill()))
        guard.daemon = True
        guard.start()
        try:
            write_message(process.stdin, question)  # type: ignore[arg-type]
            return read_message(process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError):
            if too_slow.is_set():
                raise CalculationError(slow) from None
            raise CalculationError(
                f"tht_xl does not run in {self.python}. "
                f"Install it there, in the folder of tht_xl: {self.python} -m pip install ."
            ) from None
        finally:
            guard.cancel()


def _environment(given: os._Environ[str]) -> dict[str, str]:
    # LibreOffice points these at its own Python and its own libraries.
    own = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: value for name, value in given.items() if name not in own}


def _close(stream: Any) -> None:  # noqa: ANN401
    try:
        if stream is not None:
            stream.close()
    except OSError:
        pass
