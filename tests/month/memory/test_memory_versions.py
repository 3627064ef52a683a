"""Which version of a row counts in which month."""

from dataclasses import replace
from datetime import date
from math import nan

import pytest

from tht_xl.model.periods.period import Period
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.row import Remembered

OCTOBER, NOVEMBER, DECEMBER = (Period.parse(text) for text in ("Oct 2026", "Nov 2026", "Dec 2026"))
DAY = date(2026, 11, 30)
ROW = Remembered(
    "year-6-obesity", "tower-hamlets", "2022/23", "Persons", "10-11", 920.0, 3280.0, nan, nan, nan, "NCMP", "",
    "child-weight.xlsx", "Data", 5, "G5", 0, DAY, "public-health", OCTOBER,
)  # fmt: skip
OTHER = replace(ROW, period="2021/22", count=910.0, denominator=3065.0, row=4, cell="G4")


def returned(count: float, month: Period, **more: object) -> Remembered:
    return replace(ROW, count=count, month=month, **more)  # pyright: ignore[reportArgumentType]


def counts(memory: Memory, month: Period | None) -> list[float]:
    return [row.count for row in memory.known_in(month).values()]


def history(memory: Memory) -> list[tuple[float, int, str]]:
    return [(row.count, row.version, row.status) for row in memory.rows]


def test_rows_that_are_not_returned_again_stay() -> None:
    memory = Memory().with_returned([ROW, OTHER]).with_returned([returned(925.0, NOVEMBER)])
    assert counts(memory, NOVEMBER) == [925, 910]
    assert history(memory) == [(920, 1, "replaced"), (910, 1, "current"), (925, 2, "current")]


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"month": NOVEMBER},
        {"workbook": "other.xlsx", "row": 9, "cell": "G9", "role": "somebody else", "returned_on": date(2027, 1, 1)},
    ],
)
def test_the_same_figures_again_are_no_new_version(again: dict) -> None:
    memory = Memory().with_returned([ROW, OTHER])
    assert memory.with_returned([replace(ROW, **again), OTHER]) is memory


@pytest.mark.parametrize(
    "change", [{"count": 921.0}, {"denominator": 3281.0}, {"count": nan}, {"value": 28.0}, {"lower": 1.0},
               {"upper": 99.0}, {"symbol": "[c]"}, {"source": "NCMP, revised"}],
)  # fmt: skip
def test_whatever_differs_is_a_new_version(change: dict) -> None:
    memory = Memory().with_returned([ROW]).with_returned([replace(ROW, **change)])
    assert [row.version for row in memory.rows] == [1, 2]
    assert [row.status for row in memory.rows] == ["replaced", "current"]


def test_a_month_run_again_sees_what_it_saw() -> None:
    memory = Memory().with_returned([ROW]).with_returned([returned(925.0, DECEMBER), replace(OTHER, month=DECEMBER)])
    assert counts(memory, OCTOBER) == [920]
    assert counts(memory, NOVEMBER) == [920]
    assert counts(memory, DECEMBER) == [925, 910]
    assert counts(memory, None) == [925, 910]


def test_an_earlier_month_corrected_later_does_not_overrule_the_later_month() -> None:
    memory = Memory().with_returned([ROW]).with_returned([returned(925.0, DECEMBER)])
    memory = memory.with_returned([returned(930.0, NOVEMBER)])
    assert counts(memory, NOVEMBER) == [930]
    assert counts(memory, DECEMBER) == [925]
    assert history(memory) == [(920, 1, "replaced"), (925, 2, "current"), (930, 3, "replaced")]


def test_what_counted_before_a_month_does_not_know_the_month() -> None:
    memory = Memory().with_returned([ROW]).with_returned([returned(925.0, NOVEMBER)])
    memory = memory.with_returned([returned(926.0, NOVEMBER)])
    assert [row.count for row in memory.known_before(NOVEMBER).values()] == [920]
    assert [row.count for row in memory.known_before(DECEMBER).values()] == [926]
    assert memory.known_before(OCTOBER) == {}


def test_a_withdrawn_row_keeps_its_figures_and_no_longer_counts() -> None:
    memory = Memory().with_returned([ROW, OTHER])
    after = memory.with_withdrawn({ROW.key: ("lead", "counted twice")}, NOVEMBER, DAY)
    assert history(after) == [(920, 1, "replaced"), (910, 1, "current"), (920, 2, "withdrawn")]
    last = after.rows[-1]
    assert (last.role, last.reason, last.month, last.workbook) == (
        "lead",
        "counted twice",
        NOVEMBER,
        "child-weight.xlsx",
    )
    assert after.known_in(NOVEMBER)[ROW.key].is_withdrawal
    assert not after.known_in(OCTOBER)[ROW.key].is_withdrawal
    assert after.with_withdrawn({ROW.key: ("lead", "counted twice")}, NOVEMBER, DAY) is after
    assert after.with_withdrawn({("no", "such", "row"): ("lead", "slip")}, NOVEMBER, DAY) is after


def test_a_withdrawn_row_that_is_returned_again_counts_again() -> None:
    memory = Memory().with_returned([ROW]).with_withdrawn({ROW.key: ("lead", "counted twice")}, NOVEMBER, DAY)
    again = memory.with_returned([replace(ROW, month=DECEMBER)])
    assert history(again) == [(920, 1, "replaced"), (920, 2, "replaced"), (920, 3, "current")]
    assert again.rows[1].is_withdrawal
    assert counts(again, DECEMBER) == [920]
