"""Returns and registers that come as .ods, .xlsb, .xls or .csv: checked by their values, as an Excel workbook is."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from values_files import (
    ErrorCell,
    Rows,
    ods_table,
    sheet_rows,
    write_as,
    write_ods,
    write_xls,
    write_xlsb,
    xls_rows,
    xlsb_rows,
)  # fmt: skip

from tht_xl import check
from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.templates.load import load_template
from tht_xl.workbook.check import Return, check_return
from tht_xl.workbook.many.jobs import check_files
from tht_xl.workbook.many.task import HowToCheck
from tht_xl.workbook.qa_log import qa_log
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.values_only.unseen import NOT_RUN

Write = Callable[..., Path]
KINDS = ("ods", "xlsb", "xls", "csv")


def codes(done: Return) -> list[str]:
    return [finding.code for finding in done.report]


def changed(rows: Rows, cells: dict[tuple[int, int], object]) -> Rows:
    for (row, column), cell in cells.items():
        rows[row - 1][column] = cell
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_return_gives_what_the_excel_workbook_gives(
    write_return: Write, framework: Framework, tmp_path: Path, kind: str
) -> None:
    path = write_return()
    right = check_return(path, framework)
    done = check_return(write_as(kind, tmp_path / "sent", sheet_rows(path)), framework)

    assert codes(done) == ["R126"]
    assert done.report.findings[0].given.startswith("values only: ")
    pd.testing.assert_frame_equal(
        done.observations.drop(columns=["workbook", "sheet"]), right.observations.drop(columns=["workbook", "sheet"])
    )


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_cells_have_the_findings_of_an_excel_workbook(
    write_return: Write, framework: Framework, tmp_path: Path, kind: str
) -> None:
    rows = changed(
        sheet_rows(write_return()),
        {(5, 3): ErrorCell(), (6, 5): ErrorCell(), (7, 5): "about 9", (8, 1): "Narnia", (9, 12): "call 07700 me@x.org"},
    )
    done = check_return(write_as(kind, tmp_path / "sent", rows), framework)

    found = {(f.code, f.cell) for f in done.report}
    assert {("R207", "D5"), ("R508", "F6"), ("R201", "F7"), ("R302", "B8"), ("R401", "M9")} <= found
    assert done.report.is_held_back


@pytest.mark.parametrize("kind", KINDS)
def test_rules_that_cannot_run_are_said_to_have_not_run(
    write_return: Write, framework: Framework, tmp_path: Path, kind: str
) -> None:
    done = check_return(write_as(kind, tmp_path / "sent", sheet_rows(write_return())), framework)

    outcomes = {outcome.code: outcome.outcome for outcome in qa_log(done.report)}
    not_run = {code for code, outcome in outcomes.items() if outcome == "not run"}
    expected = {code for code in NOT_RUN[kind] if RULES[code].stage != "register"}  # pyright: ignore[reportArgumentType]
    assert {code for code in not_run if RULES[code].stage not in ("across_returns", "waivers")} == expected
    assert all(code in done.report.findings[0].given for code in NOT_RUN[kind])  # pyright: ignore[reportArgumentType]
    assert outcomes["R126"] == "failed"


def test_every_rule_that_does_not_run_is_one() -> None:
    assert frozenset[str]().union(*NOT_RUN.values()) <= set(RULES)


def test_an_excel_workbook_is_read_with_its_structure(write_return: Write, framework: Framework) -> None:
    done = check_return(write_return(), framework)
    assert not codes(done)
    assert {outcome.code: outcome.outcome for outcome in qa_log(done.report)}["R126"] == "passed"


@pytest.mark.parametrize("kind", KINDS)
def test_a_symbol_that_our_own_function_gave_leaves_the_counts_in_use(
    write_return: Write, framework: Framework, tmp_path: Path, kind: str
) -> None:
    path = write_return({"A6": "falls", "D6": 3, "E6": 90, "I6": None})
    right = check_return(path, framework)
    rows = sheet_rows(path)
    assert rows[5][5] == "[c]"
    done = check_return(write_as(kind, tmp_path / "sent", rows), framework)

    assert done.observations["symbol"].tolist() == right.observations["symbol"].tolist()
    assert done.observations["count"].tolist()[1] == right.observations["count"].tolist()[1] == 3


def test_a_text_says_its_numbers_as_british_spreadsheets_write_them(
    write_return: Write, framework: Framework, tmp_path: Path
) -> None:
    rows = changed(sheet_rows(write_return()), {(5, 4): "3,065", (6, 4): "2,94", (9, 5): "7.1%"})
    done = check_return(write_as("csv", tmp_path / "sent", rows), framework)

    assert done.observations["denominator"].tolist()[0] == 3065
    assert {("R216", "F9")} <= {(f.code, f.cell) for f in done.report}
    assert any(f.cell == "E6" for f in done.report.errors)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", "\t"), ("utf-8", "|")],
)
def test_texts_in_other_alphabets_and_with_other_separators(
    write_return: Write, framework: Framework, tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = changed(sheet_rows(write_return()), {(9, 12): "£5 a head – weighted, see notes"})
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path = tmp_path / "Büro – Mai.csv"
    path.write_bytes(text.getvalue().encode(encoding))

    done = check_return(path, framework)
    assert codes(done) == ["R126"]
    assert done.places is not None
    assert done.places.sheet.values[8][12] == "£5 a head – weighted, see notes"


def test_excel_says_its_separator_in_a_first_line(write_return: Write, framework: Framework, tmp_path: Path) -> None:
    path = write_as("csv", tmp_path / "sent", sheet_rows(write_return()))
    path.write_bytes(b"sep=,\r\n" + path.read_bytes())
    assert codes(check_return(path, framework)) == ["R126"]


def test_a_workbook_under_the_name_of_a_text_is_read_as_what_it_is(write_return: Write, framework: Framework) -> None:
    path = write_return()
    assert codes(check_return(path.rename(path.with_suffix(".csv")), framework)) == ["R107"]


@pytest.mark.parametrize(("name", "given"), [("a.xlsx", "an OpenDocument file"), ("a.xls", "an OpenDocument file")])
def test_a_spreadsheet_under_the_name_of_another_is_said_to_be_so(
    framework: Framework, tmp_path: Path, name: str, given: str
) -> None:
    path = write_ods(tmp_path / "a.ods", ods_table("Data", [["Indicator"]]))
    (finding,) = check_return(path.rename(tmp_path / name), framework).report
    assert finding.code == "R102"
    assert given in finding.given


def test_what_was_asked_is_read_from_a_saved_copy(framework: Framework, write_return: Write, tmp_path: Path) -> None:
    asked = [["Rows asked for"], ["obesity | Tower Hamlets | 2023/24"]]
    tables = ods_table("Read me", asked) + ods_table("Data", sheet_rows(write_return()))
    done = check_return(write_ods(tmp_path / "a.ods", tables), framework)
    assert codes(done) == ["R126"] + ["R711"] * 5


def test_a_hidden_sheet_is_told(framework: Framework, write_return: Write, tmp_path: Path) -> None:
    tables = ods_table("Data", sheet_rows(write_return())) + ods_table("Old", [["x"]], style="hidden")
    done = check_return(write_ods(tmp_path / "a.ods", tables), framework)
    assert [(f.code, f.sheet) for f in done.report] == [("R126", ""), ("R117", "Old")]


# Registers

ACTION = {"id": "A1", "action": "Open the clinic", "owner": "Public health lead", "status": "on track"}


def register_rows(tmp_path: Path, sheet: str) -> Rows:
    path = tmp_path / "actions.xlsx"
    right = [ACTION | {"due": date(2027, 3, 31)}]
    if not path.exists():
        write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": right})
    return sheet_rows(path, sheet)


@pytest.mark.parametrize("kind", ["ods", "xlsb", "xls"])
def test_a_register_says_in_any_format_what_it_was_made_from(tmp_path: Path, kind: str) -> None:
    sheets = {name: register_rows(tmp_path, name) for name in ("Read me", "Actions")}
    for row in sheets["Actions"]:
        row[:] = [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row]
    path = tmp_path / f"sent.{kind}"
    if kind == "ods":
        write_ods(path, "".join(ods_table(name, rows) for name, rows in sheets.items()))
    elif kind == "xlsb":
        write_xlsb(path, {name: xlsb_rows(rows) for name, rows in sheets.items()})
    else:
        write_xls(path, {name: xls_rows(rows) for name, rows in sheets.items()})

    filled = read_workbook(path)
    assert filled.template is not None
    assert filled.template.id == "action-tracker"
    # A day that is a text is no day in a workbook, which has cells for days.
    assert [f.code for f in filled.findings] == ["R126", "R804"]
    assert filled["actions"].rows[0]["owner"] == "Public health lead"
    assert check(path).findings == filled.findings


def test_a_register_as_a_text_names_its_template(tmp_path: Path) -> None:
    rows = register_rows(tmp_path, "Actions")
    for row in rows:
        row[:] = [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row]
    path = write_as("csv", tmp_path / "sent", rows)

    filled = read_workbook(path, template="action-tracker")
    assert [f.code for f in filled.findings] == ["R126"]
    assert filled["actions"].rows[0]["due"] == date(2027, 3, 31)
    assert [f.code for f in read_workbook(path).findings] == ["R126", "R801"]


def test_the_command_line_says_the_same(
    write_return: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [write_as(kind, tmp_path / f"sent {kind} é", sheet_rows(write_return())) for kind in KINDS]
    # The framework of the test is not the one that the command takes, so its indicators are unknown.
    assert code(["check", "--format", "json", *map(str, paths)]) == 1
    said = capsys.readouterr().out

    for path, report in zip(paths, json.loads(said), strict=True):
        assert report["findings"][0]["code"] == "R126"
        assert [f["code"] for f in report["findings"]] == [f.code for f in check(path).findings]


@pytest.mark.slow
def test_files_side_by_side(write_return: Write, framework: Framework, tmp_path: Path) -> None:
    paths: Sequence[Path] = [write_as(kind, tmp_path / f"sent-{kind}", sheet_rows(write_return())) for kind in KINDS]
    done = check_files(paths, HowToCheck(framework), jobs=2)
    assert [[f.code for f in each.report] for each in done] == [["R126"]] * 4
