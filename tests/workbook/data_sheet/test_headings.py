"""Finding the header."""

import pytest

from tht_xl.workbook.data_sheet.headings import KNOWN, LAST_HEADER_ROW, find_layout


def test_the_row_with_most_headings_wins() -> None:
    layout = find_layout([["Area", "Period"], ["x"], ["Indicator", "", "Area", "Period", "Value"]])

    assert layout is not None
    assert layout.header_row == 3
    assert layout.columns == {"Indicator": 0, "Area": 2, "Period": 3, "Value": 4}


def test_one_heading_is_no_header() -> None:
    assert find_layout([["Value", "of the work"]]) is None
    assert find_layout([]) is None


def test_below_the_tenth_row_nothing_is_looked_at() -> None:
    assert find_layout([[""]] * LAST_HEADER_ROW + [list(KNOWN)]) is None


def test_every_known_heading_is_recognised_in_any_case() -> None:
    layout = find_layout([[f" {heading.upper()}\n" for heading in KNOWN]])

    assert layout is not None
    assert set(layout.columns) == set(KNOWN)


def test_misspelt_and_repeated_headings() -> None:
    layout = find_layout([["Indicator", "Area", "area", "Denominater", "Colour"]])

    assert layout is not None
    assert layout.repeated == (("Area", 2),)
    assert layout.misspelling_of("Denominator") == ("Denominater", 3)
    assert layout.misspelling_of("Period") is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Num", "Numerator"),
        ("num.", "Numerator"),
        ("Denom", "Denominator"),
        ("%", "Value"),
        ("Population", "Denominator"),
        ("Local Authority", "Area"),
        ("Financial year", "Period"),
        ("LCI", "Lower limit"),
        ("Upper 95% CI", "Upper limit"),
        ("(Measure)", "Indicator"),
    ],
)
def test_other_words_for_a_heading(text: str, heading: str) -> None:
    layout = find_layout([["Source", "Note", "Colour", text]])

    assert layout is not None
    assert heading not in layout.columns
    assert layout.misspelling_of(heading) == (text, 3)


def test_the_heading_of_a_column() -> None:
    layout = find_layout([["Colour", "Area", "Value"]])

    assert layout is not None
    assert [layout.heading_of(column) for column in range(3)] == ["", "Area", "Value"]
