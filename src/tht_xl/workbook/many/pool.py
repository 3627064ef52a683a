"""A worker process, kept alive from one workbook to the next, and ended when it takes too long."""

import contextlib
import pickle
import subprocess
import threading
from pathlib import Path

from tht_xl.errors import ThtError
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.file.own_program import program_command, program_environment
from tht_xl.workbook.many.task import CheckedFile, HowToCheck

MODULE = "tht_xl.workbook.many.worker"


class StoppedError(Exception):
    """The check of one workbook was stopped; its text says why."""


class WorkerProcess:
    """One worker; started when it is first needed, and again after it has died."""

    def __init__(self, how: HowToCheck, *, seconds: float, max_memory: int) -> None:
        """Make a worker.

        Args:
            how: What is the same for all workbooks.
            seconds: The longest that one workbook may take.
            max_memory: How much memory one may take, on Linux. [bytes]
        """
        self._how, self._seconds, self._max_memory = how, seconds, max_memory
        self._process: subprocess.Popen[bytes] | None = None

    def check(self, path: Path, waivers: tuple[Waiver, ...]) -> CheckedFile:
        """Check one workbook.

        Raises:
            StoppedError: It took too long or too much memory, or the process died.
            ThtError: What the check itself refuses, such as an unknown template.
        """
        process = self._process = self._process or self._start()
        was_late = threading.Event()

        def end() -> None:
            was_late.set()
            process.kill()

        clock = threading.Timer(self._seconds, end)
        clock.daemon = True
        clock.start()
        try:
            answer = self._ask(process, path, waivers)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.end()
            late = f"the check took more than {self._seconds:g} seconds"
            died = f"the process that checked it ended (code {process.returncode})"
            raise StoppedError(late if was_late.is_set() else died) from None
        finally:
            clock.cancel()
        if isinstance(answer, ThtError):
            raise answer
        if not isinstance(answer, CheckedFile):
            # What it holds of the last workbook is not known: the next one gets a new process.
            self.end()
            raise StoppedError(str(answer))
        return answer

    def _ask(self, process: "subprocess.Popen[bytes]", path: Path, waivers: tuple[Waiver, ...]) -> object:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump((path, waivers), process.stdin)
        process.stdin.flush()
        return pickle.load(process.stdout)  # noqa: S301 - from a process of ours

    def _start(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
            program_command(MODULE, self._max_memory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=program_environment(),
        )
        if process.stdin is not None:
            # Where it could not start, the first question finds out.
            with contextlib.suppress(OSError):
                pickle.dump(self._how, process.stdin)
        return process

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
