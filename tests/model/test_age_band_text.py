import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.model.age_band import AgeBand

WAYS = {
    "0-4": ["0-4", "0 to 4", "0–4", "0 — 4", " 0 - 4 ", "00-04", "0-4 years", "aged 0 to 4", "Age 0-4", "under 5",
            "Under 5s", "<5", "< 5", "≤4", "<=4", "4 and under", "up to 4", "0-4yrs", "0 to 4 years old", "0-4 yrs."],
    "5-9": ["5-9", "05-09", "5-9 years", "Ages 5-9", "5 TO 9", "5‑9", "5 - 9 year olds", "５-９"],
    "<1": ["<1", "< 1", "under 1", "Under 1 year", "0", "0-0", "less than 1", "aged under 1", "0 years"],
    "17": ["17", "17 years", "aged 17", "17-year-olds", "17 year olds", "17y"],
    "85+": ["85+", "85 +", "85 and over", "85 and above", "85 or older", "85 plus", "85+ years", "85 years and over",
            "Aged 85 and over", "85 & over", "≥85", ">=85", ">84", "85 or more", "85s and over"],
    "90+": ["90 and over", "90 plus", "90+"],
    "0+": ["0+"],
}  # fmt: skip


@pytest.mark.parametrize(("label", "text"), [(label, text) for label, texts in WAYS.items() for text in texts])
def test_the_forms_that_people_write(label: str, text: str) -> None:
    assert AgeBand.parse(text).label == label


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'no age band is given. Write for instance "0-4", "<1", "17" or "85+"'),
        ("all ages", '"all ages" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("9-5", 'the age band "9-5" ends before it begins. Write "5-9"'),
        ("<0", 'there are no ages under "0". Write "<1" for the first year of life'),
        (
            "over 85",
            'the age band "over 85" can be read in more than one way. '
            'Write "85+" if people aged 85 belong to it, or "86+" if not',
        ),
        ("4.5-9", '"4.5-9" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("2023/24", '"2023/24" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("0-4, 5-9", '"0-4, 5-9" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("x" * 99, f'"{"x" * 40}" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("-5", '"-5" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
    ],
)
def test_refuses_in_one_line(text: str, message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        AgeBand.parse(text)
    assert str(refusal.value) == message


@given(st.text(max_size=60))
def test_any_text_names_a_band_or_is_refused_in_one_line(text: str) -> None:
    try:
        band = AgeBand.parse(text)
    except DomainError as refusal:
        assert "\n" not in str(refusal)
    else:
        assert AgeBand.parse(band.label) == band
