"""The case table through the official app over HTTP; no Excel takes part, so what Excel would send is written out."""

import json
from typing import Any

from worked_cases import differences, worked_cases

from tht_xl.functions import REGISTRY
from tht_xl.hosts.officejs import ERROR_TYPES

ERRORS = {kind: str(error) for error, kind in ERROR_TYPES.items()}


def cells_of(answer: Any) -> Any:
    """The rows of an answer as Excel shows them."""
    if answer.status == 400:
        return [["#VALUE!"]]
    assert answer.status == 200, answer
    rows = json.loads(answer.text)["result"]
    return [[ERRORS[cell["errorType"]] if isinstance(cell, dict) else cell for cell in row] for row in rows]


def test_cells_show_over_http_with_a_simulated_excel(served: Any, ranges: Any) -> None:
    shown: list[Any] = []
    for case in worked_cases():
        given = ranges(case)
        if case.name == "THT_NOTE":
            given = [given[0], given[1:]]
        shown.append(cells_of(served.call(case.name, *given)))
    assert differences(shown) == []


def test_a_lone_value_error_says_why(served: Any) -> None:
    answer = served.call("THT_PROPORTION", [["57%"]], [[100]])
    assert (answer.status, answer.text) == (400, 'Numerator is "57%"; expected a number from 0 up.')


def test_other_errors_and_errors_in_ranges_are_error_values(served: Any) -> None:
    assert json.loads(served.call("THT_PROPORTION", [[0]], [[0]]).text) == {
        "result": [[{"type": "Error", "errorType": "Div0"}]]
    }
    assert json.loads(served.call("THT_PROPORTION", [["57%"], [1]], [[4]]).text) == {
        "result": [[{"type": "Error", "errorType": "Value"}], [25.0]]
    }


def test_an_excel_without_error_values_gets_no_text_that_looks_like_one(served: Any) -> None:
    answer = served.call("THT_PROPORTION", [[None], [1]], [[4]], runtime="1.3")
    assert answer.status == 400
    assert answer.text.startswith("This version of Excel cannot show an error in a range")


def test_every_function_is_offered_with_help_by_position_and_not_volatile(served: Any) -> None:
    offered = json.loads(served.request("GET", "/xlwings/custom-functions-meta.json").text)
    assert {each["id"] for each in offered["functions"]} == set(REGISTRY)
    for each in offered["functions"]:
        function = REGISTRY[each["id"]]
        assert each["name"] == each["id"], "a namespace would change the formula"
        assert each["description"] == function.help
        assert "volatile" not in each["options"]
        assert [p["name"] for p in each["parameters"]] == [a.name for a in function.arguments]
        assert [p["description"] for p in each["parameters"]] == [a.help for a in function.arguments]
        for parameter, argument in zip(each["parameters"], function.arguments, strict=True):
            assert parameter["dimensionality"] == "matrix"
            assert parameter.get("repeating", False) == argument.repeats
            assert parameter.get("optional", False) == (argument.optional and not argument.repeats)
