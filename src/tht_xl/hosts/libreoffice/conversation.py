"""Lines of JSON to a process and back, with a time limit on each answer."""

import json
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, TextIO, cast


class Silence(Exception):  # noqa: N818 - what happened, not an error of its own
    """No answer came: in time, or at all."""


class Conversation:
    """A process that answers each line with a line.

    Args:
        command: Program and arguments.
    """

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own script in a Python that was looked for
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._questions = cast(TextIO, self._process.stdin)
        self._answers = cast(TextIO, self._process.stdout)
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, question: Any, seconds: float) -> Any:  # noqa: ANN401 - JSON
        """Return the answer.

        Raises:
            Silence: None within this time.
        """
        try:
            self._questions.write(json.dumps(question) + "\n")
            self._questions.flush()
            line = self._lines.get(timeout=seconds)
        except (OSError, Empty):
            raise Silence from None
        if not line:
            raise Silence
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._answers.close()
        # What was not yet sent has nobody to go to.
        with suppress(OSError):
            self._questions.close()

    def _read(self) -> None:
        for line in self._answers:
            self._lines.put(line)
        self._lines.put("")
