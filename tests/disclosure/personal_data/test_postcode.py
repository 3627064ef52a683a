"""Whose postcode it is: a person's holds the return back, an organisation's is public."""

import pytest

from tht_xl.disclosure.personal_data.postcode import has_postcode
from tht_xl.disclosure.personal_data.texts import masked


@pytest.mark.parametrize(
    "text",
    [
        "school E1 2FE",
        "Bow School, Paton Close, London E3 2QD",
        "Clinic at E1 4NS",
        "The clinic at 10 Turner Street, E1 2AD was closed in May",
        "Mile End Hospital (E1 4DG)",
        "Figures agreed with St Andrew's Health Centre, 2 Hannaford Walk, E3 3FF",
        "E1 2FE (Osmani Primary School)",
        "E1 2FE, Osmani Primary School",
        "Data from the Children's Centre, E1 1BJ",
        "Counted at Mulberry School for Girls, E1 2JP, and at Bow School, E3 2QD",
        "Boys' School, E1 2FE",
        "Child Health Clinic, E1 2FE",
        "GP practice E1 2FE: list size revised",
        "Council offices, 160 Whitechapel Road, E1 1BJ",
        "leisure centre e1 2fe",
        "Barts Health NHS Trust, E1 1BB",
        "school postcode e12fe",
    ],
)
def test_an_organisation_is_no_person(text: str) -> None:
    assert not has_postcode(text)
    assert not has_postcode(text, "Note")
    assert "***" in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "E1 2FE",
        "12 Tent Street, E1 2FE",
        "pupil of Bow School, E3 2QD",
        "attends Bow School, lives at E3 2QD",
        "School nurse visited 12 Tent Street, E1 5DZ",
        "seen at the clinic, then sent back to 4 Gale Street, E3 3RT",
        "Mrs Ali, Spitalfields Practice, E1 5LP",
        "Hawthorn Care Home, E1 2FE",
        "women's refuge E1 2FE",
        "hostel, E1 2FE",
        "Bow School, E3 2QD. E1 4NS is the home address",
        "Bow School, E3 2QD; the brother is at E1 4NS",
        "child from Bow School E3 2QD",
        "after surgery E1 4NS",
        "old school friends still write to E1 4NS",
    ],
)
def test_a_person_or_nobody_named_is_found(text: str) -> None:
    assert has_postcode(text)


@pytest.mark.parametrize(
    ("heading", "is_found"),
    [
        ("School postcode", False),
        ("Clinic address", False),
        ("Postcode", True),
        ("Home postcode", True),
        ("Pupil's school postcode", True),
        ("", True),
    ],
)
def test_the_heading_says_whose(heading: str, is_found: bool) -> None:
    assert has_postcode("E1 2FE", heading) is is_found


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["school ", "A ", "A-", "E1 2FE ", "School A-A-A-A-A-A-A-A-A-A-a E1 2FE, ", "12, "])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    # Were a pattern to go through the rest of the text from every place, this would take many minutes.
    has_postcode(piece * (30_000 // len(piece)))
