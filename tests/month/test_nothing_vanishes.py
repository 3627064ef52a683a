"""Every good row that a partner returns is on the page, or listed with the reason."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tht_xl.evaluation.results import unused
from tht_xl.framework.load import load_framework
from tht_xl.month import run as month_run
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import Withdrawal
from tht_xl.month.run import MonthResult, run_month

WriteReturn = Callable[..., Path]
ConfigFor = Callable[..., MonthConfig]

ROWS = [
    ("anxiety", "Tower Hamlets", "2019/20", None, None, 3.11, 3.01, 3.21),
    ("anxiety", "Tower Hamlets", "2020/21", None, None, "[x]"),
    ("anxiety", "Tower Hamlets", "2021/22", None, None, 3.12),
    ("anxiety", "Tower Hamlets", "2022/23", None, None, "[c]"),
    ("anxiety", "England", "2021/22", None, None, 3.13),
    ("anxiety", "England", "2018/19", None, None, 3.14),
    ("anxiety", "London", "2017/18", None, None, 3.15),
    ("anxiety", "LAP 1", "2021/22", None, None, 3.16, 3.06, 3.26),
    ("anxiety", "LAP 2", "2016/17", None, None, 3.17),
    ("anxiety", "North West", "2021/22", None, None, 3.18),
    ("life-satisfaction", "LAP 3", "2021/22", None, None, 7.19, 7.0, 7.3),
    ("under-18-conceptions", "Tower Hamlets", "2015", None, None, 19.20),
    ("under-18-conceptions", "LAP 4", "2016", None, None, 21.20),
]  # fmt: skip
SHOWN = ("3.11", "3.12", "3.13", "3.14", "3.15", "3.16", "3.17", "3.18", "7.19", "19.2", "21.2")


def page_of(result: MonthResult) -> str:
    return result.files["board.html"].read_text(encoding="utf-8")


def cells(page: str, anchor: str) -> list[str]:
    """The text of every table cell of one card."""
    card = re.search(
        rf'<(article|details)[^>]* id="indicator-{anchor}".*?(?=<article|<h3|<h4>|</main>)', page, re.DOTALL
    )
    assert card is not None
    return re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", card[0], re.DOTALL)


@pytest.fixture
def result(write_return: WriteReturn, config_for: ConfigFor) -> MonthResult:
    return run_month(config_for(write_return(rows=ROWS)))


def test_every_returned_figure_is_in_a_table_of_its_card(result: MonthResult) -> None:
    assert len(result.results) == len(ROWS)
    assert not result.returns[0].held_back
    found = {
        cell
        for name in ("anxiety", "life-satisfaction", "under-18-conceptions")
        for cell in cells(page_of(result), name)
    }
    assert [value for value in SHOWN if not any(cell.startswith(value) for cell in found)] == []
    assert any("withheld" in cell for cell in found)
    assert "not available from the source" in found


def test_a_return_of_parts_alone_is_no_missing_return(result: MonthResult) -> None:
    page = page_of(result)
    assert "no figure for Tower Hamlets as a whole; figures by area are below" in page
    card = page[page.index('id="indicator-life-satisfaction"') :]
    assert "not returned by a partner" not in card[: card.index("</article>")]
    assert "LAP 3" in cells(page, "life-satisfaction")


def test_parts_are_compared_with_the_whole(result: MonthResult) -> None:
    row = re.search(r"<tr><th[^>]*>LAP 1</th>(.*?)</tr>", page_of(result), re.DOTALL)
    assert row is not None
    assert re.findall(r"<td>(.*?)</td>", row[1]) == [
        "2021/22",
        "3.16 out of 10",
        "3.06 to 3.26",
        "Similar",
    ]


def test_parts_stay_out_of_the_shared_sheet(write_return: WriteReturn, config_for: ConfigFor) -> None:
    result = run_month(config_for(write_return(rows=ROWS)), rehearse=True)
    assert result.sync is not None
    assert {append.key.split("|")[1] for append in result.sync.plan.appends} == {"tower-hamlets"}


def test_a_small_part_cannot_be_worked_out_from_any_file(
    write_return: WriteReturn, config_for: ConfigFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = load_framework("tht")
    strict = [
        i.model_copy(update={"disclosure": "1-5"}) if i.id == "year-6-obesity" else i for i in framework.indicators
    ]
    framework = framework.model_copy(update={"indicators": tuple(strict)})
    monkeypatch.setattr(month_run, "framework_of", lambda _: framework)
    parts = [("LAP 1", 3), ("LAP 2", 17), ("LAP 3", 120), ("LAP 4", 140)]
    rows = [("year-6-obesity", area, "2022/23", count, 800) for area, count in [("Tower Hamlets", 280), *parts]]
    result = run_month(config_for(write_return(rows=rows)))
    saved = pd.read_csv(result.files["results.csv"]).set_index("area")
    assert saved["withheld"].fillna("").to_dict() == {
        "tower-hamlets": "", "lap-1": "[c]", "lap-2": "[c]", "lap-3": "", "lap-4": "",
    }  # fmt: skip
    assert saved.loc[["lap-1", "lap-2"], ["count", "denominator", "value", "lower", "upper"]].isna().all(axis=None)
    table = cells(page_of(result), "year-6-obesity")
    assert table.count("withheld [c]") == 2
    assert "2.1%" not in table


def test_a_row_without_a_card_is_listed(
    write_return: WriteReturn, config_for: ConfigFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = load_framework("tht")
    wanted = [i.model_copy(update={"status": "aspirational"}) if i.id == "anxiety" else i for i in framework.indicators]
    framework = framework.model_copy(update={"indicators": tuple(wanted)})
    monkeypatch.setattr(month_run, "framework_of", lambda _: framework)
    result = run_month(config_for(write_return(rows=ROWS[:1])))
    assert len(unused(result.results, framework)) == 1
    assert "anxiety, tower-hamlets, 2019/20: the framework lists this indicator as wanted" in page_of(result)


def test_withdrawn_rows_are_listed_in_the_month_s_own_report(
    write_return: WriteReturn, config_for: ConfigFor, tmp_path: Path
) -> None:
    key = "anxiety|tower-hamlets|2019/20"
    withdrawal = Withdrawal(key=key, role="lead", reason="wrong year")
    more = {"withdraw": (withdrawal,), "memory": tmp_path / "m.csv"}
    result = run_month(config_for(write_return(rows=ROWS)).model_copy(update=more))
    report = result.files["month-report.html"].read_text(encoding="utf-8")
    assert f"withdrawn: {key} (wrong year, lead)" in report
    assert "3.11" not in cells(page_of(result), "anxiety")
