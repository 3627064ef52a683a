"""How long checking a return takes as its rows grow, whether they are good or bad.

Run with `pytest benchmarks`. Each kind is timed at 1,000 and at 50,000 rows side by side; the ratio is in the extra
information, and a check whose time grew with the square of the rows would have one of 2,500. Rounds alternate, and the
best of each size counts, since a busy machine only ever adds to a time.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check_return

FEW, MANY = 1_000, 50_000
HEADINGS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit", "Note")
GOOD = ("reception-obesity", "Tower Hamlets", "2022/23", 310, 2940, "", "", "", "")

KINDS: dict[str, Callable[[int], tuple[Any, ...]]] = {
    "good": lambda n: (GOOD[0], GOOD[1], f"{1810 + n // 336}-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}", *GOOD[3:]),
    "repeats of 30 keys": lambda n: (*GOOD[:2], f"{1990 + n % 30}", *GOOD[3:]),
    "one unknown indicator": lambda _: ("no-such-thing", *GOOD[1:]),
    "unknown names, each another": lambda n: (f"no-such-{n}", f"nowhere {n}", *GOOD[2:]),
    "numerators above denominators": lambda n: (*KINDS["good"](n)[:3], 2940, 310, *GOOD[5:]),
    "text for numbers": lambda n: (*KINDS["good"](n)[:3], "about 300", "n/a", *GOOD[5:]),
    "no keys": lambda _: ("", "", "", *GOOD[3:]),
}


def write(path: Path, kind: str, rows: int) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate([HEADINGS, *map(KINDS[kind], range(rows))]):
            page.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("kind", list(KINDS))
def test_seconds_grow_with_the_rows(kind: str, benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    # Without the kinds of periods that its indicators have: no series of school years has 50,000 points, days do.
    loaded = load_framework("tht")
    free = tuple(each.model_copy(update={"period_kind": None}) for each in loaded.indicators)
    framework = loaded.model_copy(update={"indicators": free})
    few, many = (write(tmp_path / f"{rows}.xlsx", kind, rows) for rows in (FEW, MANY))
    seconds: dict[Path, list[float]] = {few: [], many: []}

    def timed(path: Path) -> None:
        start = time.perf_counter()
        check_return(path, framework)
        seconds[path].append(time.perf_counter() - start)

    benchmark.pedantic(timed, args=(many,), setup=lambda: timed(few), rounds=2)

    small, large = min(seconds[few]), min(seconds[many])
    benchmark.extra_info |= {
        "few": f"{small:.2f} s for {FEW:,} rows",
        "many": f"{large:.2f} s for {MANY:,} rows",
        "ratio": round(large / small, 1),
    }
