"""Labels: one for each stretch of days, and never the same for two."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tht_xl.model.periods.label import canonical_label, day_label, financial_year_label, month_label

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_parts_of_labels() -> None:
    assert day_label(date(2015, 11, 6)) == "6 Nov 2015"
    assert month_label(date(2015, 11, 6)) == "Nov 2015"
    assert [financial_year_label(year) for year in (1999, 2008, 2023)] == ["1999/00", "2008/09", "2023/24"]


@given(days, st.integers(0, 800), days, st.integers(0, 800))
def test_different_stretches_have_different_labels(one: date, length: int, other: date, other_length: int) -> None:
    a = (one, one + timedelta(days=length))
    b = (other, other + timedelta(days=other_length))
    assert (canonical_label(*a) == canonical_label(*b)) == (a == b)
