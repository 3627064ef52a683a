"""Dates of birth, and what only looks like one."""

import pytest

from tht_xl.disclosure.personal_data.birth import has_name_beside_day, heads_dates_of_birth, says_date_of_birth


@pytest.mark.parametrize(
    "text",
    [
        "DOB 04/05/1962",
        "d.o.b: 4.5.62",
        "born 4 May 1962",
        "Date of birth: 1962-05-04",
        "birthday 4th of May, 1962",
        "DOB 4-May-62",
        "dob: 4 May 1962",
        "DOB May 4, 1962",
        "DOB 04051962",
        "b. 04/05/1962",
        "Birthdate=1962/05/04",
        "DOB: 04 / 05 / 1962",
        "DOB of the 2nd child 04/05/2012",
        "born 04/05/2012 - 06/07/2020",
        "DOB 04/05/1962 to 03/03/2020 in care",
        "04/05/1962 (born)",
    ],
)
def test_a_date_that_is_called_one_of_birth(text: str) -> None:
    assert says_date_of_birth(text)


@pytest.mark.parametrize(
    "text",
    ["born in 2012", "DOB withheld", "4 May 1962", "births 2019/20", "stubborn, 4/5/1962",
     "Children born between 01/09/2012 and 31/08/2013", "Babies born 01/04/2023 to 31/03/2024",
     "children born after 1 September 2017", "born in hospital; data extracted 04/05/2024",
     "born 1 Sept 2011 - 31 Aug 2012", "Dates of birth missing for three of them; extracted 04/05/2024"],
)  # fmt: skip
def test_what_says_no_date_of_birth(text: str) -> None:
    assert not says_date_of_birth(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smith 04/05/1962",
        "Jane A. Smith (4 May 1962)",
        "03/02/21: Baby O'Neil Murphy",
        "SMITH, Jane 04/05/1962",
        "Zoë Müller, 4-May-62",
    ],
)
def test_a_name_beside_a_day(text: str) -> None:
    assert has_name_beside_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "Annual Population Survey, 12/03/2019",
        "Tower Hamlets 12/03/2019",
        "Seen by Jane Smith, updated 12/03/2024",
        "NHS England, 5 March 2024",
        "Mile End, 04/05/2024",
        "Local Authority 01/04/2023",
        "Census Day 21/03/2021",
        "Jane Smith, 2019-20",
        "Jane Smith counted again what had been left out of the table before; 12/03/2024",
    ],
)
def test_what_is_no_name_beside_a_day(text: str) -> None:
    assert not has_name_beside_day(text)


def test_headings() -> None:
    assert [heads_dates_of_birth(text) for text in ("DOB", "Birth date", "Birth", "Live births", "Note")] == [
        True, True, True, False, False]  # fmt: skip
