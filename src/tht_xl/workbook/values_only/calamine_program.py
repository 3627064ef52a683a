"""A program that reads one binary workbook: from its input, with a limit on memory, its answer to its output.

`binary` starts it. Its imports are few, because it is started for each file.
"""

import pickle
import sys
from collections.abc import Sequence
from io import BytesIO

from tht_xl.workbook.file.memory_limit import limit_memory
from tht_xl.workbook.file.own_program import answers_of_program

MAX_MEMORY = 2_000_000_000
"""What the values of one workbook may take, where the system holds to it. [bytes]"""
MAX_CELLS = 5_000_000
"""As `workbook.file.values` has it, which this program does not import."""


ReadSheet = tuple[str, bool, int, int, list[list[object]] | None]
"""Name, whether it is hidden, height and width, and the rows, None where there are too many cells.

A plain tuple, because a class of a program would not be the same class in the one that started it."""


def read_all(data: bytes, without: Sequence[str]) -> "list[ReadSheet] | str":
    """Return the sheets of a workbook, or why it cannot be read.

    Args:
        data: The file.
        without: Names of sheets that are not to be read.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found: list[ReadSheet] = []
    room = 2 * MAX_CELLS
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            for listed in workbook.sheets_metadata:
                if listed.typ != SheetTypeEnum.WorkSheet:
                    continue
                is_hidden = listed.visible != SheetVisibleEnum.Visible
                if listed.name in without:
                    found.append((listed.name, is_hidden, 0, 0, None))
                    continue
                sheet = workbook.get_sheet_by_name(listed.name)
                height, width = sheet.total_height, sheet.total_width
                is_small = height * width <= min(MAX_CELLS, room)
                room -= height * width if is_small else 0
                rows = [_filled(row) for row in sheet.to_python(skip_empty_area=False)] if is_small else None
                found.append((listed.name, is_hidden, height, width, rows))
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt | SystemExit):
            raise
        return str(problem) or type(problem).__name__
    return found


def _filled(row: Sequence[object]) -> list[object]:
    # A million rows without anything, down to one stray cell, are not worth their way to the other program.
    return list(row) if row.count("") < len(row) else []


def main() -> None:
    """Read the question, limit the memory, and answer."""
    answers = answers_of_program()
    data, without = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the program that started this one
    limit_memory(int(sys.argv[1]))
    pickle.dump(read_all(data, without), answers)
    answers.flush()


if __name__ == "__main__":
    main()
