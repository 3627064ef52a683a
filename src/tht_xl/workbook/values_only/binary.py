"""Read the values of a binary workbook (.xls or .xlsb) in a program of their own.

What calamine reserves for a sheet is what the file says, and a Rust program that cannot get its memory ends. So it is
not this program that ends: the other one has a limit on its memory and its time, and dies alone.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence

from tht_xl.extras import named_when_missing
from tht_xl.workbook.file.container import DamagedError, EncryptedError, RawFile
from tht_xl.workbook.file.own_program import program_command, program_environment
from tht_xl.workbook.values_only.binary_marks import BinarySheet, binary_sheets
from tht_xl.workbook.values_only.calamine_program import MAX_MEMORY, ReadSheet, read_all
from tht_xl.workbook.values_only.sheet import ReadRow, SheetGatherer, ValuesSheet, room_left

MODULE = "tht_xl.workbook.values_only.calamine_program"
MAX_SECONDS = 60.0
"""Five million cells take about five seconds."""


def read_binary(raw: RawFile) -> list[ValuesSheet]:
    """Return the sheets of a binary workbook. Error values come from its records: calamine gives them as blanks.

    Raises:
        DamagedError: It needs a password, cannot be read, or takes too much time or memory.
        MissingExtraError: The library that reads it is not installed.
    """
    with named_when_missing():
        import python_calamine  # noqa: F401 - in this program, so that its absence is told and not found out
    found = binary_sheets(raw)
    told = {sheet.name: sheet for sheet in found}
    # A sheet that says in its records that it is too large is not read at all.
    read = _ask(raw, tuple(sheet.name for sheet in found if sheet.is_too_large))
    gathered: list[SheetGatherer] = []
    for sheet in read:
        gathered.append(_gather(sheet, told.get(sheet[0], BinarySheet(sheet[0])), room_left(gathered)))
    return [each.done() for each in gathered]


def _gather(sheet: ReadSheet, records: BinarySheet, room: int) -> SheetGatherer:
    name, is_hidden, height, width, rows = sheet
    gatherer = SheetGatherer(name, is_hidden, room)
    if rows is None:
        height, width = max(height, records.last_row), max(width, records.last_column + 1)
        gatherer.too_large = f"goes on to row {height:,} and column {width:,}"
        return gatherer
    for number, cells in enumerate(rows, start=1):
        gatherer.add(ReadRow(cells, records.errors.get(number, {})))
    return gatherer


def _ask(raw: RawFile, without: Sequence[str]) -> list[ReadSheet]:
    """Return what the program answers."""
    if sys.platform == "emscripten":
        # A browser has no other programs; the page that this one runs in is what ends.
        return _answer_of(read_all(raw.data, without))
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and a module of ours
            program_command(MODULE, MAX_MEMORY),
            input=pickle.dumps((raw.data, tuple(without))),
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            env=program_environment(),
        )
    except subprocess.TimeoutExpired:
        raise DamagedError(f"reading it took more than {MAX_SECONDS:g} seconds") from None
    except OSError as problem:
        raise DamagedError(f"the program that reads it cannot be started ({problem.strerror})") from None
    if done.returncode or not done.stdout:
        raise DamagedError("it cannot be read within the memory that a workbook may take")
    return _answer_of(pickle.loads(done.stdout))  # noqa: S301 - from a program of ours


def _answer_of(answer: object) -> list[ReadSheet]:
    if isinstance(answer, list):
        return answer
    reason = str(answer)
    if "password" in reason.casefold():
        raise EncryptedError("the workbook is encrypted with a password")
    raise DamagedError(f"it cannot be read ({reason})")
