"""Numbers of a text, with their units."""

import pytest

from tht_xl.month.papers.numbers import TokenKind, find_tokens


def figures(text: str) -> list[tuple[str, str, float | None, str]]:
    return [(str(t.kind), t.text, t.value, t.unit) for t in find_tokens((text,)) if t.is_figure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29.7% of children", [("number", "29.7%", 29.7, "%")]),
        ("29.7 per cent", [("number", "29.7 per cent", 29.7, "%")]),
        ("3.7 percentage points short", [("number", "3.7 percentage points", 3.7, "points")]),
        ("1,234 people", [("number", "1,234", 1234.0, "")]),
        ("−4.5 or -4.5", [("number", "−4.5", -4.5, ""), ("number", "-4.5", -4.5, "")]),
        ("61.2 per 100,000", [("number", "61.2 per 100,000", 61.2, "per 100,000")]),
        ("£1.2 million", [("number", "£1.2 million", 1.2, "£")]),
        ("aged 18-64", [("number", "18", 18.0, ""), ("number", "64", 64.0, "")]),
        ("in 2021/22", [("period", "2021/22", None, "")]),
        ("over 2021–23", [("period", "2021–23", None, "")]),
        ("since 2019.", [("period", "2019", None, "")]),
        ("on 14 December 2026 at 10:30", [("date", "14 December 2026", None, ""), ("date", "10:30", None, "")]),
        ("One in ten", [("share", "One in ten", 10.0, "%")]),
        ("28 in 100 people", [("share", "28 in 100", 28.0, "%")]),
        ("obese in Year 6 in 2021/22", [("number", "6", 6.0, ""), ("period", "2021/22", None, "")]),
        ("[c] and [x]", [("symbol", "[c]", None, ""), ("symbol", "[x]", None, "")]),
        ("R203 at https://example.org/2024, area E09000030", []),
        ("no number here, one of us", []),
    ],
)
def test_numbers_of_a_text(text: str, expected: list[tuple]) -> None:
    assert [tuple(each) for each in figures(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("29.7%", "29.7 per cent", True),
        ("1,234", "1234", True),
        ("2021–23", "2021-23", True),
        ("one in ten", "1 in 10", True),
        ("29.7%", "29.70%", False),  # written with another precision
        ("29.7%", "29.7", False),
        ("2021/22", "2022/23", False),
        ("one in ten", "one in eight", False),
    ],
)
def test_which_numbers_are_the_same(one: str, other: str, alike: bool) -> None:
    (first,), (second,) = find_tokens((one,)), find_tokens((other,))
    assert (first.same == second.same) is alike


def test_where_a_number_stands() -> None:
    token = find_tokens(("nothing", "about 5 people"))[-2]
    assert (token.kind, token.block, token.start, token.text) == (TokenKind.NUMBER, 1, 6, "5")
