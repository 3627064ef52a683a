"""The table of cases through native formulas: for one cell in LibreOffice and formualizer, and the LAMBDAs' bodies.

A LAMBDA behind a name is worked out by no engine here: its body is, with the arguments bound by LET. What a native form
cannot do is named in tht_xl.hosts.native.differences, and nothing else is left out.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from case_sheet import WIDE, Asked, laid_out
from engines import Formualizer, in_libreoffice
from worked_cases import Case, assert_shows

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import CellError, clean
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.cell import formula
from tht_xl.hosts.native.expression import Atom, Call, Name, Node, replaced, write
from tht_xl.hosts.native.folding import folded
from tht_xl.hosts.native.names import body
from tht_xl.hosts.native.parsing import parse
from tht_xl.rehearsal.spreadsheet.formula_references import copy_references

pytestmark = pytest.mark.slow

LAYOUT = laid_out()


@pytest.fixture(scope="module")
def formulas() -> list[str]:
    return [
        copy_references(formula(each.name, *each.arguments, column=each.column), each.down, 0) for each in LAYOUT.asked
    ]


def wrong(shown: list[Any], asked: Sequence[Asked] = LAYOUT.asked) -> list[str]:
    found: list[str] = []
    for each, cell in zip(asked, shown, strict=True):
        try:
            assert_shows(cell, each.gives, each.case.within)
        except AssertionError:
            found.append(f"{each.case}, {each.column}: {cell!r} instead of {each.gives!r}")
    return found


def test_libreoffice_shows_the_cases(formulas: list[str], program: Any, tmp_path: Path) -> None:
    assert wrong(in_libreoffice(LAYOUT.cells, formulas, WIDE, program("soffice"), tmp_path)) == []


def test_formualizer_shows_the_cases(formulas: list[str]) -> None:
    sheet = Formualizer(LAYOUT.cells)
    assert wrong(sheet.shows([parse(text[1:]) for text in formulas], WIDE)) == []


def test_bodies_of_simulated_lambdas_show_the_cases() -> None:
    sheet = Formualizer(LAYOUT.cells)
    asked = list(filter(is_evaluated, LAYOUT.asked))
    assert wrong(sheet.shows(list(map(called, asked)), WIDE), asked) == []
    assert len(asked) > 0.95 * len(LAYOUT.asked)


@pytest.mark.parametrize(
    ("second", "gives"),
    [
        ("1,000", ["#VALUE!", "#VALUE!", "#VALUE!", "[c]", "#N/A", "#VALUE!"]),
        ("unknown", [1, "#VALUE!", "#VALUE!", "[c]", "#N/A", 2]),
        (4, [1, 1, "#VALUE!", "[c]", "#N/A", 2]),
    ],
)
def test_in_libreoffice_a_number_typed_as_text_gives_no_other_row_a_wrong_rank(
    second: Any, gives: list[Any], program: Any, tmp_path: Path
) -> None:
    cells = {(row, 0): value for row, value in enumerate([3, second, "none", "[c]", None, 5])}
    texts = [copy_references(formula("THT_QUANTILE", "A1:A6", "2"), row, 0) for row in range(6)]
    assert in_libreoffice(cells, texts, 3, program("soffice"), tmp_path) == gives


def test_the_body_of_a_simulated_lambda_takes_no_single_weight_for_a_standard() -> None:
    """One weight beside several bands would be a sum of rates; one cell can only be the name of a standard."""
    sheet = Formualizer({(row, column): [20, 1000, 5][column] for row in range(2) for column in range(3)})
    case = Case("THT_DSR", "one weight", (), "")
    asked = [Asked(case, "THT_DSR", ("A1:A2", "B1:B2", weights), "result", "", ()) for weights in ("C1:C2", "C1")]
    assert sheet.shows(list(map(called, asked)), WIDE) == [pytest.approx(2000), "#VALUE!"]


def called(asked: Asked) -> Node:
    """The function's body with its arguments bound by LET; of several columns the one asked for."""
    function = REGISTRY[asked.name]
    assert isinstance(function.native, ClosedForm)
    given = dict(zip((each.name for each in function.arguments), asked.arguments, strict=False))

    def known(node: Node) -> Node | None:
        if isinstance(node, Call) and node.function == "ISOMITTED":
            (parameter,) = node.arguments
            return Atom("FALSE" if isinstance(parameter, Name) and parameter.name in given else "TRUE")
        return None

    result = folded(replaced(body(function, function.native), known))
    bound = [part for each in function.arguments for part in (each.name, given.get(each.name, '""'))]
    if bound:
        result = parse(f"LET({','.join(bound)},{write(result)})")
    column = function.columns.index(asked.column) + 1
    return parse(f"INDEX({write(result)},1,{column})") if len(function.columns) > 1 else result


def is_evaluated(asked: Asked) -> bool:
    """Whether formualizer goes on after an error in a step: it does not after DATEVALUE, nor after LOWER of an error.

    So a row in which a day is missing or wrong, or an error does not decide, is shown by the formula for one cell only;
    nor does formualizer rank a column at once.
    """
    arguments = REGISTRY[asked.name].arguments
    days = [cell for each, cell in zip(arguments, asked.cells, strict=False) if each.kind == "date"]
    no_day = any(clean(cell) is None or (isinstance(cell, bool | str) and asked.gives == "#VALUE!") for cell in days)
    single = [cell for cell in asked.cells if not isinstance(cell, list)]
    has_other_error = any(isinstance(clean(cell), CellError) and cell != asked.gives for cell in single)
    return not no_day and not has_other_error and asked.name != "THT_QUANTILE"
