"""Registers written, read again and checked; the check column and Python give one verdict, in two other engines too."""

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import formualizer
import pytest
from engines import recalculated_by_ironcalc, recalculated_by_libreoffice
from openpyxl import load_workbook

import tht_xl
from tht_xl.framework.load import load_framework
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.templates.check import verdict
from tht_xl.templates.definition import ColumnDefinition, ColumnKind, Template
from tht_xl.templates.lists import framework_list
from tht_xl.templates.load import load_template, template_names
from tht_xl.templates.native import native_check
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.sheet import FIRST_ROW, HEADER_ROW
from tht_xl.workbook.registers.write import write_register
from tht_xl.workbook.rules import RULES

TODAY = date(2026, 11, 30)
ROWS = 60
"""Random rows for each table, mean ones among them."""


MEAN: Sequence[object] = (None, None, "x", "a@b", -1, 0, 1.5, 99999, "10-11", date(1950, 1, 1), "  ", "=1", "~*?")
"""What does not belong in most columns."""


def random_cell(column: ColumnDefinition, framework: Framework, draw: random.Random, mean: Sequence[object]) -> object:
    """Return a cell as somebody may fill it in: right as a rule, blank or of another kind now and then."""
    if draw.random() < 0.25:
        return draw.choice(mean)
    if column.values:
        return draw.choice([*column.values, column.values[0].upper()])
    if column.to.startswith("framework."):
        return draw.choice(framework_list(column.to, framework))
    days = TODAY + timedelta(days=draw.randint(-800, 800))
    right: Mapping[ColumnKind, object] = {
        ColumnKind.COUNT: draw.randint(0, 9), ColumnKind.NUMBER: draw.randint(-9, 99) / 4, ColumnKind.DATE: days,
        ColumnKind.PERCENTAGE: draw.randint(0, 400) / 4, ColumnKind.MONEY: draw.randint(0, 9) * 1000,
        ColumnKind.PERIOD: draw.choice(["2024/25", "2023", 2022]), ColumnKind.ROLE: "Public health lead",
    }  # fmt: skip
    return right.get(column.kind, f"t{draw.randint(1, 40)}")


def random_book(
    path: Path, template: Template, framework: Framework, seed: int, *, mean: Sequence[object] = (*MEAN, True)
) -> Path:
    draw = random.Random(seed)  # noqa: S311 - rows for a test
    rows = {
        table.id: [
            {
                c.id: cell
                for c in table.columns
                if not c.formula and (cell := random_cell(c, framework, draw, mean)) is not None
            }
            for _ in range(ROWS)
        ]
        for table in template.tables
    }
    return write_register(path, template, framework, rows, today=TODAY)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("tht")


def verdicts(path: Path, template: Template, today: date = TODAY) -> dict[tuple[str, int], str]:
    """What Python says of each row in use, by sheet and row."""
    filled = read_workbook(path, today=today)
    return {(table.sheet, row.number): verdict(row) for table in template.tables for row in filled[table.id]}


@pytest.mark.slow
@pytest.mark.parametrize("name", template_names())
def test_python_and_formualizer_give_one_verdict(name: str, tmp_path: Path, framework: Framework) -> None:
    template = load_template(name)
    path = random_book(tmp_path / "book.xlsx", template, framework, seed=1)
    book: Any = formualizer.load_workbook(str(path))
    said = verdicts(path, template, this_day())  # formualizer's TODAY() is this computer's
    assert len(said) > ROWS / 2
    assert len(set(said.values())) > 3, "the rows are too much alike to show anything"
    assert {place: book.evaluate_cell(place[0], place[1], 1) for place in said} == said


@pytest.mark.hosts
@pytest.mark.parametrize("name", template_names())
def test_python_and_ironcalc_give_one_verdict(name: str, tmp_path: Path, framework: Framework) -> None:
    template = load_template(name)
    path = random_book(tmp_path / "book.xlsx", template, framework, seed=4)
    said = verdicts(path, template)
    assert recalculated_by_ironcalc(path, said) == said


@pytest.mark.slow
def test_python_and_libreoffice_give_one_verdict(
    tmp_path: Path, framework: Framework, program: Callable[[str], str]
) -> None:
    # Without booleans: to LibreOffice TRUE is the number 1, to Excel, formualizer and us it is not.
    for name in template_names():
        template = load_template(name)
        path = random_book(tmp_path / f"{name}.xlsx", template, framework, seed=2, mean=MEAN)
        book = load_workbook(recalculated_by_libreoffice(path, program("soffice"), tmp_path), data_only=True)
        said = verdicts(path, template)
        assert {place: book[place[0]].cell(place[1], 1).value for place in said} == said, name


def test_the_saved_verdicts_are_those_of_python(tmp_path: Path, framework: Framework) -> None:
    template = load_template("action-tracker")
    path = random_book(tmp_path / "book.xlsx", template, framework, seed=3)
    sheet = load_workbook(path, data_only=True)["Actions"]
    said = verdicts(path, template)
    assert {("Actions", row): sheet.cell(row, 1).value for _, row in said} == said
    assert sheet.cell(FIRST_ROW + ROWS, 1).value is None


def write(path: Path, framework: Framework, *rows: Mapping[str, object], **more: Any) -> Path:
    return write_register(path, load_template("action-tracker"), framework, {"actions": rows}, today=TODAY, **more)


RIGHT: dict[str, object] = {
    "id": "A1",
    "action": "Open the clinic",
    "owner": "Public health lead",
    "status": "on track",
    "due": date(2026, 3, 31),
}


def test_what_is_written_is_read_again(tmp_path: Path, framework: Framework) -> None:
    filled = read_workbook(write(tmp_path / "a.xlsx", framework, RIGHT, partner="Council"), today=TODAY)
    row = filled["actions"].rows[0]
    assert (row["due"], row["owner"], row.address("due")) == (date(2026, 3, 31), "Public health lead", "G5")
    assert (filled.origin.template, filled.origin.framework, filled.origin.partner) == (
        "action-tracker",
        "tht",
        "Council",
    )
    assert not filled.findings
    assert [each["id"] for each in filled.usable("actions")] == ["A1"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, framework: Framework) -> None:
    first, second = (write(tmp_path / name, framework, RIGHT).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_the_key_to_the_colours_fits_above_a_narrow_column(tmp_path: Path, framework: Framework) -> None:
    sheet = load_workbook(write(tmp_path / "a.xlsx", framework, RIGHT))["Actions"]
    for letter in "AB":
        assert len(str(sheet[f"{letter}3"].value)) <= sheet.column_dimensions[letter].width


def test_a_formula_is_made_once_for_all_rows(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counting(*arguments: Any) -> str:
        made.append(1)
        return native_check(*arguments)

    monkeypatch.setattr("tht_xl.workbook.registers.write.native_check", counting)
    write(tmp_path / "a.xlsx", framework, *(RIGHT | {"id": f"A{number}"} for number in range(200)))
    assert len(made) == 1


def test_columns_of_their_own_are_unlocked_and_not_counted_as_used(tmp_path: Path, framework: Framework) -> None:
    sheet = load_workbook(write(tmp_path / "a.xlsx", framework, RIGHT))["Actions"]
    assert sheet.max_column == 12
    assert not sheet.column_dimensions["M"].protection.locked
    assert sheet["B5"].protection.locked is False
    assert sheet["A5"].protection.locked


def test_a_row_with_an_error_is_held_back_alone(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "a.xlsx", framework, RIGHT, RIGHT | {"id": "A2", "action": "Another", "owner": None})
    filled = read_workbook(path, today=TODAY)
    assert [(f.code, f.place) for f in filled.findings] == [("R806", "Actions!D6")]
    assert [row["id"] for row in filled.usable("actions")] == ["A1"]
    assert tht_xl.check(path, today=TODAY).findings == filled.findings


def changed(path: Path, change: Any) -> Path:
    book = load_workbook(path)
    change(book)
    other = path.with_name(f"changed-{path.name}")
    book.save(other)
    return other


def _rename_sheet(book: Any) -> None:
    book["Actions"].title = "Action"


def _rename_heading(book: Any) -> None:
    book["Actions"].cell(HEADER_ROW, 4).value = "Owners"


def _drop_headings(book: Any) -> None:
    book["Actions"].delete_rows(HEADER_ROW)


def _type_over(book: Any) -> None:
    book["Actions"]["J5"] = 12


def _repeat_heading(book: Any) -> None:
    book["Actions"].cell(HEADER_ROW, 14).value = "Owner"


def _other_version(book: Any) -> None:
    _replace(book, "Version: 1", "Version: 7")


def _other_template(book: Any) -> None:
    _replace(book, "Template: action-tracker", "Template: risk-register-of-essex")


def _replace(book: Any, old: str, new: str) -> None:
    cell = next(c for row in book["Read me"].iter_rows() for c in row if c.value == old)
    cell.value = new


@pytest.mark.parametrize(
    ("change", "code", "given", "fix"),
    [
        (_rename_sheet, "R802", "there is no sheet 'Actions'", "Rename 'Action' to 'Actions'"),
        (_rename_heading, "R803", "there is no column 'Owner'", "Rename 'Owners' to 'Owner'"),
        (_drop_headings, "R802", "no row has the headings of this table", "Put the headings back, in one row"),
        (_type_over, "R810", "Slippage: 12.0 was typed over the formula", RULES["R810"].fix),
        (_repeat_heading, "R811", "the heading 'Owner' is there twice", RULES["R811"].fix),
        (
            _other_version,
            "R801",
            "it was made from version 7",
            RULES["R801"].fix,
        ),
    ],
)
def test_a_changed_form_is_named(
    change: Any, code: str, given: str, fix: str, tmp_path: Path, framework: Framework
) -> None:
    path = changed(write(tmp_path / "a.xlsx", framework, RIGHT), change)
    found = read_workbook(path, today=TODAY).findings
    assert [(f.code, f.given, f.fix) for f in found] == [(code, given, fix)]


def test_a_formula_that_was_never_worked_out_is_named(tmp_path: Path, framework: Framework) -> None:
    def type_formula(book: Any) -> None:
        book["Actions"]["C5"] = '="Open "&"it"'
        book["Actions"]["L9"] = "=NOW()"

    filled = read_workbook(changed(write(tmp_path / "a.xlsx", framework, RIGHT), type_formula), today=TODAY)
    given = "a formula whose result is not saved with it"
    assert [(f.code, f.cell, f.given.split(": ")[1]) for f in filled.findings if given in f.given] == [
        ("R804", "C5", given), ("R804", "L9", given)
    ]  # fmt: skip
    assert [f.code for f in filled.findings if f.cell == "C5"] == ["R804"], "what is there is not missing too"
    assert not filled.usable("actions")


SHARES = """
id: shares
name: Shares
version: "1"
filled_in_by: Secretariat
frequency: monthly
purpose: Shares
tables:
  - id: schemes
    sheet: "Schemes & plans"
    title: Schemes
    columns:
      - {id: id, heading: Id, kind: text}
      - {id: share, heading: Share, kind: percentage}
      - {id: saved, heading: Saved, kind: money, formula: 'SUMPRODUCT(--(Savings[Scheme]=[@Id]),Savings[Net])'}
      - {id: start, heading: Start, kind: date}
      - {id: end, heading: End, kind: date}
    rules:
      - {id: saves, expression: '[@Saved]>0', says: saves nothing, fix: Add a saving}
      - {id: order, expression: 'OR([@Start]="",[@End]="",[@End]>=[@Start])', says: ends too early, fix: Correct a day}
  - id: savings
    sheet: Savings
    title: Savings
    columns:
      - {id: scheme, heading: Scheme, kind: reference, to: schemes.id}
      - {id: gross, heading: Gross, kind: money}
      - {id: net, heading: Net, kind: money, formula: '[@Gross]*2'}
"""


def shares(folder: Path, framework: Framework, change: Any) -> list[tuple[str, str]]:
    own = folder / "shares.yaml"
    own.write_text(SHARES, "utf-8")
    rows: dict[str, list[dict[str, object]]] = {
        "schemes": [{"id": "S1", "share": 20.5, "start": date(2026, 1, 1), "end": date(2026, 5, 1)}],
        "savings": [{"scheme": "S1", "gross": 5}],
    }
    path = changed(write_register(folder / "a.xlsx", load_template(own), framework, rows, today=TODAY), change)
    return [(f.code, f.place) for f in read_workbook(path, template=own, today=TODAY).findings]


def _type_percent(book: Any) -> None:
    book["Schemes & plans"]["C5"] = 0.205
    book["Schemes & plans"]["C5"].number_format = "0.0%"


def _type_german_day(book: Any) -> None:
    book["Schemes & plans"]["E5"] = "31.1.2026"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, []),
        (_type_percent, [("R804", "Schemes & plans!C5")]),
        # A rule that would read what is not a date, or a sheet that is not there, says nothing on top.
        (_type_german_day, [("R804", "Schemes & plans!E5")]),
        (lambda book: setattr(book["Savings"], "title", "Saving"), [("R802", "file")]),
    ],
)
def test_one_slip_is_one_finding(
    change: Any, expected: list[tuple[str, str]], tmp_path: Path, framework: Framework
) -> None:
    assert shares(tmp_path, framework, change) == expected


def test_columns_in_another_order_and_ones_of_their_own_do_no_harm(tmp_path: Path, framework: Framework) -> None:
    def reorder(book: Any) -> None:
        sheet = book["Actions"]
        for row in range(HEADER_ROW, HEADER_ROW + 3):
            first, second = sheet.cell(row, 2).value, sheet.cell(row, 3).value
            sheet.cell(row, 2).value, sheet.cell(row, 3).value = second, first
        sheet.cell(HEADER_ROW, 20).value = "My notes"

    filled = read_workbook(changed(write(tmp_path / "a.xlsx", framework, RIGHT), reorder), today=TODAY)
    assert not filled.findings
    assert filled["actions"].rows[0]["action"] == "Open the clinic"


def test_another_partnerships_template_is_named(tmp_path: Path, framework: Framework) -> None:
    path = changed(write(tmp_path / "a.xlsx", framework, RIGHT), _other_template)
    (found,) = read_workbook(path, today=TODAY).findings
    assert found.code == "R801"
    assert "risk-register-of-essex" in found.given


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"plain text", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_is_not_a_workbook_is_a_finding(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    filled = read_workbook(path, template="action-tracker", today=TODAY)
    assert filled.report.is_held_back
    assert not filled.usable("actions")


def test_a_new_template_is_one_file(tmp_path: Path, framework: Framework) -> None:
    text = (Path(tht_xl.__file__).parent / "definitions" / "templates" / "action-tracker.yaml").read_text("utf-8")
    own = tmp_path / "ours.yaml"
    own.write_text(
        text.replace("id: action-tracker", "id: ours").replace("done, dropped]", "done, dropped, parked]"), "utf-8"
    )
    path = write_register(
        tmp_path / "a.xlsx", load_template(own), framework, {"actions": [RIGHT | {"status": "parked"}]}
    )
    assert not tht_xl.check(path, template=own).findings
    shutil.copy(path, tmp_path / "b.xlsx")
    assert [f.code for f in tht_xl.check(tmp_path / "b.xlsx").findings] == ["R801"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"due": "spring"}, "R804"),
        ({"status": "fine"}, "R805"),
        ({"action": None}, "R806"),
        ({"indicator": "obesity"}, "R807"),
        ({"start": date(2026, 5, 1)}, "R808"),
        ({"status": "late", "forecast": date(2026, 1, 1)}, "R812"),
    ],
)
def test_each_code_is_found(row: dict[str, object], code: str, tmp_path: Path, framework: Framework) -> None:
    filled = read_workbook(write(tmp_path / "a.xlsx", framework, RIGHT | row), today=TODAY)
    assert [finding.code for finding in filled.findings] == [code]
    assert bool(filled.usable("actions")) == (code == "R812")


def test_a_key_given_twice_is_found_in_both_rows(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "a.xlsx", framework, RIGHT, RIGHT | {"id": "a1", "action": "Another"})
    assert [(f.code, f.cell) for f in read_workbook(path, today=TODAY).findings] == [("R809", "B5"), ("R809", "B6")]


def test_a_key_of_0_is_not_given_twice_by_the_blank_rows_below(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "a.xlsx", framework, RIGHT | {"id": 0})
    book: Any = formualizer.load_workbook(str(path))
    assert book.evaluate_cell("Actions", FIRST_ROW, 1) == "fine"
    assert verdict(read_workbook(path, today=TODAY)["actions"].rows[0]) == "fine"


def test_long_texts_make_high_rows_and_wide_tables_print_on_several_pages(tmp_path: Path, framework: Framework) -> None:
    sheet = load_workbook(write(tmp_path / "a.xlsx", framework, RIGHT | {"action": "Open it. " * 40}))["Actions"]
    assert sheet.row_dimensions[FIRST_ROW].height > 90
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$B"


def test_another_workbook_altogether_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Ref,What\n1,x\n", encoding="utf-8")
    found = [
        f for f in read_workbook(path, template="framework-definitions", today=TODAY).findings if f.severity == "error"
    ]
    assert [(f.code, f.given) for f in found] == [
        ("R802", "none of the 15 sheets of 'Framework definitions' is there")
    ]  # fmt: skip
