"""The table of cases through native formulas: for one cell in three engines, and the bodies of the LAMBDAs.

A LAMBDA behind a name is worked out by no engine here: its body is, with the arguments bound by LET. What a native form
cannot do is named in tht_xl.hosts.native.differences, and nothing else is left out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from case_sheet import WIDE, Asked, laid_out
from engines import Formualizer, for_formualizer, in_ironcalc, in_libreoffice, is_cut_by_index
from worked_cases import Case, assert_shows

from tht_xl.formulas.expression import Atom, Call, Name, Node, replace_nodes, write
from tht_xl.formulas.parsing import parse
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import CellError, clean
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.cell import formula
from tht_xl.hosts.native.folding import fold
from tht_xl.hosts.native.names import body
from tht_xl.rehearsal.spreadsheet.formula_references import copy_references

pytestmark = pytest.mark.slow

LAYOUT = laid_out()


def formulas(asked: Sequence[Asked], write_formula: Callable[[Asked], str]) -> list[str]:
    """Formulas that differ in their rows alone are written once and filled down: writing one takes its time."""
    written: dict[tuple[str, ...], str] = {}
    filled: list[str] = []
    for each in asked:
        # Of held references, which stay where they are, the formula is written in its own row.
        rows = [int(row) for row in re.findall(r"\d+", " ".join(each.arguments))]
        top = 0 if "$" in "".join(each.arguments) else min(rows, default=1) - 1
        first = replace(each, arguments=tuple(copy_references(one, -top, 0) for one in each.arguments))
        key = (first.name, first.column, *first.arguments)
        if key not in written:
            written[key] = write_formula(first)
        filled.append(copy_references(written[key], top + each.down, 0))
    return filled


def for_a_cell(asked: Asked) -> str:
    return formula(asked.name, *asked.arguments, column=asked.column)


def wrong(shown: list[Any], asked: Sequence[Asked] = LAYOUT.asked) -> list[str]:
    found: list[str] = []
    for each, cell in zip(asked, shown, strict=True):
        try:
            assert_shows(cell, each.gives, each.case.within)
        except AssertionError:
            found.append(f"{each.case}, {each.column}: {cell!r} instead of {each.gives!r}")
    return found


def test_libreoffice_shows_the_cases(program: Any, tmp_path: Path) -> None:
    texts = formulas(LAYOUT.asked, for_a_cell)
    assert wrong(in_libreoffice(LAYOUT.cells, texts, WIDE, program("soffice"), tmp_path)) == []


def test_formualizer_shows_the_cases() -> None:
    texts = formulas(LAYOUT.asked, lambda asked: for_formualizer(parse(for_a_cell(asked)[1:])))
    assert wrong(Formualizer(LAYOUT.cells).shows(texts, WIDE)) == []


@pytest.mark.hosts
def test_ironcalc_shows_the_cases_of_formulas_without_a_range_cut_by_index() -> None:
    written = zip(LAYOUT.asked, formulas(LAYOUT.asked, for_a_cell), strict=True)
    provable = [(each, text) for each, text in written if not is_cut_by_index(text)]
    asked, texts = [each for each, _ in provable], [text for _, text in provable]
    assert wrong(in_ironcalc(LAYOUT.cells, texts, WIDE), asked) == []
    # Every function of rows is among them, and one of ranges.
    of_rows = {each.name for each in LAYOUT.asked if not REGISTRY[each.name].calling.one_result}
    assert {each.name for each in asked} == of_rows | {"THT_PROJECT"}


@pytest.mark.hosts
def test_ironcalc_does_not_cut_a_range_by_index() -> None:
    """So functions of whole ranges are proved in the two other engines alone. If this fails, prove them here too."""
    cells = {(row, 0): row + 1 for row in range(3)}
    assert in_ironcalc(cells, ["=SUM(INDEX(A1:A3,1):INDEX(A1:A3,2))"], 3) == ["#VALUE!"]
    written = zip(LAYOUT.asked, formulas(LAYOUT.asked, for_a_cell), strict=True)
    assert {each.name for each, text in written if is_cut_by_index(text)} == {
        "THT_DSR", "THT_DSR_CI", "THT_ISR", "THT_ISR_CI", "THT_ISRATIO", "THT_ISRATIO_CI", "THT_MEAN", "THT_MEAN_CI",
    }  # fmt: skip


def test_bodies_of_simulated_lambdas_show_the_cases() -> None:
    asked = list(filter(is_evaluated, LAYOUT.asked))
    texts = formulas(asked, lambda asked: for_formualizer(called(asked)))
    assert wrong(Formualizer(LAYOUT.cells).shows(texts, WIDE), asked) == []
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
    assert sheet.shows([for_formualizer(called(each)) for each in asked], WIDE) == [pytest.approx(2000), "#VALUE!"]


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

    result = fold(replace_nodes(body(function, function.native), known))
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
