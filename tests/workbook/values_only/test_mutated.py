"""Mutated files of values are checked without a crash and without a hang; THT_THOROUGH=1 tries ten times as many."""

import os
import random
import zipfile
from pathlib import Path

import pytest
from values_files import ErrorCell, Rows, write_as

from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check_return

TIMES = 10 if os.environ.get("THT_THOROUGH") == "1" else 1
FRAMEWORK = Path(__file__).parents[1] / "framework"
ROWS: Rows = [
    ["Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit"],
    *([name, "Tower Hamlets", "2022/23", 310, 2940, 10.5, ErrorCell(), ""] for name in ("obesity", "falls", "sleep")),
]
TRIES = {"ods": 60, "csv": 60, "xls": 12, "xlsb": 12}
"""A binary workbook takes a program of its own each time."""


def mutate(data: bytes, draw: random.Random) -> bytes:
    """Change, cut, repeat or drop some bytes."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at, size = draw.randrange(len(changed)), draw.choice([1, 1, 4, 40])
        match draw.randint(0, 4):
            case 0:
                changed[at : at + size] = draw.randbytes(size)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[at : at + size] * draw.choice([1, 50])
            case 3:
                changed[at : at + 1] = bytes([draw.choice([0, 1, 0x7F, 0x80, 0xFF])])
            case _:
                del changed[draw.randrange(len(changed)) + 1 :]
        changed = changed or bytearray(b"x")
    return bytes(changed)


def mutate_package(path: Path, draw: random.Random) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw.choice([name for name in parts if parts[name]])
    parts[name] = mutate(parts[name], draw)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)


@pytest.mark.slow
@pytest.mark.parametrize("kind", TRIES)
def test_a_mutated_file_is_checked(kind: str, tmp_path: Path) -> None:
    framework = load_framework(FRAMEWORK)
    right = write_as(kind, tmp_path / "right", ROWS)
    assert {f.code for f in check_return(right, framework).report} >= {"R126"}
    for seed in range(TRIES[kind] * TIMES):
        draw = random.Random(seed)  # noqa: S311 - a test
        path = tmp_path / f"mutated.{kind}"
        path.write_bytes(right.read_bytes())
        if kind in ("ods", "xlsb") and draw.random() < 0.8:
            mutate_package(path, draw)
        else:
            path.write_bytes(mutate(right.read_bytes(), draw))
        done = check_return(path, framework)
        assert done.report.findings, seed
        assert "Traceback" not in str(done.report)
