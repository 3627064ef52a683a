import pytest

from tht_xl.functions import REGISTRY, CellError, call


@pytest.mark.parametrize(
    ("formula", "note"),
    [
        (("THT_RAG", None, 57, "high"), "Value is blank."),
        (("THT_RAG", 57, "", "high"), "Target is blank; enter one to rate."),
        (("THT_RAG", "#REF!", 57, "high"), "Value is the error #REF!; correct that cell first."),
        (("THT_RAG", "[c]", 57, "high"), "Value is [c], withheld to protect confidentiality."),
        (("THT_RAG", 57, 57, "hihg"), "Polarity is \"hihg\"; did you mean 'high'?"),
        (("THT_RAG", "57%", 57, "high"), 'Value is "57%"; expected a number.'),
        (("THT_RAG", True, 57, "high"), "Value is TRUE; expected a number."),
        (("THT_PROPORTION", None, 57), "Numerator is blank; enter 0 if none occurred."),
        (("THT_PROPORTION", -5, 57), "Numerator is -5; expected a number from 0 up."),
        (("THT_PROPORTION", 0, 0), "The denominator is 0; enter the population, or clear the row."),
        (("THT_PROPORTION_CI", 1, 2, None, 30), "Confidence is 30; expected 0.5 to under 1, or 50 to under 100."),
        (("THT_GAP", 5, 6, "none"), 'Polarity "none" has no good side, so there is nothing to be short of.'),
        (("THT_TARGET_AT", 1, "x", 2, 2025, 2024), None),
        (("THT_TREND", [[1], [2]], [[3]], "low"), "The ranges have different lengths, 1 and 2."),
        (("THT_TREND", [[None]], [[None]], "low"), "No row of the ranges is filled."),
        (
            ("THT_TREND", [[5], [5], [None], [5], [5]], [[9]] * 5, "low"),
            "Counts is blank; enter 0 if none occurred (number 3 of the 5 that count).",
        ),
        (("THT_PROPORTION", [[1], [2]], [[1, 2]]), "The ranges have different shapes, 1 x 2 and 2 x 1."),
        (("THT_RATE_CI", [[1, 2]], 5), "THT_RATE_CI takes columns; turn a row into a column with TRANSPOSE."),
        (("THT_RAG", 5), "THT_RAG takes 3 to 4 arguments; 1 given; write THT_RAG(value, target, polarity, [minimum])."),
        (("THT_RGA",), "Unknown function 'THT_RGA'; did you mean 'THT_RAG'?"),
    ],
)
def test_sentence(formula: tuple[object, ...], note: str | None) -> None:
    said = call("THT_NOTE", *formula)
    assert isinstance(said, str)
    assert note is None or said == note


def test_first_reason_of_the_table_is_given() -> None:
    assert call("THT_NOTE", "THT_RAG", None, "#NUM!", "hihg") == "Polarity is \"hihg\"; did you mean 'high'?"
    assert str(call("THT_NOTE", "THT_RAG", None, "#NUM!", "high")).startswith("Target is the error #NUM!")
    assert str(call("THT_NOTE", "THT_RAG", None, 5, "[u]")).startswith("Polarity is [u]")


@pytest.mark.parametrize(
    ("cell", "shown"), [(None, "#N/A"), ("[x]", "#N/A"), ("#REF!", "#REF!"), ("[c]", "[c]"), (True, "#VALUE!")]
)
def test_function_that_is_no_name(cell: object, shown: str) -> None:
    assert call("THT_NOTE", cell, 5) == shown


def test_a_sentence_for_each_row() -> None:
    said = call("THT_NOTE", "THT_GAP", [[None], [5]], 6, "high")
    assert said == [["Value is blank."], [REGISTRY["THT_GAP"].method]]


def test_note_on_a_note() -> None:
    assert call("THT_NOTE", "THT_NOTE", "THT_GAP") == REGISTRY["THT_NOTE"].method


def test_the_name_may_come_as_a_range_of_one_cell() -> None:
    assert call("THT_NOTE", [["THT_GAP"]], [[None]], [[57]], [["high"]]) == [["Value is blank."]]
    assert call("THT_NOTE", [["THT_GAP"], ["THT_RAG"]], 55, 57, "high") == CellError.VALUE
