"""Rows that were asked for: by the list on the sheet Read me, or by the configuration of the month."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check, check_return
from tht_xl.workbook.writing.template import write_template

Change = Callable[[Callable[..., None]], list[str]]
COUNTS = {5: (310, 2940), 6: (320, 2990), 7: (920, 3280), 8: (905, 3230)}


@pytest.fixture
def findings(tmp_path: Path) -> Change:
    """What is found in a filled-in template after a change, but for results that nobody has calculated."""

    def change_and_check(change: Callable[..., None]) -> list[str]:
        path = tmp_path / "return.xlsx"
        names = ("reception-obesity", "year-6-obesity")
        write_template(path, load_framework("tht"), names, ("2022/23", "2023/24"))
        book = load_workbook(path)
        for row, counts in COUNTS.items():
            for column, count in zip("EF", counts, strict=True):
                book["Data"][f"{column}{row}"] = count
        change(book)
        book.save(path)
        return [str(f) for f in check(path) if f.code != "R506"]

    return change_and_check


def test_a_filled_in_template_has_no_findings(findings: Change) -> None:
    assert findings(lambda _: None) == []


def test_a_deleted_row_is_missed(findings: Change) -> None:
    assert findings(lambda book: book["Data"].delete_rows(8)) == [
        "R710 Data: no row for year-6-obesity, Tower Hamlets, 2023/24; expected every row that was asked for. Put the "
        "row back. Where there is no figure, write [x] in Value and say why in the Note."
    ]


def test_another_row_is_named_and_used(findings: Change) -> None:
    def ask_more(book: dict) -> None:
        for column, cell in zip("ACDEF", ("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065), strict=True):
            book["Data"][f"{column}9"] = cell

    found = findings(ask_more)
    assert [line[:55] for line in found if "R711" in line] == [
        "R711 Data!A9: a row that was not asked for; expected th"
    ]
    assert len([line for line in found if "R710" in line]) == 0


@pytest.mark.parametrize(
    ("cell", "content", "code"),
    [
        ("A8", "year-six", "R301"),
        ("C8", "Tower Hamlet", "R302"),
        ("D8", "2023 to somewhen", "R303"),
        ("D8", None, "R304"),
    ],
)
def test_a_key_that_cannot_be_read_is_not_also_missing(
    findings: Change, cell: str, content: str | None, code: str
) -> None:
    def spoil(book: dict) -> None:
        book["Data"][cell] = content

    codes = [line[:4] for line in findings(spoil)]
    assert code in codes
    assert "R710" not in codes


def test_last_years_period_leaves_the_asked_one_missing(findings: Change) -> None:
    def rename(book: dict) -> None:
        book["Data"]["D8"] = "2021/22"

    assert [line[:91] for line in findings(rename)] == [
        "R711 Data!A8: a row that was not asked for; expected year-6-obesity, Tower Hamlets, 2023/24"
    ]


def test_without_the_list_nothing_was_asked_for(findings: Change) -> None:
    def forget(book: dict) -> None:
        del book["Read me"]
        book["Data"].delete_rows(8)

    assert findings(forget) == []


def test_a_list_that_names_what_is_no_longer_defined_asks_for_the_rest(findings: Change) -> None:
    def edit(book: dict) -> None:
        lines = {row[1].value: row[1] for row in book["Read me"].iter_rows()}
        lines["reception-obesity | Tower Hamlets | 2022/23"].value = "given-up | Tower Hamlets | 2022/23"
        book["Data"].delete_rows(7, 2)

    found = findings(edit)
    assert [line[:60] for line in found] == [
        "R710 Data: no row for year-6-obesity, Tower Hamlets, 2023/24",
        "R711 Data!A5: a row that was not asked for; expected year-6-",
    ]


def test_the_configuration_asks_for_indicators(write_return: Callable[..., Path], framework: Framework) -> None:
    path = write_return()

    asked = check_return(path, framework, indicators=["Obesity", "falls", "wellbeing"]).report
    assert [(f.code, f.cell, f.given) for f in asked] == [
        ("R710", "", "no row for falls"),
        ("R711", "A8", "a row that was not asked for"),
    ]


def test_an_unreadable_indicator_may_be_the_one_asked_for(
    write_return: Callable[..., Path], framework: Framework
) -> None:
    path = write_return({"A8": "fals"})

    asked = check_return(path, framework, indicators=["obesity", "falls", "wellbeing"]).report
    assert [f.code for f in asked] == ["R301"]


def test_a_period_lies_in_the_future_from_the_day_that_is_given(
    write_return: Callable[..., Path], framework: Framework
) -> None:
    path = write_return()

    assert check(path, framework=framework, today=date(2022, 4, 1)).findings == ()
    before = check_return(path, framework, today=date(2022, 3, 31))
    assert {f.code for f in before.report} == {"R320"}
    assert [row.row for row in before.held_back] == [6, 7, 8, 9]
