import pytest

from tht_xl.errors import DomainError
from tht_xl.hosts.native.references import first_and_all, is_on_sheet, is_one_cell, size_of


def test_tells_cells_from_ranges() -> None:
    cells = ("B2", "$B$2", "Data!B2", "[@Value]", "Data[@Value]", "Data[[#This Row],[Value]]")
    ranges = ("B2:B7", "B:B", "Data[Value]", "'a b'!B2:C2")
    assert [is_one_cell(each) for each in (*cells, *ranges)] == [True] * 6 + [False] * 4


def test_tells_cells_that_no_worksheet_has() -> None:
    there = ("A1", "xfd1048576", "Data!A1:XFD1048576", "B:B", "Data[Value]")
    nowhere = ("A0", "A1048577", "XFE1", "ZZZ5", "A1:XFE2", "A1:A1048577", "A0:A5", "XFE1:A1")
    assert [is_on_sheet(each) for each in (*there, *nowhere)] == [True] * len(there) + [False] * len(nowhere)


def test_counts_rows_and_columns() -> None:
    assert [size_of(each) for each in ("B2", "Z7:AA2", "B:B")] == [(1, 1), (6, 2), None]


def test_holds_rows_fast_for_filling_down() -> None:
    assert first_and_all("Data!$b$2:$b$33") == ("Data!B2", "Data!B$2:B$33")


@pytest.mark.parametrize("reference", ["B2:C7", "Data[Value]", "B:B"])
def test_only_columns_of_cells_are_filled_down(reference: str) -> None:
    with pytest.raises(DomainError, match=r"is not a column of cells\. Give a column with its rows, such as B2:B33"):
        first_and_all(reference)
