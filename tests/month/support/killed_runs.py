"""Runs of the command line that end at a named step by SIGKILL, each in a process of its own.

Started as a program with the address of a rehearsal server. Each line on its input is a run, as JSON: its arguments,
the step at which it is killed, the so-many-th time that counts, and what somebody types into the sheet just before its
first write arrives. Each line of its output is how the run ended: minus the signal, or the exit code.

One process imports everything and forks for each run, because importing takes longer than a run.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tht_xl.cli import app  # noqa: F401 - imported before the fork
from tht_xl.cli.main import code
from tht_xl.documents import file_set
from tht_xl.month import recording, run
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.shared_sheet import sync
from tht_xl.month.shared_sheet.ledger import StoreLedger
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.spreadsheet import Spreadsheet

STEPS = {
    "remember": (OpenMemory, "remember"),
    "intent": (StoreLedger, "intend"),
    "post": (Spreadsheet, "write"),
    "confirm": (StoreLedger, "settle"),
    "stage": (file_set, "write_whole"),
    "files": (run, "write_files"),
    "report": (StoreLedger, "note_reported"),
    "end": (recording, "end_run"),
}
"""Where each step happens: "before stage" comes once for each file and once for the list of them."""


class Killer:
    """Ends this process when it comes to a step, and lets somebody type just before the first write.

    Args:
        step: "before" or "after", and a step; "" for none.
        times: The so-many-th time counts.
        types: Called before the first write is sent.
    """

    def __init__(self, step: str, times: int, types: Callable[[], object] | None) -> None:
        self.step, self.left, self.types = step, times, types

    def reach(self, step: str) -> None:
        if step == "before post" and self.types:
            types, self.types = self.types, None
            types()
        if step == self.step:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: Any, name: str, step: str) -> None:
        original = getattr(owner, name)

        def watched(*args: Any, **given: Any) -> Any:
            self.reach(f"before {step}")
            result = original(*args, **given)
            self.reach(f"after {step}")
            return result

        setattr(owner, name, watched)


def watch_renames(killer: Killer, folder: Path) -> None:
    """Count what takes its place in a folder; what is moved within the hidden folder does not count."""
    original = Path.replace

    def replace(path: Path, target: Path) -> Path:
        is_output = Path(target).parent == folder and path.parent.name == file_set.NEW
        if is_output:
            killer.reach("before rename")
        moved = original(path, target)
        if is_output:
            killer.reach("after rename")
        return moved

    Path.replace = replace  # type: ignore[method-assign]


def run_and_die(url: str, order: dict[str, Any]) -> int:
    """Run the command line in this process, against a server in another."""
    sync.connect = lambda **_: connect(base_url=url)
    sync.key_file = lambda _: Path("none")

    def types() -> None:
        spreadsheet, place, text = order["types"]
        address = f"{url}/v4/spreadsheets/{spreadsheet}/values/{place}?valueInputOption=USER_ENTERED"
        requests.put(address, json={"values": [[text]]}, timeout=10).raise_for_status()

    killer = Killer(order["step"], order["times"], types if order["types"] else None)
    for step, (owner, name) in STEPS.items():
        killer.watch(owner, name, step)
    watch_renames(killer, Path(order["folder"]))
    with contextlib.redirect_stdout(sys.stderr):
        return code(order["arguments"])


def main(url: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            ended = 99
            with contextlib.suppress(BaseException):
                ended = run_and_die(url, json.loads(line))
            os._exit(ended)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
