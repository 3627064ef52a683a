"""Rows that are no rows of figures, and rows that might be."""

import pytest

from tht_xl.workbook.data_sheet.passed_over import kind_of_row
from tht_xl.workbook.file.values import Cell

HEADINGS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Note")


def kind(cells: dict[str, Cell], *, knows: bool = False, formulas: frozenset[str] = frozenset()) -> str | None:
    blank: dict[str, Cell] = dict.fromkeys(HEADINGS, "")
    return kind_of_row(blank | cells, formulas, knows=knows)


@pytest.mark.parametrize(
    "word",
    [
        "Total",
        "TOTALS",
        "Grand total:",
        "Sub-total",
        "Subtotal",
        "Sum",
        "Average",
        "All",
        "Overall",
        "Mean",
        "all areas",
    ],
)
@pytest.mark.parametrize("heading", ["Indicator", "Area", "Period"])
def test_totals(word: str, heading: str) -> None:
    assert kind({heading: word, "Numerator": 2410.0}) == "totals"
    assert kind({heading: word}) == "totals"


def test_words() -> None:
    assert kind({"Indicator": "Source: NCMP"}) == "words"
    assert kind({"Note": "agreed"}) == "words"
    assert kind({"Numerator": "count", "Denominator": "count", "Value": "%"}) == "words"
    assert kind({"Indicator": "Year 6", "Value": 12.0}, formulas=frozenset({"Value"})) == "words"


def test_headings() -> None:
    assert kind({"Indicator": "indicator ", "Area": "AREA", "Period": "Period"}) == "headings"
    assert kind({"Indicator": "Indicator", "Area": "Area", "Period": "Year"}) == "headings"
    assert kind({"Indicator": "Indicator", "Area": "Tower Hamlets", "Period": "2023/24", "Numerator": 5.0}) is None


@pytest.mark.parametrize(
    "cells",
    [
        {"Indicator": "Total", "Area": "Tower Hamlets", "Numerator": 310.0},
        {"Indicator": "obesity", "Numerator": 310.0},
        {"Indicator": "obesity", "Numerator": "310"},
        {"Indicator": "obesity", "Value": "[c]"},
        {"Indicator": "Totally new", "Numerator": 310.0},
        {"Numerator": 310.0},
        {"Numerator": 5.0, "Value": 1.0},
        {"Value": "-"},
        {"Area": "Tower Hamlets", "Period": "2023/24"},
        {},
    ],
)
def test_rows_that_might_be_figures_are_kept(cells: dict[str, Cell]) -> None:
    assert kind(cells) is None


def test_a_row_of_a_known_indicator_is_kept() -> None:
    assert kind({"Indicator": "obesity"}, knows=True) is None
    assert kind({"Indicator": "all", "Numerator": 3.0}, knows=True) is None


def test_one_heading_alone_is_a_word() -> None:
    assert kind({"Indicator": "Indicator"}) == "words"
    assert kind({"Indicator": "Indicator", "Area": "Area"}) == "headings"
