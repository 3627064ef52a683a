"""A1 notation there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.sheets.a1 import address, column_letters, extent, quoted


@given(st.integers(0, 10**6), st.integers(0, 18_277))
def test_an_address_and_its_extent(row: int, column: int) -> None:
    assert extent(f"'Data'!A1:{address(row, column)}") == (row + 1, column + 1)


def test_letters_have_no_gap() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("reference", "size"),
    [("'It''s !A9'!A1:C4", (4, 3)), ("Data!A1", (1, 1)), ("Data", (0, 0)), ("", (0, 0)), ("Data!$A$1:$B$2", (2, 2))],
)
def test_extent(reference: str, size: tuple[int, int]) -> None:
    assert extent(reference) == size


def test_quoted() -> None:
    assert quoted("Board's data") == "'Board''s data'"
