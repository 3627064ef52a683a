from datetime import date

import pytest

from tht_xl.month.shared_sheet.typed_day import typed_day

DAY = date(2027, 3, 31)


@pytest.mark.parametrize(
    "cell",
    [46477.0, 46477, 46477.75, "31/3/2027", "31/03/2027", "31.03.2027", "31-3-2027", "2027-03-31", "31 March 2027",
     "31 Mar 2027", " 31st  march, 2027", "31 MARCH 2027"],
)  # fmt: skip
def test_a_day_however_it_is_typed(cell: str | float) -> None:
    assert typed_day(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [None, "", "after Easter", "March 2027", "end of March 2027", "Q3", "31/02/2027", "03/31/2027", "31/3/27", 31.0,
     2027.0, 1e9, float("nan"), True, "31 Marsh 2027", "0 May 2027"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(cell: str | float | None) -> None:
    assert typed_day(cell) is None
