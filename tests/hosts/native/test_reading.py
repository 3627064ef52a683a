"""Cells as formulas read them, beside what the functions make of the same cells."""

from typing import Any

import pytest
from engines import Cells, Formualizer, for_formualizer
from worked_cases import assert_shows

from tht_xl.formulas.parsing import parse
from tht_xl.functions import call
from tht_xl.hosts.native.cell import formula
from tht_xl.rehearsal.spreadsheet.formula_references import copy_references

TEXTS = ["1,234", " +2468.0 ", "-3", "+.5", "5.", "1,234,567.5", "-1,234", "12,34", "1234,567", "1,23", "1.500,000",
         "57%", "1e5", "1/2", "12:30", "(5)", "5-", "--5", "1 2", "£5", "abc", "TRUE", "1.2.3", "", "  ", "[X] ", "[Z]",
         0.30000000000000004, 1e-7, -0.0, 1e15, True, False, None, "#NUM!"]  # fmt: skip
DAYS = [44927, 44927.75, 2022, "2022", "2021/22", "2023/2024", "2023/25", "2024-02-29", "2023-02-29", "2024-13-01",
        " 2022/23 ", "1999/00", "2200", "2201", 2958465, 2958466, 0, -5, 100, "abcd", "202", "2024-1-001", True, None,
        "[x]"]  # fmt: skip


def shown(cells: Cells, formulas: list[str]) -> list[Any]:
    return Formualizer(cells).shows([for_formualizer(parse(each[1:])) for each in formulas], 3)


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


@pytest.mark.parametrize("path", ["step", " STEP ", "step|", "|step", "step|linear", "step||", "|", "steps", ""])
def test_only_a_word_itself_is_taken_for_it(path: str) -> None:
    (found,) = shown({(0, 0): path}, [formula("THT_TARGET_AT", "20", '"2022"', "10", '"2024"', '"2023"', "A1")])
    assert_shows(found, call("THT_TARGET_AT", 20, "2022", 10, "2024", "2023", path))


@pytest.mark.parametrize(("last", "gives"), [(45292, 12), (2_958_466, "#VALUE!"), (2200, "#VALUE!"), (0, "#VALUE!")])
def test_in_a_range_only_serials_of_days_are_days(last: int, gives: Any) -> None:
    cells = {(row, 0): day for row, day in enumerate([44562, 44927, last])}
    cells |= {(row, 1): value for row, value in enumerate([10, 11, 12])}
    (found,) = shown(cells, [formula("THT_PROJECT", "A1:A3", "B1:B3", "45292")])
    assert_shows(found, gives)


@pytest.mark.parametrize("count", [0, 0.5, 1, 9, 9.999, 10, 10.001, 11])
def test_limits_of_a_count_change_from_exact_to_byar_s_at_ten(count: float) -> None:
    held: Cells = {(0, 0): count, (0, 1): 1000}
    found = shown(held, [formula("THT_RATE_CI", "A1", "B1", column=column) for column in ("value", "lower", "upper")])
    rows = call("THT_RATE_CI", count, 1000)
    assert isinstance(rows, list)
    assert found == pytest.approx(rows[0], rel=1e-9)


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
        # A billionth of a person short is short.
        ("THT_PEOPLE_TO_TARGET", (0, 1000, 1e-10, "high", 100)),
        # No geometric path leads past 0, but on its day the target is there.
        ("THT_TARGET_AT", (-5, "2022", 10, "2024", "2024", "geometric")),
        ("THT_TARGET_AT", (-5, "2022", 10, "2024", "2023", "geometric")),
        # Nine months of a year with a leap day; and the 29th of February has its anniversaries on the 28th.
        ("THT_REQUIRED_CHANGE", (28, "2023-06-30", 26, "2024-03-31")),
        ("THT_REQUIRED_CHANGE", (28, "2024-02-29", 26, "2025-02-28")),
        ("THT_REQUIRED_CHANGE", (28, "2024-02-29", 26, "2027-08-31")),
    ],
)
def test_hard_cases_give_the_function_s_value(name: str, cells: tuple[Any, ...]) -> None:
    held = {(0, column): cell for column, cell in enumerate(cells)}
    text = formula(name, *(f"{each}1" for each in "ABCDEF"[: len(cells)]))
    (found,) = Formualizer(held).shows([for_formualizer(parse(text[1:]))], 9)
    assert_shows(found, call(name, *cells))


@pytest.mark.parametrize("polarity", ["high", "low", "none"])
def test_quantiles_begin_at_the_end_that_the_function_takes(polarity: str) -> None:
    values = [[3], [1], [4], [2]]
    cells: Cells = {(row, 0): value for row, (value,) in enumerate(values)}
    formulas = [copy_references(formula("THT_QUANTILE", "A1:A4", "4", f'"{polarity}"'), row, 0) for row in range(4)]
    assert [[each] for each in shown(cells, formulas)] == call("THT_QUANTILE", values, 4, polarity)


@pytest.mark.parametrize("weight", [0, -1, "[x]", None, "five", "[u]"])
def test_a_range_of_which_one_cell_is_no_weight_gives_what_the_function_gives(weight: Any) -> None:
    columns = [[[20], [30]], [[1000], [2000]], [[weight], [5]]]
    cells = {(row, column): cell for column, rows in enumerate(columns) for row, (cell,) in enumerate(rows)}
    (found,) = shown(cells, [formula("THT_DSR", "A1:A2", "B1:B2", "C1:C2")])
    assert_shows(found, call("THT_DSR", *columns))


def test_ten_events_in_tenths_are_ten() -> None:
    cells = {(row, column): [0.1, 1000, 5][column] for row in range(100) for column in range(3)}
    (found,) = shown(cells, [formula("THT_DSR", "A1:A100", "B1:B100", "C1:C100")])
    ranges = ([[each]] * 100 for each in (0.1, 1000, 5))
    assert_shows(found, call("THT_DSR", *ranges))
    assert found == pytest.approx(10)
