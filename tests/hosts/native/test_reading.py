"""Cells as formulas read them, beside what the functions make of the same cells."""

from typing import Any

import pytest
from engines import Cells, Formualizer
from worked_cases import assert_shows

from tht_xl.functions import call
from tht_xl.hosts.native.cell import formula
from tht_xl.hosts.native.parsing import parse

TEXTS = ["1,234", " +2468.0 ", "-3", "+.5", "5.", "1,234,567.5", "-1,234", "12,34", "1234,567", "1,23", "1.500,000",
         "57%", "1e5", "1/2", "12:30", "(5)", "5-", "--5", "1 2", "£5", "abc", "TRUE", "1.2.3", "", "  ", "[X] ", "[Z]",
         0.30000000000000004, 1e-7, -0.0, 1e15, True, False, None, "#NUM!"]  # fmt: skip
DAYS = [44927, 44927.75, 2022, "2022", "2021/22", "2023/2024", "2023/25", "2024-02-29", "2023-02-29", "2024-13-01",
        " 2022/23 ", "1999/00", "2200", "2201", 2958465, 2958466, 0, -5, 100, "abcd", "202", "2024-1-001", True, None,
        "[x]"]  # fmt: skip


def shown(cells: Cells, formulas: list[str]) -> list[Any]:
    return Formualizer(cells).shows([parse(each[1:]) for each in formulas], 3)


def test_texts_are_the_numbers_that_the_functions_read() -> None:
    cells = {(row, 0): text for row, text in enumerate(TEXTS)}
    found = shown(cells, [formula("THT_GAP", f"A{row + 1}", "100", '"high"') for row in range(len(TEXTS))])
    for text, cell in zip(TEXTS, found, strict=True):
        assert_shows(cell, call("THT_GAP", text, 100, "high"))


def test_days_are_those_that_the_functions_read() -> None:
    cells = {(row, 0): day for row, day in enumerate(DAYS)}
    found = shown(
        cells,
        [formula("THT_TARGET_AT", "20", '"1900-03-01"', "10", '"2200"', f"A{row + 1}") for row in range(len(DAYS))],
    )
    for day, cell in zip(DAYS, found, strict=True):
        assert_shows(cell, call("THT_TARGET_AT", 20, "1900-03-01", 10, "2200", day))


@pytest.mark.parametrize("confidence", [95, 0.95, "95", 99.8, 50, 0.5, 0.4, 100, 1, None, "[x]", "abc", True])
def test_confidence_is_a_fraction_or_a_percentage(confidence: Any) -> None:
    found = shown({(0, 0): confidence}, [formula("THT_RATE_CI", "12", "1000", "", "A1", column="upper")])
    rows = call("THT_RATE_CI", 12, 1000, None, confidence)
    assert isinstance(rows, list)
    assert_shows(found, [rows[0][2]])


@pytest.mark.parametrize("polarity", ["high", "low"])
def test_numbers_are_compared_at_fifteen_digits(polarity: str) -> None:
    values = [56.99999999999998, 56.9999999999999, 57.0000000000001, 57.00000000000002, 57]
    cells = {(row, 0): value for row, value in enumerate(values)}
    formulas = [formula("THT_RAG", f"A{row + 1}", "57", f'"{polarity}"') for row in range(len(values))]
    expected = [call("THT_RAG", value, 57, polarity) for value in values]
    assert shown(cells, formulas) == expected
    assert expected.count("Red") == 1


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        # 0.07 * 100 is 7.000000000000001 in floating point.
        ("THT_PEOPLE_TO_TARGET", (0, 100, 0.07, "high", 1)),
        ("THT_PEOPLE_TO_TARGET", (9, 100, 0.57, "high", 1)),
        ("THT_PEOPLE_TO_TARGET", (900, 1000, 0.29, "low", 1)),
        # Nine months of a year with a leap day; and the 29th of February has its anniversaries on the 28th.
        ("THT_REQUIRED_CHANGE", (28, "2023-06-30", 26, "2024-03-31")),
        ("THT_REQUIRED_CHANGE", (28, "2024-02-29", 26, "2025-02-28")),
        ("THT_REQUIRED_CHANGE", (28, "2024-02-29", 26, "2027-08-31")),
    ],
)
def test_hard_cases_give_the_function_s_value(name: str, cells: tuple[Any, ...]) -> None:
    held = {(0, column): cell for column, cell in enumerate(cells)}
    (found,) = Formualizer(held).shows([parse(formula(name, *(f"{each}1" for each in "ABCDE"[: len(cells)]))[1:])], 9)
    assert_shows(found, call(name, *cells))
