"""The formulas of `Exceptions`, worked out by formualizer, which has FILTER, SORT and HSTACK as Google Sheets does."""

import re
from importlib.metadata import version
from typing import Any

import formualizer
import pytest

from tht_xl.framework.load import load_framework
from tht_xl.month.shared_sheet.headings import ATTENTION, DUE, KEY, OWNER, WHICH
from tht_xl.month.shared_sheet.layout import exceptions_look, sheet_layout
from tht_xl.month.shared_sheet.rows import sheet_columns
from tht_xl.month.shared_sheet.tabs.exceptions import (
    EXCEPTIONS,
    LINE,
    NOTHING,
    exceptions_formulas,
    exceptions_headings,
)
from tht_xl.month.shared_sheet.tabs.history import history_columns

FRAMEWORK = load_framework("tht")
PEOPLE = ("Narrative", "Action")
HEADER = tuple(sheet_layout(sheet_columns(FRAMEWORK), PEOPLE).headings)
HISTORY = history_columns(FRAMEWORK)
ROWS = (
    {KEY: "a|x|1", "Domain": "Lives", "Indicator": "Zoster", ATTENTION: "Red", WHICH: "Latest", "Action": "Ask"},
    {KEY: "b|x|1", "Domain": "Care", "Indicator": "Yearly checks", WHICH: "Latest"},
    {KEY: "c|x|1", "Domain": "Care", "Indicator": "Waits", ATTENTION: "Worse than England", WHICH: "Earlier"},
    {KEY: "d|x|1", "Domain": "Lives", "Indicator": "Anxiety", ATTENTION: "Late", WHICH: "Latest", "Value": 3.26},
    {KEY: "e|x|1", "Domain": "Care", "Indicator": "Falls", ATTENTION: "Getting worse", WHICH: "Latest"},
)  # fmt: skip


IS_OLD = int(version("formualizer").split(".")[1]) < 13
works_it_out = pytest.mark.skipif(IS_OLD, reason="an older formualizer has no SORT of a SORT: it answers #REF!")


def worked_out(rows: Any = ROWS, header: tuple[str, ...] = HEADER, title: str = "This month") -> list[list[Any]]:
    """Return what `Exceptions` shows beside its lines, by row, blanks left out at its end."""
    book = formualizer.Workbook()
    book.add_sheet(title)
    book.add_sheet(EXCEPTIONS)
    for number, row in enumerate([dict(zip(header, header, strict=True)), *rows], 1):
        for heading, cell in row.items():
            if heading in header:
                book.set_value(title, number, header.index(heading) + 1, cell)
    _, formula = exceptions_formulas(header, PEOPLE, title, HISTORY)
    # Google sorts by two columns at once; formualizer by one and then, stably, by the other.
    formula = formula.replace("SORT(FILTER(", "SORT(SORT(FILTER(").replace(",1,TRUE,2,TRUE)", ",2,1),1,1)")
    # A whole column is as long as what is in it there, and in Google as the worksheet.
    book.set_formula(EXCEPTIONS, 2, 2, re.sub(r"!([A-Z]+):[A-Z]+", rf"!\g<1>1:\g<1>{len(rows) + 1}", formula))
    book.evaluate_all()
    width = len(exceptions_headings(header, PEOPLE, has_history=True))
    shown = [[book.get_value(EXCEPTIONS, row, column) for column in range(2, width + 1)] for row in range(2, 8)]
    return [row for row in shown if any(cell not in (None, "", 0.0) for cell in row)]


@works_it_out
def test_what_needs_attention_is_there_sorted_by_domain_and_name() -> None:
    headings = exceptions_headings(HEADER, PEOPLE)
    shown = [dict(zip(headings, row, strict=True)) for row in worked_out()]
    assert [(row["Domain"], row["Indicator"], row[ATTENTION]) for row in shown] == [
        ("Care", "Falls", "Getting worse"), ("Lives", "Anxiety", "Late"), ("Lives", "Zoster", "Red")
    ]  # fmt: skip
    assert [row[KEY] for row in shown] == ["e|x|1", "d|x|1", "a|x|1"]
    assert (shown[1]["Value"], shown[2]["Action"]) == (3.26, "Ask")


def test_where_nothing_needs_attention_it_says_so() -> None:
    assert worked_out([row for row in ROWS if row[KEY] in ("b|x|1", "c|x|1")])[0][0] == NOTHING


@works_it_out
def test_a_sheet_in_another_order_and_without_the_newer_columns() -> None:
    header = ("Notes", ATTENTION.upper(), "Indicator", KEY, "Narrative")
    rows = [{ATTENTION.upper(): row.get(ATTENTION), **row} for row in ROWS]
    assert exceptions_headings(header, PEOPLE, has_history=True) == (LINE, "Indicator", ATTENTION, "Narrative", KEY)
    shown = worked_out(rows, header, "Board's sheet")
    assert [row[0] for row in shown] == ["Anxiety", "Falls", "Waits", "Zoster"]


def test_without_a_column_that_says_it_there_is_no_formula() -> None:
    assert len(exceptions_formulas(HEADER, PEOPLE, "This month")) == 1
    assert exceptions_formulas(("Key", "Indicator"), PEOPLE, "Outcomes", HISTORY) == ()


@pytest.mark.parametrize("number", [0, 1])
def test_no_formula_hides_a_broken_reference_or_leaves_a_bracket_open(number: int) -> None:
    formula = str(exceptions_formulas(HEADER, PEOPLE, "This month", HISTORY)[number])
    assert formula.startswith("=")
    assert formula.count("(") == formula.count(")")
    assert "IFERROR" not in formula
    assert "\n" not in formula


def test_days_look_like_days_and_nobody_is_asked_for_one_in_a_formula() -> None:
    asked = list(exceptions_look(exceptions_headings(HEADER, PEOPLE, has_history=True)).requests(7))
    formats = [each["repeatCell"] for each in asked if "repeatCell" in each]
    days = [each for each in formats if each["cell"]["userEnteredFormat"].get("numberFormat", {}).get("type") == "DATE"]
    assert [each["range"]["startColumnIndex"] for each in days] == [13]
    assert not any("setDataValidation" in each or "setBasicFilter" in each for each in asked)


def test_the_keys_are_hidden_last_and_people_are_where_they_write() -> None:
    headings = exceptions_headings(HEADER, PEOPLE, has_history=True)
    assert headings[-5:] == (*PEOPLE, OWNER, DUE, KEY)
    lines = str(exceptions_formulas(HEADER, PEOPLE, "This month", HISTORY)[0])
    assert lines.startswith("=MAP(O2:O,")
    assert headings.index(KEY) == 14
    assert "'History'!E:E" in lines
