"""What a check costs beside only reading the same workbooks with pandas and openpyxl.

Run with `pytest benchmarks/test_check_beside_readers.py -s`. Each pair is timed in turn, several times, so that both
meet the same machine; the ratio is the median of the pairs', in time of the processor and by the clock. "One after the
other" is one process; "side by side" is two worker processes, whose start is counted.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import openpyxl
import pandas as pd
import pytest
from filled_returns import framework_of_wards, write_filled_returns, write_large_sheet

from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check
from tht_xl.workbook.many.jobs import check_files
from tht_xl.workbook.many.task import HowToCheck

TIMES = 3
MANY = 200
PROMISED_MANY, PROMISED_LARGE = 0.75, 0.65
"""The check of many small returns to reading them, and of one large sheet to loading it. [ratio of processor time]"""

Work = Callable[[], object]


def ratios(one: Work, other: Work) -> tuple[float, float]:
    """Return how long one takes as a share of the other: by the processor, and by the clock."""
    pairs = [(*seconds(one), *seconds(other)) for _ in range(TIMES)]
    return median(pair[0] / pair[2] for pair in pairs), median(pair[1] / pair[3] for pair in pairs)


def seconds(work: Work) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def read(paths: Sequence[Path]) -> None:
    for path in paths:
        pd.read_excel(path, engine="openpyxl", sheet_name=None)


@pytest.mark.parametrize("findings", [False, True], ids=["clean", "a few findings each"])
def test_many_small_returns(findings: bool, tmp_path: Path) -> None:
    paths = write_filled_returns(tmp_path, MANY, findings=findings)
    assert len(check(paths[0])) == (5 if findings else 0)
    processor, clock = ratios(lambda: [check(path) for path in paths], lambda: read(paths))
    how = HowToCheck(load_framework("tht"))
    _, side_by_side = ratios(lambda: check_files(paths, how, jobs=2), lambda: read(paths))
    print(  # noqa: T201 - the measurement is what `-s` is for
        f"\n{MANY} returns: one after the other {processor:.2f} (processor), {clock:.2f} (clock); "
        f"side by side {side_by_side:.2f} (clock)"
    )
    assert processor < PROMISED_MANY


@pytest.mark.parametrize("findings", [False, True], ids=["clean", "a finding in 50 rows"])
def test_one_large_sheet(findings: bool, tmp_path: Path) -> None:
    framework = framework_of_wards()
    path = write_large_sheet(tmp_path / "large.xlsx", framework, findings=findings)
    assert len(check(path, framework=framework)) == (1000 if findings else 0)
    processor, clock = ratios(lambda: check(path, framework=framework), lambda: openpyxl.load_workbook(path))
    print(f"\n50,000 x 12: {processor:.2f} (processor), {clock:.2f} (clock)")  # noqa: T201
    assert processor < PROMISED_LARGE
