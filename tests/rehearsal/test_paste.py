"""What a cell becomes when another is pasted over it, and values in and out of JSON."""

import math
from typing import Any

import pytest

from tht_xl.rehearsal.requests.copy import paste
from tht_xl.rehearsal.spreadsheet.cell import (
    Cell,
    TypedFormula,
    checked_number,
    plain_number,
    value_from_json,
    value_to_json,
    with_value,
)
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

BOLD = {"textFormat": {"bold": True}}
RULE = {"condition": {"type": "BOOLEAN"}}
OLD = Cell("old", {"wrapStrategy": "WRAP"}, "old note")
NEW = Cell(TypedFormula("=A1"), BOLD, "new note", RULE)


@pytest.mark.parametrize(
    ("old", "source", "kind", "expected"),
    [
        (OLD, NEW, "PASTE_NORMAL", Cell(TypedFormula("=B3"), BOLD, "new note", RULE)),
        (OLD, NEW, "PASTE_NO_BORDERS", Cell(TypedFormula("=B3"), BOLD, "new note", RULE)),
        (OLD, NEW, "PASTE_FORMULA", OLD._replace(value=TypedFormula("=B3"))),
        (OLD, NEW, "PASTE_VALUES", OLD._replace(value="=A1")),
        (OLD, NEW, "PASTE_FORMAT", OLD._replace(format=BOLD)),
        (OLD, Cell(TypedFormula("=4/2")), "PASTE_VALUES", OLD._replace(value=2)),
        (OLD, None, "PASTE_NORMAL", None),
        (OLD, None, "PASTE_VALUES", OLD._replace(value=None)),
        (None, None, "PASTE_NORMAL", None),
        (Cell("x"), Cell(1), "PASTE_NORMAL", Cell(1)),
        (Cell("x"), Cell(1), "PASTE_FORMAT", Cell("x")),
        (None, Cell(1), "PASTE_FORMAT", None),
        (Cell("x"), Cell(1), "PASTE_VALUES", Cell(1)),
        (OLD, Cell(1), "PASTE_VALUES", OLD._replace(value=1)),
        (Cell("x"), Cell(None, BOLD), "PASTE_VALUES", None),
        (Cell("x"), Cell(None, BOLD), "PASTE_FORMAT", Cell("x", BOLD)),
    ],
)
def test_pasted_two_rows_down_and_one_column_right(
    old: Cell | None, source: Cell | None, kind: str, expected: Cell | None
) -> None:
    assert paste(old, source, kind, 2, 1) == expected


@pytest.mark.parametrize("cell", [Cell(0), Cell(False), Cell(None, BOLD), Cell(note="n"), Cell(rule=RULE)])
def test_a_cell_with_anything_in_it_is_not_bare(cell: Cell) -> None:
    assert not cell.is_bare
    assert cell.is_plain is (cell.value is not None)
    assert Cell().is_bare
    assert Cell(None, {}).is_bare


def test_the_value_of_a_cell_changes_and_its_looks_stay() -> None:
    assert with_value(None, None) is None
    assert with_value(None, 5) == Cell(5)
    assert with_value(Cell(1), None) is None
    assert with_value(OLD, None) == OLD._replace(value=None)
    assert with_value(OLD, 2) == OLD._replace(value=2)


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (None, {}),
        ("x", {"stringValue": "x"}),
        (5, {"numberValue": 5}),
        (0.5, {"numberValue": 0.5}),
        (True, {"boolValue": True}),
        (TypedFormula("=A1"), {"formulaValue": "=A1"}),
    ],
)
def test_values_in_and_out_of_json(value: Any, json: dict[str, Any]) -> None:
    assert value_to_json(value) == json
    assert value_from_json(json, "x") == value


def test_an_empty_text_is_no_value() -> None:
    assert value_from_json({"stringValue": ""}, "x") is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [(5.0, 5), (-0.0, 0), (5.5, 5.5), (1e14, 10**14), (1e15, 1e15), (True, True), ("5.0", "5.0"), (7, 7)],
)
def test_a_whole_number_has_no_point(value: Any, plain: Any) -> None:
    assert plain_number(value) == plain
    assert type(plain_number(value)) is type(plain)


def test_numbers_as_a_spreadsheet_keeps_them() -> None:
    assert type(checked_number(2**53 - 1)) is int
    assert type(checked_number(2**53)) is float
    assert checked_number(2**53 + 1) == 2.0**53
    for number in (math.inf, -math.inf, math.nan, 10**400):
        with pytest.raises(ApiError, match="must be finite"):
            checked_number(number)
