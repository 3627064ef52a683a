"""Cell addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from tht_xl.documents.addresses import (
    LAST_ROW,
    cell_name,
    column_letters,
    column_number,
    extent,
    quoted_title,
    row_number,
)


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


@given(st.integers(1, 10**6), st.integers(0, 16_383))
def test_an_address_and_its_extent(row: int, column: int) -> None:
    assert extent(f"'Data'!A1:{cell_name(row, column)}") == (row, column + 1)


def test_letters_in_any_case() -> None:
    assert [column_number(letters) for letters in ("a", "aa", "ZZ")] == [0, 26, 701]


@pytest.mark.parametrize(
    ("reference", "size"),
    [("'It''s !A9'!A1:C4", (4, 3)), ("Data!A1", (1, 1)), ("Data", (0, 0)), ("", (0, 0)), ("Data!$A$1:$B$2", (2, 2))],
)
def test_extent(reference: str, size: tuple[int, int]) -> None:
    assert extent(reference) == size


def test_a_title_in_quotes() -> None:
    assert quoted_title("Board's data") == "'Board''s data'"
