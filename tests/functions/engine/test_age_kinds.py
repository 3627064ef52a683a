from datetime import date

import pytest

from tht_xl.functions.engine.age_kinds import AgeBandKind, FirstAge, Standard
from tht_xl.functions.engine.cells import Content
from tht_xl.functions.engine.outcome import Outcome, Refusal
from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.stats.standard_population import STANDARD_POPULATIONS

DATE = (
    'the date 2025-09-05: the age band is a date (5 September 2025): the spreadsheet has turned "5-9" into one; format '
    'the column as Text first, then type "5-9" again; changing the format alone does not bring it back'
)


def _refusal(kind: AgeBandKind | FirstAge | Standard, content: Content) -> Refusal:
    with pytest.raises(Refusal) as refused:
        kind.parse(content)
    return refused.value


@pytest.mark.parametrize("label", ["85+", "85 and over", "aged 85 or more", "≥85"])
def test_labels_as_people_write_them(label: str) -> None:
    assert AgeBandKind().parse(label) == FirstAge().parse(label) == AgeBand(85, None)


@pytest.mark.parametrize("kind", [AgeBandKind(), FirstAge()])
def test_labels_turned_into_dates_are_refused_with_what_happened(kind: AgeBandKind | FirstAge) -> None:
    assert _refusal(kind, date(2025, 9, 5)).reason == DATE
    for cell in (45905.0, "45905", "05-Sep", "2025-09-05"):
        refusal = _refusal(kind, cell)
        assert refusal.outcome == Outcome.INVALID
        assert 'the spreadsheet has turned "5-9" into one; format the column as Text first' in refusal.reason


def test_first_ages() -> None:
    assert [FirstAge().parse(each) for each in (0.0, "85", 90.0)] == [0, 85, 90]
    assert FirstAge().parse("<1") == AgeBand(0, 0)
    for content in (-1.0, 131.0, "abc", True):
        assert _refusal(FirstAge(), content).outcome == Outcome.INVALID


def test_bands_that_are_none() -> None:
    assert _refusal(AgeBandKind(), True).reason == 'TRUE; expected a label such as "0-4", "<1", "17" or "85+"'
    assert _refusal(AgeBandKind(), "Total").reason == (
        '"Total": "Total" is not an age band; write for instance "0-4", "<1", "17" or "85+"'
    )


def test_standards() -> None:
    assert [Standard().parse(each) for each in (5500.0, "5,500")] == [5500, 5500]
    assert Standard().parse("esp 2013") is STANDARD_POPULATIONS["ESP2013"]
    assert _refusal(Standard(), 0.0).reason == '0; expected weights above 0, or "ESP2013" or "ESP1976"'
    assert _refusal(Standard(), True).outcome == Outcome.INVALID
    unknown = _refusal(Standard(), "ESP2003")
    assert unknown.outcome == Outcome.UNKNOWN
    assert unknown.reason == "\"ESP2003\": unknown standard population 'ESP2003'; did you mean 'ESP2013'?"
