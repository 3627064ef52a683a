import datetime as dt

import pytest

from tht_xl.errors import DomainError
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.date import refuse_date

TURNED = [
    # What a spreadsheet makes of "1-4", "5-9" and "10-14" in Britain, then in America; then the bare texts.
    (dt.date(2025, 4, 1), "1-4", "1 April 2025"),
    (dt.datetime(2025, 9, 5), "5-9", "5 September 2025"),  # noqa: DTZ001
    (dt.date(2014, 10, 1), "10-14", "1 October 2014"),
    (dt.date(2025, 1, 4), "1-4", "4 January 2025"),
    (dt.date(2025, 5, 9), "5-9", "9 May 2025"),
    (dt.date(2025, 10, 14), "10-14", "14 October 2025"),
    (45905, "5-9", "5 September 2025"),
    (45905.0, "5-9", "5 September 2025"),
    ("45905", "5-9", "5 September 2025"),
    ("05-Sep", "5-9", "05-Sep"),
    ("5 Sep", "5-9", "5 Sep"),
    ("Sep-05", "5-9", "Sep-05"),
    ("1-Apr", "1-4", "1-Apr"),
    ("09-May", "5-9", "09-May"),
    ("Oct-14", "10-14", "Oct-14"),
    ("05/09/2025", "5-9", "05/09/2025"),
    ("2025-09-05", "5-9", "2025-09-05"),
    ("2025-09-05 00:00:00", "5-9", "2025-09-05 00:00:00"),
    ("2025-09-05T00:00:00", "5-9", "2025-09-05T00:00:00"),
    ("5 September 2025", "5-9", "5 September 2025"),
]


@pytest.mark.parametrize(("cell", "band", "shown"), TURNED, ids=lambda value: str(value))
def test_a_band_that_became_a_date_is_refused_with_the_way_back(cell: str, band: str, shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        AgeBand.parse(cell)
    assert str(refusal.value) == (
        f'the age band is a date ({shown}): the spreadsheet has turned "{band}" into one. Format the column as Text '
        f'first, then type "{band}" again; changing the format alone does not bring it back'
    )


def test_no_band_is_guessed_where_none_is_usual() -> None:
    with pytest.raises(DomainError) as refusal:
        AgeBand.parse(dt.date(2025, 12, 25))
    assert str(refusal.value) == (
        "the age band is a date (25 December 2025): the spreadsheet has turned it into one. Format the column as Text "
        "first, then type the band again; changing the format alone does not bring it back"
    )


@pytest.mark.parametrize("label", ["5-9", "<1", "17", 17, 120, "May", "sept", "", None, True, "130", "10.14"])
def test_what_is_no_date_passes(label: object) -> None:
    refuse_date(label)
