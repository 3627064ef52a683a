import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.rehearsal.spreadsheet.display import display_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1 / 1024, "0.0009765625"),
        (1 / 3, "0.3333333333"),
        (2 / 3, "0.6666666667"),
        (100000.123456, "100000.1235"),
        (42.01, "42.01"),
        (1e15, "1E+15"),
        (123456789012345, "123456789012345"),
        (1.5, "1.5"),
        (True, "TRUE"),
        ("text", "text"),
    ],
)
def test_automatic(value: bool | float | str, shown: str) -> None:
    assert display_text(value) == shown


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0", "-1,234"),
        (-0.001, "0.0", "0.0"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (1200, '"£"#,##0', "£1,200"),
        (12.5, "0.0##", "12.5"),
        (123456, "0.00E+00", "1.23E+05"),
    ],
)
def test_number_patterns(value: float, pattern: str, shown: str) -> None:
    assert display_text(value, {"type": "NUMBER", "pattern": pattern}) == shown


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("yyyy-mm-dd", "2024-03-05"),
        ("d mmmm yyyy", "5 March 2024"),
        ("ddd dd/mm/yy", "Tue 05/03/24"),
        ("h:mm am/pm", "3:07 PM"),
        ("hh:mm:ss", "15:07:09"),
        ("mm:ss", "07:09"),
        ("h mmm", "15 Mar"),  # minutes have one letter or two; three are a month, whatever comes before
        ('"week of" mmm d', "week of Mar 5"),
    ],
)
def test_clock_patterns(pattern: str, shown: str) -> None:
    serial = 45356 + (15 * 3600 + 7 * 60 + 9) / 86_400
    assert display_text(serial, {"type": "DATE_TIME", "pattern": pattern}) == shown


def test_a_date_without_a_pattern() -> None:
    assert display_text(43831, {"type": "DATE"}) == "1/1/2020"


def test_hours_beyond_a_day() -> None:
    assert display_text(1.5, {"type": "TIME", "pattern": "[h]:mm"}) == "36:00"


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["DATE", "TIME", "NUMBER", "PERCENT", ""]))
def test_every_number_can_be_shown(value: float, kind: str) -> None:
    assert display_text(value, {"type": kind}) != ""


@given(st.floats(-1e14, 1e14).filter(lambda value: abs(value) > 1e-9))
def test_automatic_keeps_nine_digits(value: float) -> None:
    assert float(display_text(value)) == pytest.approx(value, rel=1e-9, abs=0)


@pytest.mark.parametrize(("value", "text"), [(1e-10, "1E-10"), (-1e-12, "-1E-12"), (0, "0"), (1e-9, "0.000000001")])
def test_the_smallest_numbers(value: float, text: str) -> None:
    assert display_text(value) == text
