"""The SMART check of a framework that is written in a workbook: the same questions, each at its cell."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.smart.check import check_smart
from tht_xl.templates.check import Wrong
from tht_xl.templates.frameworks.rows import FRAMEWORK_TEMPLATE, rows_of
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.load import load_template
from tht_xl.templates.table import Tables

DAY = date(2026, 11, 30)


def questions(name: str, change: Mapping[tuple[str, int, str], object] = {}) -> list[Wrong]:
    """Return what is asked of a framework's workbook in which some cells were changed: table, row from 0, column."""
    framework, template = load_framework(name), load_template(FRAMEWORK_TEMPLATE)
    tables, rows = Tables(template, framework_lists(framework), DAY), rows_of(framework)
    for (table, number, column), cell in change.items():
        rows[table][number][column] = cell
    for table in template.tables:
        places = {column.id: at for at, column in enumerate(table.columns, start=1)}
        tables.add(table.id, places, list(enumerate(rows[table.id], start=5)))
    return list(partnership_wrongs(tables, framework))


@pytest.mark.parametrize("name", ["strategy-2009", "tht", "essex-2012"])
def test_the_workbook_asks_what_the_files_are_asked(name: str) -> None:
    found = questions(name)
    asked = Counter((each.given.partition(": ")[2], each.fix) for each in found)
    assert asked == Counter((each.fault, each.question) for each in check_smart(load_framework(name)).findings)
    assert not any(each.is_error for each in found)


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("ceiling of 15.4% is worse than its own baseline", "Targets!C26"),
        ("several values, 15.4% and 26.4%", "Targets!K26"),
        ("is due 6 Feb 2009, and the paper is of Mar 2009", "Mentions!I12"),
    ],
)  # fmt: skip
def test_a_question_is_at_the_cell_that_raises_it(words: str, cell: str) -> None:
    found = [each for each in questions("strategy-2009") if words in each.given]
    assert cell in {f"{each.row.table.definition.sheet}!{each.row.address(each.column)}" for each in found}


def test_a_deadline_that_is_put_right_is_asked_no_more() -> None:
    found = questions("essex-2012", {("mentions", 3, "due"): "Feb 2013"})
    assert [each.row.number for each in found] == [10]


def test_definitions_that_contradict_each_other_are_corrected_first() -> None:
    assert questions("tht", {("indicators", 0, "statement"): "no-such-statement"}) == []
