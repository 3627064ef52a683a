"""What each kind of cell comes to, case by case, for every function and every argument to which it applies."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.functions import REGISTRY, call
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.outcome import (
    Outcome,
    as_clause,
    cell_of_outcome,
    first,
    first_by_row,
    first_of_column,
    first_outcome,
)

FUNCTIONS = [function for function in REGISTRY.values() if function.arguments and function.name != "THT_NOTE"]
FIVE = [["2018/19"], ["2019/20"], ["2020/21"], ["2021/22"], ["2022/23"]]
ALL_ARGUMENTS = {
    "THT_PROPORTION": (5, 10, 100),
    "THT_PROPORTION_CI": (5, 10, 100, 0.95),
    "THT_RATE": (5, 10, 100),
    "THT_RATE_CI": (5, 10, 100, 0.95),
    "THT_MEAN": ([[5], [6]],),
    "THT_MEAN_CI": ([[5], [6]], 0.95),
    "THT_DSR": ([[5], [6]], [[9], [9]], [[7], [3]], [["0-64"], ["65+"]], 100),
    "THT_DSR_CI": ([[5], [6]], [[9], [9]], [[7], [3]], [["0-64"], ["65+"]], 100, 0.95),
    "THT_ISR": ([[5], [6]], [[9], [9]], [[7], [3]], [[9], [9]], 100),
    "THT_ISR_CI": ([[5], [6]], [[9], [9]], [[7], [3]], [[9], [9]], 100, 0.95),
    "THT_ISRATIO": ([[5], [6]], [[9], [9]], [[7], [3]], [[9], [9]], 100),
    "THT_ISRATIO_CI": ([[5], [6]], [[9], [9]], [[7], [3]], [[9], [9]], 100, 0.95),
    "THT_LIFE_EXPECTANCY": ([[50], [600]], [[90_000], [9_000]], [[0], [65]], 0),
    "THT_LIFE_EXPECTANCY_CI": ([[50], [600]], [[90_000], [9_000]], [["0-64"], ["65+"]], 0, 0.95),
    "THT_SII": ([[5], [6]], [[1], [1]], [[9], [9]], 1),
    "THT_SII_CI": ([[5], [6]], [[1], [1]], [[9], [9]], 1, 0.95),
    "THT_RII": ([[5], [6]], [[1], [1]], [[9], [9]]),
    "THT_RII_CI": ([[5], [6]], [[1], [1]], [[9], [9]], 0.95),
    "THT_QUANTILE": ([[n] for n in range(10)], 10, "high"),
    "THT_FUNNEL_LIMITS": (5, 100, "ratio", 100, 0.95),
    "THT_FUNNEL": (5, 10, "ratio", 100, 100),
    "THT_BENCHMARK": (10, 9, 11, 8, "high", 8.5, 11.5),
    "THT_TREND": ([[5], [4], [5], [6], [7]], [[9], [9], [9], [9], [9]], "high", FIVE),
    "THT_TREND_VALUES": ([[5], [4], [5], [6], [7]], [[4], [3], [4], [5], [6]], [[9], [9], [9], [9], [9]], "high", FIVE),
    "THT_CHANGE": (10, 9, 11, 8, 7, 8.5, "high"),
    "THT_SPC": ([[5], [7], [6]], "high", 6, "plotthedots"),
    "THT_SPC_VARIATION": ([[5], [7], [6], [8]], "high", "plotthedots"),
    "THT_SPC_ASSURANCE": ([[5], [7], [6], [8]], 6, "high", "plotthedots"),
    "THT_RAG": (10, 12, "high", 9),
    "THT_RAG_TOLERANCE": (10, 12, "high", 0.1),
    "THT_GAP": (10, 12, "high"),
    "THT_PEOPLE_TO_TARGET": (5, 10, 60, "high", 100),
    "THT_TARGET_AT": (5, "2021/22", 10, "2025/26", "2023/24", "linear"),
    "THT_DIRECTION": (10, 12, "high", 0),
    "THT_REQUIRED_CHANGE": (5, "2021/22", 10, "2025/26"),
    "THT_PROJECT": ([[2021], [2022], [2023]], [[5], [6], [7]], "2025/26"),
    "THT_PROJECT_CI": ([[2021], [2022], [2023]], [[5], [6], [7.5]], "2025/26", 0.95),
    "THT_TARGET_DATE": ([[2020], [2021], [2022], [2023]], [[5], [6], [7], [8]], 10, "high"),
    "THT_INDICATOR": ("reception-obesity", "unit"),
    "THT_VALUE": ("reception-obesity", 310, 2940),
    "THT_VALUE_CI": ("reception-obesity", 310, 2940, 0.95),
    "THT_TARGET": ("reception-obesity", "2029/30"),
    "THT_STATUS": ("reception-obesity", 10, "2029/30", 9, 11, 10),
    "THT_STATEMENT": ("healthy-choices", "domain"),
    "THT_FRAMEWORK": ("version",),
    "THT_SUPPRESS": ([[9], [8]], "1-5", [[17]]),
    "THT_ROUND": (12, 5),
}
REQUIRED_BY_THE_INDICATOR = {("THT_VALUE", "denominator"), ("THT_VALUE_CI", "denominator")}
COUNTS = ("count", "counts", "numerator", "denominator", "denominators", "deaths", "populations", "reference_counts")


def _places() -> Iterator[Any]:
    for function in FUNCTIONS:
        for place, argument in enumerate(function.arguments):
            yield pytest.param(function, place, argument, id=f"{function.name}-{argument.name}")


def _with(function: WorksheetFunction, **cells: object) -> object:
    """The function's result when some arguments are other cells; the outcome alone where it gives several columns."""
    given = list(ALL_ARGUMENTS[function.name])
    for name, cell in cells.items():
        place = [argument.name for argument in function.arguments].index(name)
        given[place] = [[cell], *given[place][1:]] if function.arguments[place].series else cell
    result = call(function.name, *given)
    return result[0][0] if isinstance(result, list) else result


def test_all_arguments_of_all_functions_are_tried() -> None:
    assert set(ALL_ARGUMENTS) == {function.name for function in FUNCTIONS}
    for function in FUNCTIONS:
        assert len(ALL_ARGUMENTS[function.name]) == len(function.arguments)
        assert _with(function) not in set(CellError)


@pytest.mark.parametrize(("function", "place", "argument"), list(_places()))
class TestEveryArgument:
    def test_error_comes_through(self, function: WorksheetFunction, place: int, argument: Argument) -> None:
        for error in CellError:
            assert _with(function, **{argument.name: error.value}) is error
        assert _with(function, **{argument.name: {"type": "Error", "error": "#REF!"}}) == "#REF!"

    def test_symbol_comes_through(self, function: WorksheetFunction, place: int, argument: Argument) -> None:
        for symbol in ("[c]", "[u]", "[z]"):
            assert _with(function, **{argument.name: symbol}) == symbol

    def test_blank(self, function: WorksheetFunction, place: int, argument: Argument) -> None:
        for blank in (None, "", "  ", "[x]", float("nan")):
            shown = _with(function, **{argument.name: blank})
            if argument.name == "target" and "RAG" in function.name:
                assert shown == "No target"
            elif argument.gaps:
                assert shown != "#VALUE!"
            elif not argument.optional or (function.name, argument.name) in REQUIRED_BY_THE_INDICATOR:
                assert shown == "#N/A"
            elif not argument.series:
                assert shown not in set(CellError)

    def test_what_is_none_of_its_kind(self, function: WorksheetFunction, place: int, argument: Argument) -> None:
        wrong: list[Any] = [True, "abc", "5%", float("inf"), object()]
        if function.name == "THT_FRAMEWORK":
            wrong.remove(True)
        for cell in wrong:
            assert _with(function, **{argument.name: cell}) == "#VALUE!"

    def test_negative_count(self, function: WorksheetFunction, place: int, argument: Argument) -> None:
        if argument.name in COUNTS:
            assert _with(function, **{argument.name: -1}) == "#VALUE!"

    def test_error_wins_over_everything_but_the_unknown(
        self, function: WorksheetFunction, place: int, argument: Argument
    ) -> None:
        for other in function.arguments:
            if other is not argument:
                for cell in ("[c]", None, "[x]") + (("abc", -1) if other.kind == "number" else ()):
                    assert _with(function, **{argument.name: "#REF!", other.name: cell}) == "#REF!"
                if other.kind == "choice":
                    assert _with(function, **{argument.name: "#REF!", other.name: "sideways"}) == "#VALUE!"


ZERO = [
    f for f in FUNCTIONS if {"denominator", "denominators"} & {a.name for a in f.arguments} and "LIMITS" not in f.name
]


@pytest.mark.parametrize("function", ZERO, ids=lambda function: function.name)
def test_denominator_0(function: WorksheetFunction) -> None:
    names = [argument.name for argument in function.arguments]
    counted = next(name for name in names if name in ("count", "counts", "numerator"))
    population = next(name for name in names if name in ("denominator", "denominators"))
    assert _with(function, **{counted: 0, population: 0}) == "#DIV/0!"
    assert _with(function, **{counted: None, population: 0}) == "#N/A"
    expected = "#DIV/0!" if function.name.startswith(("THT_RATE", "THT_FUNNEL")) else "#VALUE!"
    assert _with(function, **{population: 0}) == expected


def test_lowest_wins() -> None:
    for better, worse in pairwise(Outcome):
        assert first([worse, better]) == better
        assert first_by_row(np.array([worse], np.uint8), better).tolist() == [better]
        assert first_by_row(np.array([better], np.uint8), worse).tolist() == [better]


def test_first_error_stays() -> None:
    first_error, second_error = Outcome.INPUT_ERROR + 6, Outcome.INPUT_ERROR + 1
    assert first([first_error, second_error]) == first_error
    assert first_by_row(np.array([first_error], np.uint8), int(second_error)).tolist() == [first_error]


def test_cells_of_outcomes() -> None:
    cells = [cell_of_outcome(outcome) for outcome in Outcome]
    assert cells == [
        *("#VALUE!", "#NULL!", "[c]", "[u]", "[z]", "#N/A", "No target", "#VALUE!", "#DIV/0!", "#NUM!", "[u]", "[c]"),
        "#NUM!",
    ]
    assert type(cells[2]) is str


def test_several_problems_become_one_clause() -> None:
    assert (
        as_clause(ValueError("a.yaml:1: no id. Give one\nb.yaml:2: no name")) == "a.yaml:1: no id; give one; and 1 more"
    )
    assert as_clause(ValueError("")) == "no reason is known"


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1))
def test_first_of_a_column_is_the_first(codes: list[Outcome]) -> None:
    assert first_of_column(np.array(codes, np.uint8)) == first(codes)
    assert first_of_column(codes[0]) == codes[0]


def test_first_of_a_column_with_several_errors_is_the_one_that_came_first() -> None:
    assert first_of_column(np.array([Outcome.FINE, 0x2F, 0x21, Outcome.MISSING], np.uint8)) == 0x2F
    assert first_of_column(np.array([0x21, 0x2F, Outcome.UNKNOWN], np.uint8)) == Outcome.UNKNOWN


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_a_row_is_decided_as_it_is_among_others(rows: list[tuple[bool, bool]]) -> None:
    first_flags, second_flags = np.array(rows).T
    codes = first_outcome((first_flags, Outcome.MISSING), (second_flags, Outcome.INVALID))
    singly = [first_outcome((one, Outcome.MISSING), (np.bool_(other), Outcome.INVALID)) for one, other in rows]
    assert np.asarray(codes).tolist() == singly
    assert np.asarray(codes).dtype == np.uint8


def test_first_case_that_holds_decides() -> None:
    assert first_outcome((True, Outcome.MISSING), (True, Outcome.INVALID)) == Outcome.MISSING
    assert first_outcome((np.array(False), Outcome.MISSING), (False, Outcome.INVALID)) == Outcome.FINE
    assert np.array_equal(
        first_outcome((True, Outcome.MISSING), ([True, False], Outcome.INVALID)), [Outcome.MISSING] * 2
    )
