"""What the add-in costs in LibreOffice: block formulas beside the native formulas that give the same.

Run with `pytest benchmarks/test_libreoffice.py -s`. As many rows each, in turn by one LibreOffice, so that both
meet the same machine; the promise is at most 3 times the native formulas' time.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tht_xl.hosts import native
from tht_xl.hosts.libreoffice import Office
from tht_xl.hosts.libreoffice.rewriting import rewrite_workbook
from tht_xl.model.stored_formula import stored_formula

TIMES = 3
PROMISED = 3.0
"""Block formulas to native formulas. [ratio]"""

SHAPES = {
    "THT_RAG": (10_000, ['"high"'], [""]),
    "THT_PROPORTION_CI": (5_000, [], ["value", "lower", "upper"]),
}
"""By function its rows, its further arguments and its columns. LibreOffice takes minutes to open more native limits."""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
@pytest.mark.parametrize("name", SHAPES)
def test_a_block_formula_beside_native_formulas(name: str, tmp_path: Path) -> None:
    rows, further, columns = SHAPES[name]

    def block(sheet: Worksheet) -> None:
        arguments = ",".join([f"A1:A{rows}", f"B1:B{rows}", *further])
        sheet.write_array_formula(0, 2, rows - 1, 1 + len(columns), f"{{={name}({arguments})}}")

    def cells(sheet: Worksheet) -> None:
        formulas = [native.formula(name, "A1", "B1", *further, column=column) for column in columns]
        for row in range(rows):
            for place, formula in enumerate(formulas):
                sheet.write_formula(row, 2 + place, _stored(formula, row + 1))

    books = {
        "block": _book(tmp_path / "block.xlsx", rows, block),
        "native": _book(tmp_path / "native.xlsx", rows, cells),
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in books}
    shown = {}
    with Office() as office:
        for _ in range(TIMES):
            for kind, book in books.items():
                answer = office.ask("calculate", path=str(book))
                seconds[kind].append(answer["seconds"])
                shown[kind] = answer["cells"]
    assert len(shown["block"]) == len(shown["native"]) == rows * len(columns)
    _assert_same(shown["block"], shown["native"])
    ratio = min(seconds["block"]) / min(seconds["native"])
    print(  # noqa: T201 - the measurement is what `-s` is for
        f"\n{name}: block {min(seconds['block']):.3f} s, native {min(seconds['native']):.3f} s, ratio {ratio:.2f}"
    )
    assert ratio < PROMISED


def _assert_same(block: list[list[Any]], own: list[list[Any]]) -> None:
    for (*place, one), (*other_place, other) in zip(sorted(block), sorted(own), strict=True):
        assert place == other_place
        assert one == (other if isinstance(other, str) else pytest.approx(other, rel=1e-9))


def _book(path: Path, rows: int, write: Callable[[Worksheet], None]) -> Path:
    given = path.with_suffix(".given.xlsx")
    with Workbook(str(given)) as book:
        sheet = book.add_worksheet("Data")
        for row in range(rows):
            sheet.write_row(row, 0, [row * 7 % 450 + 1, row * 13 % 450 + 500])
        write(sheet)
    rewrite_workbook(given, path)
    return path


def _stored(formula: str, row: int) -> str:
    return stored_formula(formula.replace("A1", f"A{row}").replace("B1", f"B{row}"))
