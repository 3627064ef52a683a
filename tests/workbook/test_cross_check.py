"""Findings of the cross-checks between the returns of a month."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tht_xl.framework.load import load_framework
from tht_xl.model.periods.period import Period
from tht_xl.workbook.check import Return, check_return
from tht_xl.workbook.cross_check import cross_check_returns

HEADERS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit")
WriteReturn = Callable[[str, list[tuple]], Return]


@pytest.fixture
def checked(tmp_path: Path) -> WriteReturn:
    def write(name: str, rows: list[tuple]) -> Return:
        with xlsxwriter.Workbook(str(tmp_path / name)) as book:
            data = book.add_worksheet("Data")
            for number, row in enumerate([HEADERS, *rows]):
                data.write_row(number, 0, row)
        return check_return(tmp_path / name, load_framework("tht"), allows_future=True)

    return write


def test_a_row_that_two_returns_give_differently_is_used_from_neither(checked: WriteReturn) -> None:
    one = checked("one.xlsx", [("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065)])
    two = checked(
        "two.xlsx",
        [
            ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280),
            ("year-6-obesity", "tower-hamlets", "2021/2022", 915, 3065),
        ],
    )
    alone = len(two.report)
    first, second = cross_check_returns([one, two])
    assert [(f.code, f.cell, f.given) for f in first.report.errors] == [
        ("R311", "F2", "two.xlsx gives this row too, with other figures")
    ]
    assert [(f.code, f.cell, f.given) for f in second.report.errors] == [
        ("R311", "F3", "one.xlsx gives this row too, with other figures")
    ]
    assert len(second.report) == alone + 1
    assert len(first.observations) == 0
    assert second.observations["period"].tolist() == ["2022/23"]
    assert [(row.row, row.codes) for row in second.held_back] == [(3, ("R311",))]


ENGLAND = ("year-6-obesity", "England", "2022/23", None, None, 22.7, 22.6, 22.8)
OTHER_ENGLAND = (*ENGLAND[:5], 22.4, 22.3, 22.5)
SECRET_ENGLAND = (*ENGLAND[:5], "[c]", None, None)
BLANK_ENGLAND = ENGLAND[:3]


def own(count: int) -> tuple:
    return "reception-obesity", "Tower Hamlets", f"20{count}/{count + 1}", 310, 2940


@pytest.mark.parametrize("row", [ENGLAND, SECRET_ENGLAND, ("year-6-obesity", "England", "2022/23", 9100, 40100)])
def test_a_row_that_several_returns_give_alike_is_used_from_the_first(checked: WriteReturn, row: tuple) -> None:
    returns = [checked(f"{name}.xlsx", [own(number), row]) for number, name in enumerate("abc", start=20)]

    compared = cross_check_returns(returns)

    assert [done.observations["area"].tolist() for done in compared] == [
        ["tower-hamlets", "england"],
        ["tower-hamlets"],
        ["tower-hamlets"],
    ]
    assert [[f.given for f in done.report if f.code == "R316"] for done in compared] == [
        [],
        ["a.xlsx gives this row too, with the same figures"],
        ["a.xlsx gives this row too, with the same figures"],
    ]
    assert [(done.report.errors, done.held_back) for done in compared] == [((), ())] * 3


def test_of_two_alike_and_one_that_differs_none_is_used(checked: WriteReturn) -> None:
    returns = [checked(f"{name}.xlsx", [row]) for name, row in (("a", ENGLAND), ("b", OTHER_ENGLAND), ("c", ENGLAND))]

    compared = cross_check_returns(returns)

    assert [[(f.code, f.given.split()[0]) for f in done.report.errors] for done in compared] == [
        [("R311", "b.xlsx")],
        [("R311", "c.xlsx")],
        [("R311", "b.xlsx")],
    ]
    assert [len(done.observations) for done in compared] == [0, 0, 0]


@pytest.mark.parametrize("blank_comes_first", [True, False])
def test_a_row_that_nobody_has_filled_in_contradicts_none(checked: WriteReturn, blank_comes_first: bool) -> None:
    rows = [BLANK_ENGLAND, ENGLAND] if blank_comes_first else [ENGLAND, BLANK_ENGLAND]
    alone = [checked(f"{number}.xlsx", [row]) for number, row in enumerate(rows)]

    assert cross_check_returns(alone) == tuple(alone)


def test_a_symbol_beside_a_figure_is_a_contradiction(checked: WriteReturn) -> None:
    compared = cross_check_returns([checked("a.xlsx", [ENGLAND]), checked("b.xlsx", [SECRET_ENGLAND])])

    assert [[f.code for f in done.report.errors] for done in compared] == [["R311"], ["R311"]]


def test_a_period_after_the_month_is_held_back(checked: WriteReturn) -> None:
    rows = [("year-6-obesity", "Tower Hamlets", period, 910, 3065) for period in ("2025/26", "2026/27", "2035/36")]
    (done,) = cross_check_returns([checked("one.xlsx", rows)], Period.parse("Nov 2026"))
    assert [(f.code, f.cell) for f in done.report.errors] == [("R312", "F4")]
    assert done.observations["period"].tolist() == ["2025/26", "2026/27"]


def test_nothing_wrong_changes_nothing(checked: WriteReturn) -> None:
    done = checked("one.xlsx", [("year-6-obesity", "Tower Hamlets", "2035/36", 910, 3065)])
    assert cross_check_returns([done]) == (done,)
    assert cross_check_returns([]) == ()


@pytest.mark.parametrize(
    "row",
    [
        ("year-6-obesity", "Tower Hamlets (n=3)", "2022/23", 3, 3281),
        ("year-6-obesity", "Tower Hamlets", "2022/23 n=3", 3, 3281),
        ("year-6-obesity 3/3281", "Tower Hamlets", "2022/23", 3, 3281),
    ],
)
def test_a_count_written_into_a_name_is_not_repeated(checked: WriteReturn, row: tuple) -> None:
    said = " ".join(map(str, checked("one.xlsx", [row]).report))
    assert "R30" in said
    assert "n=3" not in said
    assert "3281" not in said
