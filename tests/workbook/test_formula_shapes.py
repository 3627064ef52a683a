"""Formulas that are copied down a column."""

import pytest

from tht_xl.workbook.formula_shapes import OwnRowFormulas, shape_of


@pytest.mark.parametrize(
    ("formula", "row", "columns"),
    [
        ("THT_VALUE(A7,D7,E7)", 7, ("A",)),
        ("INDEX(THT_VALUE_CI($A$7,D7,E7),1,2)", 7, ("A",)),
        ("THT_PROPORTION(D7,E7)", 7, ("",)),
        ("THT_VALUE(A7,D7,E7)+THT_VALUE(B7,D7,E7)", 7, ("A", "B")),
        ("THT_VALUE(A6,D7,E7)", 7, None),
        ("THT_VALUE(A7,D7,E7)", 8, None),
        ("THT_VALUE(Lists!A7,D7,E7)", 7, None),
        ("THT_VALUE(A7,Other!D7,E7)", 7, None),
        ('THT_VALUE("obesity",D7,E7)', 7, None),
        ("THT_PROPORTION(D7,E7,1000)", 7, None),
        ("THT_VALUE(A7,D7,7)", 7, None),
        ("THT_VALUE(A7:A7,D7,E7)", 7, None),
    ],
)
def test_only_a_formula_of_its_own_row_says_where_its_indicator_is(
    formula: str, row: int, columns: tuple[str, ...] | None
) -> None:
    assert OwnRowFormulas().columns_told(formula, row) == columns


def test_what_one_formula_says_holds_for_its_copies() -> None:
    formulas = OwnRowFormulas()

    assert [formulas.columns_told(f"THT_VALUE(A{row},D{row},E{row})", row) for row in range(2, 30)] == [("A",)] * 28
    # The row's number among the constants is another multiplier in every row.
    assert shape_of("THT_PROPORTION(D2,E2,2)", 2) == ""
