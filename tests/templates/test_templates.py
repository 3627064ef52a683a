"""Templates loaded, their checks evaluated, and every mistake of a definition named with its line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tht_xl.errors import DefinitionError, UnknownNameError
from tht_xl.formulas import operators
from tht_xl.formulas.cell import Scalar, compare
from tht_xl.model.periods.period import Period
from tht_xl.templates.check import verdict, wrong_rows
from tht_xl.templates.load import load_template, template_names
from tht_xl.templates.table import Table, Tables

LISTS = {"framework.indicators": ("year-6-obesity", "reception-obesity")}
RIGHT = {"id": "A1", "action": "Open the clinic", "owner": "Public health lead", "status": "on track"}


def actions(*rows: Mapping[str, object]) -> Table:
    template = load_template("action-tracker")
    positions = {column.id: number for number, column in enumerate(template.table("actions").columns)}
    tables = Tables(template, LISTS, date(2026, 11, 30))
    return tables.add("actions", positions, [(number, row) for number, row in enumerate(rows, start=5)])


def said(table: Table) -> list[tuple[str, str, str]]:
    return [(wrong.code, wrong.row.address(wrong.column), wrong.given) for wrong in wrong_rows(table.tables)]


@pytest.mark.parametrize("name", template_names())
def test_every_template_of_the_package_loads(name: str) -> None:
    assert load_template(name).id == name


def test_a_right_row_is_fine() -> None:
    table = actions(RIGHT)
    assert not said(table)
    assert verdict(table.rows[0]) == "fine"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"action": None}, [("R806", "B5", "Action is missing (blank)")]),
        ({"owner": None}, [("R806", "C5", "Owner is missing (blank)")]),
        ({"owner": "a.person@example.org"}, [("R804", "C5", "Owner: a role, not an address (***)")]),
        ({"indicator": "obesity"}, [("R807", "D5", "Indicator: not in the list (obesity)")]),
        ({"due": "next spring"}, [("R804", "F5", "Due: not a date (next spring)")]),
        ({"status": "ON TRACK"}, []),
        ({"status": "fine"}, [("R805", "G5", "Status: not in the list (fine)")]),
        ({"status": "done"}, [("R806", "J5", "Evidence is missing (blank)")]),
        ({"start": date(2026, 2, 1), "due": date(2026, 1, 1)}, [("R808", "E5", "due before it starts (01/02/2026)")]),
    ],
)
def test_what_is_wrong_is_found_in_its_cell(
    changed: Mapping[str, object], expected: list[tuple[str, str, str]]
) -> None:
    table = actions({**RIGHT, **changed})
    assert said(table) == expected
    assert verdict(table.rows[0]) == (expected[0][2].rpartition(" (")[0] if expected else "fine")


def test_a_warning_is_told_after_the_errors() -> None:
    late = RIGHT | {"status": "late", "forecast": date(2026, 1, 1), "due": date(2026, 2, 1), "owner": None}
    table = actions(late)
    assert [wrong.is_error for wrong in wrong_rows(table.tables)] == [True, False]
    assert verdict(table.rows[0]) == "Owner is missing"


def test_a_number_given_twice_is_wrong_in_both_rows() -> None:
    assert [cell for _, cell, _ in said(actions(RIGHT, RIGHT | {"id": "a1"}, RIGHT | {"id": "A2"}))] == ["A5", "A6"]


def test_values_have_the_type_of_their_column() -> None:
    row = actions(RIGHT | {"due": date(2026, 3, 1), "forecast": date(2026, 3, 31), "status": "late"}).rows[0]
    assert (row["due"], row["slippage"], row["start"], row["id"]) == (date(2026, 3, 1), 30.0, None, "A1")


def test_an_entry_of_a_list_is_as_the_list_writes_it() -> None:
    row = actions(RIGHT | {"status": "ON track", "indicator": "Year-6-Obesity"}).rows[0]
    assert (row["status"], row["indicator"]) == ("on track", "year-6-obesity")
    unknown = actions(RIGHT | {"status": "Fine", "indicator": "Obesity"}).rows[0]
    assert (unknown["status"], unknown["indicator"]) == ("Fine", "Obesity")


TEMPLATE = """
id: log
name: Log
version: "1"
filled_in_by: Secretariat
frequency: monthly
purpose: A log
tables:
  - id: log
    sheet: Log
    title: Log
    columns:
      - {id: period, heading: Period, kind: period}
      - {id: count, heading: Count, kind: count}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "log.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_period_is_a_period(tmp_path: Path) -> None:
    tables = Tables(load_template(written(tmp_path, TEMPLATE)), {}, date(2026, 11, 30))
    periods = ("2024/25", "2024/26", date(2011, 10, 1), 2012)
    table = tables.add("log", {"period": 0, "count": 1}, [(n, {"period": p}) for n, p in enumerate(periods, start=5)])
    assert [row["period"] for row in table] == [Period.parse("2024/25"), None, None, Period.parse("2012")]
    assert [wrong.row.number for wrong in wrong_rows(tables)] == [6, 7]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{id: share, heading: Share, kind: percent}", "log.yaml:15: kind is 'percent'"),
        ("{id: count, heading: Number, kind: count}", "log.yaml:15: the column 'count' is there twice"),
        ("{id: late, heading: Late, kind: choice}", "log.yaml:15: the choice 'late' has no values"),
        ("{id: area, heading: Area, kind: reference, to: framework.wards}", "unknown list 'framework.wards'"),
        (
            "{id: sum, heading: Sum, kind: number, formula: '[@Cuont]+1'}",
            "unknown column 'Cuont'. Did you mean 'Count'?",
        ),
        ("{id: sum, heading: Sum, kind: number, formula: 'VLOOKUP([@Count],[Count],1)'}", "calls VLOOKUP"),
        ("{id: sum, heading: Sum, kind: number, formula: '[@Sum]+1'}", "'sum' is computed from itself"),
        ("{id: sum, heading: Sum, kind: number, formula: 'B2+1'}", "'B2' is not a column"),
        ("{id: sum, heading: Sum, kind: number, formula: '([@Count]'}", "cannot read the formula"),
        ("{id: said, heading: Said, kind: text, released_by: cuont}", "unknown column 'cuont'. Did you mean 'count'?"),
    ],
)
def test_a_mistake_in_a_definition_has_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_template(written(tmp_path, TEMPLATE + f"      - {line}\n"))
    assert message in str(caught.value)
    assert "log.yaml:15" in str(caught.value)


TWO = """
  - id: schemes
    sheet: Schemes
    title: Schemes
    columns:
      - {id: id, heading: Id, kind: text}
      - {id: net, heading: Net, kind: number, formula: 'SUM(log[Share])'}
"""


def test_a_column_computed_from_itself_through_another_table_is_refused(tmp_path: Path) -> None:
    share = "      - {id: share, heading: Share, kind: number, formula: 'SUM(schemes[Net])'}"
    with pytest.raises(DefinitionError) as caught:
        load_template(written(tmp_path, TEMPLATE + share + TWO))
    assert [problem.split(". ")[0] for problem in caught.value.problems] == [
        "log.yaml:15: 'share' is computed from itself",
        "log.yaml:21: 'net' is computed from itself",
    ]


def test_a_table_is_named_with_any_capitals(tmp_path: Path) -> None:
    share = "      - {id: share, heading: Share, kind: number, formula: 'SUM(LOG[count])'}\n"
    assert load_template(written(tmp_path, TEMPLATE + share)).tables[0].columns[-1].id == "share"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  - id: log", "  - id: lists", "'lists' is the framework's lists"),
        ("sheet: Log", "sheet: Read Me", "every workbook has a sheet 'Read Me' of its own"),
        ("heading: Count", "heading: ChecK", "every table has a column 'ChecK' of its own"),
        ("heading: Count", 'heading: "No. #"', r"heading is 'No. #', with a sign .* without \[ \] @ # '"),
        ("sheet: Log", "sheet: A/B", r"sheet is 'A/B', with a sign .* without \[ \] : \* \? / \\ '"),
        ("sheet: Log", f"sheet: {'L' * 32}", "longer than 31 characters. Shorten it"),
    ],
)
def test_names_that_the_workbook_needs_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        load_template(written(tmp_path, TEMPLATE.replace(old, new)))


def test_what_spreadsheets_compute_differently_has_its_line(tmp_path: Path) -> None:
    share = "      - {id: share, heading: Share, kind: number, formula: 'MAX(0,\"x\")'}\n"
    with pytest.raises(DefinitionError, match=r"log\.yaml:15: MAX is given a text"):
        load_template(written(tmp_path, TEMPLATE + share))


def test_a_long_table_is_checked_in_steps_that_grow_with_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(left: Scalar, right: Scalar) -> int:
        nonlocal compared
        compared += 1
        return compare(left, right)

    monkeypatch.setattr(operators, "compare", counting)
    rows = 3000
    table = actions(*(RIGHT | {"id": f"A{number}", "indicator": "year-6-obesity"} for number in range(rows)))
    assert not said(table)
    assert compared < 40 * rows


def test_a_mistake_in_every_table_is_not_told_as_a_missing_table(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_template(written(tmp_path, TEMPLATE.replace("title:", "titel:")))
    assert "titel" in str(caught.value)
    assert "tables" not in str(caught.value)


def test_a_slip_spoils_no_total_in_other_rows(tmp_path: Path) -> None:
    rule = """    rules:
      - {id: total, expression: '[@Count]+SUMPRODUCT([Count]*1)<=20', says: over 20, fix: Correct it}
"""
    tables = Tables(load_template(written(tmp_path, TEMPLATE + rule)), {}, date(2026, 11, 30))
    tables.add("log", {"period": 0, "count": 1}, [(n, {"count": c}) for n, c in enumerate((1, "abc", 2), start=5)])
    assert [(wrong.code, wrong.row.number) for wrong in wrong_rows(tables)] == [("R804", 6)]


def test_a_total_that_is_too_large_is_told_in_every_row(tmp_path: Path) -> None:
    rule = """    rules:
      - {id: total, expression: '[@Count]+SUM([Count])<=20', says: over 20, fix: Correct it}
"""
    tables = Tables(load_template(written(tmp_path, TEMPLATE + rule)), {}, date(2026, 11, 30))
    tables.add("log", {"period": 0, "count": 1}, [(n, {"count": c}) for n, c in enumerate((19, "abc", 2), start=5)])
    assert [(wrong.code, wrong.row.number) for wrong in wrong_rows(tables)] == [("R808", 5), ("R804", 6), ("R808", 7)]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    rules = "    rules:\n      - {id: a, expression: '[@Count]>', says: x, fix: y}\n"
    rules += "      - {id: b, expression: 'SUM([Count])>0', says: x, fix: y}\n"
    with pytest.raises(DefinitionError) as caught:
        load_template(written(tmp_path, TEMPLATE + rules))
    assert [problem.split(": ")[0] for problem in caught.value.problems] == ["log.yaml:16", "log.yaml:17"]


def test_an_unknown_template_has_the_nearest_name() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'action-tracker'"):
        load_template("action-traker")
