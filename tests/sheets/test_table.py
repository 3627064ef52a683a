"""Cells: what they may hold, when two are the same, and how they are sent."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import SheetError
from tht_xl.sheets.cell_text import shown
from tht_xl.sheets.plan.own_rows import keyed
from tht_xl.sheets.table import (
    MAX_TEXT_LENGTH,
    NOT_KNOWN,
    Cell,
    Column,
    Formula,
    cell,
    comparable,
    entered,
    from_entered,
    same,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (math.nan, None),
        (5, 5.0),
        (np.int64(5), 5.0),
        (np.float64(0.5), 0.5),
        (True, True),
        ("007", "007"),
        ("a\r\nb\rc", "a\nb\nc"),
        (Formula("=1+1"), "=1+1"),
    ],
)
def test_cell(value: object, expected: Cell) -> None:
    found = cell(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.inf, "k, Value: an infinite number in a cell. Leave the cell blank"),
        ("x" * (MAX_TEXT_LENGTH + 1), "k, Value: text of 50001 characters. A cell holds at most 50000"),
        ([1], "k, Value: list in a cell. Use text, a number, true/false or None"),
    ],
)
def test_cell_refused(value: object, message: str) -> None:
    with pytest.raises(SheetError) as refusal:
        cell(value, "k, Value")
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (0.1 + 0.2, 0.3, True),
        (1.00000000001, 1.00000000002, False),
        (0.0, -0.0, True),
        (7.0, "7", False),
        (1.0, True, False),
        (None, 0.0, False),
        ("a", "A", False),
        ("=1", Formula("=1"), True),
    ],
)
def test_same(first: Cell, second: Cell, is_same: bool) -> None:
    assert same(first, second) is is_same
    assert same(second, first) is is_same


some_cells = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["7", "true", "=1"]),
    st.sampled_from([0.0, -0.0, 1.0, 7.0]),
    st.floats(0.29, 0.31),
    st.just(Formula("=1")),
)


@given(some_cells, some_cells)
def test_cells_are_comparable_as_they_are_the_same(first: Cell, second: Cell) -> None:
    assert (comparable(first) == comparable(second)) is same(first, second)
    assert not same(first, second) or hash(comparable(first)) == hash(comparable(second))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_comes_back_with_15_digits_is_the_same(value: float) -> None:
    assert same(value, float(f"{value:.15g}"))


@given(st.one_of(st.text(), st.booleans(), st.none(), st.floats(allow_infinity=False)))
def test_what_is_sent_comes_back(value: Cell) -> None:
    assert same(from_entered(entered(cell(value))), cell(value))


def test_only_a_formula_of_a_persons_is_sent_as_one() -> None:
    assert entered(Formula("=1+1")) == {"userEnteredValue": {"formulaValue": "=1+1"}}
    assert entered(cell(Formula("=1+1"))) == {"userEnteredValue": {"stringValue": "=1+1"}}
    assert isinstance(from_entered({"userEnteredValue": {"formulaValue": "=1+1"}}), Formula)


def test_keyed_keeps_equal_texts_once() -> None:
    words = [f"10-{number}" for number in (14, 14, 14)]
    assert len({id(word) for word in words}) == 3
    table = keyed([{"Key": f"k{i}", "Value": word} for i, word in enumerate(words)], (Column("Key"), Column("Value")))
    assert len({id(row["Value"]) for row in table.values()}) == 1


def test_keyed() -> None:
    columns = (Column("Key"), Column("Value"))
    assert keyed([{"Key": "a", "Value": 1, "Other": 2}, {"Key": "b"}], columns) == {
        "a": {"Key": "a", "Value": 1.0},
        "b": {"Key": "b", "Value": None},
    }


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"Key": "a"}, {"Key": "a"}], "rows to write: Key 'a' comes twice. Send each key once"),
        ([{"Key": "a"}, {"Value": 1}], "rows to write: row 2 has no text in 'Key'"),
        ([{"Key": 5}], "rows to write: row 1 has no text in 'Key'"),
    ],
)
def test_keyed_refused(rows: list[dict[str, Cell]], message: str) -> None:
    with pytest.raises(SheetError) as refusal:
        keyed(rows, (Column("Key"), Column("Value")))
    assert str(refusal.value) == message


def test_shown_has_no_control_characters_and_an_end() -> None:
    assert shown("a\x1b[31mb\n") == '"a\\u001b[31mb\\n"'
    assert len(shown("x" * 1000)) < 80


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "blank"),
        (NOT_KNOWN, "not known"),
        (True, "TRUE"),
        (7.0, "7"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        ("007", '"007"'),
        (
            "Caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{POUND SIGN}5",
            '"Caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{POUND SIGN}5"',
        ),
        ('say "so"', '"say \\"so\\""'),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 60 + '..."'),
    ],
)
def test_shown(value: Cell, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("length", [MAX_TEXT_LENGTH - 1, MAX_TEXT_LENGTH])
def test_the_longest_text_is_kept(length: int) -> None:
    assert cell("x" * length) == "x" * length


def test_long_texts_that_begin_alike_are_shown_from_where_they_differ() -> None:
    start = "Worse than England (9.2%); older than expected: 2023/24 was to come in "
    one, other = shown(start + "June", beside=start + "July"), shown(start + "July", beside=start + "June")
    assert (one, other) == ('"...24 was to come in June"', '"...24 was to come in July"')
    assert shown("x" * 70 + "y", beside="z") == '"' + "x" * 60 + '..."'
    assert shown("short", beside="shore") == '"short"'
    assert shown(start + "June", beside=None) == '"' + start[:60] + '..."'
