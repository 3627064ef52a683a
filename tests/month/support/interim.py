"""Write the interim file as earlier versions did, and the months of shared sheets beside it."""

import csv
import io
import json
import math
from pathlib import Path

from tht_xl.month.memory.interim.file import HEADER, _checks
from tht_xl.month.memory.interim.sheet_months import months_file
from tht_xl.month.memory.memory import Memory
from tht_xl.store.records.remembered import COLUMNS, NUMBERS, Remembered


def as_cells(row: Remembered) -> list[str]:
    return [_cell(name, getattr(row, name)) for name in COLUMNS]


def write_interim(path: Path, memory: Memory, framework: str, months: dict[str, str] | None = None) -> None:
    rows = [[*as_cells(row), framework] for row in memory.rows]
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(HEADER)
    table.writerows([*cells, check] for cells, check in zip(rows, _checks(rows), strict=True))
    path.write_text(written.getvalue(), encoding="utf-8", newline="")
    if months:
        months_file(path).write_text(json.dumps(months), encoding="utf-8")


def _cell(name: str, given: object) -> str:
    if isinstance(given, float) and name in NUMBERS:
        return "" if math.isnan(given) else repr(given)
    text = str(given)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else text
