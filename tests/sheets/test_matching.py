"""When two keys, headers or titles are the same: whatever a person cannot see does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.sheets.matching import match_key, matches, spelled_as
from tht_xl.sheets.table import Cell

KEY = "reception-obesity|tower-hamlets|2022/23"
UNSEEN = {
    "blank": " ",
    "tab": "\t",
    "line feed": "\n",
    "line break of Windows": "\r\n",
    "no-break space": "\N{NO-BREAK SPACE}",
    "narrow no-break space": "\N{NARROW NO-BREAK SPACE}",
    "full-width blank": "\N{IDEOGRAPHIC SPACE}",
    "thin space": "\N{THIN SPACE}",
    "line separator": "\N{LINE SEPARATOR}",
    "zero-width space": "\N{ZERO WIDTH SPACE}",
    "zero-width joiner": "\N{ZERO WIDTH JOINER}",
    "zero-width non-joiner": "\N{ZERO WIDTH NON-JOINER}",
    "word joiner": "\N{WORD JOINER}",
    "byte-order mark": "\N{ZERO WIDTH NO-BREAK SPACE}",
    "soft hyphen": "\N{SOFT HYPHEN}",
    "left-to-right mark": "\N{LEFT-TO-RIGHT MARK}",
    "end of embedding": "\N{POP DIRECTIONAL FORMATTING}",
    "variation selector": "\N{VARIATION SELECTOR-16}",
    "grapheme joiner": "\N{COMBINING GRAPHEME JOINER}",
    "Hangul filler": "\N{HANGUL FILLER}",
    "empty Braille cell": "\N{BRAILLE PATTERN BLANK}",
    "control character": "\x07",
}


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN.keys())
@pytest.mark.parametrize("form", ["{0}{1}", "{1}{0}", "{1}{0}{1}", " {1}{0}{1} "])
def test_what_cannot_be_seen_around_a_key_does_not_count(character: str, form: str) -> None:
    assert matches(form.format(KEY, character), KEY)


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN.keys())
def test_a_cell_in_which_nothing_can_be_seen_is_blank(character: str) -> None:
    assert match_key(character * 3) is None


@pytest.mark.parametrize("character", ["\t", "\n", "\r\n", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "  "])
def test_every_blank_within_counts_as_one_blank(character: str) -> None:
    assert matches(f"claimant-count|E09000030|Mar{character}2025", "claimant-count|E09000030|Mar 2025")
    assert matches(f"Lower{character}limit", "Lower limit")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("RECEPTION-Obesity|Tower-Hamlets|2022/23", KEY),
        ("reception\N{NON-BREAKING HYPHEN}obesity|tower\N{EN DASH}hamlets|2022/23", KEY),
        ("reception\N{HYPHEN}obesity|tower\N{MINUS SIGN}hamlets|2022/23", KEY),
        ("reception\N{EM DASH}obesity|tower\N{FULLWIDTH HYPHEN-MINUS}hamlets|2022/23", KEY),
        ("reception-obesity\N{FULLWIDTH VERTICAL LINE}tower-hamlets|\uff12\uff10\uff12\uff12/23", KEY),
        ("recep\N{ZERO WIDTH SPACE}tion-obesity|tower-hamlets|2022/23", KEY),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"),
        ("Children\N{RIGHT SINGLE QUOTATION MARK}s plan", "Children's plan"),
        ("\N{LEFT DOUBLE QUOTATION MARK}So what?\N{RIGHT DOUBLE QUOTATION MARK}", '"so what?"'),
        ("STRASSE", "stra\N{LATIN SMALL LETTER SHARP S}e"),
        ("\N{LATIN SMALL LIGATURE FI}nal", "final"),
    ],
)
def test_other_ways_of_typing_the_same(typed: str, meant: str) -> None:
    assert matches(typed, meant)


@pytest.mark.parametrize(
    "other",
    [
        "reception-obesity|tower-hamlets|2021/22",
        "reception-obesity|tower-hamlets|2022-23",
        "reception obesity|tower-hamlets|2022/23",
        "reception-obesity|towerhamlets|2022/23",
        "reception-obesity|tower-hamlets",
        "reception-obesity | tower-hamlets | 2022/23",
        f"={KEY}",
        f'="{KEY}"',
    ],
)
def test_what_can_be_seen_makes_another_key(other: str) -> None:
    assert not matches(other, KEY)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, None), ("", None), (7.0, "7"), (0.1 + 0.2, "0.3"), (2022.0, "2022"), (True, "true"), ("TRUE", "true")],
)
def test_cells_other_than_text(cell: Cell, expected: str | None) -> None:
    assert match_key(cell) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_compared_is_compared_as_it_is(text: str) -> None:
    seen = match_key(text)
    assert match_key(seen) == seen


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_needs_no_table_of_characters(text: str) -> None:
    """The short way for ASCII gives what the long way gives."""
    assert match_key(text) == match_key(f"{text}\N{ZERO WIDTH SPACE}")


def test_a_title_is_the_very_same_or_the_only_one_alike() -> None:
    assert spelled_as("Outcomes", ["outcomes ", "Outcomes"]) == "Outcomes"
    assert spelled_as("Outcomes", ["Sheet1", "outcomes "]) == "outcomes "
    assert spelled_as("Outcomes", ["OUTCOMES", "outcomes "]) is None
    assert spelled_as("Outcomes", ["Sheet1"]) is None
