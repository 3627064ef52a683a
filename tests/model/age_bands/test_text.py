import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import AgeBand

WAYS = {
    "0-4": ["0-4", "0 to 4", "0–4", "0 — 4", " 0 - 4 ", "00-04", "0-4 years", "aged 0 to 4", "Age 0-4", "under 5",
            "Under 5s", "<5", "< 5", "≤4", "<=4", "4 and under", "up to 4", "0-4yrs", "0 to 4 years old", "0-4 yrs.",
            "[0,5)", "[0, 4]",
            "age_0_4", "x0_4", "age0_4", "u5s", "U5", "Y_LT5", "y_le4", "Y0T4", "AGE00-04", "YEARS00-04",
            "0 to under 5",
            "0-<5", "Persons aged 0-4", "All persons aged 4 years and under", "Age group 0-4", "age band: 0-4",
            "0-4 inclusive", "Children under 5", "children aged 0-4", "under-5s", "Under-5", "ages 0-4 (years)",
            "0-4 y.o.", "from 0 to 4", "0 through 4", "0_4"],
    "5-9": ["5-9", "05-09", "5-9 years", "Ages 5-9", "5 TO 9", "5‑9", "5 - 9 year olds", "５-９",
            "[5,10)", "[5.0, 10.0)", "[5; 9]",
            "age_5_9", "Age_Group_5_9", "5 years to 9 years", "People aged 5 to 9", "residents 5-9",
            "5 to less than 10"],
    "<1": ["<1", "< 1", "under 1", "Under 1 year", "0", "0-0", "less than 1", "aged under 1", "0 years",
           "under one", "Persons aged under one year", "age_under_1", "Y_LT1", "AGELT1", "[0,1)", "0 to <1 year"],
    "17": ["17", "17 years", "aged 17", "17-year-olds", "17 year olds", "17y"],
    "85+": ["85+", "85 +", "85 and over", "85 and above", "85 or older", "85 plus", "85+ years", "85 years and over",
            "Aged 85 and over", "85 & over", "≥85", ">=85", ">84", "85 or more", "85s and over",
            "Persons aged 85+", "age_85_plus", "age_85plus", "age_85_and_over", "85-plus", "85 over", "85_over",
            "[85,Inf)",
            "from 85", "at least 85", "85 onwards", "Adults 85+", "adults aged 85 and over",
            "[85, inf)", "[85,)", "[85,∞)", "[85.0, inf]", "Y_GE85", "Y_GT84", "YEARS85PLUS", "population 85 and over"],
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
        ("20s", 'the age band "20s" can be read in more than one way. Write "20-29" for the ten years of age'),
        ("80's", 'the age band "80\'s" can be read in more than one way. Write "80-89" for the ten years of age'),
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
        (
            "Males aged 5-9",
            'the age band "males aged 5-9" names a sex too. Give the sex in a column of its own, and write "5-9" here',
        ),
        (
            "women 85 plus",
            'the age band "women 85 plus" names a sex too. Give the sex in a column of its own, and write "85+" here',
        ),
        (
            "(4,9]",
            'the age band "(4,9]" can be read in more than one way. '
            'Write "5-9" or "4-8", or cut the ages so that each band begins with "["',
        ),
        (
            "(4,10)",
            'the age band "(4,10)" can be read in more than one way. '
            'Write "5-9" or "4-9", or cut the ages so that each band begins with "["',
        ),
        (
            "(84, inf]",
            'the age band "(84,inf]" can be read in more than one way. Cut the ages so that each band begins with "["',
        ),
        (
            "(-0.001, 5.0]",
            'the age band "(-0.001,5.0]" can be read in more than one way. '
            'Cut the ages so that each band begins with "["',
        ),
        ("[9,5]", 'the age band "9-5" ends before it begins. Write "5-9"'),
        ("[5,5)", 'the age band "5 to under 5" has no ages. Write the younger age first'),
        (
            "Year 6",
            'the age band "year 6" can be read in more than one way: ages or school years. Write "6" for the ages',
        ),
        (
            "Y5-9",
            'the age band "y5-9" can be read in more than one way: ages or school years. Write "5-9" for the ages',
        ),
        (
            "6-11 months",
            'the age band "6-11 months" is not in years. Write whole years; the first year of life is "<1"',
        ),
        ("persons", '"persons" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("5_9_10", '"5_9_10" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
        ("-5", '"-5" is not an age band. Write for instance "0-4", "<1", "17" or "85+"'),
    ],
)
def test_refuses_in_one_line(text: str, message: str) -> None:
    with pytest.raises(DomainError) as refusal:
        AgeBand.parse(text)
    assert str(refusal.value) == message


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_names_a_band_or_is_refused_in_one_line(text: str) -> None:
    try:
        band = AgeBand.parse(text)
    except DomainError as refusal:
        assert "\n" not in str(refusal)
    else:
        assert AgeBand.parse(band.label) == band
