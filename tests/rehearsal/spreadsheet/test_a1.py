import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.grid_range import UNBOUNDED, GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

corners = st.integers(0, 18_277)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("A1", GridRange(0, 0, 1, 1)),
        ("$B$2", GridRange(1, 1, 2, 2)),
        ("A1:C2", GridRange(0, 0, 2, 3)),
        ("D4:A1", GridRange(0, 0, 4, 4)),
        ("A:C", GridRange(0, 0, UNBOUNDED, 3)),
        ("2:5", GridRange(1, 0, 5, UNBOUNDED)),
        ("A5:A", GridRange(4, 0, UNBOUNDED, 1)),
        ("B2:1", GridRange(0, 1, 2, UNBOUNDED)),
        ("zz10", GridRange(9, 701, 10, 702)),
    ],
)
def test_blocks(text: str, block: GridRange) -> None:
    assert a1.parse(text) == a1.SheetReference(None, block)


@pytest.mark.parametrize("text", ["A0", "A1:B0", "AAAA1", "1", "A1:B2:C3", ":", "A1:", ""])
def test_texts_that_are_no_block(text: str) -> None:
    assert a1.parse_block(text) is None


@pytest.mark.parametrize(
    ("text", "title", "block"),
    [
        ("Sheet1", "Sheet1", None),
        ("'D3'", "D3", None),
        ("'Bob''s data'!B2", "Bob's data", GridRange(1, 1, 2, 2)),
        ("'a!b'!A1", "a!b", GridRange(0, 0, 1, 1)),
        ("My sheet!A1", "My sheet", GridRange(0, 0, 1, 1)),
    ],
)
def test_titles(text: str, title: str, block: GridRange | None) -> None:
    reference = a1.parse(text)
    assert (reference.title, reference.block) == (title, block)


@pytest.mark.parametrize("text", ["", "Sheet1!", "!A1", "Sheet1!no where", "'Sheet1'!A0"])
def test_names_nothing(text: str) -> None:
    with pytest.raises(ApiError, match=r"^Unable to parse range: "):
        a1.parse(text)


@given(st.text(min_size=1).filter(lambda text: text.strip("'")), corners, corners, corners, corners)
def test_what_is_written_is_read_again(title: str, top: int, left: int, height: int, width: int) -> None:
    block = GridRange(top, left, top + height + 1, min(left + width + 1, 18_278))
    reference = a1.parse(a1.write(title, block))
    assert (reference.title, reference.block) == (title, block)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (GridRange(4, 1, 4, 1), "B5"),
        (GridRange(4, 1, 5, 1), "B5"),
        (GridRange(4, 1, 4, 3), "B5:C5"),
        (GridRange(4, 1, 7, 1), "B5:B7"),
        (GridRange(4, 1, UNBOUNDED, UNBOUNDED), "B5"),
        (GridRange(4, 1, 6, UNBOUNDED), "B5:6"),
    ],
)
def test_a_block_without_cells_is_named_by_where_it_starts(block: GridRange, text: str) -> None:
    assert a1.write("Data", block) == f"Data!{text}"


@pytest.mark.parametrize("title", ["Sheet1", "_tht_base", "Data2024x"])
def test_plain_titles_need_no_quotes(title: str) -> None:
    assert a1.quote_title(title) == title


@pytest.mark.parametrize(
    "title", ["My sheet", "D3", "a!b", "caf\N{LATIN SMALL LETTER E WITH ACUTE} 1", "1st", "a-b", "Sheet1 "]
)
def test_other_titles_are_quoted(title: str) -> None:
    assert a1.quote_title(title) == f"'{title}'"
