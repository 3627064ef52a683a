"""What the XML of a sheet tells beside its values."""

import pytest

from tht_xl.workbook.file.container import DamagedError
from tht_xl.workbook.file.marks import SheetMarks, read_marks
from tht_xl.workbook.file.markup import MAIN

STRICT = MAIN[1]


def marks_of(body: str, *, namespace: str = MAIN[0], prefix: str = "") -> SheetMarks:
    name, declared = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    text = (
        f'<{name}worksheet {declared}="{namespace}">{body.replace("<", f"<{name}").replace(f"<{name}/", f"</{name}")}'
    )
    return read_marks(f"{text}</{name}worksheet>".encode(), "sheet1.xml", frozenset({"2"}))


SHEET = (
    '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    '<row r="3" hidden="true"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C3" s="2"><v>0.28</v></c></row>'
    '<row r="5"><c r="D5" t="inlineStr"><is><t>text</t></is></c></row>'
    '<row r="9" s="2"><c r="E9" s="2"/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
)


@pytest.mark.parametrize("namespace", MAIN)
@pytest.mark.parametrize("prefix", ["", "x"])
def test_marks_whatever_the_prefix_and_variant(namespace: str, prefix: str) -> None:
    marks = marks_of(SHEET, namespace=namespace, prefix=prefix)

    assert marks.formulas == {(3, 1): "1/0"}
    assert marks.errors == {(3, 1): "#DIV/0!"}
    assert marks.percents == {(3, 2), (9, 4)}
    assert marks.merged == ["A1:B2"]
    assert marks.hidden_rows == [3]
    assert marks.hidden_columns == [(1, 2)]
    assert (marks.last_row, marks.last_column, marks.last_formatted_row) == (5, 3, 9)
    assert marks.filled_rows == 2


def test_positions_are_counted_where_they_are_not_written() -> None:
    marks = marks_of(
        '<sheetData><row><c/><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f><v>1</v></c></row></sheetData>'
    )

    assert marks.errors == {(1, 1): "#N/A"}
    assert marks.formulas == {(2, 0): "A1"}


def test_shared_formulas_have_no_text_of_their_own() -> None:
    marks = marks_of('<sheetData><row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row></sheetData>')

    assert marks.formulas == {(1, 0): ""}


@pytest.mark.parametrize(
    ("cell", "is_unsaved"),
    [
        ('<c r="A1"><f>B1</f></c>', True),
        ('<c r="A1"><f>B1</f><v/></c>', True),
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<c r="A1" t="str"><f>B1</f></c>', True),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', False),
        ('<c r="A1"><f>B1</f><v>0</v></c>', False),
        ('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', False),
        ('<c r="A1"><v/></c>', False),
    ],
)
def test_formulas_whose_result_is_not_saved(cell: str, is_unsaved: bool) -> None:
    marks = marks_of(f'<sheetData><row r="1">{cell}<c r="B1"><v>1</v></c></row></sheetData>')

    assert marks.unsaved == ({(1, 0)} if is_unsaved else set())


@pytest.mark.parametrize("body", ['<sheetData><row r="0"/></sheetData>', '<cols><col hidden="1"/></cols>', "<c>"])
def test_nonsense_is_damage(body: str) -> None:
    with pytest.raises(DamagedError):
        marks_of(body)
