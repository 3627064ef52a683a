"""Entry point of `tht-xl`: no traceback reaches a user."""

import gc
import io
import os
import sys
from pathlib import Path

from tht_xl.cli.exit_codes import COULD_NOT_RUN, FINDINGS, FINE
from tht_xl.cli.functions.cells import call_cells, is_plain_call
from tht_xl.cli.needs import extras_for
from tht_xl.errors import ThtError
from tht_xl.extras import named_when_missing, require_extras

__all__ = ["COULD_NOT_RUN", "FINDINGS", "FINE", "code", "run"]

INTERRUPTED = 130
"""What Typer makes of Ctrl+C."""
OBJECTS_BETWEEN_COLLECTIONS = 50_000
STOPPED = "Stopped. Nothing unfinished was written."


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # Importing makes many objects and no rubbish: looking for some every 700 objects is a twelfth of `--help`.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    sys.exit(code(arguments))


def code(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code.

    What tht_xl refuses is one line on standard error. What nobody expected is one line too, with the place where
    its details were written.
    """
    try:
        _show_what_can_be_shown()
        given = sys.argv[1:] if arguments is None else arguments
        require_extras(extras_for(given))
        with named_when_missing():
            ended = _run(given)
        if ended != INTERRUPTED:
            return ended
        _say(STOPPED)
    except ThtError as error:
        _say(str(error))
    except KeyboardInterrupt:
        _say(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:  # noqa: BLE001 - the last resort before a user would see a traceback
        show = getattr(error, "show", None)
        if callable(show):
            show()
        else:
            _say(_report_unexpected(error))
    return COULD_NOT_RUN


def _run(arguments: list[str]) -> int:
    if is_plain_call(arguments):
        return call_cells(arguments[2], arguments[3:])
    if arguments == ["--version"]:  # needs no Typer
        from tht_xl.cli.show import version

        version()
        return FINE
    from tht_xl.cli.app import app

    return int(app(args=arguments, standalone_mode=False) or FINE)


def _show_what_can_be_shown() -> None:
    """Print "?" for a character that the terminal or output file cannot encode, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


def _report_unexpected(error: Exception) -> str:
    """Write the details to a file and say where."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="tht-xl-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(error)))
    return (
        f"Something unexpected happened ({type(error).__name__}). Details are in {Path(name)}; please send them to us."
    )
