"""Personal data: found, not imagined, and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.personal_data.birth import has_name_beside_day, says_date_of_birth
from tht_xl.disclosure.personal_data.postcode import has_postcode
from tht_xl.disclosure.personal_data.texts import (
    has_bare_nhs_number,
    has_email_address,
    has_nhs_number,
    is_nhs_number,
    masked,
    may_be_nhs_number,
)


@pytest.mark.parametrize(
    "text",
    [
        "E1 4NS",
        "e1 4ns",
        "E14NS",
        "EC1A 1BB",
        "SW1A1AA",
        "home: M1 1AE.",
        "(B33 8TH)",
        "E1W 2AA",
        "N1C 4AG",
        "W1T 3JH",
        "CO2 7HR",
        "Home:E14NS",
        "M25 1AR",
        "Flat 2/3, E14 9SH",
        "E1  4NS",
        "E1\u00a04NS",
        "SO2 1hr mean at E1 4NS",
        "E1 4Ns",
        "lives at SE1 7EH (since 2020)",
        "E2-E1 4NS",
        "E14NS.",
        "E1\t4NS",
        "E1\n4NS",
        "E1\u20094NS",
        "JE2 3AB",
        "GY1 1AA",
        "IM1 1AA",
        "postcode e14ns",
    ],
)
def test_postcodes(text: str) -> None:
    assert has_postcode(text)
    assert "***" in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "E1",
        "e14ns",
        "Q1 2024/25",
        "PM2.5 ug",
        "B12 3rd quarter",
        "N1 4th",
        "ZZ1 1AA",
        "E1 4CI",
        "SO2 1hr mean",
        "NO2 1hr mean",
        "CO2 1hr",
        "co2 1hr",
        "SO2 1HR MEAN",
        "M25 1am",
        "M25 2nd",
        "PM10 2ug",
        "E09000030",
        "E05009317",
        "S1 5yr survival",
        "L1 3hr wait",
        "B12 4th",
        "TH-E14NS-01",
        "REF/E14NS",
        "E14NS/2",
        "E14NS.xlsx",
        "I21 4AB",
        "C50 9AB",
        "B1G 2ED",
        "E1Z 4NS",
        "W1L 1AA",
        "U071",
        "J45.0",
        "HTTP 2XX",
        "Q1 2AB",
        "A4 2ED",
        "CH4 1hr",
        "https://x.org/E14NS/a",
    ],
)
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


PEOPLE = [
    "943 476 5919",
    "943-476-5919",
    "943\u00a0476\u00a05919",
    "NHS 9434765919",
    "NHS no 9434765919",
    "NHS No.: 9434765919",
    "NHS number is 9434765919",
    "nhs number 9434765919",
    "NHS#9434765919",
    "patient 9434765919",
    "9434765919 (client moved away)",
    "Mrs Smith, 9434765919",
    "DOB 1.2.2012, 9434765919",
    "9434765919",
    " 9434765919 ",
    "Jane Smith 943 476 5919",
    "dataset 401, NHS number 9434765919",
    "NHS number=9434765919",
]
OTHERS = [
    "NHS England, dataset 4010232137",
    "NHS Digital publication 4010232137",
    "order 9434765919",
    "dataset 943 476 5919",
    "tel. 943 476 5919",
    "Call 943 476 5919",
    "+44 943 476 5919",
    "+44 (0)943 476 5919",
    "10.1234/9434765919",
    "doi:10.9434765919",
    "19434765919 NHS",
    "94347659190",
    "943 476 5918",
    "9434765910",
    "invoice no. 9434765919",
    "https://example.nhs.uk/9434765919",
    "0207 364 5000",
    "020 7364 5000",
    "9434765919.5",
    "UPRN 9434765919",
    "NHS England 9434765919",
    "2023/9434765919",
    "the sum was 9434765919 pounds",
    "patient survey dataset 9434765919",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_nhs_numbers(text: str) -> None:
    assert may_be_nhs_number(text)
    assert has_nhs_number(text)
    assert "5919" not in masked(text)


@pytest.mark.parametrize("text", OTHERS)
def test_numbers_that_are_no_nhs_numbers(text: str) -> None:
    assert not has_nhs_number(text)


@pytest.mark.parametrize("heading", ["NHS no.", "nhs number", "NHS", "NHS_ID", "Patient", "Client id", "Person"])
def test_headings_of_nhs_numbers(heading: str) -> None:
    assert has_nhs_number("9434765919", heading)
    assert has_nhs_number("see 9434765919", heading)


@pytest.mark.parametrize("heading", ["Order", "NHS England dataset", "Source", "Snhs no", "Survey"])
def test_other_headings(heading: str) -> None:
    assert not has_nhs_number("9434765919", heading)


def test_context_decides() -> None:
    assert has_nhs_number("NHS 9434765919")
    assert has_nhs_number("943-476-5919")
    assert has_nhs_number("9434765919", "nhs number")
    assert not has_nhs_number("9434765919", "Order")
    assert not has_nhs_number("19434765919 NHS")
    assert not has_nhs_number("https://example.nhs.uk/9434765919")


def test_a_heading_says_that_postcodes_are_below_it() -> None:
    assert has_postcode("e14ns", "Home postcode")
    assert not has_postcode("e14ns", "Code")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("NHSno9434765919", ""),
        ("N.H.S. number 9434765919", ""),
        ("NHS no 943 4765919", ""),
        ("NHS no: 94347 65919", ""),
        ("CHI 9434765919", ""),
        ("943  476  5919", ""),
        ("943\u2009476\u20095919", ""),
        ("Case 9434765919 excluded", "Note"),
        ("patient ref 9434765919", "Note"),
        ("Client record: 9434765919", "Reference"),
        ("the girl (9434765919) has moved", "Note"),
        ("Jane Smith 9434765919", "Note"),
        ("9434765919 (Jane Smith)", "Comments"),
        ("9434765919.", "Remarks"),
        ("9434765919", "PatientID"),
        ("9434765919", "nhs_no"),
        ("9434765919", "NHSNumber"),
        ("9434765919", "Service user"),
    ],
)
def test_nhs_numbers_in_other_words(text: str, heading: str) -> None:
    assert may_be_nhs_number(text)
    assert has_nhs_number(text, heading)
    assert "5919" not in masked(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("child measurement programme, extract 4010232137", "Note"),
        ("Residents survey, extract 4010232137", "Note"),
        ("child obesity query id 4010232137", "Note"),
        ("NHS Digital publication 4010232137", "Note"),
        ("Oracle, invoice 4010232137", "Note"),
        ("4010232137", "Client account no"),
        ("Public Health 4010232137", "Note"),
    ],
)
def test_other_numbers_of_ten_digits(text: str, heading: str) -> None:
    assert is_nhs_number("4010232137")
    assert not has_nhs_number(text, heading)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "4.", "january", "1stofmay", "nhs.", "04/05/1962 ", "Jane Smith ", "NHS no "])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    # Were one of the patterns to go through the rest of the text from every place, this would take many minutes.
    text = piece * (200_000 // len(piece))

    assert not has_email_address(text)
    assert not has_email_address(f"{text} @")
    assert not has_postcode(text)
    assert not has_nhs_number(text, "Note")
    assert not says_date_of_birth(text)
    assert has_name_beside_day(text) is False
    assert masked(text) == text


OTHER_KINDS = [
    "SNOMED CT {}",
    "SNOMED code {}",
    "pmid: {}",
    "barcode {}",
    "EAN {}",
    "serial no. {}",
    "licence {}",
    "FOI {}",
]
OTHER_KINDS += [
    "ISRCTN{}",
    "NIHR {}",
    "UKPRN {}",
    "timestamp {}",
    "Fingertips {}",
    "PHOF {}",
    "Census {}",
    "£{}",
    "spent £ {}",
]


@pytest.mark.parametrize("text", OTHER_KINDS)
def test_ten_digits_that_say_they_are_of_another_kind_are_not_asked_about(text: str) -> None:
    assert not has_bare_nhs_number(text.format("9434765919"), "Note")
    assert not has_nhs_number(text.format("9434765919"), "Note")


@pytest.mark.parametrize(
    "text", ["ID{}", "nhs_no_{}", "Jane_{}", "patient_{}", "client_id_{}", "client, FOI of patient {}"]
)
def test_ten_digits_that_may_be_a_person_s_are_asked_about(text: str) -> None:
    written = text.format("9434765919")
    assert has_bare_nhs_number(written, "Note") or has_nhs_number(written, "Note")
