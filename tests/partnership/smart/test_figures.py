"""Which numbers in a sentence are amounts."""

import pytest

from tht_xl.partnership.smart.figures import figures_in


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("1,253.1 smoking quitters per 100,000 people aged 16 and over", [1253.1]),
        ("77.9 years by 2013", [77.9]),
        ("86% within 48 hours", [86]),
        ("98% treated within four hours, 2009-12", [98]),
        ("26.4% of Year 6 in 2011/12", [26.4]),
        ("5 in 2010, 3 in 2011 and six in 2012", [5, 3, 6]),
        ("ICD-10 I00-I99 at 92 per 100,000", [92]),
        ("7.44 out of 10", [7.44]),
        ("by 6 February 2009, 24/7, under-18s", []),
        ("0.5 percentage points", [0.5]),
        ("2000 people by 2012", [2000]),
    ],
)
def test_amounts(sentence: str, amounts: list[float]) -> None:
    assert [each.value for each in figures_in(sentence)] == amounts


def test_where_things_begin() -> None:
    end, start = figures_in("69%, compared with 51% in 2008")
    assert (end.is_start, start.is_start, end.is_percent) == (False, True, True)
