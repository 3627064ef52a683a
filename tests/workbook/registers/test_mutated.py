"""Mutated registers are read and checked without a crash: 200 of them, or 2,000 where THT_THOROUGH is 1."""

import os
import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

import tht_xl
from tht_xl.framework.load import load_framework
from tht_xl.model.finding import Report
from tht_xl.templates.check import verdict
from tht_xl.templates.load import load_template
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register

MUTATED = 2000 if os.environ.get("THT_THOROUGH") == "1" else 200
TODAY = date(2026, 11, 30)
PIECES = (b"", b"<", b"&", b"\x00", b"\xff", b'"', b"-1", b"1e999", b"NaN", b"99999999", b"A1", b"s", b"str", b"#REF!",
          b"<c/>", b"</row>", b"1048577", b"XFE1", b"[@Due]", b"<f>1/0</f>")  # fmt: skip


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    row = {"id": "A1", "action": "Open", "owner": "Lead", "status": "late", "due": TODAY, "forecast": TODAY}
    path = tmp_path_factory.mktemp("register") / "a.xlsx"
    rows = {"actions": [row, row | {"id": "A2"}]}
    write_register(path, load_template("action-tracker"), load_framework("tht"), rows, today=TODAY)
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def mutated(parts: dict[str, bytes], draw: random.Random) -> bytes:
    """Return a workbook of which a few bytes, a part, or the package itself is not as it was."""
    changed = dict(parts)
    name = draw.choice(sorted(changed))
    kind = draw.randrange(5)
    if kind == 0:
        del changed[name]
    elif kind == 1:
        changed[name] = changed[draw.choice(sorted(changed))]
    else:
        content = changed[name]
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(content) + 1)
            content = content[:at] + draw.choice(PIECES) + content[at + draw.choice((0, 1, 5, 200)) :]
        changed[name] = content
    with zipfile.ZipFile(made := BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in changed.items():
            package.writestr(each, content)
    packed = bytearray(made.getvalue())
    if kind == 4:
        for _ in range(draw.randint(1, 6)):
            packed[draw.randrange(len(packed))] = draw.randrange(256)
        del packed[draw.randint(len(packed) // 2, len(packed)) :]
    return bytes(packed)


@pytest.mark.slow
def test_a_mutated_register_is_read_and_checked(parts: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "mutated.xlsx"
    held_back = 0
    for seed in range(MUTATED):
        path.write_bytes(mutated(parts, random.Random(seed)))  # noqa: S311 - bytes for a test
        filled = read_workbook(path, template="action-tracker", today=TODAY)
        assert isinstance(filled.report, Report)
        for row in filled.tables["actions"] if filled.tables else ():
            assert verdict(row)
        if seed % 2:
            tht_xl.check(path, today=TODAY)
        held_back += filled.report.is_held_back
    assert 0 < held_back < MUTATED
