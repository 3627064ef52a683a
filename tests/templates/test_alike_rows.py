"""A formula is evaluated once for rows that are alike in the cells that it names."""

from tht_xl.formulas.cell import Scalar
from tht_xl.formulas.references import Reference
from tht_xl.templates.alike_rows import MIN_ALIKE, TRIED, OncePerAlike


class SomeCells:
    """One row of two columns."""

    def __init__(self, first: Scalar, second: Scalar) -> None:
        self._cells = {"First": first, "Second": second}

    def cell(self, heading: str) -> Scalar:
        return self._cells[heading]


def counted(named: list[str]) -> tuple[OncePerAlike, list[Scalar]]:
    evaluated: list[Scalar] = []

    def formula(cells: SomeCells) -> Scalar:
        evaluated.append(cells.cell("First"))
        return cells.cell("First")

    return OncePerAlike(formula, map(Reference, named)), evaluated  # pyright: ignore[reportArgumentType]


def test_alike_rows_are_evaluated_once_and_others_each_by_itself() -> None:
    once, evaluated = counted(["[@First]", "Table[Second]"])
    rows = [SomeCells("a", 1.0), SomeCells("b", 1.0), SomeCells("a", 2.0), SomeCells(1.0, ""), SomeCells(True, "")]

    assert [once(row) for row in rows] == ["a", "b", "a", 1.0, True]  # pyright: ignore[reportArgumentType]
    assert evaluated == ["a", "b", 1.0, True]
    assert [type(each) for each in evaluated] == [str, str, float, bool]


def test_where_no_rows_are_alike_the_search_is_given_up() -> None:
    once, evaluated = counted(["[@First]"])
    for number in range(TRIED + 2):
        once(SomeCells(float(number), ""))  # pyright: ignore[reportArgumentType]
    once(SomeCells(5.0, ""))  # pyright: ignore[reportArgumentType]

    assert len(evaluated) == TRIED + 3
    assert MIN_ALIKE > 0
