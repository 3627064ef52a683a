"""Cell addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from tht_xl.workbook.address import LAST_ROW, cell_name, column_letters, column_number, row_number


@given(st.integers(0, 16_383))
def test_letters_and_numbers_are_each_others_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column
    assert column_letters(column) == get_column_letter(column + 1)


def test_address() -> None:
    assert cell_name(LAST_ROW, 16_383) == "XFD1048576"


@pytest.mark.parametrize("digits", ["0", "-1", "1048577", "x", ""])
def test_no_row(digits: str) -> None:
    with pytest.raises(ValueError):
        row_number(digits)
