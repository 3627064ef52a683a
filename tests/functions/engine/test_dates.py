from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import PeriodError
from tht_xl.functions.engine.cells import Content
from tht_xl.functions.engine.dates import day_of, period_of, serial_of_ordinal
from tht_xl.model.days import serial_of


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1906, 3, 1), date(9999, 12, 31)))
def test_serials_come_back(day: date) -> None:
    assert day_of(serial_of(day)) == day
    assert serial_of_ordinal(day.toordinal()) == serial_of(day)
    assert serial_of(day) - serial_of(day - timedelta(days=1)) == 1


def test_serials_of_a_spreadsheet() -> None:
    assert serial_of(date(1900, 3, 1)) == 61
    assert serial_of(date(2000, 1, 1)) == 36526
    assert day_of(45382.75) == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (date(2024, 3, 31), date(2024, 3, 31)),
        ("2024-03-31", date(2024, 3, 31)),
        ("2023/24", date(2024, 3, 31)),
        ("Mar 2024", date(2024, 3, 31)),
        ("2021 - 23", date(2023, 12, 31)),
        (2024.0, date(2024, 12, 31)),
        ("2024", date(2024, 12, 31)),
    ],
)
def test_day(content: Content, day: date) -> None:
    assert day_of(content) == day


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("2023/24", "2023/24"),
        (2024.0, "2024"),
        (date(2025, 3, 1), "Mar 2025"),
        (45717.0, "Mar 2025"),
        (date(2025, 3, 2), "2 Mar 2025"),
    ],
)
def test_period(content: Content, label: str) -> None:
    assert period_of(content).label == label


@pytest.mark.parametrize("content", [0.0, -1.0, 0.5, 2024.5e6, "soon", True, None, "2010-11", "10-14"])
def test_what_names_no_day_is_refused(content: Content) -> None:
    with pytest.raises(PeriodError):
        day_of(content)
    with pytest.raises(PeriodError):
        period_of(content)
