"""The rows of each worksheet: what they say, in which order, and that nothing withheld is among them."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, Target
from tht_xl.month.closing.results_table import Seen
from tht_xl.month.memory.row import Key
from tht_xl.month.shared_sheet.headings import CHANGED, DOMAIN, KEY, SPARKLINE, WHICH, Cell
from tht_xl.month.shared_sheet.rows import sheet_rows
from tht_xl.month.shared_sheet.tabs.about import COLUMNS as ABOUT_COLUMNS
from tht_xl.month.shared_sheet.tabs.about import about_rows
from tht_xl.month.shared_sheet.tabs.changes import what_changed
from tht_xl.month.shared_sheet.tabs.definitions import COLUMNS, definition_rows
from tht_xl.month.shared_sheet.tabs.history import PERIOD_ENDS, history_columns, history_rows
from tht_xl.month.shared_sheet.tabs.series import latest_keys
from tht_xl.month.shared_sheet.tabs.sparkline import BARS, GAP, sparkline

FRAMEWORK = load_framework("tht")
YEARS = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23")


def results(counts: Iterable[float | None], framework: Framework = FRAMEWORK, **more: object) -> pd.DataFrame:
    """Evaluate one count of Year 6 obesity for each of the years, among 3,217 children."""
    some = list(counts)
    table = {
        "indicator": "year-6-obesity", "area": "tower-hamlets", "period": YEARS[: len(some)],
        "count": [np.nan if count is None else count for count in some], "denominator": 3217.0,
    }  # fmt: skip
    return evaluate(pd.DataFrame(table | more), framework)


def with_rule(**changes: object) -> Framework:
    indicators = tuple(i.model_copy(update=changes) if i.id == "year-6-obesity" else i for i in FRAMEWORK.indicators)
    return FRAMEWORK.model_copy(update={"indicators": indicators})


def by_period(rows: Iterable[Mapping[str, Cell]]) -> dict[Cell, Mapping[str, Cell]]:
    return {row["Period"]: row for row in rows}


def test_each_row_says_its_figure_its_domain_and_whether_a_newer_one_is_there() -> None:
    evaluated = results([910, 920, 930])
    rows = sheet_rows(evaluated, FRAMEWORK)
    found = by_period(rows)
    assert found["2020/21"]["Value"] == evaluated["value"][2]
    assert found["2020/21"][DOMAIN] == "Healthy lives"
    assert [found[year][WHICH] for year in YEARS[:3]] == ["Earlier", "Earlier", "Latest"]
    assert latest_keys(rows) == {"year-6-obesity|tower-hamlets|2020/21"}
    assert [found[year][SPARKLINE] for year in YEARS[:3]] == [None, "▁█", "▁▅█"]


def test_rows_stand_by_domain_whatever_the_order_of_the_indicators() -> None:
    upside_down = FRAMEWORK.model_copy(update={"indicators": FRAMEWORK.indicators[::-1]})
    names = ("anxiety", "year-6-obesity", "employment-rate", "short-term-services-outcome")
    table = pd.DataFrame({"indicator": names, "area": "tower-hamlets", "value": 5.0})
    table["period"] = ["2022/23", "2022/23", "2022", "2022/23"]
    rows = sheet_rows(evaluate(table, upside_down), upside_down)
    domains = [domain.name for domain in FRAMEWORK.domains]
    places = [domains.index(str(row[DOMAIN])) for row in rows]
    assert places == sorted(places)
    assert len(set(places)) == 4


def test_a_withheld_figure_is_in_no_cell_of_any_worksheet() -> None:
    """Every third count is small. Neither it nor its rate, in whatever rounding, is in any cell."""
    framework = with_rule(disclosure="1-7")
    counts = [911.0, 5.0, 923.0, 3.0, 937.0]
    evaluated = results(counts, framework)
    before = Seen("Oct 2026", {
        (row["indicator"], row["area"], row["period"]): {str(name): cell for name, cell in row.items()}
        for row in results(counts, with_rule(disclosure="published")).to_dict("records")
    })  # fmt: skip
    rows = sheet_rows(evaluated, framework, seen=before)
    found = by_period(rows)
    assert [found[year]["Value"] == "[c]" for year in YEARS] == [False, True, False, True, False]
    assert found["2021/22"][CHANGED] == "Withheld; it was not in Oct 2026"
    assert found["2022/23"][SPARKLINE] == "▁·▅·█"
    about = about_rows(framework, title="Report", month="Nov 2026", updated=date(2026, 12, 1), version="1.2.3")
    tabs = (rows, history_rows(rows, framework), definition_rows(framework), about)
    for row in (row for tab in tabs for row in tab if str(row.get("Period")) in ("2019/20", "2021/22")):
        assert not any(isinstance(cell, float) for name, cell in row.items() if name != "Target"), row
    for count in (5, 3):
        rate = 100 * count / 3217
        for row in (row for tab in tabs for row in tab):
            for cell in row.values():
                assert not (isinstance(cell, float) and cell in (count, rate))
                assert f"{rate:.4f}"[:4] not in str(cell), row
    # The same figures, shown: the search finds them.
    open_rows = sheet_rows(results(counts, with_rule(disclosure="published")), FRAMEWORK)
    assert any(f"{100 * 5 / 3217:.4f}"[:4] in str(cell) for row in open_rows for cell in row.values())


def test_history_has_every_row_oldest_first() -> None:
    rows = history_rows(sheet_rows(results([910, 920, 930]), FRAMEWORK), FRAMEWORK)
    assert [(row["Period"], row[PERIOD_ENDS]) for row in rows] == [
        ("2018/19", "2019-03-31"), ("2019/20", "2020-03-31"), ("2020/21", "2021-03-31")
    ]  # fmt: skip
    assert [set(row) == set(history_columns(FRAMEWORK)) for row in rows] == [True] * 3
    assert history_columns(FRAMEWORK)[0] == KEY


def test_definitions_have_a_row_for_each_current_indicator() -> None:
    rows = definition_rows(FRAMEWORK)
    assert {row[KEY] for row in rows} == {i.id for i in FRAMEWORK.indicators if i.status == "current"}
    assert all(tuple(row) == COLUMNS for row in rows)
    year_6 = next(row for row in rows if row[KEY] == "year-6-obesity")
    assert (year_6["Which way is good"], year_6["Unit"]) == ("Lower is better", "%")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (None, "No target"),
        ({"value": 22, "due": "2026/27", "agreed": True}, "22.0% by 2026/27"),
        ({"value": 22, "due": "2026/27", "agreed": False, "minimum": 25},
         "22.0% by 2026/27; at least 25.0% (proposed, not agreed)"),
        ({"due": "2030", "agreed": True, "statement": "As low as London"}, "As low as London by 2030"),
    ],
)  # fmt: skip
def test_a_target_is_said_in_words(target: dict | None, said: str) -> None:
    framework = with_rule(target=target and Target.model_validate(target))
    assert next(row for row in definition_rows(framework) if row[KEY] == "year-6-obesity")["Target"] == said


def test_about_says_when_by_whom_and_that_it_may_be_disclosed() -> None:
    rows = about_rows(
        FRAMEWORK, title="Report", month="Nov 2026", updated=date(2026, 12, 1), version="1.2.3", role="Analyst",
        people=("Narrative", "Action", "Owner"),
    )  # fmt: skip
    said = {row[KEY]: row[ABOUT_COLUMNS[2]] for row in rows}
    assert len(said) == len(rows)
    assert (said["month"], said["updated"], said["role"], said["ask"]) == (
        "Nov 2026", "1 Dec 2026", "Analyst", "Analyst"
    )  # fmt: skip
    assert said["version"] == f"tht_xl 1.2.3, framework tht version {FRAMEWORK.version}"
    assert "Freedom of Information Act 2000" in str(said["information"])
    assert str(said["write"]).startswith("In the columns Narrative, Action and Owner, ")
    assert "[c] withheld to protect confidentiality" in str(said["symbols"])


def changed(now: dict, before: dict | None = None, month: str = "Oct 2026") -> str | None:
    row = results([910, 920]).assign(status="", revised=False, value_before=np.nan, month_before="").to_dict("records")
    key: Key = ("year-6-obesity", "tower-hamlets", "2019/20")
    seen = Seen(month, {} if before is None else {key: {str(n): cell for n, cell in (row[1] | before).items()}})
    indicator = next(i for i in FRAMEWORK.indicators if i.id == key[0])
    return what_changed(row[1] | now, indicator, seen)


@pytest.mark.parametrize(
    ("now", "before", "month", "said"),
    [
        ({}, {}, "Oct 2026", None),
        ({}, None, "Oct 2026", "New figure; 2018/19 was 28.3%"),
        ({}, None, "", None),
        ({"status": "new"}, None, "", "New figure; 2018/19 was 28.3%"),
        ({"status": "carried"}, None, "Oct 2026", None),
        ({"revised": True, "value_before": 27.04, "month_before": "Oct 2026"}, {}, "Oct 2026",
         "Revised; it was 27.0% in Oct 2026"),
        ({"revised": True, "month_before": "Oct 2026"}, {}, "Oct 2026", "Revised since Oct 2026"),
        ({"rating": "Red"}, {"rating": "Amber"}, "Oct 2026", "Rating was Amber in Oct 2026"),
        ({"revised": True, "value_before": 27.04, "month_before": "Oct 2026", "rating": "Red"}, {"rating": "Green"},
         "Oct 2026", "Revised; it was 27.0% in Oct 2026; Rating was Green in Oct 2026"),
        ({"withheld": "[c]", "revised": True, "value_before": 27.04}, {}, "Oct 2026",
         "Withheld; it was not in Oct 2026"),
        ({"withheld": "[c]"}, {"withheld": "[c]"}, "Oct 2026", None),
        ({"revised": True, "value_before": 27.04}, {"withheld": "[c]"}, "Oct 2026",
         "Shown; it was withheld in Oct 2026"),
    ],
)  # fmt: skip
def test_what_changed_since_the_month_before(now: dict, before: dict | None, month: str, said: str | None) -> None:
    assert changed(now, before, month) == said


def test_only_the_latest_figure_is_called_new() -> None:
    frame = results([910, 920, 930]).assign(status="new")
    found = by_period(sheet_rows(frame, FRAMEWORK))
    assert found["2020/21"][CHANGED] == "New figure; 2019/20 was 28.6%"
    assert found["2019/20"][CHANGED] is None


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=14))
def test_a_line_has_a_bar_for_each_of_the_newest_ten(values: list[float | None]) -> None:
    drawn, newest = sparkline(values), values[-10:]
    known = [value for value in newest if value is not None]
    if len(known) < 2:
        assert drawn is None
        return
    assert drawn is not None
    assert [bar == GAP for bar in drawn] == [value is None for value in newest]
    if max(known) > min(known):
        assert drawn[newest.index(max(known))] == BARS[-1]
        assert drawn[newest.index(min(known))] == BARS[0]
