"""Personal data: found, not imagined, and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.workbook.personal import has_email_address, has_nhs_number, has_postcode, is_nhs_number, masked


@pytest.mark.parametrize("text", ["E1 4NS", "e1 4ns", "E14NS", "EC1A 1BB", "SW1A1AA", "home: M1 1AE.", "(B33 8TH)"])
def test_postcodes(text: str) -> None:
    assert has_postcode(text)
    assert "***" in masked(text)


@pytest.mark.parametrize(
    "text",
    ["", "E1", "e14ns", "Q1 2024/25", "PM2.5 ug", "B12 3rd quarter", "N1 4th", "ZZ1 1AA", "E1 4CI",
     "https://x.org/E14NS/a"],
)  # fmt: skip
def test_no_postcodes(text: str) -> None:
    assert not has_postcode(text)


@pytest.mark.parametrize("text", ["a@b.uk", "o'neil+x@nhs.net", "write to j.d@tower.gov.uk."])
def test_email_addresses(text: str) -> None:
    assert has_email_address(text)
    assert "@" not in masked(text)


@pytest.mark.parametrize("text", ["@SUM(A1)", "5 @ 3", "a@b", "@name"])
def test_no_email_addresses(text: str) -> None:
    assert not has_email_address(text)


@given(st.integers(100_000_000, 999_999_999))
def test_one_check_digit_at_most(first_nine: int) -> None:
    right = [digit for digit in range(10) if is_nhs_number(f"{first_nine}{digit}")]

    assert len(right) <= 1


@pytest.mark.parametrize("digits", ["943476591", "94347659190", "0000000000", "1111111111", "9434765910"])
def test_no_nhs_numbers(digits: str) -> None:
    assert not is_nhs_number(digits)


def test_context_decides() -> None:
    assert has_nhs_number("NHS 9434765919")
    assert has_nhs_number("943-476-5919")
    assert has_nhs_number("9434765919", "nhs number")
    assert not has_nhs_number("9434765919", "Order")
    assert not has_nhs_number("19434765919 NHS")
    assert not has_nhs_number("https://example.nhs.uk/9434765919")
