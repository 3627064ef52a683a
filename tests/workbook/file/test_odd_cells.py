"""One cell that no reader understands spoils one cell."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return

Write = Callable[..., Path]
SHEET = "xl/worksheets/sheet1.xml"


def with_cell(path: Path, address: str, cell: str, *, shared: bool = True) -> Path:
    """The workbook with one cell as another program writes it, or one more far below the table."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    start = parts[SHEET].find(f'<c r="{address}"')
    made = cell.replace("<c", f'<c r="{address}"', 1)
    if start < 0:
        row = f'<row r="{address[1:]}">{made}</row></sheetData>'
        parts[SHEET] = parts[SHEET].replace("</sheetData>", row)
    else:
        end = parts[SHEET].index("</c>", start) + len("</c>")
        parts[SHEET] = parts[SHEET][:start] + made + parts[SHEET][end:]
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            if shared or name != "xl/sharedStrings.xml":
                package.writestr(name, part)
    return path


ERRORS = (
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#UNKNOWN!",
    "#CONNECT!",
    "#BUSY!",
    "#EXTERNAL!",
    "#PYTHON!",
    "#TIMEOUT!",
    "#WERT!",
    "#ДЕЛ/0!",
    "#DIV/0!",
    "#N/A",
)
CELLS = [
    *((f'<c t="e"><v>{error}</v></c>', "R207", f"numerator is {error}") for error in ERRORS),
    ("<c t='e' vm=\"1\"><f>X()</f><v>#SPILL!</v></c>", "R207", "numerator is #SPILL!"),
    ('<c s="1"  t = "e"  cm="1"><v>#CALC!</v></c>', "R207", "numerator is #CALC!"),
    ('<c t="e"><v>6 people</v></c>', "R207", "numerator is an error"),
    ('<c t="e"><v>#6</v></c>', "R207", "numerator is an error"),
    ('<c t="e"><v></v></c>', "R207", "numerator is an error"),
    ('<c t="e"/>', "R207", "numerator is an error"),
    ('<c t="s"><v>999999</v></c>', "R207", "numerator is an error"),
    ('<c t="s"><v>-1</v></c>', "R207", "numerator is an error"),
    ('<c t="s"><v>abc</v></c>', "R207", "numerator is an error"),
    ('<c t="n"><v>1,5</v></c>', "R201", "numerator is not a number"),
    ('<c t="n"><v>3 10</v></c>', "R201", "numerator is not a number"),
    ('<c t="b"><v>yes</v></c>', "R201", "numerator is not a number"),
    ('<c t="zz"><v>310</v></c>', "R202", "numerator is text that looks like a number"),
    ('<c t=""><v>310</v></c>', "R202", "numerator is text that looks like a number"),
    ('<c t="d"><v>2024-03-01</v></c>', "R213", "numerator is a date"),
    ('<c t="d"><v>nonsense</v></c>', "R201", "numerator is not a number"),
    ('<c t="n"><v>1e999</v></c>', "R217", "numerator is larger than any population"),
    ('<c t="inlineStr"><is><r><t>about</t></r><r><t> 300</t></r></is></c>', "R201", "numerator is not a number"),
]


@pytest.mark.parametrize(("cell", "code", "given"), CELLS, ids=[cell for cell, _, _ in CELLS])
def test_a_cell_of_the_table_is_a_finding(
    write_return: Write, framework: Framework, cell: str, code: str, given: str
) -> None:
    path = write_return({"D6": 310.0, "F6": None, "G6": None, "H6": None, "I6": None})

    done = check_return(with_cell(path, "D6", cell), framework)

    assert [(f.code, f.cell, f.given) for f in done.report] == [(code, "D6", given)]
    assert list(done.observations["row"]) == [5, 7, 8, 9]


@pytest.mark.parametrize("cell", [cell for cell, _, _ in CELLS])
def test_a_cell_outside_the_table_is_nothing(write_return: Write, framework: Framework, cell: str) -> None:
    done = check_return(with_cell(write_return(), "R40", cell), framework)

    assert [f for f in done.report if f.code != "R505"] == []
    assert list(done.observations["row"]) == [5, 6, 7, 8, 9]


@pytest.mark.parametrize("style", ["99999", "abc", "-1"])
def test_a_format_that_is_not_there_is_no_matter(write_return: Write, framework: Framework, style: str) -> None:
    done = check_return(with_cell(write_return(), "D6", f'<c s="{style}"><v>310</v></c>'), framework)

    assert not list(done.report)


def test_the_other_cells_keep_their_values(write_return: Write, framework: Framework) -> None:
    path = with_cell(write_return({"M5": "a>b", "M9": "é"}), "D6", '<c t="zz"><v>310</v></c>')
    path = with_cell(path, "R40", '<c t="e"><v>#SPILL!</v></c>')

    observations = check_return(path, framework).observations

    assert list(observations["count"].dropna()) == [335, 120]
    assert list(observations["source"]) == ["NCMP", "NCMP", "Hospital data", "Survey"]


def test_texts_that_cells_share_are_missing(write_return: Write, framework: Framework) -> None:
    path = with_cell(write_return(), "R40", "<c><v>1</v></c>", shared=False)

    # The list of parts says that they are there, so the file has lost them.
    assert [(f.code, f.given) for f in check_return(path, framework).report] == [
        ("R105", "the part xl/sharedStrings.xml is missing")
    ]


@pytest.mark.parametrize(
    ("cell", "said", "row_is_used"),
    [
        ("A7", "R207: indicator is #REF!", False),
        ("B7", "R207: area is #REF!", False),
        ("C7", "R207: period is #REF!", False),
        ("L7", "R509: source is #REF!", True),
        ("M7", "R509: note is #REF!", True),
    ],
)
def test_an_error_in_a_column_of_texts(
    write_return: Write, framework: Framework, cell: str, said: str, row_is_used: bool
) -> None:
    done = check_return(with_cell(write_return({"M7": "x"}), cell, '<c t="e"><v>#REF!</v></c>'), framework)

    assert [f"{f.code}: {f.given}" for f in done.report] == [said]
    assert (7 in list(done.observations["row"])) is row_is_used


def test_a_boolean_that_is_none_holds_back_its_row_whatever_calamine_makes_of_it(
    write_return: Write, framework: Framework
) -> None:
    path = write_return({"D6": 310.0, "F6": None, "G6": None, "H6": None, "I6": None})

    done = check_return(with_cell(path, "D6", '<c t="b"><v>2</v></c>'), framework)

    assert [(f.cell, f.code in ("R201", "R202")) for f in done.report] == [("D6", True)]
    assert [held.row for held in done.held_back] == [6]
