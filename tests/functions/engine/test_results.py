import json
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.outcome import Answer, Outcome
from tht_xl.functions.engine.results import cell_of, cells_of, compute, reason_of_inputs, rows_of

GAP, RAG = REGISTRY["THT_GAP"], REGISTRY["THT_RAG"]


@pytest.mark.parametrize("value", [5, 5.0, np.float64(5), np.int32(5), Decimal(5), np.array(5), np.array([5.0])])
def test_numbers_are_floats(value: object) -> None:
    assert type(cell_of(value)) is float
    assert cell_of(value) == 5


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.nan, "", None, Decimal("NaN"), object()])
def test_undefined(value: object) -> None:
    assert cell_of(value) == "#NUM!"


def test_other_cells() -> None:
    assert cell_of("Green") == "Green"
    assert cell_of(np.True_) is True
    assert cell_of(date(2024, 3, 31)) == 45382.0


def test_zero_has_no_sign() -> None:
    assert math.copysign(1, cell_of(-0.0)) == 1  # type: ignore[arg-type]
    assert [math.copysign(1, cell) for cell in cells_of(np.array([-0.0]), 1)] == [1]  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(), min_size=1))
def test_columns_hold_what_cells_hold(values: list[float]) -> None:
    cells = cells_of(np.array(values), len(values))
    assert cells == [cell_of(value) for value in values]
    assert {*map(type, cells)} <= {float, type(cell_of(math.nan))}
    json.dumps(cells, allow_nan=False)


@pytest.mark.parametrize(
    "column",
    [
        np.array(["Green", "", "Green"], object),
        np.array(["Green", "Red"]),
        np.array([np.str_("Green"), "Red"], object),
        np.array(["[x]", 5, 5.5, np.float64(7), True, np.True_, None, math.nan, -0.0, date(2024, 3, 31)], object),
        np.array([1.0, True, 0, False], object),
        np.array([True, False]),
        np.array([1, 0]),
        np.array([Decimal("1.5"), Decimal("Infinity")], object),
    ],
)
def test_a_column_of_anything_holds_what_cells_hold(column: np.ndarray) -> None:
    cells = cells_of(column, len(column))
    assert cells == [cell_of(value) for value in column]
    assert [*map(type, cells)] == [type(cell_of(value)) for value in column]
    assert {*map(type, cells)} <= {float, str, bool, CellError}
    json.dumps(cells, allow_nan=False)


def test_columns_of_words_and_single_results() -> None:
    assert cells_of(np.array(["Green", ""], object), 2) == ["Green", "#NUM!"]
    assert cells_of("[x]", 3) == ["[x]"] * 3
    assert rows_of([1.0, 2.0, 3.0, 4.0], 2) == [[1.0, 2.0], [3.0, 4.0]]


def _refuses() -> None:
    raise DomainError("the method does not reach this far", remedy="Give less")


def test_what_the_statistics_refuse_is_refused_for_these_rows() -> None:
    computed = compute(replace(GAP, python=_refuses), [], 2)
    assert computed.columns == [["#VALUE!", "#VALUE!"]]
    assert computed.sentences() == ["The method does not reach this far; give less."] * 2


def test_outcomes_by_row_win_over_results() -> None:
    def some() -> Answer:
        codes = np.array([Outcome.FINE, Outcome.CONFIDENTIAL, Outcome.FINE], np.uint8)
        return Answer((np.array([1.0, 2.0, np.nan]), "[x]"), codes)

    given = replace(GAP, python=some, columns=("value", "lower"))
    assert compute(given, [], 3).columns == [[1.0, "[c]", "#NUM!"], ["[x]", "[c]", "[x]"]]


def test_arithmetic_raises_no_warning() -> None:
    dividing = replace(GAP, python=lambda: np.float64(1) / np.float64(0))
    assert compute(dividing, [], 1).columns == [["#NUM!"]]


def test_sentences_say_of_each_row_what_its_cell_shows() -> None:
    def some() -> Answer:
        codes = np.array([Outcome.FINE, Outcome.CONFIDENTIAL, Outcome.UNRELIABLE, Outcome.FINE, Outcome.FINE], np.uint8)
        columns = (np.array([1.0, 2.0, 3.0, np.nan, 5.0]),)
        return Answer(columns, codes, lambda: ["One.", "Two.", "", "", ""], lambda: ["", "", "it is unsure", "", ""])

    given = replace(GAP, python=some, reasons={Outcome.CONFIDENTIAL: "it is small"})
    computed = compute(given, [], 5)
    assert computed.columns == [[1.0, "[c]", "[u]", "#NUM!", 5.0]]
    assert computed.sentences() == [
        "One.",
        "It is small.",
        "It is unsure.",
        "The result is not defined for these inputs.",
        GAP.method,
    ]


def test_one_sentence_goes_with_every_row() -> None:
    given = replace(GAP, python=lambda: Answer((np.array([1.0, 2.0]),), how=lambda: ["As it was given."]))
    assert compute(given, [], 2).sentences() == ["As it was given."] * 2


def test_of_several_reasons_the_lowest_outcome_is_said_and_of_equals_the_leftmost() -> None:
    def reason(codes: list[int]) -> str:
        return reason_of_inputs(RAG, codes, lambda place: RAG.arguments[place].name)

    fine, blank, error = int(Outcome.FINE), int(Outcome.MISSING), int(Outcome.INPUT_ERROR)
    assert reason([fine, blank, blank, fine, fine]) == "Target."
    assert reason([blank, error + 6, error + 1, fine, fine]) == "Target."
    assert reason([fine, fine, fine, fine, int(Outcome.INVALID)]).startswith("The minimum ")
