"""The worksheets beside the first: their looks, and which rows of the first are new."""

from datetime import date

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.month.shared_sheet.headings import KEY
from tht_xl.month.shared_sheet.rows import sheet_columns, sheet_rows
from tht_xl.month.shared_sheet.tabs.about import about_rows
from tht_xl.month.shared_sheet.tabs.latest import without_new_earlier_rows
from tht_xl.month.shared_sheet.tabs.tabs import month_tabs, rows_of_tabs
from tht_xl.sheets.plan.plan import Plan, plan
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.table import Column

FRAMEWORK = load_framework("tht")
TABLE = {
    "indicator": "year-6-obesity", "area": "tower-hamlets", "period": ["2020/21", "2021/22", "2022/23"],
    "count": [900.0, 910.0, 920.0], "denominator": 3280.0,
}  # fmt: skip
ROWS = sheet_rows(evaluate(pd.DataFrame(TABLE), FRAMEWORK), FRAMEWORK)
OURS = {str(row[KEY]): row for row in ROWS}
NEWEST, MIDDLE, OLDEST = OURS
COLUMNS = [Column(name) for name in sheet_columns(FRAMEWORK)]
ABOUT = about_rows(FRAMEWORK, title="Report", month="Nov 2026", updated=date(2026, 12, 1), version="1.2.3")
TABS, OF_TABS = month_tabs(FRAMEWORK), rows_of_tabs(FRAMEWORK, ROWS, ABOUT)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.title)
def test_every_row_of_a_worksheet_has_its_columns_and_a_key_of_its_own(tab: Tab) -> None:
    rows, headings = OF_TABS[tab.title], {column.name for column in tab.columns}
    assert rows
    assert all(set(row) == headings for row in rows)
    keys = [row[tab.key_name] for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(keys)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.title)
def test_the_key_is_hidden_and_everything_computed_is_warned_of(tab: Tab) -> None:
    look, headings = tab.look, {column.name for column in tab.columns}
    assert look is not None
    assert tuple(look.headings) == tuple(column.name for column in tab.columns)
    assert look.hidden == {tab.key_name} == {KEY}
    assert look.managed == headings
    assert look.wrapped <= headings
    assert set(look.widths) >= headings - {KEY}
    assert list(look.requests(7))


def test_what_stays_in_sight_leaves_room_on_a_narrow_screen() -> None:
    for tab in TABS:
        assert tab.look is not None
        shown = [each for each in tab.look.headings[: tab.look.frozen] if each not in tab.look.hidden]
        assert sum(tab.look.widths[each] for each in shown) <= 200


def test_figures_have_a_number_format_and_periods_do_not() -> None:
    look, definitions = TABS[0].look, TABS[1].look
    assert look is not None
    assert definitions is not None
    assert {"Value", "Lower limit", "Upper limit", "England"} <= set(look.formats)
    assert not {"Period", "Period ends", "Unit", "Note"} & set(look.formats)
    assert not definitions.formats


def added(theirs: set[str], base: set[str]) -> Plan:
    """The plan where these rows are in the sheet, and those in the base."""

    def tables(keys: set[str]) -> dict:
        return {key: dict(OURS[key]) for key in keys}

    made = plan(OURS, tables(theirs), tables(base), COLUMNS)
    ours = without_new_earlier_rows(OURS, made)
    return plan(ours, tables(theirs), tables(base), COLUMNS)


def test_a_new_sheet_has_the_latest_figure_alone() -> None:
    assert [append.key for append in added(set(), set()).appends] == [NEWEST]


def test_earlier_figures_that_are_there_stay_and_are_not_said_to_be_gone() -> None:
    made = added({MIDDLE, OLDEST}, {MIDDLE, OLDEST})
    assert [append.key for append in made.appends] == [NEWEST]
    assert not made.no_longer_computed
    assert not made.deleted_in_sheet


def test_an_earlier_figure_that_somebody_deleted_is_still_reported() -> None:
    made = added({NEWEST, OLDEST}, {NEWEST, MIDDLE, OLDEST})
    assert made.deleted_in_sheet == (MIDDLE,)
    assert not made.appends
