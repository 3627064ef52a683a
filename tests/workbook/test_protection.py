"""No finding on a row that a disclosure rule protects repeats a figure of the row."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.data_sheet.headings import NUMBERS
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.file.marks import SheetMarks

PROTECTED = ("obesity", "admissions", "falls", "nobody-knows")
COUNTS = (2, 3, 4, 6, 9, 11, 13, 29, 37, 4217)
"""None of them is in the words of a rule, as 1, 5, 7, 28 and 100 are."""
SPELLINGS: tuple[Callable[[int], object], ...] = (
    int, str, float, "{} children".format, "c.{}".format, "{}%".format, " {},000".format, "={}".format, "-{}".format,
    lambda n: -n, lambda n: n + 0.5, lambda n: n / 100, lambda n: 100 * n / 4219, lambda n: n / 4219,
    lambda n: date(2025, 3, n % 28 + 1), lambda n: float(f"{n}e20"), lambda n: float(f"{n}e-300"),
)  # fmt: skip
TYPED: tuple[object, ...] = (None, "[c]", "[x]", 0, 100, 4219, 4220, "12,345", True, 1e308)


def tells(text: str, figure: object) -> bool:
    """Whether a text holds a figure as a number of its own."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(str(figure))}(?![\d%]|[.,]\d)", text))


def figures(count: int) -> set[str]:
    """A count, and what it gives beside the denominator of the test, as a finding might spell them."""
    share, rate = 100 * count / 4219, 1e5 * count / 4219
    spelled = {f"{number:.{digits}g}" for number in (share, rate, share / 100) for digits in (3, 4, 6, 15)}
    return {
        str(count),
        f"{count}.0",
        f"-{count}",
        f"{count}.5",
        f"{count}%",
        f"{count},000",
        *(text for text in spelled if "." in text),
    }


SPELLED = st.dictionaries(st.sampled_from("BCDEFGHIJKLM"), st.sampled_from(SPELLINGS), min_size=1, max_size=6)
OTHERS = st.dictionaries(st.sampled_from("DEFGHIJK"), st.sampled_from(TYPED))
PLAIN = ({"M": "{} children".format}, {})
ROWS = (6, 10, 11, 12)
"""A row for each indicator: to write and read a workbook costs more than to check a row of it."""


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.sampled_from(COUNTS), rows=st.tuples(*[st.tuples(SPELLED, OTHERS)] * len(PROTECTED)))
@example(count=6, rows=(PLAIN, ({"D": "{} children".format, "I": lambda n: 100 * n / 4219}, {}), PLAIN, PLAIN))
def test_no_finding_repeats_a_protected_count(
    count: int,
    rows: tuple[tuple[dict[str, Callable[[int], object]], dict[str, object]], ...],
    write_return: Callable[..., Path],
    framework: Framework,
) -> None:
    cells: dict[str, object] = {}
    for row, indicator, (spelled, typed) in zip(ROWS, PROTECTED, rows, strict=True):
        cells |= {f"A{row}": indicator, f"B{row}": "Tower Hamlets", f"C{row}": "2019/20", f"E{row}": 4219}
        cells |= {f"{letter}{row}": cell for letter, cell in typed.items()}
        cells |= {f"{letter}{row}": spell(count) for letter, spell in spelled.items()}
    done = check_return(write_return(cells), framework)

    words = [f"{finding.given} | {finding.expected} | {finding.fix}" for finding in done.report]
    # How many more indicators the framework knows is no figure of the return's.
    words = [re.sub(r" and \d+ more\.", "", text) for text in words]
    words += [f"{held.indicator} {held.area} {held.period}" for held in done.held_back]
    assert [text for text in words if any(tells(text, figure) for figure in figures(count))] == []


@pytest.mark.parametrize("heading", NUMBERS)
def test_a_rule_that_thinks_of_nothing_shows_no_figure(heading: str, framework: Framework) -> None:
    head = ["Indicator", "Area", "Period", *NUMBERS]
    rows = [head, *([name, "Tower Hamlets", "2022/23", *[6.0] * len(NUMBERS)] for name in ("falls", "smoke-free"))]
    sheet = DataSheet("Data", SheetMarks(), rows)
    assert sheet.layout is not None
    table = ReturnTable(sheet, sheet.layout, framework, np.array([2, 3]))

    assert [table.fault(heading, index, "it is 6", "not 6", "Change 6.")[:2] for index in (0, 1)] == [
        ("", ""),
        ("it is 6", "not 6"),
    ]
    assert table.fault(heading, 0, "it is 6", "not 6", "Change 6.").fix == ""
