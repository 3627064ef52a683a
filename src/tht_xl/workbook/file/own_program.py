"""A program of our own that reads workbooks apart from this one: how it is started, and how it answers.

The program that is started dies alone where a file takes its memory or its time. Its imports are few, because it may be
started for each file.
"""

import os
import sys
from typing import BinaryIO


def program_command(module: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of ours with this Python.

    With -P, and the path of the parent (`program_environment`), a module of the same name as ours that lies beside the
    workbooks is never imported.
    """
    return [sys.executable, "-P", "-m", module, *map(str, arguments)]


def program_environment() -> dict[str, str]:
    """Return the environment of such a program: that of this one, which imports from where this one does."""
    folders = [folder for folder in sys.path if folder]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folders), "PYTHONUTF8": "1"}


def answers_of_program() -> BinaryIO:
    """Return where such a program writes its answers; whatever a library prints goes to the errors, not among them."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
