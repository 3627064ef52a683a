"""The return that a partner is sent: its check column, its values, and that it is read like every other."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import formualizer
import pytest
from engines import recalculated_by_ironcalc
from openpyxl import load_workbook

import tht_xl
from tht_xl.documents.addresses import column_letters
from tht_xl.errors import DomainError
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.stats.proportion import wilson_interval
from tht_xl.workbook.check import check_return
from tht_xl.workbook.writing.partner_return import COLUMN, HEADER_ROW, AskedFigure, write_partner_return

PROPORTION = AskedFigure("year-6-obesity", "2022/23", "29.7% (2021/22)", (28.0, 31.4), "23.4% (2021/22)", was_red=True)
SURVEY = AskedFigure("social-care-quality-of-life", "2024/25", "18.6 (2022/23)", (17.9, 19.2))
SCORE = AskedFigure("social-contact-service-users", "2024/25")
FIRST = HEADER_ROW + 1


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("tht")


def written(path: Path, framework: Framework, *figures: AskedFigure) -> Path:
    return write_partner_return(path, framework, figures, title="Council: return for November 2026", due="30 November")


def filled(path: Path, rows: Mapping[int, Mapping[str, object]]) -> Path:
    book = load_workbook(path)
    for row, cells in rows.items():
        for heading, cell in cells.items():
            book["Data"].cell(row, COLUMN[heading] + 1).value = cell  # pyright: ignore[reportAttributeAccessIssue]
    other = path.with_name("filled.xlsx")
    book.save(other)
    return other


def verdict(path: Path, row: int = FIRST) -> str:
    return str(formualizer.load_workbook(str(path)).evaluate_cell("Data", row, 1))


WORDS = {"Narrative": "More children were measured.", "Action": "Public health lead: swimming, by June."}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "cells", "said"),
    [
        (PROPORTION, {}, "to be filled in"),
        (PROPORTION, {"Numerator": 900}, "denominator missing"),
        (PROPORTION, {"Denominator": 3200}, "numerator missing"),
        (PROPORTION, {"Numerator": 9.5, "Denominator": 3200}, "numerator: not a whole number"),
        (PROPORTION, {"Numerator": "about 9", "Denominator": 3200}, "numerator: not a whole number"),
        (PROPORTION, {"Numerator": 900, "Denominator": 0}, "denominator is 0"),
        (PROPORTION, {"Numerator": 3300, "Denominator": 3200}, "more than the denominator"),
        (PROPORTION, {"Numerator": 640, "Denominator": 3200}, "far from 29.7% (2021/22): say why in Note"),
        (PROPORTION, {"Numerator": 640, "Denominator": 3200, "Note": "Schools closed"}, "narrative missing"),
        (PROPORTION, {"Numerator": 960, "Denominator": 3200, "Narrative": "More."}, "action missing"),
        (PROPORTION, {"Numerator": 960, "Denominator": 3200, **WORDS}, "fine"),
        (PROPORTION, {"Value": "[x]"}, "say in Note why there is no figure"),
        (PROPORTION, {"Value": "[x]", "Note": "Not collected"}, "fine"),
        (PROPORTION, {"Numerator": "[x]"}, "say in Note why there is no figure"),
        (PROPORTION, {"Numerator": " [x]", "Note": "Not collected"}, "fine"),
        (PROPORTION, {"Numerator": "x"}, "denominator missing"),
        (SURVEY, {}, "to be filled in"),
        (SURVEY, {"Value": "18,6"}, "value: not a number"),
        (SURVEY, {"Value": 18.6, "Lower limit": 18.9}, "value below its lower limit"),
        (SURVEY, {"Value": 18.6, "Lower limit": 18.1, "Upper limit": 18.4}, "value above its upper limit"),
        (SURVEY, {"Value": 25.0}, "far from 18.6 (2022/23): say why in Note"),
        (SURVEY, {"Value": 18.4, "Lower limit": 18.0, "Upper limit": 18.8}, "fine"),
        (SCORE, {"Value": 140.0}, "not a percentage"),
        (SCORE, {"Value": 14.0}, "fine"),
    ],
)
def test_the_check_column_says_what_is_wrong(
    figure: AskedFigure, cells: Mapping[str, object], said: str, tmp_path: Path, framework: Framework
) -> None:
    assert verdict(filled(written(tmp_path / "a.xlsx", framework, figure), {FIRST: cells})) == said


@pytest.mark.hosts
def test_a_third_engine_gives_the_same_verdicts(tmp_path: Path, framework: Framework) -> None:
    cells: list[dict[str, str | float]] = [
        {}, {"Numerator": 900}, {"Numerator": 9.5, "Denominator": 3200}, {"Numerator": 640, "Denominator": 3200},
        {"Numerator": 920, "Denominator": 3200}, {"Value": "[x]"}, {"Value": "[x]", "Note": "No survey"},
    ]  # fmt: skip
    rows = {FIRST + number: row for number, row in enumerate(cells)}
    path = written(tmp_path / "a.xlsx", framework, *[PROPORTION] * len(cells))
    typed = {("Data", row, COLUMN[name] + 1): cell for row, given in rows.items() for name, cell in given.items()}
    shown = recalculated_by_ironcalc(path, [("Data", row) for row in rows], typed)
    other = filled(path, rows)
    assert shown == {("Data", row): verdict(other, row) for row in rows}


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 10), (1, 7), (920, 3280), (3280, 3280)])
def test_the_value_and_its_limits_are_those_of_the_statistics(
    numerator: int, denominator: int, tmp_path: Path, framework: Framework
) -> None:
    cells = {FIRST: {"Numerator": numerator, "Denominator": denominator}}
    book: Any = formualizer.load_workbook(str(filled(written(tmp_path / "a.xlsx", framework, PROPORTION), cells)))
    shown = [book.evaluate_cell("Data", FIRST, COLUMN[name] + 1) for name in ("Value", "Lower limit", "Upper limit")]
    lower, upper = wilson_interval(numerator, denominator)
    expected = [100 * numerator / denominator, 100 * float(lower), 100 * float(upper)]
    assert shown == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_a_figure_that_will_never_come_is_said_in_a_cell_that_is_free(tmp_path: Path, framework: Framework) -> None:
    path = filled(
        written(tmp_path / "a.xlsx", framework, PROPORTION), {FIRST: {"Numerator": "[x]", "Note": "Not collected"}}
    )
    book: Any = formualizer.load_workbook(str(path))
    assert book.evaluate_cell("Data", FIRST, COLUMN["Value"] + 1) == "[x]"
    done = check_return(path, framework)
    assert not done.report.errors
    assert done.observations["symbol"].tolist() == ["[x]"]


@pytest.mark.parametrize(
    ("cell", "is_taken"), [(9, True), (0, True), ("[x]", True), (9.5, False), (-1, False), ("x", False)]
)
def test_what_the_numerator_takes_without_a_warning(
    cell: object, is_taken: bool, tmp_path: Path, framework: Framework
) -> None:
    path = written(tmp_path / "a.xlsx", framework, PROPORTION)
    place = f"{column_letters(COLUMN['Numerator'])}{FIRST}"
    rules = load_workbook(path)["Data"].data_validations.dataValidation
    (rule,) = (each for each in rules if str(each.sqref) == place)
    book: Any = formualizer.Workbook()
    book.add_sheet("Data")
    book.set_value("Data", FIRST, COLUMN["Numerator"] + 1, cell)
    book.set_formula("Data", 1, 1, f"={rule.formula1}")
    assert book.evaluate_cell("Data", 1, 1) is is_taken


def test_columns_without_anything_are_narrow(tmp_path: Path, framework: Framework) -> None:
    def widths(figure: AskedFigure) -> dict[str, float]:
        path = written(tmp_path / f"{figure.indicator}.xlsx", framework, figure)
        sheet = load_workbook(path)["Data"]
        return {name: sheet.column_dimensions[column_letters(at)].width for name, at in COLUMN.items()}

    known, unknown = widths(PROPORTION), widths(SCORE)
    assert {name for name in COLUMN if unknown[name] < known[name]} >= {"Last figure", "Narrative", "Action"}


def test_a_blank_return_is_awaited_and_nothing_else_is_wrong(tmp_path: Path, framework: Framework) -> None:
    report = tht_xl.check(written(tmp_path / "a.xlsx", framework, PROPORTION, SURVEY))
    assert {finding.code for finding in report.findings} == {"R210"}


def test_a_row_that_was_asked_for_and_is_gone_is_missed(tmp_path: Path, framework: Framework) -> None:
    book = load_workbook(written(tmp_path / "a.xlsx", framework, PROPORTION, SURVEY))
    book["Data"].delete_rows(FIRST + 1)
    book.save(tmp_path / "b.xlsx")
    assert "R710" in {finding.code for finding in tht_xl.check(tmp_path / "b.xlsx").findings}


def test_only_the_cells_of_a_person_are_free_and_only_those_needed(tmp_path: Path, framework: Framework) -> None:
    sheet: Any = load_workbook(written(tmp_path / "a.xlsx", framework, PROPORTION, SURVEY))["Data"]
    assert sheet.protection.sheet

    def free(row: int) -> set[str]:
        return {name for name, at in COLUMN.items() if not sheet.cell(row, at + 1).protection.locked}

    words = {"Note", "Source"}
    assert free(FIRST) == {"Numerator", "Denominator", "Narrative", "Action"} | words
    assert free(FIRST + 1) == {"Value", "Lower limit", "Upper limit"} | words


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path, framework: Framework) -> None:
    path = written(tmp_path / "a.xlsx", framework, PROPORTION)
    before = path.read_bytes()
    with pytest.raises(DomainError, match="there already"):
        written(path, framework, SURVEY)
    assert path.read_bytes() == before


def test_a_return_that_asks_for_nothing_is_refused(tmp_path: Path, framework: Framework) -> None:
    with pytest.raises(DomainError, match="at least one figure"):
        written(tmp_path / "a.xlsx", framework)
