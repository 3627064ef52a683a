"""Marks by searching the bytes of a worksheet are those that every element by itself gives, or are not given."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.file.marks import read_any_marks
from tht_xl.workbook.file.plain_marks import read_plain_marks

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PERCENT = frozenset({"3", "7"})
CELLS = (
    '<c r="A#" s="3"><v>0.28</v></c>', '<c r="B#" t="s"><v>4</v></c>', '<c r="C#" s="7"/>', '<c r="D#" s="1" />',
    '<c r="E#"><f>A#&amp;"&lt;b"</f><v>7</v></c>', '<c r="F#" t="str"><f>A#</f><v></v></c>', '<c r="G#"><f>A#</f></c>',
    '<c r="H#" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="I#" s="7" t="e"><v>my own words</v></c>',
    '<c r="J#" t="e"/>', '<c r="K#" t="inlineStr"><is><t>a &lt; b</t></is></c>',
    '<c r="L#"><f t="shared" si="0"/><v>1</v></c>',
    '<c r="M#"><f>A#</f><v/></c>', '<c r="N#" t="str"><f>""</f><v/></c>', '<c r="AA#"><v></v></c>',
)  # fmt: skip
ROWS = ('<row r="#">', '<row r="#" spans="1:3" hidden="1">', '<row r="#" ht="15" hidden="0" customHeight="1">')
ODD = (
    ('<c r="A#"', "<c r='A#'"), ('<c r="A#" s="3"', '<c s="3" r="A#"'), ("<v>7</v>", "<!-- 8 --><v>7</v>"),
    ("<v>7</v>", "<v>&#55;</v>"), ("A#&amp;", "A#&#38;"), ("<v>4</v>", "<v>4</v >"), ("<sheetData>", "<sheetData >"),
    ("<mergeCell ref", "<mergeCell  ref"), ('<c r="C#" s="7"/>', "<c><v>1</v></c>"), ("", ""),
)  # fmt: skip


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


@given(st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=5)), max_size=5),
       st.sampled_from(ODD), st.booleans())  # fmt: skip
def test_both_ways_give_the_same(rows: list[tuple[str, list[str]]], odd: tuple[str, str], has_more: bool) -> None:
    written = "".join(
        f"{row}{''.join(cells)}</row>".replace("#", str(2 * number)) for number, (row, cells) in enumerate(rows, 1)
    )
    before = '<cols><col min="2" max="3" width="9" hidden="1"/></cols>' if has_more else ""
    after = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>' if has_more else ""
    text = sheet(written, before=before, after=after)
    data = text.replace(odd[0], odd[1]).encode() if odd[0] else text.encode()

    plain = read_plain_marks(data, "sheet1.xml", PERCENT)
    if plain is not None:
        assert asdict(plain) == asdict(read_any_marks(data, "sheet1.xml", PERCENT))
    if data == text.encode():
        assert plain is not None


@pytest.mark.parametrize(
    "text",
    [
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'),
        sheet("<row><c><v>1</v></c></row>"),
        sheet('<row r="1"><c r="A1"><![CDATA[<c ]]><v>1</v></c></row>'),
        sheet('<row r="1"><c xmlns="urn:other" r="A1"><v>1</v></c></row>'),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after='<c r="B7"><v>1</v></c>'),
    ],
)
def test_what_may_be_taken_for_something_else_is_left_alone(text: str) -> None:
    assert read_plain_marks(text.encode(), "sheet1.xml", frozenset()) is None


@pytest.mark.parametrize("data", [b"<worksheet", sheet("").encode()[:-3], b"<!DOCTYPE a><a/>", b""])
def test_what_is_not_well_formed_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read_plain_marks(data, "sheet1.xml", frozenset())
