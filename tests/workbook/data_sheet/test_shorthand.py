"""What people write where there is no figure, and what they are told to write."""

import pytest

from tht_xl.workbook.data_sheet.reading import read_number
from tht_xl.workbook.data_sheet.shorthand import (
    DASH,
    DOTS,
    EITHER,
    LOW,
    MARK,
    NOBODY,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    NOT_YET,
    UNRELIABLE,
    WITHHELD,
    advice_on,
    without_invisible,
)

TEXTS = {
    WITHHELD: [
        "*",
        "**",
        "<5",
        "< 5",
        "<= 7",
        "≤7",
        "less than 5",
        "Fewer than 10",
        "under 5",
        "1-4",
        "0 to 7",
        "1 – 5",
        "5 or fewer",
        "c",
        "C",
        "(c)",
        "[ c ]",
        "suppressed",
        "SUPPRESSED",
        "Suppressed.",
        "withheld",
        "small numbers",
        '"redacted"',
        "confidential",
        "too few",
    ],
    NOT_AVAILABLE: [
        "x",
        "X",
        "NULL",
        "null",
        "NaN",
        "not available",
        "unavailable",
        "no data",
        "missing",
        ":",
        "?",
        "unknown",
        "#N/A",
        "not collected",
        "not  recorded",
    ],
    NOT_YET: ["tbc", "TBC", "tba", "pending", "awaiting data", "to follow", "not yet available"],
    NOT_APPLICABLE: ["z", "not applicable", "."],
    EITHER: ["n/a", "N/A", "na", "n.a.", "(n/a)"],
    UNRELIABLE: ["u", "unreliable", "low reliability", "[small sample]"],
    NOBODY: ["nil", "Nil", "none", "zero"],
    DASH: ["-", "--", "–", "—", "−"],
    DOTS: ["..", "...", "…"],
    LOW: ["low", "[low]", "~", "<1%", "less than 5%", "negligible"],
    MARK: ["p", "[r]", "provisional", "estimate"],
}


@pytest.mark.parametrize(("text", "advice"), [(text, advice) for advice, texts in TEXTS.items() for text in texts])
def test_a_text_in_place_of_a_figure_is_told_its_symbol(text: str, advice: str) -> None:
    assert advice_on(text) == advice
    assert read_number(text).kind == "text"


@pytest.mark.parametrize(
    "text", ["", " ", "about 300", "310 children", "65.2*", "12-14", "310", "<five", "cat", "()", "£5"]
)
def test_other_texts_are_told_nothing(text: str) -> None:
    assert advice_on(text) == ""


@pytest.mark.parametrize("advice", TEXTS)
def test_no_advice_names_a_figure_but_0(advice: str) -> None:
    assert not set(advice) & set("123456789")


def test_what_shows_nothing_is_nothing() -> None:
    assert without_invisible("\ufeffa\u200bb\u00ad") == "ab"
    assert read_number("\u200b").kind == "blank"
    assert read_number("\u200b[c]").kind == "symbol"
    assert advice_on("n\u200b/a") == EITHER
