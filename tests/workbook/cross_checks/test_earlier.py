"""What was returned before: a workbook sent again, a series that goes on."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return

Write = Callable[..., Path]


@pytest.fixture
def earlier(write_return: Write, framework: Framework) -> pd.DataFrame:
    """What the right return gave."""
    return check_return(write_return(), framework).observations


def test_the_same_workbook_again_brings_nothing_new(
    write_return: Write, framework: Framework, earlier: pd.DataFrame
) -> None:
    (finding,) = check_return(write_return(), framework, earlier=earlier).report

    assert (finding.code, finding.cell) == ("R707", "")
    assert finding.given == "all 5 rows are known already, with the same figures"


@pytest.mark.parametrize("cells", [{"D6": 315, "I6": None}, {"F9": 7.2}, {"C9": "2023/24"}])
def test_one_new_figure_leaves_the_other_indicators_old(
    write_return: Write, framework: Framework, earlier: pd.DataFrame, cells: dict
) -> None:
    found = check_return(write_return(cells), framework, earlier=earlier).report

    names = {"admissions", "wellbeing" if "D6" in cells else "obesity"}
    assert {f.given.split()[3] for f in found if f.code == "R708"} == names
    assert {f.code for f in found} == {"R708"}


@pytest.mark.parametrize(("typed", "is_new"), [(66, True), (66.2, False), (66.24, False), (66.3, True)])
def test_a_figure_is_the_same_where_it_is_shown_as_the_same(
    write_return: Write, framework: Framework, earlier: pd.DataFrame, typed: float, is_new: bool
) -> None:
    known = earlier.assign(value=earlier["value"].where(earlier["indicator"] != "wellbeing", 66.2))
    cells = {"F9": typed, "G9": None, "H9": None, "C8": "2023/24"}

    found = check_return(write_return(cells), framework, earlier=known).report

    told = {finding.given.split()[3] for finding in found if finding.code == "R708"}
    assert ("wellbeing" not in told) is is_new
    assert "obesity" in told


def test_two_periods_that_differ_are_both_named_wherever_the_earlier_is_known_from(
    write_return: Write, framework: Framework, earlier: pd.DataFrame
) -> None:
    rows = {f"{column}{row}": None for column in "ABCDEFGHIJKLM" for row in (5, 6, 7, 8)}
    known = earlier[earlier["indicator"] == "wellbeing"].assign(value=71.0)

    found = check_return(write_return(rows | {"C9": "2023/24"}), framework, earlier=known).report

    assert [(f.code, f.cell, f.given) for f in found if f.code in ("R701", "R703")] == [
        ("R703", "F9", "value is 7.1, about one tenth of that of 2022/23, 71: either 2023/24 or 2022/23 may be wrong")
    ]


def test_a_revised_figure_is_no_published_one(write_return: Write, framework: Framework, earlier: pd.DataFrame) -> None:
    found = check_return(write_return({"F9": 7.3}), framework, earlier=earlier).report

    assert "R702" not in {f.code for f in found}


def test_a_new_row_is_held_against_earlier_ones(
    write_return: Write, framework: Framework, earlier: pd.DataFrame
) -> None:
    rows = {f"{column}{row}": None for column in "ABCDEFGHIJKLM" for row in (5, 6, 7, 8)}
    new = {"A9": "obesity", "C9": "2023/24", "D9": 305, "E9": 330, "F9": None, "G9": None, "H9": None}

    alone = check_return(write_return(rows | new), framework).report
    beside = check_return(write_return(rows | new), framework, earlier=earlier).report
    assert [f.code for f in alone if f.code[:2] == "R7"] == []
    assert [(f.code, f.cell) for f in beside if f.code[:2] == "R7"] == [("R703", "E9")]


def test_earlier_rows_that_name_nothing_are_passed_over(
    write_return: Write, framework: Framework, earlier: pd.DataFrame
) -> None:
    odd = earlier.assign(area=["nowhere", "", "x", "y", "z"])
    assert check_return(write_return(), framework, earlier=odd).report.findings == ()
    assert check_return(write_return(), framework, earlier=earlier[:0]).report.findings == ()
    bare = earlier[["indicator", "area", "period", "value"]]
    assert {f.code for f in check_return(write_return(), framework, earlier=bare).report} == {"R708"}


@pytest.mark.parametrize(("before", "after"), [(4, 40), (50, 5)])
def test_a_power_of_ten_beside_a_shown_count_would_tell_a_withheld_one(
    write_return: Write, framework: Framework, before: int, after: int
) -> None:
    rows = {f"{column}{row}": None for column in "ABCDEFGHIJKLM" for row in (7, 8, 9)}
    falls = {
        f"{column}{row}": cell
        for row, period, count in ((5, "2021/22", before), (6, "2022/23", after))
        for column, cell in zip("ABCDEI", ("falls", "Tower Hamlets", period, count, 410, None), strict=True)
    }

    found = [f for f in check_return(write_return(rows | falls), framework).report if f.code in ("R701", "R703")]

    assert [(f.code, f.cell, f.given) for f in found] == [
        ("R701", "D6", "numerator is far from that of 2021/22: either 2022/23 or 2021/22 may be wrong")
    ]


def test_a_row_that_nobody_filled_in_again_is_nothing_new(
    write_return: Write, framework: Framework, earlier: pd.DataFrame
) -> None:
    found = check_return(write_return({"F9": None, "G9": None, "H9": None}), framework, earlier=earlier).report

    assert [finding.code for finding in found] == ["R707", "R210"]
